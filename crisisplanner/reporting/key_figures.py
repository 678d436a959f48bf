"""Headline figures beside each other, between two rules."""

from __future__ import annotations

from crisisplanner.domain.money import Money
from crisisplanner.domain.plan_document import KeyFigures
from crisisplanner.reporting.pen import Pen
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.strips import Placed, Stack, Strip
from crisisplanner.reporting.text import Span
from crisisplanner.wording.formats import NO_BREAK_SPACE

_PAD_PT = 6.0
_GAP_PT = 6.0


def key_figures_item(block: KeyFigures, setting: Setting, width: float) -> Stack:
    """Set each figure in its column: label, figure with unit, note."""
    styles = setting.styles
    column = width / max(1, len(block.figures))
    inner = column - 2 * _GAP_PT
    unit_size = styles.body.size
    grey = setting.look.colour("ink_2")
    boxes: list[Placed] = []
    height = 0.0
    for number, figure in enumerate(block.figures):
        x = number * column + (_GAP_PT if number else 0.0)
        label = setting.box(figure.label, styles.note, inner)
        said, unit = setting.said(figure.figure), figure.unit
        if isinstance(figure.figure, Money):
            said, _, unit = said.partition(NO_BREAK_SPACE)
        spans = [Span(said)]
        if unit != "":
            spans += [
                Span(" "),
                Span(setting.said(unit), styles.body.face, grey, "", unit_size),
            ]
        value = setting.span_box(spans, styles.figure, inner)
        note = setting.box(figure.note, styles.note, inner)
        down = _PAD_PT
        for box in (label, value, note):
            boxes.append(Placed(x, down, box))
            down += box.height
        height = max(height, down + _PAD_PT)
    ink, line = setting.look.colour("ink"), setting.look.colour("line_strong")

    def rules(pen: Pen, left: float, top: float) -> None:
        pen.line((left, top), (left + width, top), ink, 1.0)
        for number in range(1, len(block.figures)):
            x = left + number * column
            pen.line((x, top - 5), (x, top - height + 5), line, 0.5)

    strip = Strip(width, height, tuple(boxes), (rules,), rule=ink, rule_pt=1.0)
    return Stack((strip,), space_before=10.0)
