"""Cards and lists: named values of one thing, dated lines, assumptions in their own style."""

from __future__ import annotations

from collections.abc import Sequence

from crisisplanner.domain.plan_document import (
    AssumptionBlock,
    AssumptionItem,
    DatedList,
    Fact,
    Facts,
)
from crisisplanner.reporting.fonts import Face
from crisisplanner.reporting.pen import Pen
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.strips import Drawing, Placed, Stack, Strip
from crisisplanner.reporting.tables import cell_signs, sign_inset
from crisisplanner.reporting.text import Span

_PAD_PT = 2.2
_GAP_PT = 8.0
_LABEL_SHARE = 0.38
_DAY_PT = 46.0
_AMBER_BAR_PT = 3.0
_BLOCK_PAD_PT = 7.0
_KEPT_WHOLE_PT = 300.0


def facts_item(block: Facts, setting: Setting, width: float) -> Stack:
    """Lay a card out: short values two in a line, long ones over the whole width."""
    line = setting.look.colour("line")
    body: list[Strip] = []
    if block.title != "":
        box = setting.box(block.title, setting.styles.body_strong, width)
        placed = Placed(0, 3, box)
        rule = setting.look.colour("ink")
        title = Strip(
            width, box.height + 6, (placed,), rule=rule, keeps_with_next=True, anchor=block.anchor
        )
        body.append(title)
    column = (width - 2 * _GAP_PT) / 2
    label_width = column * _LABEL_SHARE
    for pair in _pairs(block.rows, setting, column - label_width):
        boxes: list[Placed] = []
        signs: list[Drawing] = []
        height = 0.0
        for number, fact in enumerate(pair):
            x = number * (column + 2 * _GAP_PT)
            room = (column if len(pair) > 1 else width) - label_width
            placed_fact, tall = _fact_boxes(fact, x, label_width, room, setting)
            boxes.extend(placed_fact)
            signs.extend(cell_signs(fact.cell, x + label_width, setting, _PAD_PT))
            height = max(height, tall)
        strip_height = height + 2 * _PAD_PT
        body.append(Strip(width, strip_height, tuple(boxes), tuple(signs), rule=line, pad=_PAD_PT))
    stack = Stack(tuple(body), space_before=10.0)
    if stack.height <= _KEPT_WHOLE_PT:
        return Stack(tuple(body), space_before=10.0, is_kept_whole=True)
    return stack


def dated_item(block: DatedList, setting: Setting, width: float) -> Stack:
    """List lines that begin with their day."""
    styles = setting.styles
    body = []
    accent = setting.look.colour("accent")
    for item in block.items:
        day = setting.span_box(
            [Span(setting.said(item.day), Face.STRONG, accent)], styles.body, _DAY_PT
        )
        spans = [Span(setting.said(item.name), Face.STRONG), Span(" ")]
        text = setting.span_box(
            [*spans, Span(setting.said(item.text))], styles.body, width - _DAY_PT - 4
        )
        height = max(day.height, text.height) + 2 * _PAD_PT
        boxes = (Placed(0, _PAD_PT, day), Placed(_DAY_PT + 4, _PAD_PT, text))
        body.append(Strip(width, height, boxes, pad=_PAD_PT))
    return Stack(tuple(body), space_before=3.0)


def assumptions_item(block: AssumptionBlock, setting: Setting, width: float) -> Stack:
    """Set assumptions on a pale block with an amber bar."""
    look, styles = setting.look, setting.styles
    inset = _AMBER_BAR_PT + 9.0
    inner = width - inset - 8.0
    body = []
    if block.title != "":
        box = setting.box(block.title, styles.body_strong, inner)
        placed = Placed(inset, 0, box)
        body.append(Strip(width, box.height + 3, (placed,), keeps_with_next=True))
    for item in block.items:
        box = setting.span_box(_assumption_spans(item, setting), styles.body, inner)
        placed = Placed(inset, _PAD_PT, box)
        height = box.height + 2 * _PAD_PT
        body.append(Strip(width, height, (placed,), pad=_PAD_PT, anchor=item.anchor))
    pale, amber = look.colour("sunken"), look.colour("partly")

    def block_behind(pen: Pen, x: float, top: float, height: float) -> None:
        pen.fill((x, top - height, width, height), pale)
        pen.fill((x, top - height, _AMBER_BAR_PT, height), amber)

    return Stack(tuple(body), around=block_behind, pad=_BLOCK_PAD_PT, space_before=10.0)


def _assumption_spans(item: AssumptionItem, setting: Setting) -> list[Span]:
    spans = [Span(item.number, Face.STRONG), Span(" "), Span(setting.said(item.text))]
    about = setting.said(item.about)
    if about:
        said = setting.words.say("document.in_brackets", text=about)
        spans += [Span(" "), Span(said, colour=setting.look.colour("ink_2"))]
    return spans + setting.mark_spans(item.marks, setting.styles.body)


def _pairs(rows: Sequence[Fact], setting: Setting, room: float) -> list[tuple[Fact, ...]]:
    result: list[tuple[Fact, ...]] = []
    waiting: Fact | None = None
    for fact in rows:
        if not _is_short(fact, setting, room):
            if waiting is not None:
                result.append((waiting,))
                waiting = None
            result.append((fact,))
        elif waiting is None:
            waiting = fact
        else:
            result.append((waiting, fact))
            waiting = None
    if waiting is not None:
        result.append((waiting,))
    return result


def _is_short(fact: Fact, setting: Setting, room: float) -> bool:
    style = setting.styles.table
    said = setting.type.paragraph(setting.cell_spans(fact.cell, style), style)
    note = 0.0
    if fact.cell.note != "":
        note = setting.paragraph(fact.cell.note, setting.styles.note).natural_width
    return max(said.natural_width, note) <= room - sign_inset(fact.cell)


def _fact_boxes(
    fact: Fact, x: float, label_width: float, room: float, setting: Setting
) -> tuple[list[Placed], float]:
    styles = setting.styles
    inset = sign_inset(fact.cell)
    label = setting.box(fact.label, styles.note, label_width - _GAP_PT)
    left = x + label_width + inset
    spans = setting.cell_spans(fact.cell, styles.table)
    has_note = fact.cell.note != ""
    if has_note and _fits_beside(fact, setting, room - inset):
        note = setting.said(fact.cell.note)
        grey = setting.look.colour("ink_2")
        spans += [Span("  "), Span(note, colour=grey, size=styles.note.size)]
        has_note = False
    main = setting.span_box(spans, styles.table, room - inset)
    boxes = [Placed(x, _PAD_PT, label), Placed(left, _PAD_PT, main)]
    height = main.height
    if has_note:
        below = setting.box(fact.cell.note, styles.note, room - inset)
        boxes.append(Placed(left, _PAD_PT + height, below))
        height += below.height
    return boxes, max(height, label.height)


def _fits_beside(fact: Fact, setting: Setting, room: float) -> bool:
    style = setting.styles.table
    value = setting.type.paragraph(setting.cell_spans(fact.cell, style), style).natural_width
    return value + setting.paragraph(fact.cell.note, setting.styles.note).natural_width + 4 <= room
