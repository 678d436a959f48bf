"""A painted grid of cells that keyboard and pointer walk; what a cell shows is its owner's.

Lives here: where cells stand, walking, choosing, and what is said of a cell.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from crisisplanner.ui.theme.focus_ring import OWN_RING
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.spoken import tell_current

ROW_PX = 28.0
SIDE_PX = 20.0
STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
CHOOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
Place = tuple[int, int]
"""Row and column of a cell."""


@dataclass(frozen=True, slots=True)
class GridSizes:
    """Say how large head, names and cells are; what stands before the cells is ``left_px`` wide."""

    left_px: float
    head_px: float
    cell_px: float
    widest_cell_px: float


class CellGrid(QWidget):
    """Walk cells by the arrows; Enter, Space or a click chooses one."""

    chosen = Signal(int, int)
    """Carries row and column."""

    def __init__(self, look: Look, name: str, sizes: GridSizes) -> None:
        super().__init__()
        self._look, self._sizes = look, sizes
        self._n_rows = self._n_columns = 0
        self._kept = QPointF(0, 0)
        self.at: Place = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_RING, "true")
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        look.changed.connect(self.update)

    def sentence(self, row: int, column: int) -> str:
        """Say all that is known of one cell; called only where there are cells."""
        raise NotImplementedError

    @property
    def has_cells(self) -> bool:
        """Tell whether there is anything to walk on."""
        return self._n_rows > 0 and self._n_columns > 0

    def show_size(self, n_rows: int, n_columns: int, at: Place) -> None:
        """Take another number of rows and columns, and the cell that is current in them."""
        self._n_rows, self._n_columns = n_rows, n_columns
        self.at = (min(at[0], max(0, n_rows - 1)), min(at[1], max(0, n_columns - 1)))
        self.setMinimumHeight(round(self._sizes.head_px + ROW_PX * n_rows + 8))
        self.setMinimumWidth(round(self._sizes.left_px + self._sizes.cell_px * n_columns + SIDE_PX))
        self.tell()

    def show_from(self, x: int, y: int) -> None:
        """Keep names and heads in sight where the grid is scrolled."""
        self._kept = QPointF(x, y)
        self.update()

    def tell(self) -> None:
        """Say what is current, and paint anew."""
        tell_current(self, self.sentence(*self.at) if self.has_cells else "")
        self.update()

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Give where a cell stands."""
        width = self._cell_px()
        left = self._sizes.left_px + column * width
        return QRectF(left + 1, self.row_top(row) + 1, width - 2, ROW_PX - 2)

    def row_top(self, row: int) -> float:
        """Give where a row begins."""
        return self._sizes.head_px + row * ROW_PX

    def rows_in(self, rect: QRectF) -> range:
        """Give the rows that stand in a part of the grid."""
        first = int((rect.top() - self._sizes.head_px) // ROW_PX)
        last = int((rect.bottom() - self._sizes.head_px) // ROW_PX)
        return range(max(0, first), min(self._n_rows, last + 1))

    def head_rect(self, column: int) -> QRectF:
        """Give where the head of a column stands, however far the grid is scrolled."""
        place = self.cell_rect(0, column)
        return QRectF(place.left(), self._kept.y(), place.width(), self._sizes.head_px - 2)

    def paint_name(self, painter: QPainter, row: int, name: str, width: float) -> None:
        """Write what a row is called before its cells."""
        painter.setFont(self._look.font("small_medium"))
        painter.setPen(self._look.colour("text"))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)
        place = QRectF(self._kept.x() + SIDE_PX, self.row_top(row), width, ROW_PX)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)

    def paint_frames(self, painter: QPainter, marked: Place | None) -> None:
        """Frame the marked cell, and the current one while the keyboard is here."""
        current = self.at if self.hasFocus() and self.has_cells else None
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for place, tone in ((marked, "accent"), (current, "focus")):
            if place is not None:
                painter.setPen(QPen(self._look.colour(tone), 2))
                painter.drawRoundedRect(self.cell_rect(*place), 3, 3)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if not self.has_cells or (step is None and event.key() not in CHOOSING):
            super().keyPressEvent(event)
        elif step is None:
            self.chosen.emit(*self.at)
        else:
            row = min(max(0, self.at[0] + step[0]), self._n_rows - 1)
            column = min(max(0, self.at[1] + step[1]), self._n_columns - 1)
            self._go(row, column)

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

    def _cell_px(self) -> float:
        sizes = self._sizes
        room = (self.width() - sizes.left_px - SIDE_PX) / max(1, self._n_columns)
        return min(sizes.widest_cell_px, max(sizes.cell_px, room))

    def _cell_at(self, place: QPointF) -> Place | None:
        left, head = self._sizes.left_px, self._sizes.head_px
        if place.x() < left + self._kept.x() or place.y() < head + self._kept.y():
            return None
        row = int((place.y() - head) // ROW_PX)
        column = int((place.x() - left) // self._cell_px())
        return (row, column) if row < self._n_rows and column < self._n_columns else None

    def _go(self, row: int, column: int) -> None:
        self.at = (row, column)
        self.tell()
