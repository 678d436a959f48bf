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
from crisisplanner.planning.periods import BoolArray
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

    It keeps as many locks as it can, in parts. Locks that are worth to it as much as they count
    stand in no other's way: by duality, the others alone are impossible, too. (Chinneck 2008,
    doi:10.1007/978-0-387-74932-7.)
    """
    try:
        instance = make_instance(canonical(alone_with_locks(problem)), limits.should_stop or never)
    except Stopped:
        return problem.locks
    needs = np.arange(instance.n_requirements, dtype=np.int64)
    pairs = np.arange(instance.n_pairs, dtype=np.int64)
    pairs = pairs[is_of_use(instance, pairs)]
    if n_days_of(instance, pairs) > MOST_DAYS:
        return problem.locks
    try:
        days = DayByDay(instance, needs, pairs, weighs_locks=True)
    except Impossible:
        return problem.locks
    is_suspect = _Weighing(days, limits).suspects()
    named = [lock for lock in instance.problem.locks if lock.quantity > TOLERANCE]
    found = {lock for lock, is_one in zip(named, is_suspect.tolist(), strict=True) if is_one}
    return tuple(lock for lock in problem.locks if lock in found)


class _Weighing:
    """Keep as many of some locks as can be, in parts, again and again in one model."""

    def __init__(self, days: DayByDay, limits: SolveLimits) -> None:
        self._kept = days.kept
        self._objective = np.zeros(days.model.n_columns)
        self._highs = Highs(days.model, self._objective)
        self._highs.relax(np.flatnonzero(days.model.integers()))
        self._limits = limits

    def suspects(self) -> BoolArray:
        """Mark locks that leave no plan, though without any one of them none is proven."""
        found = np.ones(len(self._kept), dtype=np.bool_)
        clashing = self._clashing(found)
        if clashing is None:
            return found
        found = clashing
        for lock in np.flatnonzero(clashing).tolist():
            if found[lock]:
                without = found.copy()
                without[lock] = False
                fewer = self._clashing(without)
                found = found if fewer is None else fewer
        return found

    def _clashing(self, asked: BoolArray) -> BoolArray | None:
        """Mark those of some locks that clash; None if that is not proven of them."""
        self._objective[self._kept] = asked
        self._highs.set_objective(self._objective)
        outcome = self._highs.solve(self._limits)
        is_open = outcome.solution is None or not outcome.is_proven
        if is_open or outcome.value > asked.sum() - PART_OF_A_LOCK:
            return None
        worth = self._highs.reduced_values()[self._kept]
        return np.asarray(asked & (worth < 1.0 - PART_OF_A_LOCK), dtype=np.bool_)


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
