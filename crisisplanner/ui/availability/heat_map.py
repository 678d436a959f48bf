"""The heat map: a row per type, a cell per week, a number in each and a red corner below the need."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QToolTip, QWidget

from crisisplanner.services.availability import AvailabilityView, HeatCell, HeatRow
from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.theme.focus_ring import OWN_RING
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.theme.theme import contrast
from crisisplanner.wording.catalogue import Wording

NAME_PX = 232.0
NEED_PX = 96.0
CELL_PX = 44.0
WIDEST_CELL_PX = 64.0
ROW_PX = 28.0
HEAD_PX = 24.0
SIDE_PX = 20.0
CORNER_PX = 8.0


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


class HeatMap(QWidget):
    """Draw availability; arrows walk the cells, Enter or a click chooses one."""

    chosen = Signal(int, int)
    """Carries row and number of the week's column."""

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._look, self._words = look, words
        self._view: AvailabilityView | None = None
        self.measure = Measure.FREE
        self.at = (0, 0)
        self.marked: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_RING, "true")
        self.setMouseTracking(True)
        self.setAccessibleName(words.say("availability.map"))
        look.changed.connect(self.update)

    def show_view(self, view: AvailabilityView) -> None:
        """Show another reading; what is framed stays with its type and week."""
        marked, at = (self._moved(place, view) for place in (self.marked, self.at))
        self._view = view
        self.marked = marked
        row, column = at or self.at
        self.at = (
            min(row, max(0, len(view.rows) - 1)),
            min(column, max(0, len(view.weeks) - 1)),
        )
        self.setFixedHeight(round(HEAD_PX + ROW_PX * len(view.rows) + 8))
        self.setMinimumWidth(round(self._left() + CELL_PX * len(view.weeks) + SIDE_PX))
        self._say()
        self.update()

    def _moved(
        self, place: tuple[int, int] | None, view: AvailabilityView
    ) -> tuple[int, int] | None:
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
        self._say()
        self.update()

    def mark(self, cell: tuple[int, int] | None) -> None:
        """Frame the cell by which the table is filtered."""
        self.marked = cell
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Give where a cell stands."""
        width = self._cell_px()
        left = self._left() + column * width
        return QRectF(left + 1, HEAD_PX + row * ROW_PX + 1, width - 2, ROW_PX - 2)

    def sentence(self, row: int, column: int) -> str:
        """Say all numbers of one cell."""
        view = self._view
        if view is None or not view.rows:
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        view = self._view
        if view is None or not view.rows:
            super().keyPressEvent(event)
            return
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            row = min(max(0, self.at[0] + step[0]), len(view.rows) - 1)
            column = min(max(0, self.at[1] + step[1]), len(view.weeks) - 1)
            self._go(row, column)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(*self.at)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self._cell_at(event.position())
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self._go(*found)
            self.chosen.emit(*found)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._cell_at(QPointF(event.pos()))
            if found is not None:
                QToolTip.showText(event.globalPos(), self.sentence(*found), self)
                return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        view = self._view
        if view is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_weeks(painter, view.weeks)
        for number, line in enumerate(view.rows):
            self._paint_name(painter, number, line)
            for column, cell in enumerate(line.cells):
                self._paint_cell(painter, self.cell_rect(number, column), cell)
        for place, tone, width in ((self.marked, "accent", 2.0), (self._ring(), "focus", 2.0)):
            if place is not None and view.rows:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._look.colour(tone), width))
                painter.drawRoundedRect(self.cell_rect(*place), 3, 3)

    def _ring(self) -> tuple[int, int] | None:
        return self.at if self.hasFocus() else None

    def _left(self) -> float:
        return SIDE_PX + NAME_PX + NEED_PX + 12

    def _cell_px(self) -> float:
        n_weeks = 1 if self._view is None else max(1, len(self._view.weeks))
        room = (self.width() - self._left() - SIDE_PX) / n_weeks
        return min(WIDEST_CELL_PX, max(CELL_PX, room))

    def _cell_at(self, place: QPointF) -> tuple[int, int] | None:
        view = self._view
        if view is None:
            return None
        row = int((place.y() - HEAD_PX) // ROW_PX)
        column = int((place.x() - self._left()) // self._cell_px())
        is_inside = 0 <= row < len(view.rows) and 0 <= column < len(view.weeks)
        return (row, column) if is_inside else None

    def _go(self, row: int, column: int) -> None:
        self.at = (row, column)
        self._say()
        self.update()

    def _say(self) -> None:
        self.setAccessibleDescription(self.sentence(*self.at))

    def _week(self, week: int) -> str:
        return self._words.say("availability.week", n=week + 1 if week >= 0 else week)

    def _paint_weeks(self, painter: QPainter, weeks: Sequence[int]) -> None:
        painter.setFont(self._look.font("small"))
        painter.setPen(self._look.colour("text_2"))
        for column, week in enumerate(weeks):
            place = self.cell_rect(0, column)
            place.setTop(0)
            place.setHeight(HEAD_PX - 2)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._week(week))

    def _paint_name(self, painter: QPainter, number: int, line: HeatRow) -> None:
        look, words = self._look, self._words
        top = HEAD_PX + number * ROW_PX
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font("small_medium"))
        painter.setPen(look.colour("text"))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, NAME_PX)
        painter.drawText(QRectF(SIDE_PX, top, NAME_PX, ROW_PX), middle, shown)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("text_3"))
        need = words.say("availability.no_need")
        if line.most_needed > 0:
            need = words.say("availability.need", n=line.most_needed)
        elif any(cell.is_need_unknown for cell in line.cells):
            need = words.say("availability.need_unknown")
        place = QRectF(SIDE_PX + NAME_PX, top, NEED_PX, ROW_PX)
        painter.drawText(place, middle | Qt.AlignmentFlag.AlignRight, need)

    def _paint_cell(self, painter: QPainter, rect: QRectF, cell: HeatCell) -> None:
        look = self._look
        value = value_of(cell, self.measure)
        painter.setPen(Qt.PenStyle.NoPen)
        if cell.is_need_unknown and value <= 0:
            self._paint_hatched(painter, rect, "unknown_tint", "control")
            return
        if value <= 0 and cell.needed > 0 and self.measure is not Measure.PROMISED:
            self._paint_hatched(painter, rect, "open_tint", "open_hatch")
            return
        ground = look.colour("sunken")
        if value > 0:
            ground = look.theme.step(share_of(cell, self.measure))
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, 2, 2)
        if value > 0:
            painter.setFont(look.font("bar"))
            painter.setPen(_ink(ground, look))
            shown = self._words.formats.number(value)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)
        if cell.is_short and self.measure in (Measure.FREE, Measure.HAVE):
            corner = QPolygonF(
                [
                    QPointF(rect.right() - CORNER_PX, rect.top()),
                    QPointF(rect.right(), rect.top()),
                    QPointF(rect.right(), rect.top() + CORNER_PX),
                ]
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("open_fill"))
            painter.drawPolygon(corner)

    def _paint_hatched(self, painter: QPainter, rect: QRectF, ground: str, lines: str) -> None:
        painter.setBrush(self._look.colour(ground))
        painter.drawRoundedRect(rect, 2, 2)
        paint_hatch(painter, rect, self._look.colour(lines), radius=2, anchor=QPointF(0, 0))


def _ink(ground: QColor, look: Look) -> QColor:
    """Write in the darkest or the lightest token, whichever is stronger on the ground."""
    inks = (look.colour("text"), look.colour("surface"))
    return max(inks, key=lambda ink: contrast(ground, ink))
