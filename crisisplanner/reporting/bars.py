"""Bars from zero: one value a line, with name, figures and a note."""

from __future__ import annotations

from crisisplanner.domain.plan_document import Bar, Bars
from crisisplanner.reporting.fonts import Face
from crisisplanner.reporting.patterns import fill_partner, hatch
from crisisplanner.reporting.pen import Pen
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.strips import Placed, Stack, Strip
from crisisplanner.reporting.text import Span

_LABEL_SHARE = 0.19
_MOST_LABEL_SHARE = 0.38
_FIGURES_SHARE = 0.3
_BARS_SHARE = 0.25
_FIGURE_SHARE = 0.09
_SECOND_SHARE = 0.12
_BAR_PT = 8.5
_PAD_PT = 2.6
_GAP_PT = 6.0


def bars_item(block: Bars, setting: Setting, width: float) -> Stack:
    """Lay the bars out below each other on one scale."""
    shown = [bar.value for bar in block.rows if bar.value is not None]
    ticks = [bar.tick for bar in block.rows if bar.tick is not None]
    largest = max([*shown, *ticks], default=0.0) or 1.0
    has_notes = any(bar.note != "" for bar in block.rows)
    left = width * _LABEL_SHARE if has_notes else _label_width(block, setting, width)
    body = [
        _bar_strip(bar, largest, setting, (width, left), has_notes=has_notes) for bar in block.rows
    ]
    head: tuple[Strip, ...] = ()
    if block.caption != "":
        caption = setting.box(block.caption, setting.styles.note, width - left)
        head = (Strip(width, caption.height + 3, (Placed(left, 0, caption),)),)
    return Stack(tuple(body), head, space_before=4.0)


def _label_width(block: Bars, setting: Setting, width: float) -> float:
    """Give names the room that the longest asks for, within what the bars can spare."""
    style = setting.styles.body
    wanted = [setting.paragraph(bar.label, style).natural_width for bar in block.rows]
    longest = max(wanted, default=0.0) + _GAP_PT + 0.1
    return min(max(longest, width * _LABEL_SHARE), width * _MOST_LABEL_SHARE)


def _bar_strip(
    bar: Bar,
    largest: float,
    setting: Setting,
    widths: tuple[float, float],
    *,
    has_notes: bool,
) -> Strip:
    styles, look = setting.styles, setting.look
    width, left = widths
    bars_width = width * _BARS_SHARE if has_notes else width * (1 - _FIGURES_SHARE) - left
    figure_width, second_width = width * _FIGURE_SHARE, width * _SECOND_SHARE
    if not has_notes:
        figure_width, second_width = width * 0.17, width * 0.13
    label = setting.box(bar.label, styles.body, left - _GAP_PT)
    x = left + bars_width
    figure = setting.span_box(
        [Span(setting.said(bar.figure), Face.STRONG)], styles.body_end, figure_width - _GAP_PT
    )
    boxes = [Placed(0, _PAD_PT, label), Placed(x + _GAP_PT, _PAD_PT, figure)]
    height = max(label.height, figure.height)
    x += figure_width
    if bar.second != "":
        second = setting.box(bar.second, styles.note_end, second_width - _GAP_PT)
        boxes.append(Placed(x + _GAP_PT, _PAD_PT + 1.4, second))
        height = max(height, second.height + 1.4)
    x += second_width + 2 * _GAP_PT
    if bar.note != "":
        note = setting.box(bar.note, styles.note, width - x)
        boxes.append(Placed(x, _PAD_PT + 1.4, note))
        height = max(height, note.height + 1.4)
    height += 2 * _PAD_PT
    middle = _PAD_PT + styles.body.leading / 2

    def draw(pen: Pen, at: float, top: float) -> None:
        low = top - middle - _BAR_PT / 2
        scale = bars_width / largest
        if bar.value is None:
            box = (at + left, low, bars_width * 0.12, _BAR_PT)
            hatch(pen, box, look.colour("control"), look.colour("unknown_tint"))
        elif bar.colour:
            wide = max(0.6, bar.value * scale)
            fill_partner(pen, (at + left, low, wide, _BAR_PT), look, bar.colour)
        else:
            wide = max(0.6, bar.value * scale)
            pen.fill((at + left, low, wide, _BAR_PT), look.colour("control"))
        if bar.tick is not None:
            tick = at + left + bar.tick * scale
            pen.line((tick, low - 3), (tick, low + _BAR_PT + 3), look.colour("ink"), 1.3)

    return Strip(width, height, tuple(boxes), (draw,), pad=_PAD_PT)
