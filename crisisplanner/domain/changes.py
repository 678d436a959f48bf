"""Changes: what an edit does to entities, and the record that the journal keeps of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.messages import Message


@dataclass(frozen=True, slots=True)
class Create:
    """Add an entity."""

    entity: Entity


@dataclass(frozen=True, slots=True)
class Update:
    """Set some fields of an entity to new values."""

    kind: str
    id: EntityId
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Remove:
    """Take an entity away."""

    kind: str
    id: EntityId


Change: TypeAlias = Create | Update | Remove


@dataclass(frozen=True, slots=True)
class Group:
    """Describe one step of the journal: what was done, by whom, when and why.

    ``position`` counts groups from 1; ``undoes`` names the group that this one takes back.
    """

    id: str
    position: int
    what: Message
    author: str
    at: datetime
    why: str = ""
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Describe one entity's part in a group: changed fields before and after.

    A creation has ``before`` None and no copy of the row; a removal has ``after`` None.
    """

    group: str
    kind: str
    id: EntityId
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Tell listeners what changed; more than 1,000 ids of a kind mean all of it (None)."""

    ids: Mapping[str, frozenset[EntityId] | None]

    @property
    def kinds(self) -> frozenset[str]:
        """List the kinds that changed."""
        return frozenset(self.ids)


@dataclass(frozen=True, slots=True)
class Use:
    """Tell that a thing refers to another: by which field, and what it is called."""

    kind: str
    id: EntityId
    field: str
    label: str


@dataclass(frozen=True, slots=True)
class Erased:
    """Stand in an entry for a value that was erased for good, by the named group."""

    group: str
