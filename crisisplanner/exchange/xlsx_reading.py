"""Reading XLSX workbooks: values with their types, formulas, errors, merged cells, hidden sheets.

openpyxl reads the values as the spreadsheet program last computed them; formulas are never computed.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from crisisplanner.domain.errors import CrisisPlannerError, bad_input
from crisisplanner.domain.messages import Message
from crisisplanner.exchange.grid import (
    CellValue,
    ErrorCell,
    FormulaWithoutValue,
    GridRow,
    Sheet,
    SheetInfo,
    trimmed,
)
from crisisplanner.exchange.workbook_parts import (
    SheetPart,
    Survey,
    open_package,
    sheet_parts,
    survey,
)


class WorkbookGrid:
    """Give the sheets of a workbook held in memory."""

    def __init__(
        self, content: bytes, file: str, surveys: tuple[tuple[SheetPart, Survey], ...]
    ) -> None:
        self._content = content
        self._file = file
        self._surveys = {part.name: found for part, found in surveys}
        self._sheets = tuple(
            SheetInfo(part.name, found.n_filled_rows, part.is_hidden) for part, found in surveys
        )

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """List the sheets in the workbook's order."""
        return self._sheets

    @property
    def remarks(self) -> tuple[Message, ...]:
        """List nothing: a workbook declares how it is to be read."""
        return ()

    def sheet(self, name: str) -> Sheet:
        """Read one sheet up to its last filled cell."""
        found = self._surveys[name]
        with _damage_told(self._file):
            rows, n_blank = self._rows(name, found)
        return Sheet(
            name,
            tuple(rows),
            n_blank_rows=n_blank,
            merged=tuple(found.merged),
            formulas=frozenset((row, column - 1) for row, column in found.formulas),
        )

    def _rows(self, name: str, found: Survey) -> tuple[list[GridRow], int]:
        from openpyxl import load_workbook

        rows: list[GridRow] = []
        n_blank = 0
        if not found.last_row:
            return rows, n_blank
        workbook = load_workbook(
            io.BytesIO(self._content), read_only=True, data_only=True, keep_links=False
        )
        try:
            worksheet: Any = workbook[name]
            # What the sheet says of its own size is often wrong.
            worksheet.reset_dimensions()
            cells_of_rows = worksheet.iter_rows(max_row=found.last_row, max_col=found.last_column)
            for number, cells in enumerate(cells_of_rows, 1):
                values = trimmed([_value(cell, found, number) for cell in cells])
                if values:
                    rows.append(GridRow(number, values))
                else:
                    n_blank += 1
        finally:
            workbook.close()
        return rows, n_blank


def _value(cell: Any, found: Survey, row: int) -> CellValue:
    value = cell.value
    if value is None:
        # Only cells that the file holds know their column.
        place = (row, getattr(cell, "column", 0))
        return None if found.formulas.get(place, True) else FormulaWithoutValue()
    if cell.data_type == "e":
        return ErrorCell(str(value))
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    plain: CellValue = value
    return plain


def open_workbook(content: bytes, file: str) -> WorkbookGrid:
    """Open a workbook: check the package, list its sheets, pass once over each."""
    with open_package(content, file) as package:
        parts = sheet_parts(package, file)
        if not parts:
            raise bad_input("import.no_sheets", file=file)
        return WorkbookGrid(
            content, file, tuple((part, survey(package, part, file)) for part in parts)
        )


@contextmanager
def _damage_told(file: str) -> Iterator[None]:
    """Turn whatever a damaged part raises into one coded error.

    openpyxl raises errors of many kinds on contents that are well-formed but wrong.
    """
    try:
        with warnings.catch_warnings():
            # It warns of decoration that it drops, which no import reads.
            warnings.simplefilter("ignore")
            yield
    except (CrisisPlannerError, MemoryError):
        raise
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        EOFError,
        LookupError,
        OSError,
        RuntimeError,
        SyntaxError,
        TypeError,
        ValueError,
        zipfile.BadZipFile,
        zlib.error,
    ):
        raise bad_input("import.damaged_workbook", file=file) from None
