"""The chart's head: flags of day lines above the days."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from crisisplanner.domain.days import Day
from crisisplanner.services.matching.match_view import DayMark, MarkKind
from crisisplanner.ui.match.causes import mark_icon
from crisisplanner.ui.match.flags import Flag, place_flags
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.match.time_scale import TimeScale
from crisisplanner.ui.theme.look import Look

FLAG_PX = 16
FLAGS_TOP_PX = 3
LABELS_TOP_PX = 52
ICON_PX = 13
MOST_FLAG_PX = 140.0
TICK_PX = 4
NEAR_PX = 4.0


def mark_pen(kind: MarkKind, look: Look) -> QPen:
    """Give the line of a day: solid for authorities, dashed for permits and decisions."""
    if kind is MarkKind.AUTHORITY:
        return QPen(look.colour("text"), 1)
    colour = look.colour("accent" if kind is MarkKind.DECISION else "text")
    pen = QPen(colour, 1)
    pen.setDashPattern([4, 3])
    return pen


class TimeAxis(QWidget):
    """Draw days and flags over the chart."""

    zoom_asked = Signal(float, float)

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self._look = look
        self._phrases = phrases
        self._scale = TimeScale(0, 10, 100)
        self._marks: Sequence[DayMark] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.theme.size("axis"))
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(400, self._look.theme.size("axis"))

    def show_marks(self, marks: Sequence[DayMark]) -> None:
        """Show the lines of some days."""
        self._marks = tuple(marks)
        self.setAccessibleName(self._phrases.code("axis"))
        self.update()

    def show_scale(self, scale: TimeScale) -> None:
        """Follow the chart's zoom and scroll."""
        self._scale = scale
        self.update()

    def flags(self) -> tuple[Flag, ...]:
        """Give where the flags stand."""
        metrics = QFontMetricsF(self._look.font("bar_small"))

        joined = self._joined()

        def text_of(mark: DayMark) -> str:
            names = joined[mark]
            label = names[0]
            if len(names) > 1:
                label = self._phrases.code("and_more", name=label, n=len(names) - 1)
            return metrics.elidedText(label, Qt.TextElideMode.ElideRight, MOST_FLAG_PX)

        def width_of(text: str) -> float:
            return metrics.horizontalAdvance(text) + ICON_PX + 3

        return place_flags(joined, self._scale, text_of, width_of)

    def _joined(self) -> dict[DayMark, list[str]]:
        """Give lines of one day and kind one flag."""
        names: dict[DayMark, list[str]] = {}
        first: dict[tuple[int, MarkKind, bool], DayMark] = {}
        for mark in self._marks:
            key = (mark.day, mark.kind, mark.is_end)
            names.setdefault(first.setdefault(key, mark), []).append(self._phrases.mark_label(mark))
        return names

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.hint_at(event.pos().x()), self)
            return True
        return super().event(event)

    def hint_at(self, x: float) -> str:
        """Name the lines near a place; say how to zoom where there are none."""
        near: dict[int, list[str]] = {}
        for mark in self._marks:
            left, right = self._scale.x(mark.day) - NEAR_PX, self._scale.x(mark.day) + NEAR_PX
            if left <= x <= right:
                near.setdefault(mark.day, []).append(self._phrases.mark_label(mark))
        for flag in self.flags():
            if flag.row is not None and flag.left <= x <= flag.left + flag.width:
                named = [self._phrases.mark_label(m) for m in self._marks if m.day == flag.mark.day]
                near.setdefault(flag.mark.day, named)
        lines = [
            self._phrases.code("axis_day", day=Day(day), names=self._phrases.code("comma").join(n))
            for day, n in sorted(near.items())
        ]
        return "\n".join(lines) or self._phrases.code("axis_hint")

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        self.zoom_asked.emit(1.25**steps, event.position().x())
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._look
        painter.fillRect(self.rect(), look.colour("surface"))
        self._paint_days(painter)
        flags = self.flags()
        for flag in flags:
            self._paint_line(painter, flag)
        for flag in flags:
            self._paint_flag(painter, flag)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), look.colour("line_strong"))

    def _paint_days(self, painter: QPainter) -> None:
        look, scale = self._look, self._scale
        painter.setPen(QPen(look.colour("line_strong"), 1))
        bottom = self.height() - 1
        for day in scale.days_shown(scale.tick_step):
            x = round(scale.x(day)) + 0.5
            painter.drawLine(QLineF(x, bottom - TICK_PX, x, bottom))
        painter.setFont(look.font("micro"))
        painter.setPen(look.colour("text_2"))
        for day in scale.days_shown(scale.label_step):
            place = QRectF(scale.x(day) - 40, LABELS_TOP_PX, 80, 14)
            align = Qt.AlignmentFlag.AlignCenter
            painter.drawText(place, align, self._phrases.words.formats.day(day))

    def _paint_line(self, painter: QPainter, flag: Flag) -> None:
        row = flag.row if flag.row is not None else 2
        top = FLAGS_TOP_PX + row * FLAG_PX
        x = round(flag.x) + 0.5
        painter.setPen(mark_pen(flag.mark.kind, self._look))
        label_zone = LABELS_TOP_PX if self._is_under_label(flag.mark.day) else self.height()
        painter.drawLine(
            QLineF(x, top if flag.row is not None else LABELS_TOP_PX - 4, x, label_zone)
        )
        painter.drawLine(QLineF(x, LABELS_TOP_PX + 14, x, self.height()))

    def _paint_flag(self, painter: QPainter, flag: Flag) -> None:
        if flag.row is None:
            return
        look = self._look
        tone = "accent" if flag.mark.kind is MarkKind.DECISION else "text"
        top = FLAGS_TOP_PX + flag.row * FLAG_PX
        icon = QRectF(round(flag.left), top + 1, ICON_PX, ICON_PX)
        ground = QRectF(flag.left - 1, top, flag.width + 2, FLAG_PX - 1)
        painter.fillRect(ground, look.colour("surface"))
        look.icons.paint(painter, icon, mark_icon(flag.mark.kind), look.colour(tone))
        painter.setFont(look.font("bar_small"))
        painter.setPen(look.colour(tone))
        words = QRectF(icon.right() + 3, top, flag.width, FLAG_PX)
        align = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, align, flag.text)

    def _is_under_label(self, day: int) -> bool:
        step = self._scale.label_step
        away = min(day % step, step - day % step) * self._scale.px_per_day
        return away < 22
