"""What one more unit adds to the cost of a plan, and whether the budgets pay it.

For many units at once: nearly every unit costs something.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from crisisplanner.domain.match import PlanReasonCode
from crisisplanner.domain.messages import Message, Parameter, Ref, RefKind, message
from crisisplanner.domain.money import Money
from crisisplanner.domain.problem import RequirementRow
from crisisplanner.planning.explanation.residuals import PLAN_SCOPE, Residuals
from crisisplanner.planning.explanation.rooms import Many, OneMore, Room, loose, room_of
from crisisplanner.planning.explanation.unit_words import said_of
from crisisplanner.planning.pairs import NO_OVERRIDE, FloatArray
from crisisplanner.planning.tolerance import slack


class _Purse(NamedTuple):
    """Hold what a budget has left, and what it pays within tolerance."""

    scope: str
    left: float
    pays: float


class _Purses(NamedTuple):
    """Hold the budgets that one partner's stays for one requirement are paid from."""

    each: list[_Purse]
    least_pays: float


class BudgetLimits:
    """Try units against what a plan leaves of the budgets."""

    def __init__(self, left: Residuals) -> None:
        self._left, self._plan = left, left.plan
        self._purses: dict[tuple[str, ...], _Purses] = {}

    def rooms(self, many: Many) -> list[list[Room]]:
        """List for each unit the room that budgets leave; nothing where there are none."""
        if not self._plan.problem.budgets:
            return []
        costs = self._longest_stays(many).tolist()
        found: list[list[Room]] = []
        for more, cost in zip(many.each, costs, strict=True):
            purses = self._purses_of(more.offer.partner, more.need.row)
            if not purses.each:
                found.append([])
            elif purses.least_pays >= more.units * cost:
                # What pays the longest stay pays every other one.
                units = purses.least_pays / cost if cost else math.inf
                found.append([loose(PlanReasonCode.BUDGET, units)])
            else:
                found.append(list(self._binding(more, purses.each, cost)))
        return found

    def _longest_stays(self, many: Many) -> FloatArray:
        """Give what one unit of each would add to the cost by its longest stay."""
        facts, days = self._plan.facts, many.to_day - many.from_day
        cost = facts.mobilisation_cost[many.offers] + facts.daily_cost[many.offers] * days
        (given,) = (self._plan.table.pairs.override[many.pairs] != NO_OVERRIDE).nonzero()
        for row in {*given.tolist(), *many.moved}:
            more = many.each[row]
            cost[row] = self.cost_of(more, more.present_days + more.n_options)
        return cost

    def cost_of(self, more: OneMore, days: int) -> float:
        """Give what a stay of some days adds to the cost of the plan."""
        cost = self._left.cost(more.offer, more.pair, days)
        if more.moved is None:
            return cost
        return cost - self._left.cost(more.offer, more.pair, more.present_days)

    def costs(self, more: OneMore) -> FloatArray:
        """Give what each option adds to the cost of the plan."""
        present, n = more.present_days, more.n_options
        return np.linspace(self.cost_of(more, present + n), self.cost_of(more, present + 1), n)

    def _binding(self, more: OneMore, purses: list[_Purse], most: float) -> Iterator[Room]:
        costs = self.costs(more)
        for scope, left, pays in purses:
            said = partial(self._say, more, scope, most, left)
            yield room_of(PlanReasonCode.BUDGET, (scope,), said, paid(pays, costs))

    def _say(self, more: OneMore, scope: str, cost: float, left: float) -> Message:
        currency = self._plan.problem.currency
        return said_of(
            self._plan.facts,
            "reason.budget",
            more,
            scope=self._scope(scope),
            cost=Money(cost, currency),
            free=Money(max(0.0, left), currency),
        )

    def _purses_of(self, partner: str, need: RequirementRow) -> _Purses:
        scopes = (PLAN_SCOPE, partner, need.crisis, need.plan)
        if scopes not in self._purses:
            spent = self._left.spent
            each = [
                _Purse(row.scope, left, left + slack(row.amount))
                for row in self._plan.problem.budgets
                if row.scope in scopes
                for left in (row.amount - spent.get(row.scope, 0.0),)
            ]
            least = min([purse.pays for purse in each], default=math.inf)
            self._purses[scopes] = _Purses(each, least)
        return self._purses[scopes]

    def _scope(self, scope: str) -> Parameter:
        """Mention the scope of a budget."""
        if scope == PLAN_SCOPE:
            return message("reason.whole_plan")
        is_partner = any(row.partner == scope for row in self._plan.problem.offers)
        return Ref(RefKind.PARTNER if is_partner else RefKind.CRISIS, scope)


def paid(left: float, costs: FloatArray) -> FloatArray:
    """Give how many units some money pays; what costs nothing is always paid."""
    units = np.full(len(costs), math.inf)
    np.divide(max(0.0, left), costs, out=units, where=costs > 0)
    return units
