"""Copying: rows as a spreadsheet takes them, harmless there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crisisplanner.domain.figures import Figure
from crisisplanner.ui.tables.columns import Column, plain_value
from crisisplanner.ui.tables.model import RowsModel
from crisisplanner.wording.catalogue import Wording

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def as_sheet(
    model: RowsModel, rows: Iterable[int], columns: Sequence[Column], words: Wording
) -> str:
    """Write rows with their heads as tab-separated text; numbers stay plain numbers."""
    lines = ["\t".join(_quoted(column.head) for column in columns)]
    lines += ["\t".join(_cell(model, row, column, words) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def as_range(lines: Iterable[Sequence[str]]) -> str:
    """Write cells as they are read, with tabs and line ends, harmless in a spreadsheet."""
    return "\n".join("\t".join(_quoted(harmless(cell)) for cell in line) for line in lines)


def harmless(text: str) -> str:
    """Keep a spreadsheet from taking text for a formula."""
    return "'" + text if text.startswith(DANGEROUS) else text


def _cell(model: RowsModel, row: int, column: Column, words: Wording) -> str:
    cells = model.cells(row, column)
    value = cells[0]
    is_number = isinstance(value, int | float | Figure) and not isinstance(value, bool)
    if is_number and column.is_numeric:
        return plain_value(value, column.spec)
    if value is None or value == "":
        return ""
    return _quoted(harmless(column.text(cells, words)))


def _quoted(text: str) -> str:
    if any(sign in text for sign in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text
