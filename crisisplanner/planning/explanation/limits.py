"""Which rules of the plan keep one more unit from an open requirement, as the plan stands.

Each test adds a single unit to the plan and looks at one rule; nothing is solved again here.
The rules are H1, H2, H4 to H10, H12, H14, caps of caveats, and the longest stay.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

import numpy as np

from crisisplanner.domain.days import Day
from crisisplanner.domain.match import PlanReasonCode, ReasonCode
from crisisplanner.domain.messages import Message, Parameter, Ref, RefKind, message
from crisisplanner.domain.problem import CaveatEffect
from crisisplanner.planning.explanation.budget_limits import BudgetLimits, paid
from crisisplanner.planning.explanation.lift_limits import LiftLimits
from crisisplanner.planning.explanation.node_limits import NodeLimits
from crisisplanner.planning.explanation.plan_days import PlanDays, met_days
from crisisplanner.planning.explanation.residuals import PLAN_SCOPE, POOL, Residuals
from crisisplanner.planning.explanation.rooms import (
    IN_USE,
    PROMISED,
    Many,
    OneMore,
    Room,
    loose,
    many_of,
    room_of,
)
from crisisplanner.planning.explanation.unit_words import said_of
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray
from crisisplanner.planning.tolerance import TOLERANCE, slack

CAVEAT = ReasonCode.CAVEAT.name.lower()
COMMITTED = ReasonCode.COMMITTED.name.lower()

Test: TypeAlias = Callable[[OneMore], Iterator[Room]]


class Limits:
    """Try one more unit against each rule, with what the plan has left."""

    def __init__(self, left: Residuals) -> None:
        self.left = left
        self.plan = left.plan
        self.problem = problem = left.plan.problem
        self._lift, self._money = LiftLimits(left), BudgetLimits(left)
        self._nodes = NodeLimits(left)
        self._caps = {row.partner: row.cap for row in problem.shares}
        self._met: dict[int, BoolArray] = {}

    def rooms_each(self, each: Sequence[OneMore]) -> list[list[Room]]:
        """List for each of several units the rules of the plan that limit it.

        With the room that each leaves. What nearly every unit has to pass is found with arrays.
        """
        if not each:
            return []
        many = many_of(each)
        in_use, lift = self._may_be_in_use(many), self._lift.rooms(many)
        money, problem = self._money.rooms(many), self.problem
        found: list[list[Room]] = []
        for row, more in enumerate(each):
            rooms = list(self._own_use(more)) if in_use[row] else []
            for test in self._tests(more):
                rooms.extend(test(more))
            if lift and (lifted := lift[row]) is not None:
                rooms.append(lifted)
            if problem.nodes:
                rooms.extend(self._nodes.rooms(more))
            if money:
                rooms.extend(money[row])
            if problem.shares:
                rooms.extend(self._share(more))
            if problem.ceilings:
                rooms.extend(self._ceiling(more))
            found.append(rooms)
        return found

    def _tests(self, more: OneMore) -> list[Test]:
        """List the tests of the rules that can bind on a unit at all, but those of all units."""
        tests: list[Test] = []
        offer, row = more.offer, more.need.row
        most = offer.max_stay_days
        if most is not None and more.present_days + more.n_options > most:
            tests.append(self._stay)
        if offer.group:
            tests.append(self._group)
        if row.single_lead or row.max_partners is not None:
            tests.append(self._partners)
        if more.offer_number in self.plan.caveats_of:
            tests.extend((self._incompatible, self._cap))
        elif offer.partner in self.plan.facts.incompatible or self._refusing(more):
            tests.append(self._incompatible)
        if row.prerequisites and not more.stays_longer:
            tests.append(self._prerequisite)
        return tests

    def _say(
        self, code: PlanReasonCode, more: OneMore, /, **params: Parameter
    ) -> Callable[[], Message]:
        return partial(said_of, self.plan.facts, "reason." + code, more, **params)

    # Units and partners.

    def _stay(self, more: OneMore) -> Iterator[Room]:
        most, longest = more.offer.max_stay_days or 0, more.present_days + more.n_options
        n_shut = min(longest - most, more.n_options)

        def units() -> FloatArray:
            found = np.full(more.n_options, math.inf)
            found[:n_shut] = 0.0
            return found

        code = PlanReasonCode.STAY
        said, free = self._say(code, more, n=most), math.inf if n_shut < more.n_options else 0.0
        yield Room(code, (more.offer.id,), said, 0.0, free, units)

    def _may_be_in_use(self, many: Many) -> list[bool]:
        """Tell which units have to be looked at closer: too few are free while they are away.

        Others are in use or promised then.
        """
        plan, times, first = self.plan, self.plan.table.times, self.plan.first_day
        found = [False] * len(many.each)
        for row in many.moved:
            found[row] = many.each[row].lifted != IN_USE
        has_use = plan.occupancy.has(many.offers) | plan.committed.has(many.offers)
        (rows,) = has_use.nonzero()
        own = [n for n in rows.tolist() if many.each[n].moved is None]
        own = [n for n in own if many.each[n].lifted != IN_USE]
        if not own:
            return found
        offers, pairs = many.offers[own], many.pairs[own]
        start = np.maximum(first, many.from_day[own] - times.lead_days[pairs]) - first
        end = np.minimum(plan.last_day, many.to_day[own] + times.return_days[pairs]) - first
        days = np.arange(int(start.min()), int(end.max()))
        around = slice(int(start.min()), int(end.max()))
        used = plan.occupancy.of(offers, around)
        promised = [n for n, row in enumerate(own) if many.each[row].lifted != PROMISED]
        used[promised] += plan.committed.of(offers[promised], around)
        is_away = (days >= start[:, None]) & (days < end[:, None])
        free = np.where(is_away, plan.facts.quantity[offers][:, None] - used, math.inf)
        is_short = np.minimum.reduce(free, axis=1) < many.units[own] - TOLERANCE
        for row, short in zip(own, is_short.tolist(), strict=True):
            found[row] = short
        return found

    def _own_use(self, more: OneMore) -> Iterator[Room]:
        code = PlanReasonCode.ALL_USED_ELSEWHERE
        free = self.left.free(more.offer_number, with_promised=more.lifted == PROMISED)
        room = self._through_journey(more, free)
        if room is None:
            return
        if more.offer_number not in self.plan.of_offer:
            yield room_of(COMMITTED, (), partial(message, "reason.promised_between"), room)
        else:
            needs = {one.requirement for one in self.plan.of_offer.get(more.offer_number, ())}
            names = tuple(sorted(self.problem.requirements[need].id for need in needs))
            yield room_of(code, names, partial(message, "reason.in_use_between"), room)

    def _through_journey(self, more: OneMore, free: FloatArray) -> FloatArray | None:
        """Give the least that is free from the day a unit leaves to the day it is back.

        None if that is enough whatever the option.
        """
        plan, times, moved = self.plan, self.plan.table.times, more.moved
        lead, back = int(times.lead_days[more.pair]), int(times.return_days[more.pair])
        start = max(plan.first_day, more.from_day - lead) - plan.first_day
        end = min(plan.last_day, more.to_day + back) - plan.first_day
        if moved is not None:
            leaves, returned = moved.leaves_on - plan.first_day, moved.back_on - plan.first_day
            free = free.copy()
            free[leaves:returned] += moved.quantity
            start, end = min(start, leaves), max(end, returned)
        days = free[start:end]
        if np.minimum.reduce(days) >= more.units - TOLERANCE:
            return None
        option = np.arange(more.n_options)
        if more.stays_longer:
            least = np.minimum.accumulate(days)
            at = np.minimum(plan.last_day, more.to_day - option + back) - plan.first_day
            room = least[np.clip(at - start - 1, 0, len(least) - 1)]
        else:
            least = np.minimum.accumulate(days[::-1])[::-1]
            at = np.maximum(plan.first_day, more.from_day + option - lead) - plan.first_day
            room = least[np.minimum(at - start, len(least) - 1)]
        return None if np.minimum.reduce(room) >= more.units - TOLERANCE else room

    def _group(self, more: OneMore) -> Iterator[Room]:
        plan, members = self.plan, self.plan.facts.groups[more.offer.group or ""]
        free = np.maximum.reduce(plan.facts.quantity[members]) - _used(self.plan, more, members)
        room = self._through_journey(more, free)
        if room is not None:
            others = [o for o in members if o != more.offer_number and plan.of_offer.get(o)]
            names = tuple(self.problem.offers[o].id for o in others)
            refs = tuple(Ref(RefKind.OFFER, name) for name in names)
            code = PlanReasonCode.GROUP
            said = self._say(code, more, offers=refs)
            unnamed = partial(message, "reason.group_taken")
            yield room_of(code, names, said if refs else unnamed, room)

    def _cap(self, more: OneMore) -> Iterator[Room]:
        for row in self.plan.caveats_of[more.offer_number]:
            scope = self.plan.table.scopes.requirements_of(row)
            if row.effect is not CaveatEffect.CAPS or not scope[more.need.number]:
                continue
            free = np.full(self.plan.n_days, more.offer.quantity)
            free[self.plan.days_within(row.from_day, row.to_day)] = row.quantity or 0.0
            for one in self.plan.of_offer.get(more.offer_number, ()):
                if scope[one.requirement]:
                    free[self.plan.days_of(one.from_day, one.to_day)] -= one.quantity
            said = partial(
                message,
                "reason.caveat_cap",
                caveat=Ref(RefKind.CAVEAT, row.id),
                allowed=row.quantity,
            )
            yield room_of(CAVEAT, (row.id,), said, _while_there(self.plan, more, free))

    def _partners(self, more: OneMore) -> Iterator[Room]:
        serving = self.left.serving(more.need.number)
        if not serving or more.offer.partner in serving:
            return
        names = tuple(self.plan.facts.partner_refs[name] for name in serving)
        if more.need.row.single_lead:
            code = PlanReasonCode.LEAD
            yield Room(code, tuple(serving), self._say(code, more, partners=names))
        most = more.need.row.max_partners
        if most is not None and len(serving) >= most:
            code = PlanReasonCode.PARTNERS
            said = self._say(code, more, partners=names, allowed=most)
            yield Room(code, tuple(serving), said)

    def _incompatible(self, more: OneMore) -> Iterator[Room]:
        avoided = set(self.plan.facts.incompatible.get(more.offer.partner, ()))
        for row in self.plan.caveats_of.get(more.offer_number, ()):
            if row.effect is CaveatEffect.FORBIDS and row.other_partner:
                scope = self.plan.table.scopes.requirements_of(row)
                avoided |= {row.other_partner} if scope[more.need.number] else set()
        avoided |= self._refusing(more)
        if not avoided:
            return
        there = {*self.left.serving(more.need.number), more.offer.partner}
        met = sorted(avoided & there)
        if met:
            code = PlanReasonCode.INCOMPATIBLE
            refs = tuple(Ref(RefKind.PARTNER, name) for name in met)
            yield Room(code, tuple(met), self._say(code, more, others=refs))

    def _refusing(self, more: OneMore) -> set[str]:
        """Name partners that serve here by offers with a caveat against the unit's partner."""
        plan, need = self.plan, more.need.number
        return {
            self.problem.offers[one.offer].partner
            for one in plan.to_need.get(need, ())
            for row in plan.caveats_of.get(one.offer, ())
            if row.effect is CaveatEffect.FORBIDS
            and row.other_partner == more.offer.partner
            and plan.table.scopes.requirements_of(row)[need]
        }

    # Order.

    def _prerequisite(self, more: OneMore) -> Iterator[Room]:
        for name in more.need.row.prerequisites:
            days = self.plan.days_of(more.from_day, more.to_day)
            met = self._met_days(self.plan.need_number[name])[days]
            if np.count_nonzero(met) < len(met):
                code = PlanReasonCode.PREREQUISITE
                said = self._say(
                    code,
                    more,
                    before=Ref(RefKind.REQUIREMENT, name),
                    from_day=Day(more.from_day),
                    to_day=Day(more.from_day + int(np.flatnonzero(~met)[-1])),
                )
                yield room_of(code, (name,), said, np.where(met, math.inf, 0.0))

    def _met_days(self, number: int) -> BoolArray:
        """Tell on which days of the plan a unit may start that needs a requirement met before."""
        if number not in self._met:
            self._met[number] = met_days(self.plan, number)
        return self._met[number]

    # Money and people.

    def _share(self, more: OneMore) -> Iterator[Room]:
        cap = self._caps.get(more.offer.partner, self._caps.get(POOL))
        if cap is None or cap >= 1.0:
            return
        most = self._money.cost_of(more, more.present_days + more.n_options)
        total = self.left.spent.get(PLAN_SCOPE, 0.0)
        own = self.left.spent.get(more.offer.partner, 0.0)
        code = PlanReasonCode.SHARE
        added = more.units * most
        if total + added <= 0:
            return
        left = cap * total - own + slack(cap * total)
        if most <= 0 or left >= more.units * (most * (1.0 - cap)):
            pays = left / (most * (1.0 - cap)) if most > 0 else math.inf
            yield loose(code, pays)
            return
        said = self._say(code, more, found=(own + added) / (total + added), allowed=cap)
        units = paid(left, self._money.costs(more) * (1.0 - cap))
        yield room_of(code, (more.offer.partner,), said, units)

    def _ceiling(self, more: OneMore) -> Iterator[Room]:
        people = more.offer.personnel_per_unit or 0.0
        conditions = self.plan.table.conditions
        named = conditions.conditions[conditions.combination[more.pair]]
        for row in self.problem.ceilings:
            if people == 0 or all(one.name != row.condition for one in named):
                continue
            left = row.personnel - self.left.people(row.condition)
            units = _while_there(self.plan, more, left + slack(row.personnel)) / people
            days = left[self.plan.days_of(more.from_day, more.to_day)]
            code = PlanReasonCode.CEILING
            said = self._say(
                code,
                more,
                condition=Ref(RefKind.CONDITION, row.condition),
                people=people,
                free=max(0.0, float(days.min())),
                allowed=row.personnel,
            )
            yield room_of(code, (row.condition,), said, units)


def _while_there(plan: PlanDays, more: OneMore, free: FloatArray) -> FloatArray:
    """Give the least that is free on the days of each option."""
    days = free[plan.days_of(more.from_day, more.to_day)]
    if more.stays_longer:
        return np.asarray(np.minimum.accumulate(days)[::-1], dtype=np.float64)
    return np.asarray(np.minimum.accumulate(days[::-1])[::-1], dtype=np.float64)


def _used(plan: PlanDays, more: OneMore, offers: list[int]) -> FloatArray:
    """Sum what offers have in use or promised on each day of the plan.

    What another offer had in use for an allocation that is left out of the plan is free.
    """
    days = slice(0, plan.n_days)
    used: FloatArray = np.add.reduce(plan.occupancy.of(offers, days), axis=0)
    if more.lifted == IN_USE:
        used -= plan.occupancy.of([more.offer_number], days)[0]
    if more.lifted != PROMISED:
        used += np.add.reduce(plan.committed.of(offers, days), axis=0)
    gone = plan.left_out
    if gone is not None and gone.offer in offers and gone.offer != more.offer_number:
        used[plan.days_of(gone.leaves_on, gone.back_on)] -= gone.quantity
    return used
