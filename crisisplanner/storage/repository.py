"""One repository for every kind of entity: get, many, ids, put, remove.

It is given a connection with a transaction; who begins and ends that is not its business. Lives
here: reading and writing rows. No journal, no checks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Insert, Table, bindparam, delete, func, insert, select, update

from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.fields import FieldKind
from crisisplanner.domain.messages import message
from crisisplanner.storage.rows import Cell, RowForm, row_form
from crisisplanner.storage.tables import workspace_tables

T = TypeVar("T")

CHUNK = 5_000
"""How many ids one statement asks for; SQLite takes 32,766 parameters."""


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Split into lists of a size that one statement takes."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


class Repository:
    """Read and write the rows of entities over one connection."""

    def __init__(self, connection: Connection) -> None:
        """Use a connection whose transaction someone else ends."""
        self._connection = connection

    def many(self, kind: str, ids: Iterable[EntityId]) -> dict[EntityId, Entity]:
        """Read the entities with these ids; those that are not there are left out."""
        form = row_form(kind)
        table = self._table(kind)
        found: dict[EntityId, Entity] = {}
        for chunk in chunks(dict.fromkeys(ids)):
            statement = select(table).where(table.c.id.in_(chunk))
            for row in self._connection.execute(statement):
                found[row[0]] = form.to_entity(tuple(row))
        return found

    def ids(self, kind: str, among: Iterable[EntityId]) -> set[EntityId]:
        """Tell which of these ids there are."""
        table = self._table(kind)
        found: set[EntityId] = set()
        for chunk in chunks(among):
            found.update(
                self._connection.execute(select(table.c.id).where(table.c.id.in_(chunk))).scalars()
            )
        return found

    def select(
        self, kind: str, equals: Mapping[str, Any], *, include_retired: bool = True
    ) -> tuple[Entity, ...]:
        """Read the entities whose fields have these values, by id."""
        form = row_form(kind)
        table = self._table(kind)
        statement = select(table).order_by(table.c.id)
        if not include_retired:
            statement = statement.where(table.c.retired == 0)
        for column, cell in _conditions(form, equals):
            here = table.c[column]
            statement = statement.where(here.is_(None) if cell is None else here == cell)
        rows = self._connection.execute(statement)
        return tuple(form.to_entity(tuple(row)) for row in rows)

    def count(self, kind: str) -> int:
        """Count the entities of a kind."""
        found = self._connection.execute(select(func.count()).select_from(self._table(kind)))
        return int(found.scalar_one())

    def put(self, entities: Sequence[Entity]) -> None:
        """Write new entities."""
        by_kind: dict[str, list[Entity]] = defaultdict(list)
        for entity in entities:
            by_kind[entity.KIND].append(entity)
        for kind, those in by_kind.items():
            form = row_form(kind)
            self._many_times(insert(self._table(kind)), map(form.to_row, those))

    def change(self, kind: str, changed: Iterable[tuple[Entity, frozenset[str]]]) -> None:
        """Write the named fields of entities that exist."""
        form = row_form(kind)
        table = self._table(kind)
        by_fields: dict[frozenset[str], list[Entity]] = defaultdict(list)
        for entity, names in changed:
            by_fields[names].append(entity)
        for names, those in by_fields.items():
            forms = [form.fields[name] for name in sorted(names)]
            columns = [column for field in forms for column in field.columns]
            statement = update(table).where(table.c.id == bindparam("the_id"))
            self._connection.execute(
                statement.values({column: bindparam(f"new_{column}") for column in columns}),
                [
                    {
                        "the_id": entity.id,
                        **{
                            f"new_{column}": cell
                            for field in forms
                            for column, cell in zip(
                                field.columns,
                                field.to_cells(getattr(entity, field.name)),
                                strict=True,
                            )
                        },
                    }
                    for entity in those
                ],
            )

    def remove(self, kind: str, ids: Iterable[EntityId]) -> None:
        """Take entities away."""
        table = self._table(kind)
        for chunk in chunks(ids):
            self._connection.execute(delete(table).where(table.c.id.in_(chunk)))

    def _table(self, kind: str) -> Table:
        row_form(kind)  # refuses a kind that there is not
        return workspace_tables().entities[kind]

    def _many_times(self, statement: Insert, rows: Iterable[tuple[Cell, ...]]) -> None:
        # Ready tuples straight to the driver: SQLAlchemy's own handling of the parameters
        # takes longer than writing the rows.
        compiled = statement.compile(dialect=self._connection.dialect)
        self._connection.exec_driver_sql(str(compiled), list(rows))


def _conditions(form: RowForm, equals: Mapping[str, Any]) -> Iterator[tuple[str, Cell]]:
    for name, value in equals.items():
        field = form.fields.get(name)
        if field is None or field.spec.kind in (FieldKind.FIGURE, FieldKind.MARKING):
            raise bad_input(
                "storage.unknown_field", kind=message("kind." + form.entity_type.KIND), field=name
            )
        yield field.columns[0], field.to_cells(value)[0]
