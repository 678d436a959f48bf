"""A plan that keeps the locks where the first plan does not, by a model of what they need alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from crisisplanner.planning.coverage import enabling_requirements
from crisisplanner.planning.matching.arcs import Plan, no_plan
from crisisplanner.planning.matching.highs import Highs, Outcome, SolveLimits
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.model.day_by_day import DayByDay
from crisisplanner.planning.matching.model.formulation import formulate
from crisisplanner.planning.matching.model.pair_days import n_days_of
from crisisplanner.planning.matching.model.relations import Impossible
from crisisplanner.planning.matching.repair import repaired
from crisisplanner.planning.matching.starts import StartSettings, has_every_day, start_options
from crisisplanner.planning.needed_by_locks import needed_by_locks
from crisisplanner.planning.periods import BoolArray, IntArray
from crisisplanner.planning.tolerance import TOLERANCE

FEW_STARTS = StartSettings(most_on_all_days=400, n_days_by_others=1, n_lift_weeks=1)
EVERY_START = StartSettings(most_on_all_days=40_000)
FEW_PAIRS_PER_NEED = 120
MOST_PAIRS = 6_000
MOST_DAYS = 60_000
GAP = 1e-2
MOST_WORK = 100_000.0


@dataclass(frozen=True)
class LockedPlan:
    """Hold a plan that keeps the locks, None if none was found, and the work done."""

    plan: Plan | None
    work: float


def plan_for_locks(instance: Instance, seed: int, limits: SolveLimits) -> LockedPlan:
    """Find a plan that keeps the locks: by stays of likely pairs first, then over all days.

    Raises ``Impossible`` only where a model of all that could matter, on all days, has no plan.
    """
    return _LockSearch(instance, seed, limits).run()


class _LockSearch:
    """Look for a plan in one model after the other, each of more than the one before."""

    def __init__(self, instance: Instance, seed: int, limits: SolveLimits) -> None:
        self._instance = instance
        self._seed = seed
        self._limits = limits
        self._work = 0.0
        names = needed_by_locks(instance.problem)
        numbers = sorted(instance.need_number[name] for name in names)
        self._needs = np.array(numbers, dtype=np.int64)
        self._every = np.arange(instance.n_requirements, dtype=np.int64)

    def run(self) -> LockedPlan:
        """Take the first plan found.

        Where a partner's share of the cost is capped, requirements that no lock needs may matter.
        """
        if self._is_over():
            return LockedPlan(None, 0.0)
        likely = _joined([_likely_pairs(self._instance, need) for need in self._needs.tolist()])
        plan = self._by_stays(self._needs, likely, FEW_STARTS, is_all=False)
        has_shares = bool(self._instance.problem.shares)
        for needs in (self._needs, self._every) if has_shares else (self._needs,):
            if plan is None and not self._is_over():
                plan = self._over_all_days(needs, is_all=not has_shares or needs is self._every)
        return LockedPlan(plan, self._work)

    def _over_all_days(self, needs: IntArray, *, is_all: bool) -> Plan | None:
        """Look on all days: day by day, relaxed; then by all stays where they are few, else in units."""
        instance = self._instance
        pairs = _joined([_pairs_of(instance, need) for need in needs.tolist()])
        useful = pairs[is_of_use(instance, pairs)]
        if n_days_of(instance, useful) > MOST_DAYS:
            return None
        days = DayByDay(instance, needs, useful)
        highs = Highs(days.model, np.zeros(days.model.n_columns), self._seed)
        plan = self._day_by_day(days, highs, is_relaxed=True)
        if plan is not None or self._is_over():
            return plan
        if len(pairs) <= MOST_PAIRS and has_every_day(instance, EVERY_START, pairs):
            return self._by_stays(needs, pairs, EVERY_START, is_all=is_all)
        return self._day_by_day(days, highs, is_relaxed=False)

    def _day_by_day(self, days: DayByDay, highs: Highs, *, is_relaxed: bool) -> Plan | None:
        """Solve for any solution: relaxed in a moment, in whole units where that tells nothing."""
        whole = np.flatnonzero(days.model.integers())
        if is_relaxed:
            highs.relax(whole)
        else:
            highs.restrict(whole)
        outcome = self._solve(highs)
        if outcome.is_infeasible:
            raise Impossible
        if outcome.solution is None:
            return None
        parts = np.abs(outcome.solution[whole] - np.round(outcome.solution[whole]))
        return repaired(days.plan(outcome.solution)) if (parts <= TOLERANCE).all() else None

    def _by_stays(
        self, needs: IntArray, pairs: IntArray, starts: StartSettings, *, is_all: bool
    ) -> Plan | None:
        arcs = start_options(self._instance, starts, pairs)
        formulation = formulate(arcs, needs, no_plan(self._instance))
        outcome = self._solve(Highs(formulation.model, formulation.objective, self._seed))
        plan = None if outcome.solution is None else repaired(formulation.plan(outcome.solution))
        if plan is None and outcome.is_infeasible and is_all:
            raise Impossible
        return plan

    def _solve(self, highs: Highs) -> Outcome:
        left = max(min(MOST_WORK, self._limits.work - self._work), 0.0)
        outcome = highs.solve(replace(self._limits, gap=GAP, work=left))
        self._work += outcome.work
        return outcome

    def _is_over(self) -> bool:
        limits = self._limits
        asked = limits.should_stop is not None and limits.should_stop()
        return asked or self._work >= limits.work


def is_of_use(instance: Instance, pairs: IntArray) -> BoolArray:
    """Mark locked pairs, and those of requirements where units beside the locked may be needed.

    Elsewhere a plan keeps every rule without them.
    """
    problem = instance.problem
    enabling = enabling_requirements(problem)
    helping = {name for groups in enabling.values() for group in groups for name in group}
    helping.update(name for need in problem.requirements for name in need.prerequisites)
    is_open = np.array(
        [
            bool(problem.shares)
            or need.minimum_share > 0
            or need.min_partners > 0
            or need.id in helping
            for need in problem.requirements
        ],
        dtype=np.bool_,
    )
    locked = {instance.find_pair(lock.offer, lock.requirement) for lock in problem.locks}
    is_locked = np.isin(pairs, [pair for pair in locked if pair is not None])
    return np.asarray(is_open[instance.requirement[pairs]] | is_locked, dtype=np.bool_)


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
