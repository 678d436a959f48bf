"""The time chart: a lane for each row of the list, drawn in a scroll area of its own.

Lives here: drawing and geometry. What the pointer does is in ``chart_pointer``.
"""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar

from crisisplanner.services.matching.match_view import (
    AllocationView,
    BlockedOffer,
    MatchView,
    NeedView,
)
from crisisplanner.ui.match.axis import mark_pen
from crisisplanner.ui.match.blocked_painting import blocked_rect, paint_blocked, words_width
from crisisplanner.ui.match.chart_marks import Ghost, paint_ghost, paint_selection
from crisisplanner.ui.match.lane_painting import DrawnBar, LanePainter, bars_of, lane_rect
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.match.rows import (
    BLOCKED_PX,
    LANE_MARGIN_PX,
    GroupRow,
    NeedRow,
    RowLayout,
)
from crisisplanner.ui.match.stacking import Stacked, stack
from crisisplanner.ui.match.time_scale import TimeScale
from crisisplanner.ui.theme.look import Look

WHEEL_ZOOM = 1.25
KEY_PAN_PX = 60
TIME_BAR_PX = 10


class TimeChart(QAbstractScrollArea):
    """Draw the lanes in sight."""

    scale_changed = Signal(object)

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self._look = look
        self._phrases = phrases
        self._lanes = LanePainter(look, phrases)
        self._layout = RowLayout((), ())
        self._view: MatchView | None = None
        self._stacks: dict[str, tuple[NeedView, tuple[Stacked, ...]]] = {}
        self.scale = TimeScale(0, 10, 100)
        self.selected_allocation = ""
        self.ghost: Ghost | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.viewport().setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Over the lanes, so that list and chart keep the same height and the same rows.
        self.time_bar = QScrollBar(Qt.Orientation.Horizontal, self)
        self.time_bar.setAccessibleName(phrases.code("axis"))
        self.time_bar.hide()
        self.time_bar.valueChanged.connect(self._on_time_bar_value_changed)
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        look.changed.connect(self.viewport().update)

    def show_rows(self, view: MatchView, layout: RowLayout, first: int, last: int) -> None:
        """Show the rows of a view over its days."""
        if (self.scale.first_day, self.scale.last_day) != (first, last):
            self._set_scale(TimeScale(first, last, self.viewport().width()))
        self._stacks = {
            need.id: self._stacks[need.id]
            for need in view.needs
            if need.id in self._stacks and self._stacks[need.id][0] is need
        }
        self._view, self._layout = view, layout
        self._fit_scroll_bars()
        self.viewport().update()

    def zoom(self, factor: float, at_x: float | None = None) -> None:
        """Zoom around a place, or around the middle."""
        middle = self.viewport().width() / 2
        self._set_scale(self.scale.zoomed(factor, middle if at_x is None else at_x))

    def zoom_all(self) -> None:
        """Show the whole time again."""
        self._set_scale(TimeScale(self.scale.first_day, self.scale.last_day, self.scale.width_px))

    def pan(self, dx: float) -> None:
        """Move the time under the window."""
        self._set_scale(self.scale.panned(dx))

    def select_allocation(self, allocation_id: str) -> None:
        """Mark a bar."""
        self.selected_allocation = allocation_id
        self.viewport().update()

    def show_ghost(self, ghost: Ghost | None) -> None:
        """Draw the outline of what is dragged, or take it away."""
        self.ghost = ghost
        self.viewport().update()

    def row_number_at(self, y: float) -> int | None:
        """Give the number of the row at a height of the viewport."""
        return self._layout.row_at(y + self.verticalScrollBar().value())

    def need_row_at(self, y: float) -> NeedRow | None:
        """Give the need's row at a height of the viewport."""
        number = self.row_number_at(y)
        row = None if number is None else self._layout.rows[number]
        return row if isinstance(row, NeedRow) else None

    def need_rows(self) -> list[tuple[int, NeedRow]]:
        """List the rows of needs with their numbers."""
        return [
            (number, row)
            for number, row in enumerate(self._layout.rows)
            if isinstance(row, NeedRow)
        ]

    def row_top(self, number: int) -> float:
        """Give where a row begins in the viewport."""
        return self._layout.tops[number] - self.verticalScrollBar().value()

    def lane(self, number: int) -> QRectF:
        """Give the lane of a need's row in the viewport."""
        row = self._layout.rows[number]
        if not isinstance(row, NeedRow):
            return QRectF()
        top = self.row_top(number) + row.lane_top
        return lane_rect(row.need, self.scale, top, row.lane_px)

    def bars(self, number: int) -> tuple[DrawnBar, ...]:
        """Give the bars of a need's row in the viewport."""
        row = self._layout.rows[number]
        if not isinstance(row, NeedRow):
            return ()
        need = row.need
        if need.id not in self._stacks:
            self._stacks[need.id] = (need, stack(need))
        return bars_of(self._stacks[need.id][1], self.lane(number), self.scale)

    def blocked_boxes(self, number: int) -> tuple[tuple[BlockedOffer, QRectF], ...]:
        """Give the outlines of blocked offers of an open row."""
        row = self._layout.rows[number]
        if not isinstance(row, NeedRow) or not row.is_open:
            return ()
        top = self.row_top(number) + row.lane_top + row.lane_px + LANE_MARGIN_PX
        boxes = []
        for place, blocked in enumerate(row.need.blocked[: row.n_blocked]):
            words_px = words_width(blocked, self._look, self._phrases)
            y = top + place * BLOCKED_PX
            boxes.append((blocked, blocked_rect(row.need, blocked, self.scale, y, words_px)))
        return tuple(boxes)

    def thing_at(self, place: QPointF) -> AllocationView | BlockedOffer | None:
        """Give what lies under a place: a bar or the outline of a blocked offer."""
        number = self.row_number_at(place.y())
        if number is None:
            return None
        for bar in reversed(self.bars(number)):
            if bar.rect.adjusted(0, -1, 0, 1).contains(place):
                return bar.allocation
        for blocked, box in self.blocked_boxes(number):
            if box.adjusted(-(box.left()), 0, 0, 2).contains(place):
                return blocked
        return None

    def _set_scale(self, scale: TimeScale) -> None:
        self.scale = scale
        self._fit_scroll_bars()
        self.viewport().update()
        self.scale_changed.emit(scale)

    def _fit_scroll_bars(self) -> None:
        height = self.viewport().height()
        upright = self.verticalScrollBar()
        upright.setRange(0, max(0, self._layout.height - height))
        upright.setPageStep(height)
        upright.setSingleStep(24)
        lying = self.time_bar
        lying.setVisible(self.scale.most_offset_px > 0)
        silence = QSignalBlocker(lying)
        lying.setRange(0, round(self.scale.most_offset_px))
        lying.setPageStep(round(self.scale.width_px))
        lying.setValue(round(self.scale.offset_px))
        silence.unblock()

    @Slot(int)
    def _on_time_bar_value_changed(self, value: int) -> None:
        self._set_scale(self.scale.panned(value - self.scale.offset_px))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        area = self.viewport().geometry()
        self.time_bar.setGeometry(
            area.left(), area.bottom() - TIME_BAR_PX, area.width(), TIME_BAR_PX
        )
        self._set_scale(self.scale.resized(area.width()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(WHEEL_ZOOM**steps, event.position().x())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(-steps * KEY_PAN_PX)
        else:
            super().wheelEvent(event)
        event.accept()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        look = self._look
        painter.fillRect(event.rect(), look.colour("surface"))
        offset = self.verticalScrollBar().value()
        shown = self._layout.between(
            offset + event.rect().top(), offset + event.rect().bottom() + 1
        )
        for number in shown:
            self._paint_ground(painter, number)
        self._paint_grid(painter, event.rect())
        for number in shown:
            self._paint_row(painter, number)
        if self.ghost is not None:
            paint_ghost(painter, self.ghost, self._look)

    def _paint_ground(self, painter: QPainter, number: int) -> None:
        look = self._look
        row = self._layout.rows[number]
        top, height = self.row_top(number), self._layout.heights[number]
        place = QRectF(0, top, self.viewport().width(), height)
        if isinstance(row, GroupRow):
            painter.fillRect(place, look.colour("sunken"))
        elif row.is_open:
            painter.fillRect(place, look.colour("selected"))
        line = QRectF(0, top + height - 1, place.width(), 1)
        painter.fillRect(line, look.colour("line"))

    def _paint_grid(self, painter: QPainter, area: QRect) -> None:
        look, scale = self._look, self.scale
        offset = self.verticalScrollBar().value()
        bottom = min(float(area.bottom() + 1), float(self._layout.height - offset))
        painter.setPen(QPen(look.colour("line"), 1))
        for day in scale.days_shown(scale.label_step):
            x = round(scale.x(day)) + 0.5
            painter.drawLine(QLineF(x, area.top(), x, bottom))
        for mark in self._view.marks if self._view is not None else ():
            x = round(scale.x(mark.day)) + 0.5
            if 0 <= x <= scale.width_px:
                painter.setPen(mark_pen(mark.kind, look))
                painter.drawLine(QLineF(x, area.top(), x, bottom))

    def _paint_row(self, painter: QPainter, number: int) -> None:
        row = self._layout.rows[number]
        if not isinstance(row, NeedRow):
            return
        bars = self.bars(number)
        self._lanes.paint(painter, row.need, self.lane(number), bars, self.scale)
        for blocked, box in self.blocked_boxes(number):
            paint_blocked(painter, blocked, box, self.scale, self._look, self._phrases)
        for bar in bars:
            if bar.allocation.id == self.selected_allocation:
                paint_selection(painter, bar.rect, self._look)
