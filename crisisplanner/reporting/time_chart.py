"""The time chart: needs over time, what covers them, and what stays open.

The height of a bar is its share of the need; what is missing is hatched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crisisplanner.domain.plan_document import AllocationBar, NeedGroup, NeedRow, TimeChart
from crisisplanner.reporting.fonts import Face
from crisisplanner.reporting.glyphs import draw_coverage
from crisisplanner.reporting.need_bars import BarDrawing, lay_out_bars
from crisisplanner.reporting.patterns import hatch
from crisisplanner.reporting.pen import Pen
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.strips import Placed, Stack, Strip
from crisisplanner.reporting.text import Span, Style, TextBox
from crisisplanner.reporting.time_axis import (
    TimeScale,
    draw_grid,
    draw_lines,
    draw_tick_labels,
    flags_of,
)

_LIST_SHARE = 0.42
_COVERAGE_PT = 42.0
_GLYPH_PT = 13.0
_PAD_PT = 4.0
_LANE_PAD_PT = 3.5
_HIGHEST_LANE_PT = 120.0
_MOST_NAMES = 8
"""Of bars too thin for a name; a strip that names a hundred is higher than a page."""
_LEAST_HEIGHTS = (31.0, 31.0, 31.0, 36.0, 42.0)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Hold what all strips of a chart share."""

    chart: TimeChart
    setting: Setting
    width: float
    scale: TimeScale
    ticks: list[tuple[int, TextBox]]

    @property
    def list_width(self) -> float:
        return self.scale.left


def time_chart_item(chart: TimeChart, setting: Setting, width: float) -> Stack:
    """Lay the chart out: a strip per need, axis above and flags below."""
    list_width = width * _LIST_SHARE
    scale = TimeScale(chart.first_day, chart.last_day, list_width, width - list_width - 2)
    layout = _Layout(chart, setting, width, scale, scale.ticks(setting))
    body: list[Strip] = []
    for group in chart.groups:
        body.append(_group_strip(group, layout))
        body.extend(_need_strip(row, layout) for row in group.rows)
    return Stack(tuple(body), (_head(layout),), (_foot(layout),), is_kept_whole=True)


def _head(layout: _Layout) -> Strip:
    setting, look = layout.setting, layout.setting.look
    words, styles = setting.words, setting.styles
    inner = layout.list_width - _COVERAGE_PT - _PAD_PT
    name = setting.box(words.say("document.head.requirement"), styles.table_head, inner)
    share = setting.box(words.say("document.head.coverage"), styles.table_head_end, _COVERAGE_PT)
    height = max(name.height, share.height) + 2 * _PAD_PT

    def axis(pen: Pen, x: float, top: float) -> None:
        pen.line((x, top), (x + layout.width, top), look.colour("ink"), 1.0)
        draw_tick_labels(pen, x, top - _PAD_PT, layout.scale, layout.ticks)

    boxes = (
        Placed(0, _PAD_PT, name),
        Placed(layout.list_width - _COVERAGE_PT - 2 * _PAD_PT, _PAD_PT, share),
    )
    return Strip(layout.width, height, boxes, (axis,), rule=look.colour("ink"), rule_pt=1.0)


def _group_strip(group: NeedGroup, layout: _Layout) -> Strip:
    setting = layout.setting
    styles = setting.styles
    inner = layout.list_width - _COVERAGE_PT - 4 * _PAD_PT
    title = setting.span_box([Span(setting.said(group.title), Face.STRONG)], styles.table, inner)
    said = setting.percent(group.coverage)
    share = setting.span_box([Span(said, Face.STRONG)], styles.table_end, _COVERAGE_PT)
    boxes = (
        Placed(_PAD_PT, 3, title),
        Placed(layout.list_width - _COVERAGE_PT - 2 * _PAD_PT, 3, share),
    )
    return Strip(
        layout.width,
        title.height + 6,
        boxes,
        ground=setting.look.colour("app"),
        keeps_with_next=True,
    )


def _need_strip(row: NeedRow, layout: _Layout) -> Strip:
    setting, styles, look = layout.setting, layout.setting.styles, layout.setting.look
    inner = layout.list_width - _COVERAGE_PT - _GLYPH_PT - 3 * _PAD_PT
    accent = look.colour("ink")
    title = setting.span_box(
        [Span(setting.said(row.title), colour=accent, link=row.link)], styles.table, inner
    )
    least = _LEAST_HEIGHTS[min(len(row.bars), len(_LEAST_HEIGHTS) - 1)]
    drawing = lay_out_bars(row, layout.scale, least - 2 * _LANE_PAD_PT, setting)
    detail = _detail(row, drawing.unnamed, setting, inner)
    chip = _cause_chip(row, layout)
    height = max(least, title.height + detail.height + 2 * _PAD_PT)
    if chip is not None:
        height = max(height, chip.height + 2 * _LANE_PAD_PT + 6)
    lane_height = min(height, _HIGHEST_LANE_PT)
    drawing = lay_out_bars(row, layout.scale, lane_height - 2 * _LANE_PAD_PT, setting)
    said = setting.percent(row.coverage)
    share = setting.span_box([Span(said, Face.STRONG)], styles.table_end, _COVERAGE_PT)
    down = (height - title.height - detail.height) / 2
    boxes = (
        Placed(_GLYPH_PT, down, title),
        Placed(_GLYPH_PT, down + title.height, detail),
        Placed(
            layout.list_width - _COVERAGE_PT - 2 * _PAD_PT, (lane_height - share.height) / 2, share
        ),
    )

    def lane(pen: Pen, x: float, top: float) -> None:
        if row.coverage is not None:
            draw_coverage(pen, (x + 5, top - lane_height / 2), 4.4, row.coverage, look)
        span = (top - height, top)
        draw_grid(pen, x, span, layout.scale, layout.ticks, look)
        draw_lines(pen, x, span, layout.scale, layout.chart.lines, look)
        _draw_need(pen, x, top - _LANE_PAD_PT, row, drawing, layout)
        if chip is not None:
            _draw_chip(pen, x, top - lane_height / 2, chip, row, layout)

    return Strip(layout.width, height, boxes, (lane,), rule=look.colour("line"))


def _detail(
    row: NeedRow, unnamed: Sequence[AllocationBar], setting: Setting, width: float
) -> TextBox:
    spans = [Span(setting.said(row.detail))]
    if unnamed:
        largest = sorted(unnamed, key=lambda bar: -bar.share * (bar.to_day - bar.from_day))
        named = largest if len(unnamed) <= _MOST_NAMES + 1 else largest[:_MOST_NAMES]
        names = tuple(bar.label for bar in unnamed if bar in named)
        n_more = len(unnamed) - len(named)
        code = "document.chart.also_more" if n_more else "document.chart.also"
        spans.append(Span("; " + setting.words.say(code, names=names, n=n_more)))
    style = setting.styles.chart_2
    return setting.span_box(spans, style, width)


def _draw_need(
    pen: Pen, x: float, top: float, row: NeedRow, drawing: BarDrawing, layout: _Layout
) -> None:
    look, scale = layout.setting.look, layout.scale
    left, right = x + scale.x(row.from_day), x + scale.x(row.to_day)
    lane = (left, top - drawing.height, right - left, drawing.height)
    hatch(pen, lane, look.colour("open_hatch"), look.colour("open_tint"))
    pen.edge(lane, look.colour("open_hatch"), 0.3)
    drawing.draw(pen, x, top)
    for begin, end in row.uncredited:
        # What is there but does not count keeps the hatch of what is missing over it.
        a, b = x + scale.x(max(begin, row.from_day)), x + scale.x(min(end, row.to_day))
        hatch(pen, (a, lane[1], b - a, lane[3]), look.colour("open_hatch"), None)


def _cause_chip(row: NeedRow, layout: _Layout) -> TextBox | None:
    if row.bars or row.cause == "":
        return None
    setting = layout.setting
    style = Style(
        Face.NARROW,
        setting.styles.chart.size,
        setting.styles.chart.leading,
        setting.look.colour("open"),
    )
    natural = setting.paragraph(row.cause, style).natural_width + 0.1
    return setting.box(row.cause, style, min(natural, layout.scale.width - 12))


def _draw_chip(
    pen: Pen, x: float, middle: float, chip: TextBox, row: NeedRow, layout: _Layout
) -> None:
    look, scale = layout.setting.look, layout.scale
    wide = max(line.width for line in chip.lines) + 10
    left = x + scale.x(row.from_day) + 5
    left = min(left, x + scale.left + scale.width - wide)
    box = (left, middle - chip.height / 2 - 2.5, wide, chip.height + 5)
    pen.fill(box, look.colour("paper"))
    pen.edge(box, look.colour("open"), 0.6)
    chip.draw(pen, left + 5, middle + chip.height / 2)


def _foot(layout: _Layout) -> Strip:
    look = layout.setting.look
    flags = flags_of(layout.chart.lines, layout.scale, layout.setting, (0.0, layout.width))

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.line((x, top), (x + layout.width, top), look.colour("ink"), 1.0)
        flags.draw_below(pen, x, top, layout.scale, look)

    return Strip(layout.width, max(2.0, flags.height + 2), behind=(draw,))
