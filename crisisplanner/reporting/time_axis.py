"""The axis of days: scale, ticks, vertical lines and their flags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crisisplanner.domain.days import Day
from crisisplanner.domain.plan_document import LineKind, TimeLine
from crisisplanner.reporting.glyphs import draw_line_sign
from crisisplanner.reporting.look import Look
from crisisplanner.reporting.pen import Pen
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.text import TextBox

_TICK_STEPS = (1, 2, 5, 10, 20, 30, 50, 100, 200, 500, 1000, 2000, 5000)
_TICK_GAP_PT = 9.0
_FLAG_GAP_PT = 5.0
_DASHES = (2.4, 1.8)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Turn days into distances from a strip's left."""

    first_day: float
    last_day: float
    left: float
    width: float

    def x(self, day: float) -> float:
        """Give the distance of a day, kept within the scale."""
        days = max(1.0, self.last_day - self.first_day)
        share = (day - self.first_day) / days
        return self.left + self.width * min(1.0, max(0.0, share))

    def holds(self, day: float) -> bool:
        """Tell whether a day lies on the scale."""
        return self.first_day <= day <= self.last_day

    def ticks(self, setting: Setting) -> list[tuple[int, TextBox]]:
        """Choose days to label, with room between the labels."""
        style = setting.styles.chart
        widest = max(
            setting.type.width(setting.said(Day(round(day))), style)
            for day in (self.first_day, self.last_day)
        )
        per_day = self.width / max(1.0, self.last_day - self.first_day)
        needed = (widest + _TICK_GAP_PT) / per_day
        step = next((step for step in _TICK_STEPS if step >= needed), _TICK_STEPS[-1])
        first = -(-round(self.first_day) // step) * step
        days = range(first, round(self.last_day) + 1, step)
        return [(day, setting.box(Day(day), style, widest + 2)) for day in days]


def draw_tick_labels(
    pen: Pen, x: float, top: float, scale: TimeScale, ticks: Sequence[tuple[int, TextBox]]
) -> None:
    """Write the days, centred at their place but within the scale."""
    taken = scale.left - _TICK_GAP_PT
    for day, label in ticks:
        wide = label.lines[0].width
        left = min(max(scale.x(day) - wide / 2, scale.left), scale.left + scale.width - wide)
        if left >= taken + 2:
            label.draw(pen, x + left, top)
            taken = left + wide


def draw_grid(
    pen: Pen,
    x: float,
    span: tuple[float, float],
    scale: TimeScale,
    ticks: Sequence[tuple[int, TextBox]],
    look: Look,
) -> None:
    """Draw a faint line at each tick and a strong one at D, from bottom to top."""
    bottom, top = span
    for day, _ in ticks:
        at = x + scale.x(day)
        pen.line((at, bottom), (at, top), look.colour("line"), 0.4)
    if scale.holds(0):
        at = x + scale.x(0)
        pen.line((at, bottom), (at, top), look.colour("ink"), 0.9)


def draw_lines(
    pen: Pen,
    x: float,
    span: tuple[float, float],
    scale: TimeScale,
    lines: Sequence[TimeLine],
    look: Look,
) -> None:
    """Draw the vertical lines: authorities solid, permits dashed, decisions in accent."""
    bottom, top = span
    for line in lines:
        if scale.holds(line.day):
            at = x + scale.x(line.day)
            is_decision = line.kind is LineKind.DECISION
            colour = look.colour("accent" if is_decision else "ink")
            dash = () if line.kind is LineKind.AUTHORITY else _DASHES
            pen.line((at, bottom), (at, top), colour, 0.7, dash)


@dataclass(frozen=True, slots=True)
class Flag:
    """Hold a label at its place: distance from the left, and the row's top from the first's."""

    line: TimeLine
    x: float
    down: float
    text: TextBox


@dataclass(frozen=True, slots=True)
class Flags:
    """Hold the labels of vertical lines in as many rows as they need."""

    placed: tuple[Flag, ...]
    height: float

    def draw_below(self, pen: Pen, x: float, top: float, scale: TimeScale, look: Look) -> None:
        """Write the labels below a chart, each with a lead to its line."""
        for flag in self.placed:
            at = x + scale.x(flag.line.day)
            middle = top - flag.down - flag.text.style.leading / 2
            is_decision = flag.line.kind is LineKind.DECISION
            pen.line((at, top), (at, middle), look.colour("accent" if is_decision else "ink"), 0.4)
        for flag in self.placed:
            middle = top - flag.down - flag.text.style.leading / 2
            box = (x + flag.x - 1, top - flag.down - flag.text.height, _widest(flag.text) + 2)
            pen.fill((*box, flag.text.height), look.colour("paper"))
            draw_line_sign(pen, x + scale.x(flag.line.day), middle, flag.line.kind, look)
            flag.text.draw(pen, x + flag.x, top - flag.down)


def flags_of(
    lines: Sequence[TimeLine], scale: TimeScale, setting: Setting, bounds: tuple[float, float]
) -> Flags:
    """Place labels beside their lines: right, else left, else a row down."""
    style = setting.styles.chart
    left, right = bounds
    shown = [line for line in lines if scale.holds(line.day)]
    placed: list[_Place] = []
    texts = {}
    for line in shown:
        natural = setting.paragraph(line.label, style).natural_width + 0.1
        texts[line] = setting.box(line.label, style, min(natural, right - left - 2 * _FLAG_GAP_PT))

    def order(line: TimeLine) -> tuple[bool, int]:
        # From the right, so that a lead that goes further down passes no label; last those that
        # find no room on their right and stand on their left.
        is_left = scale.x(line.day) + _FLAG_GAP_PT + _widest(texts[line]) > right
        return is_left, line.day if is_left else -line.day

    for line in sorted(shown, key=order):
        placed.append(_free_place(placed, line, texts[line], scale.x(line.day), bounds))
    n_rows = max((place.row + 1 for place in placed), default=0)
    heights = [
        max((place.text.height for place in placed if place.row == row), default=0.0) + 1
        for row in range(n_rows)
    ]
    flags = tuple(Flag(p.line, p.x, sum(heights[: p.row]) + 2, p.text) for p in placed)
    return Flags(flags, sum(heights) + 4 if n_rows else 0.0)


@dataclass(frozen=True, slots=True)
class _Place:
    """Hold a label's row, its left and the distance of its line."""

    line: TimeLine
    row: int
    x: float
    at: float
    text: TextBox

    @property
    def begin(self) -> float:
        return min(self.x, self.at - _FLAG_GAP_PT)

    @property
    def end(self) -> float:
        return max(self.x + _widest(self.text), self.at + _FLAG_GAP_PT) + 2

    def covers(self, at: float) -> bool:
        """Tell whether a lead at a distance would pass through the label."""
        return self.x - 2 < at < self.x + _widest(self.text) + 2

    def clashes(self, other: _Place) -> bool:
        """Tell whether labels overlap, or a lead would pass through a label."""
        if self.row == other.row:
            return self.begin < other.end and other.begin < self.end
        upper, lower = (self, other) if self.row < other.row else (other, self)
        return upper.covers(lower.at)


def _free_place(
    placed: Sequence[_Place],
    line: TimeLine,
    text: TextBox,
    at: float,
    bounds: tuple[float, float],
) -> _Place:
    left, right = bounds
    wide = _widest(text)
    x = at + _FLAG_GAP_PT
    if x + wide > right:
        x = max(left, at - _FLAG_GAP_PT - wide)
    last = max((place.row for place in placed), default=-1) + 1
    for row in range(last + 1):
        place = _Place(line, row, x, at, text)
        if not any(place.clashes(other) for other in placed):
            return place
    return _Place(line, last, x, at, text)


def _widest(text: TextBox) -> float:
    return max((line.width for line in text.lines), default=0.0)
