"""One more unit on days on which it could be there, and what the plan has left for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from crisisplanner.domain.match import PlanReasonCode, ReasonCode
from crisisplanner.planning.explanation.limits import Limits, OneMore
from crisisplanner.planning.explanation.pair_causes import PairCause
from crisisplanner.planning.explanation.plan_days import OpenNeed, PlanDays, Sent
from crisisplanner.planning.explanation.residuals import Residuals
from crisisplanner.planning.periods import BoolArray, IntArray

MOST_TRIED = 8
"""How many offers a requirement's limits are tried for, those that could mend most first."""


def one_more_each(
    plan: PlanDays, need: OpenNeed, places: IntArray, is_there: BoolArray
) -> Iterator[OneMore]:
    """Take for each pair ``places[i]`` the longest run of open days with is_there[i, t].

    Where it serves here next to them already, it would come sooner or stay longer instead.
    """
    numbers, pairs = need.offers[places].tolist(), need.pairs[places].tolist()
    runs = _longest_runs(need.days, is_there)
    for place, number, pair, run in zip(places.tolist(), numbers, pairs, runs, strict=True):
        offer, (start, end) = plan.problem.offers[number], run
        moved = _beside(plan, need, number, start, end)
        if offer.max_stay_days is not None:
            end = min(end, start + offer.max_stay_days)
        yield OneMore(need, place, offer, number, pair, start, end, moved)


def _longest_runs(days: IntArray, is_there: BoolArray) -> list[tuple[int, int]]:
    """Give start and end of the longest run of days of each row; of equal ones the first."""
    n_days = np.count_nonzero(is_there, axis=1)
    start = days[is_there.argmax(axis=1)]
    end = days[len(days) - 1 - is_there[:, ::-1].argmax(axis=1)] + 1
    runs = list(zip(start.tolist(), end.tolist(), strict=True))
    for row in (end - start > n_days).nonzero()[0].tolist():
        own = days[is_there[row]]
        parts = np.split(own, np.flatnonzero(np.diff(own) > 1) + 1)
        longest = max(parts, key=len)
        runs[row] = int(longest[0]), int(longest[-1]) + 1
    return runs


def _beside(plan: PlanDays, need: OpenNeed, offer: int, start: int, end: int) -> Sent | None:
    beside = [
        one
        for one in plan.of_offer.get(offer, ())
        if one.requirement == need.number and (one.from_day == end or one.to_day == start)
    ]
    return min(beside, key=lambda one: (one.from_day != end, one.from_day), default=None)


def limits_of(limits: Limits, more: OneMore) -> Limits:
    """Give what the plan has left for a unit: without its present allocation where that moves."""
    if more.moved is None:
        return limits
    rest = limits.plan.without(more.moved)
    return Limits(Residuals(rest, limits.left, more.moved))


def apart(
    plan: PlanDays, limits: Limits, need: OpenNeed, causes: Iterable[PairCause]
) -> Iterator[tuple[PairCause, tuple[PlanReasonCode, ...]]]:
    """Part late units by the rules of the plan that would keep them away on time as well.

    So that lateness is a sole reason only where nothing else binds on those days.
    """
    causes = tuple(causes)
    late = [one for one in causes if one.code is ReasonCode.LATE and one.is_sole]
    tried: Iterator[OneMore] = iter(())
    if late:
        places = np.concatenate([one.at[:MOST_TRIED] for one in late])
        held = np.concatenate([one.held[:MOST_TRIED] for one in late])
        tried = one_more_each(plan, need, places, held > 0)
    for cause in causes:
        if cause.code is not ReasonCode.LATE or not cause.is_sole:
            yield cause, ()
            continue
        groups: dict[tuple[PlanReasonCode, ...], list[int]] = {}
        for row, more in enumerate(islice(tried, min(MOST_TRIED, len(cause.at)))):
            blocked = limits_of(limits, more).blocking(more)
            codes = tuple(dict.fromkeys(one.code for one in blocked))
            groups.setdefault(codes, []).append(row)
        if len(cause.at) > MOST_TRIED:
            groups.setdefault((), []).extend(range(MOST_TRIED, len(cause.at)))
        for codes, rows in groups.items():
            own = cause._replace(is_sole=not codes, at=cause.at[rows], held=cause.held[rows])
            yield own, codes
