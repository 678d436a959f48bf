"""The heat map's legend: shares of the need, needed but none, below the need."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.theme.look import Look
from crisisplanner.wording.catalogue import Wording

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
STEP_PX = 20.0
MARK_PX = 16.0
GAP_PX = 6.0
APART_PX = 16.0


class HeatLegend(QWidget):
    """Explain colours and marks in one line."""

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._look = look
        self._share = words.say("availability.legend.share")
        self._none = words.say("availability.legend.none")
        self._short = words.say("availability.legend.short")
        self.setAccessibleName(f"{self._share}, {self._none}, {self._short}")
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._look.font("small"))
        texts = (self._share, self._none, self._short)
        width = sum(metrics.horizontalAdvance(text) + GAP_PX + APART_PX for text in texts)
        return QSize(round(width + STEP_PX * len(SHARES) + 2 * MARK_PX), 20)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        x = 0.0
        for share in SHARES:
            painter.fillRect(QRectF(x, 4, STEP_PX - 1, 12), look.theme.step(share))
            x += STEP_PX
        x = self._word(painter, x, self._share)
        place = QRectF(x, 4, MARK_PX, 12)
        painter.fillRect(place, look.colour("open_tint"))
        paint_hatch(painter, place, look.colour("open_hatch"), radius=2)
        x = self._word(painter, x + MARK_PX, self._none)
        corner = [QPointF(x + 6, 4), QPointF(x + 14, 4), QPointF(x + 14, 12)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("open_fill"))
        painter.drawPolygon(QPolygonF(corner))
        self._word(painter, x + MARK_PX, self._short)

    def _word(self, painter: QPainter, x: float, text: str) -> float:
        painter.setFont(self._look.font("small"))
        painter.setPen(self._look.colour("text_2"))
        width = QFontMetricsF(painter.font()).horizontalAdvance(text)
        place = QRectF(x + GAP_PX, 0, width + 2, 20)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        return float(x + GAP_PX + width + APART_PX)
