"""Which rules of the plan keep one more unit from an open requirement, as the plan stands.

Each test adds a single unit to the plan and looks at one rule; nothing is solved again here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, TypeAlias

import numpy as np

from crisisplanner.domain.days import DAYS_PER_WEEK, Day, week_of
from crisisplanner.domain.match import PlanReasonCode
from crisisplanner.domain.messages import Message, Parameter, Ref, RefKind, message
from crisisplanner.domain.money import Money
from crisisplanner.domain.problem import BudgetRow, CaveatEffect, OfferRow, RequirementRow
from crisisplanner.planning.explanation.plan_days import OpenNeed, Sent
from crisisplanner.planning.explanation.residuals import PLAN_SCOPE, POOL, Residuals
from crisisplanner.planning.periods import BoolArray
from crisisplanner.planning.timing import admitting_nodes
from crisisplanner.planning.tolerance import TOLERANCE, levels_count, reaches


class OneMore(NamedTuple):
    """Hold one more unit that could be sent: its pair and the days on which it could be there.

    ``moved`` is its present allocation here where that would only come sooner or stay longer.
    """

    need: OpenNeed
    at: int
    offer: OfferRow
    offer_number: int
    pair: int
    from_day: int
    to_day: int
    moved: Sent | None = None


class Blocked(NamedTuple):
    """Hold a rule that keeps one more unit away, what it names, and how to say it.

    Most are only counted: a sentence takes longer than the test.
    """

    code: PlanReasonCode
    subject: tuple[str, ...]
    say: Callable[[], Message]


Test: TypeAlias = Callable[[OneMore], Iterator[Blocked]]


class Limits:
    """Try one more unit against each rule, with what the plan has left."""

    def __init__(self, left: Residuals) -> None:
        self.left = left
        self.plan = left.plan
        self.problem = problem = left.plan.problem
        tests: tuple[tuple[Test, bool], ...] = (
            (self._lift, bool(problem.lift)),
            (self._node, bool(problem.nodes)),
            (self._budget, bool(problem.budgets)),
            (self._share, bool(problem.shares)),
            (self._ceiling, bool(problem.ceilings)),
        )
        self._met: dict[int, BoolArray] = {}
        self._budgets: dict[tuple[str, ...], list[BudgetRow]] = {}
        self._shared_tests = [test for test, has_rows in tests if has_rows]

    def blocking(self, more: OneMore) -> list[Blocked]:
        """List the rules of the plan that keep one more unit away."""
        return [found for test in self._tests(more) for found in test(more)]

    def _tests(self, more: OneMore) -> list[Test]:
        """List the tests of the rules that can bind on a unit at all."""
        tests: list[Test] = []
        offer, row = more.offer, more.need.row
        if more.moved is not None:
            tests.append(self._stay)
        if offer.group:
            tests.append(self._group)
        if row.single_lead or row.max_partners is not None:
            tests.append(self._partners)
        if (
            offer.partner in self.plan.facts.incompatible
            or more.offer_number in self.plan.caveats_of
        ):
            tests.append(self._incompatible)
        if row.prerequisites:
            tests.append(self._prerequisite)
        return tests + self._shared_tests

    def _say(
        self, code: PlanReasonCode, more: OneMore, /, **params: Parameter
    ) -> Callable[[], Message]:
        return partial(self._about, "reason." + code, more, **params)

    def _about(self, code: str, more: OneMore, /, **params: Parameter) -> Message:
        facts = self.plan.facts
        return message(
            code,
            partner=facts.partner_refs[more.offer.partner],
            type=facts.type_refs[more.offer.type],
            requirement=more.need.ref,
            **params,
        )

    # Units and partners.

    def _stay(self, more: OneMore) -> Iterator[Blocked]:
        most, moved = more.offer.max_stay_days, more.moved
        if most is not None and moved is not None and moved.to_day - moved.from_day >= most:
            code = PlanReasonCode.STAY
            yield Blocked(code, (more.offer.id,), self._say(code, more, n=most))

    def _group(self, more: OneMore) -> Iterator[Blocked]:
        plan, members = self.plan, self.plan.facts.groups[more.offer.group or ""]
        days = plan.days_of(more.from_day, more.to_day)
        used = plan.occupancy.of(members, days).sum(axis=0)
        used += plan.committed.of(members, days).sum(axis=0)
        if more.moved is not None:
            leaves, back = (
                day - more.from_day for day in (more.moved.leaves_on, more.moved.back_on)
            )
            used[max(0, leaves) : max(0, back)] -= more.moved.quantity
        largest = plan.facts.quantity[members].max()
        if (used + 1 > largest + TOLERANCE).all():
            others = [o for o in members if o != more.offer_number and plan.of_offer.get(o)]
            names = tuple(self.problem.offers[o].id for o in others)
            refs = tuple(Ref(RefKind.OFFER, name) for name in names)
            code = PlanReasonCode.GROUP
            if not refs:
                yield Blocked(code, (), partial(message, "reason.group_taken"))
                return
            yield Blocked(code, names, self._say(code, more, offers=refs))

    def _partners(self, more: OneMore) -> Iterator[Blocked]:
        serving = self.left.serving(more.need.number)
        if not serving or more.offer.partner in serving:
            return
        names = tuple(self.plan.facts.partner_refs[name] for name in serving)
        if more.need.row.single_lead:
            code = PlanReasonCode.LEAD
            yield Blocked(code, tuple(serving), self._say(code, more, partners=names))
        most = more.need.row.max_partners
        if most is not None and len(serving) >= most:
            code = PlanReasonCode.PARTNERS
            said = self._say(code, more, partners=names, allowed=most)
            yield Blocked(code, tuple(serving), said)

    def _incompatible(self, more: OneMore) -> Iterator[Blocked]:
        avoided = set(self.plan.facts.incompatible.get(more.offer.partner, ()))
        for row in self.plan.caveats_of.get(more.offer_number, ()):
            if row.effect is CaveatEffect.FORBIDS and row.other_partner:
                scope = self.plan.table.scopes.requirements_of(row)
                avoided |= {row.other_partner} if scope[more.need.number] else set()
        if not avoided:
            return
        met = sorted(avoided.intersection(self.left.serving(more.need.number)))
        if met:
            code = PlanReasonCode.INCOMPATIBLE
            refs = tuple(Ref(RefKind.PARTNER, name) for name in met)
            yield Blocked(code, tuple(met), self._say(code, more, others=refs))

    # Order.

    def _prerequisite(self, more: OneMore) -> Iterator[Blocked]:
        for name in more.need.row.prerequisites:
            days = self.plan.days_of(more.from_day, more.to_day)
            if not self._met_days(self.plan.need_number[name])[days].any():
                code = PlanReasonCode.PREREQUISITE
                ref = Ref(RefKind.REQUIREMENT, name)
                yield Blocked(code, (name,), self._say(code, more, before=ref))

    def _met_days(self, number: int) -> BoolArray:
        """Tell on which days of the plan a unit may start that needs a requirement met before."""
        if number not in self._met:
            row = self.problem.requirements[number]
            level = self.plan.level(number)
            least = row.minimum_share * row.quantity
            met = levels_count(level, least)
            days = np.zeros(self.plan.n_days, dtype=np.bool_)
            days[self.plan.days_of(row.from_day, row.to_day)] = met
            # What was met to the end stays met.
            days[self.plan.days_of(row.to_day, self.plan.last_day)] = met[-1]
            self._met[number] = days
        return self._met[number]

    # Lift and nodes: one unit may start on any of its days.

    def _lift(self, more: OneMore) -> Iterator[Blocked]:
        tonnes = more.offer.lift_t or 0.0
        if tonnes == 0:
            return
        if more.moved is not None and more.moved.to_day == more.from_day:
            return
        lead = int(self.plan.table.times.lead_days[more.pair])
        first = week_of(max(self.plan.first_day, more.from_day - lead))
        last = week_of(max(self.plan.first_day, more.to_day - 1 - lead))
        weeks = range(first, last + 1)
        left = self.left.lift(more.offer.partner)
        week = max(weeks, key=left.__getitem__)
        if not reaches(left[week], tonnes):
            said = partial(self._say_lift, more, tonnes, week, weeks)
            yield Blocked(PlanReasonCode.LIFT, (str(week),), said)

    def _say_lift(self, more: OneMore, tonnes: float, week: int, weeks: range) -> Message:
        whole = {one: self.left.whole_lift(more.offer.partner, one) for one in weeks}
        most = max(whole.values())
        return self._about(
            "reason.lift" if reaches(most, tonnes) else "reason.lift_never_enough",
            more,
            tonnes=tonnes,
            week=week,
            day=Day(week * DAYS_PER_WEEK),
            free=self.left.lift(more.offer.partner)[week],
            whole=whole[week],
            most=most,
        )

    def _node(self, more: OneMore) -> Iterator[Blocked]:
        tonnes = more.offer.lift_t or 0.0
        place = more.need.row.place
        nodes = self.plan.table.scopes.nodes_of(place) if self.problem.nodes else ()
        takers = admitting_nodes(more.offer, nodes)
        is_there = more.moved is not None and more.moved.to_day == more.from_day
        if not takers or tonnes == 0 or is_there:
            return
        capacity = sum(
            math.inf if row.capacity_t_per_day is None else row.capacity_t_per_day
            for row in takers
            if row.from_day is None or row.from_day <= more.from_day
        )
        times = self.plan.table.times
        span = max(1, int(times.queue_days[more.pair]))
        setup = int(times.setup_days[more.pair])
        # For each day on which it could start: the least that is left while it unloads.
        unloaded = np.arange(more.from_day, more.to_day) - setup
        days = unloaded[:, None] - np.arange(1, span + 1)[None, :]
        at = np.maximum(self.plan.first_day, days) - self.plan.first_day
        left = (capacity - self.left.node_load[place][at]).min(axis=1)
        if np.all(left + TOLERANCE < tonnes / span):
            code = PlanReasonCode.NODE
            names = tuple(sorted({row.id for row in takers}))
            refs = tuple(Ref(RefKind.NODE, name) for name in names)
            free = max(0.0, float(left.max()))
            said = self._say(code, more, nodes=refs, free=free, tonnes=tonnes / span)
            yield Blocked(code, names, said)

    # Money and people.

    def _budget(self, more: OneMore) -> Iterator[Blocked]:
        cost = self.left.cost(more.offer, more.pair, more.to_day - more.from_day)
        for row in self._budgets_of(more.offer.partner, more.need.row):
            left = row.amount - self.left.spent.get(row.scope, 0.0)
            if not reaches(left, cost):
                code = PlanReasonCode.BUDGET
                currency = self.problem.currency
                said = self._say(
                    code,
                    more,
                    scope=self.scope(row.scope),
                    cost=Money(cost, currency),
                    free=Money(max(0.0, left), currency),
                )
                yield Blocked(code, (row.scope,), said)

    def _budgets_of(self, partner: str, need: RequirementRow) -> list[BudgetRow]:
        scopes = (PLAN_SCOPE, partner, need.crisis, need.plan)
        if scopes not in self._budgets:
            self._budgets[scopes] = [row for row in self.problem.budgets if row.scope in scopes]
        return self._budgets[scopes]

    def scope(self, scope: str) -> Parameter:
        """Mention the scope of a budget."""
        if scope == PLAN_SCOPE:
            return message("reason.whole_plan")
        is_partner = any(row.partner == scope for row in self.problem.offers)
        return Ref(RefKind.PARTNER if is_partner else RefKind.CRISIS, scope)

    def _share(self, more: OneMore) -> Iterator[Blocked]:
        caps = {row.partner: row.cap for row in self.problem.shares}
        cap = caps.get(more.offer.partner, caps.get(POOL))
        cost = self.left.cost(more.offer, more.pair, more.to_day - more.from_day)
        total = self.left.spent.get(PLAN_SCOPE, 0.0) + cost
        own = self.left.spent.get(more.offer.partner, 0.0) + cost
        if cap is not None and total > 0 and not reaches(cap * total, own):
            code = PlanReasonCode.SHARE
            said = self._say(code, more, found=own / total, allowed=cap)
            yield Blocked(code, (more.offer.partner,), said)

    def _ceiling(self, more: OneMore) -> Iterator[Blocked]:
        people = more.offer.personnel_per_unit or 0.0
        conditions = self.plan.table.conditions
        named = conditions.conditions[conditions.combination[more.pair]]
        for row in self.problem.ceilings:
            if people == 0 or all(one.name != row.condition for one in named):
                continue
            days = self.plan.days_of(more.from_day, more.to_day)
            left = row.personnel - self.left.people(row.condition)[days]
            if np.all(left + TOLERANCE < people):
                code = PlanReasonCode.CEILING
                said = self._say(
                    code,
                    more,
                    condition=Ref(RefKind.CONDITION, row.condition),
                    people=people,
                    free=max(0.0, float(left.max())),
                    allowed=row.personnel,
                )
                yield Blocked(code, (row.condition,), said)
