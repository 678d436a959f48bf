"""The actions of the page of access, as data."""

from __future__ import annotations

from crisisplanner.ui.actions import WRITABLE, ActionSpec

PAGE = "access"
ADD = "access.add"
AUTHORITY = "access.add_authority"
HAS_SCENARIO = "has_scenario"

ACCESS_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(AUTHORITY, "gavel", "", frozenset({WRITABLE}), PAGE),
    ActionSpec(
        ADD,
        "plus",
        "",
        frozenset({WRITABLE, HAS_SCENARIO}),
        PAGE,
        is_primary=True,
        why_not="access.no_scenario_yet",
    ),
)
