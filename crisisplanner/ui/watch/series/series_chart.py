"""The chart of a series: steps with their band, thresholds dashed, unknown stretches hatched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPen
from PySide6.QtWidgets import QWidget

from crisisplanner.services.crisis_views.series_view import SeriesPoint, SeriesView, Threshold
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.watch.series.step_items import Boxes
from crisisplanner.ui.widgets.panels import column
from crisisplanner.ui.widgets.spoken import tell_current
from crisisplanner.wording.catalogue import Wording

HEADROOM = 1.08
LEAST_TICK_PX = 90
YEARS = (1, 2, 5, 10, 20, 50)
ZOOM, SHARE_MOVED = 0.8, 0.2
AXIS_PX = 56
GRID_OF_255 = 90


class SeriesChart(QWidget):
    """Draw one series; wheel and plus zoom, dragging and arrows move, 0 shows all."""

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        import pyqtgraph

        self._look, self._words, self._pg = look, words, pyqtgraph
        self.plot: Any = pyqtgraph.PlotWidget()
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setMouseEnabled(x=True, y=False)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._view: Any = self.plot.getPlotItem().getViewBox()
        self._below = Boxes(look, "unknown_tint")
        self._band = Boxes(look, "line_strong")
        self._unknown = Boxes(look, "control", is_hatched=True)
        for item in (self._below, self._band, self._unknown):
            self.plot.addItem(item, ignoreBounds=True)
        self.line: Any = self.plot.plot([], [])
        # pyqtgraph asks an axis how its numbers are written; its own way knows no thousands.
        self.plot.getAxis("left").tickStrings = self._numbers
        self._thresholds: list[Any] = []
        self._points: tuple[SeriesPoint, ...] = ()
        self._seen: tuple[Threshold, ...] = ()
        column(self).addWidget(self.plot)
        self._view.sigXRangeChanged.connect(self._name_days)
        look.changed.connect(self._dress)
        self._dress()

    def show_view(self, view: SeriesView, description: str) -> None:
        """Draw another series."""
        is_other = self._points[:1] != view.points[:1] or self._points[-1:] != view.points[-1:]
        self._points, self._seen = view.points, view.thresholds
        self.setAccessibleName(description)
        x, y = _steps(view.points)
        self.line.setData(x, y, connect="finite")
        top = self._top()
        self._below.show_boxes([_box(p, 0.0, p.best) for p in view.points if p.best])
        self._band.show_boxes(
            [
                _box(p, p.low, p.high)
                for p in view.points
                if p.low is not None and p.high is not None and p.high > p.low
            ]
        )
        self._unknown.show_boxes(
            [_box(p, 0.0, top) for p in view.points if p.best is None and p.high is None]
            + [_between(a, b, top) for a, b in _gaps(view.points)]
        )
        self._draw_thresholds()
        bottom = min([0.0, *(p.low if p.low is not None else p.best or 0.0 for p in view.points)])
        self.plot.setYRange(bottom, top, padding=0)
        if is_other:
            self.show_all()
        self._name_days()

    def show_all(self) -> None:
        """Show the series from its first day to its last."""
        if self._points:
            first, last = _number(self._points[0].start), _number(self._points[-1].end)
            self._view.setLimits(xMin=first - (last - first), xMax=last + (last - first))
            self.plot.setXRange(first, last, padding=0.02)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        first, last = self._view.viewRange()[0]
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._zoom(ZOOM)
            case Qt.Key.Key_Minus:
                self._zoom(1 / ZOOM)
            case Qt.Key.Key_0 | Qt.Key.Key_Home:
                self.show_all()
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                sign = -1 if event.key() == Qt.Key.Key_Left else 1
                moved = sign * SHARE_MOVED * (last - first)
                self.plot.setXRange(first + moved, last + moved, padding=0)
            case _:
                super().keyPressEvent(event)

    def _numbers(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Write the numbers beside the axis, all with the decimals that their steps need."""
        decimals = next((n for n in range(4) if round(spacing * scale, n) == spacing * scale), 4)
        return [self._words.formats.number(value * scale, decimals) for value in values]

    def _zoom(self, factor: float) -> None:
        first, last = self._view.viewRange()[0]
        middle, half = (first + last) / 2, (last - first) / 2 * factor
        self.plot.setXRange(middle - half, middle + half, padding=0)

    def _top(self) -> float:
        tops = [v for p in self._points for v in (p.best, p.high, p.low) if v is not None]
        return max([1.0, *tops, *(one.value for one in self._seen)]) * HEADROOM

    def _draw_thresholds(self) -> None:
        for old in self._thresholds:
            self.plot.removeItem(old)
        self._thresholds = []
        look, words = self._look, self._words
        pen = QPen(look.colour("warning"), 1.5, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        for one in self._seen:
            said = words.say("series.threshold", value=one.value, trigger=one.trigger)
            line = self._pg.InfiniteLine(
                one.value,
                angle=0,
                pen=pen,
                label=said,
                labelOpts={
                    "position": 0.02,
                    "anchors": [(0, 1), (0, 1)],
                    "fill": look.colour("surface"),
                },
            )
            line.label.setColor(look.colour("warning"))
            line.label.setFont(look.font("bar_small"))
            self.plot.addItem(line, ignoreBounds=True)
            self._thresholds.append(line)

    @Slot()
    def _dress(self) -> None:
        look = self._look
        self.plot.setBackground(look.colour("surface"))
        pen = QPen(look.colour("text"), 2)
        pen.setCosmetic(True)
        self.line.setPen(pen)
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setPen(QPen(look.colour("line_strong"), 1))
            axis.setTextPen(look.colour("text_2"))
            axis.setStyle(tickFont=look.font("bar_small"))
        self.plot.getAxis("left").setWidth(AXIS_PX)
        self.plot.getAxis("left").enableAutoSIPrefix(enable=False)
        self.plot.getAxis("left").setGrid(GRID_OF_255)
        self._draw_thresholds()

    @Slot()
    def _name_days(self) -> None:
        """Name as many days as there is room for."""
        first, last = self._view.viewRange()[0]
        n_ticks = max(2, int(self.plot.width() / LEAST_TICK_PX))
        days = _tick_days(first, last, n_ticks)
        if self._points:
            seen = [date.fromordinal(max(1, round(number))) for number in (first, last)]
            said = self._words.say("series.in_sight", first=seen[0], last=seen[1])
            tell_current(self, said)
        formats = self._words.formats
        is_daily = len(days) > 1 and (days[1] - days[0]).days < 28
        named = [
            (_number(day), formats.date(day) if is_daily else formats.month(day)) for day in days
        ]
        self.plot.getAxis("bottom").setTicks([named])


def _number(day: date) -> float:
    return float(day.toordinal())


def _box(point: SeriesPoint, low: float, high: float | None) -> QRectF:
    left, right = _number(point.start), _number(point.end)
    return QRectF(left, low, right - left, (high or 0.0) - low)


def _between(start: date, end: date, top: float) -> QRectF:
    return QRectF(_number(start), 0.0, _number(end) - _number(start), top)


def _gaps(points: Sequence[SeriesPoint]) -> list[tuple[date, date]]:
    """List the stretches between points that no point speaks of."""
    pairs = pairwise(points)
    return [(one.end, other.start) for one, other in pairs if other.start > one.end]


def _steps(points: Sequence[SeriesPoint]) -> tuple[Any, Any]:
    """Give the corners of the steps; what is not known breaks the line."""
    import numpy as np

    x, y = [], []
    end: date | None = None
    for point in points:
        best = np.nan if point.best is None else point.best
        start = _number(point.start)
        if end is not None and point.start > end:
            x.append(start)
            y.append(np.nan)
        x += [start, _number(point.end)]
        y += [best, best]
        end = point.end
    return np.array(x, dtype=float), np.array(y, dtype=float)


def _tick_days(first: float, last: float, n_ticks: int) -> list[date]:
    """Choose round days: every day or week, the first of months, quarters or years."""
    span = max(1.0, last - first) / n_ticks
    low = max(1, int(first))
    start = date.fromordinal(low)
    stop = date.fromordinal(max(low, min(date.max.toordinal() - 400, int(last) + 1)))
    for days in (1, 2, 7, 14):
        if span <= days:
            begin = start - timedelta(days=start.toordinal() % days)
            n = (stop - begin).days // days + 1
            found = [begin + timedelta(days=days * number) for number in range(n)]
            return [day for day in found if day >= start]
    months = next((m for m in (1, 2, 3, 6) if span <= m * 31), 0)
    if not months:
        months = 12 * next((y for y in YEARS if span <= y * 366), YEARS[-1])
    count = start.year * 12 + start.month - 1
    count -= count % months
    ticks = []
    while (day := date(count // 12, count % 12 + 1, 1)) <= stop:
        if day >= start:
            ticks.append(day)
        count += months
    return ticks
