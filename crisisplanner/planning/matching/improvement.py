"""Solve some requirements anew at the prices of what they share with the others.

The model holds the likely arcs of the relaxation and those of the plan. Its objective is weighted
coverage less what lift and money are worth elsewhere, so that a cluster gives back what it uses badly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.matching.arcs import ArcKeys, Plan, join_arcs
from crisisplanner.planning.matching.coupling import CouplingPrices
from crisisplanner.planning.matching.exact import give_start
from crisisplanner.planning.matching.highs import Highs, SolveLimits
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.model.formulation import formulate
from crisisplanner.planning.matching.parts_first import solve_parts_first
from crisisplanner.planning.matching.workers import Bench
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray


@dataclass(frozen=True)
class PlanKeys:
    """Hold a plan without its instance, to be handed to another process."""

    arcs: ArcKeys
    amount: FloatArray

    def plan(self, instance: Instance) -> Plan:
        """Give the plan of an instance."""
        return Plan(self.arcs.arcs(instance), self.amount)


def plan_keys(plan: Plan) -> PlanKeys:
    """Take the instance off."""
    arcs = plan.arcs
    return PlanKeys(ArcKeys(arcs.pair, arcs.start, arcs.end), plan.amount)


@dataclass(frozen=True)
class ImproveTask:
    """Solve some requirements anew, the plan of the others kept."""

    requirements: IntArray
    plan: PlanKeys
    likely: ArcKeys
    prices: CouplingPrices
    gap: float
    n_nodes: int
    seed: int

    def run(self, bench: Bench) -> ImprovedPart:
        """Find a better plan of the requirements, if there is one."""
        instance = bench.instance
        if bench.should_stop():
            return ImprovedPart(None, 0.0)
        plan = self.plan.plan(instance)
        is_inside = np.isin(plan.arcs.requirement, self.requirements)
        inside = Plan(plan.arcs.take(is_inside), plan.amount[is_inside])
        outside = Plan(plan.arcs.take(~is_inside), plan.amount[~is_inside])
        arcs = join_arcs(self.likely.arcs(instance), inside.arcs)
        formulation = formulate(arcs, self.requirements, outside)
        if not len(formulation.arcs):
            return ImprovedPart(None, 0.0)
        objective = formulation.objective.copy()
        objective[formulation.x] -= bench.coupling.unit_price(formulation.arcs, self.prices)
        highs = Highs(formulation.model, objective, self.seed)
        give_start(highs, formulation, inside)
        limits = SolveLimits(self.gap, max_nodes=self.n_nodes, should_stop=bench.should_stop)
        outcome = solve_parts_first(highs, formulation.model, limits)
        found = None if outcome.solution is None else formulation.plan(outcome.solution)
        return ImprovedPart(None if found is None else plan_keys(found), outcome.work)


@dataclass(frozen=True)
class ImprovedPart:
    """Hold the plan of the requirements that were solved anew (None without one) and the work."""

    plan: PlanKeys | None
    work: float
