"""Explain every requirement that a plan leaves open: the way in."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from crisisplanner.domain.match import Gap, PlannedAllocation, PlanReasonCode, Reason
from crisisplanner.domain.messages import Ref, RefKind, message
from crisisplanner.planning.eligibility import PairTable
from crisisplanner.planning.explanation.limits import Limits
from crisisplanner.planning.explanation.one_more import apart
from crisisplanner.planning.explanation.pair_causes import day_masks, pair_causes
from crisisplanner.planning.explanation.pair_phrases import reason_of
from crisisplanner.planning.explanation.plan_causes import plan_reasons
from crisisplanner.planning.explanation.plan_days import OpenNeed, PlanDays, open_needs
from crisisplanner.planning.explanation.residuals import Residuals


def explain(table: PairTable, allocations: Iterable[PlannedAllocation]) -> tuple[Gap, ...]:
    """Say for every requirement that is not fully covered why it is not.

    Reasons are sorted: what would mend most if it alone were lifted comes first. Gaps are in the
    order of the requirements. O(Σ pairs × open days) time, the largest of them in memory.
    """
    plan = PlanDays(table, allocations)
    quantity = np.array([row.quantity for row in table.problem.offers], dtype=np.float64)
    limits = Limits(Residuals(plan))
    return tuple(_gap(plan, limits, need) for need in open_needs(plan, quantity))


def _gap(plan: PlanDays, limits: Limits, need: OpenNeed) -> Gap:
    if not len(need.pairs):
        reasons = [_none_offered(need)]
    else:
        masks = day_masks(plan, need)
        reasons = [
            reason_of(plan, need, part, beside)
            for cause in pair_causes(plan, need, masks)
            for part, beside in apart(plan, limits, need, masks, cause)
        ]
        reasons.extend(plan_reasons(plan, limits, need, masks))
    reasons.sort(key=lambda reason: (not reason.is_sole, -reason.unit_days))
    return Gap(need.row.id, need.missing_unit_days, tuple(reasons))


def _none_offered(need: OpenNeed) -> Reason:
    return Reason(
        code=PlanReasonCode.NONE_OFFERED.value,
        units=0.0,
        unit_days=need.missing_unit_days,
        offers=(),
        subject=(need.row.type,),
        is_sole=True,
        sentence=message(
            "reason.none_offered",
            type=Ref(RefKind.TYPE, need.row.type),
            requirement=Ref(RefKind.REQUIREMENT, need.row.id),
        ),
    )
