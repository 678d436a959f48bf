"""The raw grid of a file: sheets, rows and cells as they stand, before anything is understood.

A cell holds None, str, int, float, bool, date, datetime, time, or one of the two marks below.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Protocol, TypeAlias

from crisisplanner.domain.messages import Message


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """Mark a cell that holds a spreadsheet's error, such as #VALUE!."""

    text: str


@dataclass(frozen=True, slots=True)
class FormulaWithoutValue:
    """Mark a formula whose value the file does not hold."""

    text: str = ""


CellValue: TypeAlias = (
    str | int | float | bool | date | datetime | time | ErrorCell | FormulaWithoutValue | None
)


@dataclass(frozen=True, slots=True)
class GridRow:
    """Hold one row that is not blank; ``number`` counts from 1 as a spreadsheet shows it."""

    number: int
    cells: tuple[CellValue, ...]

    def cell(self, column: int) -> CellValue:
        """Give the cell of a column counted from 0; None beyond the row's end."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class CellRange:
    """Bound a rectangle of cells; rows and columns count from 1, ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __str__(self) -> str:
        first = column_letter(self.first_column - 1) + str(self.first_row)
        return first + ":" + column_letter(self.last_column - 1) + str(self.last_row)


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """Describe a sheet without its cells."""

    name: str
    n_rows: int
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold the rows of one sheet that are not blank.

    ``formulas`` lists (row from 1, column from 0) of cells that hold formulas.
    """

    name: str
    rows: tuple[GridRow, ...]
    n_blank_rows: int = 0
    merged: tuple[CellRange, ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()


class Grid(Protocol):
    """Give the sheets of a file; what it remarked on while opening stands in ``remarks``."""

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """List the sheets in the file's order."""

    @property
    def remarks(self) -> tuple[Message, ...]:
        """List what a person should know about how the file was read."""

    def sheet(self, name: str) -> Sheet:
        """Read one sheet."""


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """Be the grid of a file with a single sheet, such as CSV."""

    only: Sheet
    remarks: tuple[Message, ...] = field(default=())

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """List the one sheet."""
        return (SheetInfo(self.only.name, len(self.only.rows)),)

    def sheet(self, name: str) -> Sheet:
        """Give the one sheet, whatever name is asked for."""
        del name
        return self.only


def column_letter(column: int) -> str:
    """Name a column counted from 0 as a spreadsheet does: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def is_blank(cell: CellValue) -> bool:
    """Tell whether a cell holds nothing or white space only."""
    return cell is None or (isinstance(cell, str) and not cell.strip("\ufeff\u200b \t\r\n\u00a0"))


def trimmed(cells: list[CellValue]) -> tuple[CellValue, ...]:
    """Drop the blank tail of a row; an empty result means a blank row."""
    end = len(cells)
    while end and is_blank(cells[end - 1]):
        end -= 1
    return tuple(cells[:end])
