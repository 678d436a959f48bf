"""Accounts of imports: what was asked, what was understood, what becomes of each row and why.

Lives here: what travels between ``exchange``, ``services`` and the faces. Nothing here reads a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import Message, Parameter, message

DATE_OPEN = "import.date_order_open"
"""The message for a date that can be read in two orders."""
COLUMN_OPEN = "import.column_order_open"
"""The message for a column whose dates can be read in two orders."""


COLUMNS_LACKING = frozenset({"import.columns_missing", "import.no_columns"})
"""The messages for a sheet in which needed columns were not recognised."""


class ImportKind(StrEnum):
    """Say what the rows of a file are."""

    PARTNERS = "partners"
    OFFERS = "offers"
    REQUIREMENTS = "requirements"
    CONTRIBUTIONS = "contributions"
    ACTIVITIES = "activities"
    EVENTS = "events"
    INDICATORS = "indicators"
    CRISES = "crises"
    RESPONSE_PLANS = "response-plans"
    CAPACITY = "capacity"
    DEPLOYMENTS = "deployments"
    MEMBERSHIPS = "memberships"
    VETOES = "vetoes"
    CALENDAR = "calendar"
    AIRFIELDS = "airfields"
    RUNWAYS = "runways"
    ALIASES = "aliases"
    SCENARIOS = "scenarios"
    NEEDS = "needs"
    TASKS = "tasks"
    INJECTS = "injects"
    FULFILMENTS = "fulfilments"
    COMMITMENTS = "commitments"


class DateOrder(StrEnum):
    """Say in which order a date's numbers stand."""

    DMY = "DMY"
    MDY = "MDY"
    YMD = "YMD"


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """Keep how the files of one source are read.

    ``columns`` pairs a header as it stands in the file with a field; an empty field means that the
    column is not used. A column without header is named by its letter, one of several with the same
    header by letter and header (``C:Name``). ``header_row`` counts from 1, 0 means that there is
    none; None: found by the program.
    """

    columns: tuple[tuple[str, str], ...] = ()
    sheet: str = ""
    header_row: int | None = None
    date_order: DateOrder | None = None
    encoding: str = ""
    date_orders: tuple[tuple[str, DateOrder], ...] = ()
    """The order of single columns, by header as ``columns``."""
    units: tuple[tuple[str, str], ...] = ()
    """The unit in which the numbers of single columns stand, by header."""

    def over(self, other: SavedMapping) -> SavedMapping:
        """Give the other mapping with what this one says in its place."""
        return SavedMapping(
            columns=tuple({**dict(other.columns), **dict(self.columns)}.items()),
            sheet=self.sheet or other.sheet,
            header_row=other.header_row if self.header_row is None else self.header_row,
            date_order=self.date_order or other.date_order,
            encoding=self.encoding or other.encoding,
            date_orders=tuple({**dict(other.date_orders), **dict(self.date_orders)}.items()),
            units=tuple({**dict(other.units), **dict(self.units)}.items()),
        )


@dataclass(frozen=True, slots=True)
class NameChoice:
    """Say what a name in the file means: an entity of the kind; without ``id`` a new one."""

    kind: str
    text: str
    id: EntityId = ""


CAN_BE_ADDED = frozenset({"partner", "place"})
"""Kinds of things of which a name is enough to add one."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Say what to import and how; ``plan`` is the plan that requirements without one go to."""

    kind: ImportKind
    sheet: str = ""
    mapping: SavedMapping | None = None
    date_order: DateOrder | None = None
    skip_bad: bool = False
    plan: EntityId | None = None
    source: str = ""
    """Who sends such files; kept with what they say, and with how their columns are read."""
    names: tuple[NameChoice, ...] = ()
    """What names mean that were not known; kept as other names."""
    as_of: date | None = None
    """The day as of which the list holds, where no column says it."""
    country: str = ""
    """The country of rows that name none, by its three-letter code."""
    today: date | None = None
    """The day of the import, to tell dates that lie unlikely far ahead."""
    most_rows: int = 0
    """Read only about so many rows, for a first look that is never written; 0: all."""


class Recognition(StrEnum):
    """Say how a column was recognised."""

    MAPPING = "mapping"
    TAG = "tag"
    FIELD = "field"
    SPELLING = "spelling"
    SIMILAR = "similar"
    POSITION = "position"
    SERIES = "series"
    NOT_USED = "not_used"


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """Tell what a column was taken for; ``field`` is empty when it is not used.

    ``unit`` is the unit that the header names, when it is not the field's own.
    """

    letter: str
    header: str
    field: str
    recognised_by: Recognition
    unit: str = ""
    date_order: DateOrder | None = None
    key: str = ""
    """What names the column in a mapping."""
    field_unit: str = ""
    """The fixed unit of the field; empty where it has none that could be entered otherwise."""
    is_date: bool = False
    open_date: str = ""
    """A date of the column that nothing decides; empty if all can be read."""
    examples: tuple[str, ...] = ()
    """A few of its cells, as they stand."""


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """Offer a field that columns may fill; ``is_needed``: without it the kind can't be imported."""

    key: str
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class SheetReading:
    """Tell what sheets a file has."""

    name: str
    n_rows: int
    is_hidden: bool = False
    is_read: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """Say where in a file something stands; rows count from 1, 0 means the whole file."""

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    header: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Say what was found at a place of the file."""

    position: Position
    said: Message

    def as_message(self) -> Message:
        """Say the place first, then what was found there."""
        where = self.position
        params: dict[str, Parameter] = {"file": where.file, "said": self.said}
        code = "import.found_in_file"
        if where.row:
            params["row"] = str(where.row)
            code = "import.found_in_row"
        if where.column:
            params["column"] = where.column
            code = "import.found_in_column" if not where.row else "import.found_in_cell"
        if where.column and where.header:
            params["column"] = message(
                "import.column_with_header", column=where.column, header=where.header
            )
        if where.sheet:
            params["file"] = message("import.sheet_of_file", file=where.file, sheet=where.sheet)
        return message(code, **params)


class Fate(StrEnum):
    """Say what becomes of a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class ChangedField:
    """Tell what a row changes of something known."""

    field: str
    before: Parameter
    after: Parameter


@dataclass(frozen=True, slots=True)
class RowReading:
    """Tell what becomes of one row; ``why`` says it for rows that are not taken."""

    row: int
    fate: Fate
    label: str = ""
    kind: str = ""
    id: EntityId = ""
    why: tuple[Message, ...] = ()
    changed: tuple[ChangedField, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleRow:
    """Show the values of one row as they were understood, one for each used column."""

    row: int
    values: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """Add up one figure over the rows that are taken."""

    field: str
    figure: Figure
    n_unknown: int = 0


@dataclass(frozen=True, slots=True)
class OpenName:
    """Name what the file mentions and nobody here knows, with what it may mean.

    ``is_kept``: the rows are taken with the name as written; else they are refused for it.
    """

    kind: str
    text: str
    n_rows: int
    candidates: tuple[str, ...] = ()
    candidate_ids: tuple[EntityId, ...] = ()
    is_kept: bool = True


@dataclass(frozen=True, slots=True)
class Account:
    """Tell what an import understood and what it would do, before it writes and after.

    ``faults`` refuse rows or the whole file; ``remarks`` only tell. ``created`` and ``updated`` count
    things of any kind, also those that a row brings along (a partner, a commitment).
    """

    kind: ImportKind
    file: str
    sheet: str
    sheets: tuple[SheetReading, ...]
    header_row: int
    columns: tuple[ColumnReading, ...]
    rows: tuple[RowReading, ...]
    sample: tuple[SampleRow, ...] = ()
    faults: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()
    totals: tuple[Total, ...] = ()
    created: tuple[tuple[str, int], ...] = ()
    updated: tuple[tuple[str, int], ...] = ()
    skips_bad: bool = False
    open_names: tuple[OpenName, ...] = ()
    n_blank_rows: int = 0
    is_first_look: bool = False
    """Only the first rows were read: it shows what columns are, and may not be written."""

    @property
    def counts(self) -> Mapping[Fate, int]:
        """Count the rows by what becomes of them."""
        found = Counter(row.fate for row in self.rows)
        return {fate: found[fate] for fate in Fate}

    @property
    def n_rows(self) -> int:
        """Count the rows that were read below the header."""
        return len(self.rows)

    @property
    def is_refused(self) -> bool:
        """Tell whether nothing may be written: faults, and bad rows are not to be skipped."""
        if self.is_first_look:
            return True
        return bool(self.faults) and not (self.skips_bad and self.could_skip_bad)

    @property
    def could_skip_bad(self) -> bool:
        """Tell whether leaving out the rows that can't be taken would leave any that can."""
        # What is wrong with a whole column can't be left out row by row.
        if any(fault.said.code == COLUMN_OPEN for fault in self.faults):
            return False
        return self._has_taken_rows

    @property
    def has_open_dates(self) -> bool:
        """Tell whether something is refused only because the order of its dates is not said."""
        return any(fault.said.code in {DATE_OPEN, COLUMN_OPEN} for fault in self.faults)

    @property
    def asks_for_columns(self) -> bool:
        """Tell whether all that is wrong is mended by saying what columns are."""
        asking = {DATE_OPEN, COLUMN_OPEN} | COLUMNS_LACKING
        return bool(self.faults) and all(fault.said.code in asking for fault in self.faults)

    @property
    def _has_taken_rows(self) -> bool:
        return any(row.fate not in (Fate.REFUSED, Fate.LEFT_OUT) for row in self.rows)

    @property
    def kept_names(self) -> tuple[OpenName, ...]:
        """List the names that are kept as written; those of refused rows stand in their faults."""
        return tuple(name for name in self.open_names if name.is_kept)

    @property
    def unused_columns(self) -> tuple[ColumnReading, ...]:
        """List the columns that are not used."""
        return tuple(c for c in self.columns if not c.field)
