"""The parts of an XLSX package, looked at before anything is unpacked into memory.

Defends against packages made to do harm: sizes are bounded before reading, a document type (the way
to XML entities and outside files) is refused, nothing is written to disk, no link is followed.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from crisisplanner.domain.errors import bad_input
from crisisplanner.exchange.grid import CellRange
from crisisplanner.exchange.limits import (
    MAX_BLANK_ROWS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_MEMBERS,
    MAX_MERGED_RANGES,
    MAX_OTHER_PART_BYTES,
    MAX_ROWS,
    MAX_SHARED_STRINGS_BYTES,
    MAX_UNPACKED_BYTES,
)

_CHUNK = 256 * 1024
_RELATION = "officeDocument"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ENCRYPTED_FLAG = 0x1
# A namespace separator that no tag contains.
_SEPARATOR = "|"
_LAST = True


@dataclass(frozen=True, slots=True)
class SheetPart:
    """Say where a sheet stands in the package."""

    name: str
    path: str
    is_hidden: bool


@dataclass(slots=True)
class Survey:
    """Tell what a pass over a sheet's XML found; rows and columns count from 1."""

    last_row: int = 0
    last_column: int = 0
    n_filled_rows: int = 0
    n_filled_cells: int = 0
    formulas: dict[tuple[int, int], bool] = field(default_factory=dict)
    """Cells with formulas, and whether their value is an empty text (not: no value)."""
    merged: list[CellRange] = field(default_factory=list)


def open_package(content: bytes, file: str) -> zipfile.ZipFile:
    """Open the package and check its members; coded errors for damage and for harm."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise bad_input("import.damaged_workbook", file=file) from None
    try:
        _check_members(package, file)
    except BaseException:
        package.close()
        raise
    return package


def _check_members(package: zipfile.ZipFile, file: str) -> None:
    members = package.infolist()
    names = [member.filename for member in members]
    if "[Content_Types].xml" not in names:
        found = "OpenDocument" if "mimetype" in names else "ZIP"
        raise bad_input("import.wrong_type", file=file, found=found)
    if len(members) > MAX_MEMBERS or len(set(names)) != len(names):
        raise bad_input("import.harmful_workbook", file=file)
    for member in members:
        if member.flag_bits & _ENCRYPTED_FLAG:
            raise bad_input("import.password", file=file)
        if member.file_size > _largest(member.filename):
            raise bad_input("import.unpacks_too_large", file=file, part=member.filename)
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise bad_input("import.unpacks_too_large", file=file, part="")
    for member in members:
        if member.filename.lower().endswith((".xml", ".rels", ".vml")):
            _refuse_document_type(package, member, file)


def _largest(part: str) -> int:
    folder, name = posixpath.split(part)
    if name == "sharedStrings.xml":
        return MAX_SHARED_STRINGS_BYTES
    # Sheets are read as a stream.
    return MAX_UNPACKED_BYTES if folder.endswith("worksheets") else MAX_OTHER_PART_BYTES


class _Seen(Exception):  # noqa: N818 - not an error: it stops the parser
    """Stop parsing: what was looked for is decided."""


def _refuse_document_type(package: zipfile.ZipFile, member: zipfile.ZipInfo, file: str) -> None:
    """Read a part up to its first element; a document type can only stand before it."""
    has_document_type = False

    def on_document_type(*_: object) -> None:
        nonlocal has_document_type
        has_document_type = True
        raise _Seen

    def on_element(*_: object) -> None:
        raise _Seen

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = on_document_type
    parser.StartElementHandler = on_element
    try:
        with package.open(member) as part:
            for chunk in _chunks(part, 4_096):
                parser.Parse(chunk)
    except _Seen:
        pass
    except (expat.ExpatError, *_PACKAGE_ERRORS):
        raise bad_input("import.damaged_workbook", file=file) from None
    if has_document_type:
        raise bad_input("import.harmful_workbook", file=file)


_PACKAGE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)


def _chunks(part: IO[bytes], size: int) -> Iterator[bytes]:
    while chunk := part.read(size):
        yield chunk


def sheet_parts(package: zipfile.ZipFile, file: str) -> tuple[SheetPart, ...]:
    """List the sheets with cells (no chart sheets) in the order of the workbook."""
    workbook = _workbook_path(package, file)
    folder, name = posixpath.split(workbook)
    targets = {
        relation["Id"]: _target(folder, relation.get("Target", ""))
        for relation in _elements(package, f"{folder}/_rels/{name}.rels", "Relationship", file)
        if relation.get("Type", "").endswith("/worksheet")
    }
    return tuple(
        SheetPart(sheet["name"], targets[identity], sheet.get("state", "visible") != "visible")
        for sheet in _elements(package, workbook, "sheet", file)
        if (identity := next((v for k, v in sheet.items() if k.endswith("|id")), "")) in targets
    )


def _workbook_path(package: zipfile.ZipFile, file: str) -> str:
    for relation in _elements(package, "_rels/.rels", "Relationship", file):
        if relation.get("Type", "").endswith("/" + _RELATION):
            path = _target("", relation.get("Target", ""))
            if path.endswith(".bin"):
                raise bad_input("import.wrong_type", file=file, found="XLSB")
            if path.startswith("xl/"):
                return path
            raise bad_input("import.wrong_type", file=file, found=posixpath.basename(path))
    raise bad_input("import.damaged_workbook", file=file)


def _target(folder: str, target: str) -> str:
    joined = target if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(joined).lstrip("/")


def _elements(
    package: zipfile.ZipFile, part_name: str, tag: str, file: str
) -> list[dict[str, str]]:
    """List the attributes of every element of a small part that has a tag."""
    found: list[dict[str, str]] = []

    def on_element(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(_SEPARATOR)[2] == tag:
            found.append(attributes)

    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.StartElementHandler = on_element
    try:
        parser.Parse(package.read(part_name), _LAST)
    except (KeyError, expat.ExpatError, *_PACKAGE_ERRORS):
        raise bad_input("import.damaged_workbook", file=file) from None
    return found


def survey(package: zipfile.ZipFile, part: SheetPart, file: str) -> Survey:
    """Pass once over a sheet: where its last filled cell is, its formulas and merged cells.

    Raises a coded error as soon as a bound is passed, so that a sheet of a million styled blank
    rows costs a pass and no memory.
    """
    surveyor = _Surveyor(file)
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    parser.StartElementHandler = surveyor.on_start
    try:
        with package.open(part.path) as stream:
            for chunk in _chunks(stream, _CHUNK):
                parser.Parse(chunk)
        parser.Parse(b"", _LAST)
    except (KeyError, expat.ExpatError, *_PACKAGE_ERRORS):
        raise bad_input("import.damaged_workbook", file=file) from None
    return surveyor.found


class _Surveyor:
    """Follow the elements of a sheet."""

    def __init__(self, file: str) -> None:
        self.found = Survey()
        self._file = file
        self._row = 0
        self._column = 0
        self._is_text = False
        self._n_rows = 0
        self._last_filled = 0
        self._namespace_length = 0

    def on_start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name[self._namespace_length :] if self._namespace_length else name
        if tag == "c":
            self._begin_cell(attributes)
        elif tag in ("v", "is"):
            self._fill()
            place = (self._row, self._column)
            if self._is_text and place in self.found.formulas:
                self.found.formulas[place] = True
        elif tag == "f":
            self._fill()
            self.found.formulas[self._row, self._column] = False
        elif tag == "row":
            self._begin_row(attributes)
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif not self._namespace_length and _SEPARATOR in name:
            self._namespace_length = name.index(_SEPARATOR) + 1

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        before = self._row
        self._row = int(number) if number.isdecimal() else self._row + 1
        if self._row <= before:
            # Rows out of order would be lost in silence.
            raise bad_input("import.damaged_workbook", file=self._file)
        self._column = 0
        self._n_rows += 1
        if self._n_rows > MAX_BLANK_ROWS:
            self._refuse("import.too_many_rows", MAX_ROWS)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        match = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._column = _column_number(match[1]) if match else self._column + 1
        self._is_text = attributes.get("t") == "str"

    def _fill(self) -> None:
        found = self.found
        if self._row != self._last_filled:
            self._last_filled = self._row
            found.n_filled_rows += 1
            if found.n_filled_rows > MAX_ROWS:
                self._refuse("import.too_many_rows", MAX_ROWS)
        found.n_filled_cells += 1
        if found.n_filled_cells > MAX_CELLS:
            self._refuse("import.too_many_rows", MAX_ROWS)
        found.last_row = max(found.last_row, self._row)
        if self._column > found.last_column:
            found.last_column = self._column
            if self._column > MAX_COLUMNS:
                self._refuse("import.too_many_columns", MAX_COLUMNS)

    def _merge(self, reference: str) -> None:
        ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
        first, last = ends[0], ends[-1]
        if first and last and len(self.found.merged) < MAX_MERGED_RANGES:
            self.found.merged.append(
                CellRange(
                    int(first[2]), _column_number(first[1]), int(last[2]), _column_number(last[1])
                )
            )

    def _refuse(self, code: str, limit: int) -> None:
        raise bad_input(code, file=self._file, row=self._row, limit=limit)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
