"""A bound at once, from what is on offer on each day; better ones come from ``relaxation``.

Whoever could be on the spot counts as if it needed no journey between two requirements.
"""

from __future__ import annotations

import numpy as np

from crisisplanner.planning.matching.clusters import cluster_numbers
from crisisplanner.planning.matching.credited_levels import credited_level_limits
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.settings import never
from crisisplanner.planning.matching.stopping import ShouldStop
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray

SAFETY = 1e-9
REQUIREMENTS_AT_ONCE = 500


def simple_bound(instance: Instance, should_stop: ShouldStop = never) -> float:
    """Give a valid bound on weighted coverage: a fractional knapsack for each cluster and day.

    The level of a requirement is at most its quantity and what its offers could bring; what a
    cluster gets together is at most what its offers have. Requirements whose credit in all is
    limited count apart where that is tighter. O(windows + requirements × days). 1 where
    ``should_stop`` says so; it is not asked on small problems.
    """
    every = np.arange(instance.n_requirements, dtype=np.int64)
    parts: list[tuple[FloatArray, FloatArray]] = []
    for first in range(0, len(every), REQUIREMENTS_AT_ONCE):
        if parts and should_stop():
            return 1.0
        parts.append(credited_level_limits(instance, every[first : first + REQUIREMENTS_AT_ONCE]))
    by_day, in_all = (np.concatenate([part[n] for part in parts]) for n in range(2))
    level = _by_need_and_day(instance, by_day)
    worth = instance.day_worth
    number = cluster_numbers(instance)
    supply = _supply(instance, number)
    is_limited = in_all < level.sum(axis=1) - SAFETY
    total = 0.0
    for cluster in np.unique(number).tolist():
        own = np.flatnonzero(number == cluster)
        own = own[np.argsort(-worth[own], kind="stable")]
        limited = is_limited[own]
        apart = float(worth[own[limited]] @ in_all[own[limited]])
        total += min(
            _knapsack(worth[own], level[own], supply[cluster]),
            apart + _knapsack(worth[own[~limited]], level[own[~limited]], supply[cluster]),
        )
    return min(1.0, total * (1.0 + SAFETY) + SAFETY)


def _by_need_and_day(instance: Instance, by_day: FloatArray) -> FloatArray:
    """Spread values laid end to end: value[r, t]."""
    length = instance.need_days
    need = np.repeat(np.arange(instance.n_requirements), length)
    first = np.cumsum(length) - length - instance.need_from + instance.first_day
    spread = np.zeros((instance.n_requirements, instance.n_days))
    spread[need, np.arange(len(need)) - first[need]] = by_day
    return spread


def _knapsack(worth: FloatArray, level: FloatArray, supply: FloatArray) -> float:
    """Give what is supplied by day to whom it is worth most; rows by falling worth."""
    summed = np.minimum(np.cumsum(level, axis=0), supply)
    served = np.diff(summed, axis=0, prepend=0.0)
    return float(worth @ served.sum(axis=1))


def _supply(instance: Instance, number: IntArray) -> FloatArray:
    """Give what the offers of each cluster could bring on each day, each at its best."""
    counts = np.diff(instance.window_first)
    pair = np.repeat(np.arange(instance.n_pairs), counts)
    offer = instance.offer[pair]
    first = np.full(instance.n_offers, instance.n_days)
    last = np.zeros(instance.n_offers, dtype=np.int64)
    np.minimum.at(first, offer, instance.window_start - instance.first_day)
    np.maximum.at(last, offer, instance.window_end - instance.first_day)
    best = np.zeros(instance.n_offers)
    np.maximum.at(best, instance.offer, instance.effectiveness)
    cluster = np.zeros(instance.n_offers, dtype=np.int64)
    cluster[instance.offer] = number[instance.requirement]
    used = np.flatnonzero(last > first)
    units = instance.capacity.max(axis=1)
    return _by_day(
        cluster[used],
        first[used],
        last[used],
        (units * best)[used],
        (instance.n_requirements, instance.n_days),
    )


def _by_day(
    row: IntArray, first: IntArray, last: IntArray, amount: FloatArray, shape: tuple[int, int]
) -> FloatArray:
    change = np.zeros((shape[0], shape[1] + 1))
    np.add.at(change, (row, first), amount)
    np.subtract.at(change, (row, last), amount)
    # Sums of what comes and goes may end a little below what is there.
    return np.asarray(np.cumsum(change, axis=1)[:, :-1] * (1 + SAFETY) + SAFETY, dtype=np.float64)
