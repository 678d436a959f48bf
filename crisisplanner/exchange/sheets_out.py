"""Writing tables as CSV, XLSX and ODS: values stay values, and no text can be taken for a formula.

A file is replaced whole or not at all.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from crisisplanner.domain.days import Day
from crisisplanner.domain.errors import CrisisPlannerError, bad_input, refused
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.plain import when_text
from crisisplanner.exchange.ods_writing import ods_bytes
from crisisplanner.finished_file import write_finished

MAX_SHEET_ROWS = 1_048_576
_COMPUTED = re.compile(r"'*[=+\-@\t\r]")
_NOT_WRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ERROR_TEXT = re.compile(r"#[A-Z/0!?]+")
_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = re.compile(r"[\\*?:/\[\]]")
_DATE_FORMAT = "yyyy-mm-dd"
_NARROWEST, _WIDEST = 8, 48


def write_sheet(
    path: Path, headers: Sequence[str], rows: Iterable[Sequence[object]], *, sheet: str = ""
) -> None:
    """Write a table; the end of the name (.csv, .xlsx, .ods) says how.

    Numbers and dates are written as such, unknown values as empty cells, days from D as D+24,
    figures by their value. Text that a spreadsheet would compute gets an apostrophe before it.
    Raises a coded error if the file can't be written; what was there then stays.
    """
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".xlsx", ".ods"):
        raise bad_input("export.wrong_type", file=path.name)
    table = [[plain_cell(value) for value in row] for row in rows]
    try:
        if suffix == ".csv":
            content = _csv_bytes(headers, table)
        elif suffix == ".ods":
            _refuse_too_many(table, path.name)
            harmless_headers = [harmless(header) for header in headers]
            content = ods_bytes(harmless_headers, table, _sheet_name(sheet))
        else:
            content = _xlsx_bytes(headers, table, sheet, path.name)
        write_finished(path, content)
    except OSError as error:
        raise not_written(path, error) from error


def not_written(path: Path, error: OSError) -> CrisisPlannerError:
    """Build the error for a file that the system did not let us write."""
    if isinstance(error, PermissionError):
        return refused("export.no_permission", file=path.name)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return bad_input("export.no_folder", file=str(path))
    return refused("export.not_written", file=path.name, reason=error.strerror or "")


def plain_cell(value: object) -> str | int | float | bool | date | None:
    """Give what stands in a cell for a value of the domain."""
    match value:
        case None | "":
            return None
        case Enum():
            return harmless(str(value.value))
        case str():
            return harmless(value)
        case bool() | int() | datetime() | date():
            return value
        case float():
            return int(value) if value.is_integer() and abs(value) < 1e15 else value
        case Figure():
            return plain_cell(value.value)
        case Marking():
            return value.level
        case Day():
            return when_text(value)
        case tuple() | list():
            return harmless("; ".join(str(plain_cell(item) or "") for item in value)) or None
        case _:
            return harmless(str(value))


def harmless(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would compute.

    That is text beginning with = + - @, a tab or a line's end, also after apostrophes, so that an
    import can take off exactly one.
    """
    text = _NOT_WRITABLE.sub("", text)
    return "'" + text if _COMPUTED.match(text) else text


def _csv_bytes(headers: Sequence[str], table: Iterable[Sequence[Any]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([harmless(header) for header in headers])
    for row in table:
        writer.writerow([_csv_text(cell) for cell in row])
    # With the mark, spreadsheet programs read UTF-8 as UTF-8.
    return stream.getvalue().encode("utf-8-sig")


def _csv_text(cell: Any) -> Any:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, date):
        return cell.isoformat()
    return cell


def _xlsx_bytes(
    headers: Sequence[str], table: Sequence[Sequence[Any]], sheet: str, file: str
) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    _refuse_too_many(table, file)
    workbook = Workbook(write_only=True)
    worksheet: Any = workbook.create_sheet(_sheet_name(sheet))
    worksheet.freeze_panes = "A2"
    for column, width in enumerate(_widths(headers, table), 1):
        worksheet.column_dimensions[get_column_letter(column)].width = width
    header_cells = [WriteOnlyCell(worksheet, harmless(header)) for header in headers]
    for cell in header_cells:
        cell.font = Font(bold=True)
    worksheet.append(header_cells)

    def written(value: Any) -> Any:
        if isinstance(value, str) and _ERROR_TEXT.fullmatch(value):
            cell = WriteOnlyCell(worksheet, value)
            # Else the text #N/A would become an error.
            cell.data_type = "s"
            return cell
        if isinstance(value, date):
            dated: Any = WriteOnlyCell(worksheet)
            dated.value = value
            dated.number_format = _DATE_FORMAT
            return dated
        return "yes" if value is True else "no" if value is False else value

    for row in table:
        worksheet.append([written(value) for value in row])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _refuse_too_many(table: Sequence[Sequence[Any]], file: str) -> None:
    if len(table) >= MAX_SHEET_ROWS:
        raise bad_input(
            "export.too_many_rows", file=file, limit=MAX_SHEET_ROWS - 1, found=len(table)
        )


def _sheet_name(name: str) -> str:
    cleaned = _NOT_IN_SHEET_NAMES.sub(" ", _NOT_WRITABLE.sub("", name)).strip(" '")
    return cleaned[:_LONGEST_SHEET_NAME] or "Table"


def _widths(headers: Sequence[str], table: Sequence[Sequence[Any]]) -> list[int]:
    lengths = [len(header) + 2 for header in headers]
    for row in table[:200]:
        for column, cell in enumerate(row[: len(lengths)]):
            lengths[column] = max(lengths[column], len(str(cell)) if cell is not None else 0)
    return [min(max(length, _NARROWEST), _WIDEST) for length in lengths]
