"""Finding the header of a sheet, one row or a block of them, and what its columns are.

A block is a row of headers, perhaps the same in another language, perhaps a row of HXL tags. A
column is what its header says, else what its tag says, else what its header is most like.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice

from crisisplanner.domain.account import DateOrder, Recognition, SavedMapping
from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.fields import FieldKind
from crisisplanner.exchange.column_choices import by_header, said_of, widest_letter
from crisisplanner.exchange.grid import GridRow, Sheet, column_letter
from crisisplanner.exchange.second_headers import names_columns_again
from crisisplanner.exchange.targets import (
    RANK_OF_CODE,
    SERIES_FIELD,
    SERIES_OF_ITS_OWN,
    Target,
    TargetField,
)
from crisisplanner.exchange.values import UNIT_WORDS, shown, words_key

_ROWS_LOOKED_AT = 25
_BRACKETS = re.compile(r"^(?P<words>.*?)[\s_]*[(\[](?P<inside>[^()\[\]]*)[)\]]\s*$", re.DOTALL)
_TAG = re.compile(r"#[A-Za-z][A-Za-z0-9_]*(\s*[+][A-Za-z][A-Za-z0-9_]*)*")
_SCALES = (
    *(("million", 1e6), ("mn", 1e6), ("billion", 1e9), ("bn", 1e9)),
    *(("thousand", 1e3), ("thousands", 1e3), ("k", 1e3)),
)
_CURRENCY = re.compile(r"[A-Z]{3}")
_ORDERS = {"ddmmyyyy": DateOrder.DMY, "mmddyyyy": DateOrder.MDY, "yyyymmdd": DateOrder.YMD}
_COUNTED = frozenset(
    {
        *(FieldKind.NUMBER, FieldKind.FIGURE, FieldKind.INTEGER),
        *(FieldKind.DATE, FieldKind.WHEN, FieldKind.DAY),
    }
)
_DAY_WORDS = frozenset({"day", "days", "d"})
_ROWS_ABOVE_TAGS = 4
_FEWEST_TAGS = 2
_RANK_OF_MAPPING = -2
_RANK_OF_TAG = 1
_RANK_OF_AGREEMENT = -1
_TELLING = frozenset({"type", "code", "pcode", "acronym", "year", "id", "status"})
"""Attributes that make another thing of what is tagged: the type of an organisation is none."""
_SHORTEST_FOR_LIKE = 6
_LIKENESS = 0.87


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
    last_row: int = 0
    """The last row of the header's block; data begin below it."""
    tags: tuple[str, ...] = ()
    tag_row: int = 0
    disputed: tuple[tuple[int, str, str], ...] = ()
    """Columns whose tag says another field than their header: (index, tag, field by the tag)."""
    left_out: frozenset[int] = frozenset()
    """Columns that a mapping leaves out."""
    second_row: int = 0
    """The row that names the columns again, in another language; 0 if there is none."""

    def tag_of(self, index: int) -> str:
        """Give the tag of a column, if it has one."""
        return self.tags[index] if index < len(self.tags) else ""

    @property
    def by_key(self) -> Mapping[str, Column]:
        """Give the columns by the field that they fill."""
        return {column.target.key: column for column in self.columns}


def read_header(
    sheet: Sheet, target: Target, mapping: SavedMapping | None, file: str
) -> HeaderReading:
    """Find the header row and propose a field for each column; what a mapping says goes before."""
    found = _found_header(sheet, target, mapping, file)
    if mapping is None or not (mapping.units or mapping.date_orders):
        return found
    units, orders = by_header(mapping.units), by_header(mapping.date_orders)
    columns: list[Column] = []
    for column in found.columns:
        place = (found.headers[column.index], found.tag_of(column.index), column.letter)
        unit, order = said_of(*place, units), said_of(*place, orders)
        if unit is not None and not column.target.spec.unit.startswith("money"):
            own = column.target.spec.unit
            column = replace(column, unit="" if unit == own else unit)
        columns.append(replace(column, date_order=order or column.date_order))
    return replace(found, columns=tuple(columns))


def _found_header(
    sheet: Sheet, target: Target, mapping: SavedMapping | None, file: str
) -> HeaderReading:
    """Find the header row and what its columns are.

    Above a row of tags it is the row in which most is recognised, or that row itself. Among the
    first rows of the sheet the one in which most columns are recognised is taken; of several, the
    first that has all that are needed, else the first. One known column makes no header, unless it
    is all that is needed; then it is the first row. A saved mapping that names a row goes before.
    """
    if mapping is not None and mapping.header_row == 0:
        return _without_header(sheet, target, mapping)
    first = list(islice(sheet.rows, _ROWS_LOOKED_AT))
    if mapping is not None and mapping.header_row is not None:
        row = next((r for r in sheet.rows if r.number == mapping.header_row), None)
        if row is None:
            raise bad_input("import.no_such_header_row", file=file, row=str(mapping.header_row))
        return _with_tags_below(row, first, sheet, target, mapping)
    tag_row = next((row for row in first if _is_mostly_tags(row)), None)
    if tag_row is not None:
        return _above_tags(tag_row, first, sheet, target, mapping)
    readings = [_reading(row, target, mapping) for row in first]
    if not readings:
        raise bad_input("import.empty_sheet", file=file)
    found = _surest(readings, target)
    return _with_likenesses(_with_second_language(found, sheet, target, mapping), target)


def _surest(readings: Sequence[HeaderReading], target: Target) -> HeaderReading:
    def sureness(reading: HeaderReading) -> tuple[int, bool]:
        return len(reading.columns), not missing_groups(reading, target)

    best = max(readings, key=sureness)
    n_known, is_whole = sureness(best)
    # Words of data may be names of fields, too: one alone makes no header.
    return best if is_whole or n_known > 1 else readings[0]


def _without_header(sheet: Sheet, target: Target, mapping: SavedMapping) -> HeaderReading:
    width = max((len(row.cells) for row in sheet.rows), default=0)
    letters = GridRow(0, tuple(column_letter(index) for index in range(width)))
    return _reading(letters, target, mapping, mapped_only=True)


def _above_tags(
    tag_row: GridRow,
    first: Sequence[GridRow],
    sheet: Sheet,
    target: Target,
    mapping: SavedMapping | None,
) -> HeaderReading:
    """Read the tags with the best row of headers above them."""
    above = [row for row in first if row.number < tag_row.number][-_ROWS_ABOVE_TAGS:]
    candidates = [row for row in above if _n_filled(row) > 1] or [tag_row]
    readings = [_reading(row, target, mapping, tags=tag_row, sheet=sheet) for row in candidates]
    best = max(readings, key=lambda reading: (_n_by_header(reading), _n_named(reading)))
    return _with_likenesses(best, target)


def _with_tags_below(
    row: GridRow,
    first: Sequence[GridRow],
    sheet: Sheet,
    target: Target,
    mapping: SavedMapping | None,
) -> HeaderReading:
    below = (r for r in first if row.number <= r.number <= row.number + _ROWS_ABOVE_TAGS)
    tags = next((r for r in below if _is_mostly_tags(r)), None)
    return _reading(row, target, mapping, tags=tags, sheet=sheet)


def _n_filled(row: GridRow) -> int:
    return sum(1 for cell in row.cells if cell not in (None, ""))


def _n_by_header(reading: HeaderReading) -> int:
    return sum(1 for column in reading.columns if column.recognised_by is not Recognition.TAG)


def _n_named(reading: HeaderReading) -> int:
    return sum(1 for header in reading.headers if header)


def _with_second_language(
    reading: HeaderReading, sheet: Sheet, target: Target, mapping: SavedMapping | None
) -> HeaderReading:
    """Take the next row into the header if it says the same again, in other words."""
    below = list(islice((row for row in sheet.rows if row.number > reading.row), 2))
    if not below or not all(isinstance(c, str | None) for c in below[0].cells):
        return reading
    following = below[0]
    second = {c.index: c.target.key for c in _reading(following, target, mapping).columns}
    same = sum(1 for column in reading.columns if second.get(column.index) == column.target.key)
    if same >= 2 and same * 2 >= len(reading.columns):
        return replace(reading, last_row=following.number)
    named = [index for index, header in enumerate(reading.headers) if header]
    counted = [c.index for c in reading.columns if c.target.spec.kind in _COUNTED]
    if same and names_columns_again(following, below[-1], named, counted):
        return replace(reading, last_row=following.number, second_row=following.number)
    return reading


def _with_likenesses(reading: HeaderReading, target: Target) -> HeaderReading:
    """Propose fields for columns that are left by how like their headers are to known names."""
    if not target.takes_series and not target.leaves_open:
        return reading
    taken = set(reading.by_key)
    used = {column.index for column in reading.columns}
    found = list(reading.columns)
    known = {words: key for words, (key, _) in target.spelled.items() if key not in taken}
    twice = {index for index, _ in reading.twice}
    for index, header in enumerate(reading.headers):
        words = words_key(header)
        if index in used | twice | reading.left_out or len(words) < _SHORTEST_FOR_LIKE:
            continue
        like = get_close_matches(words, known, n=1, cutoff=_LIKENESS)
        if like and known[like[0]] not in taken:
            key = known[like[0]]
            taken.add(key)
            used.add(index)
            found.append(_column(index, header, target.fields[key], Recognition.SIMILAR, ""))
    if target.takes_series:
        found += _series(reading, target, used | twice | reading.left_out)
    return replace(reading, columns=tuple(sorted(found, key=lambda column: column.index)))


def _series(reading: HeaderReading, target: Target, used: set[int]) -> list[Column]:
    """Take every other column as a series of numbers of its own."""
    return [
        Column(index, header, _series_field(index, target), Recognition.SERIES)
        for index, header in enumerate(reading.headers)
        if header and index not in used
    ]


def _series_field(index: int, target: Target) -> TargetField:
    return TargetField(SERIES_FIELD, target.fields[SERIES_FIELD].spec, column_letter(index))


def missing_groups(header: HeaderReading, target: Target) -> tuple[tuple[str, ...], ...]:
    """List the groups of needed fields of which no column was recognised."""
    there = set(header.by_key)
    if there == {"code"} and len(target.needed) > 1:
        # Codes alone say nothing of what they stand for.
        there = set()
    return tuple(group for group in target.needed if not any(key in there for key in group))


def n_recognised(row: GridRow, target: Target, mapping: SavedMapping | None) -> int:
    """Count the cells of a row that name fields."""
    return len(_reading(row, target, mapping).columns)


def is_tag_row(row: GridRow) -> bool:
    """Tell whether a row holds HXL tags only."""
    texts = [str(cell).strip() for cell in row.cells if cell not in (None, "")]
    return bool(texts) and all(_TAG.fullmatch(text) for text in texts)


def _is_mostly_tags(row: GridRow) -> bool:
    texts = [str(cell).strip() for cell in row.cells if cell not in (None, "")]
    n_tags = sum(1 for text in texts if _TAG.fullmatch(text))
    return n_tags >= _FEWEST_TAGS and n_tags * 2 > len(texts)


def _reading(
    row: GridRow,
    target: Target,
    mapping: SavedMapping | None,
    *,
    tags: GridRow | None = None,
    sheet: Sheet | None = None,
    mapped_only: bool = False,
) -> HeaderReading:
    tag_texts = _texts_of(tags) if tags is not None else ()
    is_tag_header = tags is not None and tags.number == row.number
    mapped = by_header(mapping.columns) if mapping else {}
    width = max(len(tag_texts), widest_letter(mapped))
    headers = _texts_of(row) + ("",) * (width - len(row.cells))
    shared = _shared_headers(row, sheet)
    left_out: set[int] = set()
    claims: dict[str, tuple[float, Column]] = {}
    twice: list[tuple[int, str]] = []
    disputed: list[tuple[int, str, str]] = []
    for index, header in enumerate(headers):
        tag = tag_texts[index] if index < len(tag_texts) else ""
        by_tag = _claim_by_tag(index, header or tag, tag, target) if tag else None
        own = "" if is_tag_header or index in shared else header
        given = said_of(header, tag, column_letter(index), mapped)
        left_out |= {index} if given == "" else set()
        if given is not None:
            claim = _mapped_claim(index, header or tag, given, target)
        else:
            claim = None if mapped_only or not own else _claim(index, own, target)
        if claim is not None and by_tag is not None and claim[0] >= 0:
            if by_tag[1].target.key == claim[1].target.key:
                # Header and tag agree: none is surer.
                claim = (_RANK_OF_AGREEMENT, claim[1])
            else:
                disputed.append((index, tag, by_tag[1].target.key))
        if claim is None and given is None:
            claim = by_tag
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
    last_row = max(row.number, tags.number) if tags is not None else row.number
    return HeaderReading(
        row.number,
        headers,
        tuple(columns),
        tuple(sorted(twice)),
        last_row,
        tag_texts,
        tags.number if tags is not None and not is_tag_header else 0,
        tuple(disputed),
        frozenset(left_out),
    )


def _texts_of(row: GridRow) -> tuple[str, ...]:
    return tuple(" ".join(_full_text(cell).split()) for cell in row.cells)


def _shared_headers(row: GridRow, sheet: Sheet | None) -> frozenset[int]:
    """Find the columns that share one merged header; what each is, the tags must tell."""
    found: set[int] = set()
    for merged in sheet.merged if sheet is not None else ():
        is_wide = merged.last_column > merged.first_column
        if is_wide and merged.first_row <= row.number <= merged.last_row:
            found |= set(range(merged.first_column - 1, merged.last_column))
    return frozenset(found)


def _claim_by_tag(
    index: int, header: str, text: str, target: Target
) -> tuple[float, Column] | None:
    tag, *attributes = (part.strip().lower() for part in text.split("+"))
    said = set(attributes)
    best: tuple[int, str] | None = None
    for known, wanted, key in target.tags:
        if known != tag or not wanted <= said or (said & _TELLING) - wanted:
            continue
        if best is None or len(wanted) > best[0]:
            best = (len(wanted), key)
    if best is None:
        return None
    return _RANK_OF_TAG, _column(index, header, target.fields[best[1]], Recognition.TAG, "")


def _full_text(cell: object) -> str:
    return cell if isinstance(cell, str) else shown(cell) if cell is not None else ""  # type: ignore[arg-type] # any cell can be shown


def _mapped_claim(
    index: int, header: str, field: str, target: Target
) -> tuple[float, Column] | None:
    if field == SERIES_OF_ITS_OWN and target.takes_series:
        return _RANK_OF_MAPPING, Column(
            index, header, _series_field(index, target), Recognition.MAPPING
        )
    if field not in target.fields:
        return None
    _, inside = _split_unit(header, target)
    column = _column(index, header, target.fields[field], Recognition.MAPPING, inside)
    return _RANK_OF_MAPPING, column


def _claim(index: int, header: str, target: Target) -> tuple[float, Column] | None:
    words, inside = _split_unit(header, target)
    key = words_key(header)
    hit = target.spelled.get(key)
    shortened = 0.0
    if hit is None:
        hit = target.spelled.get(words_key(words))
        # "Category" beside "Category (numeric)": the whole name is surer.
        shortened = 0.5
    else:
        # The whole header is a name, so nothing of it is a unit.
        inside = inside if words != header and "(" in header else _day_word(header)
    if hit is None:
        return None
    how = Recognition.FIELD if hit[1] == RANK_OF_CODE else Recognition.SPELLING
    return hit[1] + shortened, _column(index, header, target.fields[hit[0]], how, inside)


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
