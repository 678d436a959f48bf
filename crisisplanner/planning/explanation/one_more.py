"""One more unit on days on which it could be there, and what the plan has left for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from crisisplanner.domain.match import PlanReasonCode, ReasonCode
from crisisplanner.planning.explanation.limits import Limits, OneMore
from crisisplanner.planning.explanation.pair_causes import DayMasks, PairCause
from crisisplanner.planning.explanation.plan_days import OpenNeed, PlanDays, Sent
from crisisplanner.planning.explanation.residuals import Residuals
from crisisplanner.planning.periods import IntArray

LATE = ReasonCode.LATE.value
MOST_TRIED = 8
"""How many offers a requirement's limits are tried for, those that could mend most first."""


def one_more(plan: PlanDays, need: OpenNeed, place: int, days: IntArray) -> OneMore:
    """Take the longest run of days on which a unit could be there.

    Where it serves here next to them already, it would come sooner or stay longer instead.
    """
    longest = days
    if int(days[-1]) - int(days[0]) >= len(days):
        breaks = np.flatnonzero(np.diff(days) > 1) + 1
        longest = max(np.split(days, breaks), key=len)
    number = int(need.offers[place])
    offer = plan.problem.offers[number]
    start, end = int(longest[0]), int(longest[-1]) + 1
    moved = _beside(plan, need, number, start, end)
    if offer.max_stay_days is not None:
        end = min(end, start + offer.max_stay_days)
    return OneMore(need, place, offer, number, int(need.pairs[place]), start, end, moved)


def _beside(plan: PlanDays, need: OpenNeed, offer: int, start: int, end: int) -> Sent | None:
    if offer not in plan.of_offer:
        return None
    own = [one for one in plan.to_need.get(need.number, ()) if one.offer == offer]
    beside = [one for one in own if one.from_day == end or one.to_day == start]
    return min(beside, key=lambda one: (one.from_day != end, one.from_day), default=None)


def limits_of(limits: Limits, more: OneMore) -> Limits:
    """Give what the plan has left for a unit: without its present allocation where that moves."""
    if more.moved is None:
        return limits
    rest = limits.plan.without(more.moved)
    return Limits(Residuals(rest, limits.left, more.moved))


def apart(
    plan: PlanDays, limits: Limits, need: OpenNeed, masks: DayMasks, cause: PairCause
) -> Iterator[tuple[PairCause, tuple[PlanReasonCode, ...]]]:
    """Part late units by the rules of the plan that would keep them away on time as well.

    So that lateness is a sole reason only where nothing else binds on those days.
    """
    if cause.code is not ReasonCode.LATE or not cause.is_sole:
        yield cause, ()
        return
    held = np.where(masks.mask[cause.at] == LATE, masks.free[cause.at], 0.0)
    groups: dict[tuple[PlanReasonCode, ...], list[int]] = {}
    for row, place in enumerate(cause.at.tolist()):
        codes: tuple[PlanReasonCode, ...] = ()
        if row < MOST_TRIED:
            more = one_more(plan, need, place, need.days[held[row] > 0])
            blocked = limits_of(limits, more).blocking(more)
            codes = tuple(dict.fromkeys(one.code for one in blocked))
        groups.setdefault(codes, []).append(row)
    for codes, rows in groups.items():
        own = held[rows]
        factor = need.factor[cause.at[rows]]
        yield (
            replace(
                cause,
                is_sole=not codes,
                at=cause.at[rows],
                unit_days=cause.unit_days[rows],
                units=float(own.max(axis=1).sum()),
                held_back=float(np.minimum(need.deficit, factor @ own).sum()),
                n_days=int(np.count_nonzero(own.any(axis=0))),
            ),
            codes,
        )
