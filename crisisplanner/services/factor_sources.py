"""Empty what spoke for the former value of a planning factor, so that nothing passes for its source.

Whoever changes a value may say its source and reason in the same step, or later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from crisisplanner.domain.capabilities import PlanningFactor
from crisisplanner.domain.changes import Change, Update
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.figures import Figure

_VALUES = ("value", "per_heads")
_SPOKEN_OF = ("source", "value_text")

Find = Callable[[EntityId], PlanningFactor | None]


def changes_factors(changes: Sequence[Change]) -> bool:
    """Tell whether the value of a planning factor is among what is changed."""
    return any(_is_of_value(change) for change in changes)


def with_sources_emptied(changes: Sequence[Change], now: Find, shipped: Find) -> Sequence[Change]:
    """Add to each changed value that its former source no longer holds.

    A reason goes too where it is the one we ship; a person's own may hold for the new value as well.
    """
    return [
        _emptied(change, now(change.id), shipped(change.id))
        if isinstance(change, Update) and _is_of_value(change)
        else change
        for change in changes
    ]


def _is_of_value(change: Change) -> bool:
    return (
        isinstance(change, Update)
        and change.kind == PlanningFactor.KIND
        and any(name in change.fields for name in _VALUES)
    )


def _emptied(change: Update, now: PlanningFactor | None, shipped: PlanningFactor | None) -> Update:
    if now is None or not _is_other(now, change.fields):
        return change
    spoken_of = [name for name in _SPOKEN_OF if name not in change.fields]
    if "reason" not in change.fields and shipped is not None and now.reason == shipped.reason:
        spoken_of.append("reason")
    return Update(change.kind, change.id, {**change.fields, **dict.fromkeys(spoken_of, "")})


def _is_other(now: PlanningFactor, fields: Mapping[str, Any]) -> bool:
    for name in _VALUES:
        new, old = fields.get(name), getattr(now, name)
        if isinstance(new, Figure) and (new.value, new.low, new.high) != (
            *(old.value, old.low, old.high),
        ):
            return True
    return False
