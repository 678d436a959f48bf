"""Edits: a list of changes worked out against the rows, checked as a whole, then written.

Lives here: what a list of changes comes to (each thing once, before and after), its faults and
its refusals. The journal's record of it is in ``journal``.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from crisisplanner.domain.changes import Change, Changes, Create, Remove, Update, Use
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.errors import CrisisPlannerError, ErrorKind, bad_inputs
from crisisplanner.domain.messages import Message, message
from crisisplanner.storage.references import parts_of, references_of, uses_of
from crisisplanner.storage.repository import Repository
from crisisplanner.storage.rows import emptied, row_form
from crisisplanner.storage.validation import faults_before_writing

MOST_IDS = 1_000
"""More changed ids than this of a kind mean all of it."""

MOST_USES_NAMED = 20


@dataclass(frozen=True, slots=True)
class Edit:
    """Hold one thing before and after a list of changes; None where it is not there."""

    kind: str
    id: EntityId
    before: Entity | None
    after: Entity | None
    changed: frozenset[str] = frozenset()
    """The fields that differ, where it is there before and after."""


class EditFaults:
    """Collect what is wrong, naming the thing where there are several."""

    def __init__(self, *, names_things: bool) -> None:
        """Begin without faults."""
        self._names_things = names_things
        self.messages: list[Message] = []

    def add(self, kind: str, label: str, fault: Message) -> None:
        """Note a fault of one thing."""
        if self._names_things:
            fault = message("storage.fault_of", kind=_kind(kind), label=label, fault=fault)
        self.messages.append(fault)

    def raise_if_any(self) -> None:
        """Refuse all of it if anything is wrong."""
        if self.messages:
            raise bad_inputs(self.messages)


class EditDraft:
    """Work out a list of changes over what is in the tables, without writing."""

    def __init__(self, connection: Connection, changes: Sequence[Change]) -> None:
        """Read the rows that the changes are about."""
        self._connection = connection
        self._repository = Repository(connection)
        self._faults = EditFaults(names_things=len(changes) > 1)
        self._before: dict[tuple[str, EntityId], Entity | None] = {}
        self._after: dict[tuple[str, EntityId], Entity | None] = {}
        self._read(changes)

    def _read(self, changes: Sequence[Change]) -> None:
        asked: dict[str, dict[EntityId, None]] = defaultdict(dict)
        for change in changes:
            kind, id_ = _target(change)
            asked[kind][id_] = None
        for kind, ids in asked.items():
            rows = self._repository.many(kind, ids)
            for id_ in ids:
                self._before[kind, id_] = self._after[kind, id_] = rows.get(id_)

    def apply(self, changes: Sequence[Change], *, with_parts: bool) -> tuple[Edit, ...]:
        """Apply the changes in order and check the outcome; raises all faults at once.

        ``with_parts``: what belongs to a removed thing is removed with it.
        """
        for change in changes:
            self._apply_one(change)
        self._faults.raise_if_any()
        if with_parts:
            self._remove_parts()
        self._check_entities()
        self._check_targets()
        self._faults.raise_if_any()
        self._refuse_what_is_in_use()
        return tuple(self._edits())

    def _apply_one(self, change: Change) -> None:
        kind, id_ = _target(change)
        there = self._after[kind, id_]
        match change:
            case Create(entity):
                if there is not None:
                    fault = message("storage.already_there", kind=_kind(kind), id=id_)
                    self._faults.add(kind, entity.label(), fault)
                else:
                    self._after[kind, id_] = _with_emptied(entity)
            case Update(_, _, fields):
                if there is None:
                    self._not_there(kind, id_)
                    return
                specs = row_form(kind).fields
                for name in fields:
                    if name not in specs or name == "id":
                        fault = message("storage.unknown_field", kind=_kind(kind), field=name)
                        self._faults.add(kind, there.label(), fault)
                        return
                self._after[kind, id_] = dataclasses.replace(
                    there,
                    **{name: emptied(specs[name].spec, value) for name, value in fields.items()},
                )
            case Remove():
                if there is None:
                    self._not_there(kind, id_)
                self._after[kind, id_] = None

    def _not_there(self, kind: str, id_: EntityId) -> None:
        self._faults.add(kind, id_, message("storage.not_there", kind=_kind(kind), id=id_))

    def _remove_parts(self) -> None:
        owners = self._removed()
        while owners:
            found: dict[str, list[EntityId]] = defaultdict(list)
            for kind, id_ in parts_of(self._connection, owners):
                if (kind, id_) not in self._after:
                    found[kind].append(id_)
            for kind, ids in found.items():
                for id_, entity in self._repository.many(kind, ids).items():
                    self._before[kind, id_] = entity
                    self._after[kind, id_] = None
            owners = found

    def _removed(self) -> Mapping[str, list[EntityId]]:
        removed: dict[str, list[EntityId]] = defaultdict(list)
        for (kind, id_), after in self._after.items():
            if after is None and self._before[kind, id_] is not None:
                removed[kind].append(id_)
        return removed

    def _check_entities(self) -> None:
        for key, after in self._after.items():
            if after is not None and after != self._before[key]:
                for fault in faults_before_writing(after):
                    self._faults.add(key[0], after.label(), fault)

    def _check_targets(self) -> None:
        """Find references to things that will not be there."""
        wanted: dict[str, set[EntityId]] = defaultdict(set)
        held: list[tuple[Entity, str, tuple[str, ...], EntityId]] = []
        for after in self._after.values():
            if after is None:
                continue
            for reference in references_of()[after.KIND]:
                for id_ in self._ids_held(after, reference.field, is_list=reference.is_list):
                    held.append((after, reference.field, reference.targets, id_))
                    for target in reference.targets:
                        wanted[target].add(id_)
        there = {kind: self._will_be_there(kind, ids) for kind, ids in wanted.items()}
        for entity, field, targets, id_ in held:
            if not any(id_ in there[target] for target in targets):
                fault = message(
                    "storage.points_nowhere",
                    kind=_kind(entity.KIND),
                    field=message("label." + field),
                    targets=tuple(map(_kind, targets)),
                    id=id_,
                )
                self._faults.add(entity.KIND, entity.label(), fault)

    @staticmethod
    def _ids_held(entity: Entity, field: str, *, is_list: bool) -> tuple[EntityId, ...]:
        value = getattr(entity, field)
        if is_list:
            # Another fault has named what is no list of texts.
            return tuple(v for v in value if isinstance(v, str)) if value else ()
        return (value,) if isinstance(value, str) else ()

    def _will_be_there(self, kind: str, ids: set[EntityId]) -> set[EntityId]:
        decided = {id_ for id_ in ids if (kind, id_) in self._after}
        kept = {id_ for id_ in decided if self._after[kind, id_] is not None}
        return kept | self._repository.ids(kind, ids - decided)

    def _refuse_what_is_in_use(self) -> None:
        refusals = []
        for kind, ids in self._removed().items():
            uses: dict[EntityId, list[Use]] = defaultdict(list)
            for id_, use in uses_of(self._connection, kind, ids):
                # What is edited here was checked with its new references.
                if (use.kind, use.id) not in self._after:
                    uses[id_].append(use)
            refusals += [self._in_use(kind, id_, those) for id_, those in uses.items()]
        if refusals:
            raise CrisisPlannerError(refusals, ErrorKind.REFUSED)

    def _in_use(self, kind: str, id_: EntityId, uses: Sequence[Use]) -> Message:
        entity = self._before[kind, id_]
        return message(
            "storage.in_use" if len(uses) <= MOST_USES_NAMED else "storage.in_use_widely",
            kind=_kind(kind),
            label=entity.label() if entity is not None else id_,
            n=len(uses),
            uses=tuple(
                message(
                    "storage.use",
                    kind=_kind(use.kind),
                    label=use.label,
                    field=message("label." + use.field),
                )
                for use in uses[:MOST_USES_NAMED]
            ),
        )

    def _edits(self) -> Iterator[Edit]:
        for (kind, id_), after in self._after.items():
            before = self._before[kind, id_]
            if before is None and after is None:
                continue
            if before is None or after is None:
                yield Edit(kind, id_, before, after)
                continue
            changed = frozenset(
                name
                for name in row_form(kind).fields
                if getattr(before, name) != getattr(after, name)
            )
            if changed:
                yield Edit(kind, id_, before, after, changed)


def _kind(kind: str) -> Message:
    return message("kind." + kind)


def _target(change: Change) -> tuple[str, EntityId]:
    match change:
        case Create(entity):
            return entity.KIND, entity.id
        case Update(kind, id_, _) | Remove(kind, id_):
            return kind, id_


def _with_emptied(entity: Entity) -> Entity:
    empty = {
        name: emptied(form.spec, None)
        for name, form in row_form(entity.KIND).fields.items()
        if getattr(entity, name) is None
    }
    replaced = {name: value for name, value in empty.items() if value is not None}
    return dataclasses.replace(entity, **replaced) if replaced else entity


def write_rows(connection: Connection, edits: Iterable[Edit]) -> None:
    """Bring the tables to the state after the edits."""
    repository = Repository(connection)
    created: list[Entity] = []
    changed: dict[str, list[tuple[Entity, frozenset[str]]]] = defaultdict(list)
    removed: dict[str, list[EntityId]] = defaultdict(list)
    for edit in edits:
        if edit.after is None:
            removed[edit.kind].append(edit.id)
        elif edit.before is None:
            created.append(edit.after)
        else:
            changed[edit.kind].append((edit.after, edit.changed))
    for kind, ids in removed.items():
        repository.remove(kind, ids)
    repository.put(created)
    for kind, those in changed.items():
        repository.change(kind, those)


def changes_of(edits: Iterable[Edit]) -> Changes:
    """Tell listeners what the edits changed."""
    ids: dict[str, set[EntityId]] = defaultdict(set)
    for edit in edits:
        ids[edit.kind].add(edit.id)
    return Changes(
        {kind: frozenset(those) if len(those) <= MOST_IDS else None for kind, those in ids.items()}
    )
