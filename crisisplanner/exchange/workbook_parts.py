"""The parts of an XLSX package, looked at before anything is unpacked into memory.

Defends against packages made to do harm: sizes are bounded before reading, a document type (the way
to XML entities and outside files) is refused, nothing is written to disk, no link is followed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

from crisisplanner.domain.errors import bad_input
from crisisplanner.exchange.limits import (
    MAX_MEMBERS,
    MAX_OTHER_PART_BYTES,
    MAX_SHARED_STRINGS_BYTES,
    MAX_UNPACKED_BYTES,
)

_CHUNK = 256 * 1024
_RELATION = "officeDocument"
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


@dataclass(frozen=True, slots=True)
class BookParts:
    """Say where the parts of a workbook stand; ``strings`` and ``styles`` may be missing."""

    sheets: tuple[SheetPart, ...]
    strings: str
    styles: str
    counts_from_1904: bool


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
    if not any(part in names for part in ("[Content_Types].xml", "content.xml")):
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
    is_streamed = folder.endswith("worksheets") or part == "content.xml"
    return MAX_UNPACKED_BYTES if is_streamed else MAX_OTHER_PART_BYTES


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


def book_parts(package: zipfile.ZipFile, file: str) -> BookParts:
    """List the sheets with cells (no chart sheets) in the workbook's order, and what they share."""
    workbook = _workbook_path(package, file)
    folder, name = posixpath.split(workbook)
    relations = _elements(package, f"{folder}/_rels/{name}.rels", ("Relationship",), file)
    targets: dict[str, str] = {}
    shared = {"sharedStrings": "", "styles": ""}
    for _, relation in relations:
        target = _target(folder, relation.get("Target", ""))
        kind = relation.get("Type", "").rpartition("/")[2]
        if kind == "worksheet":
            targets[relation.get("Id", "")] = target
        elif kind in shared:
            shared[kind] = target
    sheets: list[SheetPart] = []
    counts_from_1904 = False
    for tag, attributes in _elements(package, workbook, ("sheet", "workbookPr"), file):
        if tag == "workbookPr":
            counts_from_1904 = attributes.get("date1904") in ("1", "true")
            continue
        identity = next((v for k, v in attributes.items() if k.endswith(_SEPARATOR + "id")), "")
        if identity in targets:
            is_hidden = attributes.get("state", "visible") != "visible"
            sheets.append(SheetPart(attributes.get("name", ""), targets[identity], is_hidden))
    return BookParts(tuple(sheets), shared["sharedStrings"], shared["styles"], counts_from_1904)


def _workbook_path(package: zipfile.ZipFile, file: str) -> str:
    for _, relation in _elements(package, "_rels/.rels", ("Relationship",), file):
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
    package: zipfile.ZipFile, part: str, tags: tuple[str, ...], file: str
) -> list[tuple[str, dict[str, str]]]:
    """List the attributes of every element of a small part that has one of the tags."""
    found: list[tuple[str, dict[str, str]]] = []

    def on_element(name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(_SEPARATOR)[2]
        if tag in tags:
            found.append((tag, attributes))

    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.StartElementHandler = on_element
    parse_part(package, part, parser, file)
    return found


def parse_part(package: zipfile.ZipFile, part: str, parser: expat.XMLParserType, file: str) -> None:
    """Pass a part to a parser as a stream; a coded error if the part is missing or broken."""
    try:
        with package.open(part) as stream:
            for chunk in _chunks(stream, _CHUNK):
                parser.Parse(chunk)
        parser.Parse(b"", _LAST)
    except (KeyError, expat.ExpatError, *_PACKAGE_ERRORS):
        raise bad_input("import.damaged_workbook", file=file) from None
