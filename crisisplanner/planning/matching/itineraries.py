"""The best sequence of stays of one unit of every offer, at given prices of what it adds and uses.

All offers at once, day by day, over all start and end days; without limits that units share.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crisisplanner.domain.days import DAYS_PER_WEEK
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray

NO_ROW = -1
FloatArray32 = npt.NDArray[np.float32]


@dataclass(frozen=True)
class ItineraryPrices:
    """Hold what a unit of level is worth, and what tonnes and money cost.

    ``level[d]`` for each day of each requirement, laid end to end (``day_first[r]`` + day from its
    start); ``tonne[partner, week]``; ``money[r, 0]`` a unit of money for each requirement.
    """

    level: FloatArray
    tonne: FloatArray
    money: FloatArray


@dataclass(frozen=True)
class Stay:
    """Hold chosen stays of one unit: window row, offer, start, end."""

    row: IntArray
    offer: IntArray
    start: IntArray
    end: IntArray


class Itineraries:
    """Find the best itinerary of a unit of every offer; prepared once for many prices."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        counts = np.diff(instance.window_first)
        self.pair = np.repeat(np.arange(instance.n_pairs, dtype=np.int32), counts)
        self.offer = instance.offer[self.pair].astype(np.int32)
        self.need = instance.requirement[self.pair].astype(np.int32)
        first = instance.first_day
        self.start = (instance.window_start - first).astype(np.int32)
        self.end = (instance.window_end - first).astype(np.int32)
        self.lead = instance.lead_days[self.pair].astype(np.int32)
        self.back = instance.return_days[self.pair].astype(np.int32)
        self.value = instance.effectiveness[self.pair].astype(np.float32)
        length = instance.need_to - instance.need_from
        self.day_first = np.concatenate(([0], np.cumsum(length + 1)))
        self._base = (self.day_first[:-1] - (instance.need_from - first)).astype(np.int64)
        self._opening = np.argsort(self.start, kind="stable")
        self._opens = np.searchsorted(self.start[self._opening], np.arange(instance.n_days + 1))

    def solve(self, prices: ItineraryPrices) -> tuple[FloatArray, Stay]:
        """Give the worth of the best itinerary of each offer, and its stays."""
        instance = self.instance
        n_days, n_offers = instance.n_days, instance.n_offers
        worth = np.zeros((n_days + 1, n_offers), dtype=np.float32)
        row = np.full((n_days + 1, n_offers), NO_ROW, dtype=np.int32)
        began = np.zeros((n_days + 1, n_offers), dtype=np.int16)
        ended = np.zeros((n_days + 1, n_offers), dtype=np.int16)
        level = prices.level.astype(np.float32)
        best = np.full(len(self.pair), -np.inf, dtype=np.float32)
        since = np.zeros(len(self.pair), dtype=np.int16)
        active = np.zeros(0, dtype=np.int64)
        for day in range(n_days):
            if day:
                np.maximum(worth[day], worth[day - 1], out=worth[day])
            opened = self._opening[self._opens[day] : self._opens[day + 1]]
            active = np.concatenate((active[self.end[active] > day], opened))
            if not len(active):
                continue
            offer = self.offer[active]
            leaves = np.maximum(day - self.lead[active], 0)
            at = self._base[self.need[active]] + day
            gained = self.value[active] * level[at]
            starting = worth[leaves, offer] - self._spent(prices, active, leaves) - gained
            later = starting > best[active]
            begin = active[later]
            best[begin] = starting[later]
            since[begin] = day
            ending = best[active] + self.value[active] * level[at + 1]
            ending -= self._daily(prices, active, day + 1 - since[active])
            back = np.minimum(day + 1 + self.back[active], n_days)
            better = np.flatnonzero(ending > worth[back, offer] + 1e-9)
            better = better[np.argsort(ending[better], kind="stable")]
            worth[back[better], offer[better]] = ending[better]
            row[back[better], offer[better]] = active[better]
            began[back[better], offer[better]] = since[active[better]]
            ended[back[better], offer[better]] = day + 1
        np.maximum(worth[n_days], worth[n_days - 1], out=worth[n_days])
        return worth[n_days].astype(np.float64), self._traced(worth, row, began, ended)

    def _spent(self, prices: ItineraryPrices, active: IntArray, leaves: IntArray) -> FloatArray:
        """Price what a start costs: lift and mobilisation."""
        instance = self.instance
        offer = self.offer[active]
        week = (leaves + instance.first_day) // DAYS_PER_WEEK - instance.first_day // DAYS_PER_WEEK
        spent = prices.tonne[instance.partner[offer], week] * instance.lift_t[offer]
        given = instance.given_cost[self.pair[active]]
        once = np.where(np.isnan(given), instance.mobilisation_cost[offer], given)
        return np.asarray(spent + once * prices.money[self.need[active]], dtype=np.float64)

    def _daily(self, prices: ItineraryPrices, active: IntArray, days: IntArray) -> FloatArray:
        instance = self.instance
        given = instance.given_cost[self.pair[active]]
        daily = np.where(np.isnan(given), instance.daily_cost[self.offer[active]], 0.0)
        return np.asarray(daily * days * prices.money[self.need[active]], dtype=np.float64)

    def _traced(self, worth: FloatArray32, row: IntArray, began: IntArray, ended: IntArray) -> Stay:
        """Follow the choices back from the last day."""
        offers = np.arange(self.instance.n_offers)
        day = np.full(len(offers), self.instance.n_days, dtype=np.int64)
        rows, owners, starts, ends = [], [], [], []
        while len(offers):
            chosen = row[day, offers]
            is_carried = (day > 0) & (worth[day, offers] <= worth[np.maximum(day - 1, 0), offers])
            stays = ~is_carried & (chosen >= 0)
            rows.append(chosen[stays])
            owners.append(offers[stays])
            starts.append(began[day[stays], offers[stays]].astype(np.int64))
            ends.append(ended[day[stays], offers[stays]].astype(np.int64))
            before = np.where(stays, began[day, offers] - self.lead[np.maximum(chosen, 0)], day - 1)
            keep = (before > 0) & (stays | is_carried)
            offers, day = offers[keep], np.maximum(before[keep], 0)
        return Stay(
            np.concatenate(rows),
            np.concatenate(owners),
            np.concatenate(starts),
            np.concatenate(ends),
        )
