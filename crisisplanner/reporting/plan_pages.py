"""The pages of a contingency plan: laid out, then drawn."""

from __future__ import annotations

from typing import BinaryIO

from reportlab.pdfgen.canvas import Canvas

from crisisplanner.domain.errors import Cancelled
from crisisplanner.domain.messages import message
from crisisplanner.domain.plan_document import Facts, PlanDocument, Section
from crisisplanner.domain.progress import Progress, Watcher
from crisisplanner.reporting.blocks import block_items, section_title
from crisisplanner.reporting.contents import contents_item
from crisisplanner.reporting.flow import Flow, Gap, Item
from crisisplanner.reporting.fonts import Face, FontBook
from crisisplanner.reporting.furniture import Furniture, Paper
from crisisplanner.reporting.look import load_look
from crisisplanner.reporting.one_page import one_page_items
from crisisplanner.reporting.pen import Pen
from crisisplanner.reporting.prose import TextItem
from crisisplanner.reporting.setting import Setting
from crisisplanner.wording.catalogue import Wording

_SHARE_OF_LAYOUT = 0.6
_COVER_GAP_SHARE = 0.09


class PlanPages:
    """Make the pages of one plan document."""

    def __init__(self, content: PlanDocument, words: Wording, paper: str, watcher: Watcher) -> None:
        self._content = content
        self._words = words
        self._watcher = watcher
        self._setting = Setting(load_look(), FontBook(), words)
        self._furniture = Furniture(content.identity, self._setting, Paper(paper))
        self._flow = Flow(lambda _page: self._go_on())

    def lay_out(self) -> None:
        """Find the place of everything."""
        if self._content.cover:
            self._lay_out_front()
        n_sections = len(self._content.sections)
        for number, section in enumerate(self._content.sections):
            self._report("document.laying_out", _SHARE_OF_LAYOUT * number / n_sections)
            self._lay_out_section(section)

    def _lay_out_front(self) -> None:
        upright = self._furniture.form(is_landscape=False)
        self._flow.new_page(upright)
        self._flow.put(self._cover(upright.width, upright.height))
        self._flow.new_page(upright)
        self._flow.put(self._contents(upright.width))

    def draw(self, file: BinaryIO) -> None:
        """Draw all pages into a file."""
        pages = self._flow.pages
        canvas = Canvas(
            file,
            pagesize=pages[0].form.size,
            invariant=1,
            pageCompression=1,
            initialFontName=Face.REGULAR.value[0],  # type: ignore[arg-type]  # a name, not a float
            lang=self._words.formats.language,
        )
        self._describe(canvas)
        pen = Pen(canvas, self._flow.page_of)
        for number, page in enumerate(pages, 1):
            share = _SHARE_OF_LAYOUT + (1 - _SHARE_OF_LAYOUT) * number / len(pages)
            self._report("document.drawing", share)
            canvas.setPageSize(page.form.size)
            self._furniture.draw(pen, page.form, number, len(pages))
            for item, top in page.placed:
                item.draw(pen, page.form.left, top)
            canvas.showPage()
        self._go_on()
        canvas.save()

    def _lay_out_section(self, section: Section) -> None:
        form = self._furniture.form(is_landscape=section.is_landscape)
        self._flow.new_page(form)
        if section.is_one_page:
            number_of = {other.anchor: other.number for other in self._content.sections}
            self._flow.put(one_page_items(section, self._setting, form, number_of))
            return
        items: list[Item] = [section_title(section, self._setting, form.width)]
        for block in section.blocks:
            self._go_on()
            items += block_items(block, self._setting, form.width)
        self._flow.put(items)

    def _cover(self, width: float, form_height: float) -> list[Item]:
        identity, styles = self._content.identity, self._setting.styles
        setting = self._setting
        kind = setting.box(identity.subject, styles.h1, width)
        title = setting.box(identity.title, styles.cover_title, width)
        version = setting.box(identity.version, styles.h1, width)
        items: list[Item] = [
            Gap(form_height * _COVER_GAP_SHARE),
            TextItem(kind, space_before=0, keeps_with_next=True),
            TextItem(title, space_before=10, keeps_with_next=True),
            TextItem(version, space_before=8),
            Gap(20),
        ]
        return items + block_items(Facts(self._content.cover), setting, width)

    def _contents(self, width: float) -> list[Item]:
        said = self._words.say("document.contents")
        title = TextItem(
            self._setting.box(said, self._setting.styles.title, width),
            keeps_with_next=True,
            anchor="contents",
            outline_title=said,
        )
        return [title, contents_item(self._content, self._setting, width)]

    def _describe(self, canvas: Canvas) -> None:
        identity = self._content.identity
        canvas.setTitle(identity.title)
        canvas.setAuthor(identity.author)
        canvas.setSubject(self._setting.said(identity.subject))
        canvas.setCreator(self._words.say("document.creator"))
        canvas.setKeywords(identity.sha256)
        canvas.showOutline()

    def _report(self, code: str, share: float) -> None:
        self._go_on()
        self._watcher.report(Progress(message(code), share))

    def _go_on(self) -> None:
        if self._watcher.is_cancelled():
            raise Cancelled
