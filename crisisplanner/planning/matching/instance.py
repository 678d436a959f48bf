"""One matching problem as arrays, in canonical order: what every method of this package reads.

Axes: o offers, r requirements, i eligible pairs, w windows, t days from ``first_day``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from crisisplanner.domain.problem import Problem
from crisisplanner.planning.eligibility import PairTable, judge_pairs
from crisisplanner.planning.matching.day_limits import DayLimits, day_limits
from crisisplanner.planning.matching.settings import never
from crisisplanner.planning.matching.stopping import ShouldStop, go_on
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import LAST_DAY, BoolArray, IntArray
from crisisplanner.planning.tolerance import TOLERANCE


@dataclass(frozen=True)
class Instance:
    """Hold the eligible pairs of a problem with all that the solvers need of them.

    ``first_day`` of the plan is the smallest ``need_from``, at most 0: nothing leaves before it.
    ``capacity[o, t]`` is what commitments leave of an offer on day ``first_day`` + t, in whole units
    unless the offer is divisible. ``weight`` sums to 1. ``pair_row[i]`` is the row in ``table``.
    """

    problem: Problem
    table: PairTable
    first_day: int
    n_days: int
    pair_row: IntArray
    offer: IntArray
    requirement: IntArray
    effectiveness: FloatArray
    lead_days: IntArray
    return_days: IntArray
    window_first: IntArray
    window_start: IntArray
    window_end: IntArray
    given_cost: FloatArray
    capacity: FloatArray
    partner: IntArray
    partners: tuple[str, ...]
    is_divisible: BoolArray
    max_stay: IntArray
    lift_t: FloatArray
    mobilisation_cost: FloatArray
    daily_cost: FloatArray
    quantity: FloatArray
    need_from: IntArray
    need_to: IntArray
    weight: FloatArray
    minimum_share: FloatArray

    @property
    def n_offers(self) -> int:
        """Count the offers."""
        return len(self.partner)

    @property
    def n_requirements(self) -> int:
        """Count the requirements."""
        return len(self.quantity)

    @property
    def n_pairs(self) -> int:
        """Count the eligible pairs."""
        return len(self.offer)

    @cached_property
    def need_days(self) -> IntArray:
        """Count the days of each requirement: L_r."""
        return self.need_to - self.need_from

    @cached_property
    def day_worth(self) -> FloatArray:
        """Give what a unit of level on one day adds to weighted coverage: w_r / (L_r Q_r)."""
        return np.asarray(self.weight / (self.need_days * self.quantity), dtype=np.float64)

    @cached_property
    def pair_first(self) -> IntArray:
        """Give where the pairs of each requirement begin; one entry more at the end."""
        return np.searchsorted(self.requirement, np.arange(self.n_requirements + 1)).astype(
            np.int64
        )

    @cached_property
    def day_limits(self) -> list[DayLimits]:
        """List the limits on units by day: groups, caps, ceilings."""
        return day_limits(self)

    @cached_property
    def offer_number(self) -> dict[str, int]:
        """Give the number of each offer."""
        return {offer.id: number for number, offer in enumerate(self.problem.offers)}

    @cached_property
    def need_number(self) -> dict[str, int]:
        """Give the number of each requirement."""
        return {need.id: number for number, need in enumerate(self.problem.requirements)}

    @cached_property
    def partner_number(self) -> dict[str, int]:
        """Give the number of each partner."""
        return {partner: number for number, partner in enumerate(self.partners)}

    @cached_property
    def prerequisites(self) -> tuple[tuple[int, ...], ...]:
        """List the requirements that each requirement waits for."""
        number = self.need_number
        return tuple(
            tuple(sorted({number[name] for name in need.prerequisites if name in number}))
            for need in self.problem.requirements
        )

    @cached_property
    def waiting(self) -> tuple[int, ...]:
        """List the requirements that wait for others."""
        return tuple(need for need, before in enumerate(self.prerequisites) if before)

    def pairs_of(self, requirement: int) -> slice:
        """Give the stretch of eligible pairs of one requirement."""
        return slice(int(self.pair_first[requirement]), int(self.pair_first[requirement + 1]))

    def find_pair(self, offer: str, requirement: str) -> int | None:
        """Give the number of an eligible pair, None if it is not possible."""
        stretch = self.pairs_of(self.need_number[requirement])
        wanted = self.offer_number[offer]
        place = int(np.searchsorted(self.offer[stretch], wanted)) + stretch.start
        is_there = place < stretch.stop and self.offer[place] == wanted
        return place if is_there else None

    def windows_of(self, pair: int) -> list[tuple[int, int]]:
        """List the windows of one pair."""
        rows = slice(int(self.window_first[pair]), int(self.window_first[pair + 1]))
        starts, ends = self.window_start[rows].tolist(), self.window_end[rows].tolist()
        return list(zip(starts, ends, strict=True))

    def latest_end(self, pair: int, start: int) -> int | None:
        """Give the latest end of an allocation that starts on a day, None if none may."""
        stay = int(self.max_stay[self.offer[pair]])
        ends = [end for first, end in self.windows_of(pair) if first <= start < end]
        return min(max(ends), start + stay) if ends else None

    def leaves_on(self, pair: IntArray, start: IntArray) -> IntArray:
        """Give the days on which units leave for allocations that start on given days."""
        return np.asarray(np.maximum(self.first_day, start - self.lead_days[pair]), dtype=np.int64)

    def back_on(self, pair: IntArray, end: IntArray) -> IntArray:
        """Give the days from which units are free again after allocations that end on given days."""
        return np.asarray(end + self.return_days[pair], dtype=np.int64)

    def unit_cost(self, pair: IntArray, start: IntArray, end: IntArray) -> FloatArray:
        """Give the cost of one unit for given stays."""
        o = self.offer[pair]
        own = self.mobilisation_cost[o] + self.daily_cost[o] * (end - start)
        given = self.given_cost[pair]
        return np.where(np.isnan(given), own, given)


def make_instance(problem: Problem, should_stop: ShouldStop = never) -> Instance:
    """Lay a problem out as arrays; its rows should be in canonical order.

    Raises ``Stopped`` where ``should_stop`` says so.
    """
    table = judge_pairs(problem, lambda: go_on(should_stop))
    rows = np.flatnonzero(table.is_eligible)
    counts = np.diff(table.window_first)[rows]
    first = np.concatenate(([0], np.cumsum(counts)))
    window = np.repeat(table.window_first[rows] - first[:-1], counts) + np.arange(first[-1])
    offers, needs = problem.offers, problem.requirements
    partners = tuple(sorted({offer.partner for offer in offers}))
    number = {partner: n for n, partner in enumerate(partners)}
    first_day = min([0, *(need.from_day for need in needs)])
    back = int(table.times.return_days[rows].max(initial=0))
    last_day = max([first_day, *(need.to_day for need in needs)]) + back + 1
    weight = np.array([need.weight for need in needs], dtype=np.float64)
    listed = table.pairs.override[rows]
    given = np.full(len(rows), np.nan)
    for pair in np.flatnonzero(listed >= 0).tolist():
        cost = problem.pairs[listed[pair]].unit_cost
        given[pair] = np.nan if cost is None else cost
    return Instance(
        problem=problem,
        table=table,
        first_day=first_day,
        n_days=last_day - first_day,
        pair_row=rows,
        offer=table.offer[rows].astype(np.int64),
        requirement=table.requirement[rows].astype(np.int64),
        effectiveness=table.effectiveness[rows],
        lead_days=table.times.lead_days[rows].astype(np.int64),
        return_days=table.times.return_days[rows].astype(np.int64),
        window_first=first,
        window_start=table.window_start[window].astype(np.int64),
        window_end=table.window_end[window].astype(np.int64),
        given_cost=given,
        capacity=_capacity(problem, first_day, last_day),
        partner=np.array([number[offer.partner] for offer in offers], dtype=np.int64),
        partners=partners,
        is_divisible=np.array([offer.divisible for offer in offers], dtype=np.bool_),
        max_stay=np.array(
            [LAST_DAY if o.max_stay_days is None else o.max_stay_days for o in offers],
            dtype=np.int64,
        ),
        lift_t=_known([offer.lift_t for offer in offers]),
        mobilisation_cost=_known([offer.mobilisation_cost for offer in offers]),
        daily_cost=_known([offer.daily_cost for offer in offers]),
        quantity=np.array([need.quantity for need in needs], dtype=np.float64),
        need_from=np.array([need.from_day for need in needs], dtype=np.int64),
        need_to=np.array([need.to_day for need in needs], dtype=np.int64),
        weight=weight / weight.sum() if weight.sum() > 0 else weight,
        minimum_share=np.array([need.minimum_share for need in needs], dtype=np.float64),
    )


def _known(values: list[float | None]) -> FloatArray:
    """Take what is unknown as 0; where it matters the pair is not eligible."""
    return np.array([0.0 if value is None else value for value in values], dtype=np.float64)


def _capacity(problem: Problem, first_day: int, last_day: int) -> FloatArray:
    quantity = np.array([offer.quantity for offer in problem.offers], dtype=np.float64)
    capacity = np.repeat(quantity[:, None], last_day - first_day, axis=1)
    number = {offer.id: n for n, offer in enumerate(problem.offers)}
    for row in problem.commitments:
        if row.offer in number:
            start, end = max(row.from_day, first_day), min(row.to_day, last_day)
            if start < end:
                capacity[number[row.offer], start - first_day : end - first_day] -= row.quantity
    is_whole = np.array([not offer.divisible for offer in problem.offers], dtype=np.bool_)
    capacity[is_whole] += TOLERANCE
    np.floor(capacity, out=capacity, where=is_whole[:, None])
    return np.maximum(capacity, 0.0, out=capacity)
