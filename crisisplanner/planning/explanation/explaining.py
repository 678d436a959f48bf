"""Explain every requirement that a plan leaves open: the way in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from crisisplanner.domain.match import Gap, PlannedAllocation, PlanReasonCode, Reason, ReasonCode
from crisisplanner.domain.messages import Parameter, Ref, RefKind, message
from crisisplanner.planning.eligibility import PairTable
from crisisplanner.planning.explanation.idle_units import IdleUnits
from crisisplanner.planning.explanation.limits import Limits
from crisisplanner.planning.explanation.pair_causes import day_masks, pair_causes
from crisisplanner.planning.explanation.pair_phrases import MOST_NAMED, reason_of
from crisisplanner.planning.explanation.plan_causes import plan_reasons
from crisisplanner.planning.explanation.plan_days import OpenNeed, PlanDays, open_needs
from crisisplanner.planning.explanation.residuals import Residuals
from crisisplanner.planning.explanation.sole_claims import parted
from crisisplanner.planning.explanation.usage import usage_of
from crisisplanner.planning.tolerance import slack

UNCOUNTED = "reason.uncounted"
UNKNOWN = ReasonCode.UNKNOWN.value


def explain(table: PairTable, allocations: Iterable[PlannedAllocation]) -> tuple[Gap, ...]:
    """Say for every requirement that is not fully covered why it is not.

    Reasons are sorted: what would mend most if it alone were lifted comes first. Gaps are in the
    order of the requirements. O(Σ pairs × open days) time, the largest of them in memory.
    """
    plan = PlanDays(table, allocations)
    plan.prepare()
    limits = Limits(Residuals(plan))
    return tuple(_gap(plan, limits, need) for need in open_needs(plan))


def _gap(plan: PlanDays, limits: Limits, need: OpenNeed) -> Gap:
    if not len(need.pairs):
        reasons = [_none_offered(need)]
    else:
        masks = day_masks(plan, need)
        idle = IdleUnits(plan, limits, need, usage_of(plan, need, masks))
        causes = tuple(parted(idle, pair_causes(plan, need, masks)))
        amounts = need.amounts([(cause.at, cause.held) for cause, _ in causes])
        reasons = [
            reason_of(plan, need, cause, amount, beside)
            for (cause, beside), amount in zip(causes, amounts, strict=True)
        ]
        reasons.extend(plan_reasons(plan, need, idle))
        reasons.extend(_uncounted(plan, need, is_all=not reasons))
        reasons.extend(_too_few_offered(need, has_uncounted=any(map(_is_uncounted, reasons))))
    reasons.sort(key=lambda reason: (not reason.is_sole, -reason.unit_days))
    return Gap(need.row.id, need.missing_unit_days, tuple(reasons))


def _uncounted(plan: PlanDays, need: OpenNeed, *, is_all: bool) -> Iterator[Reason]:
    """Name the offers that nothing but their unknown quantity keeps away.

    What they would mend nobody knows: it counts only where nothing else is in the way.
    """
    is_unknown = plan.table.mask[need.pairs] == UNKNOWN
    rows = [plan.problem.offers[number] for number in need.offers[is_unknown].tolist()]
    offers = [row for row in rows if not row.is_quantity_known]
    if offers:
        names = tuple(offer.id for offer in offers)
        said: tuple[Parameter, ...] = tuple(Ref(RefKind.OFFER, name) for name in names[:MOST_NAMED])
        if len(names) > MOST_NAMED:
            said += (message("reason.more_offers", n=len(names) - MOST_NAMED),)
        yield Reason(
            code=ReasonCode.UNKNOWN.name.lower(),
            units=0.0,
            unit_days=need.missing_unit_days if is_all else 0.0,
            offers=names,
            subject=("quantity",),
            is_sole=is_all,
            sentence=message(
                UNCOUNTED,
                offers=said,
                fields=(message("reason.field.quantity"),),
            ),
        )


def _is_uncounted(reason: Reason) -> bool:
    return reason.sentence.code == UNCOUNTED


def _too_few_offered(need: OpenNeed, *, has_uncounted: bool) -> Iterator[Reason]:
    """Say how much of what is needed nobody offers, whatever becomes of what is offered.

    Where an offer's quantity is not known nobody can say that it is too little.
    """
    offered = float(need.factor @ need.quantity)
    missing = need.row.quantity - offered
    if has_uncounted or missing <= slack(need.row.quantity):
        return
    yield Reason(
        code=PlanReasonCode.NONE_OFFERED.value,
        units=missing,
        unit_days=float(np.minimum(need.deficit, missing).sum()),
        offers=(),
        subject=(need.row.type,),
        is_sole=True,
        sentence=message(
            "reason.too_few_offered",
            type=Ref(RefKind.TYPE, need.row.type),
            requirement=need.ref,
            needed=need.row.quantity,
            missing=missing,
        ),
    )


def _none_offered(need: OpenNeed) -> Reason:
    return Reason(
        code=PlanReasonCode.NONE_OFFERED.value,
        units=need.row.quantity,
        unit_days=need.missing_unit_days,
        offers=(),
        subject=(need.row.type,),
        is_sole=True,
        sentence=message(
            "reason.none_offered",
            type=Ref(RefKind.TYPE, need.row.type),
            requirement=need.ref,
        ),
    )
