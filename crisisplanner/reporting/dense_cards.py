"""Dense cards, for looking up: labels run in before their values, three short ones in a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crisisplanner.domain.plan_document import Cell, Fact, Facts
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.strips import Drawing, Placed, Stack, Strip
from crisisplanner.reporting.tables import cell_signs, sign_inset
from crisisplanner.reporting.text import Paragraph, Span
from crisisplanner.wording.formats import NO_BREAK_SPACE

_PAD_PT = 0.9
_GAP_PT = 10.0
_COLUMNS = 3
_KEPT_WHOLE_PT = 110.0


@dataclass(frozen=True, slots=True)
class _Entry:
    """Hold the words of a fact, and where links lead to it."""

    said: Paragraph
    cell: Cell
    anchor: str

    @property
    def natural_width(self) -> float:
        """Measure it on one line."""
        return self.said.natural_width + sign_inset(self.cell)


def dense_facts_item(block: Facts, setting: Setting, width: float) -> Stack:
    """Lay a card out; its title returns on each page that it needs."""
    title: tuple[Strip, ...] = ()
    if block.title != "":
        box = setting.box(block.title, setting.styles.table_head, width)
        rule = setting.look.colour("ink")
        placed = (Placed(0, 2, box),)
        title = (
            Strip(
                width,
                box.height + 3.4,
                placed,
                rule=rule,
                keeps_with_next=True,
                anchor=block.anchor,
            ),
        )
    column = (width - (_COLUMNS - 1) * _GAP_PT) / _COLUMNS
    entries = [_entry(fact, setting) for fact in block.rows]
    body = [_strip(line, column, setting, width) for line in _lines(entries, column)]
    whole = Stack((*title, *body), space_before=5.0, is_kept_whole=True)
    if whole.height <= _KEPT_WHOLE_PT:
        return whole
    return Stack(tuple(body), head=title, space_before=5.0)


def _entry(fact: Fact, setting: Setting) -> _Entry:
    style, grey = setting.styles.dense, setting.look.colour("ink_2")
    spans = [Span(setting.said(fact.label) + NO_BREAK_SPACE + " ", colour=grey)]
    spans += setting.cell_spans(fact.cell, style)
    if fact.cell.note != "":
        spans += [Span(" "), Span(setting.said(fact.cell.note), colour=grey)]
    return _Entry(setting.type.paragraph(spans, style), fact.cell, fact.anchor)


def _lines(entries: Sequence[_Entry], column: float) -> list[tuple[_Entry, ...]]:
    """Put short entries side by side in their order; a long one has a line of its own."""
    lines: list[tuple[_Entry, ...]] = []
    waiting: list[_Entry] = []
    for entry in entries:
        is_short = entry.natural_width <= column
        if waiting and (not is_short or len(waiting) == _COLUMNS or entry.anchor):
            lines.append(tuple(waiting))
            waiting = []
        if is_short:
            waiting.append(entry)
        else:
            lines.append((entry,))
    if waiting:
        lines.append(tuple(waiting))
    return lines


def _strip(line: Sequence[_Entry], column: float, setting: Setting, width: float) -> Strip:
    boxes: list[Placed] = []
    signs: list[Drawing] = []
    height = 0.0
    for number, entry in enumerate(line):
        x = number * (column + _GAP_PT)
        inset = sign_inset(entry.cell)
        room = (column if len(line) > 1 else width) - inset
        box = entry.said.fill(room)
        boxes.append(Placed(x + inset, _PAD_PT, box))
        signs.extend(cell_signs(entry.cell, x, setting, _PAD_PT))
        height = max(height, box.height)
    return Strip(
        width,
        height + 2 * _PAD_PT,
        tuple(boxes),
        tuple(signs),
        rule=setting.look.colour("line"),
        pad=_PAD_PT,
        anchor=line[0].anchor,
    )
