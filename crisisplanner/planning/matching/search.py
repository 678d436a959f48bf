"""Choose the method by size, keep the best plan and the best bound, and run the aims in turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from crisisplanner.planning.matching.aims import AimLimits, improve_aims
from crisisplanner.planning.matching.arcs import Plan, join_arcs, no_plan
from crisisplanner.planning.matching.bounding import PriceBound
from crisisplanner.planning.matching.exact import solve_whole
from crisisplanner.planning.matching.greedy import greedy_plan
from crisisplanner.planning.matching.highs import SolveLimits
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.model.relations import Impossible
from crisisplanner.planning.matching.neighbourhoods import (
    NeighbourhoodSearch,
    NeighbourhoodSettings,
    improve_requirements,
)
from crisisplanner.planning.matching.pricing import with_paying_stays
from crisisplanner.planning.matching.settings import MatchOptions, Method
from crisisplanner.planning.matching.starts import StartSettings, start_options
from crisisplanner.planning.matching.worth import weighted_coverage
from crisisplanner.planning.periods import IntArray

IMPROVEMENT = 1e-9
MOST_PAIRS_EXACT = 6_000
TINY_ARCS = 2_500
STEPS_BEFORE_PROOF = 12
MOST_PAYING = 300
MOST_PAIRS_CHEAP = 200_000
EXACT_STARTS = StartSettings(n_all_days=6_000, n_events=1, n_lift_weeks=1)
FEW_STARTS = StartSettings(n_all_days=6_000, n_events=0, n_lift_weeks=0)
MOST_PAIRS_FOR_AIMS = 8_000

Report = Callable[[Plan, float, float], None]


@dataclass(frozen=True)
class Found:
    """Hold the plan of a run, the bound on its first aim, and how it was found."""

    plan: Plan
    bound: float
    is_proven: bool
    method: str


class Search:
    """Keep the best plan, the best bound and the work done; report what is better."""

    def __init__(self, instance: Instance, options: MatchOptions, report: Report) -> None:
        self.instance = instance
        self.options = options
        self.plan: Plan | None = None
        self.value = -1.0
        self.bound = 1.0
        self.work = 0.0
        self._report = report

    def offer_plan(self, plan: Plan | None) -> bool:
        """Take a plan if it is better than all before it."""
        if plan is None:
            return False
        value = weighted_coverage(plan)
        if value <= self.value + IMPROVEMENT:
            return False
        self.plan, self.value = plan, value
        self._report(plan, value, max(self.bound, value))
        return True

    def offer_bound(self, bound: float) -> None:
        """Take a bound if it is tighter than all before it."""
        self.bound = min(self.bound, bound)

    def should_stop(self) -> bool:
        """Tell whether a limit is reached."""
        return self.work >= self.options.work or self.options.should_stop()

    def is_proven(self) -> bool:
        """Tell whether the gap that was asked for is reached."""
        return self.bound - self.value <= self.options.gap * self.bound + IMPROVEMENT

    def limits(self) -> SolveLimits:
        """Give what is left for one solve."""
        left = self.options.work - self.work
        seconds = None if self.options.seconds_left is None else self.options.seconds_left()
        stop = self.options.should_stop
        return SolveLimits(self.options.gap, left, should_stop=stop, seconds=seconds)

    def found(self, method: Method) -> Found:
        """Close the search; raises ``Impossible`` if the locks left no plan."""
        if self.plan is None:
            raise Impossible
        return Found(self.plan, max(self.bound, self.value), self.is_proven(), method.value)


def search(instance: Instance, options: MatchOptions, report: Report) -> Found:
    """Find the best plan for the aims of the options."""
    state = Search(instance, options, report)
    state.offer_plan(greedy_plan(instance, state.should_stop))
    method = options.method if options.method is not Method.AUTO else _method_for(instance)
    if method is Method.EXACT:
        _exact(state)
    elif method is not Method.GREEDY:
        _by_neighbourhoods(state)
    found = state.found(method)
    if not options.later_aims:
        return found
    return replace(found, plan=_with_later_aims(state, found.plan))


def _with_later_aims(state: Search, plan: Plan) -> Plan:
    """Improve the later aims on the arcs of the plan, of the plan to keep, and some around them."""
    options, instance = state.options, state.instance
    starts = EXACT_STARTS if instance.n_pairs <= MOST_PAIRS_EXACT else FEW_STARTS
    pairs = _pairs_around(plan, MOST_PAIRS_FOR_AIMS)
    arcs = start_options(instance, starts, pairs)
    limits = AimLimits(options.tolerance, state.limits(), options.seed)
    better, work = improve_aims(arcs, plan, options.later_aims, options.keep, limits)
    state.work += work
    return better


def _pairs_around(plan: Plan, most: int) -> IntArray:
    """List all pairs if they are few, else those of the plan and the first of each requirement."""
    instance = plan.arcs.instance
    if instance.n_pairs <= most:
        return np.arange(instance.n_pairs, dtype=np.int64)
    place = np.arange(instance.n_pairs) - instance.pair_first[instance.requirement]
    few = most // max(1, instance.n_requirements)
    return np.union1d(np.flatnonzero(place < few), plan.arcs.pair).astype(np.int64)


def _method_for(instance: Instance) -> Method:
    if instance.n_pairs <= MOST_PAIRS_EXACT:
        return Method.EXACT
    return Method.NEIGHBOURHOODS


def _exact(state: Search) -> None:
    """Improve by neighbourhoods, the first of all requirements; then prove with the whole model."""
    instance = state.instance
    arcs = start_options(instance, EXACT_STARTS)
    if len(arcs) > TINY_ARCS and state.plan is not None:
        settings = NeighbourhoodSettings(starts=EXACT_STARTS, patience=STEPS_BEFORE_PROOF)
        every = np.arange(instance.n_requirements, dtype=np.int64)
        step = improve_requirements(
            state.plan, every, settings, state.options.seed, state.should_stop
        )
        state.work += step.work
        state.offer_plan(step.plan)
        if not state.should_stop():
            arcs = with_paying_stays(arcs, MOST_PAYING, state.options.should_stop)
    if state.plan is not None:
        arcs = join_arcs(arcs, state.plan.arcs)
    if state.should_stop():
        return

    def found(plan: Plan, bound: float) -> None:
        state.offer_bound(bound)
        state.offer_plan(plan)

    result = solve_whole(arcs, state.plan, state.limits(), state.options.seed, found)
    state.work += result.work
    if result.is_infeasible and state.plan is None:
        raise Impossible
    state.offer_bound(result.bound)
    state.offer_plan(result.plan)


def _by_neighbourhoods(state: Search) -> None:
    """Improve the greedy plan until nothing is gained any more or a limit is reached."""
    if state.plan is None:
        state.offer_plan(_plan_for_locks(state))
    if state.plan is None:
        return
    settings = NeighbourhoodSettings()
    steps = NeighbourhoodSearch(state.plan, settings, state.options.seed)
    bound = PriceBound(state.instance, state.plan)
    n_steps = 0
    while not (state.should_stop() or steps.is_exhausted()):
        n_steps += 1
        if n_steps % _steps_per_bound(state.instance) == 0:
            state.offer_bound(bound.step(state.value))
        before = steps.work
        steps.step(state.should_stop)
        state.work += steps.work - before
        state.offer_plan(steps.plan)


def _steps_per_bound(instance: Instance) -> int:
    """Take a step for the bound after so many for the plan: rarer where it costs more."""
    return 1 if instance.n_pairs <= MOST_PAIRS_CHEAP else 20


def _plan_for_locks(state: Search) -> Plan | None:
    """Find a plan that keeps the locks by the model of the locked requirements alone."""
    instance = state.instance
    locked = {instance.need_number[lock.requirement] for lock in instance.problem.locks}
    every = {*locked, *(p for need in locked for p in instance.prerequisites[need])}
    needs = np.array(sorted(every), dtype=np.int64)
    settings = NeighbourhoodSettings(kept_per_need=10_000)
    step = improve_requirements(
        no_plan(instance), needs, settings, state.options.seed, state.should_stop
    )
    return step.plan if len(step.plan.arcs) else None
