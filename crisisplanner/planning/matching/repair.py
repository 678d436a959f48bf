"""Take out of a plan what breaks a rule that more could have mended, until nothing does.

Only removes. Shares of cost, prerequisites, credit on some day and minimum partners are checked; the
shared limits can't be broken by removing.
"""

from __future__ import annotations

import numpy as np

from crisisplanner.planning.matching.arcs import Plan
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.model.partners import COUNTED_SHARE
from crisisplanner.planning.matching.model.relations import (
    is_met,
    level_on,
    locks_are_kept,
    prerequisite_day,
)
from crisisplanner.planning.matching.usage import Costs
from crisisplanner.planning.matching.worth import credited_levels
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray
from crisisplanner.planning.tolerance import TOLERANCE, slack


def repaired(plan: Plan) -> Plan | None:
    """Give the plan without what breaks a rule; None if a lock is lost by that."""
    while len(plan.arcs):
        keep = ~(_uncredited(plan) | _unprepared(plan) | _without_partners(plan))
        if keep.all():
            keep = _within_shares(plan)
            if keep.all():
                break
        plan = Plan(plan.arcs.take(keep), plan.amount[keep])
    return plan if locks_are_kept(plan) else None


def _uncredited(plan: Plan) -> BoolArray:
    """Mark allocations that are credited on no day (H13)."""
    segments, _, counts = credited_levels(plan)
    n_before = np.concatenate(([0], np.cumsum(counts)))
    return np.asarray(
        n_before[segments.arc_last] - n_before[segments.arc_first] == 0, dtype=np.bool_
    )


def _unprepared(plan: Plan) -> BoolArray:
    """Mark allocations that start while a prerequisite is not met (H12)."""
    arcs = plan.arcs
    instance = arcs.instance
    marked = np.zeros(len(arcs), dtype=np.bool_)
    for need in instance.waiting:
        own = arcs.of_requirement(need)
        for prerequisite in instance.prerequisites[need] if len(own) else ():
            day = prerequisite_day(instance, prerequisite, arcs.start[own])
            marked[own] |= ~is_met(instance, prerequisite, level_on(plan, prerequisite, day))
    return marked


def partner_counts(plan: Plan, need: int) -> set[int]:
    """List the partners that count for the minimum of a requirement (H8)."""
    arcs = plan.arcs
    own = np.flatnonzero(arcs.requirement == need)
    share = COUNTED_SHARE * float(arcs.instance.quantity[need])
    least = np.where(arcs.is_divisible[own], share, 1.0)
    return set(arcs.partner[own][plan.amount[own] >= least - TOLERANCE].tolist())


def _without_partners(plan: Plan) -> BoolArray:
    """Mark everything sent to requirements with fewer partners than they need."""
    instance = plan.arcs.instance
    marked = np.zeros(len(plan.arcs), dtype=np.bool_)
    for number, need in enumerate(instance.problem.requirements):
        if need.min_partners > 0 and len(partner_counts(plan, number)) < need.min_partners:
            marked |= plan.arcs.requirement == number
    return marked


def _within_shares(plan: Plan) -> BoolArray:
    """Keep all but the costliest allocation of each partner above its share of the cost (H10)."""
    instance = plan.arcs.instance
    keep = np.ones(len(plan.arcs), dtype=np.bool_)
    if not instance.problem.shares:
        return keep
    cost: FloatArray = plan.arcs.unit_cost * plan.amount
    total = float(cost.sum())
    spent = np.bincount(plan.arcs.partner, weights=cost, minlength=len(instance.partners))
    for number, limit in enumerate(_share_limits(instance, total)):
        if spent[number] > limit + slack(limit) / 2:
            own = np.flatnonzero((plan.arcs.partner == number) & (cost > 0))
            keep[own[np.argmax(cost[own])]] = False
    return keep


def _share_limits(instance: Instance, total: float) -> list[float]:
    costs = Costs(instance)
    return [costs.cap(partner) * total for partner in instance.partners]
