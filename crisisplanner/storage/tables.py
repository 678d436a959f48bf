"""The tables of a workspace: one an entity kind, made from its fields, and the journal's.

A Figure takes two columns (``quantity``, ``quantity_basis``), every other field one. Constraints
are named, so that migrations can speak of them. Lives here: the schema; no rows, no connections.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    and_,
    or_,
)

from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import Entity, field_specs
from crisisplanner.domain.fields import FieldKind, FieldSpec

SCHEMA_VERSION = 2

BASIS_ENDING = "_basis"

_COLUMN_TYPES: Mapping[FieldKind, type[Text | Integer | REAL[float]]] = MappingProxyType(
    {
        FieldKind.INTEGER: Integer,
        FieldKind.DAY: Integer,
        FieldKind.FLAG: Integer,
        FieldKind.NUMBER: REAL,
        FieldKind.FIGURE: REAL,
    }
)

_NEVER_NULL = frozenset(
    {FieldKind.LINE, FieldKind.TEXT, FieldKind.FLAG, FieldKind.CODES, FieldKind.REFERENCES}
)


@dataclass(frozen=True, slots=True)
class Tables:
    """Hold the whole schema: a table a kind, and those of the journal and of kept results."""

    metadata: MetaData
    entities: Mapping[str, Table]
    group: Table
    entry: Table
    run: Table
    snapshot: Table


@cache
def workspace_tables() -> Tables:
    """Describe the tables of a workspace."""
    metadata = MetaData()
    entities = {kind: _entity_table(metadata, t) for kind, t in ENTITY_TYPES.items()}
    return Tables(
        metadata=metadata,
        entities=MappingProxyType(entities),
        group=_group_table(metadata),
        entry=_entry_table(metadata),
        run=_run_table(metadata),
        snapshot=_snapshot_table(metadata),
    )


def columns_of_field(name: str, spec: FieldSpec) -> tuple[str, ...]:
    """Name the columns that a field takes."""
    return (name, name + BASIS_ENDING) if spec.kind is FieldKind.FIGURE else (name,)


def _entity_table(metadata: MetaData, entity_type: type[Entity]) -> Table:
    kind = entity_type.KIND
    parts: list[Column[object] | CheckConstraint | ForeignKeyConstraint | Index] = []
    for name, spec in field_specs(entity_type).items():
        parts.extend(_field_parts(kind, name, spec))
    return Table(kind, metadata, *parts, PrimaryKeyConstraint("id", name=f"pk_{kind}"))


def _field_parts(
    kind: str, name: str, spec: FieldSpec
) -> Iterator[Column[object] | CheckConstraint | ForeignKeyConstraint | Index]:
    may_be_null = spec.kind not in _NEVER_NULL and not (
        spec.is_required and spec.kind is not FieldKind.FIGURE
    )
    column: Column[object] = Column(
        name, _COLUMN_TYPES.get(spec.kind, Text)(), nullable=may_be_null
    )
    yield column
    if spec.kind is FieldKind.FIGURE:
        yield Column(name + BASIS_ENDING, Text(), nullable=True)
    check = _check(column, spec)
    if check is not None:
        yield CheckConstraint(check, name=f"ck_{kind}_{name}")
    if spec.kind is FieldKind.REFERENCE:
        if len(spec.refers_to) == 1:
            # Deferred: within one group things may come in any order.
            yield ForeignKeyConstraint(
                [name],
                [f"{spec.refers_to[0]}.id"],
                name=f"fk_{kind}_{name}",
                deferrable=True,
                initially="DEFERRED",
            )
        yield Index(f"ix_{kind}_{name}", name)


def _check(column: Column[object], spec: FieldSpec) -> ColumnElement[bool] | None:
    if spec.kind is FieldKind.FLAG:
        return column.in_([0, 1])
    if spec.kind is FieldKind.CHOICE and spec.choices is not None:
        return column.in_([member.value for member in spec.choices])
    if spec.is_required and spec.kind in (FieldKind.LINE, FieldKind.TEXT, FieldKind.REFERENCE):
        return column != ""
    limits = []
    if spec.minimum is not None:
        limits.append(column >= spec.minimum)
    if spec.maximum is not None:
        limits.append(column <= spec.maximum)
    return and_(*limits) if limits else None


def _group_table(metadata: MetaData) -> Table:
    return Table(
        "journal_group",
        metadata,
        Column("position", Integer, nullable=False),
        Column("id", Text, nullable=False),
        Column("what", Text, nullable=False),
        Column("author", Text, nullable=False),
        Column("at", Text, nullable=False),
        Column("why", Text, nullable=False),
        Column("undoes", Text, ForeignKey("journal_group.id", name="fk_journal_group_undoes")),
        PrimaryKeyConstraint("position", name="pk_journal_group"),
        UniqueConstraint("id", name="uq_journal_group_id"),
        Index("ix_journal_group_undoes", "undoes"),
    )


def _entry_table(metadata: MetaData) -> Table:
    before: Column[str | None] = Column("before", Text)
    after: Column[str | None] = Column("after", Text)
    return Table(
        "journal_entry",
        metadata,
        Column("number", Integer, nullable=False),
        Column(
            "position",
            Integer,
            ForeignKey("journal_group.position", name="fk_journal_entry_position"),
            nullable=False,
        ),
        Column("kind", Text, nullable=False),
        Column("entity", Text, nullable=False),
        before,
        after,
        PrimaryKeyConstraint("number", name="pk_journal_entry"),
        CheckConstraint(
            or_(before.is_not(None), after.is_not(None)), name="ck_journal_entry_before_after"
        ),
        Index("ix_journal_entry_position", "position"),
        Index("ix_journal_entry_entity", "entity", "position"),
    )


def _run_table(metadata: MetaData) -> Table:
    return Table(
        "kept_run",
        metadata,
        Column("input_hash", Text, nullable=False),
        Column("result", Text, nullable=False),
        Column("made_at", Text, nullable=False),
        PrimaryKeyConstraint("input_hash", name="pk_kept_run"),
    )


def _snapshot_table(metadata: MetaData) -> Table:
    return Table(
        "kept_snapshot",
        metadata,
        Column("sha256", Text, nullable=False),
        Column("content", Text, nullable=False),
        Column("erased_by", Text),
        PrimaryKeyConstraint("sha256", name="pk_kept_snapshot"),
    )
