"""Opening a file by what it holds, not by what its name says, and refusing what can't be read.

Here: the way in. How CSV and workbooks are read stands in their own modules.
"""

from __future__ import annotations

import errno
from pathlib import Path

from crisisplanner.domain.errors import CrisisPlannerError, bad_input, refused
from crisisplanner.domain.messages import message
from crisisplanner.exchange import csv_reading, ods_reading, xlsx_reading
from crisisplanner.exchange.grid import Grid, SheetGrid
from crisisplanner.exchange.limits import MAX_FILE_BYTES

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."
_SPREADSHEET = b"opendocument.spreadsheet"
_TYPE_ENDS = 128
"""An OpenDocument file tells its type at its start, unpacked."""
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"{\\rtf", "RTF"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
)
_MARKUP = ((b"<!doctype html", "HTML"), (b"<html", "HTML"), (b"<?xml", "XML"), (b"<table", "HTML"))


def open_grid(path: Path, *, encoding: str = "", most_rows: int = 0) -> Grid:
    """Open a CSV file or a workbook (XLSX, ODS) as a grid; with ``most_rows`` only the first of each sheet.

    Raises a coded error for a path that can't be read, an empty file, a type that isn't read, a
    file that is damaged, locked by a password, too large or made to do harm.
    """
    content = read_bytes(path)
    name = path.name
    if content[:_TYPE_ENDS].find(_OPEN_DOCUMENT) > 0:
        if _SPREADSHEET not in content[:_TYPE_ENDS]:
            raise bad_input("import.wrong_type", file=name, found="OpenDocument")
        return ods_reading.open_ods(content, name, most_rows=most_rows)
    if content.startswith((_ZIP, _EMPTY_ZIP)):
        return xlsx_reading.open_workbook(content, name, most_rows=most_rows)
    if content.startswith(_COMPOUND):
        code = "import.password" if _ENCRYPTED_STREAM in content else "import.old_workbook"
        raise bad_input(code, file=name)
    found = _foreign_type(content)
    if found:
        raise bad_input("import.wrong_type", file=name, found=found)
    sheet, remarks = csv_reading.read_text(content, name, encoding=encoding, most_rows=most_rows)
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods"):
        remarks = (*remarks, message("import.text_named_workbook"))
    return SheetGrid(sheet, remarks)


def read_bytes(path: Path) -> bytes:
    """Read a whole file within bounds; coded errors for what the system refuses."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise bad_input("import.is_folder", file=name)
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise bad_input(
                "import.file_too_large",
                file=name,
                found_mb=size / 1_048_576,
                limit_mb=MAX_FILE_BYTES / 1_048_576,
            )
        if not path.is_file():
            raise bad_input("import.not_a_file", file=name)
        content = path.read_bytes()
    except OSError as error:
        raise _refused_by_system(name, error) from error
    except ValueError as error:
        raise bad_input("import.not_found", file=name) from error
    if not content.strip():
        raise bad_input("import.empty_file", file=name)
    return content


def _refused_by_system(name: str, error: OSError) -> CrisisPlannerError:
    if isinstance(error, PermissionError):
        return refused("import.no_permission", file=name)
    if isinstance(error, FileNotFoundError | NotADirectoryError) or (
        error.errno == errno.ENAMETOOLONG
    ):
        return bad_input("import.not_found", file=name)
    return bad_input("import.unreadable", file=name, reason=error.strerror or "")


def _foreign_type(content: bytes) -> str:
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            return name
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for signature, name in _MARKUP:
        if start.startswith(signature):
            return name
    return ""
