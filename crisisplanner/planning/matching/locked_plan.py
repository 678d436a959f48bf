"""A plan that keeps the locks where the first plan does not, by a model of what they need alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from crisisplanner.planning.matching.arcs import Plan, no_plan
from crisisplanner.planning.matching.highs import Highs, SolveLimits
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.model.formulation import formulate
from crisisplanner.planning.matching.model.relations import Impossible
from crisisplanner.planning.matching.repair import repaired
from crisisplanner.planning.matching.starts import StartSettings, has_every_day, start_options
from crisisplanner.planning.needed_by_locks import needed_by_locks
from crisisplanner.planning.periods import IntArray

FEW_STARTS = StartSettings(most_on_all_days=400, n_days_by_others=1, n_lift_weeks=1)
MANY_STARTS = StartSettings(most_on_all_days=40_000, n_days_by_others=3, n_lift_weeks=2)
FEW_PAIRS_PER_NEED = 120
MOST_PAIRS = 6_000
GAP = 1e-2
MOST_WORK = 100_000.0


@dataclass(frozen=True)
class LockedPlan:
    """Hold a plan that keeps the locks, None if none was found, and the work done."""

    plan: Plan | None
    work: float


@dataclass(frozen=True)
class _Attempt:
    """Say of which requirements and pairs a model is made; ``is_all``: of all that could matter."""

    requirements: IntArray
    pairs: IntArray
    starts: StartSettings
    is_all: bool


def plan_for_locks(instance: Instance, seed: int, limits: SolveLimits) -> LockedPlan:
    """Find a plan that keeps the locks: of likely pairs first, then of all pairs if not too many.

    Raises ``Impossible`` only where a model of all that could matter, on all days, has no plan.
    """
    work = 0.0
    for attempt in _attempts(instance):
        if limits.should_stop is not None and limits.should_stop():
            break
        arcs = start_options(instance, attempt.starts, attempt.pairs)
        formulation = formulate(arcs, attempt.requirements, no_plan(instance))
        highs = Highs(formulation.model, formulation.objective, seed)
        left = min(MOST_WORK, limits.work - work)
        outcome = highs.solve(replace(limits, gap=GAP, work=left))
        work += outcome.work
        plan = None if outcome.solution is None else repaired(formulation.plan(outcome.solution))
        if plan is not None:
            return LockedPlan(plan, work)
        if outcome.is_infeasible and attempt.is_all:
            raise Impossible
    return LockedPlan(None, work)


def _attempts(instance: Instance) -> Iterator[_Attempt]:
    """Yield models, each of more than the one before.

    Where a partner's share of the cost is capped, requirements that no lock needs may matter.
    """
    names = needed_by_locks(instance.problem)
    needs = np.array(sorted(instance.need_number[name] for name in names), dtype=np.int64)
    likely = [_likely_pairs(instance, need) for need in needs.tolist()]
    yield _Attempt(needs, _joined(likely), FEW_STARTS, is_all=False)
    every = np.arange(instance.n_requirements, dtype=np.int64)
    has_shares = bool(instance.problem.shares)
    for asked in (needs, every) if has_shares else (needs,):
        pairs = _joined([_pairs_of(instance, need) for need in asked.tolist()])
        if len(pairs) <= MOST_PAIRS:
            is_all = not has_shares or asked is every
            is_every_day = has_every_day(instance, MANY_STARTS, pairs)
            yield _Attempt(asked, pairs, MANY_STARTS, is_all and is_every_day)


def _joined(pairs: list[IntArray]) -> IntArray:
    return np.concatenate([np.zeros(0, dtype=np.int64), *pairs])


def _pairs_of(instance: Instance, need: int) -> IntArray:
    return np.arange(*instance.pairs_of(need).indices(instance.n_pairs), dtype=np.int64)


def _likely_pairs(instance: Instance, need: int) -> IntArray:
    """List the pairs of a requirement; where they are many, locked ones and the longest windows."""
    pairs = _pairs_of(instance, need)
    name = instance.problem.requirements[need].id
    locked = [
        instance.offer_number[lock.offer]
        for lock in instance.problem.locks
        if lock.requirement == name
    ]
    first = instance.window_first[pairs]
    days = instance.window_end[first] - instance.window_start[first]
    is_locked = np.isin(instance.offer[pairs], locked)
    order = np.lexsort((-days * instance.effectiveness[pairs], ~is_locked))
    n_kept = max(FEW_PAIRS_PER_NEED, int(is_locked.sum()))
    return np.sort(pairs[order[:n_kept]])
