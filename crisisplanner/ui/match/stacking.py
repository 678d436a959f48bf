"""Stack allocations in a lane: each a rectangle of days and shares of the need. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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

    One keeps its height over all its days where that fits into the need; else it moves where another
    begins or ends. What lies above 1 is more than is needed.
    """
    placed: list[Stacked] = []
    for allocation in sorted(need.allocations, key=_place_in_stack):
        start = allocation.from_day
        while start < allocation.to_day:
            part = _next_part(allocation, start, placed)
            placed.append(part)
            start = part.to_day
    return tuple(placed)


def _place_in_stack(one: AllocationView) -> tuple[bool, float, float, str]:
    """Put what carries the need below, by day, and thin ones on top, by size."""
    if one.share < THIN:
        return True, -one.share, one.from_day, one.id
    return False, one.from_day, -one.share, one.id


def _next_part(allocation: AllocationView, start: int, placed: Sequence[Stacked]) -> Stacked:
    """Place a part from a day on: as low as all days fit, else where most of them do."""
    beside = [one for one in placed if one.from_day < allocation.to_day and start < one.to_day]
    share = allocation.share
    bottoms = sorted({0.0, *(one.top for one in beside)})
    best = Stacked(allocation, start, start, 0.0, share)
    for bottom in bottoms:
        if bottom + share > 1.0 + TOLERANCE:
            break
        end = _free_until(beside, start, allocation.to_day, bottom, bottom + share)
        if end > best.to_day:
            best = Stacked(allocation, start, end, bottom, bottom + share)
        if end == allocation.to_day:
            break
    if best.to_day > start:
        return best
    # No room below 1: it is surplus until something there begins or ends.
    days = [day for one in beside for day in (one.from_day, one.to_day)]
    end = min((day for day in days if start < day < allocation.to_day), default=allocation.to_day)
    bottom = max((one.top for one in beside if one.from_day <= start), default=0.0)
    return Stacked(allocation, start, end, bottom, bottom + share)


def _free_until(beside: Sequence[Stacked], start: int, end: int, bottom: float, top: float) -> int:
    """Give the last day up to which a height is free."""
    for one in beside:
        if one.bottom < top - TOLERANCE and bottom < one.top - TOLERANCE:
            end = min(end, max(start, one.from_day))
    return end
