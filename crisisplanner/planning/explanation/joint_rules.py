"""What an open requirement asks of all its units together: a least level, partners, an enabler.

One unit alone can't tell: others may come as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Set
from functools import partial

import numpy as np

from crisisplanner.domain.match import PlanReasonCode
from crisisplanner.domain.messages import Ref, RefKind, message
from crisisplanner.planning.explanation.plan_days import OpenNeed, PlanDays
from crisisplanner.planning.explanation.rooms import Room
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray
from crisisplanner.planning.tolerance import TOLERANCE, slack

LEAST_SHARE_OF_A_DIVISIBLE = 0.01


class JointRules:
    """Tell what a requirement would still lack if some units came."""

    def __init__(self, plan: PlanDays, need: OpenNeed) -> None:
        self.need = need
        row = need.row
        self.least = row.minimum_share * row.quantity
        self.enabled = np.ones(len(need.days), dtype=np.bool_)
        if row.id in plan.enabling:
            self.enabled = plan.is_enabled(need.number)[need.days - row.from_day]
        self.is_enabled = is_enabled = bool(self.enabled.all())
        self.types: tuple[str, ...] = ()
        if not is_enabled:
            rows = plan.problem.enablers
            self.types = tuple(sorted({one.needs_type for one in rows if one.type == row.type}))
        self.serving, self._counted = self._serving(plan)
        self.can_bind = self.least > TOLERANCE or row.min_partners > 1 or not is_enabled

    def _serving(self, plan: PlanDays) -> tuple[frozenset[str], frozenset[str]]:
        """Name the partners that serve, and those that send enough to count for the minimum."""
        row, offers = self.need.row, plan.problem.offers
        part = LEAST_SHARE_OF_A_DIVISIBLE * row.quantity
        sent = plan.to_need.get(self.need.number, ())
        return frozenset(offers[one.offer].partner for one in sent), frozenset(
            offers[one.offer].partner
            for one in sent
            if one.quantity >= (part if offers[one.offer].divisible else 1.0) - TOLERANCE
        )

    def room_for_partners(self, codes: Set[str]) -> float:
        """Give how many more partners may serve if some rules did not hold."""
        row, most = self.need.row, math.inf
        if row.single_lead and PlanReasonCode.LEAD not in codes:
            most = 1.0
        if row.max_partners is not None and PlanReasonCode.PARTNERS not in codes:
            most = min(most, row.max_partners)
        return max(0.0, most - len(self.serving))

    def package(self, is_there: BoolArray, factor: float) -> float:
        """Give how many units have to come at once so that a day counts at all: 1 at least."""
        lacking = self.least - float(self.need.level[is_there].max(initial=0.0))
        return 1.0 if lacking <= factor else float(np.ceil(lacking / factor - TOLERANCE))

    def lacking(self, level: FloatArray, partners: Set[str], is_there: BoolArray) -> Iterator[Room]:
        """Yield what is lacking on some days with a level, and with more partners, as rules."""
        row = self.need.row
        if not self.can_bind:
            return
        if not self.is_enabled and not (is_there & self.enabled).any():
            refs = tuple(Ref(RefKind.TYPE, name) for name in self.types)
            said = partial(
                message, "reason.not_enabled", types=refs, n=int(np.count_nonzero(is_there))
            )
            yield Room(PlanReasonCode.ENABLER, self.types, said)
        if self.least > TOLERANCE:
            found = float(level[is_there].max(initial=0.0))
            if found < self.least - slack(self.least):
                yield self.too_few(found)
        n_partners = len(self._counted | partners)
        if row.min_partners > 1 and n_partners < row.min_partners:
            said = partial(
                message,
                "reason.too_few_partners",
                requirement=self.need.ref,
                allowed=row.min_partners,
                found=n_partners,
                n=n_partners,
            )
            yield Room(PlanReasonCode.PARTNERS, (row.id,), said)

    def too_few(self, found: float) -> Room:
        """Say that what could come is below the least that counts."""
        ref = self.need.ref
        said = partial(
            message, "reason.minimum_share", requirement=ref, found=found, allowed=self.least
        )
        return Room(PlanReasonCode.MINIMUM_SHARE, (self.need.row.id,), said)
