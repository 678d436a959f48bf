"""A heat map's legend: steps of its colour, hatched cells, corners; each with its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.theme.look import Look

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
STEP_PX = 20.0
MARK_PX = 16.0
GAP_PX = 6.0
APART_PX = 16.0


@dataclass(frozen=True, slots=True)
class LegendMark:
    """Describe a mark: a hatch of lines on a ground, or a corner in a tone; neither means the steps."""

    words: str
    ground: str = ""
    lines: str = ""
    corner: str = ""

    @property
    def width_px(self) -> float:
        """Give the width of what is drawn."""
        return MARK_PX if self.ground or self.corner else STEP_PX * len(SHARES)


class HeatLegend(QWidget):
    """Explain colours and marks in one line."""

    def __init__(self, look: Look, marks: Sequence[LegendMark]) -> None:
        super().__init__()
        self._look, self._marks = look, tuple(marks)
        self.setAccessibleName(", ".join(mark.words for mark in marks))
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._look.font("small"))
        widths = [
            metrics.horizontalAdvance(mark.words) + GAP_PX + APART_PX + mark.width_px
            for mark in self._marks
        ]
        return QSize(round(sum(widths)), 20)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0.0
        for mark in self._marks:
            self._paint_mark(painter, x, mark)
            x = self._word(painter, x + mark.width_px, mark.words)

    def _paint_mark(self, painter: QPainter, x: float, mark: LegendMark) -> None:
        look = self._look
        if mark.corner:
            corner = [QPointF(x + 6, 4), QPointF(x + 14, 4), QPointF(x + 14, 12)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(mark.corner))
            painter.drawPolygon(QPolygonF(corner))
        elif mark.ground:
            place = QRectF(x, 4, MARK_PX, 12)
            painter.fillRect(place, look.colour(mark.ground))
            paint_hatch(painter, place, look.colour(mark.lines), radius=2)
        else:
            for number, share in enumerate(SHARES):
                place = QRectF(x + number * STEP_PX, 4, STEP_PX - 1, 12)
                painter.fillRect(place, look.theme.step(share))

    def _word(self, painter: QPainter, x: float, text: str) -> float:
        painter.setFont(self._look.font("small"))
        painter.setPen(self._look.colour("text_2"))
        width = QFontMetricsF(painter.font()).horizontalAdvance(text)
        place = QRectF(x + GAP_PX, 0, width + 2, 20)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        return float(x + GAP_PX + width + APART_PX)
