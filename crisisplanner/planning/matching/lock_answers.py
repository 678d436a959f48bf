"""Whether a plan keeps the locks of a problem: asked of a model of what they need, nothing more."""

from __future__ import annotations

import numpy as np

from crisisplanner.domain.problem import LockRow, Problem
from crisisplanner.planning.locks_together import Answer
from crisisplanner.planning.matching.canonical import canonical
from crisisplanner.planning.matching.greedy import greedy_plan
from crisisplanner.planning.matching.highs import Highs, SolveLimits
from crisisplanner.planning.matching.identical_offers import merge_identical_offers
from crisisplanner.planning.matching.instance import make_instance
from crisisplanner.planning.matching.locked_plan import MOST_DAYS, is_of_use, plan_for_locks
from crisisplanner.planning.matching.model.day_by_day import DayByDay
from crisisplanner.planning.matching.model.pair_days import n_days_of
from crisisplanner.planning.matching.model.relations import Impossible
from crisisplanner.planning.matching.settings import never
from crisisplanner.planning.matching.stopping import Stopped
from crisisplanner.planning.needed_by_locks import alone_with_locks
from crisisplanner.planning.tolerance import TOLERANCE

PART_OF_A_LOCK = 1e-5


def answer(problem: Problem, limits: SolveLimits) -> Answer:
    """Look for any plan that keeps the locks, within limits of work and time for each look.

    First of what the locks need alone; where a partner's share of the cost is capped, others make
    the share smaller, so that only the whole problem proves anything.
    """
    found = _answer(alone_with_locks(problem), limits)
    if found is Answer.KEPT or found is Answer.OUT_OF_TIME or not problem.shares:
        return found
    return _answer(problem, limits)


def suspects(problem: Problem, limits: SolveLimits) -> tuple[LockRow, ...]:
    """Name locks that leave no plan together, as far as a relaxation tells; all if it does not.

    It keeps as many locks as it can, in parts. Locks whose part is worth to it as much as they count
    stand in no other's way; by duality the others alone are impossible, too.
    """
    instance = make_instance(canonical(alone_with_locks(problem)), limits.should_stop or never)
    needs = np.arange(instance.n_requirements, dtype=np.int64)
    pairs = np.arange(instance.n_pairs, dtype=np.int64)
    pairs = pairs[is_of_use(instance, pairs)]
    if n_days_of(instance, pairs) > MOST_DAYS:
        return problem.locks
    try:
        days = DayByDay(instance, needs, pairs, weighs_locks=True)
    except Impossible:
        return problem.locks
    objective = np.zeros(days.model.n_columns)
    objective[days.kept] = 1.0
    highs = Highs(days.model, objective)
    highs.relax(np.flatnonzero(days.model.integers()))
    outcome = highs.solve(limits)
    if outcome.solution is None or outcome.value > len(days.kept) - PART_OF_A_LOCK:
        return problem.locks
    is_suspect = highs.reduced_values()[days.kept] < 1.0 - PART_OF_A_LOCK
    named = [lock for lock in instance.problem.locks if lock.quantity > TOLERANCE]
    found = {lock for lock, is_one in zip(named, is_suspect.tolist(), strict=True) if is_one}
    return tuple(lock for lock in problem.locks if lock in found)


def _answer(problem: Problem, limits: SolveLimits) -> Answer:
    should_stop = limits.should_stop or never
    if not problem.locks:
        return Answer.KEPT
    try:
        merged = merge_identical_offers(canonical(problem), frozenset())
        instance = make_instance(merged.problem, should_stop)
        if greedy_plan(instance, should_stop) is not None:
            return Answer.KEPT
        if plan_for_locks(instance, 0, limits).plan is not None:
            return Answer.KEPT
    except Impossible:
        return Answer.IMPOSSIBLE
    except Stopped:
        return Answer.OUT_OF_TIME
    return Answer.OUT_OF_TIME if should_stop() else Answer.NOT_FOUND
