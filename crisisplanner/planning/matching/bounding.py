"""A bound for problems of any size, over all start and end days, by prices (Lagrange).

Coverage, lift and budgets are priced; then every offer plans its units alone. Whatever the prices,
the result is an upper bound on weighted coverage; better prices are found by subgradient steps (Held,
Wolfe, Crowder 1974, doi:10.1007/BF01580223). Rules that are left out can only lower the optimum.
"""

from __future__ import annotations

import numpy as np

from crisisplanner.planning.matching.arcs import Plan
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.itineraries import Itineraries, ItineraryPrices, Stay
from crisisplanner.planning.matching.usage import Costs, LiftTable
from crisisplanner.planning.matching.worth import credited_levels
from crisisplanner.planning.pairs import FloatArray

SAFETY = 1e-5
PATIENCE = 5
MEMORY = 0.5


class PriceBound:
    """Improve prices step by step; ``bound`` is the best bound so far."""

    def __init__(self, instance: Instance, plan: Plan | None) -> None:
        self.bound = 1.0
        self._instance = instance
        self._itineraries = Itineraries(instance)
        self._lift = LiftTable(instance)
        self._units = instance.capacity.max(axis=1)
        days = instance.need_to - instance.need_from
        self._need = np.repeat(np.arange(instance.n_requirements), days)
        self._top = (instance.weight / (days * instance.quantity))[self._need]
        self._share = np.full(len(self._need), 0.7)
        if plan is not None and len(plan.arcs):
            self._share_from(plan)
        self._tonne_scale, self._money_scale = self._scales()
        self._pool_price = np.zeros(self._lift.n_weeks)
        self._own_price = np.zeros_like(self._lift.own)
        costs = Costs(instance)
        self._budgets = [
            (row.amount, *costs.members(row.scope))
            for row in instance.problem.budgets
            if costs.members(row.scope)[1] < 0
        ]
        self._money_price = np.zeros(len(self._budgets))
        self._agility = 0.5
        self._n_idle = 0
        self._lowest = np.inf
        self._direction: tuple[FloatArray, FloatArray, FloatArray, FloatArray] | None = None

    def _share_from(self, plan: Plan) -> None:
        """Begin with prices that are high where the plan lacks much."""
        segments, level, counts = credited_levels(plan)
        instance = self._instance
        quantity = instance.quantity[segments.requirement]
        lacks = 1.0 - np.where(counts, np.minimum(level / quantity, 1.0), 0.0)
        self._share = np.repeat(0.35 + 0.65 * lacks, segments.n_days)

    def _scales(self) -> tuple[float, float]:
        """Estimate what a tonne and a unit of money are worth at most."""
        instance = self._instance
        worth = float((self._top * instance.quantity[self._need]).sum())
        tonnes = float(self._lift.own.sum() + self._lift.pool.sum())
        money = sum(row.amount for row in instance.problem.budgets)
        return worth / max(tonnes, 1.0), worth / max(money, 1.0)

    def step(self, target: float) -> float:
        """Solve at the present prices, take the bound if it is better, and move the prices."""
        instance, itineraries = self._instance, self._itineraries
        price = self._share * self._top
        worth, stays = itineraries.solve(self._prices(price))
        value = float(
            ((self._top - price) * instance.quantity[self._need]).sum()
            + worth @ self._units
            + (self._tonne() * self._lift.own).sum()
            + self._pool_price @ self._lift.pool
            + sum(p * row[0] for p, row in zip(self._money_price, self._budgets, strict=True))
        )
        value = value * (1.0 + SAFETY)
        if value < self._lowest - 1e-6:
            self._n_idle = 0
            self._agility = min(self._agility * 1.05, 1.5)
        else:
            self._n_idle += 1
            if self._n_idle >= PATIENCE:
                self._agility *= 0.7
                self._n_idle = 0
        self._lowest = min(self._lowest, value)
        self.bound = min(self.bound, value)
        self._move(self._slopes(stays), value - target)
        return self.bound

    def _tonne(self) -> FloatArray:
        """Give the price of a tonne: at most the pool's, since the pool serves everyone."""
        return np.asarray(np.minimum(self._own_price, self._pool_price[None, :]), dtype=np.float64)

    def _prices(self, price: FloatArray) -> ItineraryPrices:
        instance = self._instance
        level = np.zeros(int(self._itineraries.day_first[-1]))
        place = np.arange(len(self._need)) + self._need + 1
        level[place] = price
        summed = np.cumsum(level)
        starts = self._itineraries.day_first[:-1]
        summed -= np.repeat(summed[starts], np.diff(self._itineraries.day_first))
        money = np.zeros(instance.n_requirements)
        for p, (_, is_plan, _, in_crisis) in zip(self._money_price, self._budgets, strict=True):
            money += np.where(in_crisis | is_plan, p, 0.0)
        return ItineraryPrices(summed, self._tonne(), money)

    def _slopes(self, stays: Stay) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """Give the slope of the bound in the scaled prices of level, own lift, pool and money."""
        instance, it = self._instance, self._itineraries
        units = self._units[stays.offer]
        need = it.need[stays.row]
        change = np.zeros(int(it.day_first[-1]))
        first = it.day_first[need] - (instance.need_from[need] - instance.first_day)
        amount = units * it.value[stays.row]
        np.add.at(change, first + stays.start, amount)
        np.subtract.at(change, first + stays.end, amount)
        supply = np.cumsum(change)[np.arange(len(self._need)) + self._need]
        level = self._top * (supply - instance.quantity[self._need])
        own, pool = self._lift_slopes(stays, units)
        start, end = stays.start + instance.first_day, stays.end + instance.first_day
        cost = units * instance.unit_cost(it.pair[stays.row], start, end)
        money = [
            (amount - float(cost[in_crisis[need] | is_plan].sum())) * self._money_scale
            for amount, is_plan, _, in_crisis in self._budgets
        ]
        return level, own, pool, np.array(money)

    def _lift_slopes(self, stays: Stay, units: FloatArray) -> tuple[FloatArray, FloatArray]:
        instance, it = self._instance, self._itineraries
        if not self._lift.is_limited:
            return np.zeros_like(self._own_price), np.zeros_like(self._pool_price)
        leaves = np.maximum(stays.start - it.lead[stays.row], 0) + instance.first_day
        drawn = np.zeros_like(self._lift.own)
        tonnes = units * instance.lift_t[stays.offer]
        partner = instance.partner[stays.offer]
        np.add.at(drawn, (partner, self._lift.week_of(leaves)), tonnes)
        over = drawn - self._lift.own
        is_pooled = self._own_price >= self._pool_price[None, :]
        own = np.where(is_pooled, 0.0, -over)
        pool = self._lift.pool - np.where(is_pooled, over, 0.0).sum(axis=0)
        return own * self._tonne_scale, pool * self._tonne_scale

    def _move(
        self, slopes: tuple[FloatArray, FloatArray, FloatArray, FloatArray], excess: float
    ) -> None:
        """Move all prices against the slope, by a step that aims at the target (Polyak).

        The direction keeps part of the last one, which damps swings.
        """
        if self._direction is not None:
            pairs = zip(slopes, self._direction, strict=True)
            level, own, pool, money = (new + MEMORY * old for new, old in pairs)
            slopes = (level, own, pool, money)
        self._direction = slopes
        size = sum(float((slope**2).sum()) for slope in slopes)
        if size <= 0:
            return
        step = self._agility * max(excess, 0.0) / size
        level, own, pool, money = slopes
        is_pooled = self._own_price >= self._pool_price[None, :]
        self._share = np.clip(self._share - step * level, 0.0, 1.0)
        self._pool_price = np.maximum(self._pool_price - step * self._tonne_scale * pool, 0.0)
        moved = np.maximum(self._own_price - step * self._tonne_scale * own, 0.0)
        self._own_price = np.where(is_pooled & (own == 0), self._pool_price[None, :], moved)
        self._money_price = np.maximum(self._money_price - step * self._money_scale * money, 0.0)
