"""How surely a condition is reached, from what the low, best and high of the data say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from crisisplanner.domain.messages import Message


class Reach(IntEnum):
    """Order what can be said, from no to certain; unknown is never no.

    CERTAIN: even the low reaches it. BEST: the best does. POSSIBLE: only the high does. UNKNOWN:
    something that would decide it is not known.
    """

    NO = 0
    UNKNOWN = 1
    POSSIBLE = 2
    BEST = 3
    CERTAIN = 4

    @property
    def fires(self) -> bool:
        """Tell whether a trigger fires on it."""
        return self >= Reach.BEST


@dataclass(frozen=True, slots=True)
class Finding:
    """Say how surely something is reached, and on which values."""

    reach: Reach
    found: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold one dated value; None is unknown, a range may be open.

    ``is_partial``: only part of what it speaks of is known, so there may be more, never less.
    """

    on: date
    best: float | None
    low: float | None = None
    high: float | None = None
    is_partial: bool = False


def reach_of(reading: Reading, at_least: float) -> Reach:
    """Compare a value and its range with a threshold."""
    if reading.low is not None and reading.low >= at_least:
        return Reach.CERTAIN
    if reading.best is not None and reading.best >= at_least:
        return Reach.BEST
    top = reading.high if reading.high is not None else reading.best
    if top is None:
        return Reach.UNKNOWN
    if top >= at_least:
        return Reach.POSSIBLE
    return Reach.UNKNOWN if reading.is_partial else Reach.NO


def all_of(findings: Iterable[Finding]) -> Finding:
    """Join conditions that must all hold: the weakest decides; none at all is unknown."""
    listed = list(findings)
    if not listed:
        return Finding(Reach.UNKNOWN)
    weakest = min(finding.reach for finding in listed)
    return Finding(weakest, tuple(said for finding in listed for said in finding.found))
