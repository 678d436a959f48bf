"""Reading the XML of one sheet in a single bounded pass: values, formulas, errors, merged cells.

openpyxl reads a sheet as values or as formulas, so that telling both took two passes of twice this
one's time each (docs/adr/0007-import.md); its knowledge of date formats is used here.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from xml.parsers import expat

from crisisplanner.domain.errors import bad_input
from crisisplanner.exchange.grid import (
    CellRange,
    CellValue,
    ErrorCell,
    FormulaWithoutValue,
    GridRow,
    Sheet,
    trimmed,
)
from crisisplanner.exchange.limits import (
    MAX_BLANK_ROWS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_MERGED_RANGES,
    MAX_ROWS,
)
from crisisplanner.exchange.workbook_parts import parse_part

_MOST_OF_A_FORMULA = 60
_SEPARATOR = "|"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = "0123456789"
_DATE, _PERCENT = "date", "percent"


@dataclass(frozen=True, slots=True)
class Shared:
    """Hold what the sheets of a workbook share: texts, and which styles show dates or per cent."""

    strings: Sequence[str]
    styles: Mapping[int, str]
    date_of: Callable[[float], Any]


def read_shared(
    package: zipfile.ZipFile, strings: str, styles: str, file: str, *, counts_from_1904: bool
) -> Shared:
    """Read the shared texts and styles; a workbook may lack either part."""
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

    epoch = MAC_EPOCH if counts_from_1904 else WINDOWS_EPOCH
    return Shared(
        _strings(package, strings, file) if strings else (),
        _styles(package, styles, file) if styles else MappingProxyType({}),
        lambda serial: from_excel(serial, epoch),
    )


def _strings(package: zipfile.ZipFile, part: str, file: str) -> list[str]:
    found: list[str] = []
    pieces: list[str] = []
    depth_of_reading_aid = 0
    is_text = False

    def on_start(name: str, _: dict[str, str]) -> None:
        nonlocal depth_of_reading_aid, is_text
        tag = name.rpartition(_SEPARATOR)[2]
        if tag == "rPh":
            depth_of_reading_aid += 1
        is_text = tag == "t" and not depth_of_reading_aid

    def on_end(name: str) -> None:
        nonlocal depth_of_reading_aid, is_text
        tag = name.rpartition(_SEPARATOR)[2]
        is_text = False
        if tag == "rPh":
            depth_of_reading_aid -= 1
        elif tag == "si":
            found.append(_unescaped("".join(pieces)))
            pieces.clear()

    def on_text(text: str) -> None:
        if is_text:
            pieces.append(text)

    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = on_text
    parse_part(package, part, parser, file)
    return found


def _styles(package: zipfile.ZipFile, part: str, file: str) -> Mapping[int, str]:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    formats: dict[int, str] = dict(BUILTIN_FORMATS)
    used: list[int] = []
    is_cell_style = False

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal is_cell_style
        tag = name.rpartition(_SEPARATOR)[2]
        if tag == "numFmt":
            formats[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            is_cell_style = True
        elif tag == "xf" and is_cell_style:
            used.append(_whole(attributes.get("numFmtId")))

    def on_end(name: str) -> None:
        nonlocal is_cell_style
        if name.rpartition(_SEPARATOR)[2] == "cellXfs":
            is_cell_style = False

    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parse_part(package, part, parser, file)
    shown: dict[int, str] = {}
    for style, number in enumerate(used):
        code = formats.get(number, "")
        if is_date_format(code) and not is_timedelta_format(code):
            shown[style] = _DATE
        elif "%" in code:
            shown[style] = _PERCENT
    return MappingProxyType(shown)


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() else 0


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def read_sheet(
    package: zipfile.ZipFile,
    part: str,
    name: str,
    shared: Shared | None,
    file: str,
    *,
    most_rows: int = 0,
) -> Sheet:
    """Read a sheet; without ``shared`` only how many rows it fills (cells stay empty).

    Raises a coded error as soon as a bound is passed, so that a sheet of a million styled blank
    rows costs a pass and no memory. With ``most_rows`` reading ends after so many; what follows
    them, merged cells too, is not known then.
    """
    reader = _SheetReader(name, shared, file, most_rows)
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    parser.StartElementHandler = reader.on_start
    if shared is not None:
        parser.EndElementHandler = reader.on_end
        parser.CharacterDataHandler = reader.on_text
    with suppress(_EnoughError):
        parse_part(package, part, parser, file)
    return reader.sheet()


class _EnoughError(Exception):
    """End the reading of a sheet: as many rows as were asked for are there."""


class _SheetReader:
    """Follow the elements of a sheet."""

    def __init__(self, name: str, shared: Shared | None, file: str, most_rows: int) -> None:
        self._most_rows = most_rows
        self._name = name
        self._shared = shared
        self._file = file
        self._rows: list[GridRow] = []
        self._cells: list[CellValue] = []
        self._formulas: set[tuple[int, int]] = set()
        self._merged: list[CellRange] = []
        self._columns: dict[str, int] = {}
        self._dates: dict[str, CellValue] = {}
        self._row = self._last_filled = self._n_rows = self._n_filled = self._n_cells = 0
        self._column = 0
        self._type = ""
        self._style = ""
        self._texts: list[str] = []
        self._is_text = self._is_inline = self._has_formula = self._has_value = False
        self._is_formula = False
        self._formula: list[str] = []
        self._tag_from = 0

    def sheet(self) -> Sheet:
        """Give what was read."""
        rows = self._rows
        if self._shared is None:
            rows = [GridRow(number, ()) for number in range(1, self._n_filled + 1)]
        n_blank = rows[-1].number - len(rows) if rows else 0
        return Sheet(
            self._name, tuple(rows), n_blank, tuple(self._merged), frozenset(self._formulas)
        )

    def on_start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name[self._tag_from :]
        if tag == "c":
            self._begin_cell(attributes)
        elif tag == "v":
            self._is_text = self._has_value = True
            self._count()
        elif tag == "f":
            self._has_formula = self._is_formula = True
            self._formula = []
            self._count()
        elif tag == "row":
            self._begin_row(attributes.get("r", ""))
        elif tag == "is":
            self._is_inline = self._has_value = True
            self._count()
        elif tag == "t":
            self._is_text = self._is_inline
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif not self._tag_from and _SEPARATOR in name:
            self._tag_from = name.index(_SEPARATOR) + 1

    def on_end(self, name: str) -> None:
        tag = name[self._tag_from :]
        if tag in ("v", "t"):
            self._is_text = False
        elif tag == "f":
            self._is_formula = False
        elif tag == "c":
            if self._has_value or self._has_formula:
                self._end_cell()
        elif tag == "row":
            cells = trimmed(self._cells)
            if cells:
                self._rows.append(GridRow(self._row, cells))
            self._cells = []
        elif tag == "is":
            self._is_inline = False

    def on_text(self, text: str) -> None:
        if self._is_text:
            self._texts.append(text)
        elif self._is_formula:
            self._formula.append(text)

    def _begin_row(self, number: str) -> None:
        before = self._row
        self._row = int(number) if number.isdecimal() else before + 1
        if self._row <= before:
            # Rows out of order would put cells in wrong places.
            raise bad_input("import.damaged_workbook", file=self._file)
        self._column = -1
        if self._most_rows and max(len(self._rows), self._n_filled) > self._most_rows:
            raise _EnoughError
        self._n_rows += 1
        if self._n_rows > MAX_BLANK_ROWS:
            self._refuse("import.too_many_rows", MAX_ROWS)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        letters = attributes.get("r", "").rstrip(_DIGITS)
        if letters in self._columns:
            self._column = self._columns[letters]
        elif letters:
            self._column = self._columns[letters] = _column_index(letters, self._column + 1)
        else:
            self._column += 1
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._texts = []
        self._has_formula = self._has_value = False

    def _count(self) -> None:
        if self._row != self._last_filled:
            self._last_filled = self._row
            self._n_filled += 1
            if self._n_filled > MAX_ROWS:
                self._refuse("import.too_many_rows", MAX_ROWS)
        self._n_cells += 1
        if self._n_cells > MAX_CELLS:
            self._refuse("import.too_many_rows", MAX_ROWS)
        if self._column >= MAX_COLUMNS:
            self._refuse("import.too_many_columns", MAX_COLUMNS)

    def _end_cell(self) -> None:
        text = "".join(self._texts)
        if self._has_formula:
            self._formulas.add((self._row, self._column))
        cells, column = self._cells, self._column
        if column == len(cells):
            cells.append(self._value(text))
            return
        if column > len(cells):
            cells.extend([None] * (column - len(cells) + 1))
        cells[column] = self._value(text)

    def _value(self, text: str) -> CellValue:
        if self._type == "str" and self._has_value:
            # A formula whose value is an empty text has a value all the same.
            return _unescaped(text)
        if not text:
            formula = "=" + "".join(self._formula)[:_MOST_OF_A_FORMULA]
            return FormulaWithoutValue(formula) if self._has_formula else None
        try:
            return self._typed(text)
        except (ValueError, IndexError, OverflowError):
            raise bad_input("import.damaged_workbook", file=self._file) from None

    def _typed(self, text: str) -> CellValue:
        shared = self._shared
        if shared is None:
            return None
        match self._type:
            case "n":
                return self._number(text, shared)
            case "s":
                return shared.strings[int(text)]
            case "b":
                return text.strip() in ("1", "true")
            case "e":
                return ErrorCell(text)
            case "d":
                return datetime.fromisoformat(text)
            case _:
                return _unescaped(text)

    def _number(self, text: str, shared: Shared) -> CellValue:
        number = float(text)
        shown = shared.styles.get(int(self._style)) if self._style else None
        if shown is None:
            return int(number) if number.is_integer() and abs(number) < 1e15 else number
        if shown == _PERCENT:
            # As a person sees it, so that no header can scale it again.
            return format(number * 100, ".12g") + "%"
        if text not in self._dates:
            try:
                self._dates[text] = shared.date_of(number)
            except (ValueError, OverflowError):
                # Spreadsheet programs show such a cell as an error, too.
                self._dates[text] = ErrorCell(text)
        return self._dates[text]

    def _merge(self, reference: str) -> None:
        ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
        first, last = ends[0], ends[-1]
        if first and last and len(self._merged) < MAX_MERGED_RANGES:
            self._merged.append(
                CellRange(
                    int(first[2]),
                    _column_index(first[1], 0) + 1,
                    int(last[2]),
                    _column_index(last[1], 0) + 1,
                )
            )

    def _refuse(self, code: str, limit: int) -> None:
        raise bad_input(code, file=self._file, row=self._row, limit=limit)


def _column_index(letters: str, otherwise: int) -> int:
    if not (letters.isascii() and letters.isupper() and len(letters) <= 3):
        return otherwise
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
