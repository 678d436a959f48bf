"""The heat map: a row per type, a cell per week, a number in each and a red corner below the need."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from itertools import zip_longest

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent

from crisisplanner.domain.days import DAYS_PER_WEEK
from crisisplanner.services.availability import AvailabilityView, HeatCell, HeatRow
from crisisplanner.ui.painting.heat import paint_corner, paint_none, paint_value
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.cell_grid import ROW_PX, SIDE_PX, CellGrid, GridSizes, Place
from crisisplanner.wording.catalogue import Wording

NAME_PX = 232.0
NEED_PX = 96.0
WEEK_PX = 20.0
SIZES = GridSizes(
    left_px=SIDE_PX + NAME_PX + NEED_PX + 12, head_px=40.0, cell_px=44.0, widest_cell_px=64.0
)


class Measure(StrEnum):
    """Which number a cell shows."""

    FREE = "free"
    HAVE = "have"
    PROMISED = "promised"
    NEEDED = "needed"


def value_of(cell: HeatCell, measure: Measure) -> float:
    """Give the number that a cell shows."""
    return float(getattr(cell, measure.value))


def share_of(cell: HeatCell, measure: Measure) -> float:
    """Give the share of the need, from 0 to 1, that decides the colour."""
    if cell.needed <= 0:
        return 0.0
    return min(1.0, value_of(cell, measure) / cell.needed)


class HeatMap(CellGrid):
    """Draw availability of types in weeks."""

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__(look, words.say("availability.map"), SIZES)
        self._words = words
        self._view: AvailabilityView | None = None
        self.measure = Measure.FREE
        self.marked: Place | None = None

    def show_view(self, view: AvailabilityView) -> None:
        """Show another reading; what is framed stays with its type and week."""
        marked, at = (self._moved(place, view) for place in (self.marked, self.at))
        self._view = view
        self.marked = marked
        self.show_size(len(view.rows), len(view.weeks), at or self.at)
        self.setFixedHeight(self.minimumHeight())

    def _moved(self, place: Place | None, view: AvailabilityView) -> Place | None:
        """Find where a cell of the reading shown stands in another; None where it is gone."""
        known = self._view
        if known is None or place is None or not known.rows:
            return None
        row, column = place
        types = [line.type_id for line in view.rows]
        type_id, week = known.rows[row].type_id, known.weeks[column]
        if type_id not in types or week not in view.weeks:
            return None
        return types.index(type_id), view.weeks.index(week)

    def show_measure(self, measure: Measure) -> None:
        """Show another number in the cells."""
        self.measure = measure
        self.tell()

    def mark(self, cell: Place | None) -> None:
        """Frame the cell by which the table is filtered."""
        self.marked = cell
        self.update()

    def sentence(self, row: int, column: int) -> str:
        """Say all numbers of one cell."""
        view = self._view
        if view is None:
            return ""
        line, cell = view.rows[row], view.rows[row].cells[column]
        code = "availability.cell"
        if cell.is_need_unknown:
            code = "availability.cell_need_unknown"
        elif cell.is_short:
            code = "availability.cell_short"
        return self._words.say(
            code,
            name=line.name,
            week=self._week(cell.week),
            have=cell.have,
            promised=cell.promised,
            free=cell.free,
            needed=cell.needed,
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        view = self._view
        if view is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_weeks(painter, view.weeks)
        self._paint_months(painter)
        for number, line in enumerate(view.rows):
            self.paint_name(painter, number, line.name, NAME_PX)
            self._paint_need(painter, number, line)
            for column, cell in enumerate(line.cells):
                self._paint_cell(painter, self.cell_rect(number, column), cell)
        self.paint_frames(painter, self.marked)

    def _week(self, week: int) -> str:
        return self._words.say("availability.week", n=week + 1 if week >= 0 else week)

    def _paint_weeks(self, painter: QPainter, weeks: Sequence[int]) -> None:
        painter.setFont(self._look.font("small"))
        painter.setPen(self._look.colour("text_2"))
        for column, week in enumerate(weeks):
            place = self.head_rect(column)
            place.setTop(place.bottom() - WEEK_PX)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._week(week))

    def months(self) -> list[tuple[int, str]]:
        """Give the columns in which a month begins, with its name; nothing where D has no date."""
        view = self._view
        if view is None or view.d_date is None:
            return []
        named = [
            self._words.formats.month(view.d_date + timedelta(days=week * DAYS_PER_WEEK))
            for week in view.weeks
        ]
        return [(n, name) for n, name in enumerate(named) if n == 0 or named[n - 1] != name]

    def _paint_months(self, painter: QPainter) -> None:
        painter.setFont(self._look.font("small_medium"))
        painter.setPen(self._look.colour("text_2"))
        metrics = QFontMetricsF(painter.font())
        begins = self.months()
        ends = [column for column, _ in begins[1:]]
        for (column, name), end in zip_longest(begins, ends):
            place = self.head_rect(column).adjusted(4, 0, 0, -WEEK_PX)
            if end is not None:
                place.setRight(self.head_rect(end).left() - 4)
            else:
                place.setRight(float(self.width()))
            if metrics.horizontalAdvance(name) > place.width():
                # The month without its year, which stands beside the others.
                name = name.partition(" ")[0]
            cut = metrics.elidedText(name, Qt.TextElideMode.ElideRight, place.width())
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, align, cut)

    def _paint_need(self, painter: QPainter, number: int, line: HeatRow) -> None:
        look, words = self._look, self._words
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("text_3"))
        need = words.say("availability.no_need")
        if line.most_needed > 0:
            need = words.say("availability.need", n=line.most_needed)
        elif any(cell.is_need_unknown for cell in line.cells):
            need = words.say("availability.need_unknown")
        place = QRectF(SIDE_PX + NAME_PX, self.row_top(number), NEED_PX, ROW_PX)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(place, align, need)

    def _paint_cell(self, painter: QPainter, rect: QRectF, cell: HeatCell) -> None:
        look = self._look
        value = value_of(cell, self.measure)
        if cell.is_need_unknown and value <= 0:
            paint_none(painter, rect, look, is_known=False)
            return
        if value <= 0 and cell.needed > 0 and self.measure is not Measure.PROMISED:
            paint_none(painter, rect, look, is_known=True)
            return
        ground, shown = look.colour("sunken"), ""
        if value > 0:
            ground = look.theme.step(share_of(cell, self.measure))
            shown = self._words.formats.number(value)
        paint_value(painter, rect, shown, ground, look)
        if cell.is_short and self.measure in (Measure.FREE, Measure.HAVE):
            paint_corner(painter, rect, look.colour("open_fill"))
