"""The restricted linear program of one cluster at given prices of lift and money."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.matching.arcs import Arcs
from crisisplanner.planning.matching.credited_levels import credited_level_limits
from crisisplanner.planning.matching.day_limits import Span
from crisisplanner.planning.matching.highs import Highs, SolveLimits
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.itineraries import level_places
from crisisplanner.planning.matching.model.linear import INFINITY, LinearModel
from crisisplanner.planning.matching.model.packing import Intervals, add_packing_rows
from crisisplanner.planning.matching.model.segments import Segments, segment_worth
from crisisplanner.planning.matching.usage import spans
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray

MOST_TIMES = 1e3


@dataclass(frozen=True)
class LevelPrices:
    """Price a unit of level on each day of some requirements, laid end to end, and days away.

    ``away`` holds prices of units of offers on days on which part of them is committed.
    """

    level: FloatArray
    away: dict[int, FloatArray]


class ClusterDays:
    """The days of a cluster's requirements, laid end to end, with what a unit's day is worth."""

    def __init__(self, instance: Instance, requirements: IntArray) -> None:
        self.instance = instance
        length = instance.need_days[requirements]
        self.need = np.repeat(requirements, length)
        self.first = np.cumsum(length) - length
        day = np.arange(len(self.need)) - np.repeat(self.first, length)
        self.place = level_places(instance)[self.need] + day + 1
        self.first_of = np.zeros(instance.n_requirements, dtype=np.int64)
        self.first_of[requirements] = self.first - instance.need_from[requirements]
        self.top = instance.day_worth[self.need]
        self.quantity = instance.quantity[self.need]
        self.most_level, self.most_in_all = credited_level_limits(instance, requirements)
        self._requirements = requirements

    def unserved(self, level: FloatArray) -> float:
        """Give what all credit is worth beyond prices of level, as much as there can be of it."""
        profit = np.maximum(self.top - level, 0.0)
        place = np.searchsorted(self._requirements, self.need)
        order = np.lexsort((-profit, place))
        credit = np.cumsum(self.most_level[order])
        before = (credit - self.most_level[order])[self.first][place[order]]
        left = self.most_in_all[place[order]] - (credit - before - self.most_level[order])
        served = np.clip(left, 0.0, self.most_level[order])
        return float(profit[order] @ served)

    def summed(self, level: FloatArray) -> FloatArray:
        """Sum prices over the days of each requirement, as ``itineraries`` wants them."""
        spread = np.zeros(int(level_places(self.instance)[-1]) + 1)
        spread[self.place] = level
        return np.cumsum(spread)


class RelaxedCluster:
    """The restricted linear program of a cluster over some arcs."""

    def __init__(self, arcs: Arcs, days: ClusterDays, requirements: IntArray) -> None:
        instance = arcs.instance
        self._arcs, self._days = arcs, days
        self._segments = Segments(arcs, requirements)
        n = len(self._segments)
        upper = np.minimum(arcs.upper, MOST_TIMES * instance.quantity[arcs.requirement])
        model = LinearModel()
        self._x = model.add_columns(len(arcs), 0.0, upper, is_integer=False)
        quantity = instance.quantity[self._segments.requirement]
        u = model.add_columns(n, 0.0, quantity, is_integer=False)
        arc, segment = self._segments.of_arcs(np.arange(len(arcs), dtype=np.int64))
        self._rows = model.add_rows(
            n,
            -INFINITY,
            0.0,
            (np.arange(n), u, np.ones(n)),
            (segment, arc, -arcs.effectiveness[arc]),
        )
        # Few may serve some requirements: all their credit together is limited.
        place = np.searchsorted(requirements, self._segments.requirement)
        model.add_rows(
            len(requirements),
            -INFINITY,
            days.most_in_all,
            (place, u, self._segments.n_days.astype(np.float64)),
        )
        begin, finish = spans(arcs, Span.AWAY)
        self._offers, resource = np.unique(arcs.offer, return_inverse=True)
        capacity = instance.capacity[self._offers]
        column = np.arange(len(arcs), dtype=np.int64)
        intervals = Intervals(resource.astype(np.int64), column, begin, finish, np.ones(len(arcs)))
        self._packing = add_packing_rows(model, intervals, capacity, upper)
        self._objective = np.zeros(model.n_columns)
        self._objective[u] = segment_worth(self._segments, instance)
        self._highs = Highs(model, self._objective)

    def solve(self, unit_price: FloatArray, limits: SolveLimits) -> Solved | None:
        """Solve at given costs of units; None if it was stopped."""
        objective = self._objective.copy()
        objective[self._x] = -unit_price
        self._highs.set_objective(objective)
        outcome = self._highs.solve(limits)
        if outcome.solution is None or not outcome.is_proven:
            return None
        amount = outcome.solution[self._x]
        worth = outcome.value + float(unit_price @ amount)
        reduced = self._highs.reduced_values()[self._x]
        prices = self._prices(self._highs.row_prices())
        return Solved(prices, amount, worth, reduced, outcome.work)

    def _prices(self, row_prices: FloatArray) -> LevelPrices:
        segments, days = self._segments, self._days
        per_day = np.maximum(row_prices[self._rows], 0.0) / segments.n_days
        place = days.first_of[segments.requirement]
        change = np.zeros(len(days.need) + 1)
        np.add.at(change, place + segments.start, per_day)
        np.subtract.at(change, place + segments.end, per_day)
        level = np.clip(np.cumsum(change)[:-1], 0.0, days.top)
        capacity = days.instance.capacity[self._offers]
        most = capacity.max(axis=1)
        away: dict[int, FloatArray] = {}
        for row, (place_of, day) in self._packing.items():
            price = float(row_prices[row])
            if price > 0 and capacity[place_of, day] < most[place_of]:
                offer = int(self._offers[place_of])
                away.setdefault(offer, np.zeros(days.instance.n_days))[day] += price
        return LevelPrices(level, away)


@dataclass(frozen=True)
class Solved:
    """Hold the solution of a restricted program: prices, amounts, worth, reduced values."""

    prices: LevelPrices
    amount: FloatArray
    worth: float
    reduced: FloatArray
    work: float
