"""What ties the clusters together and can be priced: lift by partner and week, the pool, budgets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.matching.arcs import Arcs
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.usage import Costs, LiftTable
from crisisplanner.planning.pairs import FloatArray


@dataclass(frozen=True)
class CouplingPrices:
    """Price a tonne of own lift and of the pool, and a unit of money of each budget.

    ``own[partner, week]``, ``pool[week]``, ``money[budget]``, all ≥ 0. Own lift is never dearer than
    the pool, which serves everyone.
    """

    own: FloatArray
    pool: FloatArray
    money: FloatArray

    @property
    def tonne(self) -> FloatArray:
        """Give what a tonne costs by partner and week."""
        return np.asarray(np.minimum(self.own, self.pool[None, :]), dtype=np.float64)


@dataclass(frozen=True)
class CouplingUse:
    """Hold what a plan draws: ``tonnes[partner, week]``, ``money[budget]``."""

    tonnes: FloatArray
    money: FloatArray


class Coupling:
    """The coupling limits of an instance; budgets of a single partner are left out."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self.lift = LiftTable(instance)
        costs = Costs(instance)
        priced = [row for row in instance.problem.budgets if costs.members(row.scope)[1] < 0]
        self.scopes = tuple(row.scope for row in priced)
        self.amount = np.array([row.amount for row in priced], dtype=np.float64)
        self._counts = np.zeros((len(priced), instance.n_requirements), dtype=np.bool_)
        for number, row in enumerate(priced):
            is_plan, _, in_scope = costs.members(row.scope)
            self._counts[number] = is_plan | in_scope

    def no_prices(self) -> CouplingPrices:
        """Give prices of 0."""
        return CouplingPrices(
            np.zeros_like(self.lift.own), np.zeros_like(self.lift.pool), np.zeros_like(self.amount)
        )

    def use(self, arcs: Arcs, amount: FloatArray) -> CouplingUse:
        """Give what some amounts on arcs draw."""
        money = self._counts[:, arcs.requirement] @ (arcs.unit_cost * amount)
        return CouplingUse(self.lift.drawn(arcs, amount), np.asarray(money, dtype=np.float64))

    def unit_price(self, arcs: Arcs, prices: CouplingPrices) -> FloatArray:
        """Give what one unit on each arc costs at some prices, in weighted coverage."""
        cost = np.zeros(len(arcs))
        if self.lift.is_limited:
            week = self.lift.week_of(arcs.leaves_on)
            cost += self.tonne(prices)[arcs.partner, week] * arcs.lift_t
        if prices.money.any():
            cost += arcs.unit_cost * self.money_of_requirements(prices)[arcs.requirement]
        return cost

    def tonne(self, prices: CouplingPrices) -> FloatArray:
        """Give what a tonne costs by partner and week: nothing where lift is free."""
        return prices.tonne if self.lift.is_limited else np.zeros_like(prices.own)

    def money_of_requirements(self, prices: CouplingPrices) -> FloatArray:
        """Give what a unit of money spent on each requirement costs."""
        return np.asarray(prices.money @ self._counts, dtype=np.float64)

    def worth_of_limits(self, prices: CouplingPrices) -> float:
        """Give what all limits together are worth at some prices."""
        lift = 0.0
        if self.lift.is_limited:
            lift = float((prices.tonne * self.lift.own).sum() + prices.pool @ self.lift.pool)
        return lift + float(prices.money @ self.amount)
