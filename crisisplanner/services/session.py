"""A session: one open workspace, the person who works in it, and the outside it depends on.

What a user does with a session stands in the other modules of this package, one verb a function.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar, cast

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import PlanningFactor
from crisisplanner.domain.changes import Change, Changes, Create
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.messages import Message
from crisisplanner.domain.register import Workspace
from crisisplanner.services.factor_sources import changes_factors, with_sources_emptied
from crisisplanner.services.partner_colours import coloured, has_uncoloured

if TYPE_CHECKING:
    from crisisplanner.storage.workspace import WorkspaceFile

E = TypeVar("E", bound=Entity)

Guard: TypeAlias = "Callable[[Session, Sequence[Change]], None]"

PROGRAM_VERSION = "0.1.0"


def _utc_now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _random_id() -> EntityId:
    return str(uuid.uuid4())


@dataclass(frozen=True)
class Outside:
    """Hold what a session takes from outside itself: the clock, new ids, where backups go.

    Without ``backup_folder`` the automatic backups go to a folder of this user.
    """

    now: Callable[[], datetime] = field(default=_utc_now)
    new_id: Callable[[], EntityId] = field(default=_random_id)
    backup_folder: Path | None = None


class _Along(threading.local):
    """Hold what is created with the next edit of this thread."""

    things: tuple[Entity, ...] = ()


class Session:
    """Keep an open workspace with its author."""

    def __init__(self, file: WorkspaceFile, author: str, outside: Outside) -> None:
        self.file = file
        self.author = author
        self.outside = outside
        self._guards: list[Guard] = []
        # A thread's own: an edit of another thread must not take along what is meant for this one.
        self._along = _Along()
        self._shipped: Mapping[tuple[str, EntityId], Entity] | None = None

    @property
    def path(self) -> Path:
        """Give the path of the workspace's file."""
        return self.file.path

    @property
    def is_read_only(self) -> bool:
        """Tell whether edits are refused."""
        return self.file.is_read_only

    def refuse_unless_writable(self) -> None:
        """Raise the coded error that says why edits are refused, if they are."""
        self.file.refuse_unless_writable()

    @property
    def backup_fault(self) -> Message | None:
        """Tell why the last automatic backup could not be made; None if it was."""
        return self.file.backup_fault

    def workspace(self) -> Workspace:
        """Give the row that describes the workspace."""
        return self.all(Workspace)[0]

    def get(self, entity_type: type[E], entity_id: EntityId) -> E:
        """Give one entity; raises a coded error if there is none."""
        return cast("E", self.file.get(entity_type.KIND, entity_id))

    def find(self, entity_type: type[E], entity_id: EntityId | None) -> E | None:
        """Give one entity or None."""
        if entity_id is None:
            return None
        return cast("E | None", self.file.find(entity_type.KIND, entity_id))

    def all(self, entity_type: type[E], *, include_retired: bool = False) -> tuple[E, ...]:
        """Give all entities of a type."""
        found = self.file.all(entity_type.KIND, include_retired=include_retired)
        return cast("tuple[E, ...]", found)

    def select(self, entity_type: type[E], **equals: object) -> tuple[E, ...]:
        """Give the entities of a type whose fields equal the given values."""
        return cast("tuple[E, ...]", self.file.select(entity_type.KIND, **equals))

    def shipped(self) -> Mapping[tuple[str, EntityId], Entity]:
        """Give the things that we ship for this workspace, by kind and id.

        The first call reads files, which takes a moment; later ones give what was read.
        """
        if self._shipped is None:
            from crisisplanner.exchange.shipped import case_entities, reference_entities

            case = self.workspace().case
            things = reference_entities() + (case_entities(case) if case else ())
            self._shipped = {(thing.KIND, thing.id): thing for thing in things}
        return self._shipped

    def _shipped_factor(self, factor: EntityId) -> PlanningFactor | None:
        found = self.shipped().get((PlanningFactor.KIND, factor))
        return found if isinstance(found, PlanningFactor) else None

    def guard(self, guard: Guard) -> None:
        """Ask ``guard`` before each edit; it raises a coded error for one that must not be stored."""
        self._guards.append(guard)

    def write(
        self,
        what: Message,
        changes: Sequence[Change],
        why: str = "",
        at_position: int | None = None,
    ) -> Changes:
        """Store an edit as one group of the journal, unless a guard refuses it.

        New partners get a colour that they keep; a planning factor whose value is changed loses the
        source of the former one. With ``at_position`` it is refused where anything
        was written since.
        """
        changes = [*map(Create, self._along.things), *changes]
        if has_uncoloured(changes):
            changes = coloured(changes, self.all(Partner, include_retired=True))
        if changes_factors(changes):
            changes = with_sources_emptied(
                changes, partial(self.find, PlanningFactor), self._shipped_factor
            )
        for guard in self._guards:
            guard(self, changes)
        stored = self.file.write(
            what, changes, author=self.author, why=why, at_position=at_position
        )
        self._along.things = ()
        return stored

    @contextmanager
    def along(self, things: Sequence[Entity]) -> Iterator[None]:
        """Create things in the same step as the next edit, which refers to them.

        Without an edit, or with a refused one, they are not created.
        """
        self._along.things = tuple(things)
        try:
            yield
        finally:
            self._along.things = ()

    def on_change(self, listener: Callable[[Changes], None]) -> None:
        """Call ``listener`` after each stored change."""
        self.file.on_change(listener)

    def close(self) -> None:
        """Close the workspace, leaving exactly one file."""
        self.file.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
