"""Columns: what a table's column reads, how it is headed, written and edited.

Lives here: the description and how it follows from a field. Painting is in cells.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from crisisplanner.domain.days import Day
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import field_specs
from crisisplanner.domain.fields import FieldKind, FieldSpec
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.table_query import Filter
from crisisplanner.services.tables import TableColumn
from crisisplanner.ui.tables.cells import (
    AmountCell,
    CellLook,
    FlagCell,
    NumberCell,
    PartnerCell,
    PillCell,
    ReadinessCell,
    TextCell,
)
from crisisplanner.wording.catalogue import Wording

Cells = tuple[Any, ...]

WIDTHS_PX: Mapping[FieldKind, int] = MappingProxyType(
    {
        FieldKind.LINE: 180,
        FieldKind.TEXT: 280,
        FieldKind.INTEGER: 96,
        FieldKind.NUMBER: 96,
        FieldKind.FLAG: 84,
        FieldKind.DATE: 132,
        FieldKind.MOMENT: 160,
        FieldKind.DAY: 76,
        FieldKind.WHEN: 124,
        FieldKind.CHOICE: 120,
        FieldKind.REFERENCE: 180,
        FieldKind.REFERENCES: 180,
        FieldKind.CODES: 120,
        FieldKind.FIGURE: 112,
        FieldKind.MARKING: 110,
    }
)
WIDER_PX: Mapping[str, int] = MappingProxyType(
    {
        "type.name": 230,
        "title": 230,
        "name": 210,
        "summary": 420,
        "iso3": 150,
        "code": 100,
        "family": 190,
        "personnel": 150,
        "capacity_text": 200,
        "caseload_group": 128,
        "counts": 216,
        "sex": 76,
        "age": 104,
        "people": 104,
        "arrivals": 124,
        "arrivals_from": 104,
        "arrivals_to": 104,
    }
)
NUMERIC = frozenset({FieldKind.INTEGER, FieldKind.NUMBER, FieldKind.FIGURE})
UNIT_IN_HEAD = frozenset({"unit", "d", "t", "person", "km/d", "USD", "t/d"})
OPEN_ENDS: Mapping[str, str] = MappingProxyType(
    {"available_from": "table.at_once", "available_to": "table.no_limit"}
)
"""Where nothing entered is no gap but an answer: its words."""
MEASURE = "type.unit_of_measure"
PARTNER_COLOUR = "partner.colour"


@dataclass(frozen=True, slots=True)
class Column:
    """Describe one column of a table.

    `paths` are what it reads; the first is what it is sorted, filtered and searched by. `edits` is
    the field that is written; None where a cell can't be edited. `id` is kept in settings.
    """

    id: str
    head: str
    spec: FieldSpec
    paths: tuple[str, ...]
    look: CellLook
    edits: str | None = None
    width_px: int = 140
    is_hidden: bool = False
    hint: str = ""
    """What is to be known of the column, shown with its head."""

    @property
    def path(self) -> str:
        """Give the path that it is sorted and filtered by."""
        return self.paths[0]

    def own(self, filters: Iterable[Filter]) -> list[Filter]:
        """Pick the filters that are set on it, or on the thing whose name it shows."""
        mine = {self.path, self.path.rpartition(".")[0]}
        return [f for f in filters if f.column in mine]

    def reading(self, path: str) -> Column:
        """Give the same column, which also reads a path that it doesn't show."""
        return replace(self, paths=(*self.paths, path))

    @property
    def is_numeric(self) -> bool:
        """Tell whether values stand at the end of the cell."""
        return self.spec.kind in NUMERIC

    def hidden(self) -> Column:
        """Give the same column, shown only when chosen."""
        return replace(self, is_hidden=True)

    def text(self, cells: Cells, words: Wording) -> str:
        """Write the cell as a person reads it."""
        return self.look.text(cells, words)


def column_of(described: TableColumn, kind: str, words: Wording) -> Column:
    """Make a column from the services' description."""
    spec = described.spec
    head = words.say(described.label)
    is_amount = described.path == "quantity" and "type" in field_specs(ENTITY_TYPES[kind])
    if spec.kind is FieldKind.FIGURE and spec.unit in UNIT_IN_HEAD and not is_amount:
        unit = words.unit(spec.unit)
        # "Decision days" names its unit already.
        if unit.casefold() not in head.casefold().split():
            head = words.say("table.head_with_unit", head=head, unit=unit)
    hint = f"table.hint.{described.path}"
    paths: tuple[str, ...] = (described.path, MEASURE) if is_amount else (described.path,)
    if described.path == "partner.name":
        paths = (described.path, PARTNER_COLOUR)
    elif kind == "partner" and described.path == "name":
        paths = (described.path, "colour")
    return Column(
        id=described.path,
        head=head,
        spec=spec,
        paths=paths,
        look=_look_of(spec, paths),
        edits=described.edits,
        width_px=WIDER_PX.get(described.path, WIDTHS_PX[spec.kind]),
        is_hidden=described.is_hidden,
        hint=words.say(hint) if words.has(hint) else "",
    )


def readiness_column(words: Wording, spec: FieldSpec) -> Column:
    """Make the one column of an offer's three readinesses."""
    return Column(
        id="readiness",
        head=words.say("table.readiness"),
        spec=spec,
        paths=("readiness_equipment", "readiness_people", "readiness_funding"),
        look=ReadinessCell(),
        hint=words.say("table.hint.readiness"),
        width_px=140,
    )


def _look_of(spec: FieldSpec, paths: tuple[str, ...]) -> CellLook:
    if MEASURE in paths:
        return AmountCell()
    if len(paths) > 1:
        return PartnerCell()
    match spec.kind:
        case FieldKind.FLAG:
            return FlagCell()
        case FieldKind.CHOICE if spec.choices is not None:
            return PillCell.for_words(spec.choices)
        case FieldKind.FIGURE:
            return NumberCell(unit="" if spec.unit in UNIT_IN_HEAD else spec.unit)
        case FieldKind.INTEGER | FieldKind.NUMBER:
            return NumberCell()
        case _:
            return TextCell(is_day=spec.kind is FieldKind.DAY, nothing=OPEN_ENDS.get(paths[0], ""))


def plain_value(value: Any, spec: FieldSpec) -> str:
    """Write a value as it is typed into a cell."""
    match value:
        case None:
            return ""
        case Figure():
            return "" if value.value is None else _plain_number(value.value)
        case bool():
            return str(value)
        case Day():
            return _plain_day(value.number)
        case int() if spec.kind is FieldKind.DAY:
            return _plain_day(value)
        case int() | float():
            return _plain_number(value)
        case tuple():
            return "; ".join(str(part) for part in value)
        case _:
            return str(value)


def _plain_number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))


def _plain_day(number: int) -> str:
    return f"D{number:+d}" if number else "D"
