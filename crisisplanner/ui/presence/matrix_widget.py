"""The matrix of who does what where: a row per area, a column per sector, organisations in each.

Hatched: nobody. Grey hatches where it is not known how many people would need it, red where it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from crisisplanner.services.presence.matrix import Counted, Hole, Overlap, PresenceView, value_of
from crisisplanner.ui.painting.heat import paint_corner, paint_none, paint_value
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.cell_grid import SIDE_PX, CellGrid, GridSizes, Place
from crisisplanner.wording.catalogue import Wording

NAME_PX = 176.0
SIZES = GridSizes(left_px=SIDE_PX + NAME_PX + 8, head_px=58.0, cell_px=84.0, widest_cell_px=124.0)


class PresenceMatrix(CellGrid):
    """Draw who does what where."""

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__(look, words.say("presence.map"), SIZES)
        self._words = words
        self._view: PresenceView | None = None
        self._holes: Mapping[tuple[str, str], Hole] = {}
        self._overlaps: Mapping[tuple[str, str], Overlap] = {}
        self._most = 1.0
        self.counted = Counted.ORGANISATIONS
        self.marked: tuple[str, str] | None = None
        """Sector and area by which the table is filtered."""

    def show_view(self, view: PresenceView) -> None:
        """Show another reading."""
        self._view = view
        self._holes = {(one.sector, one.area): one for one in view.holes}
        self._overlaps = {(one.sector, one.area): one for one in view.overlaps}
        self.show_size(len(view.areas), len(view.sectors), self.at)
        self.show_counted(self.counted)

    def show_counted(self, counted: Counted) -> None:
        """Show another number in the cells."""
        self.counted = counted
        cells = self._view.cells.values() if self._view is not None else ()
        self._most = max([1.0, *(value_of(cell, counted) or 0.0 for cell in cells)])
        self.tell()

    def mark(self, cell: tuple[str, str] | None) -> None:
        """Frame the cell by which the table is filtered."""
        self.marked = cell
        self.update()

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

    def paintEvent(self, event: QPaintEvent) -> None:
        view = self._view
        if view is None:
            return
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.colour("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = self.rows_in(QRectF(event.rect()))
        for row in seen:
            for column, sector in enumerate(view.sectors):
                self._paint_cell(painter, self.cell_rect(row, column), (sector, view.areas[row][0]))
        self.paint_frames(painter, self._marked_place(view))
        names = QRectF(self._kept.x(), 0, SIZES.left_px, self.height())
        painter.fillRect(names, self._look.colour("surface"))
        for row in seen:
            self.paint_name(painter, row, view.areas[row][1], NAME_PX)
        self._paint_heads(painter, view)

    def _marked_place(self, view: PresenceView) -> Place | None:
        if self.marked is None or self.marked[0] not in view.sectors:
            return None
        column = view.sectors.index(self.marked[0])
        rows = (row for row, (key, _) in enumerate(view.areas) if key == self.marked[1])
        row = next(rows, None)
        return None if row is None else (row, column)

    def _paint_heads(self, painter: QPainter, view: PresenceView) -> None:
        top = self._kept.y()
        ground = QRectF(0, top, self.width(), SIZES.head_px - 2)
        painter.fillRect(ground, self._look.colour("surface"))
        painter.setFont(self._look.font("micro"))
        painter.setPen(self._look.colour("text_2"))
        wrapped = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignBottom
        for column, sector in enumerate(view.sectors):
            place = self.head_rect(column).adjusted(0, 2, 0, -4)
            shown = sector or self._words.say("presence.no_sector")
            painter.drawText(place, wrapped | Qt.AlignmentFlag.AlignHCenter, shown)
        painter.setPen(QPen(self._look.colour("line"), 1))
        line = ground.bottom() - 0.5
        painter.drawLine(QPointF(0, line), QPointF(self.width(), line))

    def _paint_cell(self, painter: QPainter, rect: QRectF, key: tuple[str, str]) -> None:
        look, view = self._look, self._view
        cell = None if view is None else view.cells.get(key)
        if cell is None:
            hole = self._holes.get(key)
            is_known = hole is not None and hole.people is not None
            paint_none(painter, rect, look, is_known=is_known)
            return
        value = value_of(cell, self.counted)
        shown = "?" if value is None else self._words.formats.number(value, 0)
        ground = look.theme.step(0.0 if value is None else value / self._most)
        paint_value(painter, rect, shown, ground, look)
        if key in self._overlaps:
            paint_corner(painter, rect, look.colour("warning_fill"))
