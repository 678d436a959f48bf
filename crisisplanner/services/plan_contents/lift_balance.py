"""The lift balance: what leaves in each week, and with whose lift."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from crisisplanner.domain.days import DAYS_PER_WEEK, week_of
from crisisplanner.domain.problem import ArrivalPart, LiftRow, Problem
from crisisplanner.services.plan_contents.material import Material

_POOL = "*"
_NOTHING_T = 1e-6


@dataclass(frozen=True, slots=True)
class LiftWeek:
    """Sum what one partner sends in one week, and the lift there is."""

    week: int
    partner: str
    leaves_t: float
    own_t: float
    from_pool_t: float
    pool_t: float


def lift_balance(material: Material) -> tuple[LiftWeek, ...]:
    """Compare what leaves with the lift, by week and partner; nothing where lift is free.

    A partner's own lift is used first, the rest is drawn from the pool.
    """
    if material.match is None or material.built is None or not material.built.problem.lift:
        return ()
    problem = material.built.problem
    leaving = _leaving(material, problem)
    weeks = []
    for (week, partner), tonnes in sorted(leaving.items()):
        own = _lift(problem.lift, partner, week)
        weeks.append(
            LiftWeek(
                week,
                partner,
                tonnes,
                own,
                max(0.0, tonnes - own),
                _lift(problem.lift, _POOL, week),
            )
        )
    return tuple(weeks)


def _leaving(material: Material, problem: Problem) -> dict[tuple[int, str], float]:
    offers = {offer.id: offer for offer in problem.offers}
    lead = _lead_days(material)
    first = min([0, *(need.from_day for need in problem.requirements)])
    leaving: dict[tuple[int, str], float] = defaultdict(float)
    if material.match is None:
        return leaving
    for one in material.match.allocations:
        offer = offers[one.offer]
        tonnes = one.quantity * (offer.lift_t or 0.0)
        if tonnes > _NOTHING_T:
            day = max(first, one.from_day - lead.get((one.offer, one.requirement), 0))
            leaving[week_of(day), offer.partner] += tonnes
    return leaving


def _lead_days(material: Material) -> dict[tuple[str, str], int]:
    """Give the days from leaving to working: transit and set-up, rounded up once."""
    lead: dict[tuple[str, str], int] = {}
    moving = (ArrivalPart.TRANSIT, ArrivalPart.SETUP)
    for need in material.view.needs:
        for one in need.allocations:
            if one.arrival is not None:
                days = sum(s.days for s in one.arrival.stretches if s.part in moving)
                lead[one.offer, need.id] = math.ceil(days - 1e-9)
    return lead


def _lift(rows: tuple[LiftRow, ...], partner: str, week: int) -> float:
    begin, end = week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK
    total = 0.0
    for lift in rows:
        if lift.partner == partner:
            days = min(end, lift.to_day) - max(begin, lift.from_day)
            total += lift.tonnes * max(0, days) / DAYS_PER_WEEK
    return total
