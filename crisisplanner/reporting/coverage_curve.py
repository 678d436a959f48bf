"""The coverage curve: what is covered day by day, and what the uncovered part is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crisisplanner.domain.messages import message
from crisisplanner.domain.plan_document import Bar, Bars, CauseShare, CoverageCurve, CurveStep
from crisisplanner.reporting.bars import bars_item
from crisisplanner.reporting.fonts import Face
from crisisplanner.reporting.patterns import hatch
from crisisplanner.reporting.pen import Pen
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.strips import Drawing, Placed, Stack, Strip
from crisisplanner.reporting.text import Span
from crisisplanner.reporting.time_axis import (
    Flags,
    TimeScale,
    draw_grid,
    draw_lines,
    draw_tick_labels,
    flags_of,
)

CURVE_PT = 168.0
_CAUSES_SHARE = 0.24
_LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
_LEVEL_PT = 26.0
_AXIS_PT = 14.0
_CAUSES_OVER_PT = 80.0
_CAUSE_GAP_PT = 7.0
_CAUSE_BAR_PT = 4.0


@dataclass(frozen=True, slots=True)
class _Plot:
    """Hold the plot's place below a strip's top."""

    curve: CoverageCurve
    setting: Setting
    scale: TimeScale
    height: float
    flags: Flags

    def y(self, top: float, share: float) -> float:
        return top - self.height * (1.0 - share)


def coverage_curve_items(
    curve: CoverageCurve, setting: Setting, width: float, height: float = CURVE_PT
) -> list[Stack]:
    """Lay out the curve with its causes beside it, or below where they are long."""
    beside = _curve_item(curve, setting, width, height)
    without = _curve_item(replace(curve, causes=()), setting, width, height)
    if beside.height <= without.height + _CAUSES_OVER_PT:
        return [beside]
    rows = tuple(
        Bar(cause.cause, cause.share, message("document.percent", share=cause.share))
        for cause in curve.causes
    )
    below = Bars(rows, message("document.chart.causes"))
    return [without, bars_item(below, setting, width)]


def _curve_item(curve: CoverageCurve, setting: Setting, width: float, height: float) -> Stack:
    causes_width = width * _CAUSES_SHARE if curve.causes else 0.0
    plot_width = width - causes_width - _LEVEL_PT - (14.0 if curve.causes else 2.0)
    scale = TimeScale(curve.first_day, curve.last_day, _LEVEL_PT, plot_width)
    flags = flags_of(curve.lines, scale, setting, (_LEVEL_PT, _LEVEL_PT + plot_width))
    boxes, drawings, causes_height = _causes(
        curve.causes, setting, width - causes_width, causes_width
    )
    plot = _Plot(curve, setting, scale, height, flags)
    ticks = scale.ticks(setting)

    def draw(pen: Pen, x: float, top: float) -> None:
        top -= 4
        _draw_plot(pen, x, top, plot)
        draw_tick_labels(pen, x, top - plot.height - 3, scale, ticks)
        below = top - plot.height - _AXIS_PT
        flags.draw_below(pen, x, below, scale, setting.look)

    levels = [
        Placed(
            0,
            4 + plot.height * (1 - share) - setting.styles.chart.leading / 2,
            setting.box(
                setting.words.say("document.percent", share=share),
                setting.styles.chart_end,
                _LEVEL_PT - 4,
            ),
        )
        for share in _LEVELS
    ]
    total = plot.height + _AXIS_PT + flags.height + 8
    strip = Strip(width, max(total, causes_height), (*boxes, *levels), (draw, *drawings))
    return Stack((strip,), space_before=6.0)


def _draw_plot(pen: Pen, x: float, top: float, plot: _Plot) -> None:
    look, scale = plot.setting.look, plot.scale
    bottom = top - plot.height
    known = [step for step in plot.curve.steps if step.share is not None]
    for step in known:
        left, right = x + scale.x(step.from_day), x + scale.x(step.to_day)
        level = plot.y(top, step.share or 0.0)
        if top - level > 0.05:
            box = (left, level, right - left, top - level)
            hatch(pen, box, look.colour("open_hatch"), look.colour("open_tint"))
        pen.fill((left, bottom, right - left, level - bottom), look.colour("covered_tint"))
    for share in _LEVELS:
        level = plot.y(top, share)
        left = x + scale.left
        pen.line((left, level), (left + scale.width, level), look.colour("line_strong"), 0.4)
    draw_grid(pen, x, (bottom, top), scale, (), look)
    draw_lines(pen, x, (bottom, top), scale, plot.curve.lines, look)
    for stretch in _stretches(known):
        points: list[tuple[float, float]] = []
        for step in stretch:
            level = plot.y(top, step.share or 0.0)
            points += [(x + scale.x(step.from_day), level), (x + scale.x(step.to_day), level)]
        pen.lines(points, look.colour("covered"), 1.4)


def _stretches(steps: Sequence[CurveStep]) -> list[list[CurveStep]]:
    result: list[list[CurveStep]] = []
    for step in steps:
        if result and result[-1][-1].to_day == step.from_day:
            result[-1].append(step)
        else:
            result.append([step])
    return result


def _causes(
    causes: Sequence[CauseShare], setting: Setting, left: float, width: float
) -> tuple[list[Placed], list[Drawing], float]:
    if not causes:
        return [], [], 0.0
    styles, look = setting.styles, setting.look
    head = setting.box(setting.words.say("document.chart.causes"), styles.table_head, width)
    boxes = [Placed(left, 0, head)]
    drawings: list[Drawing] = []
    down = head.height + 5
    largest = max(cause.share for cause in causes) or 1.0
    share_width = 30.0
    for cause in causes:
        name = setting.box(cause.cause, styles.chart, width - share_width)
        said = setting.words.say("document.percent", share=cause.share)
        share = setting.span_box([Span(said, Face.STRONG)], styles.chart_end, share_width)
        boxes += [Placed(left, down, name), Placed(left + width - share_width, down, share)]
        down += max(name.height, share.height) + 1.5

        def bar(
            pen: Pen, x: float, top: float, at: float = down, share: float = cause.share
        ) -> None:
            low = top - at - _CAUSE_BAR_PT
            pen.fill((x + left, low, width, _CAUSE_BAR_PT), look.colour("app"))
            wide = width * share / largest
            pen.fill((x + left, low, wide, _CAUSE_BAR_PT), look.colour("open_fill"))

        drawings.append(bar)
        down += _CAUSE_BAR_PT + _CAUSE_GAP_PT
    return boxes, drawings, down
