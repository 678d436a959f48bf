"""Which pages there are: the one list that mounts them, each imported when it is opened."""

from __future__ import annotations

from crisisplanner.ui.pages import Page, PageContext, PageEntry, PageRegistry, Place


def mounted_pages() -> PageRegistry:
    """List every page with its place and actions."""
    return PageRegistry((PageEntry("home", Place.HOME, _home, needs_workspace=False),))


def _home(context: PageContext) -> Page:
    from crisisplanner.ui.home.home_page import HomePage

    return HomePage(context)
