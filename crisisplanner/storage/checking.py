"""Checking a workspace: the file, its references, the journal against the tables, the content.

Lives here: finding what is wrong. Nothing is repaired.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import Entity, EntityId, faults_of, field_specs
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plain import value_from_plain
from crisisplanner.storage import sqlite
from crisisplanner.storage.journal import Journal, PlainEntry, erased_by
from crisisplanner.storage.references import references_of
from crisisplanner.storage.repository import Repository
from crisisplanner.storage.tables import workspace_tables


def faults_of_file(connection: sqlite3.Connection) -> tuple[Message, ...]:
    """List damage of the file, and rows whose foreign keys point nowhere."""
    damage = sqlite.integrity_faults(connection, quick=False)
    if damage:
        return tuple(message("integrity.damage", detail=text) for text in damage)
    return tuple(
        message("integrity.foreign_key", table=broken.table, id=broken.row_id, target=broken.target)
        for broken in sqlite.broken_references(connection)
    )


def faults_of_content(connection: Connection) -> tuple[Message, ...]:
    """List what is wrong with journal and content of a sound file."""
    found: list[Message] = []
    rows: dict[tuple[str, EntityId], Entity] = {}
    for kind in ENTITY_TYPES:
        try:
            entities = Repository(connection).select(kind, {})
        except (ValueError, KeyError, TypeError, IndexError) as error:
            found.append(message("integrity.unreadable", kind=_named(kind), detail=str(error)))
            continue
        rows.update(((kind, entity.id), entity) for entity in entities)
    if found:
        return tuple(found)
    found.extend(_faults_of_entities(rows))
    found.extend(_references_to_nothing(rows))
    found.extend(_faults_of_groups(connection))
    found.extend(JournalReplay(rows).faults(Journal(connection).all_entries()))
    found.extend(_faults_of_snapshots(connection))
    return tuple(found)


def _faults_of_entities(rows: Mapping[tuple[str, EntityId], Entity]) -> Iterator[Message]:
    for (kind, id_), entity in rows.items():
        for fault in faults_of(entity):
            yield message(
                "integrity.fault", kind=_named(kind), label=entity.label(), id=id_, fault=fault
            )


def _references_to_nothing(rows: Mapping[tuple[str, EntityId], Entity]) -> Iterator[Message]:
    for (kind, id_), entity in rows.items():
        for reference in references_of()[kind]:
            for held in reference.ids_in(entity):
                if not any((target, held) in rows for target in reference.targets):
                    yield message(
                        "integrity.points_nowhere",
                        kind=_named(kind),
                        label=entity.label(),
                        id=id_,
                        field=message("label." + reference.field),
                        target=held,
                    )


def _faults_of_groups(connection: Connection) -> Iterator[Message]:
    groups = Journal(connection).groups_after(0)
    for expected, group in enumerate(groups, 1):
        if group.position != expected:
            yield message("integrity.group_missing", position=expected)
            return


class JournalReplay:
    """Follow the journal from its first entry and compare where it leads with the rows.

    What a creation wrote is not kept, so a field is known from its first change on. An erased
    value is not known.
    """

    def __init__(self, rows: Mapping[tuple[str, EntityId], Entity]) -> None:
        """Compare with these rows."""
        self._rows = rows
        self._known: dict[tuple[str, EntityId], dict[str, Any]] = {}
        self._there: dict[tuple[str, EntityId], bool] = {}

    def faults(self, entries: Iterator[PlainEntry]) -> Iterator[Message]:
        """Yield where the journal contradicts itself or the rows."""
        for entry in entries:
            yield from self._follow(entry)
        for key in self._rows.keys() | self._there.keys():
            yield from self._compare(key)

    def _follow(self, entry: PlainEntry) -> Iterator[Message]:
        key = entry.kind, entry.id
        was_there = self._there.get(key, False)
        if (entry.before is None) == was_there:
            yield self._fault("integrity.journal_order", key, position=entry.position)
        if entry.before is None:
            self._there[key] = True
            self._known[key] = {}
            return
        known = self._known.setdefault(key, {})
        for name, plain in entry.before.items():
            if name in known and erased_by(plain) is None and known[name] != plain:
                yield self._fault("integrity.journal_broken", key, name, position=entry.position)
        if entry.after is None:
            self._there[key] = False
            self._known[key] = {}
            return
        self._there[key] = True
        for name, plain in entry.after.items():
            if erased_by(plain) is None:
                known[name] = plain
            else:
                known.pop(name, None)

    def _compare(self, key: tuple[str, EntityId]) -> Iterator[Message]:
        entity = self._rows.get(key)
        if (entity is not None) != self._there.get(key, False):
            code = "integrity.row_missing" if entity is None else "integrity.row_not_in_journal"
            yield self._fault(code, key)
            return
        if entity is None:
            return
        specs = field_specs(type(entity))
        for name, plain in self._known.get(key, {}).items():
            if name in specs and value_from_plain(plain, specs[name]) != getattr(entity, name):
                yield self._fault("integrity.row_differs", key, name)

    def _fault(
        self, code: str, key: tuple[str, EntityId], field: str = "", **params: int
    ) -> Message:
        kind, id_ = key
        entity = self._rows.get(key)
        label = entity.label() if entity is not None else id_
        if field:
            return message(
                code,
                kind=_named(kind),
                label=label,
                id=id_,
                field=message("label." + field),
                **params,
            )
        return message(code, kind=_named(kind), label=label, id=id_, **params)


def _faults_of_snapshots(connection: Connection) -> Iterator[Message]:
    table = workspace_tables().snapshot
    rows = connection.execute(select(table).where(table.c.erased_by.is_(None)))
    kept = defaultdict(str, {row.sha256: row.content for row in rows})
    for digest, content in kept.items():
        if sha256(content.encode()).hexdigest() != digest:
            yield message("integrity.snapshot", sha256=digest)


def _named(kind: str) -> Message:
    return message("kind." + kind)
