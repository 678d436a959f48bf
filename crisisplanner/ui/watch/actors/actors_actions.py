"""The actions of the page of actors, as data."""

from __future__ import annotations

from crisisplanner.ui.actions import WRITABLE, ActionSpec

PAGE = "actors"
ADD = "actors.add"
LEVERAGE = "actors.add_leverage"
PERCEPTION = "actors.add_perception"
POSITION = "actors.add_position"
HAS_ACTORS = "has_actors"

ACTORS_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        LEVERAGE,
        "bolt",
        "",
        frozenset({WRITABLE, HAS_ACTORS}),
        PAGE,
        why_not="actors.no_actor_yet",
    ),
    ActionSpec(
        PERCEPTION,
        "eye",
        "",
        frozenset({WRITABLE, HAS_ACTORS}),
        PAGE,
        why_not="actors.no_actor_yet",
    ),
    ActionSpec(POSITION, "scale", "", frozenset({WRITABLE}), PAGE),
    ActionSpec(ADD, "plus", "", frozenset({WRITABLE}), PAGE, is_primary=True),
)
