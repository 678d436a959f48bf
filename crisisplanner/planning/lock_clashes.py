"""Which locks can't be kept, and what they clash with.

A lock may be impossible by itself (its pair, its days, its quantity) or together with other locks.
What only a solver can tell, it tells: this finds what follows from single rules:
those of pairs, H1, H2, H6 to H9 and H14, as far as they stand against H11.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crisisplanner.domain.days import Day
from crisisplanner.domain.messages import Message, Parameter, Ref, message
from crisisplanner.domain.problem import LockRow, Problem
from crisisplanner.planning.checker import words
from crisisplanner.planning.checker.capacity import Calendar
from crisisplanner.planning.checker.facts import Facts, Stay, exceeds
from crisisplanner.planning.checker.locks import lock_days
from crisisplanner.planning.checker.pairs import PairCase, judge_pair
from crisisplanner.planning.checker.partners import partner_breaches
from crisisplanner.planning.row_checks import at

Days = npt.NDArray[np.float64]
PARTNER_CODES = frozenset(
    {
        "check.single_lead",
        "check.too_many_partners",
        "check.incompatible",
        "check.caveat_company",
    }
)
"""What more allocations can't mend."""


@dataclass(frozen=True, slots=True)
class KeptLock:
    """Hold a lock with the least that keeps it: a stay on exactly its days."""

    index: int
    stay: Stay


def lock_findings(problem: Problem) -> Iterator[Message]:
    """Name every lock that can't be kept, with what it clashes with."""
    if not problem.locks:
        return
    facts = Facts(problem)
    kept: list[KeptLock] = []
    for index, lock in enumerate(problem.locks):
        case = judge_pair(facts, facts.offers[lock.offer], facts.needs[lock.requirement])
        days = lock_days(lock, case, facts.offers[lock.offer].max_stay_days)
        findings = list(_alone(facts, index, lock, case, days))
        yield from findings
        if days is not None and not findings:
            kept.append(KeptLock(index, _stay(facts, lock, days)))
    yield from _together(facts, kept)


def _stay(facts: Facts, lock: LockRow, days: tuple[int, int]) -> Stay:
    offer = facts.offers[lock.offer]
    quantity = lock.quantity if offer.divisible else math.ceil(lock.quantity - 1e-6)
    return Stay(offer, facts.needs[lock.requirement], quantity, *days)


def _said(facts: Facts, index: int, lock: LockRow, code: str, /, **params: Parameter) -> Message:
    return at(
        "locks",
        index,
        "offer",
        code,
        offer=words.offer(lock.offer),
        partner=words.partner(facts.offers[lock.offer].partner),
        requirement=words.need(lock.requirement),
        **params,
    )


def _alone(
    facts: Facts, index: int, lock: LockRow, case: PairCase, days: tuple[int, int] | None
) -> Iterator[Message]:
    if case.obstacles:
        for said in case.obstacles:
            why = message(said.code + ".why", **said.values)
            yield _said(facts, index, lock, "problem.lock_pair_impossible", why=why)
        return
    if days is None:
        yield _said(facts, index, lock, "problem.lock_without_days")
        return
    start, end = days
    span = {"from_day": Day(start), "to_day": Day(end)}
    if end <= start:
        yield _said(facts, index, lock, "problem.lock_without_days")
        return
    if not any(a <= start and end <= b for a, b in case.windows()):
        bounds = [bound for bound in case.bounds if not bound.allows(start, end)]
        for bound in bounds:
            why = message(bound.said.code + ".why", **bound.said.values)
            yield _said(facts, index, lock, "problem.lock_outside", why=why, **span)
        if not bounds:
            yield _said(facts, index, lock, "problem.lock_across_periods", **span)
    longest = facts.offers[lock.offer].max_stay_days
    if longest is not None and end - start > longest:
        code = "problem.lock_longer_than_stay"
        yield _said(facts, index, lock, code, found=end - start, allowed=longest)
    for name in facts.needs[lock.requirement].prerequisites:
        before = facts.needs[name]
        if start < before.from_day:
            yield _said(
                facts,
                index,
                lock,
                "problem.lock_before_prerequisite",
                before=words.need(name),
                day=Day(start),
                allowed=Day(before.from_day),
            )


def _together(facts: Facts, kept: Sequence[KeptLock]) -> Iterator[Message]:
    calendar = Calendar(facts, [lock.stay for lock in kept])
    yield from _unit_clashes(facts, calendar, kept)
    yield from _partner_clashes(facts, kept)
    yield from _budget_clashes(facts, kept)
    yield from _ceiling_clashes(facts, calendar, kept)


def _by_pair(kept: Sequence[KeptLock]) -> dict[tuple[str, str], list[KeptLock]]:
    found: dict[tuple[str, str], list[KeptLock]] = defaultdict(list)
    for lock in kept:
        found[lock.stay.offer.id, lock.stay.need.id].append(lock)
    return found


def _least_by_day(calendar: Calendar, locks: Sequence[KeptLock], *, is_away: bool) -> Days:
    """Give the units that locks of one pair bind at least: the largest of them, each day."""
    facts = calendar.facts
    least = calendar.nothing()
    for lock in locks:
        own = calendar.nothing()
        start, end = lock.stay.from_day, lock.stay.to_day
        if is_away:
            start, end = facts.leaves_on(lock.stay), facts.back_on(lock.stay)
        calendar.add(own, start, end, lock.stay.quantity)
        least = np.maximum(least, own)
    return least


def _unit_clashes(facts: Facts, calendar: Calendar, kept: Sequence[KeptLock]) -> Iterator[Message]:
    """Locks bind more units of an offer, or of a group, than are free."""
    pairs = _by_pair(kept)
    for offers in _sharing(facts.problem, {offer for offer, _ in pairs}):
        own = [(pair, locks) for pair, locks in sorted(pairs.items()) if pair[0] in offers]
        bound = calendar.nothing()
        for _, locks in own:
            bound += _least_by_day(calendar, locks, is_away=True)
        free = calendar.nothing() + max(facts.offers[offer].quantity for offer in offers)
        for row in facts.problem.commitments:
            if row.offer in offers:
                calendar.add(free, row.from_day, row.to_day, -row.quantity)
        worst = calendar.worst(bound, np.where(bound > 0, free, np.inf))
        if worst is not None:
            day, found, allowed, _ = worst
            clashing = [lock for _, locks in own for lock in locks if _is_away(facts, lock, day)]
            yield at(
                "locks",
                max(lock.index for lock in clashing),
                "quantity",
                "problem.locks_bind_too_much",
                n=len(clashing),
                offers=tuple(
                    words.offer(offer)
                    for offer in sorted({lock.stay.offer.id for lock in clashing})
                ),
                requirements=_needs_of(clashing),
                day=Day(day),
                found=found,
                allowed=max(0.0, allowed),
            )


def _sharing(problem: Problem, locked: set[str]) -> Iterator[tuple[str, ...]]:
    """Yield each locked offer, and the members of each group that has one."""
    for offer in sorted(locked):
        yield (offer,)
    groups: dict[str, list[str]] = defaultdict(list)
    for row in problem.offers:
        if row.group:
            groups[row.group].append(row.id)
    for _, members in sorted(groups.items()):
        if len(members) > 1 and not locked.isdisjoint(members):
            yield tuple(members)


def _is_away(facts: Facts, lock: KeptLock, day: int) -> bool:
    return facts.leaves_on(lock.stay) <= day < facts.back_on(lock.stay)


def _needs_of(locks: Sequence[KeptLock]) -> tuple[Ref, ...]:
    return tuple(words.need(name) for name in sorted({lock.stay.need.id for lock in locks}))


def _partner_clashes(facts: Facts, kept: Sequence[KeptLock]) -> Iterator[Message]:
    """Locks bring partners together that may not be."""
    stays = [lock.stay for lock in kept]
    for said in partner_breaches(facts, stays):
        if said.code in PARTNER_CODES:
            need = said.values["requirement"]
            index = max(lock.index for lock in kept if words.need(lock.stay.need.id) == need)
            yield at(
                "locks",
                index,
                "offer",
                "problem.locks_break_rule",
                offers=tuple(
                    words.offer(name)
                    for name in sorted(
                        {k.stay.offer.id for k in kept if words.need(k.stay.need.id) == need}
                    )
                ),
                why=said,
            )


def _budget_clashes(facts: Facts, kept: Sequence[KeptLock]) -> Iterator[Message]:
    """Locks cost more than a budget allows."""
    partners = {row.partner for row in facts.problem.offers}
    for row in facts.problem.budgets:
        locks = [
            lock
            for lock in kept
            if row.scope
            in (
                words.PLAN_SCOPE,
                lock.stay.need.plan,
                lock.stay.need.crisis,
                lock.stay.offer.partner,
            )
        ]
        cost = sum(max(facts.cost(lock.stay) for lock in own) for own in _by_pair(locks).values())
        if locks and exceeds(cost, row.amount):
            yield at(
                "locks",
                max(lock.index for lock in locks),
                "quantity",
                "problem.locks_cost_too_much",
                n=len(locks),
                requirements=_needs_of(locks),
                scope=words.scope(row.scope, partners),
                found=cost,
                allowed=row.amount,
            )


def _ceiling_clashes(
    facts: Facts, calendar: Calendar, kept: Sequence[KeptLock]
) -> Iterator[Message]:
    """Locks bring more people than an authority allows."""
    for row in facts.problem.ceilings:
        present = calendar.nothing()
        under: list[KeptLock] = []
        for own in _by_pair(kept).values():
            stay = own[0].stay
            if row.condition in facts.conditions(stay.offer, stay.need):
                people = stay.offer.personnel_per_unit or 0.0
                present += people * _least_by_day(calendar, own, is_away=False)
                under.extend(own)
        worst = calendar.worst(present, np.full_like(present, row.personnel))
        if worst is not None:
            yield at(
                "locks",
                max(lock.index for lock in under),
                "quantity",
                "problem.locks_exceed_ceiling",
                n=len(under),
                requirements=_needs_of(under),
                condition=words.condition(row.condition),
                day=Day(worst[0]),
                found=worst[1],
                allowed=worst[2],
            )
