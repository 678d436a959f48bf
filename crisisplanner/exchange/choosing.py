"""Choosing what to read of a file: the sheet, its header, and which rows below it belong to the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from crisisplanner.domain.account import Finding, ImportOptions, Position, SavedMapping
from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.fields import FieldKind
from crisisplanner.domain.messages import Message, Parameter, message
from crisisplanner.exchange.grid import Grid, GridRow, Sheet, SheetGrid, SheetInfo, is_blank
from crisisplanner.exchange.headerless import read_without_header
from crisisplanner.exchange.headers import (
    HeaderReading,
    is_tag_row,
    missing_groups,
    n_recognised,
    read_header,
)
from crisisplanner.exchange.targets import Target
from crisisplanner.exchange.values import words_key

_ROWS_OF_TAGS = 3
_MOST_HEADERS_SHOWN = 12
_FEWEST_OF_A_HEADER = 2
_FEWEST_WORDS = 3
_NEEDED: Mapping[str, str] = MappingProxyType(
    {
        "iso3": "import.needed.country",
        "total": "import.needed.people",
        "date": "import.needed.date",
    }
)
_COUNTED = frozenset({FieldKind.NUMBER, FieldKind.FIGURE, FieldKind.INTEGER, FieldKind.DATE})


@dataclass(frozen=True, slots=True)
class PartedRows:
    """Part the rows below a header: data, and what is left out with the reason."""

    data: tuple[GridRow, ...]
    left_out: tuple[tuple[GridRow, Message], ...]
    second_table: int = 0
    """The row in which another table begins; 0 if none does."""


def chosen_table(
    grid: Grid, target: Target, options: ImportOptions, file: str
) -> tuple[Sheet, HeaderReading]:
    """Take the sheet that is asked for, else the first visible one that has the columns.

    If none has all, the one in which most are recognised.
    """
    best: tuple[Sheet, HeaderReading] | None = None
    for info in _candidates(grid, options, file):
        sheet = grid.sheet(info.name)
        if not sheet.rows:
            continue
        header = _header_of(sheet, target, options, file)
        if best is None or len(header.columns) > len(best[1].columns):
            best = (sheet, header)
        if not missing_groups(header, target):
            return sheet, header
    if best is None or not _has_rows_below(*best):
        hidden = hidden_sheets(grid)
        if hidden:
            raise bad_input("import.only_hidden", file=file, sheets=hidden)
    if best is None:
        raise bad_input("import.empty_sheet", file=file)
    return best


def hidden_sheets(grid: Grid, read: str = "") -> tuple[str, ...]:
    """Name the hidden sheets that have rows, but for the one that is read."""
    return tuple(i.name for i in grid.sheets if i.is_hidden and i.n_rows and i.name != read)


def _has_rows_below(sheet: Sheet, header: HeaderReading) -> bool:
    return any(row.number > header.last_row for row in sheet.rows)


def _header_of(sheet: Sheet, target: Target, options: ImportOptions, file: str) -> HeaderReading:
    header = read_header(sheet, target, options.mapping, file)
    is_told = options.mapping is not None and options.mapping.header_row is not None
    if not is_told and missing_groups(header, target):
        return read_without_header(sheet, target) or header
    return header


def _candidates(grid: Grid, options: ImportOptions, file: str) -> Sequence[SheetInfo]:
    asked = options.sheet or (options.mapping.sheet if options.mapping is not None else "")
    if asked and isinstance(grid, SheetGrid):
        return grid.sheets
    if asked:
        for info in grid.sheets:
            if info.name.strip().casefold() == asked.strip().casefold():
                return (info,)
        names = tuple(info.name for info in grid.sheets)
        raise bad_input("import.no_such_sheet", file=file, found=asked, sheets=names)
    visible = tuple(info for info in grid.sheets if not info.is_hidden)
    if not visible:
        names = tuple(info.name for info in grid.sheets)
        raise bad_input("import.all_hidden", file=file, sheets=names)
    return visible


def columns_lacking(
    sheet: Sheet, header: HeaderReading, target: Target, file: str
) -> Finding | None:
    """Say which needed columns were not recognised; None if all were."""
    lacking = missing_groups(header, target)
    if not lacking:
        return None
    said = message(
        "import.columns_missing" if header.columns else "import.no_columns",
        row=str(header.row),
        headers=tuple(text for text in header.headers if text)[:_MOST_HEADERS_SHOWN],
        expected=tuple(dict.fromkeys(message(_NEEDED.get(g[0], "label." + g[0])) for g in lacking)),
    )
    return Finding(Position(file, sheet.name), said)


def place(file: str, sheet: Sheet) -> Parameter:
    """Name a file, with its sheet if it has several."""
    if not sheet.name:
        return file
    return message("import.sheet_of_file", file=file, sheet=sheet.name)


def parted_rows(
    sheet: Sheet,
    header: HeaderReading,
    target: Target,
    mapping: SavedMapping | None,
    file: str,
) -> PartedRows:
    """Part the rows below the header into data and what is none: tags, headers, another table."""
    below = [row for row in sheet.rows if row.number > header.last_row]
    tags = [row for row in sheet.rows if row.number == header.tag_row]
    tags += [row for row in below[:_ROWS_OF_TAGS] if is_tag_row(row)]
    left = [(row, message("import.tag_row")) for row in tags]
    known = {row.number for row in tags}
    data = [row for row in below if row.number not in known]
    again = {row.number for row in data if _says_header_again(row, header)}
    left += [(row, message("import.header_again")) for row in data if row.number in again]
    data = [row for row in data if row.number not in again]
    second = next(_second_tables(data, header, target, mapping), 0)
    if second:
        said = message("import.second_table", row=str(second))
        left += [(row, said) for row in data if row.number >= second]
        data = [row for row in data if row.number < second]
    if not data:
        raise bad_input("import.no_rows", file=place(file, sheet), row=str(header.row))
    return PartedRows(tuple(data), tuple(left), second)


def _says_header_again(row: GridRow, header: HeaderReading) -> bool:
    """Tell whether a row repeats the header, as sheets made of pages do."""
    columns = header.columns
    if len(columns) < _FEWEST_OF_A_HEADER:
        return False
    first = columns[0]
    # One cell tells nearly all rows.
    if row.cell(first.index) != header.headers[first.index]:
        return False
    return all(
        words_key(str(row.cell(c.index) or "")) == words_key(header.headers[c.index])
        for c in columns
    )


def _second_tables(
    data: Sequence[GridRow],
    header: HeaderReading,
    target: Target,
    mapping: SavedMapping | None,
) -> Iterator[int]:
    """Find rows that begin another table: after a gap, words where headers stand."""
    for before, row, after in zip(data, data[1:], [*data[2:], None], strict=False):
        if row.number - before.number < 2:
            continue
        heads = after if _is_title(row) and after is not None else row
        if _looks_like_header(heads, header, target, mapping):
            yield row.number


def _is_title(row: GridRow) -> bool:
    return sum(1 for cell in row.cells if not is_blank(cell)) == 1


def _looks_like_header(
    row: GridRow, header: HeaderReading, target: Target, mapping: SavedMapping | None
) -> bool:
    filled = [cell for cell in row.cells if not is_blank(cell)]
    if not all(isinstance(cell, str) for cell in filled) or len(filled) < _FEWEST_OF_A_HEADER:
        return False
    recognised = n_recognised(row, target, mapping)
    if recognised >= _FEWEST_OF_A_HEADER and recognised * 2 >= len(filled):
        return True
    counted = [
        str(row.cell(c.index))
        for c in header.columns
        if c.target.spec.kind in _COUNTED and not is_blank(row.cell(c.index))
    ]
    has_numbers = any(c.isdigit() for text in counted for c in text)
    return len(filled) >= _FEWEST_WORDS and len(counted) > 1 and not has_numbers
