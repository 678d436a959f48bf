"""The page stack: pages made when they are first opened, one shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from crisisplanner.ui.pages import Page, PageContext, PageRegistry


class PageStack(QStackedWidget):
    """Keep made pages and show one."""

    shown = Signal(str)
    heading_changed = Signal()

    def __init__(self, registry: PageRegistry) -> None:
        super().__init__()
        self._registry = registry
        self._pages: dict[str, Page] = {}
        self._current = ""

    @property
    def current(self) -> str:
        """Give the id of the shown page."""
        return self._current

    def page(self, page_id: str) -> Page | None:
        """Give a page that was made, or None."""
        return self._pages.get(page_id)

    def show_page(self, page_id: str, argument: object, context: PageContext) -> Page:
        """Show a page, making it first if need be."""
        page = self._pages.get(page_id)
        if page is None:
            page = self._registry.entry(page_id).load()(context)
            page.heading_changed.connect(self.heading_changed)
            self._pages[page_id] = page
            self.addWidget(page)
        before = self._pages.get(self._current)
        if before is not None and before is not page:
            before.leave()
        self._current = page_id
        self.setCurrentWidget(page)
        page.enter(argument)
        self.shown.emit(page_id)
        return page

    def drop_pages_of_workspace(self) -> None:
        """Forget all pages that show a workspace, as it closes."""
        for page_id in [known for known in self._pages if self._needs_workspace(known)]:
            page = self._pages.pop(page_id)
            if page_id == self._current:
                page.leave()
                self._current = ""
            self.removeWidget(page)
            page.hide()
            page.deleteLater()

    def _needs_workspace(self, page_id: str) -> bool:
        return self._registry.entry(page_id).needs_workspace
