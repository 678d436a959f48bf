"""Where the units are that could serve an open requirement: in use elsewhere, or idle."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.explanation.pair_causes import DayMasks
from crisisplanner.planning.explanation.plan_days import OpenNeed, PlanDays
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray


@dataclass(frozen=True)
class Usage:
    """Hold the units that could serve, in units[i, t]: ``at[i]`` is the place on the pair axis.

    ``elsewhere`` are under way or in use for something else, ``idle`` could be there.
    """

    at: IntArray
    elsewhere: FloatArray
    idle: FloatArray


def usage_of(plan: PlanDays, need: OpenNeed, masks: DayMasks) -> Usage:
    """Divide the units that nothing in the pair keeps away into used and idle ones.

    A unit on its way here or back is idle on those days: it could be here sooner or longer.
    """
    is_free = masks.mask == 0
    (at,) = np.logical_or.reduce(is_free, axis=1).nonzero()
    idle = np.where(is_free[at], masks.free[at], 0.0)
    has_some = idle.any(axis=1)
    at, idle = at[has_some], idle[has_some]
    elsewhere = np.zeros_like(idle)
    (used,) = plan.occupancy.has(need.offers[at]).nonzero()
    if len(used):
        around = _days_around(plan, need, at[used])
        away = plan.occupancy.of(need.offers[at[used]], around)
        left = idle[used]
        _take_out(plan, need, at[used], left, away, around)
        reachable = _reachable(plan, need, at[used], away, around)
        away = np.maximum(away[:, need.days - plan.first_day - around.start], 0.0)
        # Idle between two journeys, but too shortly to come here and go back: used elsewhere too.
        taken = np.where(reachable, np.minimum(left, away), left)
        elsewhere[used] = taken
        idle[used] = left - taken
    return Usage(at, elsewhere, idle)


def _days_around(plan: PlanDays, need: OpenNeed, at: IntArray) -> slice:
    """Give the days of the plan from the first to leave for the open days to the last to be back."""
    times, pairs = plan.table.times, need.pairs[at]
    start = int(need.days[0]) - int(times.lead_days[pairs].max()) - plan.first_day
    end = int(need.days[-1]) + 1 + int(times.return_days[pairs].max()) - plan.first_day
    return slice(max(0, start), min(plan.n_days, end))


def _take_out(
    plan: PlanDays, need: OpenNeed, at: IntArray, left: FloatArray, away: FloatArray, around: slice
) -> None:
    """Take the units that are on the spot from ``left``, and with their journeys from ``away``."""
    row_of = {offer: row for row, offer in enumerate(need.offers[at].tolist())}
    own = [one for one in plan.to_need.get(need.number, ()) if one.offer in row_of]
    rows = sorted({row_of[one.offer] for one in own})
    here, journeys = np.zeros(left.shape), np.zeros(away.shape)
    stays = np.array([(one.from_day, one.to_day) for one in own], dtype=np.int64)
    first = plan.first_day + around.start
    for one, (start, end) in zip(own, np.searchsorted(need.days, stays).tolist(), strict=True):
        row = row_of[one.offer]
        here[row, start:end] += one.quantity
        journeys[row, max(0, one.leaves_on - first) : max(0, one.back_on - first)] += one.quantity
    left[rows] = np.maximum(left[rows] - here[rows], 0.0)
    away[rows] -= journeys[rows]


def _reachable(
    plan: PlanDays, need: OpenNeed, at: IntArray, away: FloatArray, around: slice
) -> BoolArray:
    """Tell on which open days a unit could be there that leaves and comes back in time."""
    times, pairs = plan.table.times, need.pairs[at]
    days, n_days = need.days - plan.first_day - around.start, around.stop - around.start
    leaves = np.maximum(days - times.lead_days[pairs][:, None], 0)
    returns = np.minimum(days + 1 + times.return_days[pairs][:, None], n_days)
    busy = plan.busy_days(need.offers[at], away, around)
    row = np.arange(len(at))[:, None]
    reachable: BoolArray = busy[row, returns] == busy[row, leaves]
    return reachable
