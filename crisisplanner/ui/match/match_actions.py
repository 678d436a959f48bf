"""The actions of the match page, as data."""

from __future__ import annotations

from crisisplanner.ui.actions import WRITABLE, ActionSpec

PAGE = "match"
MATCH = "plan.match"
IMPROVE = "plan.improve"

MATCH_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        IMPROVE,
        "adjustments-horizontal",
        "Ctrl+Shift+M",
        frozenset({WRITABLE}),
        PAGE,
        why_not="match_page.read_only",
    ),
    ActionSpec(
        MATCH,
        "wand",
        "Ctrl+M",
        frozenset({WRITABLE}),
        PAGE,
        is_primary=True,
        why_not="match_page.read_only",
    ),
)
