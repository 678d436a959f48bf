"""Finding the header row of a sheet and what its columns are.

Rows of tags (HXL) are told from data here, so that mapping by tag can come without other changes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from crisisplanner.domain.account import ColumnReading, DateOrder, Recognition, SavedMapping
from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.fields import FieldKind
from crisisplanner.exchange.grid import GridRow, Sheet, column_letter
from crisisplanner.exchange.targets import RANK_OF_CODE, Target, TargetField
from crisisplanner.exchange.values import UNIT_WORDS, shown, words_key

_ROWS_LOOKED_AT = 25
_BRACKETS = re.compile(r"^(?P<words>.*?)[\s_]*[(\[](?P<inside>[^()\[\]]*)[)\]]\s*$", re.DOTALL)
_TAG = re.compile(r"#[A-Za-z][A-Za-z0-9_]*(\s*[+][A-Za-z][A-Za-z0-9_]*)*")
_SCALES = (("million", 1e6), ("mn", 1e6), ("billion", 1e9), ("bn", 1e9), ("thousand", 1e3))
_CURRENCY = re.compile(r"[A-Z]{3}")
_ORDERS = {"ddmmyyyy": DateOrder.DMY, "mmddyyyy": DateOrder.MDY, "yyyymmdd": DateOrder.YMD}
_DAY_WORDS = frozenset({"day", "days", "d"})


@dataclass(frozen=True, slots=True)
class Column:
    """Be a column of the sheet that fills a field; ``index`` counts from 0."""

    index: int
    header: str
    target: TargetField
    recognised_by: Recognition
    unit: str = ""
    scale: float = 1.0
    currency: str = ""
    counts_days: bool = False
    date_order: DateOrder | None = None

    @property
    def letter(self) -> str:
        """Name the column as a spreadsheet does."""
        return column_letter(self.index)


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """Hold what a header row was understood to say; ``twice`` lists columns that lost to others."""

    row: int
    headers: tuple[str, ...]
    columns: tuple[Column, ...]
    twice: tuple[tuple[int, str], ...] = ()

    @property
    def by_key(self) -> Mapping[str, Column]:
        """Give the columns by the field that they fill."""
        return {column.target.key: column for column in self.columns}

    def readings(self) -> tuple[ColumnReading, ...]:
        """List every column of the sheet, used or not."""
        used = {column.index: column for column in self.columns}
        found: list[ColumnReading] = []
        for index, header in enumerate(self.headers):
            column = used.get(index)
            if column is not None:
                found.append(
                    ColumnReading(
                        column.letter,
                        header,
                        column.target.key,
                        column.recognised_by,
                        column.unit or column.currency,
                        column.date_order,
                    )
                )
            elif header:
                found.append(ColumnReading(column_letter(index), header, "", Recognition.NOT_USED))
        return tuple(found)


def read_header(
    sheet: Sheet, target: Target, mapping: SavedMapping | None, file: str
) -> HeaderReading:
    """Find the header row and propose a field for each column.

    Among the first rows of the sheet, of those with all columns that are needed, the one in which
    most are recognised is taken, the first of several; if there is none, the first row with two
    known columns, else the first row. A saved mapping that names a row goes before.
    """
    if mapping is not None and mapping.header_row is not None:
        row = next((r for r in sheet.rows if r.number == mapping.header_row), None)
        if row is None:
            raise bad_input("import.no_such_header_row", file=file, row=str(mapping.header_row))
        return _reading(row, target, mapping)
    readings = [_reading(row, target, mapping) for row in islice(sheet.rows, _ROWS_LOOKED_AT)]
    if not readings:
        raise bad_input("import.empty_sheet", file=file)
    whole = [reading for reading in readings if not missing_groups(reading, target)]
    if whole:
        return max(whole, key=lambda reading: len(reading.columns))
    # Words of data may be names of fields, too: one alone makes no header.
    return next((reading for reading in readings if len(reading.columns) > 1), readings[0])


def missing_groups(header: HeaderReading, target: Target) -> tuple[tuple[str, ...], ...]:
    """List the groups of needed fields of which no column was recognised."""
    there = header.by_key
    return tuple(group for group in target.needed if not any(key in there for key in group))


def is_tag_row(row: GridRow) -> bool:
    """Tell whether a row holds HXL tags only."""
    texts = [str(cell).strip() for cell in row.cells if cell not in (None, "")]
    return bool(texts) and all(_TAG.fullmatch(text) for text in texts)


def _reading(row: GridRow, target: Target, mapping: SavedMapping | None) -> HeaderReading:
    headers = tuple(" ".join(_full_text(cell).split()) for cell in row.cells)
    mapped = {words_key(header): field for header, field in mapping.columns} if mapping else {}
    claims: dict[str, tuple[int, Column]] = {}
    twice: list[tuple[int, str]] = []
    for index, header in enumerate(headers):
        if not header:
            continue
        claim = _claim(index, header, target, mapped)
        if claim is None:
            continue
        key = claim[1].target.key
        held = claims.get(key)
        if held is None or claim[0] < held[0]:
            if held is not None:
                twice.append((held[1].index, key))
            claims[key] = claim
        else:
            twice.append((index, key))
    columns = sorted((column for _, column in claims.values()), key=lambda c: c.index)
    return HeaderReading(row.number, headers, tuple(columns), tuple(sorted(twice)))


def _full_text(cell: object) -> str:
    return cell if isinstance(cell, str) else shown(cell) if cell is not None else ""  # type: ignore[arg-type] # any cell can be shown


def _claim(
    index: int, header: str, target: Target, mapped: Mapping[str, str]
) -> tuple[int, Column] | None:
    words, inside = _split_unit(header, target)
    key = words_key(header)
    if key in mapped:
        field = target.fields.get(mapped[key])
        if field is None:
            return None
        return -1, _column(index, header, field, Recognition.MAPPING, inside)
    hit = target.spelled.get(key)
    if hit is None:
        hit = target.spelled.get(words_key(words))
    else:
        # The whole header is a name, so nothing of it is a unit.
        inside = inside if words != header and "(" in header else _day_word(header)
    if hit is None:
        return None
    how = Recognition.FIELD if hit[1] == RANK_OF_CODE else Recognition.SPELLING
    return hit[1], _column(index, header, target.fields[hit[0]], how, inside)


def _day_word(header: str) -> str:
    return "day" if _DAY_WORDS & set(_words_of(header)) else ""


def _words_of(header: str) -> Sequence[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    return [word for word in re.split(r"[^\w%$]+|_", spaced.lower()) if word]


def _split_unit(header: str, target: Target) -> tuple[str, str]:
    """Part a header into its name and the unit that follows it."""
    match = _BRACKETS.match(header)
    if match:
        return match["words"], match["inside"].strip()
    words = _words_of(header)
    for length in (2, 1):
        if len(words) > length:
            name, tail = " ".join(words[:-length]), " ".join(words[-length:])
            if (tail in UNIT_WORDS or tail.upper() == "USD") and words_key(name) in target.spelled:
                return name, tail
    return header, ""


def _column(index: int, header: str, field: TargetField, how: Recognition, inside: str) -> Column:
    scale, rest = 1.0, inside
    for word, factor in _SCALES:
        if word in rest.lower().split():
            scale = factor
            rest = " ".join(part for part in rest.split() if part.lower() != word)
    unit = UNIT_WORDS.get(rest.lower(), "") if field.spec.unit or _is_number(field) else ""
    if rest == "%" and _is_number(field):
        unit = "%"
    is_money = field.spec.unit.startswith("money")
    currency = rest.split("/")[0].strip().upper() if is_money and rest else ""
    return Column(
        index,
        header,
        field,
        how,
        unit="" if is_money or unit == field.spec.unit else unit,
        scale=scale,
        currency=currency if _CURRENCY.fullmatch(currency) else "",
        counts_days=rest.lower() in _DAY_WORDS or bool(_day_word(header)),
        date_order=_ORDERS.get(words_key(inside)),
    )


def _is_number(field: TargetField) -> bool:
    return field.spec.kind in (FieldKind.NUMBER, FieldKind.FIGURE)
