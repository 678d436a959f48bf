"""Choose the method by size, keep the best plan and the best bound, and run the aims in turn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from crisisplanner.domain.match import AimStanding
from crisisplanner.planning.matching.affordable import affordable_stays
from crisisplanner.planning.matching.aims import improve_aims
from crisisplanner.planning.matching.arcs import Arcs, Plan, join_arcs
from crisisplanner.planning.matching.bounding import simple_bound
from crisisplanner.planning.matching.decomposition import Decomposition, DecompositionSettings
from crisisplanner.planning.matching.exact import WholeModel
from crisisplanner.planning.matching.greedy import greedy_plan
from crisisplanner.planning.matching.incumbent import AimFound, Found, Report, Search
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.locked_plan import plan_for_locks
from crisisplanner.planning.matching.pricing import with_paying_stays
from crisisplanner.planning.matching.settings import MatchOptions, Method
from crisisplanner.planning.matching.starts import (
    StartSettings,
    has_every_day,
    start_options,
)
from crisisplanner.planning.matching.tidying import tidied
from crisisplanner.planning.matching.workers import WorkerLostError, make_workers
from crisisplanner.planning.periods import IntArray

MOST_PAIRS_EXACT = 6_000
TINY_ARCS = 2_500
MOST_PAYING = 300
MOST_PRICINGS_TINY = 6
MOST_AFFORDABLE = 300
MOST_WIDENINGS = 4
LIKELY_PER_NEED = 8
LEAST_LIKELY = 250
LIKELY_STAGES = ((1, 6e-3), (3, 3e-3))
FIRST_NODES = 20
WORK_OF_EASY = 3_000.0
ROUNDING = 1e-6
EXACT_STARTS = StartSettings(
    most_on_all_days=6_000, n_days_by_others=1, n_lift_weeks=1, n_in_full=600
)
FEW_STARTS = StartSettings(most_on_all_days=6_000, n_days_by_others=0, n_lift_weeks=0)
MOST_PAIRS_FOR_AIMS = 8_000
LEAST_SECONDS_FOR_WORKERS = 3.0

LARGE = DecompositionSettings(n_first_price_rounds=1, n_needs=90)
MOST_PAIRS_MEDIUM = 200_000


def search(instance: Instance, options: MatchOptions, report: Report) -> Found:
    """Find the best plan for the aims of the options."""
    state = Search(instance, options.for_coverage(), report)
    state.take_plan(greedy_plan(instance, state.should_stop))
    state.take_bound(simple_bound(instance, state.should_stop))
    method = options.method if options.method is not Method.AUTO else _method_for(instance)
    if state.plan is None and method is not Method.GREEDY:
        locked = plan_for_locks(instance, options.seed, state.limits())
        state.work += locked.work
        state.take_plan(locked.plan)
    if method is Method.EXACT:
        _exact(state)
    elif method is not Method.GREEDY:
        _by_neighbourhoods(state)
    found = state.found(method)
    state.options = options
    return tidied(state, _with_later_aims(state, found) if options.later_aims else found)


def _with_later_aims(state: Search, found: Found) -> Found:
    """Improve the later aims on the arcs of the plan, of the plan to keep, and some around them."""
    instance, plan = state.instance, found.plan
    if state.should_stop():
        left = (AimFound(aim, AimStanding.NOT_REACHED, None) for aim in state.options.later_aims)
        return replace(found, aims=(*found.aims, *left))
    starts = EXACT_STARTS if instance.n_pairs <= MOST_PAIRS_EXACT else FEW_STARTS
    pairs = _pairs_around(plan, MOST_PAIRS_FOR_AIMS)
    arcs = start_options(instance, starts, pairs)
    improved = improve_aims(state, arcs, plan, is_whole=len(pairs) == instance.n_pairs)
    return replace(found, plan=improved.plan, aims=(*found.aims, *improved.aims))


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
    """Solve the whole model; again with the stays that what the plan leaves of the money pays for."""
    arcs = start_options(state.instance, EXACT_STARTS)
    is_tiny = len(arcs) <= TINY_ARCS
    is_every_day = has_every_day(state.instance, EXACT_STARTS)
    if state.plan is not None:
        arcs = join_arcs(arcs, state.plan.arcs)
    if not is_every_day:
        # Prices of fewer starts are found sooner and show almost the same stays.
        priced = arcs if is_tiny else start_options(state.instance, FEW_STARTS)
        n_rounds = MOST_PRICINGS_TINY if is_tiny else 1
        paying = with_paying_stays(priced, MOST_PAYING, n_rounds, state.should_stop)
        arcs = paying if is_tiny else join_arcs(arcs, paying)
    for _ in range(MOST_WIDENINGS):
        if state.plan is not None and not is_every_day:
            arcs = join_arcs(arcs, affordable_stays(arcs, state.plan, MOST_AFFORDABLE))
        if state.should_stop():
            return
        value = state.value
        _solve_whole(state, arcs, is_for_all_days=is_every_day)
        if is_every_day or state.plan is None or not state.is_proven() or state.value <= value:
            return
        if state.should_stop() or not len(affordable_stays(arcs, state.plan, 1)):
            return
        state.widen()


def _solve_whole(state: Search, arcs: Arcs, *, is_for_all_days: bool) -> None:
    """Solve the model of some arcs; if they are many, first of those that its relaxation likes."""
    whole = WholeModel(arcs, state.options.seed)
    relaxed = whole.tighten(state.options.should_stop)
    if relaxed is not None:
        state.take_bound(relaxed.value * (1.0 + ROUNDING), is_for_all_days=is_for_all_days)
        n_likely = max(LIKELY_PER_NEED * state.instance.n_requirements, LEAST_LIKELY)
        for times, gap in LIKELY_STAGES:
            if len(arcs) <= times * n_likely or state.should_stop() or state.is_proven():
                break
            likely = whole.formulation.arcs.take(relaxed.likely(times * n_likely))
            _improve_among(state, likely, gap)

    def found(plan: Plan, bound: float) -> None:
        state.take_bound(bound, is_for_all_days=is_for_all_days)
        state.take_plan(plan)

    limits = replace(state.limits(), least_work=WORK_OF_EASY)
    result = whole.solve(state.plan, limits, found)
    state.work += result.work
    state.take_bound(result.bound, is_for_all_days=is_for_all_days)
    state.take_plan(result.plan)


def _improve_among(state: Search, arcs: Arcs, gap: float) -> None:
    """Improve the plan among a few arcs to within a gap, as far as that is quick."""
    limits = state.limits()
    limits = replace(limits, gap=max(gap, limits.gap), max_nodes=FIRST_NODES)
    if state.plan is not None:
        arcs = join_arcs(arcs, state.plan.arcs)
    few = WholeModel(arcs, state.options.seed)
    few.tighten(state.options.should_stop)

    def found(plan: Plan, _: float) -> None:
        state.take_plan(plan)

    result = few.solve(state.plan, limits, found)
    state.work += result.work
    state.take_plan(result.plan)


def _by_neighbourhoods(state: Search) -> None:
    """Improve the greedy plan cluster by cluster, with worker processes if asked for.

    If one of them is lost, the best plan so far stays.
    """
    if state.plan is None or state.should_stop():
        return
    settings = DecompositionSettings()
    if state.instance.n_pairs > MOST_PAIRS_MEDIUM:
        settings = LARGE
    # The work limit falls between tasks: within one it would fall on the moment others are done.
    stop = state.options.should_stop
    try:
        with make_workers(state.instance, _workers_worth_starting(state), stop) as workers:
            Decomposition(state, workers, settings).run()
    except WorkerLostError as lost:
        # Whoever interrupts the run may end the workers, too.
        if not stop():
            state.warnings.extend(lost.messages)


def _workers_worth_starting(state: Search) -> int:
    """Give the workers asked for; one, this process, where the rest would be over as they begin."""
    left = state.options.seconds_left
    is_short = left is not None and left() < LEAST_SECONDS_FOR_WORKERS
    return 1 if is_short else state.options.workers
