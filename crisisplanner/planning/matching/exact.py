"""The whole problem as one model: exact within the gap for the start options that are offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.matching.arcs import Arcs, Plan, no_plan
from crisisplanner.planning.matching.highs import Highs, Outcome, SolveLimits
from crisisplanner.planning.matching.model.formulation import Formulation, formulate
from crisisplanner.planning.matching.repair import repaired
from crisisplanner.planning.matching.whole_units import solve_in_whole_units
from crisisplanner.planning.pairs import FloatArray

PlanFound = Callable[[Plan, float], None]


@dataclass(frozen=True)
class ExactResult:
    """Hold the best plan found, the bound on weighted coverage, and what it took."""

    plan: Plan | None
    bound: float
    work: float
    is_proven: bool
    is_infeasible: bool


def solve_whole(
    arcs: Arcs, start: Plan | None, limits: SolveLimits, seed: int, found: PlanFound
) -> ExactResult:
    """Solve all requirements at once from a starting plan; report every better plan."""
    instance = arcs.instance
    every = np.arange(instance.n_requirements, dtype=np.int64)
    formulation = formulate(arcs, every, no_plan(instance))
    highs = Highs(formulation.model, formulation.objective, seed)
    if start is not None and len(start.arcs):
        give_start(highs, formulation, start)

    def improved(solution: FloatArray, bound: float) -> None:
        plan = repaired(formulation.plan(solution))
        if plan is not None:
            found(plan, bound)

    outcome = solve_in_whole_units(highs, formulation.model, limits, improved)
    return _result(formulation, outcome)


def _result(formulation: Formulation, outcome: Outcome) -> ExactResult:
    plan = None if outcome.solution is None else repaired(formulation.plan(outcome.solution))
    return ExactResult(plan, outcome.bound, outcome.work, outcome.is_proven, outcome.is_infeasible)


def give_start(highs: Highs, formulation: Formulation, start: Plan) -> None:
    """Give the solver the amounts of a plan on all arcs; it completes the other columns."""
    amounts = np.zeros(len(formulation.arcs))
    place = formulation.arcs.find(start.arcs)
    known = place >= 0
    amounts[place[known]] = start.amount[known]
    highs.start_from(formulation.x, amounts)
