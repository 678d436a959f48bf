"""Bars of one need: stacked from below day by day, named where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from crisisplanner.domain.plan_document import AllocationBar, NeedRow
from crisisplanner.reporting.fonts import Face
from crisisplanner.reporting.look import Look
from crisisplanner.reporting.patterns import fill_partner
from crisisplanner.reporting.pen import Pen
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.text import Style, TextBox
from crisisplanner.reporting.time_axis import TimeScale

_LEAST_LABEL_HEIGHT_PT = 8.8
_LABEL_PAD_PT = 5.0
_LOCK_PT = 7.0
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class _Part:
    """Hold a rectangle of an allocation: days, and shares of the need from below."""

    bar: AllocationBar
    from_day: int
    to_day: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Label:
    """Hold a label in a part; ``at_end`` sets it at the part's right."""

    part: _Part
    text: TextBox
    at_end: bool
    has_lock: bool


@dataclass(frozen=True, slots=True)
class BarDrawing:
    """Hold the bars of a need ready to be drawn, and those that found no room for a name."""

    parts: tuple[_Part, ...]
    labels: tuple[_Label, ...]
    unnamed: tuple[AllocationBar, ...]
    height: float
    scale: TimeScale
    look: Look

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the bars and their names in a lane below ``top``."""
        bottom = top - self.height
        for part in self.parts:
            fill_partner(pen, self._box(part, x, bottom), self.look, part.bar.colour)
        for label in self.labels:
            self._draw_label(pen, label, self._box(label.part, x, bottom))

    def _box(self, part: _Part, x: float, bottom: float) -> tuple[float, float, float, float]:
        left = x + self.scale.x(part.from_day)
        low = bottom + part.low * self.height
        width = x + self.scale.x(part.to_day) - left
        return (left, low, width, (part.high - part.low) * self.height)

    def _draw_label(self, pen: Pen, label: _Label, box: tuple[float, float, float, float]) -> None:
        left, low, width, height = box
        fill = self.look.partner(label.part.bar.colour)
        wide = label.text.lines[0].width
        lock = _LOCK_PT if label.has_lock else 0.0
        x = left + width - wide - _LABEL_PAD_PT if label.at_end else left + _LABEL_PAD_PT
        middle = low + height / 2
        leading = label.text.style.leading
        if fill.pattern != "solid" or fill.n_repeats:
            patch = min(leading, height - 1.0)
            pen.fill((x - 2, middle - patch / 2, wide + lock + 4, patch), fill.colour)
        if label.has_lock:
            _draw_lock(pen, x, middle, label.text.style)
        label.text.draw(pen, x + lock, middle + leading / 2)


def lay_out_bars(row: NeedRow, scale: TimeScale, height: float, setting: Setting) -> BarDrawing:
    """Stack a need's bars and find room for their names.

    The lane is the whole need on every day: what is more than the need is not drawn.
    """
    parts = _parts(row)
    labels: list[_Label] = []
    unnamed: list[AllocationBar] = []
    for bar in row.bars:
        label = _label(bar, [part for part in parts if part.bar is bar], scale, height, setting)
        if label is None:
            unnamed.append(bar)
        else:
            labels.append(label)
    gathered = _gathered_label(unnamed, labels, scale, setting)
    if gathered is not None:
        labels.append(gathered)
        unnamed = []
    return BarDrawing(tuple(parts), tuple(labels), tuple(unnamed), height, scale, setting.look)


def _parts(row: NeedRow) -> list[_Part]:
    bars = sorted(row.bars, key=lambda bar: (-bar.share, bar.from_day))
    days = sorted({day for bar in bars for day in (bar.from_day, bar.to_day)})
    parts: list[_Part] = []
    open_parts: dict[int, _Part] = {}
    for begin, end in pairwise(days):
        low = 0.0
        still_open: dict[int, _Part] = {}
        for number, bar in enumerate(bars):
            if bar.from_day <= begin and bar.to_day >= end and low < 1.0 - _NOTHING:
                high = min(1.0, low + bar.share)
                before = open_parts.get(number)
                start = begin
                if before is not None and (before.low, before.high) == (low, high):
                    start = before.from_day
                    parts.remove(before)
                part = _Part(bar, start, end, low, high)
                parts.append(part)
                still_open[number] = part
                low = high
        open_parts = still_open
    return parts


def _label(
    bar: AllocationBar,
    parts: Sequence[_Part],
    scale: TimeScale,
    height: float,
    setting: Setting,
) -> _Label | None:
    style = _style(bar, setting)
    text = setting.box(bar.label, style, scale.width)
    lock = _LOCK_PT if bar.is_locked else 0.0
    fitting = [
        part
        for part in parts
        if (part.high - part.low) * height >= _LEAST_LABEL_HEIGHT_PT
        and _width(part, scale) >= _needed(text) + lock
    ]
    if not fitting or len(text.lines) > 1:
        return None
    best = max(fitting, key=lambda part: (part.to_day - part.from_day) * (part.high - part.low))
    return _Label(best, text, at_end=False, has_lock=bar.is_locked)


def _gathered_label(
    unnamed: Sequence[AllocationBar],
    labels: Sequence[_Label],
    scale: TimeScale,
    setting: Setting,
) -> _Label | None:
    """Name thin bars at the end of the largest named one, if there is room."""
    if not unnamed or not labels:
        return None
    largest = max(
        labels,
        key=lambda label: _width(label.part, scale) * (label.part.high - label.part.low),
    )
    names = tuple(bar.label for bar in unnamed)
    said = setting.words.say("document.chart.with", names=names)
    text = setting.box(said, _style(largest.part.bar, setting), scale.width)
    taken = _needed(largest.text) + (_LOCK_PT if largest.has_lock else 0.0)
    if len(text.lines) > 1 or _width(largest.part, scale) < _needed(text) + taken:
        return None
    return _Label(largest.part, text, at_end=True, has_lock=False)


def _style(bar: AllocationBar, setting: Setting) -> Style:
    chart = setting.styles.chart
    return Style(Face.NARROW, chart.size, chart.leading, setting.look.partner(bar.colour).ink)


def _needed(text: TextBox) -> float:
    return text.lines[0].width + 2 * _LABEL_PAD_PT


def _width(part: _Part, scale: TimeScale) -> float:
    return scale.x(part.to_day) - scale.x(part.from_day)


def _draw_lock(pen: Pen, x: float, middle: float, style: Style) -> None:
    canvas = pen.canvas
    pen.fill((x, middle - 2.6, 4.6, 3.4), style.colour)
    canvas.setStrokeColor(style.colour)
    canvas.setLineWidth(0.8)
    canvas.setDash([])
    canvas.arc(x + 0.9, middle - 0.8, x + 3.7, middle + 2.6, 0, 180)
