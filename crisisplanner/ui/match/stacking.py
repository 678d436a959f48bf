"""Stack allocations in a lane: each a rectangle of days and shares of the need. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crisisplanner.services.matching.match_view import AllocationView, NeedView

TOLERANCE = 1e-6
THIN = 0.15


@dataclass(frozen=True, slots=True)
class Stacked:
    """An allocation, or a part of its days, in its place."""

    allocation: AllocationView
    from_day: int
    to_day: int
    bottom: float
    top: float

    @property
    def share(self) -> float:
        """Give its height as a share of the need."""
        return self.top - self.bottom


def stack(need: NeedView) -> tuple[Stacked, ...]:
    """Place allocations from below, none over another.

    One keeps its height over all its days where that fits into the need; else it is cut at the days
    on which others begin or end, and each part falls to the lowest free place. What lies above 1 is
    more than is needed.
    """
    placed: list[Stacked] = []
    ordered = sorted(need.allocations, key=_place_in_stack)
    for allocation in ordered:
        whole = _lowest(allocation, allocation.from_day, allocation.to_day, placed)
        if whole.top <= 1.0 + TOLERANCE:
            placed.append(whole)
            continue
        for start, end in _cuts(allocation, need.allocations):
            placed.append(_lowest(allocation, start, end, placed))
    return tuple(placed)


def _place_in_stack(one: AllocationView) -> tuple[bool, float, float, str]:
    """Put what carries the need below, by day, and thin ones on top, by size."""
    is_thin = one.share < THIN
    return is_thin, -one.share if is_thin else one.from_day, -one.share, one.id


def _lowest(allocation: AllocationView, start: int, end: int, placed: Sequence[Stacked]) -> Stacked:
    beside = sorted(
        (one for one in placed if one.from_day < end and start < one.to_day),
        key=lambda one: one.bottom,
    )
    bottom = 0.0
    for other in beside:
        if other.bottom >= bottom + allocation.share - TOLERANCE:
            break
        bottom = max(bottom, other.top)
    return Stacked(allocation, start, end, bottom, bottom + allocation.share)


def _cuts(
    allocation: AllocationView, others: Iterable[AllocationView]
) -> Iterable[tuple[int, int]]:
    days = {allocation.from_day, allocation.to_day}
    for other in others:
        days.update(
            day
            for day in (other.from_day, other.to_day)
            if allocation.from_day < day < allocation.to_day
        )
    ordered = sorted(days)
    return pairwise(ordered)
