"""The displacement curve: people to serve by day, as steps, with their range."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.days import Day
from crisisplanner.domain.figures import Figure
from crisisplanner.services.needs.needs_view import NeedsView, PeopleStep
from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.theme.look import Look
from crisisplanner.wording.catalogue import Wording

LEFT_PX = 64.0
RIGHT_PX = 20.0
TOP_PX = 12.0
BOTTOM_PX = 24.0
CURVE_PX = 2.0
N_DAY_LABELS = 5
HEIGHT_PX = 190
NICE = (1, 1.2, 1.5, 2, 3, 4, 5, 6, 8, 10)


class PeopleCurve(QWidget):
    """Draw people by day; days on which they are not known are hatched."""

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._look, self._words = look, words
        self._view: NeedsView | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words.say("needs.curve"))
        self.setMinimumHeight(140)
        look.changed.connect(self.update)

    def show_view(self, view: NeedsView, said: str) -> None:
        """Show the curve of a view, with its headline for who can't see it."""
        self._view = view
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        view = self._view
        painter = QPainter(self)
        if view is None or not view.curve:
            painter.setFont(self._look.font("small"))
            painter.setPen(self._look.colour("text_3"))
            centre = Qt.AlignmentFlag.AlignCenter
            painter.drawText(self.rect(), centre, self._words.say("needs.no_curve"))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ends = [
            end
            for step in view.curve
            for end in (step.people.value, step.people.high)
            if end is not None
        ]
        top = nice_top(max(ends, default=1.0))
        self._paint_grid(painter, view, top)
        # Neighbouring fills would show a seam.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for left, right, step in self._stretches(view):
            self._paint_step(painter, QRectF(left, 0, right - left, 0), step.people, top)
        self._paint_line(painter, view, top)

    def _x(self, day: float) -> float:
        view = self._view
        if view is None:
            return LEFT_PX
        room = self.width() - LEFT_PX - RIGHT_PX
        return LEFT_PX + room * (day - view.from_day) / max(1, view.to_day - view.from_day)

    def _y(self, people: float, top: float) -> float:
        room = self.height() - TOP_PX - BOTTOM_PX
        return TOP_PX + room * (1 - people / top)

    def _stretches(self, view: NeedsView) -> list[tuple[float, float, PeopleStep]]:
        ends = [step.day for step in view.curve[1:]] + [view.to_day]
        return [
            (self._x(step.day), self._x(end), step)
            for step, end in zip(view.curve, ends, strict=True)
        ]

    def _paint_step(self, painter: QPainter, span: QRectF, people: Figure, top: float) -> None:
        look = self._look
        floor = self._y(0, top)
        if people.value is None:
            place = QRectF(span.left(), TOP_PX, span.width(), floor - TOP_PX)
            painter.fillRect(place, look.colour("unknown_tint"))
            anchor = QPointF(LEFT_PX, floor)
            paint_hatch(painter, place, look.colour("control"), step_px=6, anchor=anchor)
            return
        level = self._y(people.value, top)
        filled = QRectF(span.left(), level, span.width(), floor - level)
        painter.fillRect(filled, look.colour("accent_tint"))
        if people.low is not None or people.high is not None:
            low = self._y(people.value if people.low is None else people.low, top)
            high = self._y(people.value if people.high is None else people.high, top)
            band = QRectF(span.left(), high, span.width(), low - high)
            paint_hatch(painter, band, look.colour("control"), step_px=6)

    def _paint_line(self, painter: QPainter, view: NeedsView, top: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("accent"), CURVE_PX))
        before: float | None = None
        for left, right, step in self._stretches(view):
            if step.people.value is None:
                before = None
                continue
            y = self._y(step.people.value, top)
            if before is not None:
                painter.drawLine(QLineF(left, before, left, y))
            painter.drawLine(QLineF(left, y, right, y))
            before = y

    def _paint_grid(self, painter: QPainter, view: NeedsView, top: float) -> None:
        look, formats = self._look, self._words.formats
        painter.setFont(look.font("micro"))
        for share in (0.0, 0.5, 1.0):
            y = round(self._y(top * share, top)) + 0.5
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawLine(QLineF(LEFT_PX, y, self.width() - RIGHT_PX, y))
            painter.setPen(look.colour("text_2"))
            place = QRectF(0, y - 8, LEFT_PX - 8, 16)
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(place, align, formats.number(top * share, 0))
        for number in range(N_DAY_LABELS):
            span = view.to_day - view.from_day
            day = round(view.from_day + span * number / (N_DAY_LABELS - 1))
            place = QRectF(self._x(day) - 40, self.height() - BOTTOM_PX + 4, 80, 16)
            if number == N_DAY_LABELS - 1:
                place.moveRight(float(self.width()))
            painter.setPen(look.colour("text_2"))
            align = Qt.AlignmentFlag.AlignHCenter
            if number == N_DAY_LABELS - 1:
                align = Qt.AlignmentFlag.AlignRight
            painter.drawText(place, align, self._words.value(Day(day)))


def nice_top(most: float) -> float:
    """Give the end of an axis from 0: a round number that is not below the most."""
    if most <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(most))
    return next(power * step for step in NICE if power * step >= most)
