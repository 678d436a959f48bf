"""What locks use together, against what there is: units, groups, caps, money, people, lift, company.

Each rule by itself, summed up over the least that keeps the locks: H1, H2, H4, H6 to H9, H14, and
caveats that cap or keep from company. Nothing here asks for what else a plan must send; ``lock_companions`` does.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crisisplanner.domain.days import Day, week_of
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.problem import CaveatEffect, LiftRow, Problem, RequirementRow
from crisisplanner.planning.checker import words
from crisisplanner.planning.checker.capacity import Calendar, tonnes_in_week
from crisisplanner.planning.checker.facts import EVERYONE, Facts, Stay, exceeds
from crisisplanner.planning.checker.pairs import PairCase
from crisisplanner.planning.checker.partners import partner_breaches
from crisisplanner.planning.row_checks import at

Days = npt.NDArray[np.float64]
LEAD = "problem.limit.single_lead"
MOST = "problem.limit.max_partners"
RIVALS = "problem.limit.incompatible"


@dataclass(frozen=True, slots=True)
class KeptLock:
    """Hold a lock with the least that keeps it, a stay on exactly its days, and its pair."""

    index: int
    stay: Stay
    case: PairCase


@dataclass(frozen=True, slots=True)
class Squeeze:
    """Hold what some locks ask of one rule and what it has; ``limits`` name the rule with figures."""

    locks: tuple[int, ...]
    found: float
    allowed: float
    limits: tuple[Message, ...]

    @property
    def is_clash(self) -> bool:
        """Tell whether the locks ask for more than there is."""
        return exceeds(self.found, max(0.0, self.allowed))

    @property
    def tightness(self) -> float:
        """Give what is asked as a share of what there is."""
        return self.found / self.allowed if self.allowed > 0 else math.inf * (self.found > 0)


def squeezes(facts: Facts, kept: Sequence[KeptLock]) -> Iterator[Squeeze]:
    """Weigh what the locks use together against every rule that bounds it."""
    calendar = Calendar(facts, [lock.stay for lock in kept])
    yield from _units(facts, calendar, kept)
    yield from _caps(facts, calendar, kept)
    yield from _budgets(facts, kept)
    yield from _ceilings(facts, calendar, kept)
    yield from _lift(facts, kept)
    yield from _company(facts, kept)


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


def _tightest_day(found: Days, allowed: Days) -> int | None:
    """Give the day with the largest excess or, without one, the least room; None if nothing limited is used."""
    used = np.flatnonzero((found > 0) & np.isfinite(allowed))
    if not len(used):
        return None
    return int(used[np.argmax((found - allowed)[used])])


def _numbers(locks: Sequence[KeptLock]) -> tuple[int, ...]:
    return tuple(sorted(lock.index for lock in locks))


def _units(facts: Facts, calendar: Calendar, kept: Sequence[KeptLock]) -> Iterator[Squeeze]:
    """H1, H2: locks bind units of an offer, or of a group."""
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
        place = _tightest_day(bound, free)
        if place is None:
            continue
        day, found, allowed = calendar.first + place, float(bound[place]), float(free[place])
        clashing = [lock for _, locks in own for lock in locks if _is_away(facts, lock, day)]
        named = tuple(
            words.offer(offer) for offer in sorted({lock.stay.offer.id for lock in clashing})
        )
        limit = at(
            "offers",
            min(n for n, row in enumerate(facts.problem.offers) if row.id in offers),
            "quantity",
            "problem.limit.units",
            offers=named,
            day=Day(day),
            found=found,
            allowed=max(0.0, allowed),
        )
        yield Squeeze(_numbers(clashing), found, allowed, (limit,))


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


def _caps(facts: Facts, calendar: Calendar, kept: Sequence[KeptLock]) -> Iterator[Squeeze]:
    """Locks send more of an offer into the scope of a caveat than it allows."""
    for place, row in enumerate(facts.problem.caveats):
        if row.effect is not CaveatEffect.CAPS or row.quantity is None:
            continue
        under = [
            lock
            for lock in kept
            if lock.stay.offer.id == row.offer and facts.is_in_scope(row, lock.stay.need)
        ]
        present = calendar.nothing()
        for own in _by_pair(under).values():
            present += _least_by_day(calendar, own, is_away=False)
        allowed = calendar.limited(row.from_day, row.to_day, row.quantity)
        day = _tightest_day(present, allowed)
        if day is not None:
            limit = at(
                "caveats",
                place,
                "quantity",
                "problem.limit.over_cap",
                caveat=words.caveat(row.id),
                offer=words.offer(row.offer),
                found=float(present[day]),
                allowed=row.quantity,
            )
            yield Squeeze(_numbers(under), float(present[day]), row.quantity, (limit,))


def _budgets(facts: Facts, kept: Sequence[KeptLock]) -> Iterator[Squeeze]:
    """H6: what locks cost at least."""
    partners = {row.partner for row in facts.problem.offers}
    for place, row in enumerate(facts.problem.budgets):
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
        if locks:
            limit = at(
                "budgets",
                place,
                "amount",
                "problem.limit.over_budget",
                scope=words.scope(row.scope, partners),
                found=cost,
                allowed=row.amount,
            )
            yield Squeeze(_numbers(locks), cost, row.amount, (limit,))


def _ceilings(facts: Facts, calendar: Calendar, kept: Sequence[KeptLock]) -> Iterator[Squeeze]:
    """H14: the people that locks bring under an authority."""
    for place, row in enumerate(facts.problem.ceilings):
        present = calendar.nothing()
        under: list[KeptLock] = []
        for own in _by_pair(kept).values():
            stay = own[0].stay
            if row.condition in facts.conditions(stay.offer, stay.need):
                people = stay.offer.personnel_per_unit or 0.0
                present += people * _least_by_day(calendar, own, is_away=False)
                under.extend(own)
        day = _tightest_day(present, np.full_like(present, row.personnel))
        if day is not None:
            found = float(present[day])
            limit = at(
                "ceilings",
                place,
                "personnel",
                "problem.limit.over_ceiling",
                condition=words.condition(row.condition),
                day=Day(calendar.first + day),
                found=found,
                allowed=row.personnel,
            )
            yield Squeeze(_numbers(under), found, row.personnel, (limit,))


def _lift(facts: Facts, kept: Sequence[KeptLock]) -> Iterator[Squeeze]:
    """H4: a unit leaves in one week; all that is locked leaves in the weeks up to the locks."""
    if not facts.problem.lift:
        return
    heavy = [lock for lock in kept if lock.stay.offer.lift_t]
    weeks_of = {lock.index: _weeks(facts, lock) for lock in heavy}
    for lock in heavy:
        offer, weeks = lock.stay.offer, weeks_of[lock.index]
        tonnes = [_tonnes(facts, {offer.partner}, week) for week in weeks]
        if not offer.divisible:
            unit = _lift_squeeze(facts, [lock], weeks, offer.lift_t or 0.0, max(tonnes), "unit")
            yield unit
            if unit.is_clash:
                continue
        found = lock.stay.quantity * (offer.lift_t or 0.0)
        yield _lift_squeeze(facts, [lock], weeks, found, sum(tonnes), "weeks")
    if len(heavy) > 1:
        first, last = min(w[0] for w in weeks_of.values()), max(w[-1] for w in weeks_of.values())
        weeks = range(first, last + 1)
        found = sum(
            max(lock.stay.quantity for lock in own) * (own[0].stay.offer.lift_t or 0.0)
            for own in _by_pair(heavy).values()
        )
        partners = {lock.stay.offer.partner for lock in heavy}
        allowed = sum(_tonnes(facts, partners, week) for week in weeks)
        yield _lift_squeeze(facts, heavy, weeks, found, allowed, "weeks")


def _weeks(facts: Facts, lock: KeptLock) -> range:
    """Give the weeks in which the units of a lock may leave: not after it begins."""
    stay = lock.stay
    starts = [s for s, e in lock.case.windows() if s <= stay.from_day < e]
    first = min([stay.from_day, *starts])
    earliest = facts.leaves_on(Stay(stay.offer, stay.need, 1.0, first, stay.to_day))
    return range(week_of(earliest), week_of(facts.leaves_on(stay)) + 1)


def _tonnes(facts: Facts, partners: set[str], week: int) -> float:
    return sum(tonnes_in_week(facts, name, week) for name in sorted({*partners, EVERYONE}))


def _lift_squeeze(
    facts: Facts,
    locks: Sequence[KeptLock],
    weeks: range,
    found: float,
    allowed: float,
    which: str,
) -> Squeeze:
    partners = sorted({lock.stay.offer.partner for lock in locks})
    days = {"from_day": Day(weeks[0] * 7), "to_day": Day((weeks[-1] + 1) * 7)}
    figures = {"found": found, "allowed": allowed}
    code = "problem.limit.lift_of_" + which
    named = tuple(words.partner(name) for name in partners)
    place = next(
        (n for n, row in enumerate(facts.problem.lift) if _may_carry(row, partners, weeks)), None
    )
    limit = (
        message(code, partners=named, **days, **figures)
        if place is None
        else at("lift", place, "tonnes", code, partners=named, **days, **figures)
    )
    return Squeeze(_numbers(locks), found, allowed, (limit,))


def _may_carry(row: LiftRow, partners: Sequence[str], weeks: range) -> bool:
    is_then = row.from_day < (weeks[-1] + 1) * 7 and row.to_day > weeks[0] * 7
    return is_then and row.partner in (*partners, EVERYONE)


def _company(facts: Facts, kept: Sequence[KeptLock]) -> Iterator[Squeeze]:
    """H7, H8 (most), H9, caveats against others: partners that locks bring to one requirement."""
    by_need: dict[str, list[KeptLock]] = defaultdict(list)
    for lock in kept:
        by_need[lock.stay.need.id].append(lock)
    for place, need in enumerate(facts.problem.requirements):
        locks = by_need.get(need.id, [])
        partners = {lock.stay.offer.partner for lock in locks}
        if len(partners) > 1:
            yield from _too_many_partners(place, need, locks, partners)
            yield from _incompatible(facts, locks, partners)
        yield from _shunned(facts, locks)


def _too_many_partners(
    place: int, need: RequirementRow, locks: Sequence[KeptLock], partners: set[str]
) -> Iterator[Squeeze]:
    who = words.need(need.id)
    if need.single_lead:
        limit = at("requirements", place, "single_lead", LEAD, requirement=who)
        yield Squeeze(_numbers(locks), len(partners), 1.0, (limit,))
    if need.max_partners is not None:
        most = need.max_partners
        limit = at("requirements", place, "max_partners", MOST, requirement=who, n=most)
        yield Squeeze(_numbers(locks), len(partners), most, (limit,))


def _incompatible(facts: Facts, locks: Sequence[KeptLock], partners: set[str]) -> Iterator[Squeeze]:
    for place, row in enumerate(facts.problem.incompatible):
        both = {row.partner_a, row.partner_b}
        if len(both) > 1 and both <= partners:
            a, b = words.partner(row.partner_a), words.partner(row.partner_b)
            limit = at("incompatible", place, "partner_b", RIVALS, partner=a, other=b)
            own = [lock for lock in locks if lock.stay.offer.partner in both]
            yield Squeeze(_numbers(own), 2.0, 1.0, (limit,))


def _shunned(facts: Facts, locks: Sequence[KeptLock]) -> Iterator[Squeeze]:
    for said in partner_breaches(facts, [lock.stay for lock in locks]):
        if said.code == "check.caveat_company":
            values = said.values
            who = {name: values[name] for name in ("caveat", "offer", "other")}
            own = [
                lock
                for lock in locks
                if words.offer(lock.stay.offer.id) == who["offer"]
                or words.partner(lock.stay.offer.partner) == who["other"]
            ]
            place = next(
                n
                for n, row in enumerate(facts.problem.caveats)
                if words.caveat(row.id) == who["caveat"] and words.offer(row.offer) == who["offer"]
            )
            limit = at("caveats", place, "other_partner", "problem.limit.company", **who)
            yield Squeeze(_numbers(own), 2.0, 1.0, (limit,))
