"""The actions of the match page, as data."""

from __future__ import annotations

from crisisplanner.ui.actions import WRITABLE, ActionSpec

PAGE = "match"
MATCH = "plan.match"

MATCH_ACTIONS: tuple[ActionSpec, ...] = (
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
