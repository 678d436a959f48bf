"""The sentences of one cause of a gap, without saying anything twice."""

from __future__ import annotations

from collections.abc import Iterable

from crisisplanner.domain.messages import Message, message

AMONG_OTHERS = "reason.among_others"
PARTLY_AMONG_OTHERS = "reason.partly_among_others"


def folded(sentences: Iterable[Message]) -> tuple[Message, ...]:
    """Say once what holds alone for some days and among other rules for the rest."""
    said = list(dict.fromkeys(sentences))
    among = {one.values["first"]: one for one in reversed(said) if one.code == AMONG_OTHERS}
    both = {first: one for first, one in among.items() if first in said}
    kept = (one for one in said if one not in both.values())
    return tuple(
        message(PARTLY_AMONG_OTHERS, **both[one].values) if one in both else one for one in kept
    )
