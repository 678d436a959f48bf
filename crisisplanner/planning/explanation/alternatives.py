"""Why this offer: the next best one for every allocation, and what it would cost.

Local: the rest of the plan stays; nothing is solved again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from crisisplanner.domain.levers import Alternative
from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.messages import Message, Ref, RefKind, message
from crisisplanner.domain.money import Money
from crisisplanner.planning.coverage import unit_cost
from crisisplanner.planning.eligibility import PairTable
from crisisplanner.planning.explanation.limits import Limits, OneMore
from crisisplanner.planning.explanation.pair_causes import DayMasks, day_masks
from crisisplanner.planning.explanation.plan_causes import usage_of
from crisisplanner.planning.explanation.plan_days import OpenNeed, PlanDays, Sent, need_on
from crisisplanner.planning.explanation.residuals import Residuals
from crisisplanner.planning.pairs import FloatArray, pair_row

MOST_TRIED = 8


@dataclass(frozen=True)
class _Instead:
    """Hold an offer that could take the place of an allocation."""

    number: int
    credited: float
    cost: float


def next_best(
    table: PairTable, allocations: Iterable[PlannedAllocation], requirement: str | None = None
) -> tuple[Alternative, ...]:
    """Name the next best idle offer for each allocation and its price, in their order.

    Of all allocations, or of those to one requirement. The best loses least coverage, then costs
    least, then comes first by id. O(allocations asked × (pairs of the requirement × days +
    allocations)).
    """
    plan = PlanDays(table, allocations)
    plan.prepare()
    left = Residuals(plan)
    weights = sum(row.weight for row in plan.problem.requirements)
    return tuple(
        _alternative(plan, left, sent, weights)
        for sent in plan.sent
        if requirement is None or plan.problem.requirements[sent.requirement].id == requirement
    )


def _alternative(plan: PlanDays, left: Residuals, sent: Sent, weights: float) -> Alternative:
    """Take the allocation out, then look who could cover what it leaves open."""
    rest = plan.without(sent)
    need = _open_days(rest, sent)
    problem = plan.problem
    row = problem.requirements[sent.requirement]
    offer = problem.offers[sent.offer]
    own = np.minimum(need.deficit, sent.level)
    worth = float(own.sum())
    cost = sent.quantity * _unit_cost(plan, sent.pair, sent.offer, sent.to_day - sent.from_day)
    best = (
        _best_instead(rest, Limits(Residuals(rest, left, sent)), need, sent)
        if len(need.days)
        else None
    )
    scale = row.weight / (row.quantity * (row.to_day - row.from_day)) / weights
    lost = max(0.0, worth - (0.0 if best is None else best.credited)) * scale
    change = 0.0 if best is None else best.cost - cost
    instead = None if best is None else problem.offers[best.number]
    who: dict[str, Ref] = {
        "partner": Ref(RefKind.PARTNER, offer.partner),
        "offer": Ref(RefKind.OFFER, offer.id),
        "requirement": Ref(RefKind.REQUIREMENT, row.id),
    }
    sentence: Message = message("alternative.none", loss=lost, **who)
    if instead is not None:
        sentence = message(
            "alternative.next",
            loss=lost,
            cost=Money(abs(change), problem.currency),
            dearer=message("alternative.dearer" if change >= 0 else "alternative.cheaper"),
            other=Ref(RefKind.PARTNER, instead.partner),
            other_offer=Ref(RefKind.OFFER, instead.id),
            type=Ref(RefKind.TYPE, instead.type),
            **who,
        )
    return Alternative(
        offer.id,
        row.id,
        sent.from_day,
        None if instead is None else instead.id,
        lost,
        change,
        sentence,
    )


def _open_days(rest: PlanDays, sent: Sent) -> OpenNeed:
    """Give what the allocation leaves open on its days."""
    row = rest.problem.requirements[sent.requirement]
    level = rest.level(sent.requirement)
    deficit = np.maximum(row.quantity - level, 0.0)
    days = np.arange(sent.from_day, sent.to_day) - row.from_day
    return need_on(rest, sent.requirement, days[deficit[days] > 0], level, deficit)


def _best_instead(rest: PlanDays, limits: Limits, need: OpenNeed, sent: Sent) -> _Instead | None:
    masks: DayMasks = day_masks(rest, need)
    usage = usage_of(rest, need, masks)
    found: list[tuple[float, float, str, _Instead]] = []
    credited: FloatArray = np.minimum(need.deficit, need.factor[usage.at][:, None] * usage.idle)
    sums = credited.sum(axis=1)
    for row in np.argsort(-sums, kind="stable").tolist()[: MOST_TRIED + 1]:
        place = int(usage.at[row])
        number = int(need.offers[place])
        days = need.days[usage.idle[row] > 0]
        if number == sent.offer or not len(days):
            continue
        offer = rest.problem.offers[number]
        pair = int(need.pairs[place])
        start, end = int(days[0]), int(days[-1]) + 1
        more = OneMore(need, place, offer, number, pair, start, end)
        if limits.blocking(more):
            continue
        units = min(float(usage.idle[row].max()), sent.quantity)
        cost = units * _unit_cost(rest, pair, number, end - start)
        one = _Instead(number, float(sums[row]), cost)
        found.append((-one.credited, one.cost, offer.id, one))
    return min(found, key=lambda item: item[:3])[3] if found else None


def _unit_cost(plan: PlanDays, pair: int, offer: int, days: int) -> float:
    row = pair_row(plan.table.pairs, pair)
    return unit_cost(plan.problem.offers[offer], days, None if row is None else row.unit_cost)
