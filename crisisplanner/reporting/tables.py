"""Tables: columns as wide as their content asks for, rows that grow, heads that return."""

from __future__ import annotations

from collections.abc import Sequence

from crisisplanner.domain.plan_document import Align, Cell, Column, Row, Table
from crisisplanner.reporting.fonts import Face
from crisisplanner.reporting.glyphs import draw_coverage, draw_swatch
from crisisplanner.reporting.pen import Pen
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.strips import Drawing, Placed, Stack, Strip
from crisisplanner.reporting.text import Span

_GUTTER_PT = 5.0
_PAD_PT = 3.4
_SIGN_PT = 11.0
_LONGEST_WORD_PT = 120.0
_NATURAL_PT = 300.0
_ROOT = 0.7


def table_item(table: Table, setting: Setting, width: float) -> Stack:
    """Lay a table out in a width."""
    widths = column_widths(table, setting, width)
    line = setting.look.colour("line_strong")
    head = _head(table.columns, widths, setting, width)
    body = []
    for row in table.rows:
        if row.is_group:
            body.append(_group_strip(row, widths, setting, width))
        else:
            strip = _row_strip(row, table.columns, widths, setting, width)
            body.append(strip)
    if not body and table.if_empty:
        box = setting.box(table.if_empty, setting.styles.table, width - 2 * _GUTTER_PT)
        height = box.height + 2 * _PAD_PT
        placed = Placed(_GUTTER_PT, _PAD_PT, box)
        body.append(Strip(width, height, (placed,), rule=line, pad=_PAD_PT))
    return Stack(tuple(body), head=(head,), space_before=10.0)


def column_widths(table: Table, setting: Setting, width: float) -> list[float]:
    """Share a width among columns: the longest word first, then by length of content."""
    least: list[float] = []
    natural: list[float] = []
    for number, column in enumerate(table.columns):
        head = setting.paragraph(column.head, setting.styles.table_head)
        longest, widest = head.longest_word, head.natural_width
        for row in table.rows:
            if row.is_group or number >= len(row.cells):
                continue
            cell = row.cells[number]
            inset = sign_inset(cell)
            said = setting.type.paragraph(
                setting.cell_spans(cell, setting.styles.table), setting.styles.table
            )
            longest = max(longest, said.longest_word + inset)
            widest = max(widest, said.natural_width + inset)
            if cell.note != "":
                note = setting.paragraph(cell.note, setting.styles.note)
                longest = max(longest, note.longest_word + inset)
                widest = max(widest, min(note.natural_width + inset, _NATURAL_PT / 2))
        least.append(max(column.least_pt, min(longest, _LONGEST_WORD_PT)))
        natural.append(min(max(widest, longest, column.least_pt), _NATURAL_PT))
    room = width - 2 * _GUTTER_PT * len(table.columns)
    return [share + 2 * _GUTTER_PT for share in _shared(least, natural, table.columns, room)]


def _shared(
    least: Sequence[float], natural: Sequence[float], columns: Sequence[Column], room: float
) -> list[float]:
    natural = [max(n, m) for n, m in zip(natural, least, strict=True)]
    if sum(natural) <= room:
        grows = [
            n if column.align is Align.START else 0.0
            for n, column in zip(natural, columns, strict=True)
        ]
        total = sum(grows) or 1.0
        free = room - sum(natural) if any(grows) else 0.0
        return [n + free * grow / total for n, grow in zip(natural, grows, strict=True)]
    if sum(least) >= room:
        return [m * room / sum(least) for m in least]
    # Roots give short columns more than their share, so that they break less.
    wish = [(n - m) ** _ROOT for n, m in zip(natural, least, strict=True)]
    free = room - sum(least)
    return [m + free * w / sum(wish) for m, w in zip(least, wish, strict=True)]


def _head(
    columns: Sequence[Column], widths: Sequence[float], setting: Setting, width: float
) -> Strip:
    boxes = []
    x = 0.0
    height = 0.0
    for column, wide in zip(columns, widths, strict=True):
        styles = setting.styles
        style = styles.table_head_end if column.align is Align.END else styles.table_head
        box = setting.box(column.head, style, wide - 2 * _GUTTER_PT)
        boxes.append(Placed(x + _GUTTER_PT, _PAD_PT + 1, box))
        height = max(height, box.height + 2 * _PAD_PT + 2)
        x += wide
    ink = setting.look.colour("ink")

    def rule_above(pen: Pen, left: float, top: float) -> None:
        pen.line((left, top), (left + width, top), ink, 1.0)

    return Strip(width, height, tuple(boxes), (rule_above,), rule=ink, rule_pt=1.0)


def _row_strip(
    row: Row,
    columns: Sequence[Column],
    widths: Sequence[float],
    setting: Setting,
    width: float,
) -> Strip:
    boxes: list[Placed] = []
    signs: list[Drawing] = []
    x = 0.0
    height = 0.0
    for cell, column, wide in zip(row.cells, columns, widths, strict=True):
        placed, tall = cell_boxes(
            cell, column.align, x + _GUTTER_PT, wide - 2 * _GUTTER_PT, setting
        )
        boxes.extend(placed)
        signs.extend(cell_signs(cell, x + _GUTTER_PT, setting))
        height = max(height, tall)
        x += wide
    return Strip(
        width,
        height + 2 * _PAD_PT,
        tuple(boxes),
        tuple(signs),
        rule=setting.look.colour("line_strong"),
        pad=_PAD_PT,
        keeps_with_next=row.keeps_with_next,
        anchor=row.anchor,
    )


def cell_boxes(
    cell: Cell, align: Align, x: float, width: float, setting: Setting
) -> tuple[list[Placed], float]:
    """Set a cell's value and its note below; give both and their height."""
    styles = setting.styles
    style = styles.table_end if align is Align.END else styles.table
    inset = sign_inset(cell)
    main = setting.span_box(setting.cell_spans(cell, style), style, width - inset)
    boxes = [Placed(x + inset, _PAD_PT, main)]
    height = main.height
    if cell.note != "":
        note_style = styles.note_end if align is Align.END else styles.note
        note = setting.box(cell.note, note_style, width - inset)
        boxes.append(Placed(x + inset, _PAD_PT + height, note))
        height += note.height
    return boxes, height


def _group_strip(row: Row, widths: Sequence[float], setting: Setting, width: float) -> Strip:
    styles = setting.styles
    boxes = []
    last = row.cells[-1] if len(row.cells) > 1 else None
    aside = widths[-1] if last is not None else 0.0
    spans = [Span(setting.said(row.cells[0].value), Face.STRONG)]
    spans += setting.mark_spans(row.cells[0].marks, styles.table)
    box = setting.span_box(spans, styles.table, width - 2 * _GUTTER_PT - aside)
    boxes.append(Placed(_GUTTER_PT, _PAD_PT, box))
    if last is not None:
        spans = [Span(setting.said(last.value), Face.STRONG)]
        end = setting.span_box(spans, styles.table_end, aside - 2 * _GUTTER_PT)
        boxes.append(Placed(width - aside + _GUTTER_PT, _PAD_PT, end))
    return Strip(
        width,
        box.height + 2 * _PAD_PT,
        tuple(boxes),
        ground=setting.look.colour("app"),
        pad=_PAD_PT,
        keeps_with_next=True,
        anchor=row.anchor,
    )


def sign_inset(cell: Cell) -> float:
    """Give the room that a cell's sign takes."""
    return _SIGN_PT if cell.partner_colour or cell.coverage is not None else 0.0


def cell_signs(cell: Cell, x: float, setting: Setting, pad: float = _PAD_PT) -> list[Drawing]:
    """Make the drawings of a cell: swatch or glyph at its first line."""
    look = setting.look
    middle = pad + setting.styles.table.leading / 2

    def swatch(pen: Pen, left: float, top: float) -> None:
        draw_swatch(pen, left + x, top - middle - 3.5, 7, cell.partner_colour, look)

    def glyph(pen: Pen, left: float, top: float) -> None:
        draw_coverage(pen, (left + x + 4, top - middle), 4, cell.coverage or 0.0, look)

    if cell.partner_colour:
        return [swatch]
    return [glyph] if cell.coverage is not None else []
