"""The actions of the page of scenario and needs, as data."""

from __future__ import annotations

from crisisplanner.ui.actions import WORKSPACE, WRITABLE, ActionSpec

PAGE = "needs"
ADD = "needs.add"
TEMPLATE = "needs.template"
DERIVE = "needs.derive"
FACTORS = "needs.factors"
ADD_FACTOR = "factors.add"
HAS_PLAN = "needs.has_plan"
IN_PLAN = frozenset({WRITABLE, HAS_PLAN})

NEEDS_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(FACTORS, "adjustments-horizontal", "", frozenset({WORKSPACE}), PAGE),
    ActionSpec(ADD, "users", "", IN_PLAN, PAGE, why_not="needs.no_plan_to_fill"),
    ActionSpec(TEMPLATE, "clipboard", "", IN_PLAN, PAGE, why_not="needs.no_plan_to_fill"),
    ActionSpec(DERIVE, "wand", "", IN_PLAN, PAGE, is_primary=True, why_not="needs.no_plan_to_fill"),
)
FACTOR_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(ADD_FACTOR, "plus", "", frozenset({WRITABLE}), "factors", is_primary=True),
)
