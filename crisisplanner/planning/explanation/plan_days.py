"""A plan laid out over days: what each requirement lacks, where each offer's units are.

Arrays only; why something is missing is told by the modules beside this one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.messages import Ref, RefKind
from crisisplanner.domain.problem import CaveatRow, CommitmentRow, RequirementRow
from crisisplanner.planning.coverage import enabling_requirements
from crisisplanner.planning.eligibility import PairTable
from crisisplanner.planning.explanation.problem_facts import ProblemFacts
from crisisplanner.planning.pair_conditions import CONDITION_REASONS
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import LAST_DAY, BoolArray, IntArray
from crisisplanner.planning.timing import Decision, decision_of
from crisisplanner.planning.tolerance import TOLERANCE, levels_count, slack


class Sent(NamedTuple):
    """Hold one allocation with the row numbers of its offer, requirement and pair.

    ``level`` are its units at full effectiveness.
    """

    offer: int
    requirement: int
    pair: int
    quantity: float
    from_day: int
    to_day: int
    leaves_on: int
    back_on: int
    level: float


@dataclass(frozen=True)
class Uses:
    """Hold the allocations of each offer o: the rows ``first[o]`` up to ``first[o + 1]``."""

    first: IntArray
    requirement: IntArray
    unit_days: FloatArray


@dataclass(frozen=True)
class OfferDays:
    """Hold units by offer and day of the plan: units[row[o], t].

    Offers without any share row -1, the last one, which is zero.
    """

    row: IntArray
    units: FloatArray

    def of(self, offers: IntArray | list[int], days: slice) -> FloatArray:
        """Give the units of some offers on some days."""
        return self.units[self.row[offers], days]

    def has(self, offers: IntArray) -> BoolArray:
        """Tell which offers have any."""
        return np.greater_equal(self.row[offers], 0)


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
        self._all_sent = self._all_of([row for row in allocations if row.quantity > TOLERANCE])
        last_need = max([self.first_day + 1, *(row.to_day for row in problem.requirements)])
        # What is promised after the last need counts for who comes back from it.
        way_back = int(table.times.return_days.max(initial=0))
        self.last_day = max([last_need + way_back, *(sent.back_on for sent in self.sent)])
        self.n_days = self.last_day - self.first_day
        self._decisions: dict[int, Decision] = {}
        self.to_need: dict[int, list[Sent]] = defaultdict(list)
        self.of_offer: dict[int, list[Sent]] = defaultdict(list)
        for sent in self.sent:
            self.to_need[sent.requirement].append(sent)
            self.of_offer[sent.offer].append(sent)

    def _all_of(self, rows: list[PlannedAllocation]) -> tuple[Sent, ...]:
        offers = [self.offer_number[row.offer] for row in rows]
        needs = [self.need_number[row.requirement] for row in rows]
        pairs = self.table.pairs.find_all(
            np.array(offers, dtype=np.int64), np.array(needs, dtype=np.int64)
        )
        if -1 in pairs:
            row = rows[pairs.tolist().index(-1)]
            raise ValueError(f"Expected a pair whose types fit, got {row.offer}, {row.requirement}")
        times, effectiveness = self.table.times, self.table.effectiveness[pairs].tolist()
        leads, returns = times.lead_days[pairs].tolist(), times.return_days[pairs].tolist()
        return tuple(
            Sent(
                offer,
                need,
                pair,
                row.quantity,
                row.from_day,
                row.to_day,
                max(self.first_day, row.from_day - lead),
                row.to_day + back,
                row.quantity * factor,
            )
            for row, offer, need, pair, lead, back, factor in zip(
                rows, offers, needs, pairs.tolist(), leads, returns, effectiveness, strict=True
            )
        )

    def prepare(self) -> None:
        """Find now what ``without`` shares."""
        _ = (self.occupancy, self.committed, self.available_to, self.caveats_of, self.enabling)
        _ = self.closed_by

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

    def days_of(self, from_day: int, to_day: int) -> slice:
        """Give the place of some days among those of the plan."""
        return slice(from_day - self.first_day, to_day - self.first_day)

    def days_within(self, from_day: int | None, to_day: int | None) -> slice:
        """Give the place of the plan's days in a period; None leaves it without beginning or end."""
        start = 0 if from_day is None else max(from_day - self.first_day, 0)
        return slice(start, None if to_day is None else max(to_day - self.first_day, 0))

    # Requirements.

    def level(self, need: int) -> FloatArray:
        """Give the level of a requirement on each of its days: level[t]."""
        row = self.problem.requirements[need]
        level = np.zeros(row.to_day - row.from_day)
        for sent in self.to_need.get(need, ()):
            level[sent.from_day - row.from_day : sent.to_day - row.from_day] += sent.level
        return level

    @cached_property
    def enabling(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Name the requirements that enable others, in groups of which each needs one."""
        return enabling_requirements(self.problem)

    def is_enabled(self, need: int) -> BoolArray:
        """Tell on which days of a requirement all its enablers have a level: is_enabled[t]."""
        row = self.problem.requirements[need]
        enabled = np.ones(row.to_day - row.from_day, dtype=np.bool_)
        for group in self.enabling.get(row.id, ()):
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

    @cached_property
    def committed(self) -> OfferDays:
        """Sum what is committed."""
        found = self._nothing_of(self.commitments)
        for offer, rows in self.commitments.items():
            days = found.units[found.row[offer]]
            for row in rows:
                start, end = row.from_day - self.first_day, row.to_day - self.first_day
                days[max(0, start) : max(0, end)] += row.quantity
        return found

    def _nothing_of(self, offers: Collection[int]) -> OfferDays:
        row = np.full(len(self.problem.offers), -1, dtype=np.int64)
        row[sorted(offers)] = np.arange(len(offers))
        return OfferDays(row, np.zeros((len(offers) + 1, self.n_days)))

    @cached_property
    def locked(self) -> dict[int, set[str]]:
        """Name the requirements to which each offer is locked."""
        found: dict[int, set[str]] = defaultdict(set)
        for row in self.problem.locks:
            found[self.offer_number[row.offer]].add(row.requirement)
        return found

    @cached_property
    def uses(self) -> Uses:
        """List what each offer is sent to."""
        sent = sorted(self.sent, key=itemgetter(0))
        offer = np.array([one.offer for one in sent], dtype=np.int64)
        every = np.arange(len(self.problem.offers) + 1)
        return Uses(
            np.searchsorted(offer, every).astype(np.int64),
            np.array([one.requirement for one in sent], dtype=np.int64),
            np.array([one.quantity * (one.to_day - one.from_day) for one in sent]),
        )

    @cached_property
    def occupancy(self) -> OfferDays:
        """Sum the units that are under way or in use."""
        found, first = self._nothing_of(self.of_offer), self.first_day
        for offer, sents in self.of_offer.items():
            days = found.units[found.row[offer]]
            for sent in sents:
                days[sent.leaves_on - first : sent.back_on - first] += sent.quantity
        return found

    def busy_days(self, offers: IntArray, occupied: FloatArray, days: slice) -> IntArray:
        """Count the days before t on which an offer has no unit free: busy_days[row, t].

        ``occupied[row, t]`` are the units that are in use on ``days``, beside what is committed.
        """
        free = self.facts.quantity[offers][:, None] - occupied
        (promised,) = self.committed.has(offers).nonzero()
        free[promised] -= self.committed.of(offers[promised], days)
        counts = np.zeros((len(offers), free.shape[1] + 1), dtype=np.int64)
        np.cumsum(free < self.facts.least[offers][:, None], axis=1, out=counts[:, 1:])
        return counts

    # Pairs.

    @cached_property
    def closed_by(self) -> npt.NDArray[np.int16]:
        """Sum the reasons whose conditions close each day to a combination: closed_by[c, t]."""
        conditions = self.table.conditions
        every = np.arange(len(conditions.conditions))
        first = np.full(len(every), self.first_day)
        closed = np.zeros((len(every), self.n_days), dtype=np.int16)
        for reason in CONDITION_REASONS:
            is_open = np.zeros(closed.shape, dtype=np.bool_)
            periods = conditions.only[reason].clipped(every, first, first + self.n_days)
            for number, start, end in zip(*(one.tolist() for one in periods), strict=True):
                is_open[number, start - self.first_day : end - self.first_day] = True
            closed[~is_open] |= reason.value
        return closed


class Amounts(NamedTuple):
    """Hold the most units that lack on any day, what they could mend, and on how many days."""

    units: float
    unit_days: float
    n_days: int


@dataclass(frozen=True)
class OpenNeed:
    """Hold a requirement that is not fully covered, on the days on which it is not.

    ``days[t]`` are those days; ``deficit[t]`` what is missing on them. Axis i is the pairs of the
    requirement in the table's order, ``pairs`` their numbers, ``quantity[i]`` the units offered.
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

    @cached_property
    def ref(self) -> Ref:
        """Mention the requirement."""
        return Ref(RefKind.REQUIREMENT, self.row.id)

    @property
    def missing_unit_days(self) -> float:
        """Sum what is missing over the days."""
        return float(self.deficit.sum())

    @cached_property
    def total_units(self) -> float:
        """Sum the units that fit by type."""
        return float(self.quantity.sum())

    def amounts(self, parts: Sequence[tuple[IntArray, FloatArray]]) -> list[Amounts]:
        """Sum up units[i, t] of the pairs at[i] of each part."""
        if not parts:
            return []
        at = np.concatenate([own for own, _ in parts])
        units = np.concatenate([own for _, own in parts])
        first = np.cumsum([0, *(len(own) for own, _ in parts[:-1])])
        could_mend = np.add.reduceat(self.factor[at][:, None] * units, first)
        return list(
            map(
                Amounts,
                np.add.reduceat(units.max(axis=1), first).tolist(),
                np.minimum(self.deficit, could_mend).sum(axis=1).tolist(),
                np.count_nonzero(np.add.reduceat(units, first), axis=1).tolist(),
            )
        )


def met_days(plan: PlanDays, number: int) -> BoolArray:
    """Tell on which days of the plan a unit may start that needs a requirement met before."""
    row = plan.problem.requirements[number]
    met = levels_count(plan.level(number), row.minimum_share * row.quantity)
    days = np.zeros(plan.n_days, dtype=np.bool_)
    days[plan.days_of(row.from_day, row.to_day)] = met
    # What was met to the end stays met.
    days[plan.days_of(row.to_day, plan.last_day)] = met[-1]
    return days


def open_needs(plan: PlanDays) -> list[OpenNeed]:
    """List the requirements that a plan does not fully cover."""
    found: list[OpenNeed] = []
    for number in range(len(plan.problem.requirements)):
        level = plan.level(number)
        deficit = plan.deficit(number, level)
        days = np.flatnonzero(deficit)
        if len(days):
            found.append(need_on(plan, number, days, level, deficit))
    return found


def need_on(
    plan: PlanDays, number: int, days: IntArray, level: FloatArray, deficit: FloatArray
) -> OpenNeed:
    """Take some days of a requirement, counted from its first; level[t] and deficit[t] of all."""
    table, row = plan.table, plan.problem.requirements[number]
    stretch = table.pairs.of_requirement(number)
    offers = table.offer[stretch]
    return OpenNeed(
        number,
        row,
        days + row.from_day,
        deficit[days],
        level[days],
        np.arange(stretch.start, stretch.stop),
        offers,
        plan.facts.quantity[offers],
        table.effectiveness[stretch],
    )
