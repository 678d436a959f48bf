"""How much credited level a requirement can get at most, by day and in all, with all offers its own.

Where few partners may serve a requirement, only the best of them count; stays end and begin anew.
"""

from __future__ import annotations

import numpy as np

from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import LAST_DAY, IntArray
from crisisplanner.planning.tolerance import slack

SAFETY = 1e-9


def credited_level_limits(
    instance: Instance, requirements: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Give the most level that can be credited on each day, laid end to end, and the sum of all days."""
    by_day: list[FloatArray] = [np.zeros(0)]
    in_all: list[float] = []
    for need in requirements.tolist():
        day, total = _limits_of(instance, need)
        by_day.append(day * (1 + SAFETY) + SAFETY)
        in_all.append(total * (1 + SAFETY) + SAFETY)
    return np.concatenate(by_day), np.array(in_all, dtype=np.float64)


def _limits_of(instance: Instance, need: int) -> tuple[FloatArray, float]:
    """Put the partners together that may serve one requirement, those that could bring most."""
    pairs = instance.pairs_of(need)
    n_days = int(instance.need_days[need])
    if pairs.start == pairs.stop:
        return np.zeros(n_days), 0.0
    counts = np.diff(instance.window_first[pairs.start : pairs.stop + 1])
    pair = np.repeat(np.arange(pairs.start, pairs.stop), counts)
    rows = slice(int(instance.window_first[pairs.start]), int(instance.window_first[pairs.stop]))
    begin = instance.window_start[rows] - instance.need_from[need]
    end = instance.window_end[rows] - instance.need_from[need]
    offer = instance.offer[pair]
    level = instance.capacity[offer].max(axis=1) * instance.effectiveness[pair]
    partners, place = np.unique(instance.partner[offer], return_inverse=True)
    change = np.zeros((len(partners), n_days + 1))
    np.add.at(change, (place, begin), level)
    np.subtract.at(change, (place, end), level)
    quantity = float(instance.quantity[need])
    by_partner = np.minimum(np.cumsum(change, axis=1)[:, :-1], quantity)
    days = _days_present(instance, pair, end - begin)
    most = np.minimum(by_partner.sum(axis=1), np.bincount(place, weights=level * days))
    row = instance.problem.requirements[need]
    n_partners = 1 if row.single_lead else (row.max_partners or len(partners))
    if n_partners == 1:
        least = float(instance.minimum_share[need]) * quantity
        counted = by_partner >= least - slack(least)
        most = np.minimum(most, np.where(counted, by_partner, 0.0).sum(axis=1))
    best = np.sort(by_partner, axis=0)[::-1][:n_partners].sum(axis=0)
    day = np.minimum(best, quantity)
    return day, float(min(day.sum(), np.sort(most)[::-1][:n_partners].sum()))


def _days_present(instance: Instance, pair: IntArray, length: IntArray) -> IntArray:
    """Count the days of windows on which one unit can be there: stays with journeys between them."""
    stay = np.minimum(instance.max_stay[instance.offer[pair]], LAST_DAY)
    away = instance.lead_days[pair] + instance.return_days[pair]
    n_stays = length // (stay + away)
    rest = np.minimum(stay, length - n_stays * (stay + away))
    return np.asarray(np.minimum(length, n_stays * stay + rest), dtype=np.int64)
