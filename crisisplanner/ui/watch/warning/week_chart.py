"""Deaths by week as steps with their range, thresholds dashed, unknown weeks hatched."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from crisisplanner.services.warning_series import DeathsByWeek
from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.theme.look import Look
from crisisplanner.wording.catalogue import Wording

HEIGHT_PX = 150
LEFT_PX = 40
FOOT_PX = 18
TOP_PX = 8


class WeekChart(QWidget):
    """Draw the weeks; the same numbers are said to a screen reader."""

    def __init__(self, look: Look, words: Wording, series: DeathsByWeek) -> None:
        super().__init__()
        self._look, self._words, self._series = look, words, series
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = [
            words.say("trigger.period", start=w.start, best=w.best, low=w.low, high=w.high)
            for w in series.weeks
        ]
        self.setAccessibleName(words.say("triggers.chart", n=len(series.weeks)))
        self.setAccessibleDescription("\n".join(said))
        self.setToolTip("\n".join(said[-8:]))
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, series = QPainter(self), self._look, self._series
        tops = [t for w in series.weeks for t in (w.best, w.high) if t is not None]
        top = max([1.0, *tops, *series.thresholds]) * 1.08
        area = QRectF(LEFT_PX, TOP_PX, self.width() - LEFT_PX - 8, HEIGHT_PX - TOP_PX - FOOT_PX)

        def y_of(value: float) -> float:
            return area.bottom() - value / top * area.height()

        step = area.width() / max(1, len(series.weeks))
        for number, week in enumerate(series.weeks):
            place = QRectF(area.left() + number * step, area.top(), step, area.height())
            if week.best is None and week.low is None:
                paint_hatch(painter, place, look.colour("control"))
                continue
            low, high = week.low, week.high
            if low is not None and high is not None:
                band = QRectF(place.left(), y_of(high), step, y_of(low) - y_of(high))
                painter.fillRect(band, look.colour("unknown_tint"))
            if week.best is not None:
                bar = QRectF(place.left() + 1, y_of(week.best), step - 2, 0)
                bar.setBottom(area.bottom())
                is_over = any(week.best >= t for t in series.thresholds)
                painter.fillRect(bar, look.colour("open_fill" if is_over else "control"))
        self._paint_frame(painter, area, top)
        for threshold in series.thresholds:
            painter.setPen(QPen(look.colour("warning"), 1.5, Qt.PenStyle.DashLine))
            y = y_of(threshold)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setFont(look.font("bar_small"))
            said = self._words.say("triggers.threshold", value=threshold)
            # On its own ground: the text must be read above bars too.
            width = QFontMetricsF(painter.font()).horizontalAdvance(said) + 8
            place = QRectF(area.left(), y - 17, width, 16)
            painter.fillRect(place, look.colour("surface"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, said)

    def _paint_frame(self, painter: QPainter, area: QRectF, top: float) -> None:
        look, words, weeks = self._look, self._words, self._series.weeks
        painter.setPen(QPen(look.colour("line_strong"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(look.colour("text_2"))
        painter.setFont(look.font("bar_small"))
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value in (0.0, float(round(top / 2)), float(int(top))):
            y = area.bottom() - value / top * area.height()
            place = QRectF(0, y - 8, LEFT_PX - 6, 16)
            painter.drawText(place, align, words.formats.number(value))
        if weeks:
            foot = QRectF(area.left(), area.bottom() + 2, area.width(), FOOT_PX - 2)
            painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, words.value(weeks[0].start))
            last = words.value(weeks[-1].start)
            painter.drawText(foot, Qt.AlignmentFlag.AlignRight, last)
