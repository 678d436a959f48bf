"""Which pages there are: the one list that mounts them, each imported when it is opened."""

from __future__ import annotations

from crisisplanner.ui.actions import WRITABLE, ActionSpec
from crisisplanner.ui.pages import Page, PageContext, PageEntry, PageRegistry, Place

IN_WRITABLE = frozenset({WRITABLE})


def _importing(page: str, shortcut: str = "") -> ActionSpec:
    return ActionSpec(f"{page}.import", "table-import", shortcut, IN_WRITABLE, page)


def _adding(page: str) -> ActionSpec:
    return ActionSpec(f"{page}.add", "plus", "", IN_WRITABLE, page, is_primary=True)


def mounted_pages() -> PageRegistry:
    """List every page with its place and actions."""
    return PageRegistry(
        (
            PageEntry("home", Place.HOME, _home, needs_workspace=False),
            PageEntry("crises", Place.WATCH, _crises, (_adding("crises"),)),
            PageEntry(
                "partners",
                Place.PARTNERS,
                _partners,
                (_importing("partners"), _adding("partners")),
            ),
            PageEntry(
                "offers",
                Place.PARTNERS,
                _offers,
                (_importing("offers", "Ctrl+I"), _adding("offers")),
            ),
            PageEntry(
                "requirements",
                Place.PLAN,
                _requirements,
                (_importing("requirements"), _adding("requirements")),
            ),
        )
    )


def _home(context: PageContext) -> Page:
    from crisisplanner.ui.home.home_page import HomePage

    return HomePage(context)


def _crises(context: PageContext) -> Page:
    from crisisplanner.ui.watch.crises_page import make_crises_page

    return make_crises_page(context)


def _partners(context: PageContext) -> Page:
    from crisisplanner.ui.partners.partners_page import make_partners_page

    return make_partners_page(context)


def _offers(context: PageContext) -> Page:
    from crisisplanner.ui.partners.offers_page import make_offers_page

    return make_offers_page(context)


def _requirements(context: PageContext) -> Page:
    from crisisplanner.ui.plan.requirements_page import make_requirements_page

    return make_requirements_page(context)
