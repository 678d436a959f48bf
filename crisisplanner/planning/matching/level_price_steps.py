"""Prices of level for clusters that are too large for a linear program: a scan, then subgradient steps.

Held, Wolfe, Crowder 1974 (doi:10.1007/BF01580223), with part of the last direction kept.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from crisisplanner.planning.matching.itineraries import ItineraryStays
from crisisplanner.planning.matching.relaxed_program import ClusterDays, LevelPrices
from crisisplanner.planning.pairs import FloatArray

SCANNED = (0.02, 0.1, 0.3)
MEMORY = 0.6
PATIENCE = 3
SHRINK = 0.6
LEAST_SLOPE = 1e-30

Prove = Callable[[LevelPrices], tuple[float, ItineraryStays]]


def scanned_prices(days: ClusterDays, prove: Prove) -> tuple[float, LevelPrices]:
    """Try one price for all days, at most what each is worth; keep the one of the best bound."""
    found = []
    for share in SCANNED:
        level = LevelPrices(np.minimum(days.top, np.quantile(days.top, share)), {})
        found.append((prove(level)[0], level))
    return min(found, key=lambda one: one[0])


def stepped_prices(
    days: ClusterDays, begin: LevelPrices, target: float, n_steps: int, prove: Prove
) -> tuple[float, LevelPrices]:
    """Move prices against the slope of the bound; ``target`` is what it can't fall below."""
    level, best, bound = begin, begin, np.inf
    direction: FloatArray | None = None
    agility, n_idle = 1.0, 0
    for _ in range(n_steps):
        value, stays = prove(level)
        if value < bound:
            bound, best, n_idle = value, level, 0
        else:
            n_idle += 1
            if n_idle >= PATIENCE:
                agility, n_idle, level = agility * SHRINK, 0, best
        slope = (_supply(days, stays) - days.quantity) * days.top
        direction = slope if direction is None else slope + MEMORY * direction
        size = max(float((direction**2).sum()), LEAST_SLOPE)
        step = agility * max(bound - target, 0.0) / size
        share = np.clip(level.level / days.top - step * direction, 0.0, 1.0)
        level = LevelPrices(share * days.top, best.away)
    return bound, best


def _supply(days: ClusterDays, stays: ItineraryStays) -> FloatArray:
    """Give the level that all units bring when each follows its best itinerary."""
    instance = days.instance
    units = instance.capacity.max(axis=1)[stays.offer] * instance.effectiveness[stays.pair]
    first = days.first_of[instance.requirement[stays.pair]] + instance.first_day
    change = np.zeros(len(days.need) + 1)
    np.add.at(change, first + stays.start, units)
    np.subtract.at(change, first + stays.end, units)
    return np.cumsum(change)[:-1]
