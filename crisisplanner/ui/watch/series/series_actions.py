"""The actions of the page of events and indicators, as data."""

from __future__ import annotations

from crisisplanner.ui.actions import WRITABLE, ActionSpec

PAGE = "series"
TABLE = "series.table"
TIE = "series.tie_events"
EVENT = "series.add_event"
INDICATOR = "series.add_indicator"
VALUE = "series.add_value"
HAS_POINTS = "has_points"
OF_COUNTRY = "events_of_country"
OF_INDICATOR = "indicator_chosen"

SERIES_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        TABLE, "columns", "", frozenset({HAS_POINTS}), PAGE, why_not="series.nothing_to_show"
    ),
    ActionSpec(
        TIE,
        "target-arrow",
        "",
        frozenset({WRITABLE, OF_COUNTRY}),
        PAGE,
        why_not="series.no_country",
    ),
    ActionSpec(EVENT, "bolt", "", frozenset({WRITABLE}), PAGE),
    ActionSpec(INDICATOR, "chart-line", "", frozenset({WRITABLE}), PAGE),
    ActionSpec(
        VALUE,
        "plus",
        "",
        frozenset({WRITABLE, OF_INDICATOR}),
        PAGE,
        is_primary=True,
        why_not="series.no_indicator",
    ),
)
