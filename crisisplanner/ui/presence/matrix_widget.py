"""The matrix of who does what where: a row per area, a column per sector, organisations in each.

Hatched: nobody. Grey hatches where it is not known how many people would need it, red where it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
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

from crisisplanner.services.presence.matrix import Counted, Hole, Overlap, PresenceView, value_of
from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.theme.focus_ring import OWN_RING
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.theme.theme import contrast
from crisisplanner.wording.catalogue import Wording

NAME_PX = 176.0
CELL_PX = 84.0
WIDEST_CELL_PX = 124.0
ROW_PX = 28.0
HEAD_PX = 58.0
SIDE_PX = 20.0
CORNER_PX = 8.0


class PresenceMatrix(QWidget):
    """Draw the matrix; arrows walk the cells, Enter or a click chooses one."""

    chosen = Signal(str, str)
    """Carries sector and area."""

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._look, self._words = look, words
        self._view: PresenceView | None = None
        self._holes: Mapping[tuple[str, str], Hole] = {}
        self._overlaps: Mapping[tuple[str, str], Overlap] = {}
        self._most = 1.0
        self.counted = Counted.ORGANISATIONS
        self.at = (0, 0)
        self.marked: tuple[str, str] | None = None
        self._from = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_RING, "true")
        self.setMouseTracking(True)
        self.setAccessibleName(words.say("presence.map"))
        look.changed.connect(self.update)

    def show_view(self, view: PresenceView) -> None:
        """Show another reading."""
        self._view = view
        self._holes = {(one.sector, one.area): one for one in view.holes}
        self._overlaps = {(one.sector, one.area): one for one in view.overlaps}
        row, column = self.at
        self.at = (
            min(row, max(0, len(view.areas) - 1)),
            min(column, max(0, len(view.sectors) - 1)),
        )
        self.setMinimumHeight(round(HEAD_PX + ROW_PX * len(view.areas) + 8))
        self.setMinimumWidth(round(self._left() + CELL_PX * len(view.sectors) + SIDE_PX))
        self.show_counted(self.counted)

    def show_counted(self, counted: Counted) -> None:
        """Show another number in the cells."""
        self.counted = counted
        cells = self._view.cells.values() if self._view is not None else ()
        self._most = max([1.0, *(value_of(cell, counted) or 0.0 for cell in cells)])
        self._say()
        self.update()

    def show_from(self, x: int, y: int) -> None:
        """Keep names and heads in sight where the matrix is scrolled."""
        self._from = (x, y)
        self.update()

    def mark(self, cell: tuple[str, str] | None) -> None:
        """Frame the cell by which the table is filtered."""
        self.marked = cell
        self.update()

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Give where a cell stands."""
        width = self._cell_px()
        left = self._left() + column * width
        return QRectF(left + 1, HEAD_PX + row * ROW_PX + 1, width - 2, ROW_PX - 2)

    def key_at(self, row: int, column: int) -> tuple[str, str]:
        """Give sector and area of a cell."""
        if self._view is None or not self._view.areas or not self._view.sectors:
            return "", ""
        return self._view.sectors[column], self._view.areas[row][0]

    def sentence(self, row: int, column: int) -> str:
        """Say all that is known of one cell."""
        view, say = self._view, self._words.say
        key = self.key_at(row, column)
        if view is None or not key[1]:
            return ""
        sector, area = key[0], view.areas[row][1]
        hole, cell, overlap = self._holes.get(key), view.cells.get(key), self._overlaps.get(key)
        if cell is None:
            people = None if hole is None else hole.people
            basis = "unknown" if hole is None else hole.basis.value
            return say(f"presence.hole.{basis}", sector=sector, area=area, people=people)
        said = say(
            "presence.cell",
            sector=sector,
            area=area,
            organisations=say("presence.n_organisations", n=len(cell.organisations)),
            activities=say("presence.n_activities", n=cell.n_activities),
        )
        if overlap is not None:
            code = "presence.at_once" if overlap.busiest else "presence.at_once_undated"
            said += " " + say(code, n=overlap.n, on=overlap.busiest)
        return said

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        view = self._view
        if view is None or not view.areas:
            super().keyPressEvent(event)
            return
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            row = min(max(0, self.at[0] + step[0]), len(view.areas) - 1)
            column = min(max(0, self.at[1] + step[1]), len(view.sectors) - 1)
            self._go(row, column)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(*self.key_at(*self.at))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self._cell_at(event.position())
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self._go(*found)
            self.chosen.emit(*self.key_at(*found))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._cell_at(QPointF(event.pos()))
            if found is not None:
                QToolTip.showText(event.globalPos(), self.sentence(*found), self)
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        view = self._view
        if view is None:
            return
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.colour("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = range(
            max(0, int((event.rect().top() - HEAD_PX) // ROW_PX)),
            min(len(view.areas), int((event.rect().bottom() - HEAD_PX) // ROW_PX) + 1),
        )
        for row in seen:
            for column, sector in enumerate(view.sectors):
                self._paint_cell(painter, self.cell_rect(row, column), (sector, view.areas[row][0]))
        self._paint_frames(painter, view)
        self._paint_names(painter, view, seen)
        self._paint_heads(painter, view)

    def _left(self) -> float:
        return SIDE_PX + NAME_PX + 8

    def _cell_px(self) -> float:
        n_sectors = 1 if self._view is None else max(1, len(self._view.sectors))
        room = (self.width() - self._left() - SIDE_PX) / n_sectors
        return min(WIDEST_CELL_PX, max(CELL_PX, room))

    def _cell_at(self, place: QPointF) -> tuple[int, int] | None:
        view, (x, y) = self._view, self._from
        if view is None or place.x() < self._left() + x or place.y() < HEAD_PX + y:
            return None
        row = int((place.y() - HEAD_PX) // ROW_PX)
        column = int((place.x() - self._left()) // self._cell_px())
        is_inside = 0 <= row < len(view.areas) and 0 <= column < len(view.sectors)
        return (row, column) if is_inside else None

    def _go(self, row: int, column: int) -> None:
        self.at = (row, column)
        self._say()
        self.update()

    def _say(self) -> None:
        self.setAccessibleDescription(self.sentence(*self.at))

    def _paint_frames(self, painter: QPainter, view: PresenceView) -> None:
        places = [(self.at, "focus")] if self.hasFocus() and view.areas and view.sectors else []
        if self.marked is not None and self.marked[0] in view.sectors:
            rows = [row for row, (key, _) in enumerate(view.areas) if key == self.marked[1]]
            places += [((row, view.sectors.index(self.marked[0])), "accent") for row in rows]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for place, tone in places:
            painter.setPen(QPen(self._look.colour(tone), 2))
            painter.drawRoundedRect(self.cell_rect(*place), 3, 3)

    def _paint_heads(self, painter: QPainter, view: PresenceView) -> None:
        top = float(self._from[1])
        painter.fillRect(QRectF(0, top, self.width(), HEAD_PX - 2), self._look.colour("surface"))
        painter.setFont(self._look.font("micro"))
        painter.setPen(self._look.colour("text_2"))
        wrapped = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignBottom
        for column, sector in enumerate(view.sectors):
            place = self.cell_rect(0, column)
            place.setTop(top + 2)
            place.setHeight(HEAD_PX - 8)
            shown = sector or self._words.say("presence.no_sector")
            painter.drawText(place, wrapped | Qt.AlignmentFlag.AlignHCenter, shown)
        painter.setPen(QPen(self._look.colour("line"), 1))
        painter.drawLine(
            QPointF(0, top + HEAD_PX - 2.5), QPointF(self.width(), top + HEAD_PX - 2.5)
        )

    def _paint_names(self, painter: QPainter, view: PresenceView, seen: range) -> None:
        left = float(self._from[0])
        ground = QRectF(left, 0, self._left(), self.height())
        painter.fillRect(ground, self._look.colour("surface"))
        painter.setFont(self._look.font("small_medium"))
        painter.setPen(self._look.colour("text"))
        metrics = QFontMetricsF(painter.font())
        for row in seen:
            name = metrics.elidedText(view.areas[row][1], Qt.TextElideMode.ElideRight, NAME_PX)
            place = QRectF(left + SIDE_PX, HEAD_PX + row * ROW_PX, NAME_PX, ROW_PX)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_cell(self, painter: QPainter, rect: QRectF, key: tuple[str, str]) -> None:
        look, view = self._look, self._view
        cell = None if view is None else view.cells.get(key)
        if cell is None:
            hole = self._holes.get(key)
            is_known = hole is not None and hole.people is not None
            ground, lines = ("open_tint", "open_hatch") if is_known else ("unknown_tint", "control")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ground))
            painter.drawRoundedRect(rect, 2, 2)
            paint_hatch(painter, rect, look.colour(lines), radius=2, anchor=QPointF(0, 0))
            return
        value = value_of(cell, self.counted)
        filled = look.theme.step(0.0 if value is None else value / self._most)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(filled)
        painter.drawRoundedRect(rect, 2, 2)
        painter.setFont(look.font("bar"))
        painter.setPen(self._ink(filled))
        shown = "?" if value is None else self._words.formats.number(value, 0)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)
        if key in self._overlaps:
            top, end = rect.top(), rect.right()
            corner = [
                QPointF(end - CORNER_PX, top),
                QPointF(end, top),
                QPointF(end, top + CORNER_PX),
            ]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("warning_fill"))
            painter.drawPolygon(QPolygonF(corner))

    def _ink(self, ground: QColor) -> QColor:
        inks = (self._look.colour("text"), self._look.colour("surface"))
        return max(inks, key=lambda ink: contrast(ground, ink))
