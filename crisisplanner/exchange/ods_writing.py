"""Writing one table as an OpenDocument spreadsheet: two parts and a type, as the format asks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    ' manifest:version="1.2"><manifest:file-entry manifest:full-path="/"'
    f' manifest:media-type="{MIMETYPE}"/><manifest:file-entry manifest:full-path="content.xml"'
    ' manifest:media-type="text/xml"/></manifest:manifest>'
)
_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}
_STYLES = (
    "<office:automatic-styles>"
    '<number:date-style style:name="D"><number:year number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text>'
    '<number:day number:style="long"/></number:date-style>'
    '<style:style style:name="date" style:family="table-cell" style:data-style-name="D"/>'
    '<style:style style:name="head" style:family="table-cell">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    "</office:automatic-styles>"
)
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The same content gives the same bytes."""


def ods_bytes(headers: Sequence[str], table: Iterable[Sequence[Any]], sheet: str) -> bytes:
    """Write headers and rows of plain cells; texts must be harmless already."""
    out = ['<?xml version="1.0" encoding="UTF-8"?><office:document-content']
    out += [f' xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items()]
    out += [' office:version="1.2">', _STYLES, "<office:body><office:spreadsheet>"]
    out.append(f"<table:table table:name={quoteattr(sheet)}><table:table-row>")
    out += [_text_cell(header, ' table:style-name="head"') for header in headers]
    out.append("</table:table-row>")
    for row in table:
        out.append("<table:table-row>")
        out += [_cell(value) for value in row]
        out.append("</table:table-row>")
    out.append("</table:table></office:spreadsheet></office:body></office:document-content>")
    return _package("".join(out))


def _package(content: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        # The type stands first and unpacked, so that a look at the file's start tells it.
        package.writestr(zipfile.ZipInfo("mimetype", _FIRST_MOMENT), MIMETYPE)
        for name, text in (("META-INF/manifest.xml", _MANIFEST), ("content.xml", content)):
            info = zipfile.ZipInfo(name, _FIRST_MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, text)
    return stream.getvalue()


def _cell(value: Any) -> str:
    match value:
        case None:
            return "<table:table-cell/>"
        case bool():
            return _text_cell("yes" if value else "no")
        case int() | float():
            number = repr(value)
            return (
                f'<table:table-cell office:value-type="float" office:value="{number}">'
                f"<text:p>{number}</text:p></table:table-cell>"
            )
        case date():
            day = value.isoformat()[:10]
            return (
                '<table:table-cell table:style-name="date" office:value-type="date"'
                f' office:date-value="{day}"><text:p>{day}</text:p></table:table-cell>'
            )
        case _:
            return _text_cell(str(value))


def _text_cell(text: str, more: str = "") -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    paragraphs = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in lines)
    return f'<table:table-cell office:value-type="string"{more}>{paragraphs}</table:table-cell>'


def _spaced(line: str) -> str:
    """Write every space and tab as itself: readers may run several into one."""
    return escape(line, {" ": "<text:s/>", "\t": "<text:tab/>"})
