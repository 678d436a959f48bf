"""Which locks can't be kept, and what they clash with.

A lock may be impossible by itself (its pair, its days, its quantity) or together with other locks.
What only a solver can tell, it tells (``locks_together``): this finds what follows from single rules:
those of pairs here, what locks use together in ``lock_squeezes``, and what they need
beside themselves in ``lock_companions``, as far as they stand against H11.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Sequence

from crisisplanner.domain.days import Day
from crisisplanner.domain.messages import Message, Parameter, message
from crisisplanner.domain.problem import LockRow, Problem
from crisisplanner.planning.checker import words
from crisisplanner.planning.checker.facts import Facts, Stay
from crisisplanner.planning.checker.locks import lock_days
from crisisplanner.planning.checker.pairs import PairCase, judge_pair
from crisisplanner.planning.lock_companions import companion_squeezes
from crisisplanner.planning.lock_squeezes import KeptLock, Squeeze, squeezes
from crisisplanner.planning.lock_words import locks_said
from crisisplanner.planning.row_checks import at


def lock_findings(problem: Problem) -> Iterator[Message]:
    """Name every lock that can't be kept, with what it clashes with."""
    if not problem.locks:
        return
    facts = Facts(problem)
    for index, lock in enumerate(problem.locks):
        case = judge_pair(facts, facts.offers[lock.offer], facts.needs[lock.requirement])
        days = lock_days(lock, case, facts.offers[lock.offer].max_stay_days)
        yield from _alone(facts, index, lock, case, days)
    yield from _together(problem, facts, _kept(facts))


def _kept(facts: Facts) -> list[KeptLock]:
    """List the locks that nothing stands against by themselves."""
    kept: list[KeptLock] = []
    for index, lock in enumerate(facts.problem.locks):
        case = judge_pair(facts, facts.offers[lock.offer], facts.needs[lock.requirement])
        days = lock_days(lock, case, facts.offers[lock.offer].max_stay_days)
        if days is not None and not any(_alone(facts, index, lock, case, days)):
            kept.append(KeptLock(index, _stay(facts, lock, days), case))
    return kept


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


def _together(problem: Problem, facts: Facts, kept: Sequence[KeptLock]) -> Iterator[Message]:
    for squeeze in _squeezes(facts, kept):
        if squeeze.is_clash:
            locks = [problem.locks[index] for index in squeeze.locks]
            yield locks_said(problem, locks, "problem.locks_against_rules", squeeze.limits)


def _squeezes(facts: Facts, kept: Sequence[KeptLock]) -> Iterator[Squeeze]:
    yield from squeezes(facts, kept)
    yield from companion_squeezes(facts, kept)


def nearest_limit(problem: Problem, asked: Container[int]) -> Squeeze:
    """Give the single rule that some locks, by their rows, bring nearest to its limit."""
    facts = Facts(problem)
    kept = [lock for lock in _kept(facts) if lock.index in asked]
    return max(_squeezes(facts, kept), key=_nearness)


def _nearness(squeeze: Squeeze) -> float:
    """Weigh units half: that locks take all units of an offer is common and tells little."""
    is_of_units = squeeze.limits[0].code == "problem.limit.units"
    return squeeze.tightness * (0.5 if is_of_units else 1.0)
