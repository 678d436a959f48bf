"""The table of contents: chapters with their pages, each a link."""

from __future__ import annotations

from collections.abc import Sequence

from crisisplanner.domain.plan_document import Section
from crisisplanner.reporting.pen import Pen
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.strips import Placed, Stack, Strip
from crisisplanner.reporting.text import Span

_NUMBER_PT = 26.0
_PAGE_PT = 34.0
_PAD_PT = 2.6


def contents_item(sections: Sequence[Section], setting: Setting, width: float) -> Stack:
    """List the sections; their pages are known when it is drawn."""
    body = tuple(_entry(section, setting, width) for section in sections)
    return Stack(body, space_before=8.0)


def _entry(section: Section, setting: Setting, width: float) -> Strip:
    styles, look = setting.styles, setting.look
    number = setting.span_box(
        [Span(section.number, colour=look.colour("ink_2"))], styles.body, _NUMBER_PT
    )
    title = setting.box(section.title, styles.body, width - _NUMBER_PT - _PAGE_PT - 4)
    height = title.height + 2 * _PAD_PT

    def page(pen: Pen, x: float, top: float) -> None:
        pen.link(section.anchor, (x, top - height, width, height))
        page_number = pen.page_of.get(section.anchor)
        said = setting.box(page_number, styles.body_end, _PAGE_PT)
        said.draw(pen, x + width - _PAGE_PT, top - _PAD_PT)

    boxes = (Placed(0, _PAD_PT, number), Placed(_NUMBER_PT, _PAD_PT, title))
    return Strip(width, height, boxes, after=(page,), rule=look.colour("line"))
