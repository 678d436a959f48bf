"""What a plan is worth: levels, credits and coverage by requirement, and cost.

The engine's own computation; the checker has another one and shares nothing with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import fsum

from crisisplanner.domain.match import Coverage, PartnerShare, PlannedAllocation, Step
from crisisplanner.domain.problem import OfferRow, Problem, RequirementRow
from crisisplanner.planning.tolerance import TOLERANCE, reaches


@dataclass(frozen=True, slots=True)
class Placed:
    """An allocation to one requirement: what it adds to the level, from when to when."""

    level: float
    from_day: int
    to_day: int


class LevelCurve:
    """The level of one requirement over its days, constant between ``days``."""

    def __init__(self, need: RequirementRow, placed: Sequence[Placed]) -> None:
        inside = {day for one in placed for day in (one.from_day, one.to_day)}
        self.days = sorted(
            {need.from_day, need.to_day, *(d for d in inside if need.from_day < d < need.to_day)}
        )
        self._placed = placed

    def level(self, day: int) -> float:
        """Give the level on a day."""
        return sum(one.level for one in self._placed if one.from_day <= day < one.to_day)


def coverage_of(
    problem: Problem,
    allocations: Iterable[PlannedAllocation],
    factor: Mapping[tuple[str, str], float],
) -> tuple[Coverage, ...]:
    """Compute the coverage of every requirement, in their order.

    ``factor`` gives the effectiveness of each (offer, requirement) that is allocated. Credit is 0
    below the minimum share and where an enabler has no level.
    """
    placed: dict[str, list[Placed]] = {need.id: [] for need in problem.requirements}
    for row in allocations:
        level = row.quantity * factor[row.offer, row.requirement]
        placed[row.requirement].append(Placed(level, row.from_day, row.to_day))
    curves = {need.id: LevelCurve(need, placed[need.id]) for need in problem.requirements}
    enabling = enabling_requirements(problem)
    return tuple(
        _coverage(need, curves, enabling.get(need.id, ())) for need in problem.requirements
    )


def enabling_requirements(problem: Problem) -> dict[str, tuple[tuple[str, ...], ...]]:
    """List, for each requirement of an enabled type, the requirements of each enabling type.

    On a day that counts, each group must have a member with a level above 0.
    """
    groups: dict[str, tuple[tuple[str, ...], ...]] = {}
    if not problem.enablers:
        return groups
    at_place: dict[tuple[str, str], list[str]] = {}
    for need in problem.requirements:
        at_place.setdefault((need.type, need.place), []).append(need.id)
    for need in problem.requirements:
        types = sorted({row.needs_type for row in problem.enablers if row.type == need.type})
        if types:
            groups[need.id] = tuple(tuple(at_place.get((code, need.place), ())) for code in types)
    return groups


def _coverage(
    need: RequirementRow,
    curves: Mapping[str, LevelCurve],
    enabling: tuple[tuple[str, ...], ...],
) -> Coverage:
    own = curves[need.id]
    others = {day for group in enabling for name in group for day in curves[name].days}
    days = sorted({*own.days, *(day for day in others if need.from_day < day < need.to_day)})
    steps = []
    credited = 0.0
    for start, end in pairwise(days):
        level = own.level(start)
        credit = 0.0
        is_enabled = all(
            any(curves[name].level(start) > TOLERANCE for name in group) for group in enabling
        )
        if is_enabled and level > TOLERANCE and reaches(level, need.minimum_share * need.quantity):
            credit = min(level, need.quantity) / need.quantity
        steps.append(Step(start, end, level, credit))
        credited += credit * (end - start)
    return Coverage(need.id, credited / (need.to_day - need.from_day), tuple(steps))


def weighted_coverage_of(problem: Problem, coverage: Iterable[Coverage]) -> float:
    """Sum coverage by weight over the sum of weights; 0 without requirements."""
    weights = {need.id: need.weight for need in problem.requirements}
    # Rounded once, so that the order of rows changes nothing.
    total = fsum(weights.values())
    if not total:
        return 0.0
    return fsum(weights[one.requirement] * one.coverage for one in coverage) / total


def unit_cost(offer: OfferRow, days: int, given: float | None) -> float:
    """Give the cost of one unit that stays for some days; a pair's own cost replaces it."""
    if given is not None:
        return given
    return (offer.mobilisation_cost or 0.0) + (offer.daily_cost or 0.0) * days


def offers_without_cost(
    problem: Problem, allocations: Iterable[PlannedAllocation]
) -> tuple[str, ...]:
    """List the offers, by id, that are used at a cost not wholly known: their sum is a least amount.

    A cost given for a pair stands for that of the offer.
    """
    offers = {offer.id: offer for offer in problem.offers}
    given = {(row.offer, row.requirement) for row in problem.pairs if row.unit_cost is not None}
    return tuple(
        sorted(
            {
                row.offer
                for row in allocations
                if (row.offer, row.requirement) not in given and not offers[row.offer].is_cost_known
            }
        )
    )


def partner_shares(
    problem: Problem, allocations: Iterable[PlannedAllocation]
) -> tuple[PartnerShare, ...]:
    """Sum the cost of every partner that sends something, and count its units on the day of most."""
    offers = {offer.id: offer for offer in problem.offers}
    given = {(row.offer, row.requirement): row.unit_cost for row in problem.pairs}
    cost: dict[str, float] = {}
    turns: dict[str, dict[int, float]] = {}
    for row in allocations:
        offer = offers[row.offer]
        one = unit_cost(offer, row.to_day - row.from_day, given.get((row.offer, row.requirement)))
        cost[offer.partner] = cost.get(offer.partner, 0.0) + row.quantity * one
        own = turns.setdefault(offer.partner, {})
        own[row.from_day] = own.get(row.from_day, 0.0) + row.quantity
        own[row.to_day] = own.get(row.to_day, 0.0) - row.quantity
    return tuple(
        PartnerShare(partner, cost[partner], _most_at_once(turns[partner]))
        for partner in sorted(cost)
    )


def _most_at_once(turns: Mapping[int, float]) -> float:
    """Give the highest sum of what comes and goes by day."""
    return max(accumulate(turns[day] for day in sorted(turns)), default=0.0)
