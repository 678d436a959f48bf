"""Which pages there are: the one list that mounts them, each imported when it is opened."""

from __future__ import annotations

from crisisplanner.ui.actions import ROW, WRITABLE, ActionSpec
from crisisplanner.ui.match.match_actions import MATCH_ACTIONS
from crisisplanner.ui.needs.needs_actions import FACTOR_ACTIONS, NEEDS_ACTIONS
from crisisplanner.ui.pages import PageEntry, PageMaker, PageRegistry, Place
from crisisplanner.ui.printing.print_actions import PRINT_ACTIONS
from crisisplanner.ui.watch.access.access_actions import ACCESS_ACTIONS
from crisisplanner.ui.watch.actors.actors_actions import ACTORS_ACTIONS
from crisisplanner.ui.watch.calendar.calendar_actions import CALENDAR_ACTIONS
from crisisplanner.ui.watch.map.map_actions import MAP_ACTIONS
from crisisplanner.ui.watch.risk.risk_actions import RISK_ACTIONS
from crisisplanner.ui.watch.series.series_actions import SERIES_ACTIONS
from crisisplanner.ui.watch.warning.warning_actions import WARNING_ACTIONS

IN_WRITABLE = frozenset({WRITABLE})


IMPORT_ACTIONS = (
    ActionSpec("import.choose", "folder-open", "", IN_WRITABLE, "import"),
    ActionSpec(
        "import.write",
        "table-import",
        "",
        frozenset({WRITABLE, "can_import"}),
        "import",
        is_primary=True,
        why_not="importing.nothing_to_import",
    ),
)
HISTORY_ACTIONS = (
    ActionSpec("history.take_back", "arrow-back-up", "", frozenset({WRITABLE, ROW}), "history"),
    ActionSpec("history.erase", "trash", "", frozenset({WRITABLE, ROW}), "history"),
)

PARTNER_ACTIONS = (
    ActionSpec("partner.edit", "pencil", "", IN_WRITABLE, "partner"),
    ActionSpec("partner.ask", "message", "", IN_WRITABLE, "partner", is_primary=True),
)


def _importing(page: str, shortcut: str = "") -> ActionSpec:
    return ActionSpec(f"{page}.import", "table-import", shortcut, IN_WRITABLE, page)


def _adding(page: str) -> ActionSpec:
    return ActionSpec(f"{page}.add", "plus", "", IN_WRITABLE, page, is_primary=True)


def mounted_pages() -> PageRegistry:
    """List every page with its place and actions."""
    return PageRegistry(
        (
            PageEntry("home", Place.HOME, _home, needs_workspace=False),
            PageEntry("map", Place.WATCH, _map, MAP_ACTIONS),
            PageEntry("crises", Place.WATCH, _crises, (_adding("crises"),)),
            PageEntry("nodes", Place.WATCH, _nodes, (_adding("nodes"),)),
            PageEntry("places", Place.WATCH, _places, (_adding("places"),)),
            PageEntry("overview", Place.WATCH, _overview),
            PageEntry("risk", Place.WATCH, _risk, RISK_ACTIONS),
            PageEntry("series", Place.WATCH, _series, SERIES_ACTIONS),
            PageEntry("triggers", Place.WATCH, _triggers, WARNING_ACTIONS),
            PageEntry("actors", Place.WATCH, _actors, ACTORS_ACTIONS),
            PageEntry("access", Place.WATCH, _access, ACCESS_ACTIONS),
            PageEntry("calendar", Place.WATCH, _calendar, CALENDAR_ACTIONS),
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
            PageEntry("partner", Place.PARTNERS, _partner, PARTNER_ACTIONS, has_tab=False),
            PageEntry("inbox", Place.PARTNERS, _inbox, (_adding("inbox"),)),
            PageEntry("availability", Place.PARTNERS, _availability),
            PageEntry("presence", Place.PARTNERS, _presence, (_importing("presence"),)),
            PageEntry("aid", Place.PARTNERS, _aid),
            PageEntry("institutions", Place.PARTNERS, _institutions, (_adding("institutions"),)),
            PageEntry("catalogue", Place.PARTNERS, _catalogue, (_adding("catalogue"),)),
            PageEntry("plans", Place.PLAN, _plans, (_adding("plans"),)),
            PageEntry("needs", Place.PLAN, _needs, NEEDS_ACTIONS),
            PageEntry("factors", Place.PLAN, _factors, FACTOR_ACTIONS, has_tab=False),
            PageEntry(
                "requirements",
                Place.PLAN,
                _requirements,
                (_importing("requirements"), _adding("requirements")),
            ),
            PageEntry("match", Place.PLAN, _match, MATCH_ACTIONS),
            PageEntry("document", Place.PRINT, _document, PRINT_ACTIONS),
            PageEntry("import", Place.PARTNERS, _import, IMPORT_ACTIONS, has_tab=False),
            PageEntry("settings", Place.SETTINGS, _settings, needs_workspace=False),
            PageEntry("rates", Place.SETTINGS, _rates, (_adding("rates"),)),
            PageEntry("history", Place.SETTINGS, _history, HISTORY_ACTIONS),
            PageEntry("help", Place.HELP, _help, needs_workspace=False),
        )
    )


def _home() -> PageMaker:
    from crisisplanner.ui.home.home_page import HomePage

    return HomePage


def _map() -> PageMaker:
    from crisisplanner.ui.watch.map.map_page import MapPage

    return MapPage


def _crises() -> PageMaker:
    from crisisplanner.ui.watch.crises_page import make_crises_page

    return make_crises_page


def _nodes() -> PageMaker:
    from crisisplanner.ui.watch.nodes_page import make_nodes_page

    return make_nodes_page


def _places() -> PageMaker:
    from crisisplanner.ui.watch.places_page import make_places_page

    return make_places_page


def _overview() -> PageMaker:
    from crisisplanner.ui.watch.overview.overview_page import OverviewPage

    return OverviewPage


def _actors() -> PageMaker:
    from crisisplanner.ui.watch.actors.actors_page import ActorsPage

    return ActorsPage


def _access() -> PageMaker:
    from crisisplanner.ui.watch.access.access_page import AccessPage

    return AccessPage


def _series() -> PageMaker:
    from crisisplanner.ui.watch.series.series_page import SeriesPage

    return SeriesPage


def _risk() -> PageMaker:
    from crisisplanner.ui.watch.risk.risk_page import RiskPage

    return RiskPage


def _calendar() -> PageMaker:
    from crisisplanner.ui.watch.calendar.calendar_page import CalendarPage

    return CalendarPage


def _triggers() -> PageMaker:
    from crisisplanner.ui.watch.warning.triggers_page import TriggersPage

    return TriggersPage


def _partners() -> PageMaker:
    from crisisplanner.ui.partners.partners_page import make_partners_page

    return make_partners_page


def _offers() -> PageMaker:
    from crisisplanner.ui.partners.offers_page import make_offers_page

    return make_offers_page


def _plans() -> PageMaker:
    from crisisplanner.ui.plan.plans_page import make_plans_page

    return make_plans_page


def _needs() -> PageMaker:
    from crisisplanner.ui.needs.needs_page import NeedsPage

    return NeedsPage


def _availability() -> PageMaker:
    from crisisplanner.ui.availability.availability_page import AvailabilityPage

    return AvailabilityPage


def _presence() -> PageMaker:
    from crisisplanner.ui.presence.presence_page import PresencePage

    return PresencePage


def _aid() -> PageMaker:
    from crisisplanner.ui.presence.aid_page import AidPage

    return AidPage


def _partner() -> PageMaker:
    from crisisplanner.ui.partners.file.partner_page import PartnerPage

    return PartnerPage


def _institutions() -> PageMaker:
    from crisisplanner.ui.partners.institutions_page import make_institutions_page

    return make_institutions_page


def _inbox() -> PageMaker:
    from crisisplanner.ui.partners.requests.inbox_page import InboxPage

    return InboxPage


def _catalogue() -> PageMaker:
    from crisisplanner.ui.partners.catalogue_page import make_catalogue_page

    return make_catalogue_page


def _factors() -> PageMaker:
    from crisisplanner.ui.needs.factors_page import make_factors_page

    return make_factors_page


def _requirements() -> PageMaker:
    from crisisplanner.ui.plan.requirements_page import make_requirements_page

    return make_requirements_page


def _match() -> PageMaker:
    from crisisplanner.ui.match.match_page import MatchPage

    return MatchPage


def _document() -> PageMaker:
    from crisisplanner.ui.printing.print_page import PrintPage

    return PrintPage


def _import() -> PageMaker:
    from crisisplanner.ui.importing.import_page import ImportPage

    return ImportPage


def _settings() -> PageMaker:
    from crisisplanner.ui.program.settings_page import SettingsPage

    return SettingsPage


def _history() -> PageMaker:
    from crisisplanner.ui.program.history_page import HistoryPage

    return HistoryPage


def _rates() -> PageMaker:
    from crisisplanner.ui.program.rates_page import make_rates_page

    return make_rates_page


def _help() -> PageMaker:
    from crisisplanner.ui.program.help_page import HelpPage

    return HelpPage
