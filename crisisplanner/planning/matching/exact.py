"""The whole problem as one model: exact within the gap for the start options that are offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.matching.arcs import Arcs, Plan, no_plan
from crisisplanner.planning.matching.highs import Highs, SolveLimits
from crisisplanner.planning.matching.model.formulation import Formulation, formulate
from crisisplanner.planning.matching.model.level_cuts import LevelCuts
from crisisplanner.planning.matching.model.lift_cuts import LiftCuts
from crisisplanner.planning.matching.model.minimum_share_cuts import MinimumShareCuts
from crisisplanner.planning.matching.model.prerequisite_cuts import PrerequisiteCuts
from crisisplanner.planning.matching.parts_first import solve_parts_first
from crisisplanner.planning.matching.repair import repaired
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray

CUTS = (MinimumShareCuts, LiftCuts, LevelCuts, PrerequisiteCuts)
MOST_ROUNDS = 12
LEAST_PROGRESS = 3e-5
USED = 1e-9

PlanFound = Callable[[Plan, float], None]


@dataclass(frozen=True)
class ExactResult:
    """Hold the best plan found, the bound on weighted coverage, and what it took."""

    plan: Plan | None
    bound: float
    work: float
    is_proven: bool
    is_infeasible: bool


@dataclass(frozen=True)
class RelaxedModel:
    """Hold the value of a relaxation and what using more of each arc would lose."""

    value: float
    loss: FloatArray

    def likely(self, most: int) -> IntArray:
        """List the arcs that the relaxation uses or almost uses, so many, sorted."""
        return np.sort(np.argsort(self.loss, kind="stable")[:most])


class WholeModel:
    """The model of all requirements: tightened, solved among some of its arcs, solved whole."""

    def __init__(self, arcs: Arcs, seed: int) -> None:
        instance = arcs.instance
        every = np.arange(instance.n_requirements, dtype=np.int64)
        self.formulation = formulate(arcs, every, no_plan(instance))
        self._highs = Highs(self.formulation.model, self.formulation.objective, seed)

    def tighten(
        self, should_stop: Callable[[], bool], most_rounds: int = MOST_ROUNDS
    ) -> RelaxedModel | None:
        """Add cuts until the relaxation breaks hardly any; None if stopped or without a solution."""
        highs, x = self._highs, self.formulation.x
        families = [family(self.formulation) for family in CUTS]
        whole = np.flatnonzero(self.formulation.model.integers())
        highs.relax(whole)
        relaxed, value = None, np.inf
        for _ in range(most_rounds):
            outcome = highs.solve(SolveLimits(should_stop=should_stop))
            if outcome.solution is None or not outcome.is_proven:
                break
            loss = np.where(outcome.solution[x] > USED, -np.inf, -highs.reduced_values()[x])
            relaxed = RelaxedModel(outcome.value, loss)
            if value - outcome.value < LEAST_PROGRESS * outcome.value:
                break
            value = outcome.value
            broken = [cuts.broken(outcome.solution) for cuts in families]
            if not any(rows.n_rows for rows in broken):
                break
            for rows in broken:
                highs.add_rows(rows)
        highs.restrict(whole)
        return relaxed

    def solve(self, start: Plan | None, limits: SolveLimits, found: PlanFound) -> ExactResult:
        """Solve from a starting plan; report every better plan with the bound proven so far."""
        formulation, highs = self.formulation, self._highs
        if start is not None and len(start.arcs):
            give_start(highs, formulation, start)

        def improved(solution: FloatArray, bound: float) -> None:
            plan = repaired(formulation.plan(solution))
            if plan is not None:
                found(plan, bound)

        outcome = solve_parts_first(highs, formulation.model, limits, improved)
        solution = outcome.solution
        plan = None if solution is None else repaired(formulation.plan(solution))
        return ExactResult(
            plan, outcome.bound, outcome.work, outcome.is_proven, outcome.is_infeasible
        )


def give_start(highs: Highs, formulation: Formulation, start: Plan) -> None:
    """Give the solver the amounts of a plan on all arcs; it completes the other columns."""
    amounts = np.zeros(len(formulation.arcs))
    place = formulation.arcs.find(start.arcs)
    known = place >= 0
    amounts[place[known]] = start.amount[known]
    highs.start_from(formulation.x, amounts)
