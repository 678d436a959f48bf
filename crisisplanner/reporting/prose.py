"""Headings and paragraphs in the flow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crisisplanner.domain.plan_document import Heading, Prose, ProseRole
from crisisplanner.reporting.fonts import Face
from crisisplanner.reporting.pen import Pen
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.text import Span, TextBox

_FEWEST_LINES_ALONE = 2


@dataclass(frozen=True, slots=True)
class TextItem:
    """Set a text box into the flow; ``outline_level`` makes a bookmark of it."""

    text: TextBox
    space_before: float = 6.0
    keeps_with_next: bool = False
    anchor: str = ""
    outline_title: str = ""
    outline_level: int = 0

    @property
    def height(self) -> float:
        """Measure the lines."""
        return self.text.height

    def least_height(self, page: float) -> float:
        """Leave no single line behind."""
        del page
        n_lines = len(self.text.lines)
        least = n_lines if n_lines <= _FEWEST_LINES_ALONE + 1 else _FEWEST_LINES_ALONE
        return least * self.text.style.leading

    def cut(self, room: float, page: float) -> tuple[TextItem, TextItem] | None:
        """Cut between lines, leaving two on each side where they fit a page."""
        above, below = self.text.cut(room)
        if len(below.lines) < _FEWEST_LINES_ALONE and self.height <= page:
            above, below = self.text.cut(room - self.text.style.leading)
        if not above.lines or not below.lines:
            return None
        rest = replace(self, text=below, space_before=0.0, anchor="", outline_title="")
        return replace(self, text=above), rest

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the lines, with anchor and bookmark."""
        if self.anchor in pen.page_of:
            pen.anchor(self.anchor, top)
            if self.outline_title:
                pen.outline(self.outline_title, self.anchor, self.outline_level)
        self.text.draw(pen, x, top)

    def anchors(self) -> Sequence[str]:
        """Give the anchor, if there is one."""
        return [self.anchor] if self.anchor else []


def heading_item(block: Heading, setting: Setting, width: float) -> TextItem:
    """Set the heading of a part."""
    title = setting.said(block.title)
    return TextItem(
        setting.box(block.title, setting.styles.h2, width),
        space_before=16.0,
        keeps_with_next=True,
        anchor=block.anchor,
        outline_title=title if block.is_in_outline else "",
        outline_level=1,
    )


def prose_items(block: Prose, setting: Setting, width: float) -> list[TextItem]:
    """Set paragraphs, one for each line of the text."""
    styles = setting.styles
    style = {
        ProseRole.LEAD: styles.lead,
        ProseRole.BODY: styles.body,
        ProseRole.NOTE: styles.note,
        ProseRole.WARNING: styles.warning,
    }[block.role]
    text = setting.said(block.text)
    name = setting.said(block.name) if block.name else ""
    items = []
    for number, part in enumerate(text.splitlines() or [""]):
        spans = [Span(part)]
        if name and number == 0:
            spans = [Span(name, Face.STRONG), Span(" "), Span(part)]
        if part.strip():
            box = setting.span_box(spans, style, width)
            items.append(TextItem(box, keeps_with_next=block.keeps_with_next))
    return items
