"""The setting of a document: look, styles, fonts and words that every part is set with."""

from __future__ import annotations

from collections.abc import Sequence

from crisisplanner.domain.plan_document import Cell, Mark, Value
from crisisplanner.reporting.fonts import Face, FontBook
from crisisplanner.reporting.look import Look
from crisisplanner.reporting.text import Paragraph, Span, Style, TextBox, Typesetter
from crisisplanner.wording.catalogue import Wording
from crisisplanner.wording.formats import NO_BREAK_SPACE

_ALMOST_ALL = 0.995
_NOTHING = 1e-9


class Styles:
    """Hold the paragraph styles of paper."""

    def __init__(self, look: Look) -> None:
        sizes, ink, ink_2 = look.sizes, look.colour("ink"), look.colour("ink_2")
        self.cover_title = Style(Face.STRONG, sizes["title"] * 1.5, sizes["title"] * 1.85, ink)
        self.title = Style(Face.STRONG, sizes["title"], sizes["title"] * 1.3, ink)
        self.h1 = Style(Face.STRONG, sizes["h1"], sizes["h1"] * 1.35, ink)
        self.h2 = Style(Face.STRONG, sizes["h2"], 14, ink)
        self.figure = Style(Face.STRONG, sizes["title"] * 0.9, sizes["title"] * 1.15, ink)
        self.lead = Style(Face.REGULAR, sizes["body"], 13, ink)
        self.body = Style(Face.REGULAR, sizes["body"], 13, ink)
        self.body_strong = Style(Face.STRONG, sizes["body"], 13, ink)
        self.body_end = Style(Face.REGULAR, sizes["body"], 13, ink, "end")
        self.table = Style(Face.REGULAR, 8.0, 10.6, ink)
        self.table_end = Style(Face.REGULAR, 8.0, 10.6, ink, "end")
        self.table_head = Style(Face.STRONG, sizes["small"], 10.2, ink)
        self.table_head_end = Style(Face.STRONG, sizes["small"], 10.2, ink, "end")
        self.note = Style(Face.REGULAR, sizes["small"], 10.2, ink_2)
        self.note_end = Style(Face.REGULAR, sizes["small"], 10.2, ink_2, "end")
        self.dense = Style(Face.REGULAR, sizes["small"], 9.2, ink)
        self.warning = Style(Face.MEDIUM, sizes["body"], 13, look.colour("warning"))
        self.chart = Style(Face.NARROW, sizes["chart"], 9.2, ink)
        self.chart_2 = Style(Face.NARROW, sizes["chart_small"], 8.6, ink_2)
        self.chart_end = Style(Face.NARROW, sizes["chart"], 9.2, ink, "end")
        self.marking = Style(Face.STRONG, sizes["marking"], 15, ink)


class Setting:
    """Set values in words, styles and fonts."""

    def __init__(self, look: Look, fonts: FontBook, words: Wording) -> None:
        self.look = look
        self.words = words
        self.styles = Styles(look)
        self.type = Typesetter(fonts, words)

    def said(self, value: Value) -> str:
        """Say a value in the reader's language."""
        return self.words.value(value)

    def paragraph(self, value: Value, style: Style) -> Paragraph:
        """Measure a value's words."""
        return self.type.paragraph(self.said(value), style)

    def percent(self, share: float | None) -> str:
        """Say a share; a part that would round to all or nothing stays a part."""
        if share is None:
            return self.words.say("value.none")
        if _ALMOST_ALL <= share < 1.0 - _NOTHING:
            share = 0.99
        elif _NOTHING < share < 1.0 - _ALMOST_ALL:
            share = 0.01
        return self.words.say("document.percent", share=share)

    def box(self, value: Value, style: Style, width: float) -> TextBox:
        """Fill a value into a width."""
        return self.paragraph(value, style).fill(width)

    def span_box(self, spans: Sequence[Span], style: Style, width: float) -> TextBox:
        """Fill words of several styles into a width."""
        return self.type.paragraph(spans, style).fill(width)

    def cell_spans(self, cell: Cell, style: Style) -> list[Span]:
        """Make the first line of a cell: its value, and the marks it refers to."""
        face = Face.STRONG if cell.is_strong else None
        colour = self.look.colour("accent") if cell.link else None
        spans = [Span(self.said(cell.value), face, colour, cell.link)]
        return spans + self.mark_spans(cell.marks, style)

    def mark_spans(self, marks: Sequence[Mark], style: Style) -> list[Span]:
        """Make the references to sources and assumptions, smaller, each with its link."""
        grey = self.look.colour("ink_2")
        size = min(style.size, self.look.sizes["chart_small"])
        spans = []
        for mark in marks:
            spans.append(Span(NO_BREAK_SPACE, size=size, colour=grey))
            spans.append(Span(mark.label, Face.NARROW, grey, mark.anchor, size))
        return spans
