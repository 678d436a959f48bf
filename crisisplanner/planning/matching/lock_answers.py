"""Whether a plan keeps the locks of a problem: asked of a model of what they need, nothing more."""

from __future__ import annotations

from crisisplanner.domain.problem import Problem
from crisisplanner.planning.locks_together import Answer
from crisisplanner.planning.matching.canonical import canonical
from crisisplanner.planning.matching.greedy import greedy_plan
from crisisplanner.planning.matching.highs import SolveLimits
from crisisplanner.planning.matching.identical_offers import merge_identical_offers
from crisisplanner.planning.matching.instance import make_instance
from crisisplanner.planning.matching.locked_plan import plan_for_locks
from crisisplanner.planning.matching.model.relations import Impossible
from crisisplanner.planning.matching.stopping import Stopped
from crisisplanner.planning.needed_by_locks import alone_with_locks


def answer(problem: Problem, limits: SolveLimits) -> Answer:
    """Look for any plan that keeps the locks, within limits of work and time for each look.

    First of what the locks need alone; where a partner's share of the cost is capped, others make
    the share smaller, so that only the whole problem proves anything.
    """
    found = _answer(alone_with_locks(problem), limits)
    if found is Answer.KEPT or found is Answer.OUT_OF_TIME or not problem.shares:
        return found
    return _answer(problem, limits)


def _answer(problem: Problem, limits: SolveLimits) -> Answer:
    should_stop = limits.should_stop or _never
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


def _never() -> bool:
    return False
