"""Telling what every column of a sheet was taken for, with a few of its cells."""

from __future__ import annotations

from collections.abc import Sequence

from crisisplanner.domain.account import ColumnReading, FieldChoice, ImportKind, Recognition
from crisisplanner.domain.fields import FieldKind
from crisisplanner.domain.units import UNITS
from crisisplanner.exchange.column_choices import key_of
from crisisplanner.exchange.grid import CellValue, ErrorCell, GridRow, column_letter, is_blank
from crisisplanner.exchange.headers import Column
from crisisplanner.exchange.parsing import RowParser
from crisisplanner.exchange.targets import SERIES_OF_ITS_OWN, target_of
from crisisplanner.exchange.values import shown

_ROWS_FOR_EXAMPLES = 400
_MOST_EXAMPLES = 3
_LONGEST_EXAMPLE = 40
_DATES = frozenset({FieldKind.DATE, FieldKind.WHEN, FieldKind.DAY})


def column_readings(parser: RowParser, data: Sequence[GridRow]) -> tuple[ColumnReading, ...]:
    """List every column that has a header or a cell, used or not."""
    header = parser.header
    used = {column.index: column for column in header.columns}
    examples = _examples(data)
    width = max(len(header.headers), max(examples, default=-1) + 1)
    found: list[ColumnReading] = []
    for index in range(width):
        text = header.headers[index] if index < len(header.headers) else ""
        tag = header.tag_of(index)
        if index not in used and not text and not tag and index not in examples:
            continue
        letter = column_letter(index)
        key = key_of(letter, text, tag, header.headers)
        shown_cells = tuple(examples.get(index, ()))
        if index in used:
            found.append(_used(parser, used[index], text, key, shown_cells))
        else:
            reading = ColumnReading(letter, text or tag, "", Recognition.NOT_USED, key=key)
            found.append(_with_examples(reading, shown_cells))
    return tuple(found)


def field_choices(kind: ImportKind) -> tuple[FieldChoice, ...]:
    """List the fields that columns of a kind may fill, those that are needed first."""
    target = target_of(kind)
    needed = {key for group in target.needed for key in group}
    keys = sorted(target.fields, key=lambda key: (key not in needed, "." in key))
    choices = [FieldChoice(key, key in needed) for key in keys]
    if target.takes_series:
        choices.append(FieldChoice(SERIES_OF_ITS_OWN))
    return tuple(choices)


def _used(
    parser: RowParser, column: Column, header: str, key: str, examples: tuple[str, ...]
) -> ColumnReading:
    spec = column.target.spec
    dates = parser.dates.get(column.index)
    return ColumnReading(
        column.letter,
        header or column.header,
        column.target.key,
        column.recognised_by,
        column.unit or column.currency,
        column.date_order,
        key=key,
        field_unit=spec.unit if _has_other_units(spec.unit) else "",
        is_date=spec.kind in _DATES,
        open_date=dates.open_example if dates is not None and dates.is_open else "",
        examples=examples,
    )


def _with_examples(reading: ColumnReading, examples: tuple[str, ...]) -> ColumnReading:
    return ColumnReading(
        reading.letter,
        reading.header,
        "",
        reading.recognised_by,
        key=reading.key,
        examples=examples,
    )


def _has_other_units(unit: str) -> bool:
    known = UNITS.get(unit)
    if known is None or unit.startswith("money"):
        return False
    return sum(1 for other in UNITS.values() if other.dimension == known.dimension) > 1


def _examples(data: Sequence[GridRow]) -> dict[int, list[str]]:
    """Collect a few different cells of each column from the first rows."""
    found: dict[int, list[str]] = {}
    for row in data[:_ROWS_FOR_EXAMPLES]:
        for index, cell in enumerate(row.cells):
            if is_blank(cell):
                continue
            known = found.setdefault(index, [])
            text = _short(cell)
            if len(known) < _MOST_EXAMPLES and text not in known:
                known.append(text)
    return found


def _short(cell: CellValue) -> str:
    text = " ".join((cell.text if isinstance(cell, ErrorCell) else shown(cell)).split())
    return text if len(text) <= _LONGEST_EXAMPLE else text[: _LONGEST_EXAMPLE - 1] + "…"
