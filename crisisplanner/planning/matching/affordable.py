"""Stays that money pays for where it stops a whole unit from staying as long as it could.

A relaxation sends a part of a unit instead, so prices never ask for these; what a plan leaves of the
money does. Only for units that can't be divided and whose cost grows by day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.matching.arcs import Arcs, Plan, make_arcs
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.usage import Costs
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray
from crisisplanner.planning.tolerance import TOLERANCE

MOST_COSTS = 6
SOME = 0.05


@dataclass(frozen=True)
class Purse:
    """Hold what is left of a budget, or of what a partner may bear, and the pairs that draw on it."""

    is_member: BoolArray
    left: float


def affordable_stays(arcs: Arcs, plan: Plan, most: int) -> Arcs:
    """List stays not among some arcs whose units what the plan leaves can pay, the most hopeful ones.

    Besides what is left, the cost of a unit of the plan may be spent otherwise, or a unit of the plan
    may stay shorter so that another can be paid. None if money is no limit.
    """
    instance = arcs.instance
    grows = (
        np.isnan(instance.given_cost)
        & (instance.daily_cost[instance.offer] > 0)
        & ~instance.is_divisible[instance.offer]
    )
    longest = arcs.take(grows[arcs.pair] & (arcs.upper > TOLERANCE))
    left = np.full(instance.n_pairs, np.inf)
    for purse in _purses(plan):
        left[purse.is_member] = np.minimum(left[purse.is_member], purse.left)
    parts = [_shortened(longest, left)]
    for purse in _purses(plan):
        used = plan.arcs.take(purse.is_member[plan.arcs.pair])
        own = longest.take(purse.is_member[longest.pair])
        for cost in _spread(used.unit_cost):
            room = np.where(purse.is_member, purse.left + cost, np.inf)
            parts.append(_shortened(own, np.minimum(room, left + cost)))
        missing = _spread(own.unit_cost[own.unit_cost > purse.left + TOLERANCE] - purse.left)
        shorter = used.take(grows[used.pair])
        parts.extend(_stays_of(shorter, shorter.unit_cost - short) for short in missing)
    return _new_ones(arcs, plan, parts, most)


def _purses(plan: Plan) -> Iterator[Purse]:
    """Give what a plan leaves of each budget (H6), and of each partner's share (H10)."""
    instance = plan.arcs.instance
    costs = Costs(instance)
    partner = instance.partner[instance.offer]
    spent = plan.arcs.unit_cost * plan.amount
    for budget in instance.problem.budgets:
        is_plan, number, in_crisis = costs.members(budget.scope)
        is_member = in_crisis[instance.requirement] | (partner == number) | is_plan
        yield Purse(is_member, budget.amount - float(spent[is_member[plan.arcs.pair]].sum()))
    for number, name in enumerate(instance.partners if instance.problem.shares else ()):
        cap = costs.cap(name)
        if cap < 1:
            own = float(spent[plan.arcs.partner == number].sum())
            yield Purse(partner == number, (cap * float(spent.sum()) - own) / (1.0 - cap))


def _spread(values: FloatArray) -> list[float]:
    """List a few of some values, from the least to the largest."""
    found = np.unique(np.round(values, 6))
    if len(found) <= MOST_COSTS:
        return [float(value) for value in found]
    return [float(found[i]) for i in np.linspace(0, len(found) - 1, MOST_COSTS).astype(int)]


def _shortened(arcs: Arcs, left: FloatArray) -> Arcs:
    """Cut the stays that cost more than is left for their pair."""
    is_too_dear = arcs.unit_cost > left[arcs.pair] + TOLERANCE
    dear = arcs.take(is_too_dear)
    return _stays_of(dear, left[dear.pair])


def _stays_of(arcs: Arcs, money: FloatArray) -> Arcs:
    """Give the first and the last days of each stay for which some money pays."""
    instance: Instance = arcs.instance
    for_days = money - instance.mobilisation_cost[arcs.offer]
    length = np.floor(for_days / instance.daily_cost[arcs.offer] + TOLERANCE).astype(np.int64)
    some = (length >= 1) & (length < arcs.end - arcs.start)
    pair, start, end, n_days = arcs.pair[some], arcs.start[some], arcs.end[some], length[some]
    return make_arcs(
        instance,
        np.concatenate((pair, pair)),
        np.concatenate((start, end - n_days)),
        np.concatenate((start + n_days, end)),
    )


def _new_ones(arcs: Arcs, plan: Plan, parts: list[Arcs], most: int) -> Arcs:
    """Join stays that are not among some arcs; where they are many, those that may bring most."""
    found = make_arcs(
        arcs.instance,
        np.concatenate([part.pair for part in parts]),
        np.concatenate([part.start for part in parts]),
        np.concatenate([part.end for part in parts]),
    )
    found = found.take(arcs.find(found) < 0)
    if len(found) <= most:
        return found
    best = np.argsort(-_hopes(found, plan), kind="stable")[:most]
    return found.take(np.sort(best))


def _hopes(stays: Arcs, plan: Plan) -> FloatArray:
    """Guess what a unit of each stay may bring: most where a need is open and an offer idle."""
    instance = stays.instance
    brought = plan.amount * plan.arcs.effectiveness * (plan.arcs.end - plan.arcs.start)
    level_days = np.bincount(plan.arcs.requirement, brought, instance.n_requirements)
    is_open = 1.0 - np.minimum(level_days / (instance.quantity * instance.need_days), 1.0)
    sent = np.bincount(plan.arcs.offer, plan.amount, instance.n_offers)
    is_idle = 1.0 - np.minimum(sent / np.maximum(instance.capacity.max(axis=1), TOLERANCE), 1.0)
    days = stays.effectiveness * (stays.end - stays.start) * instance.day_worth[stays.requirement]
    worth: FloatArray = days * (SOME + is_open[stays.requirement]) * (SOME + is_idle[stays.offer])
    return worth
