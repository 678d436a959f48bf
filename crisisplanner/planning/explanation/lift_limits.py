"""Whether lift carries one more unit, week by week: its partner's own, then the pool's.

For many units at once: nearly every unit needs lift.
"""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from crisisplanner.domain.days import DAYS_PER_WEEK, Day, week_of
from crisisplanner.domain.match import PlanReasonCode
from crisisplanner.domain.messages import Message
from crisisplanner.planning.explanation.residuals import LiftLeft, Residuals
from crisisplanner.planning.explanation.rooms import Many, OneMore, Room, loose
from crisisplanner.planning.explanation.unit_words import said_of
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray
from crisisplanner.planning.tolerance import reaches


class LiftLimits:
    """Try units against the lift that a plan leaves in the weeks in which they could leave."""

    def __init__(self, left: Residuals) -> None:
        self._left, self._plan = left, left.plan
        self._first_week = week_of(left.plan.first_day)

    def rooms(self, many: Many) -> list[Room | None]:
        """Give for each unit the room that lift leaves, if it limits it; nothing if it is free."""
        if not self._plan.problem.lift:
            return []
        found: list[Room | None] = [None] * len(many.each)
        tonnes = self._plan.facts.lift_t[many.offers]
        (rows,) = ((tonnes > 0) & ~many.is_held).nonzero()
        if not len(rows):
            return found
        earliest, first, last = self._weeks(many)
        needed, lift = many.units * tonnes, [self._left.lift(name) for name in many.partners()]
        free = self._free(many, lift, needed, first, last)
        weeks = np.arange(free.shape[1])
        is_open = (weeks >= first[:, None]) & (weeks <= last[:, None])
        least = np.minimum.reduce(np.where(is_open, free, math.inf), axis=1)
        most = np.maximum.reduce(np.where(is_open, free, -math.inf), axis=1)
        is_short = is_open & (free < needed[:, None])
        left = np.array([one.tonnes for one in lift])
        worst = np.where(is_short, left, -math.inf).argmax(axis=1) + self._first_week
        heavy = np.where(tonnes > 0, tonnes, math.inf)
        figures = zip(
            (least / heavy).tolist(), (most / heavy).tolist(), worst.tolist(), strict=True
        )
        own, is_enough = [*figures], (least >= needed).tolist()
        for row in rows.tolist():
            lowest, highest, week = own[row]
            if is_enough[row]:
                found[row] = loose(PlanReasonCode.LIFT, lowest)
                continue
            more = many.each[row]
            said = partial(self._say, more, week, is_short, row)
            options = partial(self._by_option, more, row, earliest, first, free)
            found[row] = Room(PlanReasonCode.LIFT, (str(week),), said, lowest, highest, options)
        return found

    def _weeks(self, many: Many) -> tuple[IntArray, IntArray, IntArray]:
        """Give the first day on which each could leave, and the first and last week from the first.

        Whoever should have left before the plan begins leaves on its first day.
        """
        earliest = many.from_day - self._plan.table.times.lead_days[many.pairs]
        latest = earliest + (many.to_day - many.from_day) - 1
        first, last = (
            np.maximum(self._plan.first_day, days) // DAYS_PER_WEEK - self._first_week
            for days in (earliest, latest)
        )
        return earliest, first, last

    def _free(
        self, many: Many, lift: list[LiftLeft], needed: FloatArray, first: IntArray, last: IntArray
    ) -> FloatArray:
        """Give the tonnes free for each unit by week; what it uses now is free for it."""
        free = np.array([one.with_slack for one in lift])
        for row in many.moved:
            moved = many.each[row].moved
            if moved is None:
                continue
            week = week_of(moved.leaves_on) - self._first_week
            if first[row] <= week <= last[row]:
                free[row, week] += needed[row] * max(1.0, moved.quantity)
        return free

    def _by_option(
        self, more: OneMore, row: int, earliest: IntArray, first: IntArray, free: FloatArray
    ) -> FloatArray:
        days = np.arange(earliest[row], earliest[row] + more.n_options)
        weeks = np.maximum(days // DAYS_PER_WEEK - self._first_week, first[row])
        tonnes = more.offer.lift_t or 0.0
        return np.asarray(free[row, weeks] / tonnes, dtype=np.float64)

    def _say(self, more: OneMore, week: int, is_short: BoolArray, row: int) -> Message:
        partner, tonnes = more.offer.partner, more.offer.lift_t or 0.0
        weeks = (is_short[row].nonzero()[0] + self._first_week).tolist()
        whole = {one: self._left.whole_lift(partner, one) for one in weeks}
        most = max(whole.values())
        return said_of(
            self._plan.facts,
            "reason.lift" if reaches(most, tonnes) else "reason.lift_never_enough",
            more,
            tonnes=tonnes,
            week=week,
            day=Day(week * DAYS_PER_WEEK),
            free=self._left.lift(partner).in_week(week),
            whole=whole[week],
            most=most,
        )
