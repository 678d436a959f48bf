"""Arcs: (offer, requirement, from day, to day) that a plan may use, as arrays; and plans as amounts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.planning.matching.identical_offers import Journey
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray
from crisisplanner.planning.tolerance import TOLERANCE


@dataclass(frozen=True)
class Arcs:
    """Hold arcs sorted by pair, start and end, each once.

    ``upper[a]`` is the largest amount worth sending on arc a. All other arrays follow from pair,
    start and end.
    """

    instance: Instance
    pair: IntArray
    start: IntArray
    end: IntArray

    def __len__(self) -> int:
        return len(self.pair)

    @cached_property
    def offer(self) -> IntArray:
        """Give the offer of each arc."""
        return self.instance.offer[self.pair]

    @cached_property
    def requirement(self) -> IntArray:
        """Give the requirement of each arc."""
        return self.instance.requirement[self.pair]

    @cached_property
    def partner(self) -> IntArray:
        """Give the partner of each arc."""
        return self.instance.partner[self.offer]

    @cached_property
    def effectiveness(self) -> FloatArray:
        """Give what one unit adds to the level."""
        return self.instance.effectiveness[self.pair]

    @cached_property
    def leaves_on(self) -> IntArray:
        """Give the day on which units leave."""
        return self.instance.leaves_on(self.pair, self.start)

    @cached_property
    def back_on(self) -> IntArray:
        """Give the day from which units are free again."""
        return self.instance.back_on(self.pair, self.end)

    @cached_property
    def unit_cost(self) -> FloatArray:
        """Give the cost of one unit."""
        return self.instance.unit_cost(self.pair, self.start, self.end)

    @cached_property
    def lift_t(self) -> FloatArray:
        """Give the tonnes that leave with one unit."""
        return self.instance.lift_t[self.offer]

    @cached_property
    def is_divisible(self) -> BoolArray:
        """Mark the arcs whose amount may be any number."""
        return self.instance.is_divisible[self.offer]

    @cached_property
    def free(self) -> FloatArray:
        """Give the largest amount that commitments leave free on all days."""
        instance = self.instance
        rows = instance.capacity[self.offer, 0]
        capacity = instance.capacity
        varies = np.flatnonzero(capacity.min(axis=1) < capacity.max(axis=1))
        free: FloatArray = rows.copy()
        for arc in np.flatnonzero(np.isin(self.offer, varies)).tolist():
            days = slice(
                self.leaves_on[arc] - instance.first_day, self.back_on[arc] - instance.first_day
            )
            free[arc] = capacity[self.offer[arc], days].min(initial=np.inf)
        return free

    @cached_property
    def upper(self) -> FloatArray:
        """Give the largest amount that is free on all days and of any use."""
        instance = self.instance
        if instance.problem.shares:
            return self.free
        useful = instance.quantity[self.requirement] / self.effectiveness
        useful = np.where(self.is_divisible, useful, np.ceil(useful - TOLERANCE))
        useful = np.maximum(useful, self._locked)
        return np.asarray(np.minimum(self.free, useful), dtype=np.float64)

    def upper_beside(self, kept: Plan) -> FloatArray:
        """Give the largest amounts where a plan may be kept that sends more than is of use."""
        upper = self.upper.copy()
        place = self.find(kept.arcs)
        known = place[place >= 0]
        again = np.minimum(kept.amount[place >= 0], self.free[known])
        upper[known] = np.maximum(upper[known], again)
        return upper

    @cached_property
    def _locked(self) -> FloatArray:
        locked = np.zeros(self.instance.n_pairs)
        for lock in self.instance.problem.locks:
            pair = self.instance.find_pair(lock.offer, lock.requirement)
            if pair is not None:
                locked[pair] = max(locked[pair], np.ceil(lock.quantity))
        return np.asarray(locked[self.pair], dtype=np.float64)

    def of_requirement(self, requirement: int) -> IntArray:
        """List the arcs of one requirement: a stretch, as pairs are sorted by requirement."""
        first, last = np.searchsorted(self.requirement, (requirement, requirement + 1))
        return np.arange(first, last, dtype=np.int64)

    def take(self, which: IntArray | BoolArray) -> Arcs:
        """Give some of the arcs."""
        return Arcs(self.instance, self.pair[which], self.start[which], self.end[which])

    def find(self, other: Arcs) -> IntArray:
        """Give the number here of each arc of another set, -1 where it is not here."""
        mine, theirs = self._keys(self), self._keys(other)
        if not len(mine):
            return np.full(len(theirs), -1, dtype=np.int64)
        place = np.minimum(np.searchsorted(mine, theirs), len(mine) - 1)
        return np.where(mine[place] == theirs, place, -1).astype(np.int64)

    def _keys(self, arcs: Arcs) -> IntArray:
        instance = self.instance
        width = instance.n_days + 1
        day = arcs.start - instance.first_day
        return (arcs.pair * width + day) * width + (arcs.end - instance.first_day)


def make_arcs(instance: Instance, pair: IntArray, start: IntArray, end: IntArray) -> Arcs:
    """Sort arcs and drop doubles."""
    order = np.lexsort((end, start, pair))
    arcs = Arcs(instance, pair[order], start[order], end[order])
    if not len(arcs):
        return arcs
    same = (np.diff(arcs.pair) == 0) & (np.diff(arcs.start) == 0) & (np.diff(arcs.end) == 0)
    return arcs.take(np.concatenate(([True], ~same)))


@dataclass(frozen=True)
class ArcKeys:
    """Hold arcs without their instance, to be handed to another process."""

    pair: IntArray
    start: IntArray
    end: IntArray

    def arcs(self, instance: Instance) -> Arcs:
        """Give the arcs of an instance."""
        return Arcs(instance, self.pair, self.start, self.end)


def keys_of(arcs: Arcs) -> ArcKeys:
    """Take the instance off."""
    return ArcKeys(arcs.pair, arcs.start, arcs.end)


def join_arcs(first: Arcs, second: Arcs) -> Arcs:
    """Give the arcs of either set."""
    return make_arcs(
        first.instance,
        np.concatenate((first.pair, second.pair)),
        np.concatenate((first.start, second.start)),
        np.concatenate((first.end, second.end)),
    )


@dataclass(frozen=True)
class Plan:
    """Hold the amounts sent on some arcs; all above 0."""

    arcs: Arcs
    amount: FloatArray

    def allocations(self) -> tuple[PlannedAllocation, ...]:
        """Write the plan with the ids of the instance's problem."""
        return tuple(journey.allocation for journey in self.journeys())

    def journeys(self) -> list[Journey]:
        """List the allocations with the days on which their units are away."""
        arcs = self.arcs
        offers, needs = arcs.instance.problem.offers, arcs.instance.problem.requirements
        return [
            Journey(
                PlannedAllocation(offers[o].id, needs[r].id, amount, start, end), leaves_on, back_on
            )
            for o, r, amount, start, end, leaves_on, back_on in zip(
                arcs.offer.tolist(),
                arcs.requirement.tolist(),
                self.amount.tolist(),
                arcs.start.tolist(),
                arcs.end.tolist(),
                arcs.leaves_on.tolist(),
                arcs.back_on.tolist(),
                strict=True,
            )
        ]

    @property
    def cost(self) -> float:
        """Sum the cost of the plan."""
        return float(self.arcs.unit_cost @ self.amount)


def make_plan(arcs: Arcs, amount: FloatArray) -> Plan:
    """Keep what is sent: whole units rounded, nothing below the tolerance."""
    rounded = np.where(arcs.is_divisible, amount, np.round(amount))
    used = np.flatnonzero(rounded > TOLERANCE)
    return Plan(arcs.take(used), rounded[used])


def no_plan(instance: Instance) -> Plan:
    """Give the plan that sends nothing."""
    nothing = np.zeros(0, dtype=np.int64)
    return Plan(Arcs(instance, nothing, nothing, nothing), np.zeros(0))
