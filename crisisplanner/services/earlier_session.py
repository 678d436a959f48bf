"""A workspace as it was: a session that reads things as they stood at a position of the journal.

The journal is the record of what changed since, so nothing is kept twice. What stands outside the
journal (kept runs, snapshots, series) and the journal itself are read as they are now.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from crisisplanner.domain.changes import Change, Entry, Erased
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.errors import bad_input, refused
from crisisplanner.domain.messages import message
from crisisplanner.services.session import Session

if TYPE_CHECKING:
    from crisisplanner.storage.workspace import WorkspaceFile

E = TypeVar("E", bound=Entity)
Then = Mapping[EntityId, "Entity | None"]


def session_as_of(session: Session, position: int) -> Session:
    """Give a session that reads the workspace as it stood after a group; it writes nothing.

    O(entries since) to make. What was erased for good since stays erased.
    """
    return _EarlierSession(session, _then(session.file, position))


class _EarlierSession(Session):
    """Lay what was otherwise over what there is."""

    def __init__(self, now: Session, then: Mapping[str, Then]) -> None:
        super().__init__(now.file, now.author, now.outside)
        self._then = then
        self.guard(_refuse)

    @property
    def is_read_only(self) -> bool:
        """Tell that nothing can be written into the past."""
        return True

    def refuse_unless_writable(self) -> None:
        """Refuse: what was can't be edited."""
        _refuse(self, ())

    def get(self, entity_type: type[E], entity_id: EntityId) -> E:
        """Give one entity as it was; raises a coded error if there was none."""
        found = self.find(entity_type, entity_id)
        if found is None:
            kind = message("kind." + entity_type.KIND)
            raise bad_input("storage.not_there", kind=kind, id=entity_id)
        return found

    def find(self, entity_type: type[E], entity_id: EntityId | None) -> E | None:
        """Give one entity as it was, or None."""
        own = self._then.get(entity_type.KIND, {})
        if entity_id is None or entity_id not in own:
            return super().find(entity_type, entity_id)
        return cast("E | None", own[entity_id])

    def all(self, entity_type: type[E], *, include_retired: bool = False) -> tuple[E, ...]:
        """Give all entities of a type as they were."""
        found = super().all(entity_type, include_retired=include_retired)
        wanted = {} if include_retired else {"retired": False}
        return self._laid_over(entity_type, found, wanted)

    def select(self, entity_type: type[E], **equals: object) -> tuple[E, ...]:
        """Give the entities of a type whose fields equalled the given values."""
        return self._laid_over(entity_type, super().select(entity_type, **equals), equals)

    def _laid_over(
        self, entity_type: type[E], found: tuple[E, ...], equals: Mapping[str, object]
    ) -> tuple[E, ...]:
        own = self._then.get(entity_type.KIND)
        if not own:
            return found
        rows = [one for one in found if one.id not in own]
        rows += [
            cast("E", one)
            for one in own.values()
            if one is not None
            and all(getattr(one, name) == value for name, value in equals.items())
        ]
        return tuple(sorted(rows, key=lambda one: one.id))


def _refuse(session: Session, _changes: Sequence[Change]) -> None:
    raise refused("storage.read_only", path=str(session.path))


def _then(file: WorkspaceFile, position: int) -> Mapping[str, Then]:
    """Take back every entry since, newest first, in memory."""
    entries = file.entries_since(position)
    touched: dict[str, dict[EntityId, None]] = defaultdict(dict)
    for entry in entries:
        if entry.kind in ENTITY_TYPES:
            touched[entry.kind][entry.id] = None
    state: dict[str, dict[EntityId, Entity | None]] = {
        kind: {**ids, **{one.id: one for one in file.many(kind, ids)}}
        for kind, ids in touched.items()
    }
    for entry in reversed(entries):
        own = state.get(entry.kind)
        if own is not None:
            own[entry.id] = _before(entry, own[entry.id])
    return state


def _before(entry: Entry, after: Entity | None) -> Entity | None:
    if entry.before is None:
        return None
    known = {
        name: value
        for name, value in entry.before.items()
        if name in _fields(entry.kind) and not isinstance(value, Erased)
    }
    if entry.after is not None:
        return None if after is None else dataclasses.replace(after, **known)
    return _made(entry.kind, known)


def _made(kind: str, known: Mapping[str, Any]) -> Entity | None:
    if not _needed(kind) <= known.keys():
        # Erased since, or of a version of the program that knew less: it can't be shown.
        return None
    return ENTITY_TYPES[kind](**known)


def _fields(kind: str) -> frozenset[str]:
    return frozenset(one.name for one in dataclasses.fields(ENTITY_TYPES[kind]) if one.init)


def _needed(kind: str) -> frozenset[str]:
    """Name the fields without which no such thing can be made."""
    return frozenset(
        one.name
        for one in dataclasses.fields(ENTITY_TYPES[kind])
        if one.init
        and one.default is dataclasses.MISSING
        and one.default_factory is dataclasses.MISSING
    )
