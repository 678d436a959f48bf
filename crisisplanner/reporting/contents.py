"""The table of contents: chapters with their pages, each a link."""

from __future__ import annotations

from crisisplanner.domain.plan_document import OmittedSection, PlanDocument, Section
from crisisplanner.reporting.pen import Pen
from crisisplanner.reporting.setting import Setting
from crisisplanner.reporting.strips import Placed, Stack, Strip
from crisisplanner.reporting.text import Span

_NUMBER_PT = 26.0
_PAGE_PT = 44.0
_PAD_PT = 2.6


def contents_item(content: PlanDocument, setting: Setting, width: float) -> Stack:
    """List the sections, and in their places those that are omitted.

    Pages are known when it is drawn.
    """
    chapters = [one for one in content.sections if one.number.isdigit()]
    annexes = [one for one in content.sections if not one.number.isdigit()]
    listed: list[Section | OmittedSection] = [*chapters, *content.omitted]
    listed.sort(key=lambda one: int(one.number))
    body = tuple(_entry(section, setting, width) for section in (*listed, *annexes))
    return Stack(body, space_before=8.0)


def _entry(section: Section | OmittedSection, setting: Setting, width: float) -> Strip:
    styles, look = setting.styles, setting.look
    number = setting.span_box(
        [Span(section.number, colour=look.colour("ink_2"))], styles.body, _NUMBER_PT
    )
    is_omitted = isinstance(section, OmittedSection)
    target = section.explained_in if isinstance(section, OmittedSection) else section.anchor
    room = width - _NUMBER_PT - _PAGE_PT - 4
    ink = look.colour("ink_2" if is_omitted else "ink")
    title = setting.span_box([Span(setting.said(section.title), colour=ink)], styles.body, room)
    height = title.height + 2 * _PAD_PT

    def page(pen: Pen, x: float, top: float) -> None:
        pen.link(target, (x, top - height, width, height))
        at = setting.words.say("document.omitted") if is_omitted else pen.page_of.get(target)
        said = setting.box(at, styles.body_end, _PAGE_PT)
        said.draw(pen, x + width - _PAGE_PT, top - _PAD_PT)

    boxes = (Placed(0, _PAD_PT, number), Placed(_NUMBER_PT, _PAD_PT, title))
    return Strip(width, height, boxes, after=(page,), rule=look.colour("line"))
