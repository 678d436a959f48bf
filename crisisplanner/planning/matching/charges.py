"""What stays cost at prices of lift and money, in days of level of the requirement they serve."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from crisisplanner.planning.matching.coupling import Coupling, CouplingPrices
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.proposals import Candidates, Proposals


class Charges:
    """Lower the gain of proposals by what they draw of lift and money."""

    def __init__(self, coupling: Coupling, prices: CouplingPrices) -> None:
        self._lift = coupling.lift
        self._tonne = coupling.tonne(prices)
        self._money = coupling.money_of_requirements(prices)

    def charged(self, instance: Instance, candidates: Candidates, found: Proposals) -> Proposals:
        """Give the proposals with what one unit adds beyond its price; 0 where it does not pay."""
        need = int(instance.requirement[candidates.pair[0]])
        cost = np.zeros(len(candidates))
        if self._lift.is_limited:
            week = self._lift.week_of(instance.leaves_on(candidates.pair, found.start))
            cost += self._tonne[candidates.partner, week] * instance.lift_t[candidates.offer]
        if self._money[need] > 0:
            unit_cost = instance.unit_cost(candidates.pair, found.start, found.end)
            cost += self._money[need] * unit_cost
        worth = float(instance.day_worth[need])
        if worth <= 0:
            return found
        return replace(found, gain=np.maximum(found.gain - cost / worth, 0.0))
