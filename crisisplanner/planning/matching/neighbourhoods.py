"""Large-neighbourhood search: solve some related requirements anew, the rest of the plan kept.

Each step is an exact model of a few requirements with what the others leave (Shaw 1998,
doi:10.1007/3-540-49481-2_30). Sizes adapt to what the solver can settle within its share of work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.coverage import enabling_requirements
from crisisplanner.planning.matching.arcs import Plan, join_arcs, make_arcs, make_plan
from crisisplanner.planning.matching.exact import give_start
from crisisplanner.planning.matching.highs import Highs, SolveLimits
from crisisplanner.planning.matching.instance import TOLERANCE, Instance
from crisisplanner.planning.matching.model.formulation import Formulation, formulate
from crisisplanner.planning.matching.repair import repaired
from crisisplanner.planning.matching.starts import StartSettings, start_options
from crisisplanner.planning.matching.worth import coverage_by_requirement, weighted_coverage
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray

IMPROVEMENT = 1e-9
NEAR_DAYS = 10.0
NEIGHBOURHOOD_STARTS = StartSettings(n_all_days=400, n_events=1, n_lift_weeks=1)


@dataclass(frozen=True)
class NeighbourhoodSettings:
    """Tune the search: sizes in requirements, work of one step in iterations.

    A step first solves a relaxation over all its arcs and keeps ``kept_per_need`` arcs for each
    requirement: those that it uses or almost uses.
    """

    n_least: int = 5
    n_start: int = 30
    n_most: int = 60
    most_pairs: int = 2_500
    pairs_per_need: int = 120
    kept_per_need: int = 16
    step_work: float = 30_000.0
    step_gap: float = 1e-2
    step_nodes: int = 20
    patience: int = 40
    starts: StartSettings = NEIGHBOURHOOD_STARTS


class Relations:
    """Which requirements compete for the same offers, lift and time."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._by_offer = np.argsort(instance.offer, kind="stable")
        self._first = np.searchsorted(
            instance.offer[self._by_offer], np.arange(instance.n_offers + 1)
        )
        self._closed = _enabler_groups(instance)

    def relatedness(self, need: int) -> FloatArray:
        """Give how strongly every requirement competes with one: shared offers that overlap."""
        instance = self._instance
        offers = instance.offer[instance.pairs_of(need)]
        counts = self._first[offers + 1] - self._first[offers]
        before = np.cumsum(counts) - counts
        place = np.repeat(self._first[offers] - before, counts) + np.arange(counts.sum())
        shared = np.bincount(
            instance.requirement[self._by_offer[place]], minlength=instance.n_requirements
        ).astype(np.float64)
        overlap = np.minimum(instance.need_to, instance.need_to[need]) - np.maximum(
            instance.need_from, instance.need_from[need]
        )
        size = np.maximum(1, np.diff(instance.pair_first))
        related = shared / np.sqrt(size * max(1, len(offers))) * np.where(overlap > 0, 1.0, 0.4)
        related[list(instance.prerequisites[need])] += 0.5
        return np.asarray(related, dtype=np.float64)

    def nearness(self, need: int) -> FloatArray:
        """Give how close in time every requirement begins: those compete for lift and money."""
        instance = self._instance
        days = np.abs(instance.need_from - instance.need_from[need])
        return np.asarray(np.exp(-days / NEAR_DAYS), dtype=np.float64)

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


def joined_plan(first: Plan, second: Plan) -> Plan:
    """Put two plans of different requirements together."""
    arcs, other = first.arcs, second.arcs
    joined = make_arcs(
        arcs.instance,
        np.concatenate((arcs.pair, other.pair)),
        np.concatenate((arcs.start, other.start)),
        np.concatenate((arcs.end, other.end)),
    )
    amount = np.zeros(len(joined))
    np.add.at(amount, joined.find(arcs), first.amount)
    np.add.at(amount, joined.find(other), second.amount)
    return make_plan(joined, amount)


class NeighbourhoodSearch:
    """Improve a plan step by step; stops after ``patience`` steps without gain, or when told."""

    def __init__(self, plan: Plan, settings: NeighbourhoodSettings, seed: int) -> None:
        self.plan = plan
        self.work = 0.0
        self._instance = plan.arcs.instance
        self._settings = settings
        self._rng = np.random.default_rng(seed)
        self._relations = Relations(self._instance)
        self._size = float(settings.n_start)
        self._n_idle = 0
        self._n_steps = 0
        self._tired = np.zeros(self._instance.n_requirements)
        problem = self._instance.problem
        self._share_by_time = 0.8 if problem.lift or problem.budgets or problem.ceilings else 0.1

    def is_exhausted(self) -> bool:
        """Tell whether many steps in a row have gained nothing."""
        return self._n_idle >= self._settings.patience

    def step(self, should_stop: Callable[[], bool]) -> float:
        """Solve one neighbourhood anew and give what it gained."""
        needs = self._neighbourhood()
        result = improve_requirements(self.plan, needs, self._settings, self._n_steps, should_stop)
        self._n_steps += 1
        self.plan = result.plan
        self.work += max(result.work, 1.0)
        self._n_idle = 0 if result.gain > IMPROVEMENT else self._n_idle + 1
        self._tired *= 0.98
        self._tired[needs] += 0.0 if result.gain > IMPROVEMENT else 0.5
        factor = 1.1 if result.is_settled else 0.8
        limits = self._settings
        self._size = min(max(self._size * factor, limits.n_least), limits.n_most)
        return result.gain

    def _neighbourhood(self) -> IntArray:
        """Choose a requirement that lacks much, and those that compete with it."""
        instance = self._instance
        lacking = instance.weight * (1.0 - coverage_by_requirement(self.plan)) + 1e-9
        lacking = lacking * np.exp(-self._tired)
        lacking[np.diff(instance.pair_first) == 0] = 0.0
        if lacking.sum() <= 0:
            lacking = np.ones_like(lacking)
        seed = int(self._rng.choice(instance.n_requirements, p=lacking / lacking.sum()))
        by_time = self._rng.random() < self._share_by_time
        related = self._relations.relatedness(seed)
        if by_time:
            related = self._relations.nearness(seed) * (1.0 + related)
        related = related * self._rng.uniform(0.5, 1.5, len(related)) * np.exp(-0.3 * self._tired)
        related[seed] = np.inf
        order = np.argsort(-related, kind="stable")
        order = order[related[order] > 0][: int(self._size)]
        return self._relations.closed(self._within_pairs(order).tolist())

    def _within_pairs(self, order: IntArray) -> IntArray:
        """Keep the first requirements whose pairs stay within the size that a step may have."""
        n_pairs = np.diff(self._instance.pair_first)[order]
        n_pairs = np.cumsum(np.minimum(n_pairs, self._settings.pairs_per_need))
        fits = n_pairs <= self._settings.most_pairs
        return order[: max(1, int(fits.sum()))]
