"""Taking back: which group a person may undo or redo, and by which changes.

Groups that take each other back form a chain: the edit, its undo, its redo, and so on. A chain of
odd length is in effect, one of even length comes to nothing. Lives here: rules; no SQL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crisisplanner.domain.changes import Change, Create, Group, Remove, Update
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import Entity, EntityId, field_specs
from crisisplanner.domain.errors import CrisisPlannerError, refused
from crisisplanner.domain.fields import FieldSpec
from crisisplanner.domain.messages import message
from crisisplanner.domain.plain import entity_from_plain, value_from_plain
from crisisplanner.storage.journal import PlainEntry, PlainFields, erased_by

UNDO = "journal.undo"
REDO = "journal.redo"
TAKE_BACK = "journal.take_back"


@dataclass(frozen=True, slots=True)
class Step:
    """Hold a group that can be taken back, and the edit it stands for."""

    group: Group
    edit: Group


class UndoStacks:
    """Remember, since the workspace was opened, what each person may undo and redo."""

    def __init__(self) -> None:
        """Begin with nothing to undo."""
        self._undo: dict[str, list[Step]] = defaultdict(list)
        self._redo: dict[str, list[Step]] = defaultdict(list)

    def undoable(self, author: str) -> Step | None:
        """Give what a person would take back next."""
        steps = self._undo.get(author)
        return steps[-1] if steps else None

    def redoable(self, author: str) -> Step | None:
        """Give what a person would bring back next."""
        steps = self._redo.get(author)
        return steps[-1] if steps else None

    def record_edit(self, group: Group) -> None:
        """Note a new edit: it can be undone, and what was undone can't come back by redo."""
        self._undo[group.author].append(Step(group, group))
        self._redo[group.author].clear()

    def record_undo(self, step: Step, by: Group) -> None:
        """Note that a person's newest step was undone."""
        self._undo[by.author].remove(step)
        self._redo[by.author].append(Step(by, step.edit))

    def record_redo(self, step: Step, by: Group) -> None:
        """Note that what a person undid last was brought back."""
        self._redo[by.author].remove(step)
        self._undo[by.author].append(Step(by, step.edit))

    def record_taking_back(self, taken_back: Group, by: Group) -> None:
        """Note that any group was taken back: an edit of its own."""
        for stacks in (self._undo, self._redo):
            for steps in stacks.values():
                steps[:] = [step for step in steps if step.group.id != taken_back.id]
        self.record_edit(by)


def cancelled_positions(groups: Sequence[Group]) -> frozenset[int]:
    """List the groups that others among them take back, and those others.

    ``groups`` are all groups after some position, oldest first.
    """
    chains: dict[str, list[int]] = defaultdict(list)
    chain_of: dict[str, str] = {}
    for group in groups:
        start = group.id
        if group.undoes is not None:
            # What lies before the position can't be seen; it still names the chain.
            start = chain_of.get(group.undoes, group.undoes)
        chain_of[group.id] = start
        chains[start].append(group.position)
    return frozenset(
        position for chain in chains.values() if len(chain) % 2 == 0 for position in chain
    )


def position_of_conflict(
    entries: Sequence[PlainEntry],
    later: Iterable[PlainEntry],
    cancelled: frozenset[int],
) -> int | None:
    """Find the newest later group that touched what is to be taken back; None if none did."""
    touched = {(entry.kind, entry.id): fields_touched(entry) for entry in entries}
    found: int | None = None
    for entry in later:
        own = touched.get((entry.kind, entry.id))
        if (entry.kind, entry.id) not in touched or entry.position in cancelled:
            continue
        other = fields_touched(entry)
        if own is None or other is None or own & other:
            found = entry.position if found is None else max(found, entry.position)
    return found


def fields_touched(entry: PlainEntry) -> frozenset[str] | None:
    """Name the fields that an entry touched; None for all, where it makes or removes."""
    if entry.before is None or entry.after is None:
        return None
    return frozenset(entry.before)


def refuse_unknown_kinds(entries: Sequence[PlainEntry]) -> None:
    """Refuse to take back what is about kinds of things that this version does not have."""
    if any(entry.kind not in ENTITY_TYPES for entry in entries):
        raise refused("journal.of_older_version")


def reversed_changes(
    entries: Sequence[PlainEntry], rows: Mapping[tuple[str, EntityId], Entity]
) -> tuple[Change, ...]:
    """Make the changes that take back entries whose things are as the group left them.

    Raises the coded error if a value is not what the group made it, was erased, or is of a field
    that this version does not have.
    """
    try:
        return tuple(_reversed(one, rows.get((one.kind, one.id))) for one in reversed(entries))
    except (KeyError, ValueError) as error:
        raise refused("journal.of_older_version") from error


def _reversed(entry: PlainEntry, row: Entity | None) -> Change:
    if entry.after is None:
        if row is not None:
            raise refused(
                "journal.changed_since", kind=message("kind." + entry.kind), label=row.label()
            )
        return Create(_entity_from(entry.kind, entry.before or {}))
    if row is None:
        raise refused("journal.changed_since", kind=message("kind." + entry.kind), label=entry.id)
    if entry.before is None:
        return Remove(entry.kind, entry.id)
    specs = field_specs(type(row))
    for name, plain in entry.after.items():
        if erased_by(plain) is not None:
            raise _erased()
        if value_from_plain(plain, specs[name]) != getattr(row, name):
            raise refused(
                "journal.changed_since", kind=message("kind." + entry.kind), label=row.label()
            )
    return Update(
        entry.kind,
        entry.id,
        {name: _value(plain, specs[name]) for name, plain in entry.before.items()},
    )


def _entity_from(kind: str, fields: PlainFields) -> Entity:
    if any(erased_by(plain) is not None for plain in fields.values()):
        raise _erased()
    return entity_from_plain(ENTITY_TYPES[kind], fields)


def _value(plain: Any, spec: FieldSpec) -> Any:
    if erased_by(plain) is not None:
        raise _erased()
    return value_from_plain(plain, spec)


def _erased() -> CrisisPlannerError:
    return refused("journal.erased_since")
