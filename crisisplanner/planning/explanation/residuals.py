"""What a plan has left of lift, nodes, money and people, and who serves what.

Sums only, for H4 to H10 and H14; which rule they touch is told by ``limits``.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

import numpy as np

from crisisplanner.domain.days import DAYS_PER_WEEK, week_of
from crisisplanner.domain.problem import LiftRow, OfferRow
from crisisplanner.planning.coverage import unit_cost
from crisisplanner.planning.explanation.plan_days import PlanDays, Sent
from crisisplanner.planning.pairs import FloatArray, pair_row
from crisisplanner.planning.timing import admitting_nodes
from crisisplanner.planning.tolerance import slacks

PLAN_SCOPE = "plan"
POOL = "*"


class LiftLeft(NamedTuple):
    """Hold the tonnes that are left from the first week on, as they are and within tolerance."""

    first_week: int
    tonnes: FloatArray
    with_slack: FloatArray

    def in_week(self, week: int) -> float:
        """Give the tonnes that are left in a week."""
        return float(self.tonnes[week - self.first_week])


class Residuals:
    """Sum up what a plan uses, each sum when it is first asked for.

    With ``base`` the plan is that of ``base`` without the allocation ``left_out``.
    """

    def __init__(
        self, plan: PlanDays, base: Residuals | None = None, left_out: Sent | None = None
    ) -> None:
        self.plan = plan
        self.problem = plan.problem
        self._base = base
        self._left_out = left_out
        self._lift_left: dict[str, LiftLeft] = {}
        self._pool_left: dict[int, float] = {}
        self._free: dict[tuple[int, bool], FloatArray] = {}
        self._people: dict[str, FloatArray] = {}
        self._serving: dict[int, list[str]] = {}
        self.takers_of: dict[tuple[str, str, str], frozenset[str]] = (
            {} if base is None else base.takers_of
        )
        self.tonnes_of: dict[tuple[str, int], float] = {} if base is None else base.tonnes_of

    def serving(self, need: int) -> list[str]:
        """Name the partners that serve a requirement."""
        if need not in self._serving:
            sent = self.plan.to_need.get(need, ())
            self._serving[need] = sorted({self.problem.offers[one.offer].partner for one in sent})
        return self._serving[need]

    def free(self, offer: int, *, with_promised: bool) -> FloatArray:
        """Give the units of an offer that are free on each day, or promised as well: free[t]."""
        key = (offer, with_promised)
        if key not in self._free:
            plan, days = self.plan, slice(0, self.plan.n_days)
            used = plan.occupancy.of([offer], days)[0]
            if not with_promised:
                used = used + plan.committed.of([offer], days)[0]
            self._free[key] = self.problem.offers[offer].quantity - used
        return self._free[key]

    @cached_property
    def leaving(self) -> dict[int, dict[str, float]]:
        """Sum the tonnes that leave by week and partner."""
        found: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        if self._base is None or self._left_out is None:
            for sent in self.plan.sent:
                self._add_leaving(found, sent, 1.0)
            return found
        found.update(self._base.leaving)
        week = week_of(self._left_out.leaves_on)
        found[week] = defaultdict(float, found[week])
        self._add_leaving(found, self._left_out, -1.0)
        return found

    def _add_leaving(self, found: dict[int, dict[str, float]], sent: Sent, sign: float) -> None:
        offer = self.problem.offers[sent.offer]
        tonnes = sent.quantity * (offer.lift_t or 0.0)
        found[week_of(sent.leaves_on)][offer.partner] += sign * tonnes

    def _tonnes(self, partner: str, week: int) -> float:
        key = (partner, week)
        if key not in self.tonnes_of:
            self.tonnes_of[key] = self._tonnes_in_week(partner, week)
        return self.tonnes_of[key]

    def _tonnes_in_week(self, partner: str, week: int) -> float:
        first = week * DAYS_PER_WEEK
        days = (
            (row.tonnes, min(row.to_day, first + DAYS_PER_WEEK) - max(row.from_day, first))
            for row in self._lift_rows.get(partner, ())
        )
        return sum(tonnes * max(0, n) for tonnes, n in days) / DAYS_PER_WEEK

    @cached_property
    def _lift_rows(self) -> dict[str, list[LiftRow]]:
        found: dict[str, list[LiftRow]] = defaultdict(list)
        for row in self.problem.lift:
            found[row.partner].append(row)
        return found

    def lift(self, partner: str) -> LiftLeft:
        """Give the tonnes that a partner could still send by week: its own, then the pool's."""
        if partner not in self._lift_left:
            self._lift_left[partner] = self._lift_by_week(partner)
        return self._lift_left[partner]

    def whole_lift(self, partner: str, week: int) -> float:
        """Give the tonnes that a partner could send in a week if nobody else sent anything."""
        return self._tonnes(partner, week) + self._tonnes(POOL, week)

    def _lift_by_week(self, partner: str) -> LiftLeft:
        first = week_of(self.plan.first_day)
        if self._base is None or self._left_out is None:
            weeks = range(first, week_of(self.plan.last_day) + 1)
            tonnes = np.array([self._lift_in_week(partner, week) for week in weeks])
        else:
            # Only in the week in which it would leave does what was left out change anything.
            week = week_of(self._left_out.leaves_on)
            tonnes = self._base.lift(partner).tonnes.copy()
            tonnes[week - first] = self._lift_in_week(partner, week)
        return LiftLeft(first, tonnes, tonnes + slacks(tonnes))

    def _lift_in_week(self, partner: str, week: int) -> float:
        leaving = self.leaving.get(week, {})
        own = max(0.0, self._tonnes(partner, week) - leaving.get(partner, 0.0))
        return own + self._pool_in_week(week)

    def _pool_in_week(self, week: int) -> float:
        if week not in self._pool_left:
            leaving = self.leaving.get(week, {})
            drawn = sum(max(0.0, t - self._tonnes(name, week)) for name, t in leaving.items())
            self._pool_left[week] = max(0.0, self._tonnes(POOL, week) - drawn)
        return self._pool_left[week]

    def takers(self, offer: OfferRow, place: str) -> frozenset[str]:
        """Name the nodes that an offer may pass on its way to a place."""
        key = (place, offer.asset_class, offer.mode)
        if key not in self.takers_of:
            nodes = admitting_nodes(offer, self.plan.table.scopes.nodes_of(place))
            self.takers_of[key] = frozenset(row.id for row in nodes)
        return self.takers_of[key]

    @cached_property
    def node_load(self) -> dict[frozenset[str], FloatArray]:
        """Sum what passes by day, apart for what may pass only some nodes: load[t] from the first day."""
        load: dict[frozenset[str], FloatArray] = {}
        if self._base is None or self._left_out is None:
            for sent in self.plan.sent:
                self._add_load(load, sent, 1.0)
            return load
        load.update(self._base.node_load)
        self._add_load(load, self._left_out, -1.0)
        return load

    def _add_load(self, load: dict[frozenset[str], FloatArray], sent: Sent, sign: float) -> None:
        plan, times = self.plan, self.plan.table.times
        offer = self.problem.offers[sent.offer]
        takers = self.takers(offer, self.problem.requirements[sent.requirement].place)
        if not takers or not offer.lift_t:
            return
        before = load.get(takers)
        own = np.zeros(plan.n_days) if before is None else before.copy()
        span = max(1, int(times.queue_days[sent.pair]))
        unloaded = sent.from_day - int(times.setup_days[sent.pair])
        for day in range(unloaded - span, unloaded):
            own[max(plan.first_day, day) - plan.first_day] += (
                sign * sent.quantity * offer.lift_t / span
            )
        load[takers] = own

    @cached_property
    def spent(self) -> dict[str, float]:
        """Sum the cost by scope: the plan, each crisis, each partner."""
        if self._base is None or self._left_out is None:
            found: dict[str, float] = defaultdict(float)
            for sent in self.plan.sent:
                self._add_cost(found, sent, 1.0)
            return found
        found = defaultdict(float, self._base.spent)
        self._add_cost(found, self._left_out, -1.0)
        return found

    def _add_cost(self, found: dict[str, float], sent: Sent, sign: float) -> None:
        offer = self.problem.offers[sent.offer]
        cost = sent.quantity * self.cost(offer, sent.pair, sent.to_day - sent.from_day)
        crisis = self.problem.requirements[sent.requirement].crisis
        for scope in {PLAN_SCOPE, offer.partner, crisis}:
            found[scope] += sign * cost

    def cost(self, offer: OfferRow, pair: int, days: int) -> float:
        row = pair_row(self.plan.table.pairs, pair)
        return unit_cost(offer, days, None if row is None else row.unit_cost)

    def people(self, condition: str) -> FloatArray:
        """Sum the people in the places with a condition by day: people[t]."""
        if condition not in self._people:
            self._people[condition] = self._people_by_day(condition)
        return self._people[condition]

    def _people_by_day(self, condition: str) -> FloatArray:
        needing = self.plan.table.conditions.needing(condition)
        days = np.zeros(self.plan.last_day - self.plan.first_day)
        for sent in self.plan.sent:
            if needing[sent.pair]:
                people = self.problem.offers[sent.offer].personnel_per_unit or 0.0
                start, end = sent.from_day - self.plan.first_day, sent.to_day - self.plan.first_day
                days[start:end] += sent.quantity * people
        return days
