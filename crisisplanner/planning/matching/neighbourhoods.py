"""Large-neighbourhood search: solve some related requirements anew, the rest of the plan kept.

Each step is an exact model of a few requirements with what the others leave (Shaw 1998,
doi:10.1007/3-540-49481-2_30). Sizes adapt to what the solver can settle within its share of work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.coverage import enabling_requirements
from crisisplanner.planning.matching.arcs import Plan, join_arcs
from crisisplanner.planning.matching.exact import give_start
from crisisplanner.planning.matching.highs import Highs, SolveLimits
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.joining import joined_plan
from crisisplanner.planning.matching.model.formulation import Formulation, formulate
from crisisplanner.planning.matching.repair import repaired
from crisisplanner.planning.matching.starts import StartSettings, start_options
from crisisplanner.planning.matching.worth import weighted_coverage
from crisisplanner.planning.periods import IntArray
from crisisplanner.planning.tolerance import TOLERANCE

IMPROVEMENT = 1e-9
NEIGHBOURHOOD_STARTS = StartSettings(n_all_days=400, n_events=1, n_lift_weeks=1)


@dataclass(frozen=True)
class NeighbourhoodSettings:
    """Tune a step: work in iterations.

    A step first solves a relaxation over all its arcs and keeps ``kept_per_need`` arcs for each
    requirement: those that it uses or almost uses.
    """

    pairs_per_need: int = 120
    kept_per_need: int = 16
    step_work: float = 30_000.0
    step_gap: float = 1e-2
    step_nodes: int = 20
    starts: StartSettings = NEIGHBOURHOOD_STARTS


class Relations:
    """Which requirements must be solved together: those that enable others, and these."""

    def __init__(self, instance: Instance) -> None:
        self._closed = _enabler_groups(instance)

    def closed(self, needs: Iterable[int]) -> IntArray:
        """Add to some requirements those that enable them or that they enable."""
        found: set[int] = set()
        for need in needs:
            found |= self._closed.get(need, {need})
        return np.array(sorted(found), dtype=np.int64)


def _enabler_groups(instance: Instance) -> dict[int, set[int]]:
    groups: dict[int, set[int]] = {}
    for name, enabling in enabling_requirements(instance.problem).items():
        members = {instance.need_number[one] for group in enabling for one in group}
        joined = members | {instance.need_number[name]}
        for member in tuple(joined):
            joined |= groups.get(member, set())
        for member in joined:
            groups[member] = joined
    return groups


@dataclass(frozen=True)
class StepResult:
    """Hold the plan after a step (the same if nothing was gained), its gain, and the work done."""

    plan: Plan
    gain: float
    work: float
    is_settled: bool


def improve_requirements(
    plan: Plan,
    needs: IntArray,
    settings: NeighbourhoodSettings,
    seed: int,
    should_stop: Callable[[], bool],
) -> StepResult:
    """Solve some requirements anew; the plan of the others stays as it is."""
    instance = plan.arcs.instance
    is_inside = np.isin(plan.arcs.requirement, needs)
    inside = Plan(plan.arcs.take(is_inside), plan.amount[is_inside])
    outside = Plan(plan.arcs.take(~is_inside), plan.amount[~is_inside])
    formulation = _subproblem(instance, needs, inside, outside, settings)
    if not len(formulation.arcs):
        return StepResult(plan, 0.0, 0.0, is_settled=True)
    formulation = _promising(formulation, inside, settings, should_stop)
    highs = Highs(formulation.model, formulation.objective, seed)
    give_start(highs, formulation, inside)
    limits = SolveLimits(
        settings.step_gap, settings.step_work, settings.step_nodes, should_stop=should_stop
    )
    outcome = highs.solve(limits)
    if outcome.solution is None:
        return StepResult(plan, 0.0, outcome.work, is_settled=False)
    better = repaired(joined_plan(formulation.plan(outcome.solution), outside))
    if better is None:
        return StepResult(plan, 0.0, outcome.work, is_settled=False)
    gain = weighted_coverage(better) - weighted_coverage(plan)
    if gain <= IMPROVEMENT:
        return StepResult(plan, 0.0, outcome.work, outcome.is_proven)
    return StepResult(better, gain, outcome.work, outcome.is_proven)


def _subproblem(
    instance: Instance,
    needs: IntArray,
    inside: Plan,
    outside: Plan,
    settings: NeighbourhoodSettings,
) -> Formulation:
    used = np.unique(outside.arcs.offer)
    own = np.unique(inside.arcs.offer)
    pairs = np.concatenate(
        [
            _likely_pairs(instance, need, own, used, settings.pairs_per_need)
            for need in needs.tolist()
        ]
    )
    arcs = join_arcs(start_options(instance, settings.starts, pairs), inside.arcs)
    return formulate(arcs, needs, outside)


def _likely_pairs(
    instance: Instance, need: int, own: IntArray, used: IntArray, most: int
) -> IntArray:
    """List the pairs of a requirement; where they are many, those of offers that a step can move.

    Offers of the plan inside come first, then idle ones, the longest windows first, then the rest.
    """
    pairs = np.arange(*instance.pairs_of(need).indices(instance.n_pairs), dtype=np.int64)
    if len(pairs) <= most:
        return pairs
    offers = instance.offer[pairs]
    first = instance.window_first[pairs]
    days = (instance.window_end[first] - instance.window_start[first]) * instance.effectiveness[
        pairs
    ]
    rank = np.where(np.isin(offers, own), 2, np.where(np.isin(offers, used), 0, 1))
    order = np.lexsort((-days, -rank))
    return np.sort(pairs[order[:most]])


def _promising(
    formulation: Formulation,
    inside: Plan,
    settings: NeighbourhoodSettings,
    should_stop: Callable[[], bool],
) -> Formulation:
    """Keep the arcs that a relaxation uses or almost uses, and those of the plan."""
    arcs = formulation.arcs
    n_kept = settings.kept_per_need * len(formulation.requirements)
    if len(arcs) <= n_kept:
        return formulation
    relaxed = Highs(formulation.model, formulation.objective)
    relaxed.relax()
    outcome = relaxed.solve(SolveLimits(should_stop=should_stop))
    if outcome.solution is None or not outcome.is_proven:
        return formulation
    reduced = relaxed.reduced_values()[formulation.x]
    reduced = np.where(outcome.solution[formulation.x] > TOLERANCE, np.inf, reduced)
    place = arcs.find(inside.arcs)
    place = place[place >= 0]
    best = np.argsort(-reduced, kind="stable")[:n_kept]
    kept = np.union1d(best, place).astype(np.int64)
    return formulate(arcs.take(kept), formulation.requirements, formulation.outside)
