"""The content of a plan document as frozen plain values, before it has pages.

Lives here: sections, tables with their columns, the numbers of charts, marking, version and hash.
Fonts, colours, sizes and page breaks belong to ``reporting``. A ``Value`` that is a string is a
user's words; a ``Message`` is the program's, said in the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import Parameter

Value: TypeAlias = Parameter
"""What a document says; None is printed as "not known"."""


class Align(StrEnum):
    """Tell at which side of its column a value stands."""

    START = "start"
    END = "end"


class ProseRole(StrEnum):
    """Tell what a paragraph is for."""

    LEAD = "lead"
    BODY = "body"
    NOTE = "note"
    WARNING = "warning"


class LineKind(StrEnum):
    """Tell what a vertical line in a chart stands for."""

    AUTHORITY = "authority"
    PERMIT = "permit"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Mark:
    """Refer to a source or an assumption of the lists: its number and its anchor."""

    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold a value with what stands beside it.

    ``note`` is a second, smaller line; ``partner_colour`` draws a swatch (0: none), ``coverage`` the
    glyph; ``link`` is the anchor that the value leads to.
    """

    value: Value
    note: Value = ""
    marks: tuple[Mark, ...] = ()
    is_strong: bool = False
    partner_colour: int = 0
    coverage: float | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Name a value."""

    label: Value
    cell: Cell
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """Describe a table's column; widths follow the content, within ``least_pt``."""

    head: Value
    align: Align = Align.START
    least_pt: float = 24.0


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a table's row; a group row has one cell over the whole width, and may have a last one."""

    cells: tuple[Cell, ...]
    is_group: bool = False
    anchor: str = ""
    keeps_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """Hold paragraphs of text; a line break begins a new one."""

    text: Value
    role: ProseRole = ProseRole.BODY
    name: Value = ""
    """Set in bold before the text."""
    rest_in: str = ""
    """The anchor of the whole text, where a summary may print its beginning only."""
    keeps_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """Begin a part of a section."""

    title: Value
    anchor: str = ""
    is_in_outline: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """List named values under a heading: a card of one thing, dense where it is for looking up."""

    rows: tuple[Fact, ...]
    title: Value = ""
    anchor: str = ""
    is_dense: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a table; its head is repeated on each page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    if_empty: Value = ""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """Hold one of the five figures."""

    label: Value
    figure: Value
    unit: Value = ""
    note: Value = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Set headline figures beside each other."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class AssumptionItem:
    """State one assumption with its basis, source and date in brackets."""

    number: str
    text: Value
    about: Value
    anchor: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class AssumptionBlock:
    """Set assumptions in their own visible style."""

    items: tuple[AssumptionItem, ...]
    title: Value = ""
    rest_in: str = ""


@dataclass(frozen=True, slots=True)
class DatedItem:
    """Hold a line that begins with its day."""

    day: Value
    name: Value
    text: Value


@dataclass(frozen=True, slots=True)
class DatedList:
    """List things by day."""

    items: tuple[DatedItem, ...]
    rest_in: str = ""


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Mark a day in a chart."""

    day: int
    label: Value
    kind: LineKind


@dataclass(frozen=True, slots=True)
class AllocationBar:
    """Draw an allocation: its days and its share of the need (1 is all of it)."""

    label: Value
    colour: int
    from_day: int
    to_day: int
    share: float
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class NeedRow:
    """Draw a need: its days, what covers it, and on which days nothing counts."""

    title: Value
    detail: Value
    coverage: float | None
    from_day: int
    to_day: int
    bars: tuple[AllocationBar, ...]
    uncredited: tuple[tuple[int, int], ...] = ()
    cause: Value = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class NeedGroup:
    """Gather the needs of one line of effort."""

    title: Value
    coverage: float | None
    rows: tuple[NeedRow, ...]


@dataclass(frozen=True, slots=True)
class TimeChart:
    """Draw needs over time from ``first_day`` to ``last_day``."""

    groups: tuple[NeedGroup, ...]
    lines: tuple[TimeLine, ...]
    first_day: int
    last_day: int


@dataclass(frozen=True, slots=True)
class CurveStep:
    """Give the covered share on from_day ≤ t < to_day; None where nothing is needed."""

    from_day: int
    to_day: int
    share: float | None


@dataclass(frozen=True, slots=True)
class CauseShare:
    """Give a cause's share of what is uncovered."""

    cause: Value
    share: float


@dataclass(frozen=True, slots=True)
class CoverageCurve:
    """Draw the covered share by day, and name what the uncovered part is."""

    steps: tuple[CurveStep, ...]
    lines: tuple[TimeLine, ...]
    causes: tuple[CauseShare, ...]
    first_day: int
    last_day: int


@dataclass(frozen=True, slots=True)
class Bar:
    """Draw one value from zero, with its figures and a note; ``tick`` is a line to compare with."""

    label: Value
    value: float | None
    figure: Value
    second: Value = ""
    note: Value = ""
    colour: int = 0
    tick: float | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Draw values under each other on one scale."""

    rows: tuple[Bar, ...]
    caption: Value = ""
    rest_in: str = ""


@dataclass(frozen=True, slots=True)
class ArrivalStretch:
    """Give one part of an arrival: its place in the order of parts, and its days."""

    part: str
    from_day: float
    to_day: float
    is_assumed: bool = False


@dataclass(frozen=True, slots=True)
class ArrivalBar:
    """Draw how an arrival comes about, and when it is needed."""

    label: Value
    detail: Value
    needed_day: int
    usable_day: int | None
    stretches: tuple[ArrivalStretch, ...]
    colour: int = 0


@dataclass(frozen=True, slots=True)
class ArrivalChart:
    """Draw arrivals by their parts, from departure's first step to the first usable day."""

    rows: tuple[ArrivalBar, ...]
    first_day: int
    last_day: int


MapPoint: TypeAlias = tuple[float, float]
"""Kilometres east and south of the middle of a map."""


@dataclass(frozen=True, slots=True)
class MapLand:
    """Draw a country's land; one in focus is where the crisis is. Its name stands at a point."""

    rings: tuple[tuple[MapPoint, ...], ...]
    is_in_focus: bool = False
    name: Value = ""
    name_at: MapPoint = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class MapPlace:
    """Mark a place: ``kind`` is airfield, port, border, place or deployment; it may have no name."""

    at: MapPoint
    label: Value
    kind: str


@dataclass(frozen=True, slots=True)
class SituationMap:
    """Draw where the crisis is: land, borders, the area of concern, nodes, and a scale bar."""

    half_width_km: float
    half_height_km: float
    lands: tuple[MapLand, ...]
    borders: tuple[tuple[MapPoint, ...], ...]
    areas: tuple[tuple[MapPoint, ...], ...]
    places: tuple[MapPlace, ...]
    scale_km: float
    note: Value
    caption: Value = ""


Block: TypeAlias = (
    Prose
    | Heading
    | Facts
    | Table
    | KeyFigures
    | AssumptionBlock
    | DatedList
    | TimeChart
    | CoverageCurve
    | Bars
    | ArrivalChart
    | SituationMap
)


@dataclass(frozen=True, slots=True)
class Section:
    """Hold a numbered chapter or an annex.

    ``is_one_page``: printed on one page; what does not fit is left to the place named ``rest_in``.
    """

    number: str
    title: Value
    anchor: str
    blocks: tuple[Block, ...]
    is_landscape: bool = False
    is_one_page: bool = False


@dataclass(frozen=True, slots=True)
class OmittedSection:
    """Name a chapter that the document has not, and where it says why."""

    number: str
    title: Value
    explained_in: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Hold what stands on every page, and the document's metadata.

    ``printed_at`` is the version's time or that of the last change, never the clock's.
    """

    title: str
    number: str
    version: Value
    marking: Marking
    printed_at: datetime
    sha256: str
    author: str
    subject: Value
    level_scheme: str = ""
    is_draft: bool = True
    changes_since_match: int = 0


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """Hold everything that a document of a plan prints; a short one has no cover and no contents."""

    identity: Identity
    cover: tuple[Fact, ...]
    sections: tuple[Section, ...]
    omitted: tuple[OmittedSection, ...] = ()
    """The chapters that the contents list without a page, in their order."""
