"""Which few changes could raise coverage: found from the reasons, one lever for each that has one.

A lever here is only hoped for; it is proven by solving again what ``pulling`` makes of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from crisisplanner.domain.days import Day
from crisisplanner.domain.levers import Lever, LeverKind
from crisisplanner.domain.match import Gap, Reason
from crisisplanner.domain.messages import Message, Parameter, Ref, RefKind, message
from crisisplanner.domain.money import Money
from crisisplanner.domain.problem import (
    NOWHERE_END,
    ArrivalPart,
    CaveatEffect,
    OfferRow,
    Problem,
    RequirementRow,
)
from crisisplanner.planning.eligibility import PairTable
from crisisplanner.planning.explanation.limit_levers import at_price, moves_of_lift
from crisisplanner.planning.explanation.limit_prices import LimitPrices
from crisisplanner.planning.timing import decision_of

MOST_SHIFTS = 5
"""Every late need has a day from which it could be met: no more than these are worth a talk."""

SHORTENED: Mapping[str, str] = MappingProxyType(
    {
        ArrivalPart.NOTICE.value: "notice",
        ArrivalPart.LOAD.value: "load",
        ArrivalPart.TRANSIT.value: "transit",
        ArrivalPart.SETUP.value: "setup",
    }
)
"""Parts of an arrival that an offer's own figures give, by the name of the field."""


def find_levers(
    table: PairTable,
    gaps: Iterable[Gap],
    limit: int = 10,
    prices: LimitPrices | None = None,
) -> tuple[Lever, ...]:
    """List the levers that could raise coverage most, by the gain that may be hoped for.

    The same lever found for several requirements is one. With ``prices``, more of a limit is hoped
    to bring no more than its price says, and lift is moved between weeks too. O(reasons).
    """
    finder = _Finder(table)
    merged: dict[tuple[LeverKind, str, int | None], Lever] = {}
    for gap in gaps:
        need = finder.needs[gap.requirement]
        for reason in gap.reasons:
            for lever in finder.of_reason(need, reason) if reason.is_sole else ():
                key = (lever.kind, lever.subject, lever.day if lever.kind in _BY_DAY else None)
                merged[key] = _merged(merged.get(key), lever)
    found = list(merged.values())
    if prices is not None:
        found = [at_price(lever, prices) for lever in found]
        found.extend(moves_of_lift(found, prices))
    ranked = sorted(found, key=lambda one: (-one.hoped_gain, one.kind, one.subject))
    ranked.sort(key=lambda one: one.moves_goal)
    shifts = [one for one in ranked if one.moves_goal][MOST_SHIFTS:]
    return tuple(one for one in ranked if one not in shifts)[:limit]


_BY_DAY = frozenset({LeverKind.ADD_LIFT})

_BY_OFFER = frozenset(
    {
        LeverKind.DECIDE_EARLIER,
        LeverKind.COME_SOONER,
        LeverKind.STAY_LONGER,
        LeverKind.LIFT_CAVEAT,
        LeverKind.ALLOW_CRISIS,
        LeverKind.EXTEND_PERMIT,
        LeverKind.RELEASE,
        LeverKind.ADMIT_PARTNER,
    }
)
"""Levers that free only the offers they are about."""

_SOONER = frozenset({LeverKind.DECIDE_EARLIER, LeverKind.COME_SOONER})


def _subjects_of(offer: OfferRow) -> set[str]:
    return {offer.id, offer.partner, *(step.decider for step in offer.decision_steps)}


def _merged(known: Lever | None, new: Lever) -> Lever:
    if known is None:
        return new
    larger = max(known, new, key=lambda one: one.amount)
    return replace(
        larger,
        sentence=_with_all_days(larger.sentence, known.sentence, new.sentence),
        requirements=tuple(dict.fromkeys((*known.requirements, *new.requirements))),
        hoped_gain=known.hoped_gain + new.hoped_gain,
    )


def _with_all_days(said: Message, *others: Message) -> Message:
    """Widen the days of a sentence to those of all."""
    values = dict(said.values)
    for name, widest in (("from_day", min), ("to_day", max)):
        days = [one.values.get(name) for one in others]
        known = [day for day in days if isinstance(day, Day)]
        if known:
            values[name] = widest(known)
    return message(said.code, **values)


class _Finder:
    """Make levers from reasons."""

    def __init__(self, table: PairTable) -> None:
        self.table = table
        self.problem: Problem = table.problem
        self.offers = {row.id: row for row in self.problem.offers}
        self.needs = {row.id: row for row in self.problem.requirements}
        self._number = {row.id: number for number, row in enumerate(self.problem.offers)}
        self._need_number = {row.id: number for number, row in enumerate(self.problem.requirements)}
        self._weights = sum(row.weight for row in self.problem.requirements)

    def of_reason(self, need: RequirementRow, reason: Reason) -> Iterator[Lever]:
        """Yield the levers against one reason."""
        make = _LEVERS.get(reason.code)
        if make is not None and reason.offers:
            yield from make(self, need, reason)

    def lever(
        self,
        kind: LeverKind,
        subject: str,
        need: RequirementRow,
        reason: Reason,
        /,
        amount: float,
        words: Mapping[str, Parameter],
        *,
        day: int | None = None,
        part: str = "",
    ) -> Lever:
        """Make a lever with its hoped gain and sentence."""
        span = need.quantity * (need.to_day - need.from_day)
        gain = (
            need.weight
            * self._within_reach(kind, subject, need, reason, amount)
            / span
            / self._weights
        )
        values: dict[str, Parameter] = {
            "amount": amount,
            "requirement": Ref(RefKind.REQUIREMENT, need.id),
            **words,
        }
        said = message("lever." + kind.value, **values)
        return Lever(kind, subject, (need.id,), amount, day, gain, said, part)

    def _within_reach(
        self, kind: LeverKind, subject: str, need: RequirementRow, reason: Reason, amount: float
    ) -> float:
        """Give the unit-days that a lever may free: no more than its own offers could bring."""
        if kind not in _BY_OFFER:
            return reason.unit_days
        offers = [self.offers[name] for name in reason.offers]
        own = [row for row in offers if subject in _subjects_of(row)] or offers[:1]
        days = need.to_day - need.from_day
        if kind in _SOONER:
            # Nobody is there longer than it comes sooner.
            days = min(days, math.ceil(amount))
        most = sum(row.quantity * self.factor(row.id, need.id) for row in own) * days
        return min(reason.unit_days, most)

    def factor(self, offer: str, need: str) -> float:
        """Give the effectiveness of a pair."""
        pair = self.table.pairs.find(self._number[offer], self._need_number[need])
        return 1.0 if pair is None else float(self.table.effectiveness[pair])

    def leader(self, reason: Reason) -> OfferRow:
        """Give the offer that would mend most."""
        return self.offers[reason.offers[0]]


def _offer(row: OfferRow) -> dict[str, Parameter]:
    return {
        "offer": Ref(RefKind.OFFER, row.id),
        "partner": Ref(RefKind.PARTNER, row.partner),
        "type": Ref(RefKind.TYPE, row.type),
    }


def _late(finder: _Finder, need: RequirementRow, reason: Reason) -> Iterator[Lever]:
    offer = finder.leader(reason)
    values = _late_values(reason)
    part = next((name for name in reason.subject if name in set(ArrivalPart)), "")
    usable, wanted = values.get("arrives"), values.get("day")
    if not isinstance(usable, Day) or not isinstance(wanted, Day):
        return
    days = float(usable.number - wanted.number)
    yield from _shift(finder, need, reason, usable.number)
    if part == ArrivalPart.DECISION:
        yield from _decision(finder, need, reason, days)
    elif part == ArrivalPart.CAVEAT:
        for row in finder.problem.caveats:
            if (
                row.offer == offer.id
                and row.effect is CaveatEffect.DELAYS
                and row.id in reason.subject
            ):
                caveat = Ref(RefKind.CAVEAT, row.id)
                kind = LeverKind.LIFT_CAVEAT
                yield finder.lever(
                    kind, row.id, need, reason, 1.0, {"caveat": caveat, **_offer(offer)}
                )
    elif part in SHORTENED:
        current = getattr(offer, SHORTENED[part]).days or 0.0
        amount = min(days, current)
        if amount > 0:
            yield finder.lever(
                LeverKind.COME_SOONER,
                offer.id,
                need,
                reason,
                amount,
                {"what": message("reason.part." + part), **_offer(offer)},
                part=part,
            )


def _late_values(reason: Reason) -> Mapping[str, Parameter]:
    """Give what a sentence on lateness is made of, with or without what is assumed."""
    said = reason.sentence.values.get("said")
    return said.values if isinstance(said, Message) else reason.sentence.values


def _shift(finder: _Finder, need: RequirementRow, reason: Reason, day: int) -> Iterator[Lever]:
    """Need it only from the day on which it can be there: another date, with what follows from it."""
    is_locked = any(row.requirement == need.id for row in finder.problem.locks)
    if need.from_day < day < need.to_day and not is_locked:
        yield finder.lever(
            LeverKind.SHIFT_NEED,
            need.id,
            need,
            reason,
            float(day - need.from_day),
            {"from_day": Day(day), "was": Day(need.from_day)},
            day=day,
        )


def _decision(
    finder: _Finder, need: RequirementRow, reason: Reason, days: float
) -> Iterator[Lever]:
    offer = finder.leader(reason)
    decision = decision_of(offer)
    if decision.day is None:
        return
    if not offer.decision_steps:
        amount = min(days, offer.decision_days)
        by = Day(math.floor(offer.decision_days - amount))
        if amount > 0:
            yield finder.lever(
                LeverKind.DECIDE_EARLIER,
                offer.partner,
                need,
                reason,
                amount,
                {
                    "by": by,
                    "decision": message(
                        "lever.decision_of", partner=Ref(RefKind.PARTNER, offer.partner)
                    ),
                },
            )
        return
    steps = [step for step in decision.critical_steps if not step.is_wait]
    longest = max(steps, key=lambda term: term.days)
    amount = min(days, longest.days)
    yield finder.lever(
        LeverKind.DECIDE_EARLIER,
        longest.name,
        need,
        reason,
        amount,
        {
            "by": Day(math.floor(longest.ends_on - amount)),
            "decision": message("lever.decision_named", name=longest.name),
        },
    )


def _gone(finder: _Finder, need: RequirementRow, reason: Reason) -> Iterator[Lever]:
    offer = finder.leader(reason)
    # What can't be placed in time for want of a date of D does not stay longer.
    if offer.available_to is not None and offer.available_to > NOWHERE_END:
        amount = float(need.to_day - offer.available_to)
        until = Day(need.to_day)
        kind = LeverKind.STAY_LONGER
        yield finder.lever(
            kind, offer.id, need, reason, amount, {"until": until, **_offer(offer)}, day=need.to_day
        )


def _caveat(finder: _Finder, need: RequirementRow, reason: Reason) -> Iterator[Lever]:
    offer = finder.leader(reason)
    kind = LeverKind.LIFT_CAVEAT
    if need.crisis in offer.excludes:
        crisis = Ref(RefKind.CRISIS, need.crisis)
        yield finder.lever(
            LeverKind.ALLOW_CRISIS, offer.id, need, reason, 1.0, {"crisis": crisis, **_offer(offer)}
        )
    for name in reason.subject:
        if any(row.id == name and row.offer == offer.id for row in finder.problem.caveats):
            caveat = Ref(RefKind.CAVEAT, name)
            yield finder.lever(kind, name, need, reason, 1.0, {"caveat": caveat, **_offer(offer)})


def _condition(finder: _Finder, need: RequirementRow, reason: Reason) -> Iterator[Lever]:
    days = {"from_day": Day(need.from_day), "to_day": Day(need.to_day)}
    for name in reason.subject:
        ref = Ref(RefKind.CONDITION, name)
        span = float(need.to_day - need.from_day)
        kind = LeverKind.EXTEND_CONDITION
        yield finder.lever(
            kind, name, need, reason, span, {"condition": ref, **days}, day=need.from_day
        )


def _permit(finder: _Finder, need: RequirementRow, reason: Reason) -> Iterator[Lever]:
    offer = finder.leader(reason)
    if need.place and finder.problem.permits:
        yield finder.lever(
            LeverKind.EXTEND_PERMIT,
            offer.id,
            need,
            reason,
            float(need.to_day - need.from_day),
            {
                "place": Ref(RefKind.PLACE, need.place),
                "from_day": Day(need.from_day),
                "to_day": Day(need.to_day),
                **_offer(offer),
            },
        )


def _committed(finder: _Finder, need: RequirementRow, reason: Reason) -> Iterator[Lever]:
    offer = finder.leader(reason)
    yield finder.lever(LeverKind.RELEASE, offer.id, need, reason, reason.units, {**_offer(offer)})


def _more_units(finder: _Finder, need: RequirementRow, reason: Reason) -> Iterator[Lever]:
    offer = finder.leader(reason)
    factor = finder.factor(offer.id, need.id)
    amount = float(math.ceil(reason.unit_days / (need.to_day - need.from_day) / factor - 1e-9))
    yield finder.lever(
        LeverKind.ASK_FOR_MORE, offer.id, need, reason, max(1.0, amount), {**_offer(offer)}
    )


def _why(reason: Reason) -> Mapping[str, Parameter]:
    why = reason.sentence.values.get("why")
    return why.values if isinstance(why, Message) else {}


def _figure(values: Mapping[str, Parameter], name: str) -> float:
    found = values.get(name)
    if isinstance(found, Money):
        return found.amount
    return float(found) if isinstance(found, int | float) else 0.0


def _lift(finder: _Finder, need: RequirementRow, reason: Reason) -> Iterator[Lever]:
    values = _why(reason)
    week = int(_figure(values, "week"))
    units = min(reason.units, max(1.0, math.ceil(need.quantity)))
    amount = units * _figure(values, "tonnes") - _figure(values, "free")
    if amount > 0:
        kind = LeverKind.ADD_LIFT
        yield finder.lever(
            kind, str(week), need, reason, math.ceil(amount), {"week": week}, day=week
        )


def _node(finder: _Finder, need: RequirementRow, reason: Reason) -> Iterator[Lever]:
    values = _why(reason)
    units = min(reason.units, max(1.0, math.ceil(need.quantity)))
    amount = units * _figure(values, "tonnes") - _figure(values, "free")
    if amount > 0:
        name = reason.subject[0]
        node = Ref(RefKind.NODE, name)
        yield finder.lever(
            LeverKind.ADD_NODE_CAPACITY, name, need, reason, math.ceil(amount), {"node": node}
        )


def _budget(finder: _Finder, need: RequirementRow, reason: Reason) -> Iterator[Lever]:
    values = _why(reason)
    units = min(reason.units, max(1.0, math.ceil(need.quantity)))
    amount = math.ceil(units * _figure(values, "cost") - _figure(values, "free"))
    if amount > 0:
        money = Money(amount, finder.problem.currency)
        words = {"scope": values.get("scope"), "amount": money}
        yield finder.lever(LeverKind.ADD_BUDGET, reason.subject[0], need, reason, amount, words)


def _ceiling(finder: _Finder, need: RequirementRow, reason: Reason) -> Iterator[Lever]:
    values = _why(reason)
    units = min(reason.units, max(1.0, math.ceil(need.quantity)))
    amount = units * _figure(values, "people") - _figure(values, "free")
    if amount > 0:
        name = reason.subject[0]
        condition = Ref(RefKind.CONDITION, name)
        yield finder.lever(
            LeverKind.RAISE_CEILING, name, need, reason, math.ceil(amount), {"condition": condition}
        )


def _partners(finder: _Finder, need: RequirementRow, reason: Reason) -> Iterator[Lever]:
    offer = finder.leader(reason)
    yield finder.lever(LeverKind.ADMIT_PARTNER, need.id, need, reason, 1.0, {**_offer(offer)})


_LEVERS: Mapping[str, Callable[[_Finder, RequirementRow, Reason], Iterator[Lever]]] = (
    MappingProxyType(
        {
            "late": _late,
            "gone": _gone,
            "caveat": _caveat,
            "authority": _condition,
            "consent": _condition,
            "permit": _permit,
            "committed": _committed,
            "all_used_elsewhere": _more_units,
            "lift": _lift,
            "node": _node,
            "budget": _budget,
            "ceiling": _ceiling,
            "partners": _partners,
            "lead": _partners,
        }
    )
)
