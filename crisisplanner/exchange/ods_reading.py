"""Reading OpenDocument spreadsheets held in memory: which sheets there are, and one of them.

Repeated cells and rows are bounded before they are made; nothing is computed, no link is followed.
"""

from __future__ import annotations

import zipfile
from contextlib import suppress
from datetime import date, datetime
from xml.parsers import expat

from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.messages import Message
from crisisplanner.exchange.grid import (
    CellRange,
    CellValue,
    ErrorCell,
    FormulaWithoutValue,
    GridRow,
    Sheet,
    SheetInfo,
    trimmed,
)
from crisisplanner.exchange.limits import MAX_CELLS, MAX_COLUMNS, MAX_MERGED_RANGES, MAX_ROWS
from crisisplanner.exchange.workbook_parts import open_package, parse_part

CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
_SEPARATOR = "|"
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_NUMBERS = frozenset({"float", "currency"})
_NOT_CONTENT = frozenset({"annotation", "shapes", "forms"})
_ERRORS = ("#", "Err:")


class OdsGrid:
    """Give the sheets of a spreadsheet; all were read when it was opened."""

    def __init__(self, sheets: tuple[tuple[Sheet, bool], ...]) -> None:
        self._sheets = sheets

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """List the sheets in the file's order."""
        return tuple(SheetInfo(s.name, len(s.rows), hidden) for s, hidden in self._sheets)

    @property
    def remarks(self) -> tuple[Message, ...]:
        """List nothing: a spreadsheet declares how it is to be read."""
        return ()

    def sheet(self, name: str) -> Sheet:
        """Give one sheet."""
        return next(sheet for sheet, _ in self._sheets if sheet.name == name)


def open_ods(content: bytes, file: str, *, most_rows: int = 0) -> OdsGrid:
    """Open a spreadsheet: check the package, read its sheets; ``most_rows`` of 0 reads all."""
    with open_package(content, file) as package:
        _refuse_encrypted(package, file)
        reader = _ContentReader(file, most_rows)
        parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        parser.buffer_text = True
        parser.StartElementHandler = reader.on_start
        parser.EndElementHandler = reader.on_end
        parser.CharacterDataHandler = reader.on_text
        with suppress(_EnoughError):
            parse_part(package, CONTENT, parser, file)
    if not reader.sheets:
        raise bad_input("import.no_sheets", file=file)
    return OdsGrid(tuple(reader.sheets))


def _refuse_encrypted(package: zipfile.ZipFile, file: str) -> None:
    """Refuse a spreadsheet whose parts are locked by a password, which its manifest says."""

    def on_start(name: str, _attributes: dict[str, str]) -> None:
        if name.endswith(_SEPARATOR + "encryption-data"):
            raise bad_input("import.password", file=file)

    if MANIFEST in package.namelist():
        parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        parser.StartElementHandler = on_start
        parse_part(package, MANIFEST, parser, file)


class _EnoughError(Exception):
    """End the reading: as many rows as were asked for are there."""


class _ContentReader:
    """Follow the elements of the content."""

    def __init__(self, file: str, most_rows: int) -> None:
        self._file, self._most_rows = file, most_rows
        self.sheets: list[tuple[Sheet, bool]] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._begin_sheet("", is_hidden=False)
        self._is_in_cell = False
        self._skipping = 0
        self._lines: list[str] = []
        self._cell: dict[str, str] = {}
        self._repeats_row = 1

    def _begin_sheet(self, name: str, *, is_hidden: bool) -> None:
        self._name, self._is_hidden = name, is_hidden
        self._rows: list[GridRow] = []
        self._cells: list[CellValue] = []
        self._formulas: set[tuple[int, int]] = set()
        self._merged: list[CellRange] = []
        self._row = self._n_cells = self._column = 0

    def on_start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(_SEPARATOR)[2]
        if self._skipping or tag in _NOT_CONTENT:
            self._skipping += 1
            return
        said = {key.rpartition(_SEPARATOR)[2]: value for key, value in attributes.items()}
        if tag == "style":
            self._style = said.get("name", "")
        elif tag == "table-properties" and said.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif tag == "table":
            hidden = said.get("style-name", "") in self._hidden_styles
            self._begin_sheet(said.get("name", ""), is_hidden=hidden)
        elif tag == "table-row":
            self._repeats_row = self._number(said, "number-rows-repeated")
            self._cells, self._column = [], 0
        elif tag in _CELLS:
            self._cell, self._lines, self._is_in_cell = said, [], True
        elif self._is_in_cell:
            self._on_text_element(tag, said)

    def _on_text_element(self, tag: str, said: dict[str, str]) -> None:
        if tag == "p":
            self._lines.append("")
        elif tag == "s" and self._lines:
            self._lines[-1] += " " * min(self._number(said, "c"), 1_000)
        elif tag == "tab" and self._lines:
            self._lines[-1] += "\t"
        elif tag == "line-break" and self._lines:
            self._lines[-1] += "\n"

    def on_text(self, text: str) -> None:
        if self._is_in_cell and self._lines and not self._skipping:
            self._lines[-1] += text

    def on_end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        tag = name.rpartition(_SEPARATOR)[2]
        if tag in _CELLS:
            self._end_cell()
        elif tag == "table-row":
            self._end_row()
        elif tag == "table":
            self._end_sheet()

    def _end_cell(self) -> None:
        self._is_in_cell = False
        said = self._cell
        repeats = self._number(said, "number-columns-repeated")
        value = self._value(said, "\n".join(self._lines))
        if value is not None:
            self._n_cells += repeats * self._repeats_row
            if self._column + repeats > MAX_COLUMNS:
                self._refuse("import.too_many_columns", MAX_COLUMNS)
            if self._n_cells > MAX_CELLS:
                self._refuse("import.too_many_rows", MAX_ROWS)
            self._cells += [None] * (self._column - len(self._cells))
            self._cells += [value] * repeats
        if "formula" in said:
            self._formulas.add((self._row + 1, self._column))
        self._merge(said)
        self._column += repeats

    def _merge(self, said: dict[str, str]) -> None:
        rows = self._number(said, "number-rows-spanned")
        columns = self._number(said, "number-columns-spanned")
        if (rows > 1 or columns > 1) and len(self._merged) < MAX_MERGED_RANGES:
            first = (self._row + 1, self._column + 1)
            last = (self._row + rows, self._column + columns)
            self._merged.append(CellRange(*first, *last))

    def _end_row(self) -> None:
        cells = trimmed(self._cells)
        repeats = self._repeats_row
        if cells:
            if len(self._rows) + repeats > MAX_ROWS:
                self._refuse("import.too_many_rows", MAX_ROWS)
            self._rows += [GridRow(self._row + n, cells) for n in range(1, repeats + 1)]
        self._row += repeats
        if self._most_rows and len(self._rows) > self._most_rows:
            self._end_sheet()
            raise _EnoughError

    def _end_sheet(self) -> None:
        rows = tuple(self._rows)
        n_blank = rows[-1].number - len(rows) if rows else 0
        formulas = frozenset(self._formulas)
        sheet = Sheet(self._name, rows, n_blank, tuple(self._merged), formulas)
        self.sheets.append((sheet, self._is_hidden))

    def _value(self, said: dict[str, str], text: str) -> CellValue:
        kind = said.get("value-type", "")
        if said.get("formula") and text.startswith(_ERRORS):
            return ErrorCell(text)
        try:
            if kind in _NUMBERS:
                number = float(said["value"])
                return int(number) if number.is_integer() and abs(number) < 1e15 else number
            if kind == "percentage":
                # As a person sees it, so that no header can scale it again.
                return format(float(said["value"]) * 100, ".12g") + "%"
            if kind == "date":
                return _moment(said["date-value"])
            if kind == "boolean":
                return said["boolean-value"] == "true"
        except (KeyError, ValueError, OverflowError):
            raise bad_input("import.damaged_workbook", file=self._file) from None
        if kind == "string":
            return text or said.get("string-value", "")
        if not kind and said.get("formula"):
            return FormulaWithoutValue(said["formula"][:60])
        return text or None

    def _number(self, said: dict[str, str], name: str) -> int:
        text = said.get(name, "1")
        if not text.isdecimal() or len(text) > 7:
            raise bad_input("import.damaged_workbook", file=self._file)
        return max(1, int(text))

    def _refuse(self, code: str, limit: int) -> None:
        raise bad_input(code, file=self._file, row=self._row + 1, limit=limit)


def _moment(text: str) -> date | datetime:
    if len(text) <= 10:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text[:26])
