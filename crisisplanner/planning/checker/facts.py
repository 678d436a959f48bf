"""What the checker looks up: rows by id, scopes of places, costs and days of one allocation.

Nothing here judges a plan.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from crisisplanner.domain.days import whole_days
from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.problem import (
    CaveatEffect,
    CaveatRow,
    GeoPoint,
    NodeRow,
    OfferRow,
    PairRow,
    PermitRow,
    Problem,
    RequirementRow,
)

TOLERANCE = 1e-6
EVERYONE = "*"
METRES_PER_KM = 1000.0


def exceeds(found: float, allowed: float) -> bool:
    """Tell whether a figure is above its limit by more than the tolerance."""
    return found > allowed + slack(allowed)


def slack(limit: float) -> float:
    """Give the tolerance at a limit: 1e-6, relative above 1."""
    return TOLERANCE * max(1.0, abs(limit))


@dataclass(frozen=True, slots=True)
class Stay:
    """Hold one allocation with the rows that it names."""

    offer: OfferRow
    need: RequirementRow
    quantity: float
    from_day: int
    to_day: int


class Facts:
    """Answer questions about a problem, one row at a time."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.offers = {row.id: row for row in problem.offers}
        self.needs = {row.id: row for row in problem.requirements}
        self.pair_rows = {(row.offer, row.requirement): row for row in problem.pairs}
        self.forbidden = {(row.offer, row.requirement) for row in problem.forbidden}
        self.first_day = min([0, *(row.from_day for row in problem.requirements)])
        self._areas: dict[str, frozenset[str]] = {}
        self._transit_days: dict[tuple[str, str], float | None] = {}

    # Places.

    def areas_of(self, place: str) -> frozenset[str]:
        """Name a place and the areas around it, however far."""
        if place not in self._areas:
            around = {row.id: row.within for row in self.problem.places}
            found: set[str] = set()
            ahead = [place] if place else []
            while ahead:
                area = ahead.pop()
                if area not in found:
                    found.add(area)
                    ahead.extend(around.get(area, ()))
            self._areas[place] = frozenset(found)
        return self._areas[place]

    @cached_property
    def points(self) -> dict[str, GeoPoint]:
        """Locate the places whose point is known."""
        return {row.id: row.point for row in self.problem.places if row.point is not None}

    # Caveats, conditions, permits.

    @cached_property
    def _caveats_by_offer(self) -> dict[str, list[CaveatRow]]:
        found: dict[str, list[CaveatRow]] = defaultdict(list)
        for row in self.problem.caveats:
            found[row.offer].append(row)
        return found

    def caveats(
        self, offer: OfferRow, need: RequirementRow, effect: CaveatEffect
    ) -> list[CaveatRow]:
        """List an offer's caveats of one effect whose scope holds a requirement."""
        return [
            row
            for row in self._caveats_by_offer.get(offer.id, ())
            if row.effect is effect and self.is_in_scope(row, need)
        ]

    def is_in_scope(self, caveat: CaveatRow, need: RequirementRow) -> bool:
        """Tell whether all scope fields of a caveat match a requirement."""
        return (
            (not caveat.crisis or caveat.crisis == need.crisis)
            and (not caveat.place or caveat.place in self.areas_of(need.place))
            and (not caveat.task_type or caveat.task_type == need.task_type)
            and (not caveat.phase or caveat.phase == need.phase)
            and (not caveat.plan or caveat.plan == need.plan)
        )

    def conditions(self, offer: OfferRow, need: RequirementRow) -> tuple[str, ...]:
        """Name the conditions of an offer, a requirement and the offer's caveats there."""
        named = [*offer.needs, *need.needs]
        named += [row.condition for row in self.caveats(offer, need, CaveatEffect.NEEDS)]
        return tuple(sorted(set(named) - {""}))

    @cached_property
    def _condition_periods(self) -> dict[tuple[str, str], list[tuple[int, int]]]:
        found: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for row in self.problem.conditions:
            found[row.id, row.plan].append((row.from_day, row.to_day))
        return found

    def periods_of_condition(self, name: str, need: RequirementRow) -> tuple[tuple[int, int], ...]:
        """List the periods in which a condition is in force for a requirement."""
        plans = dict.fromkeys(("", need.plan))
        return tuple(
            period for plan in plans for period in self._condition_periods.get((name, plan), ())
        )

    def permits(self, offer: OfferRow, need: RequirementRow) -> list[PermitRow] | None:
        """List the permits that let an offer's partner in; None where none is needed."""
        areas = self.areas_of(need.place)
        asked = [
            row
            for row in self.problem.permits
            if row.place in areas
            and row.asset_class in (EVERYONE, offer.asset_class)
            and (not row.plan or row.plan == need.plan)
        ]
        if not asked:
            return None
        return [row for row in asked if row.partner in (EVERYONE, offer.partner)]

    # Nodes.

    def nodes_at(self, need: RequirementRow) -> list[NodeRow]:
        """List the nodes through which a requirement's place is reached."""
        areas = self.areas_of(need.place)
        return [row for row in self.problem.nodes if row.place in areas]

    def nodes_for(self, offer: OfferRow, need: RequirementRow) -> list[NodeRow]:
        """List those of them that refuse neither the offer's asset class nor its mode."""
        own = {offer.asset_class, offer.mode} - {""}
        return [row for row in self.nodes_at(need) if not own.intersection(row.refuses)]

    def queue_days(self, offer: OfferRow, need: RequirementRow) -> float | None:
        """Give the days one unit takes through the nodes; None if it never gets through."""
        if not self.nodes_at(need):
            return 0.0
        largest: dict[str, float] = {}
        for row in self.nodes_for(offer, need):
            capacity = math.inf if row.capacity_t_per_day is None else row.capacity_t_per_day
            largest[row.id] = max(capacity, largest.get(row.id, 0.0))
        together = sum(largest.values())
        tonnes = offer.lift_t or 0.0
        if together == 0:
            return 0.0 if tonnes == 0 and largest else None
        return 0.0 if math.isinf(together) else tonnes / together

    # One unit's days and costs.

    def transit_days(self, offer: OfferRow, need: RequirementRow) -> float | None:
        """Give the transit as stated, else from distance and speed; None if it can't be known."""
        if offer.transit.days is not None:
            return offer.transit.days
        key = (offer.id, need.place)
        if key not in self._transit_days:
            self._transit_days[key] = _computed_transit_days(offer, self.points.get(need.place))
        return self._transit_days[key]

    def leaves_on(self, stay: Stay) -> int:
        """Give the day from which a unit is occupied."""
        lead = (stay.offer.setup.days or 0.0) + (self.transit_days(stay.offer, stay.need) or 0.0)
        return max(self.first_day, stay.from_day - whole_days(lead))

    def back_on(self, stay: Stay) -> int:
        """Give the first day on which a unit is free again."""
        return stay.to_day + whole_days(self.transit_days(stay.offer, stay.need) or 0.0)

    def cost(self, stay: Stay) -> float:
        """Give the cost of an allocation."""
        row = self.pair_row(stay.offer, stay.need)
        if row is not None and row.unit_cost is not None:
            return stay.quantity * row.unit_cost
        daily = (stay.offer.daily_cost or 0.0) * (stay.to_day - stay.from_day)
        return stay.quantity * ((stay.offer.mobilisation_cost or 0.0) + daily)

    def pair_row(self, offer: OfferRow, need: RequirementRow) -> PairRow | None:
        """Give the row that overrides a pair, if any."""
        return self.pair_rows.get((offer.id, need.id))

    @cached_property
    def _factors(self) -> dict[tuple[str, str], float]:
        factors: dict[tuple[str, str], float] = {}
        for row in self.problem.substitutes:
            key = (row.required_type, row.offered_type)
            factors[key] = max(row.effectiveness, factors.get(key, 0.0))
        return factors

    def effectiveness(self, offer: OfferRow, need: RequirementRow) -> float:
        """Give what one unit counts for, 0 where the types don't fit."""
        row = self.pair_row(offer, need)
        if row is not None and row.effectiveness is not None:
            return row.effectiveness
        if offer.type == need.type:
            return 1.0
        return self._factors.get((need.type, offer.type), 0.0)

    def decision_day(self, offer: OfferRow) -> float | None:
        """Give the day of the last decision; None if a step's days are unknown."""
        if not offer.decision_steps:
            return offer.decision_days
        steps = {step.id: step for step in offer.decision_steps}
        ends: dict[str, float] = {}
        for _ in steps:
            for step in steps.values():
                if step.duration.days is None:
                    return None
                if all(before in ends for before in step.after):
                    begins = max([float(step.begins_on), *(ends[before] for before in step.after)])
                    ends[step.id] = begins + step.duration.days
        return max(ends.values()) if len(ends) == len(steps) else None


def _computed_transit_days(offer: OfferRow, there: GeoPoint | None) -> float | None:
    here = offer.origin
    if here is None or there is None or not offer.speed_km_per_day:
        return None
    from geographiclib.geodesic import Geodesic

    line = Geodesic.WGS84.Inverse(here.latitude, here.longitude, there.latitude, there.longitude)
    return float(line["s12"]) / METRES_PER_KM / offer.speed_km_per_day


def stays_of(facts: Facts, allocations: Iterable[PlannedAllocation]) -> list[Stay]:
    """Add up rows of the same offer, requirement and days; drop unknown ids and nothings."""
    sums: dict[tuple[str, str, int, int], float] = defaultdict(float)
    for row in allocations:
        sums[row.offer, row.requirement, row.from_day, row.to_day] += row.quantity
    return [
        Stay(facts.offers[offer], facts.needs[need], quantity, from_day, to_day)
        for (offer, need, from_day, to_day), quantity in sorted(sums.items())
        if offer in facts.offers and need in facts.needs and quantity > TOLERANCE
    ]
