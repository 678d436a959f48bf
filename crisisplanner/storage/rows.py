"""Rows: entities as tuples of column values, and back.

Lives here: the form of values in columns. A moment that is a day from D is kept as ``D`` with seven
digits counted from one million before D, so that text sorts as days do; dates sort before them. A
figure's basis is NULL where it is an assumption about which nothing else is said.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias

from crisisplanner.domain.days import Day, When
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import Entity, field_specs
from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.fields import FieldKind, FieldSpec
from crisisplanner.domain.figures import Basis, Confidence, Figure, unknown
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.plain import (
    canonical_json,
    figure_basis_to_plain,
    figure_from_plain,
    marking_from_plain,
    marking_to_plain,
)
from crisisplanner.storage.tables import columns_of_field

Cell: TypeAlias = str | int | float | None
"""What a column holds."""

FURTHEST_DAY = 999_999
DAY_MARK = "D"
_DAY_ZERO = 1_000_000


def when_to_cell(when: When) -> str:
    """Write a moment so that text sorts as time does."""
    return f"{DAY_MARK}{when.number + _DAY_ZERO:07d}" if isinstance(when, Day) else when.isoformat()


def when_from_cell(cell: str) -> When:
    """Read a moment."""
    return Day(int(cell[1:]) - _DAY_ZERO) if cell[0] == DAY_MARK else date.fromisoformat(cell)


def basis_to_cell(figure: Figure) -> str | None:
    """Write all of a figure but value and unit; None for a bare assumption."""
    return _basis_text(
        figure.basis,
        figure.low,
        figure.high,
        figure.source,
        figure.as_of,
        figure.confidence,
        figure.entered_unit,
    )


@lru_cache(maxsize=16_384)
def _basis_text(
    basis: Basis,
    low: float | None,
    high: float | None,
    source: str,
    as_of: date | None,
    confidence: Confidence | None,
    entered_unit: str | None,
) -> str | None:
    plain = figure_basis_to_plain(
        Figure(None, "1", low, high, basis, source, as_of, confidence, entered_unit)
    )
    return None if plain == {"basis": Basis.ASSUMPTION.value} else canonical_json(plain)


@lru_cache(maxsize=65_536)
def figure_from_cells(value: float | None, basis: str | None, unit: str) -> Figure:
    """Read a figure from its two columns; equal ones are one object."""
    if basis is None:
        return Figure(value, unit)
    return figure_from_plain({**json.loads(basis), "value": value, "unit": unit})


@dataclass(frozen=True, slots=True)
class FieldForm:
    """Say how a field stands in its columns."""

    name: str
    spec: FieldSpec
    columns: tuple[str, ...]
    to_cells: Callable[[Any], tuple[Cell, ...]]
    from_cells: Callable[..., Any] | None
    """None where the cell is the value."""


@dataclass(frozen=True, slots=True)
class RowForm:
    """Say how a kind of entity stands in its table."""

    entity_type: type[Entity]
    fields: Mapping[str, FieldForm]
    columns: tuple[str, ...]

    def to_row(self, entity: Entity) -> tuple[Cell, ...]:
        """Write an entity as a row."""
        cells: list[Cell] = []
        for form in self.fields.values():
            cells.extend(form.to_cells(getattr(entity, form.name)))
        return tuple(cells)

    def to_entity(self, row: Sequence[Cell]) -> Entity:
        """Read an entity from a row."""
        values: dict[str, Any] = {}
        at = 0
        for form in self.fields.values():
            if form.from_cells is None:
                values[form.name] = row[at]
                at += 1
            elif len(form.columns) == 1:
                values[form.name] = form.from_cells(row[at])
                at += 1
            else:
                values[form.name] = form.from_cells(row[at], row[at + 1])
                at += 2
        return self.entity_type(**values)


@cache
def row_form(kind: str) -> RowForm:
    """Give the form of a kind's rows; raises the coded error of an unknown kind."""
    entity_type = ENTITY_TYPES.get(kind)
    if entity_type is None:
        raise bad_input("storage.unknown_kind", kind=kind)
    fields = {name: _field_form(name, spec) for name, spec in field_specs(entity_type).items()}
    columns = tuple(column for form in fields.values() for column in form.columns)
    return RowForm(entity_type, MappingProxyType(fields), columns)


def _field_form(name: str, spec: FieldSpec) -> FieldForm:
    to_cells, from_cells = _conversions(spec)
    return FieldForm(name, spec, columns_of_field(name, spec), to_cells, from_cells)


def _conversions(
    spec: FieldSpec,
) -> tuple[Callable[[Any], tuple[Cell, ...]], Callable[..., Any] | None]:
    match spec.kind:
        case FieldKind.FIGURE:
            unit = spec.unit
            return (
                lambda figure: (figure.value, basis_to_cell(figure)),
                lambda value, basis: figure_from_cells(value, basis, unit),
            )
        case FieldKind.MARKING:
            return (
                lambda marking: (None if marking is None else _marking_text(marking),),
                lambda cell: None if cell is None else _marking_from_text(cell),
            )
        case FieldKind.CODES | FieldKind.REFERENCES:
            return (
                lambda codes: ("[]" if not codes else canonical_json(list(codes)),),
                lambda cell: () if cell == "[]" else tuple(json.loads(cell)),
            )
        case FieldKind.FLAG:
            return lambda flag: (int(flag),), bool
        case FieldKind.CHOICE if spec.choices is not None:
            members: dict[Cell, Any] = {member.value: member for member in spec.choices}
            return lambda choice: (None if choice is None else str(choice),), (
                lambda cell: members.get(cell, cell)
            )
        case FieldKind.WHEN | FieldKind.DATE | FieldKind.MOMENT:
            return _time_conversions(spec.kind)
        case _:
            return lambda value: (value,), None


def _time_conversions(
    kind: FieldKind,
) -> tuple[Callable[[Any], tuple[Cell, ...]], Callable[..., Any]]:
    def conversion(read: Callable[[str], object]) -> Callable[[str | None], object]:
        return lambda cell: None if cell is None else read(cell)

    if kind is FieldKind.WHEN:
        return lambda when: (None if when is None else when_to_cell(when),), (
            conversion(when_from_cell)
        )
    if kind is FieldKind.DATE:
        return lambda day: (None if day is None else day.isoformat(),), (
            conversion(date.fromisoformat)
        )
    return lambda moment: (None if moment is None else moment_to_cell(moment),), (
        conversion(datetime.fromisoformat)
    )


def moment_to_cell(moment: datetime) -> str:
    """Write a date and time in UTC, always with microseconds, so that text sorts."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


@lru_cache(maxsize=4_096)
def _marking_text(marking: Marking) -> str:
    return canonical_json(marking_to_plain(marking))


@lru_cache(maxsize=4_096)
def _marking_from_text(cell: str) -> Marking:
    return marking_from_plain(json.loads(cell))


def emptied(spec: FieldSpec, value: Any) -> Any:
    """Give what stands for nothing in a field where None was entered."""
    if value is not None:
        return value
    match spec.kind:
        case FieldKind.LINE | FieldKind.TEXT:
            return ""
        case FieldKind.FLAG:
            return False
        case FieldKind.CODES | FieldKind.REFERENCES:
            return ()
        case FieldKind.FIGURE:
            return unknown(spec.unit)
        case _:
            return None
