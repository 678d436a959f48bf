"""The actions of the match page, as data."""

from __future__ import annotations

from crisisplanner.ui.actions import WORKSPACE, WRITABLE, ActionSpec

PAGE = "match"
MATCH = "plan.match"
IMPROVE = "plan.improve"
LEVERS = "plan.levers"
COMPARE = "plan.compare"
TOGETHER = "plan.together"
AIMS = "plan.aims"
SEVERAL_PLANS = "several_plans"

MATCH_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        TOGETHER,
        "git-merge",
        "",
        frozenset({WRITABLE, SEVERAL_PLANS}),
        PAGE,
        why_not="what_if.one_plan",
    ),
    ActionSpec(COMPARE, "arrows-diff", "", frozenset({WORKSPACE}), PAGE),
    ActionSpec(LEVERS, "bulb", "Ctrl+L", frozenset({WORKSPACE}), PAGE),
    ActionSpec(AIMS, "target-arrow", "Ctrl+Shift+A", frozenset({WORKSPACE}), PAGE),
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
