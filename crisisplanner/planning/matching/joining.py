"""Put what was solved side by side together, if it keeps what all share.

That is H1, H2, H4, H5, H6, H14 and the caps of caveats.
"""

from __future__ import annotations

import numpy as np

from crisisplanner.planning.matching.arcs import Arcs, Plan, make_arcs, make_plan
from crisisplanner.planning.matching.day_limits import Span
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.repair import repaired
from crisisplanner.planning.matching.usage import Costs, LiftTable, NodeTable, spans, used_by_day
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray
from crisisplanner.planning.tolerance import TOLERANCE, slack, slacks


def joined_plan(first: Plan, second: Plan) -> Plan:
    """Put two plans together, adding amounts on the same arc."""
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


class SharedLimits:
    """Check a plan against everything that several requirements share."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._lift = LiftTable(instance)
        self._nodes = NodeTable(instance)
        self._costs = Costs(instance)
        self._budgets = [
            (row.amount, *self._costs.members(row.scope)) for row in instance.problem.budgets
        ]

    def replaced(self, plan: Plan, requirements: IntArray, found: Plan) -> Plan | None:
        """Replace what a plan does for some requirements; None if that breaks a rule.

        What was solved side by side may want the same lift: what is found keeps its best part.
        """
        is_inside = np.isin(plan.arcs.requirement, requirements)
        outside = Plan(plan.arcs.take(~is_inside), plan.amount[~is_inside])
        joined = repaired(joined_plan(self._within_lift(found, outside), outside))
        if joined is None or not self._are_kept(joined, np.unique(found.arcs.offer)):
            return None
        return joined

    def _within_lift(self, found: Plan, outside: Plan) -> Plan:
        """Send only what the lift that others leave can carry, what adds most a tonne first."""
        lift, arcs = self._lift, found.arcs
        if not lift.is_limited or self._lift_is_kept(joined_plan(found, outside)):
            return found
        drawn = lift.drawn(outside.arcs, outside.amount)
        own = np.maximum(lift.own - drawn, 0.0)
        pool = lift.pool - np.maximum(drawn - lift.own, 0.0).sum(axis=0)
        stay = arcs.end - arcs.start
        worth = self._instance.day_worth[arcs.requirement] * arcs.effectiveness * stay
        density = worth / np.maximum(arcs.lift_t, TOLERANCE)
        amount = found.amount.copy()
        for arc in np.argsort(-density, kind="stable").tolist():
            tonnes = float(arcs.lift_t[arc])
            if tonnes <= 0:
                continue
            partner, week = int(arcs.partner[arc]), int(lift.week_of(arcs.leaves_on[arc]))
            units = max(0.0, float(own[partner, week] + pool[week])) / tonnes + TOLERANCE
            units = units if arcs.is_divisible[arc] else float(np.floor(units))
            amount[arc] = min(amount[arc], units)
            taken = amount[arc] * tonnes
            from_own = min(taken, float(own[partner, week]))
            own[partner, week] -= from_own
            pool[week] -= taken - from_own
        return make_plan(arcs, amount)

    def _are_kept(self, plan: Plan, offers: IntArray) -> bool:
        arcs, amount = plan.arcs, plan.amount
        own = np.flatnonzero(np.isin(arcs.offer, offers))
        instance = self._instance
        is_kept = self._fits(
            arcs.take(own),
            np.searchsorted(offers, arcs.offer[own]),
            amount[own],
            instance.capacity[offers],
            Span.AWAY,
        )
        for limits in instance.day_limits:
            resource, used = limits.use(arcs.pair)
            own = np.flatnonzero(resource >= 0)
            taken = (used * amount)[own]
            is_kept = is_kept and self._fits(
                arcs.take(own), resource[own], taken, limits.capacity, limits.span
            )
        return is_kept and self._lift_is_kept(plan) and self._rest_is_kept(plan)

    def _fits(
        self, arcs: Arcs, resource: IntArray, amount: FloatArray, capacity: FloatArray, span: Span
    ) -> bool:
        begin, finish = spans(arcs, span)
        used = used_by_day(self._instance, resource, begin, finish, amount, len(capacity))
        return bool((used <= capacity + slacks(capacity) / 2).all())

    def _lift_is_kept(self, plan: Plan) -> bool:
        if not self._lift.is_limited:
            return True
        drawn = self._lift.drawn(plan.arcs, plan.amount)
        over = np.maximum(drawn - self._lift.own, 0.0).sum(axis=0)
        return _all_within(over, self._lift.pool)

    def _rest_is_kept(self, plan: Plan) -> bool:
        """Check budgets and nodes."""
        arcs = plan.arcs
        cost = arcs.unit_cost * plan.amount
        for limit, is_plan, partner, in_scope in self._budgets:
            counts = is_plan | (arcs.partner == partner) | in_scope[arcs.requirement]
            if not _all_within(np.array([cost[counts].sum()]), np.array([limit])):
                return False
        by_day: dict[int, list[tuple[float, frozenset[str]]]] = {}
        for arc, day, tonnes, takers in self._nodes.loads(arcs):
            by_day.setdefault(day, []).append((tonnes * float(plan.amount[arc]), takers))
        for day, loads in by_day.items():
            for nodes in self._nodes.unions({takers for _, takers in loads}):
                used = sum(tonnes for tonnes, takers in loads if takers <= nodes)
                limit = self._nodes.capacity(nodes, day)
                if used > limit + slack(limit) / 2:
                    return False
        return True


def _all_within(used: FloatArray, limit: FloatArray) -> bool:
    return bool((used <= limit + slacks(limit) / 2).all())
