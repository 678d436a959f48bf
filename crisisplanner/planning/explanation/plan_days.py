"""A plan laid out over days: what each requirement lacks, where each offer's units are.

Arrays only; why something is missing is told by the modules beside this one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.problem import CaveatRow, CommitmentRow, RequirementRow
from crisisplanner.planning.coverage import enabling_requirements
from crisisplanner.planning.eligibility import PairTable
from crisisplanner.planning.explanation.problem_facts import ProblemFacts
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import LAST_DAY, BoolArray, IntArray
from crisisplanner.planning.timing import Decision, decision_of
from crisisplanner.planning.tolerance import TOLERANCE, levels_count, slack


@dataclass(frozen=True, slots=True)
class Sent:
    """Hold one allocation with the row numbers of its offer, requirement and pair."""

    offer: int
    requirement: int
    pair: int
    quantity: float
    from_day: int
    to_day: int
    leaves_on: int
    back_on: int


@dataclass(frozen=True)
class Uses:
    """Hold the allocations of each offer o: ``order[first[o]]`` up to ``order[first[o + 1]]``."""

    first: IntArray
    order: IntArray
    requirement: IntArray
    unit_days: FloatArray


class PlanDays:
    """Lay allocations out over the days of a problem.

    Day arrays of requirement r begin on its first day; those of the whole plan on ``first_day``.
    """

    def __init__(self, table: PairTable, allocations: Iterable[PlannedAllocation]) -> None:
        self.table = table
        self.problem = problem = table.problem
        self.facts = ProblemFacts(problem)
        self.first_day = min([0, *(row.from_day for row in problem.requirements)])
        self.offer_number = {row.id: number for number, row in enumerate(problem.offers)}
        self.need_number = {row.id: number for number, row in enumerate(problem.requirements)}
        self.whole: PlanDays | None = None
        self.left_out: Sent | None = None
        self._all_sent = tuple(self._sent(row) for row in allocations if row.quantity > TOLERANCE)
        last_need = max([self.first_day + 1, *(row.to_day for row in problem.requirements)])
        self.last_day = max([last_need, *(sent.back_on for sent in self.sent)])
        self._decisions: dict[int, Decision] = {}
        self._committed: dict[int, FloatArray] = {}
        self.to_need: dict[int, list[Sent]] = defaultdict(list)
        self.of_offer: dict[int, list[Sent]] = defaultdict(list)
        for sent in self.sent:
            self.to_need[sent.requirement].append(sent)
            self.of_offer[sent.offer].append(sent)

    def _sent(self, row: PlannedAllocation) -> Sent:
        offer, need = self.offer_number[row.offer], self.need_number[row.requirement]
        pair = self.table.pairs.find(offer, need)
        if pair is None:
            raise ValueError(f"Expected a pair whose types fit, got {row.offer}, {row.requirement}")
        times = self.table.times
        return Sent(
            offer,
            need,
            pair,
            row.quantity,
            row.from_day,
            row.to_day,
            max(self.first_day, row.from_day - int(times.lead_days[pair])),
            row.to_day + int(times.return_days[pair]),
        )

    def prepare(self) -> None:
        """Find now what ``without`` shares."""
        _ = (self.occupancy, self.available_to, self.caveats_of, self._enabling)

    def without(self, sent: Sent) -> PlanDays:
        """Give the plan as if one allocation were not made; its offer's days are not freed."""
        rest = copy(self)
        rest.whole, rest.left_out = self, sent
        rest.__dict__.pop("sent", None)
        rest.to_need = self.to_need.copy()
        rest.to_need[sent.requirement] = [
            one for one in self.to_need[sent.requirement] if one is not sent
        ]
        return rest

    @cached_property
    def sent(self) -> tuple[Sent, ...]:
        """List the allocations."""
        if self.whole is None:
            return self._all_sent
        return tuple(one for one in self.whole.sent if one is not self.left_out)

    # Requirements.

    def level(self, need: int) -> FloatArray:
        """Give the level of a requirement on each of its days: level[t]."""
        row = self.problem.requirements[need]
        level = np.zeros(row.to_day - row.from_day)
        for sent in self.to_need.get(need, ()):
            units = sent.quantity * float(self.table.effectiveness[sent.pair])
            level[sent.from_day - row.from_day : sent.to_day - row.from_day] += units
        return level

    @cached_property
    def _enabling(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        return enabling_requirements(self.problem)

    def is_enabled(self, need: int) -> BoolArray:
        """Tell on which days of a requirement all its enablers have a level: is_enabled[t]."""
        row = self.problem.requirements[need]
        enabled = np.ones(row.to_day - row.from_day, dtype=np.bool_)
        for group in self._enabling.get(row.id, ()):
            is_there = np.zeros(len(enabled), dtype=np.bool_)
            for name in group:
                for sent in self.to_need.get(self.need_number[name], ()):
                    start, end = sent.from_day - row.from_day, sent.to_day - row.from_day
                    is_there[max(0, start) : max(0, end)] = True
            enabled &= is_there
        return enabled

    def deficit(self, need: int, level: FloatArray) -> FloatArray:
        """Give what is missing to full credit, in units at full effectiveness: deficit[t]."""
        row = self.problem.requirements[need]
        least = row.minimum_share * row.quantity
        counts = levels_count(level, least)
        credited = np.where(counts & self.is_enabled(need), np.minimum(level, row.quantity), 0.0)
        missing = row.quantity - credited
        return np.where(missing > slack(row.quantity), missing, 0.0)

    # Offers.

    @cached_property
    def available_to(self) -> IntArray:
        """Give the end of each offer's availability."""
        days = [LAST_DAY if o.available_to is None else o.available_to for o in self.problem.offers]
        return np.array(days, dtype=np.int64)

    def decision(self, offer: int) -> Decision:
        """Give the decision path of an offer, found once."""
        if offer not in self._decisions:
            self._decisions[offer] = decision_of(self.problem.offers[offer])
        return self._decisions[offer]

    @cached_property
    def caveats_of(self) -> dict[int, list[CaveatRow]]:
        """List the caveats of each offer that has some."""
        found: dict[int, list[CaveatRow]] = defaultdict(list)
        for row in self.problem.caveats:
            if row.offer in self.offer_number:
                found[self.offer_number[row.offer]].append(row)
        return found

    @cached_property
    def commitments(self) -> dict[int, list[CommitmentRow]]:
        """List the commitments of each offer that has some."""
        found: dict[int, list[CommitmentRow]] = defaultdict(list)
        for row in self.problem.commitments:
            if row.offer in self.offer_number:
                found[self.offer_number[row.offer]].append(row)
        return found

    def committed(self, offer: int, first: int, n_days: int) -> FloatArray:
        """Sum what is committed of an offer on n_days from ``first``, a day of the plan."""
        if offer not in self._committed:
            days = np.zeros(self.last_day - self.first_day)
            for row in self.commitments.get(offer, ()):
                start, end = row.from_day - self.first_day, row.to_day - self.first_day
                days[max(0, start) : max(0, end)] += row.quantity
            self._committed[offer] = days
        start = first - self.first_day
        return self._committed[offer][start : start + n_days]

    @cached_property
    def locked(self) -> dict[int, set[str]]:
        """Name the requirements to which each offer is locked."""
        found: dict[int, set[str]] = defaultdict(set)
        for row in self.problem.locks:
            found[self.offer_number[row.offer]].add(row.requirement)
        return found

    def occupied(self, offer: int, first: int, n_days: int) -> FloatArray:
        """Sum the units of an offer that are under way or in use on n_days from ``first``."""
        days = np.zeros(n_days)
        for sent in self.of_offer.get(offer, ()):
            days[max(0, sent.leaves_on - first) : max(0, sent.back_on - first)] += sent.quantity
        return days

    @cached_property
    def row_of_offer(self) -> IntArray:
        """Number the offers that the plan sends somewhere; -1 for the others."""
        rows = np.full(len(self.problem.offers), -1, dtype=np.int64)
        rows[sorted(self.of_offer)] = np.arange(len(self.of_offer))
        return rows

    @cached_property
    def uses(self) -> Uses:
        """List what each offer is sent to."""
        offer = np.array([sent.offer for sent in self.sent], dtype=np.int64)
        order = np.argsort(offer, kind="stable")
        every = np.arange(len(self.problem.offers) + 1)
        return Uses(
            np.searchsorted(offer[order], every).astype(np.int64),
            order,
            np.array([sent.requirement for sent in self.sent], dtype=np.int64),
            np.array([one.quantity * (one.to_day - one.from_day) for one in self.sent]),
        )

    @cached_property
    def occupancy(self) -> FloatArray:
        """Sum the units that are under way or in use: occupancy[row_of_offer[o], t]."""
        days = np.zeros((len(self.of_offer), self.last_day - self.first_day))
        for sent in self.sent:
            row = int(self.row_of_offer[sent.offer])
            start, end = sent.leaves_on - self.first_day, sent.back_on - self.first_day
            days[row, max(0, start) : end] += sent.quantity
        return days

    def busy_days(self, offers: IntArray, occupied: FloatArray) -> IntArray:
        """Count the days before t on which an offer has no unit free: busy_days[row, t].

        ``occupied[row, t]`` are the units that are in use, beside what is committed.
        """
        n_days = self.last_day - self.first_day
        free = self.facts.quantity[offers][:, None] - occupied
        for row in np.flatnonzero(self.facts.is_committed[offers]).tolist():
            free[row] -= self.committed(int(offers[row]), self.first_day, n_days)
        counts = np.zeros((len(offers), n_days + 1), dtype=np.int64)
        np.cumsum(free < self.facts.least[offers][:, None], axis=1, out=counts[:, 1:])
        return counts


@dataclass(frozen=True)
class OpenNeed:
    """Hold a requirement that is not fully covered, on the days on which it is not.

    ``days[t]`` are those days; ``deficit[t]`` what is missing on them. Axis p is the pairs of the
    requirement in the table's order, ``pairs`` their numbers, ``quantity[p]`` the units offered.
    """

    number: int
    row: RequirementRow
    days: IntArray
    deficit: FloatArray
    level: FloatArray
    pairs: IntArray
    offers: IntArray
    quantity: FloatArray
    factor: FloatArray

    @property
    def missing_unit_days(self) -> float:
        """Sum what is missing over the days."""
        return float(self.deficit.sum())

    @cached_property
    def total_units(self) -> float:
        """Sum the units that fit by type."""
        return float(self.quantity.sum())

    def held_back(self, units: FloatArray) -> float:
        """Give what units[p, t] could mend at most: each day no more than is missing."""
        return float(np.minimum(self.deficit, self.factor @ units).sum())


def open_needs(plan: PlanDays) -> list[OpenNeed]:
    """List the requirements that a plan does not fully cover."""
    table, quantity = plan.table, plan.facts.quantity
    found: list[OpenNeed] = []
    for number, row in enumerate(plan.problem.requirements):
        level = plan.level(number)
        deficit = plan.deficit(number, level)
        days = np.flatnonzero(deficit)
        if not len(days):
            continue
        stretch = table.pairs.of_requirement(number)
        offers = table.offer[stretch]
        found.append(
            OpenNeed(
                number,
                row,
                days + row.from_day,
                deficit[days],
                level[days],
                np.arange(stretch.start, stretch.stop),
                offers,
                quantity[offers],
                table.effectiveness[stretch],
            )
        )
    return found
