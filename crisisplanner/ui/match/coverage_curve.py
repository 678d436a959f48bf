"""Coverage by day: steps filled below and hatched above, on the chart's axis."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.days import Day
from crisisplanner.services.matching.match_view import CurveStep, MatchView
from crisisplanner.ui.match.axis import TimeAxis, mark_pen
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.match.time_scale import TimeScale, chart_days
from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.theme.focus_ring import OWN_RING
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text

TOP_PX = 20.0
BOTTOM_PX = 28.0
GRID = (0.0, 0.25, 0.5, 0.75, 1.0)
LABEL_PX = 36.0
CURVE_PX = 2.0


class CurveCanvas(QWidget):
    """Draw the curve."""

    left = Signal()

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self._look, self._phrases = look, phrases
        self._view: MatchView | None = None
        self._scale = TimeScale(0, 10, 100)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_RING, "true")
        self.setAccessibleName(phrases.code("curve"))
        look.changed.connect(self.update)

    def show_view(self, view: MatchView) -> None:
        """Show the curve of a view."""
        self._view = view
        first, last = chart_days(view.first_day, view.last_day)
        self._scale = TimeScale(first, last, self.width())
        lowest = lowest_step(view.curve)
        said = self._phrases.code("curve.none")
        if lowest is not None and lowest.share is not None:
            said = self._phrases.code("curve.spoken", lowest=lowest.share, day=Day(lowest.from_day))
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    def show_scale(self, scale: TimeScale) -> None:
        """Follow the axis."""
        self._scale = scale
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_C, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._look
        painter.fillRect(self.rect(), look.colour("surface"))
        view = self._view
        if view is None or not view.curve:
            painter.setFont(look.font("body"))
            painter.setPen(look.colour("text_2"))
            align = Qt.AlignmentFlag.AlignCenter
            painter.drawText(self.rect(), align, self._phrases.code("curve.none"))
            return
        for step in view.curve:
            if step.share is not None:
                self._paint_step(painter, step, step.share)
        self._paint_grid(painter)
        for mark in view.marks:
            x = round(self._scale.x(mark.day)) + 0.5
            painter.setPen(mark_pen(mark.kind, look))
            painter.drawLine(QLineF(x, 0, x, self.height() - BOTTOM_PX))
        self._paint_line(painter, view.curve)

    def _y(self, share: float) -> float:
        return TOP_PX + (self.height() - TOP_PX - BOTTOM_PX) * (1 - share)

    def _paint_step(self, painter: QPainter, step: CurveStep, share: float) -> None:
        look = self._look
        left, right = self._scale.x(step.from_day), self._scale.x(step.to_day)
        top, bottom, level = self._y(1.0), self._y(0.0), self._y(share)
        painter.fillRect(
            QRectF(left, level, right - left, bottom - level), look.colour("covered_tint")
        )
        above = QRectF(left, top, right - left, level - top)
        painter.fillRect(above, look.colour("open_tint"))
        anchor = QPointF(self._scale.x(0), bottom)
        paint_hatch(painter, above, look.colour("open_hatch"), step_px=6, anchor=anchor)

    def _paint_grid(self, painter: QPainter) -> None:
        look = self._look
        painter.setFont(look.font("micro"))
        for share in GRID:
            y = round(self._y(share)) + 0.5
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawLine(QLineF(LABEL_PX, y, self.width() - 8, y))
            painter.setPen(look.colour("text_2"))
            place = QRectF(0, y - 8, LABEL_PX - 2, 16)
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(place, align, self._phrases.words.formats.percent(share))

    def _paint_line(self, painter: QPainter, steps: tuple[CurveStep, ...]) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("covered"), CURVE_PX))
        before: float | None = None
        for step in steps:
            if step.share is None:
                before = None
                continue
            left, right = self._scale.x(step.from_day), self._scale.x(step.to_day)
            y = self._y(step.share)
            if before is not None:
                painter.drawLine(QLineF(left, before, left, y))
            painter.drawLine(QLineF(left, y, right, y))
            before = y


def lowest_step(steps: tuple[CurveStep, ...]) -> CurveStep | None:
    """Give the first step of the lowest coverage."""
    known = [step for step in steps if step.share is not None]
    return min(known, key=lambda step: (step.share or 0.0, step.from_day), default=None)


class CurvePanel(QWidget):
    """The curve with its axis and a way back."""

    left = Signal()

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._phrases = phrases
        self.axis = TimeAxis(look, phrases)
        self.canvas = CurveCanvas(look, phrases)
        self.canvas.left.connect(self.left)
        back = Button(look, phrases.code("curve.back"), kind="link")
        back.clicked.connect(self.left)
        self._sentence = Text(look, "", "small", "text_2", wrap=True)
        head = row(gap=12)
        head.setContentsMargins(16, 8, 12, 4)
        head.addWidget(Text(look, phrases.code("curve"), "h3"))
        head.addWidget(self._sentence, 1)
        head.addWidget(back)
        layout = column(self)
        layout.addLayout(head)
        layout.addWidget(self.axis)
        layout.addWidget(self.canvas, 1)
        self._view: MatchView | None = None
        self.setFocusProxy(self.canvas)

    def show_view(self, view: MatchView) -> None:
        """Show the curve of a view."""
        self._view = view
        self.axis.show_marks(view.marks)
        self.canvas.show_view(view)
        self._sentence.setText(self.canvas.accessibleDescription())
        self._fit()

    def _fit(self) -> None:
        if self._view is not None:
            first, last = chart_days(self._view.first_day, self._view.last_day)
            scale = TimeScale(first, last, self.width())
            self.axis.show_scale(scale)
            self.canvas.show_scale(scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
