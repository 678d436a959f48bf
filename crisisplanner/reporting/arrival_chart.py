"""Arrivals by their parts: which step takes how long until an offer is usable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crisisplanner.domain.plan_document import ArrivalBar, ArrivalChart, ArrivalStretch
from crisisplanner.reporting.fonts import Face
from crisisplanner.reporting.glyphs import draw_swatch
from crisisplanner.reporting.patterns import hatch
from crisisplanner.reporting.pen import Box, Pen
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.strips import Drawing, Placed, Stack, Strip
from crisisplanner.reporting.text import TextBox
from crisisplanner.reporting.time_axis import TimeScale, draw_grid, draw_tick_labels

_LIST_SHARE = 0.42
_BAR_PT = 9.5
_PAD_PT = 4.0
_SWATCH_PT = 7.0
_LEGEND_GAP_PT = 12.0
_CLEAR_PT = 1.0


@dataclass(frozen=True, slots=True)
class _Layout:
    """Hold what all strips of a chart share."""

    setting: Setting
    width: float
    scale: TimeScale
    ticks: list[tuple[int, TextBox]]


def arrival_chart_item(chart: ArrivalChart, setting: Setting, width: float) -> Stack:
    """Lay out a strip per arrival, with a legend of the parts that occur."""
    left = width * _LIST_SHARE
    scale = TimeScale(chart.first_day, chart.last_day, left, width - left - 2)
    layout = _Layout(setting, width, scale, scale.ticks(setting))
    parts = {stretch.part for row in chart.rows for stretch in row.stretches}
    order = [*setting.look.arrival_parts, *sorted(parts - setting.look.arrival_parts.keys())]
    legend = _legend([part for part in order if part in parts], layout)
    body = tuple(_arrival_strip(row, layout) for row in chart.rows)
    return Stack(body, (legend, _axis(layout)))


def _legend(parts: Sequence[str], layout: _Layout) -> Strip:
    setting = layout.setting
    style = setting.styles.chart
    boxes: list[Placed] = []
    drawings: list[Drawing] = []
    x, down = 0.0, 2.0
    names = [(part, setting.words.say("document.arrival." + part)) for part in parts]
    names += [("assumed", setting.words.say("document.arrival.assumed"))]
    names += [("needed", setting.words.say("document.arrival.needed"))]
    for part, name in names:
        text = setting.box(name, style, layout.width - _SWATCH_PT - 3)
        wide = _SWATCH_PT + 3 + text.lines[0].width
        if x and x + wide > layout.width:
            x, down = 0.0, down + style.leading + 2
        boxes.append(Placed(x + _SWATCH_PT + 3, down, text))

        def sign(
            pen: Pen, left: float, top: float, at: float = x, below: float = down, of: str = part
        ) -> None:
            low = top - below - (style.leading + _SWATCH_PT) / 2
            _draw_sign(pen, (left + at, low, _SWATCH_PT, _SWATCH_PT), of, layout)

        drawings.append(sign)
        x += wide + _LEGEND_GAP_PT
    return Strip(layout.width, down + style.leading + 6, tuple(boxes), tuple(drawings))


def _draw_sign(pen: Pen, box: Box, part: str, layout: _Layout) -> None:
    look = layout.setting.look
    if part == "needed":
        middle = box[0] + box[2] / 2
        pen.line((middle, box[1] - 1), (middle, box[1] + box[3] + 1), look.colour("ink"), 1.6)
    elif part == "assumed":
        pen.fill(box, look.arrival_parts["notice"])
        hatch(pen, box, look.colour("paper"), None)
    else:
        _draw_stretch(pen, box, ArrivalStretch(part, 0, 1), layout)


def _axis(layout: _Layout) -> Strip:
    look = layout.setting.look

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.line((x, top), (x + layout.width, top), look.colour("ink"), 1.0)
        draw_tick_labels(pen, x, top - 3, layout.scale, layout.ticks)

    height = layout.setting.styles.chart.leading + 6
    return Strip(layout.width, height, behind=(draw,), rule=look.colour("ink"), rule_pt=1.0)


def _arrival_strip(row: ArrivalBar, layout: _Layout) -> Strip:
    setting, scale = layout.setting, layout.scale
    styles, look = setting.styles, setting.look
    inset = 12.0 if row.colour else 0.0
    inner = scale.left - inset - 10
    label = setting.box(row.label, styles.table, inner)
    detail = setting.box(row.detail, styles.note, inner)
    height = max(label.height + detail.height, _BAR_PT + 4) + 2 * _PAD_PT

    def draw(pen: Pen, x: float, top: float) -> None:
        span = (top - height, top)
        draw_grid(pen, x, span, scale, layout.ticks, look)
        if row.colour:
            middle = top - _PAD_PT - styles.table.leading / 2
            draw_swatch(pen, x, middle - _SWATCH_PT / 2, _SWATCH_PT, row.colour, look)
        low = top - height / 2 - _BAR_PT / 2
        for stretch in row.stretches:
            left = x + scale.x(stretch.from_day)
            wide = x + scale.x(stretch.to_day) - left
            if wide > 0:
                needed = x + scale.x(row.needed_day)
                _draw_stretch(pen, (left, low, wide, _BAR_PT), stretch, layout, needed)
        if scale.holds(row.needed_day):
            at = x + scale.x(row.needed_day)
            pen.line((at, low - 3), (at, low + _BAR_PT + 3), look.colour("ink"), 1.6)

    boxes = (Placed(inset, _PAD_PT, label), Placed(inset, _PAD_PT + label.height, detail))
    return Strip(layout.width, height, boxes, (draw,), rule=look.colour("line"), pad=_PAD_PT)


def _draw_stretch(
    pen: Pen, box: Box, stretch: ArrivalStretch, layout: _Layout, needed: float | None = None
) -> None:
    """Draw a part with its days, beside the line of the needed day where that crosses it."""
    setting, look = layout.setting, layout.setting.look
    grey = look.arrival_parts.get(stretch.part)
    if grey is None:
        # Waiting for availability or a condition is no work of anybody: an empty box.
        pen.fill(box, look.colour("paper"))
    else:
        pen.fill(box, grey)
    if stretch.is_assumed:
        hatch(pen, box, look.colour("paper"), None)
    pen.edge(box, look.colour("text_2"), 0.4)
    days = stretch.to_day - stretch.from_day
    if stretch.is_assumed or box[3] < _BAR_PT:
        return
    is_dark = grey is not None and grey.red < 0.55
    name = setting.words.say("document.days_short", days=days)
    text = setting.box(name, setting.styles.chart, 100)
    begin, end = _clear_of(needed, (box[0], box[0] + box[2]))
    if text.lines[0].width + 4 <= end - begin:
        ink = look.colour("paper" if is_dark else "ink")
        styled = setting.styles.chart
        label = setting.box(name, type(styled)(Face.NARROW, styled.size, styled.leading, ink), 100)
        x = (begin + end - text.lines[0].width) / 2
        label.draw(pen, x, box[1] + box[3] / 2 + styled.leading / 2)


def _clear_of(line: float | None, span: tuple[float, float]) -> tuple[float, float]:
    """Give the wider part of a span beside a vertical line; all of it where none crosses it."""
    begin, end = span
    if line is None or not begin < line < end:
        return span
    before, after = (begin, line - _CLEAR_PT), (line + _CLEAR_PT, end)
    return max(before, after, key=lambda one: one[1] - one[0])
