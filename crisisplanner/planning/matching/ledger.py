"""What is still free of everything that plans share, kept up to date allocation by allocation.

The greedy start and repairs book here; the model has the same rules as rows: H1, H2, H4, H5, H6,
H14 and the caps of caveats.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.matching.arcs import Arcs
from crisisplanner.planning.matching.day_limits import Span
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.usage import (
    Costs,
    LiftTable,
    NodeTable,
)
from crisisplanner.planning.periods import BoolArray, IntArray
from crisisplanner.planning.tolerance import TOLERANCE


@dataclass(frozen=True, slots=True)
class Booking:
    """One allocation: amount of a pair from start to end."""

    pair: int
    start: int
    end: int
    amount: float


@dataclass(slots=True)
class _Budget:
    """What is left of a budget, and whose cost it pays."""

    left: float
    is_plan: bool
    partner: int
    in_crisis: BoolArray

    def counts(self, instance: Instance, pair: int) -> bool:
        """Tell whether a pair's cost falls under the budget."""
        return (
            self.is_plan
            or bool(self.in_crisis[instance.requirement[pair]])
            or int(instance.partner[instance.offer[pair]]) == self.partner
        )


class Ledger:
    """Keep what is free; ``room`` tells how much of an allocation fits, ``book`` takes it.

    Starts and ends of allocations are days from D; what is kept by day counts from the instance's
    first day, as do ``leaves`` and ``back`` here.
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.free = instance.capacity.copy()
        self._limits = instance.day_limits
        self._limit_free = [limits.capacity.copy() for limits in self._limits]
        self._uses: dict[int, list[tuple[int, int, float]]] = {}
        self._lift = LiftTable(instance)
        self._drawn = np.zeros_like(self._lift.own)
        self._pool_left = self._lift.pool.copy()
        self._nodes = NodeTable(instance)
        self._node_load: dict[int, dict[frozenset[str], float]] = {}
        costs = Costs(instance)
        self._budgets = [
            _Budget(row.amount, *costs.members(row.scope)) for row in instance.problem.budgets
        ]

    def _leaves_at(self, pair: int, start: int) -> int:
        """Give the day, from the first, on which units leave."""
        first = self.instance.first_day
        return max(0, start - int(self.instance.lead_days[pair]) - first)

    def _back_at(self, pair: int, end: int) -> int:
        """Give the day, from the first, from which units are free again."""
        return end + int(self.instance.return_days[pair]) - self.instance.first_day

    def room(self, pair: int, start: int, end: int) -> float:
        """Give the largest amount of an allocation that breaks no shared limit."""
        instance = self.instance
        offer = int(instance.offer[pair])
        leaves, back = self._leaves_at(pair, start), self._back_at(pair, end)
        room = float(self.free[offer, leaves:back].min())
        for family, resource, amount in self._uses_of(pair):
            first, last = self._span(self._limits[family].span, pair, start, end)
            least = float(self._limit_free[family][resource, first:last].min(initial=np.inf))
            room = min(room, least / amount)
        room = min(room, self._lift_room(offer, leaves), self._node_room(pair, start))
        if self._budgets:
            room = min(room, self._budget_room(pair, start, end))
        room = max(0.0, room)
        return room if instance.is_divisible[offer] else float(np.floor(room + TOLERANCE))

    def can_leave(self, pair: IntArray, leaves: IntArray) -> BoolArray:
        """Tell for many departures (days from the first) whether lift is left for a unit."""
        instance = self.instance
        offer = instance.offer[pair]
        tonnes = (
            np.where(instance.is_divisible[offer], 10 * TOLERANCE, 1.0) * instance.lift_t[offer]
        )
        if not self._lift.is_limited:
            return np.ones(len(pair), dtype=np.bool_)
        week = self._lift.week_of(leaves + instance.first_day)
        partner = instance.partner[offer]
        own = np.maximum(self._lift.own[partner, week] - self._drawn[partner, week], 0.0)
        return np.asarray(
            own + np.maximum(self._pool_left[week], 0.0) >= tonnes - TOLERANCE, dtype=np.bool_
        )

    def can_pay(self, pair: IntArray, start: IntArray, end: IntArray) -> BoolArray:
        """Tell for many stays whether the budgets still pay for a unit."""
        instance = self.instance
        paid = np.ones(len(pair), dtype=np.bool_)
        if not self._budgets:
            return paid
        offer = instance.offer[pair]
        cost = instance.unit_cost(pair, start, end)
        cost = np.where(instance.is_divisible[offer], 10 * TOLERANCE, 1.0) * cost
        for one in self._budgets:
            counts = one.in_crisis[instance.requirement[pair]]
            counts = counts | (instance.partner[offer] == one.partner) | one.is_plan
            paid &= ~counts | (cost <= one.left + TOLERANCE)
        return paid

    def _uses_of(self, pair: int) -> list[tuple[int, int, float]]:
        """List (family, resource, amount a unit) of the day limits that bind a pair."""
        if not self._limits:
            return []
        if pair not in self._uses:
            single = np.array([pair], dtype=np.int64)
            found = [limits.use(single) for limits in self._limits]
            self._uses[pair] = [
                (family, int(resource[0]), float(amount[0]))
                for family, (resource, amount) in enumerate(found)
                if resource[0] >= 0 and amount[0] > 0
            ]
        return self._uses[pair]

    def _span(self, span: Span, pair: int, start: int, end: int) -> tuple[int, int]:
        first = self.instance.first_day
        if span is Span.AWAY:
            return self._leaves_at(pair, start), self._back_at(pair, end)
        return start - first, end - first

    def _week(self, leaves: int) -> int:
        day = np.array([leaves + self.instance.first_day])
        return int(self._lift.week_of(day)[0])

    def _lift_room(self, offer: int, leaves: int) -> float:
        tonnes = float(self.instance.lift_t[offer])
        if not self._lift.is_limited or tonnes <= 0:
            return np.inf
        partner, week = int(self.instance.partner[offer]), self._week(leaves)
        own = max(0.0, float(self._lift.own[partner, week] - self._drawn[partner, week]))
        return (own + max(0.0, float(self._pool_left[week]))) / tonnes

    def _node_room(self, pair: int, start: int) -> float:
        room = np.inf
        for day, tonnes, takers in self._node_loads(pair, start):
            load = self._node_load.get(day, {})
            for nodes in self._nodes.unions({takers, *load}):
                if takers <= nodes:
                    used = sum(t for other, t in load.items() if other <= nodes)
                    room = min(room, (self._nodes.capacity(nodes, day) - used) / tonnes)
        return room

    def _node_loads(self, pair: int, start: int) -> list[tuple[int, float, frozenset[str]]]:
        if not self._nodes.is_limited:
            return []
        arc = _single(self.instance, pair, start, start + 1)
        by_day: dict[tuple[int, frozenset[str]], float] = {}
        for _, day, tonnes, takers in self._nodes.loads(arc):
            by_day[day, takers] = by_day.get((day, takers), 0.0) + tonnes
        return [(day, tonnes, takers) for (day, takers), tonnes in by_day.items()]

    def unit_cost(self, pair: int, start: int, end: int) -> float:
        """Give the cost of one unit."""
        instance = self.instance
        given = float(instance.given_cost[pair])
        if given == given:
            return given
        offer = int(instance.offer[pair])
        return float(instance.mobilisation_cost[offer] + instance.daily_cost[offer] * (end - start))

    def _budget_room(self, pair: int, start: int, end: int) -> float:
        cost = self.unit_cost(pair, start, end)
        if cost <= 0:
            return np.inf
        return min(
            (one.left / cost for one in self._budgets if one.counts(self.instance, pair)),
            default=np.inf,
        )

    def book(self, booking: Booking, sign: float = 1.0) -> None:
        """Take what an allocation uses; with ``sign`` -1 give it back."""
        instance, pair = self.instance, booking.pair
        offer = int(instance.offer[pair])
        amount = sign * booking.amount
        leaves, back = self._leaves_at(pair, booking.start), self._back_at(pair, booking.end)
        self.free[offer, leaves:back] -= amount
        for family, resource, used in self._uses_of(pair):
            first, last = self._span(self._limits[family].span, pair, booking.start, booking.end)
            self._limit_free[family][resource, first:last] -= amount * used
        tonnes = float(instance.lift_t[offer])
        if self._lift.is_limited and tonnes > 0:
            partner, week = int(instance.partner[offer]), self._week(leaves)
            own = float(self._lift.own[partner, week])
            before = max(0.0, float(self._drawn[partner, week]) - own)
            self._drawn[partner, week] += amount * tonnes
            after = max(0.0, float(self._drawn[partner, week]) - own)
            self._pool_left[week] -= after - before
        for day, load, takers in self._node_loads(pair, booking.start):
            at = self._node_load.setdefault(day, {})
            at[takers] = at.get(takers, 0.0) + amount * load
        if self._budgets:
            cost = self.unit_cost(pair, booking.start, booking.end)
            for one in self._budgets:
                if one.counts(instance, pair):
                    one.left -= amount * cost


def _single(instance: Instance, pair: int, start: int, end: int) -> Arcs:
    def one(value: int) -> IntArray:
        return np.array([value], dtype=np.int64)

    return Arcs(instance, one(pair), one(start), one(end))
