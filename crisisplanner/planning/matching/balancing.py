"""Prices of what clusters share, raised where too much is drawn and lowered where too little.

Any prices give a valid bound; these steps (tâtonnement, by ratios) find good ones in a few rounds, as
what is drawn is averaged over rounds.
"""

from __future__ import annotations

import numpy as np

from crisisplanner.planning.matching.arcs import Plan
from crisisplanner.planning.matching.coupling import Coupling, CouplingPrices, CouplingUse
from crisisplanner.planning.pairs import FloatArray

FIRST_SHARE = 0.1
SCARCE = 0.9
POWER = 0.4
MEMORY = 0.5
LEAST_OWN = 0.1
LARGEST_STEP = 3.0


class Balance:
    """Move the prices of lift and money after each round."""

    def __init__(self, coupling: Coupling, plan: Plan, worth: float) -> None:
        self._coupling = coupling
        self._mean: CouplingUse | None = None
        use = coupling.use(plan.arcs, plan.amount)
        tonnes = max(float(use.tonnes.sum()), 1.0)
        over = np.maximum(use.tonnes - coupling.lift.own, 0.0).sum(axis=0)
        is_short = coupling.lift.is_limited and bool(
            over.sum() > SCARCE * coupling.lift.pool.sum() / 2
        )
        first = FIRST_SHARE * worth / tonnes if is_short else 0.0
        pool = np.full(len(coupling.lift.pool), first)
        is_over = use.tonnes > coupling.lift.own * SCARCE
        own = np.where(is_over, pool[None, :], 0.5 * pool[None, :])
        self._first_tonne = FIRST_SHARE * worth / tonnes
        self._first_money = FIRST_SHARE * worth / np.maximum(coupling.amount, 1e-9)
        self.prices = CouplingPrices(own, pool, np.zeros_like(coupling.amount))

    def move(self, use: CouplingUse) -> None:
        """Take what the relaxed clusters draw together at the present prices."""
        if self._mean is None:
            self._mean = use
        else:
            self._mean = CouplingUse(
                MEMORY * self._mean.tonnes + (1 - MEMORY) * use.tonnes,
                MEMORY * self._mean.money + (1 - MEMORY) * use.money,
            )
        lift, mean, prices = self._coupling.lift, self._mean, self.prices
        over = np.maximum(mean.tonnes - lift.own, 0.0).sum(axis=0)
        pool = self._moved(prices.pool, over, lift.pool, self._first_tonne)
        own = np.maximum(prices.own, LEAST_OWN * pool[None, :])
        own = np.minimum(self._moved(own, mean.tonnes, lift.own, 0.0), pool[None, :])
        money = self._moved(prices.money, mean.money, self._coupling.amount, self._first_money)
        self.prices = CouplingPrices(own, pool, money)

    def _moved(
        self, price: FloatArray, drawn: FloatArray, limit: FloatArray, first: FloatArray | float
    ) -> FloatArray:
        ratio = np.clip(drawn / np.maximum(limit, 1e-9), 1 / LARGEST_STEP, LARGEST_STEP)
        ratio = np.where(drawn <= 0, 1 / LARGEST_STEP, ratio)
        begun = np.where((ratio > 1) & (price <= 0), first, price)
        return np.asarray(begun * ratio**POWER, dtype=np.float64)
