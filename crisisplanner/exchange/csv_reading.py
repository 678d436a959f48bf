"""Reading text tables: encoding, delimiter, records; nothing is guessed in silence.

UTF-8 (with or without mark) is read. Other encodings are told and refused, unless the caller names
the encoding: a wrong guess would damage names without anyone seeing it.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from math import log2

from crisisplanner.domain.errors import CrisisPlannerError, bad_input
from crisisplanner.domain.messages import Message, message
from crisisplanner.exchange.grid import CellValue, FormulaWithoutValue, GridRow, Sheet, trimmed
from crisisplanner.exchange.limits import (
    MAX_BLANK_ROWS,
    MAX_CELL_CHARACTERS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
)

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 50
_CONTROLS = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_MANY_CONTROLS = 0.01
_DOUBTFUL = 0.5
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def read_text(
    content: bytes, file: str, *, encoding: str = "", most_rows: int = 0
) -> tuple[Sheet, tuple[Message, ...]]:
    """Read the bytes of a text table; also tell what was remarked.

    With ``most_rows`` only so many filled rows are read, for a first look.
    """
    remarks: list[Message] = []
    text = _decoded(content, file, encoding)
    if encoding:
        remarks.append(message("import.read_as_encoding", encoding=encoding))
    delimiter = _delimiter_of(text)
    if delimiter != ",":
        remarks.append(message("import.delimiter", delimiter=_delimiter_name(delimiter)))
    return _sheet_of(text, delimiter, file, most_rows), tuple(remarks)


def read_pasted(text: str, name: str) -> Sheet:
    """Read cells that were copied from a spreadsheet: tabs between, lines below each other."""
    return _sheet_of(text, "\t", name)


def _delimiter_name(delimiter: str) -> Message:
    names = {";": "import.semicolon", "\t": "import.tab", "|": "import.bar"}
    return message(names[delimiter])


def _decoded(content: bytes, file: str, encoding: str) -> str:
    if encoding:
        try:
            # Unlike codecs.decode, this takes encodings of text only.
            return content.decode(encoding).lstrip("\ufeff")
        except LookupError:
            raise bad_input("import.unknown_encoding", file=file, found=encoding) from None
        except ValueError:
            raise bad_input("import.not_that_encoding", file=file, expected=encoding) from None
    looks_like = _wide_encoding(content)
    if looks_like:
        raise bad_input("import.wrong_encoding", file=file, row=1, found=looks_like)
    if b"\x00" in content:
        line = content.count(b"\n", 0, content.index(b"\x00")) + 1
        raise bad_input("import.nul_bytes", file=file, row=line)
    if len(_CONTROLS.findall(content[:65_536])) > _MANY_CONTROLS * min(len(content), 65_536):
        raise bad_input("import.not_a_table", file=file)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise bad_input(
            "import.wrong_encoding", file=file, row=line, found=_narrow_encoding(content)
        ) from None


def _wide_encoding(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    start = content[:2_000]
    # Latin text in UTF-16 has a NUL in every other byte.
    for offset in (0, 1):
        half = start[offset::2]
        if len(half) > 4 and half.count(0) > 0.7 * len(half):
            return "UTF-16"
    return ""


def _narrow_encoding(content: bytes) -> str:
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        return "Latin-1"
    # In the range 0x80 to 0x9F Windows has letters and quotes, Latin-1 only controls.
    return "Windows-1252" if re.search(rb"[\x80-\x9f]", content) else "Latin-1"


def _delimiter_of(text: str) -> str:
    """Find what parts the cells: the sign that gives the widest rows of mostly one width.

    Signs within quoted prose, and commas of decimals below a header, give no such rows.
    """
    lines = list(
        islice((line for line in _LINE_BREAK.split(text[:200_000]) if line.strip()), _SAMPLE_LINES)
    )
    found = {sign: _widths(lines, sign) for sign in _DELIMITERS}
    usual = {sign: Counter(w for w in of if w > 1).most_common(1) for sign, of in found.items()}
    starts = {s: found[s].index(most[0][0]) for s, most in usual.items() if most}
    first = min(starts.values(), default=0)
    best, best_score = ",", 0.0
    for sign in starts:
        width, n = usual[sign][0]
        score = n / len(found[sign]) * log2(width)
        if starts[sign] > first:
            # A header is parted by the same sign as the rows below it.
            score *= _DOUBTFUL
        if score > best_score:
            best, best_score = sign, score
    return best


def _widths(lines: Sequence[str], delimiter: str) -> list[int]:
    """Count the cells of each row, as far as rows can be read by this delimiter."""
    widths: list[int] = []
    try:
        widths += (len(row) for row in csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end" not in str(error):
            # Quotes end in the middle of its cells.
            widths += [1] * len(lines)
    return widths


def _sheet_of(text: str, delimiter: str, file: str, most_rows: int = 0) -> Sheet:
    rows: list[GridRow] = []
    formulas: set[tuple[int, int]] = set()
    n_blank, n_cells = 0, 0
    for number, record in enumerate(_records(text, delimiter, file), 1):
        cells = trimmed([*record])
        if not cells:
            n_blank += 1
            if n_blank > MAX_BLANK_ROWS:
                raise bad_input("import.too_many_rows", file=file, limit=MAX_ROWS)
            continue
        if most_rows and len(rows) > most_rows:
            break
        n_cells += len(cells)
        if len(rows) >= MAX_ROWS or n_cells > MAX_CELLS:
            raise bad_input("import.too_many_rows", file=file, limit=MAX_ROWS)
        if len(cells) > MAX_COLUMNS:
            raise bad_input("import.too_many_columns", file=file, row=number, limit=MAX_COLUMNS)
        if any(isinstance(cell, str) and cell.startswith("=") for cell in cells):
            cells = _with_formulas(cells, number, formulas)
        rows.append(GridRow(number, cells))
    return Sheet("", tuple(rows), n_blank_rows=n_blank, formulas=frozenset(formulas))


def _with_formulas(
    cells: tuple[CellValue, ...], row: int, formulas: set[tuple[int, int]]
) -> tuple[CellValue, ...]:
    marked: list[CellValue] = []
    for column, cell in enumerate(cells):
        if isinstance(cell, str) and cell.startswith("=") and len(cell) > 1:
            formulas.add((row, column))
            marked.append(FormulaWithoutValue(cell))
        else:
            marked.append(cell)
    return tuple(marked)


def _records(text: str, delimiter: str, file: str) -> Iterator[list[str]]:
    # The reader gets lines with their ends, so that line breaks within quotes stay.
    reader = csv.reader(_lines_of(text), delimiter=delimiter, strict=True)
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _broken_record(error, reader.line_num, file) from None
        if any(len(cell) > MAX_CELL_CHARACTERS for cell in record):
            raise bad_input(
                "import.cell_too_long",
                file=file,
                row=reader.line_num,
                limit=MAX_CELL_CHARACTERS,
            )
        yield record


def _lines_of(text: str) -> Iterator[str]:
    start = 0
    for match in _LINE_BREAK.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    if start < len(text):
        yield text[start:]


def _broken_record(error: csv.Error, line: int, file: str) -> CrisisPlannerError:
    reason = str(error)
    if "field limit" in reason:
        return bad_input("import.cell_too_long", file=file, row=line, limit=MAX_CELL_CHARACTERS)
    if "unexpected end" in reason:
        return bad_input("import.quote_not_closed", file=file, row=line)
    return bad_input("import.quote_inside_cell", file=file, row=line)
