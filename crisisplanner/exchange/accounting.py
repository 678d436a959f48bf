"""Telling what an import understood: columns, rows and their fate, remarks, totals, a sample."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from itertools import islice
from typing import Any

from crisisplanner.domain.account import (
    Account,
    ChangedField,
    Fate,
    Finding,
    ImportKind,
    ImportOptions,
    OpenName,
    Position,
    Recognition,
    RowReading,
    SampleRow,
    SheetReading,
    Total,
)
from crisisplanner.domain.changes import Change, Create, Update
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import Message, Parameter, message
from crisisplanner.exchange.building import VALUE_MISSING, Draft
from crisisplanner.exchange.choosing import PartedRows, hidden_sheets
from crisisplanner.exchange.column_readings import column_readings
from crisisplanner.exchange.grid import (
    FormulaWithoutValue,
    Grid,
    GridRow,
    Sheet,
    column_letter,
    is_blank,
)
from crisisplanner.exchange.headers import Column
from crisisplanner.exchange.known import Register, label_with_code
from crisisplanner.exchange.parsing import Amount, ParsedRow, RowParser
from crisisplanner.exchange.values import words_key

_SAMPLE_ROWS = 20
_ROWS_TOLD_ONCE = 2
_TOTALS: Mapping[str, str] = {"total": "quantity", "women": "women", "men": "men"}


def account_of(
    grid: Grid,
    parser: RowParser,
    options: ImportOptions,
    parted: PartedRows,
    data: Sequence[GridRow],
    register: Register,
    *,
    drafts: Sequence[Draft] = (),
    changes: Sequence[Change] = (),
    sample: tuple[SampleRow, ...] = (),
    open_names: tuple[OpenName, ...] = (),
    fault: Finding | None = None,
) -> Account:
    """Put together the account of an import; with ``fault`` no row could be read."""
    sheet = parser.sheet
    left = (RowReading(row.number, Fate.LEFT_OUT, why=(said,)) for row, said in parted.left_out)
    known = _Before(register)
    readings = (_row_reading(draft, known) for draft in drafts)
    rows = sorted((*left, *readings), key=lambda reading: reading.row)
    created = Counter(kind_of_change(c) for c in changes if isinstance(c, Create))
    updated = Counter(kind_of_change(c) for c in changes if not isinstance(c, Create))
    remarks = list(_remarks(grid, sheet, parser, options))
    if fault is None:
        # Where the header was not found, what lies beside and below it tells nothing.
        remarks += _unread(parser, parted, data)
    remarks += [finding for draft in drafts for finding in draft.remarks]
    return Account(
        kind=options.kind,
        file=parser.file,
        sheet=sheet.name,
        sheets=tuple(
            SheetReading(info.name, info.n_rows, info.is_hidden, info.name == sheet.name)
            for info in grid.sheets
        ),
        header_row=parser.header.row,
        columns=column_readings(parser, data),
        rows=tuple(rows),
        sample=sample,
        faults=(
            *((fault,) if fault is not None else ()),
            *_told_once([finding for draft in drafts for finding in draft.faults]),
        ),
        remarks=tuple(remarks),
        totals=_totals(options.kind, drafts, parser.file),
        created=tuple(created.items()),
        updated=tuple(updated.items()),
        skips_bad=options.skip_bad,
        open_names=open_names,
        is_first_look=bool(options.most_rows),
        n_blank_rows=sheet.n_blank_rows,
    )


def _told_once(faults: Sequence[Finding]) -> Iterator[Finding]:
    """Say once, not for each row, that a column is missing which several rows need."""
    lacking = Counter(
        f.said for f in faults if f.said.code == VALUE_MISSING and not f.position.column
    )
    told: set[Message] = set()
    for finding in faults:
        n = lacking[finding.said] if not finding.position.column else 0
        if n < _ROWS_TOLD_ONCE:
            yield finding
        elif finding.said not in told:
            told.add(finding.said)
            where = Position(finding.position.file, finding.position.sheet)
            field = finding.said.values["field"]
            yield Finding(where, message("import.no_column_of", field=field, n=n))


def kind_of_change(change: Change) -> str:
    """Name the kind of entity that a change is about."""
    return change.entity.KIND if isinstance(change, Create) else change.kind


class _Before:
    """Know how things were before the import, for telling what rows change."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._by_id: dict[str, Entity] = {}

    def changed_by(self, draft: Draft) -> tuple[ChangedField, ...]:
        """List what a row changes of known things."""
        found: list[ChangedField] = []
        for change in draft.changes:
            before = self._known(change.id) if isinstance(change, Update) else None
            if before is not None and isinstance(change, Update):
                found += [
                    ChangedField(
                        name, self._said(name, getattr(before, name)), self._said(name, after)
                    )
                    for name, after in change.fields.items()
                ]
        return tuple(found)

    def _known(self, identity: str) -> Entity | None:
        if not self._by_id:
            self._by_id = {e.id: e for known in self._register.known.values() for e in known}
        return self._by_id.get(identity)

    def _said(self, name: str, value: Any) -> Parameter:
        if name.endswith("_day") and isinstance(value, int):
            return Day(value)
        entity = self._known(value) if isinstance(value, str) else None
        if entity is not None:
            return label_with_code(entity)
        return value if isinstance(value, Figure) else _parameter(value, "")


def _row_reading(draft: Draft, known: _Before) -> RowReading:
    why = (*draft.why, *(finding.said for finding in draft.faults))
    return RowReading(
        draft.row,
        draft.fate,
        label=draft.label,
        kind=draft.entity.KIND if draft.entity is not None else "",
        id=draft.id if draft.fate is not Fate.REFUSED else "",
        why=why,
        changed=known.changed_by(draft),
    )


def sample_of(parser: RowParser, rows: Iterable[ParsedRow]) -> tuple[SampleRow, ...]:
    """Show the first rows as they were understood, a value for each used column."""
    columns = parser.header.columns
    return tuple(
        SampleRow(row.row.number, tuple(_shown(row, column) for column in columns))
        for row in islice(rows, _SAMPLE_ROWS)
    )


def _shown(row: ParsedRow, column: Column) -> Parameter:
    target = column.target
    if target.field in row.names:
        return row.names[target.field]
    return _parameter(row.values.get(target.key), target.spec.unit)


def _parameter(value: Any, unit: str) -> Parameter:
    match value:
        case Amount():
            return Figure(value.number, unit) if unit else value.number
        case Entity():
            return label_with_code(value)
        case Marking():
            return value.level
        case Enum():
            return str(value.value).replace("_", " ")
        case tuple():
            return tuple(str(item) for item in value)
        case None | bool() | int() | float() | str() | date() | Day():
            return value
        case _:
            return str(value)


def _totals(kind: ImportKind, drafts: Iterable[Draft], file: str) -> tuple[Total, ...]:
    """Add up people; quantities of other imports count different things."""
    if kind is not ImportKind.CONTRIBUTIONS:
        return ()
    taken = [d for d in drafts if d.fate not in (Fate.REFUSED, Fate.LEFT_OUT)]
    totals: list[Total] = []
    for key, name in _TOTALS.items():
        numbers = [_count(draft, key) for draft in taken]
        known = [number for number in numbers if number is not None]
        if known:
            totals.append(
                Total(
                    name,
                    Figure(sum(known), "person", basis=Basis.SOURCED, source=file),
                    len(numbers) - len(known),
                )
            )
    return tuple(totals)


def _count(draft: Draft, key: str) -> float | None:
    values = draft.parsed.values
    amount = values.get(key)
    if isinstance(amount, Amount):
        return amount.number
    if key == "total" and isinstance(values.get("women"), Amount):
        both = (values["women"], values.get("men"))
        return both[0].number + both[1].number if isinstance(both[1], Amount) else None
    return None


def _remarks(
    grid: Grid, sheet: Sheet, parser: RowParser, options: ImportOptions
) -> Iterator[Finding]:
    whole = Position(parser.file, sheet.name)
    for said in grid.remarks:
        yield Finding(Position(parser.file), said)
    hidden = hidden_sheets(grid, sheet.name)
    if hidden:
        said = message("import.hidden_sheets", n=len(hidden), sheets=hidden)
        yield Finding(Position(parser.file), said)
    if sheet.n_blank_rows:
        yield Finding(whole, message("import.blank_rows", n=sheet.n_blank_rows))
    yield from _header_remarks(sheet, parser)
    for index, key in parser.header.twice:
        yield Finding(
            Position(
                parser.file, sheet.name, 0, column_letter(index), parser.header.headers[index]
            ),
            message("import.column_twice", field=_field_name(key)),
        )
    yield from _column_remarks(sheet, parser)
    if options.mapping is not None:
        headers = {words_key(header) for header in parser.header.headers}
        for header, _ in options.mapping.columns:
            if words_key(header) not in headers:
                yield Finding(whole, message("import.mapped_header_missing", header=header))


def _unread(parser: RowParser, parted: PartedRows, data: Sequence[GridRow]) -> Iterator[Finding]:
    """Tell of another table below, and of cells under no header."""
    where = Position(parser.file, parser.sheet.name)
    if parted.second_table:
        n = sum(1 for row, _ in parted.left_out if row.number >= parted.second_table)
        said = message("import.second_table_found", row=str(parted.second_table), n=n)
        yield Finding(where, said)
    headers = parser.header.headers
    named = {i for i, header in enumerate(headers) if header or parser.header.tag_of(i)}
    named |= {column.index for column in parser.header.columns}
    n_cells = Counter(
        index
        for row in data
        for index, cell in enumerate(row.cells)
        if index not in named and not is_blank(cell)
    )
    for index, n in sorted(n_cells.items()):
        place = Position(parser.file, parser.sheet.name, 0, column_letter(index))
        yield Finding(place, message("import.no_header_above", n=n))
    yield from _unused_dates(parser, data)


def _unused_dates(parser: RowParser, data: Sequence[GridRow]) -> Iterator[Finding]:
    """Tell of columns that hold dates and were taken for nothing: a limit may be lost with them."""
    header = parser.header
    told = {column.index for column in header.columns} | {index for index, _ in header.twice}
    for index, name in enumerate(header.headers):
        if not name or index in told:
            continue
        n = sum(isinstance(row.cell(index), date) for row in data)
        if n:
            place = Position(parser.file, parser.sheet.name, 0, column_letter(index), name)
            yield Finding(place, message("import.dates_unused", n=n))


def _header_remarks(sheet: Sheet, parser: RowParser) -> Iterator[Finding]:
    header = parser.header
    if header.second_row:
        said = message("import.second_language", row=str(header.second_row))
        yield Finding(Position(parser.file, sheet.name), said)
    for index, tag, key in header.disputed:
        place = Position(parser.file, sheet.name, 0, column_letter(index), header.headers[index])
        said = message("import.tag_disputed", tag=tag, field=_field_name(key))
        yield Finding(place, said)
    for column in header.columns:
        if column.recognised_by is Recognition.SIMILAR:
            said = message("import.taken_by_likeness", field=_field_name(column.target.key))
            yield parser.column_finding(column, said)


def _column_remarks(sheet: Sheet, parser: RowParser) -> Iterator[Finding]:
    n_formulas = _formulas_with_values(sheet, parser.header.row)
    for column in parser.header.columns:
        place = Position(parser.file, sheet.name, 0, column.letter, column.header)
        dates = parser.dates.get(column.index)
        if dates is not None and dates.is_decided_by_evidence and dates.order is not None:
            yield Finding(place, message("import.date_order", order=dates.order.value))
        if dates is not None and dates.is_mixed:
            yield Finding(place, message("import.date_orders_mixed"))
        if n_formulas[column.index]:
            yield Finding(place, message("import.formulas", n=n_formulas[column.index]))
        if column.scale != 1:
            yield Finding(place, message("import.scaled", factor=column.scale))


def _formulas_with_values(sheet: Sheet, header_row: int) -> Counter[int]:
    """Count by column the formulas whose value was taken; those without are faults."""
    if not sheet.formulas:
        return Counter()
    return Counter(
        index
        for row in sheet.rows
        if row.number > header_row
        for index, cell in enumerate(row.cells)
        if (row.number, index) in sheet.formulas and not isinstance(cell, FormulaWithoutValue)
    )


def _field_name(key: str) -> Message | str:
    field, _, part = key.partition(".")
    return key if part else message(_LABELS.get(field, "label." + field))


_LABELS: Mapping[str, str] = {"total": "label.quantity", "date": "label.as_of"}
