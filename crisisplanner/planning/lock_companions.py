"""What locks need beside themselves, against what could be there: each rule by itself.

A locked requirement must count on some day, have its partners, and come after its prerequisites and
with its enablers; and so must these. Asked are H7, H8, H12, minimum shares and enablers, of all that
any offer could send on any day, whatever else uses it: what fails here fails in every plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from crisisplanner.domain.days import Day
from crisisplanner.domain.messages import Message, Parameter
from crisisplanner.domain.problem import OfferRow, RequirementRow
from crisisplanner.planning.checker import words
from crisisplanner.planning.checker.facts import TOLERANCE, Facts
from crisisplanner.planning.checker.pairs import Period, judge_pair
from crisisplanner.planning.checker.partners import LEAST_SHARE_OF_A_DIVISIBLE
from crisisplanner.planning.coverage import enabling_requirements
from crisisplanner.planning.lock_squeezes import KeptLock, Squeeze
from crisisplanner.planning.row_checks import at

Days = npt.NDArray[np.float64]


@dataclass
class Served:
    """Hold a requirement that every plan serves which keeps the locks.

    Something is there by ``latest_start``. ``locks`` ask for it, ``waiting`` is the one that waits
    for it; None where it is locked itself. ``lead`` names partners that locks bring to it.
    """

    need: RequirementRow
    latest_start: int
    waiting: RequirementRow | None
    locks: set[int] = field(default_factory=set)
    lead: set[str] = field(default_factory=set)


def companion_squeezes(facts: Facts, kept: Sequence[KeptLock]) -> Iterator[Squeeze]:
    """Weigh what locked requirements need against what could be sent."""
    reach = _Reach(facts)
    enabling = enabling_requirements(facts.problem)
    for served in _served(facts, kept).values():
        yield from _partners(facts, reach, served)
        yield from _level(facts, reach, served)
        yield from _enablers(facts, reach, served, enabling.get(served.need.id, ()))


def _served(facts: Facts, kept: Sequence[KeptLock]) -> dict[str, Served]:
    """Find what must be served: locked requirements, and what these wait for."""
    found: dict[str, Served] = {}
    waiting: list[str] = []
    for lock in kept:
        need, start = lock.stay.need, lock.stay.from_day
        one = found.setdefault(need.id, Served(need, start, None))
        one.latest_start = min(one.latest_start, start)
        one.locks.add(lock.index)
        one.lead.add(lock.stay.offer.partner)
        waiting.append(need.id)
    while waiting:
        after = found[waiting.pop()]
        for name in after.need.prerequisites:
            need = facts.needs[name]
            start = min(after.latest_start, need.to_day - 1)
            known = found.get(name)
            one = found.setdefault(name, Served(need, start, after.need))
            if known is None or start < one.latest_start or not after.locks <= one.locks:
                one.latest_start = min(one.latest_start, start)
                one.locks |= after.locks
                waiting.append(name)
    return found


class _Reach:
    """What could be there of each partner by day, whatever else it is used for."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._offers: dict[str, list[OfferRow]] = defaultdict(list)
        for offer in facts.problem.offers:
            self._offers[offer.type].append(offer)
        self._types: dict[str, set[str]] = defaultdict(set)
        for row in facts.problem.substitutes:
            self._types[row.required_type].add(row.offered_type)
        self._listed: dict[str, set[str]] = defaultdict(set)
        for pair in facts.problem.pairs:
            self._listed[pair.requirement].add(pair.offer)
        self._pairs: dict[str, list[tuple[OfferRow, tuple[Period, ...]]]] = {}

    def pairs(self, need: RequirementRow) -> list[tuple[OfferRow, tuple[Period, ...]]]:
        """List the offers that may serve a requirement, with the days on which they may."""
        if need.id not in self._pairs:
            facts = self._facts
            types = self._types[need.type] | {need.type}
            offers = {row.id: row for type_ in sorted(types) for row in self._offers[type_]}
            offers.update({name: facts.offers[name] for name in sorted(self._listed[need.id])})
            judged = [
                (offer, judge_pair(facts, offer, need).windows()) for offer in offers.values()
            ]
            self._pairs[need.id] = [(offer, windows) for offer, windows in judged if windows]
        return self._pairs[need.id]

    def partners(self, need: RequirementRow) -> set[str]:
        """Name the partners that could count as serving a requirement."""
        share = LEAST_SHARE_OF_A_DIVISIBLE * need.quantity
        return {
            offer.partner
            for offer, _ in self.pairs(need)
            if offer.quantity >= (share if offer.divisible else 1.0) - TOLERANCE
        }

    def levels(self, need: RequirementRow) -> dict[str, Days]:
        """Give for each partner the level that it could reach alone on each day of a requirement."""
        found: dict[str, Days] = {}
        for offer, windows in self.pairs(need):
            free = self._free(offer, need)
            is_open = np.zeros(len(free), dtype=np.bool_)
            for start, end in windows:
                is_open[max(0, start - need.from_day) : max(0, end - need.from_day)] = True
            level = np.where(is_open, free, 0.0) * self._facts.effectiveness(offer, need)
            found[offer.partner] = found.get(offer.partner, np.zeros(len(free))) + level
        return found

    def _free(self, offer: OfferRow, need: RequirementRow) -> Days:
        free = np.full(need.to_day - need.from_day, offer.quantity)
        for row in self._facts.problem.commitments:
            if row.offer == offer.id:
                start, end = row.from_day - need.from_day, row.to_day - need.from_day
                free[max(0, start) : max(0, end)] -= row.quantity
        free = free if offer.divisible else np.floor(free + TOLERANCE)
        return np.asarray(np.maximum(free, 0.0), dtype=np.float64)


def _partners(facts: Facts, reach: _Reach, served: Served) -> Iterator[Squeeze]:
    """H8: as many partners as must serve could."""
    need = served.need
    if need.min_partners > 1:
        found = len(reach.partners(need))
        limit = _of_need(
            facts,
            need,
            "min_partners",
            "problem.limit.too_few_partners",
            allowed=need.min_partners,
            found=found,
        )
        limits = (*_waited_for(facts, served), limit)
        yield Squeeze(_numbers(served), need.min_partners, found, limits)


def _level(facts: Facts, reach: _Reach, served: Served) -> Iterator[Squeeze]:
    """H7, H8, H12, minimum shares: on some day what could be there is enough to count."""
    need = served.need
    least = need.minimum_share * need.quantity
    if served.waiting is None and least <= TOLERANCE:
        return
    levels = reach.levels(need)
    last = need.to_day - need.from_day
    if served.waiting is not None:
        last = max(0, min(last, served.latest_start + 1 - need.from_day))
    most = 1 if need.single_lead else need.max_partners
    every = _best(levels, last, set(), None)
    few = every if most is None else _best(levels, last, served.lead, most)
    limits = [*_waited_for(facts, served)]
    if least > TOLERANCE or not levels:
        figures = {"allowed": least, "quantity": need.quantity, "share": need.minimum_share}
        code = "problem.limit.out_of_reach" if least > TOLERANCE else "problem.limit.nobody"
        column = "minimum_share" if least > TOLERANCE else "type"
        limits.append(_of_need(facts, need, column, code, found=few, **figures))
    if few < every:
        code = "problem.limit.single_lead" if need.single_lead else "problem.limit.max_partners"
        column = "single_lead" if need.single_lead else "max_partners"
        limits.append(_of_need(facts, need, column, code, n=most or 1))
    if limits:
        needed = max(least, TOLERANCE * 2)
        yield Squeeze(_numbers(served), needed, few, tuple(limits))


def _best(levels: Mapping[str, Days], last: int, lead: set[str], most: int | None) -> float:
    """Give the highest level of the first days that so many partners could reach, some given."""
    if last <= 0 or not levels:
        return 0.0
    given = sum((levels[name][:last] for name in sorted(lead & levels.keys())), np.zeros(last))
    others = np.array([levels[name][:last] for name in sorted(levels.keys() - lead)])
    n_more = len(others) if most is None else max(0, most - len(lead))
    if len(others) and n_more:
        given = given + np.sort(others, axis=0)[::-1][:n_more].sum(axis=0)
    return float(given.max())


def _enablers(
    facts: Facts, reach: _Reach, served: Served, groups: Sequence[Sequence[str]]
) -> Iterator[Squeeze]:
    """On some day of the requirement each type that enables it could be there."""
    need = served.need
    rows = {row.needs_type: place for place, row in enumerate(facts.problem.enablers)}
    types = sorted({row.needs_type for row in facts.problem.enablers if row.type == need.type})
    for type_, group in zip(types, groups, strict=True):
        could = any(_is_there(reach, facts.needs[name], need) for name in group)
        named = {"type": words.type_(need.type), "needed": words.type_(type_)}
        code = "problem.limit.enabler" if could else "problem.limit.no_enabler"
        limit = at("enablers", rows[type_], "needs_type", code, **named)
        limits = (*_waited_for(facts, served), limit)
        yield Squeeze(_numbers(served), 1.0, 2.0 if could else 0.0, limits)


def _is_there(reach: _Reach, enabling: RequirementRow, need: RequirementRow) -> bool:
    return any(
        max(start, need.from_day) < min(end, need.to_day)
        for _, windows in reach.pairs(enabling)
        for start, end in windows
    )


def _waited_for(facts: Facts, served: Served) -> tuple[Message, ...]:
    """Name the rule by which a requirement must be met though nothing locks it."""
    if served.waiting is None:
        return ()
    return (
        _of_need(
            facts,
            served.waiting,
            "prerequisites",
            "problem.limit.waits_until",
            before=words.need(served.need.id),
            day=Day(served.latest_start),
        ),
    )


def _of_need(
    facts: Facts, need: RequirementRow, column: str, code: str, /, **params: Parameter
) -> Message:
    place = next(n for n, row in enumerate(facts.problem.requirements) if row is need)
    return at("requirements", place, column, code, requirement=words.need(need.id), **params)


def _numbers(served: Served) -> tuple[int, ...]:
    return tuple(sorted(served.locks))
