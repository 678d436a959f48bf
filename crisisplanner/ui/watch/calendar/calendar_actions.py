"""The actions of the calendar, as data."""

from __future__ import annotations

from crisisplanner.ui.actions import WRITABLE, ActionSpec

PAGE = "calendar"
ADD = "calendar.add"
ADD_CHAIR = "calendar.add_chair"
IMPORT = "calendar.import"
EXPORT = "calendar.export"
EXPORT_PLAN = "calendar.export_plan"
HAS_DATES = "has_dates"
HAS_PLAN = "crisis_has_plan"

CALENDAR_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        EXPORT,
        "file-export",
        "",
        frozenset({HAS_DATES}),
        PAGE,
        why_not="calendar.nothing_to_export",
    ),
    ActionSpec(EXPORT_PLAN, "puzzle", "", frozenset({HAS_PLAN}), PAGE, why_not="calendar.no_plan"),
    ActionSpec(IMPORT, "table-import", "", frozenset({WRITABLE}), PAGE),
    ActionSpec(ADD_CHAIR, "gavel", "", frozenset({WRITABLE}), PAGE),
    ActionSpec(ADD, "plus", "", frozenset({WRITABLE}), PAGE, is_primary=True),
)
