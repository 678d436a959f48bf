"""Small pictures of the overview: the squares of a factor, the course of severity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.painting.risk import SQUARE_PX, paint_square
from crisisplanner.ui.theme.look import Look

GAP_PX = 3
COURSE_PX = 64
MOST_SEVERE = 5.0


class Squares(QWidget):
    """Show the states of a factor's indicators, gravest first; wraps into more lines."""

    def __init__(self, look: Look, states: Sequence[str], description: str) -> None:
        super().__init__()
        self._look, self._states = look, tuple(states)
        self.setAccessibleName(description)
        self.setToolTip(description)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.update)

    def heightForWidth(self, width: int) -> int:
        n_lines = -(-len(self._states) // self._n_in_line(width))
        return max(1, n_lines) * (SQUARE_PX + GAP_PX) + GAP_PX

    def sizeHint(self) -> QSize:
        width = len(self._states) * (SQUARE_PX + GAP_PX)
        return QSize(width, SQUARE_PX + 2 * GAP_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(6 * (SQUARE_PX + GAP_PX), SQUARE_PX + 2 * GAP_PX)

    def _n_in_line(self, width: int) -> int:
        return max(1, width // (SQUARE_PX + GAP_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        in_line = self._n_in_line(self.width())
        for number, state in enumerate(self._states):
            line, place = divmod(number, in_line)
            step = SQUARE_PX + GAP_PX
            square = QRectF(place * step, GAP_PX + line * step, SQUARE_PX, SQUARE_PX)
            paint_square(painter, square, state, self._look)


class Course(QWidget):
    """Show severity month by month as steps from 0 to 5; unknown months are hatched."""

    def __init__(
        self, look: Look, values: Sequence[tuple[date | None, float | None]], description: str
    ) -> None:
        super().__init__()
        self._look, self._values = look, tuple(values)
        self.setAccessibleName(description)
        self.setToolTip(description)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, COURSE_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), self._look
        area = QRectF(self.rect()).adjusted(0, 2, -1, -2)
        painter.setPen(QPen(look.colour("line"), 1))
        for line in range(6):
            y = area.bottom() - line / MOST_SEVERE * area.height()
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        step = area.width() / max(1, len(self._values))
        for number, (_, value) in enumerate(self._values):
            place = QRectF(area.left() + number * step, area.top(), step, area.height())
            if value is None:
                paint_hatch(painter, place, look.colour("control"), step_px=4)
                continue
            place.setTop(area.bottom() - value / MOST_SEVERE * area.height())
            painter.fillRect(place, look.colour("unknown_tint"))
            top = QPolygonF([place.topLeft(), place.topRight()])
            painter.setPen(QPen(look.colour("text"), 2))
            painter.drawPolyline(top)
