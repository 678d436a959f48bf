"""References between entities: what refers to what, what goes with what, what is missing.

Lives here: questions about references, asked of the field descriptions and of the rows.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sqlalchemy import Connection, select

from crisisplanner.domain.changes import Use
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import Entity, EntityId, field_specs
from crisisplanner.domain.fields import FieldKind
from crisisplanner.storage.repository import Repository, chunks
from crisisplanner.storage.tables import workspace_tables


@dataclass(frozen=True, slots=True)
class Reference:
    """Describe a field that refers: of which kind, to which kinds, as a part or not."""

    kind: str
    field: str
    targets: tuple[str, ...]
    is_list: bool
    belongs: bool

    def ids_in(self, entity: Entity) -> tuple[EntityId, ...]:
        """List the ids that an entity's field holds."""
        value = getattr(entity, self.field)
        if self.is_list:
            return tuple(value)
        return () if value is None else (value,)


@cache
def references_of() -> Mapping[str, tuple[Reference, ...]]:
    """List the referring fields of every kind."""
    return MappingProxyType(
        {
            kind: tuple(
                Reference(
                    kind, name, spec.refers_to, spec.kind is FieldKind.REFERENCES, spec.belongs
                )
                for name, spec in field_specs(entity_type).items()
                if spec.kind in (FieldKind.REFERENCE, FieldKind.REFERENCES)
            )
            for kind, entity_type in ENTITY_TYPES.items()
        }
    )


@cache
def references_to(kind: str) -> tuple[Reference, ...]:
    """List the fields that may refer to a kind."""
    return tuple(
        reference
        for references in references_of().values()
        for reference in references
        if kind in reference.targets
    )


def holders(
    connection: Connection, reference: Reference, ids: Collection[EntityId]
) -> Iterator[tuple[EntityId, EntityId]]:
    """Find the rows whose field holds one of the ids: (id of the row, id it holds)."""
    table = workspace_tables().entities[reference.kind]
    column = table.c[reference.field]
    if not reference.is_list:
        for chunk in chunks(ids):
            rows = connection.execute(select(table.c.id, column).where(column.in_(chunk)))
            yield from ((row[0], row[1]) for row in rows)
        return
    wanted = set(ids)
    # Lists are few and short; reading them all is quicker than a search for each id.
    for holder, text in connection.execute(select(table.c.id, column).where(column != "[]")):
        for held in dict.fromkeys(json.loads(text)):
            if held in wanted:
                yield holder, held


def parts_of(
    connection: Connection, removed: Mapping[str, Collection[EntityId]]
) -> Iterator[tuple[str, EntityId]]:
    """Find the rows that belong to the removed ones, of any kind."""
    for kind, ids in removed.items():
        for reference in references_to(kind):
            if reference.belongs:
                for holder, _ in holders(connection, reference, ids):
                    yield reference.kind, holder


def uses_of(
    connection: Connection, kind: str, ids: Collection[EntityId]
) -> Iterator[tuple[EntityId, Use]]:
    """Find everything that refers to these things: (id referred to, use)."""
    repository = Repository(connection)
    for reference in references_to(kind):
        found = list(holders(connection, reference, ids))
        labels = {
            id_: entity.label()
            for id_, entity in repository.many(reference.kind, (h for h, _ in found)).items()
        }
        for holder, held in found:
            yield held, Use(reference.kind, holder, reference.field, labels[holder])
