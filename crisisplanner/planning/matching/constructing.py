"""Whole plans built anew at prices of lift and money, so that what is scarce goes where it counts.

A first round over all requirements sends only what is worth its price; a second fills up with what is
left. Prices rise where a limit was reached and fall where it was not (tâtonnement).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.matching.arcs import Plan
from crisisplanner.planning.matching.coupling import Coupling, CouplingPrices, CouplingUse
from crisisplanner.planning.matching.greedy import PricedPlan, priced_plan
from crisisplanner.planning.matching.improvement import PlanKeys, plan_keys
from crisisplanner.planning.matching.workers import Bench
from crisisplanner.planning.pairs import FloatArray

FULL = 0.98
SCARCE = 0.9
WANTED = 0.92
RISE = 1.25
POWER = 0.5
OWN_SHARE = 0.5
DEAREST = 10.0
WORK_PER_REQUIREMENT = 4.0


@dataclass(frozen=True)
class ConstructTask:
    """Build a plan at some prices."""

    prices: CouplingPrices

    def run(self, bench: Bench) -> Constructed:
        """Build it; without a plan if it was stopped or locks can't be kept."""
        instance, coupling = bench.instance, bench.coupling
        found = priced_plan(instance, coupling, self.prices, bench.should_stop)
        work = WORK_PER_REQUIREMENT * instance.n_requirements
        if found is None:
            return Constructed(None, None, work)
        return Constructed(plan_keys(found.plan), _use(coupling, found), work)


@dataclass(frozen=True)
class Constructed:
    """Hold a plan (None without one), what was drawn where only what pays was sent, and the work."""

    plan: PlanKeys | None
    use: CouplingUse | None
    work: float


def _use(coupling: Coupling, found: PricedPlan) -> CouplingUse:
    return coupling.use(found.paying.arcs, found.paying.amount)


class ConstructionPrices:
    """The prices of one chain of constructions, moved after each."""

    def __init__(self, coupling: Coupling, plan: Plan, worth: float, share: float) -> None:
        self._coupling = coupling
        use = coupling.use(plan.arcs, plan.amount)
        over = self._overdrawn(use)
        self._tonne = worth / max(float(use.tonnes.sum()), 1.0)
        self._money = worth / np.maximum(coupling.amount, 1e-9)
        pool = np.where(over > SCARCE * coupling.lift.pool, share * self._tonne, 0.0)
        money = np.where(use.money > SCARCE * coupling.amount, share * self._money, 0.0)
        self.prices = self._priced(use, pool, money)

    def move(self, use: CouplingUse) -> None:
        """Take what was drawn at the present prices."""
        pool = _moved(self.prices.pool, self._overdrawn(use), self._coupling.lift.pool, self._tonne)
        money = _moved(self.prices.money, use.money, self._coupling.amount, self._money)
        self.prices = self._priced(use, pool, money)

    def _overdrawn(self, use: CouplingUse) -> FloatArray:
        over = np.maximum(use.tonnes - self._coupling.lift.own, 0.0)
        return np.asarray(over.sum(axis=0), dtype=np.float64)

    def _priced(self, use: CouplingUse, pool: FloatArray, money: FloatArray) -> CouplingPrices:
        """Price own lift below the pool, unless the partner has drawn on the pool too."""
        is_over = use.tonnes > SCARCE * self._coupling.lift.own
        own = np.where(is_over, 1.0, OWN_SHARE) * pool[None, :]
        return CouplingPrices(np.asarray(own, dtype=np.float64), pool, money)


def _moved(
    price: FloatArray, drawn: FloatArray, limit: FloatArray, worth: FloatArray | float
) -> FloatArray:
    ratio = np.clip(drawn / np.maximum(limit, 1e-9), 0.2, None)
    factor = np.where(ratio >= FULL, RISE, (ratio / WANTED) ** POWER)
    begun = np.where((ratio >= FULL) & (price <= 0), 0.05 * worth, price * factor)
    return np.asarray(np.minimum(begun, DEAREST * worth), dtype=np.float64)
