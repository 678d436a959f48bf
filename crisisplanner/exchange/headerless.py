"""Lists without a row of headers: their columns are known by where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from types import MappingProxyType

from crisisplanner.domain.account import ImportKind, Recognition
from crisisplanner.exchange.grid import GridRow, Sheet, column_letter, is_blank
from crisisplanner.exchange.headers import Column, HeaderReading
from crisisplanner.exchange.record_exercises import is_due
from crisisplanner.exchange.targets import Target

_ROWS_LOOKED_AT = 25
_PLACES: Mapping[int, str] = MappingProxyType(
    {-1: "channel", 0: "due_text", 1: "recipients", 2: "title", 3: "body", 4: "note"}
)
"""Places beside the column of times: what is sent, when, to whom, subject, message, remark."""


def read_without_header(sheet: Sheet, target: Target) -> HeaderReading | None:
    """Find the column of times of an inject list, and by it the others; None if there is none."""
    if target.kind is not ImportKind.INJECTS:
        return None
    rows = list(islice(sheet.rows, _ROWS_LOOKED_AT))
    width = max((len(row.cells) for row in rows), default=0)
    anchor = next((index for index in range(1, width) if _is_of_times(rows, index)), None)
    if anchor is None:
        return None
    columns = [
        Column(index, "", target.fields[key], Recognition.POSITION)
        for place, key in _PLACES.items()
        if 0 <= (index := anchor + place) < width
    ]
    letters = tuple(column_letter(index) for index in range(width))
    return HeaderReading(0, letters, tuple(columns))


def _is_of_times(rows: list[GridRow], index: int) -> bool:
    cells = [row.cell(index) for row in rows if not is_blank(row.cell(index))]
    return bool(cells) and all(is_due(cell) for cell in cells)
