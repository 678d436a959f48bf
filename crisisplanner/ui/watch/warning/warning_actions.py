"""The actions of the page of events and triggers, as data."""

from __future__ import annotations

from crisisplanner.ui.actions import WRITABLE, ActionSpec

PAGE = "triggers"
ADD = "triggers.add"
DEFAULTS = "triggers.add_defaults"
EVALUATE = "triggers.evaluate"

WARNING_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(DEFAULTS, "list", "", frozenset({WRITABLE}), PAGE),
    ActionSpec(ADD, "plus", "", frozenset({WRITABLE}), PAGE),
    ActionSpec(EVALUATE, "bolt", "", frozenset({WRITABLE}), PAGE, is_primary=True),
)
