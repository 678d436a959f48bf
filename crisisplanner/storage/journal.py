"""The journal: groups of entries, written with the rows and never changed but by erasing.

An entry keeps the changed fields before and after as plain JSON. A creation keeps no second copy of
its row (before NULL, after ``{}``), a removal keeps the whole row (after NULL). Lives here: writing
and reading that record. What to take back is decided in ``undoing``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, func, insert, select

from crisisplanner.domain.changes import Entry, Erased, Group
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import EntityId, field_specs
from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.plain import (
    canonical_json,
    entity_to_plain,
    value_from_plain,
    value_to_plain,
)
from crisisplanner.storage.edits import Edit
from crisisplanner.storage.message_text import message_from_text, message_to_text
from crisisplanner.storage.repository import chunks
from crisisplanner.storage.rows import moment_to_cell
from crisisplanner.storage.tables import workspace_tables

ERASED_KEY = "$erased"

PlainFields: TypeAlias = Mapping[str, Any]
"""Fields of an entity as plain JSON; an erased value is ``{"$erased": group id}``."""


@dataclass(frozen=True, slots=True)
class PlainEntry:
    """Hold an entry as it is kept: plain JSON, with the position of its group."""

    position: int
    kind: str
    id: EntityId
    before: PlainFields | None
    after: PlainFields | None


class Journal:
    """Write and read groups and entries over one connection."""

    def __init__(self, connection: Connection) -> None:
        """Use a connection whose transaction someone else ends."""
        self._connection = connection
        self._tables = workspace_tables()

    def write(self, group: Group, edits: Iterable[Edit]) -> None:
        """Write a group with an entry for each edit."""
        self._connection.execute(
            insert(self._tables.group),
            {
                "position": group.position,
                "id": group.id,
                "what": message_to_text(group.what),
                "author": group.author,
                "at": moment_to_cell(group.at),
                "why": group.why,
                "undoes": group.undoes,
            },
        )
        columns = [
            self._tables.entry.c[name] for name in ("position", "kind", "entity", "before", "after")
        ]
        statement = insert(self._tables.entry).values(dict.fromkeys(columns))
        compiled = statement.compile(dialect=self._connection.dialect)
        rows = [
            (group.position, edit.kind, edit.id, *_before_and_after_texts(edit)) for edit in edits
        ]
        if rows:
            self._connection.exec_driver_sql(str(compiled), rows)

    def position(self) -> int:
        """Count the groups."""
        table = self._tables.group
        found = self._connection.execute(select(func.max(table.c.position))).scalar_one()
        return int(found or 0)

    def group(self, group_id: str) -> Group:
        """Read one group; raises the coded error if there is none."""
        table = self._tables.group
        row = self._connection.execute(select(table).where(table.c.id == group_id)).first()
        if row is None:
            raise bad_input("journal.no_such_group", id=group_id)
        return _group(row)

    def chain_from(self, group: Group) -> tuple[Group, ...]:
        """Give a group, what takes it back, what takes that back, and so on."""
        table = self._tables.group
        chain = [group]
        while True:
            row = self._connection.execute(
                select(table)
                .where(table.c.undoes == chain[-1].id)
                .order_by(table.c.position.desc())
                .limit(1)
            ).first()
            if row is None:
                return tuple(chain)
            chain.append(_group(row))

    def groups(self, limit: int, before: int | None = None) -> tuple[Group, ...]:
        """Read groups, newest first, from before a position."""
        table = self._tables.group
        statement = select(table).order_by(table.c.position.desc()).limit(limit)
        if before is not None:
            statement = statement.where(table.c.position < before)
        return tuple(_group(row) for row in self._connection.execute(statement))

    def groups_after(self, position: int) -> tuple[Group, ...]:
        """Read the groups after a position, oldest first."""
        table = self._tables.group
        rows = self._connection.execute(
            select(table).where(table.c.position > position).order_by(table.c.position)
        )
        return tuple(_group(row) for row in rows)

    def groups_at(self, positions: Iterable[int]) -> dict[int, Group]:
        """Read groups by position."""
        table = self._tables.group
        found: dict[int, Group] = {}
        for chunk in chunks(positions):
            rows = self._connection.execute(select(table).where(table.c.position.in_(chunk)))
            found.update((row.position, _group(row)) for row in rows)
        return found

    def touched_after(self, position: int) -> tuple[tuple[int, str, EntityId], ...]:
        """List what groups after a position touched: (position, kind, id)."""
        table = self._tables.entry
        rows = self._connection.execute(
            select(table.c.position, table.c.kind, table.c.entity)
            .where(table.c.position > position)
            .order_by(table.c.number)
        )
        return tuple((row[0], row[1], row[2]) for row in rows)

    def entries_at(self, position: int) -> tuple[PlainEntry, ...]:
        """Read the entries of the group at a position, in order."""
        table = self._tables.entry
        rows = self._connection.execute(
            select(table).where(table.c.position == position).order_by(table.c.number)
        )
        return tuple(_plain_entry(row) for row in rows)

    def entries_after(self, position: int) -> tuple[PlainEntry, ...]:
        """Read the entries of all groups after a position, in order."""
        table = self._tables.entry
        rows = self._connection.execute(
            select(table).where(table.c.position > position).order_by(table.c.number)
        )
        return tuple(_plain_entry(row) for row in rows)

    def entries_of(
        self, ids: Iterable[EntityId], *, after: int = 0
    ) -> Iterator[tuple[int, PlainEntry]]:
        """Read the entries of things, from after a position: (number, entry), in order."""
        table = self._tables.entry
        for chunk in chunks(dict.fromkeys(ids)):
            rows = self._connection.execute(
                select(table)
                .where(table.c.entity.in_(chunk), table.c.position > after)
                .order_by(table.c.number)
            )
            yield from ((row.number, _plain_entry(row)) for row in rows)

    def all_entries(self) -> Iterator[PlainEntry]:
        """Read every entry, oldest first."""
        table = self._tables.entry
        rows = self._connection.execute(select(table).order_by(table.c.number))
        yield from (_plain_entry(row) for row in rows)


def erased_by(value: object) -> str | None:
    """Name the group that erased a plain value; None if it was not erased."""
    if isinstance(value, dict) and value.keys() == {ERASED_KEY}:
        return str(value[ERASED_KEY])
    return None


def erased_value(group_id: str) -> dict[str, str]:
    """Make the plain value that stands for an erased one."""
    return {ERASED_KEY: group_id}


def entry_of(plain: PlainEntry, group_id: str) -> Entry:
    """Give an entry with the values of the fields' own types."""
    return Entry(
        group_id,
        plain.kind,
        plain.id,
        _values(plain.kind, plain.before),
        _values(plain.kind, plain.after),
    )


def _values(kind: str, fields: PlainFields | None) -> Mapping[str, Any] | None:
    if fields is None:
        return None
    entity_type = ENTITY_TYPES.get(kind)
    specs = field_specs(entity_type) if entity_type is not None else {}
    values = {}
    for name, plain in fields.items():
        eraser = erased_by(plain)
        if eraser is not None:
            values[name] = Erased(eraser)
        elif name in specs:
            values[name] = value_from_plain(plain, specs[name])
        else:
            # A field of an older version, for which there is no type any more.
            values[name] = plain
    return values


def _before_and_after_texts(edit: Edit) -> tuple[str | None, str | None]:
    if edit.before is None:
        return None, "{}"
    if edit.after is None:
        return canonical_json(entity_to_plain(edit.before)), None
    names = sorted(edit.changed)
    return (
        canonical_json({name: value_to_plain(getattr(edit.before, name)) for name in names}),
        canonical_json({name: value_to_plain(getattr(edit.after, name)) for name in names}),
    )


def _group(row: Row[Any]) -> Group:
    return Group(
        id=row.id,
        position=row.position,
        what=message_from_text(row.what),
        author=row.author,
        at=datetime.fromisoformat(row.at),
        why=row.why,
        undoes=row.undoes,
    )


def _plain_entry(row: Row[Any]) -> PlainEntry:
    return PlainEntry(
        row.position,
        row.kind,
        row.entity,
        None if row.before is None else json.loads(row.before),
        None if row.after is None else json.loads(row.after),
    )
