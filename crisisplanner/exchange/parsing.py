"""Turning the cells of a row into field values, with a finding for each cell that can't be taken."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from crisisplanner.domain.account import COLUMN_OPEN, DATE_OPEN, DateOrder, Finding, Position
from crisisplanner.domain.days import Day
from crisisplanner.domain.fields import FieldKind
from crisisplanner.domain.markings import TLP_LEVELS, Marking
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plans import Phase, Plan
from crisisplanner.domain.register import Country
from crisisplanner.domain.sources import NameAlias
from crisisplanner.domain.units import UNITS, convert
from crisisplanner.exchange import values
from crisisplanner.exchange.dates_reading import DatesOfColumn, month_of
from crisisplanner.exchange.grid import CellValue, GridRow, Sheet
from crisisplanner.exchange.headers import Column, HeaderReading
from crisisplanner.exchange.known import Names, Register
from crisisplanner.exchange.other_words import OTHER_WORDS
from crisisplanner.exchange.quantities_reading import Quantity, quantity_of
from crisisplanner.exchange.values import UNIT_WORDS, CellFault, fault, shown

ReadCell: TypeAlias = Callable[[CellValue], Any]

_CODE_FIELDS = frozenset({"partner", "iso3", "name", "code"})


@dataclass(frozen=True, slots=True)
class Amount:
    """Hold a number that was read for a figure, and the unit it was entered in."""

    number: float
    entered_unit: str | None
    low: float | None = None
    high: float | None = None
    as_of: date | None = None
    unit_text: str = ""
    """A unit in words that is none of the program's, such as kits."""
    said: Message | None = None
    """What should be told of how it was read."""


@dataclass(slots=True)
class ParsedRow:
    """Hold what was read from one row; fields whose cells say nothing are absent.

    ``names`` holds references to things of the file's own kind, to be found when all rows are read.
    """

    row: GridRow
    values: dict[str, Any] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    faults: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)


class NameBook:
    """Hold the names of every kind of thing that cells may mention."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._names: dict[str, Names] = {}

    def of(self, kind: str) -> Names:
        """Give the names of a kind."""
        if kind not in self._names:
            self._names[kind] = Names(
                kind,
                self._register.of(kind),
                self._register.of(Country.KIND),
                [a for a in self._register.of(NameAlias.KIND) if isinstance(a, NameAlias)],
            )
        return self._names[kind]


class RowParser:
    """Read the rows of one sheet by what its columns are."""

    def __init__(
        self,
        file: str,
        sheet: Sheet,
        header: HeaderReading,
        names: NameBook,
        *,
        own_kind: str = "",
        date_order: DateOrder | None = None,
        leaves_open: bool = False,
    ) -> None:
        self.file = file
        self.date_order = date_order
        self._leaves_open = leaves_open
        self.column_faults: list[Finding] = []
        self.sheet = sheet
        self._names = names
        self._own_kind = own_kind
        self.header = header
        data = [row for row in sheet.rows if row.number > header.last_row]
        self.dates: dict[int, DatesOfColumn] = {}
        self._merged = _merged_over(sheet, header)
        self._readers: list[tuple[Column, ReadCell, bool]] = []
        for column in header.columns:
            cells = [row.cell(column.index) for row in data]
            if column.target.spec.kind in (FieldKind.DATE, FieldKind.WHEN, FieldKind.DAY):
                order = date_order or column.date_order
                self.dates[column.index] = DatesOfColumn(cells, order)
                self._ask_for_order(column)
            self._readers.append((column, self._reader_of(column), _holds_iso2(column, cells)))

    def _ask_for_order(self, column: Column) -> None:
        """Ask once for a column of observations; each cell of others has a fault of its own."""
        dates = self.dates[column.index]
        if self._leaves_open and dates.is_open:
            place = Position(self.file, self.sheet.name, 0, column.letter, column.header)
            said = message(COLUMN_OPEN, found=dates.open_example)
            self.column_faults.append(Finding(place, said))

    def position(self, row: int, column: Column | None = None) -> Position:
        """Say where something stands."""
        if column is None:
            return Position(self.file, self.sheet.name, row)
        return Position(self.file, self.sheet.name, row, column.letter, column.header)

    def column_of(self, key: str) -> Column | None:
        """Give the column that fills a field, if there is one."""
        return self.header.by_key.get(key)

    def finding(self, row: int, key: str, said: Message) -> Finding:
        """Say something about the cell that fills a field, else about the row."""
        return Finding(self.position(row, self.column_of(key)), said)

    def column_finding(self, column: Column, said: Message) -> Finding:
        """Say something about a whole column."""
        place = Position(self.file, self.sheet.name, 0, column.letter, column.header)
        return Finding(place, said)

    def parse(self, row: GridRow) -> ParsedRow:
        """Read all cells of a row; every cell that can't be taken gives a fault."""
        parsed = ParsedRow(row)
        for column, said in self._merged.get(row.number, ()):
            parsed.faults.append(Finding(self.position(row.number, column), said))
        for column, read, holds_iso2 in self._readers:
            cell = row.cell(column.index)
            if cell is None or (not holds_iso2 and values.is_unknown(cell)):
                continue
            if isinstance(cell, str) and not cell.strip():
                continue
            try:
                values.refuse_marks(cell)
                value = read(cell)
            except CellFault as found:
                self._note_fault(parsed, column, found)
                continue
            if isinstance(value, Amount) and value.said is not None:
                parsed.remarks.append(Finding(self.position(row.number, column), value.said))
            if self._is_own_reference(column):
                parsed.names[column.target.field] = value
            else:
                parsed.values[column.target.key] = value
        return parsed

    def _note_fault(self, parsed: ParsedRow, column: Column, found: CellFault) -> None:
        if not self._leaves_open:
            parsed.faults.append(Finding(self.position(parsed.row.number, column), found.said))
        elif found.said.code != DATE_OPEN:
            said = message("import.left_open", said=found.said)
            parsed.remarks.append(Finding(self.position(parsed.row.number, column), said))

    def _is_own_reference(self, column: Column) -> bool:
        spec = column.target.spec
        return spec.kind is FieldKind.REFERENCES and self._own_kind in spec.refers_to

    def _reader_of(self, column: Column) -> ReadCell:
        spec = column.target.spec
        if column.target.field == "month":
            return month_of
        simple: Mapping[FieldKind, ReadCell] = {
            FieldKind.LINE: values.line_of,
            FieldKind.TEXT: values.text_of,
            FieldKind.INTEGER: values.whole_number_of,
            FieldKind.FLAG: values.flag_of,
            FieldKind.CODES: values.codes_of,
            FieldKind.MARKING: _marking_of,
        }
        if spec.kind in simple:
            return simple[spec.kind]
        match spec.kind:
            case FieldKind.NUMBER:
                return lambda cell: values.amount_of(cell, "1", column.unit)[0]
            case FieldKind.FIGURE:
                return partial(_amount, unit=spec.unit, column=column, any_unit=self._leaves_open)
            case FieldKind.DATE:
                return self.dates[column.index].date_of
            case FieldKind.WHEN:
                return self._when_reader(column)
            case FieldKind.DAY:
                return self._when_reader(column, counts_days=True)
            case FieldKind.CHOICE if spec.choices is not None:
                choices, others = spec.choices, OTHER_WORDS.get(spec.choices.__name__, {})
                return _remembered(lambda cell: values.choice_of(cell, choices, others))
            case FieldKind.REFERENCE:
                return self._reference_reader(spec.refers_to[0])
            case FieldKind.REFERENCES:
                return self._references_reader(spec.refers_to[0])
        raise TypeError(f"Expected a field that can be imported, got {column.target.key}")

    def _when_reader(self, column: Column, *, counts_days: bool = False) -> ReadCell:
        dates = self.dates[column.index]
        counts = counts_days or column.counts_days
        return lambda cell: dates.when_of(cell, counts_days=counts)

    def _reference_reader(self, kind: str) -> ReadCell:
        if kind == Phase.KIND:
            # A phase is known within its plan only, which another column may name.
            return values.line_of
        names = self._names.of(kind)
        return _remembered(lambda cell: names.find(values.line_of(cell)))

    def _references_reader(self, kind: str) -> ReadCell:
        if kind == self._own_kind:
            return values.codes_of
        names = self._names.of(kind)

        def read(cell: CellValue) -> tuple[str, ...]:
            whole = names.all_named(values.line_of(cell))
            if len(whole) == 1:
                # A name may hold the comma that else separates names.
                return (whole[0].id,)
            return tuple(names.find(text).id for text in values.codes_of(cell))

        return _remembered(read)


def _merged_over(sheet: Sheet, header: HeaderReading) -> dict[int, list[tuple[Column, Message]]]:
    """Find cells that are merged over rows: which row the value belongs to is not told."""
    found: dict[int, list[tuple[Column, Message]]] = {}
    numbers = [row.number for row in sheet.rows]
    for merged in sheet.merged:
        if merged.first_row <= header.row or merged.first_row == merged.last_row:
            continue
        for column in header.columns:
            if merged.first_column <= column.index + 1 <= merged.last_column:
                for row in numbers[bisect_right(numbers, merged.first_row) :]:
                    if row > merged.last_row:
                        break
                    said = message("import.merged", cells=str(merged))
                    found.setdefault(row, []).append((column, said))
    return found


def _amount(cell: CellValue, unit: str, column: Column, *, any_unit: bool) -> Amount:
    try:
        number, entered = values.amount_of(cell, unit, column.unit)
    except CellFault as found:
        quantity = quantity_of(values.text_of(cell)) if isinstance(cell, str) else None
        amount = _of_quantity(quantity, unit, column, any_unit=any_unit) if quantity else None
        if amount is None:
            raise found from None
        return amount
    return Amount(float(number * column.scale), entered)


def _of_quantity(quantity: Quantity, unit: str, column: Column, *, any_unit: bool) -> Amount | None:
    """Take a range, a bound or a sum of parts; a unit in words only where any is allowed."""
    word = UNIT_WORDS.get(quantity.unit_text.lower(), "")
    entered = word or ("" if quantity.unit_text else column.unit or unit)
    said = _how_read(quantity)
    if not entered or not _is_alike(entered, unit):
        if not any_unit or not quantity.unit_text:
            return None
        return Amount(
            quantity.value,
            None,
            quantity.low,
            quantity.high,
            quantity.as_of,
            quantity.unit_text,
            said,
        )
    try:
        value, low, high = (
            None if end is None else convert(end * column.scale, entered, unit)
            for end in (quantity.value, quantity.low, quantity.high)
        )
    except ValueError:
        return None
    kept = entered if entered != unit else None
    return Amount(value or 0.0, kept, low, high, quantity.as_of, "", said)


def _is_alike(unit: str, other: str) -> bool:
    known, wanted = UNITS.get(unit), UNITS.get(other)
    return known is not None and wanted is not None and known.dimension == wanted.dimension


def _how_read(quantity: Quantity) -> Message | None:
    if quantity.parts:
        names = tuple(name for name, _ in quantity.parts)
        return message("import.read_as_sum", total=quantity.value, parts=names)
    if quantity.is_range:
        return message(
            "import.read_as_range", low=quantity.low, high=quantity.high, middle=quantity.value
        )
    return None


def _marking_of(cell: CellValue) -> Marking:
    words = {level.replace(" ", ""): level for level in TLP_LEVELS}
    level = words.get(shown(cell).upper().removeprefix("TLP:").replace(" ", ""))
    if level is None:
        raise fault("import.not_a_level", found=shown(cell), choices=TLP_LEVELS)
    return Marking(level)


def _remembered(read: ReadCell) -> ReadCell:
    """Keep the answer for each text, fault or value, since the same words come in many rows."""
    answers: dict[tuple[type, CellValue], Any] = {}

    def remembering(cell: CellValue) -> Any:
        key = (type(cell), cell)
        if key not in answers:
            try:
                answers[key] = read(cell)
            except CellFault as found:
                answers[key] = found
        answer = answers[key]
        if isinstance(answer, CellFault):
            raise CellFault(answer.said)
        return answer

    return remembering


def _holds_iso2(column: Column, cells: Iterable[CellValue]) -> bool:
    """Tell whether a column holds two-letter country codes, where NA is Namibia."""
    if column.target.field not in _CODE_FIELDS:
        return False
    texts = {cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()}
    if "NA" not in texts:
        return False
    if "2" in column.header and "iso" in column.header.lower():
        return True
    others = texts - {"NA", "-", "N/A", ".."}
    return bool(others) and all(len(t) == 2 and t.isalpha() and t.isupper() for t in others)


def day_of(moment: Any, plan: Plan | None) -> int:
    """Count a moment from the plan's D; the fault says what is needed for a date."""
    if isinstance(moment, Day):
        return moment.number
    if plan is None or plan.d_date is None:
        raise fault("import.date_without_d", found=moment)
    return int((moment - plan.d_date).days)
