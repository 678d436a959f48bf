"""Rule H11: what the planner locked is kept; on which days a lock binds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from crisisplanner.domain.days import Day
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.problem import LockRow
from crisisplanner.planning.checker import words
from crisisplanner.planning.checker.facts import Facts, Stay, exceeds
from crisisplanner.planning.checker.pairs import PairCase, Period

CaseOf = Callable[[str, str], PairCase]


def lock_days(lock: LockRow, case: PairCase, max_stay_days: int | None) -> Period | None:
    """Give the days on which a lock binds; None where the pair has no day to default to.

    By default from the earliest start of the first period in which the pair is possible, or of that
    in which ``from_day`` lies, to its latest end.
    """
    windows = case.windows()
    if lock.from_day is not None and lock.to_day is not None:
        return lock.from_day, lock.to_day
    if lock.from_day is None:
        window = windows[0] if windows else None
    else:
        holding = [own for own in windows if own[0] <= lock.from_day < own[1]]
        window = max(holding, key=lambda own: own[1], default=None)
    if window is None:
        return None
    start = window[0] if lock.from_day is None else lock.from_day
    latest = window[1] if max_stay_days is None else min(window[1], start + max_stay_days)
    return start, latest if lock.to_day is None else lock.to_day


def lock_breaches(facts: Facts, stays: Sequence[Stay], case_of: CaseOf) -> Iterator[Message]:
    """H11: on each day of a lock at least its quantity is there."""
    if not facts.problem.locks:
        return
    by_pair: dict[tuple[str, str], list[Stay]] = defaultdict(list)
    for stay in stays:
        by_pair[stay.offer.id, stay.need.id].append(stay)
    for lock in facts.problem.locks:
        if lock.offer not in facts.offers or lock.requirement not in facts.needs:
            continue
        case = case_of(lock.offer, lock.requirement)
        days = lock_days(lock, case, facts.offers[lock.offer].max_stay_days)
        who = {"offer": words.offer(lock.offer), "requirement": words.need(lock.requirement)}
        if days is None:
            yield message("check.lock_without_days", rule="H11", **who)
            continue
        start, end = days
        need = facts.needs[lock.requirement]
        if start < need.from_day or end > need.to_day:
            yield message("check.lock_outside_need", rule="H11", **who)
            continue
        kept = np.zeros(max(0, end - start))
        for stay in by_pair[lock.offer, lock.requirement]:
            kept[max(0, stay.from_day - start) : max(0, stay.to_day - start)] += stay.quantity
        if len(kept) and exceeds(lock.quantity, float(kept.min())):
            yield message(
                "check.lock",
                rule="H11",
                day=Day(start + int(np.argmin(kept))),
                found=float(kept.min()),
                allowed=lock.quantity,
                **who,
            )
