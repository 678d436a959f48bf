"""Which requirements are solved together; and a plan of the locked ones where the first one finds none."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from crisisplanner.planning.coverage import enabling_requirements
from crisisplanner.planning.matching.arcs import Plan, no_plan
from crisisplanner.planning.matching.highs import Highs, SolveLimits
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.model.formulation import formulate
from crisisplanner.planning.matching.repair import repaired
from crisisplanner.planning.matching.starts import StartSettings, start_options
from crisisplanner.planning.matching.stopping import ShouldStop
from crisisplanner.planning.periods import IntArray

LOCK_STARTS = StartSettings(n_all_days=400, n_events=1, n_lift_weeks=1)
LOCK_PAIRS_PER_NEED = 120
LOCK_GAP = 1e-2
LOCK_WORK = 30_000.0
LOCK_NODES = 20


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


def plan_for_locks(instance: Instance, seed: int, should_stop: ShouldStop) -> Plan | None:
    """Find a plan that keeps the locks by the model of what is locked and what that waits for alone.

    None if none was found.
    """
    needs = _needed_by_locks(instance)
    pairs = [_likely_pairs(instance, need) for need in needs.tolist()]
    arcs = start_options(instance, LOCK_STARTS, np.concatenate(pairs))
    formulation = formulate(arcs, needs, no_plan(instance))
    highs = Highs(formulation.model, formulation.objective, seed)
    limits = SolveLimits(LOCK_GAP, LOCK_WORK, LOCK_NODES, should_stop=should_stop)
    outcome = highs.solve(limits)
    return None if outcome.solution is None else repaired(formulation.plan(outcome.solution))


def _needed_by_locks(instance: Instance) -> IntArray:
    relations = Relations(instance)
    found: set[int] = set()
    waiting = [instance.need_number[lock.requirement] for lock in instance.problem.locks]
    while waiting:
        need = waiting.pop()
        if need not in found:
            found.add(need)
            waiting.extend(instance.prerequisites[need])
            waiting.extend(relations.closed([need]).tolist())
    return np.array(sorted(found), dtype=np.int64)


def _likely_pairs(instance: Instance, need: int) -> IntArray:
    """List the pairs of a requirement; where they are many, locked ones and the longest windows."""
    pairs = np.arange(*instance.pairs_of(need).indices(instance.n_pairs), dtype=np.int64)
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
    n_kept = max(LOCK_PAIRS_PER_NEED, int(is_locked.sum()))
    return np.sort(pairs[order[:n_kept]])
