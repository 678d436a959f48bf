"""The start page: what needs you, where to continue, cases to start from."""

from __future__ import annotations

from crisisplanner.ui.pages import Page, PageContext


class HomePage(Page):
    """Show what a person can do first."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
