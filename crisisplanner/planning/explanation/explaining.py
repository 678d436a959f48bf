"""Explain every requirement that a plan leaves open: the way in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from crisisplanner.domain.days import Day
from crisisplanner.domain.match import (
    Gap,
    GivenUp,
    PlannedAllocation,
    PlanReasonCode,
    Reason,
    ReasonCode,
)
from crisisplanner.domain.messages import Parameter, Ref, RefKind, message
from crisisplanner.planning.collecting import without_collecting
from crisisplanner.planning.eligibility import PairTable
from crisisplanner.planning.explanation.idle_units import IdleUnits
from crisisplanner.planning.explanation.limits import Limits
from crisisplanner.planning.explanation.one_more import Part, parts_of_each
from crisisplanner.planning.explanation.pair_causes import PairCause, day_masks, pair_causes
from crisisplanner.planning.explanation.pair_phrases import MOST_NAMED, reason_of
from crisisplanner.planning.explanation.plan_causes import plan_reasons, used_elsewhere
from crisisplanner.planning.explanation.plan_days import (
    OpenNeed,
    PlanDays,
    met_days,
    open_needs,
)
from crisisplanner.planning.explanation.residuals import Residuals
from crisisplanner.planning.explanation.rooms import PROMISED, OneMore
from crisisplanner.planning.explanation.sole_claims import Claim, Share, SoleClaims
from crisisplanner.planning.explanation.unit_words import with_others
from crisisplanner.planning.explanation.usage import usage_of
from crisisplanner.planning.tolerance import slack

MOST_AT_ONCE = 64
"""How many requirements are looked at together: tried at once, units share the work."""

UNCOUNTED = "reason.uncounted"
UNKNOWN = ReasonCode.UNKNOWN.value
PREREQUISITE = PlanReasonCode.PREREQUISITE.value


def explain(
    table: PairTable,
    allocations: Iterable[PlannedAllocation],
    given_up: GivenUp | None = None,
) -> tuple[Gap, ...]:
    """Say for every requirement that is not fully covered why it is not.

    ``given_up`` names the aims for which units that nothing keeps away were left out.
    Reasons are sorted: what holds back most comes first; of as much, what does so alone. Gaps are in
    the order of the requirements. O(Σ pairs × open days) time, the largest of them in memory.
    """
    with without_collecting():
        return _gaps(PlanDays(table, allocations), given_up)


def _gaps(plan: PlanDays, given_up: GivenUp | None) -> tuple[Gap, ...]:
    plan.prepare()
    limits = Limits(Residuals(plan))
    needs, gaps = open_needs(plan), list[Gap]()
    for first in range(0, len(needs), MOST_AT_ONCE):
        studies = [_Study(plan, need, given_up) for need in needs[first : first + MOST_AT_ONCE]]
        parts = iter(parts_of_each(limits, [more for one in studies for more in one.asked]))
        gaps.extend(one.gap(islice(parts, len(one.asked))) for one in studies)
    return tuple(gaps)


class _Study:
    """Look at one open requirement: first what there is to try, then the reasons."""

    def __init__(self, plan: PlanDays, need: OpenNeed, given_up: GivenUp | None) -> None:
        self._plan, self._need = plan, need
        self.asked: list[OneMore] = []
        if not len(need.pairs):
            return
        masks = day_masks(plan, need)
        usage = usage_of(plan, need, masks)
        self._idle = IdleUnits(plan, need, usage, given_up)
        self._causes = list(pair_causes(plan, need, masks))
        self._elsewhere = used_elsewhere(plan, need, usage)
        claims = [_claim_of(cause) for cause in self._causes if cause.is_sole]
        claims.extend(used.claim for used in self._elsewhere)
        self._claims = SoleClaims(self._idle, claims)
        self.asked = [*self._idle.asked, *self._claims.asked]

    def gap(self, parts: Iterator[list[Part]]) -> Gap:
        """Give the reasons, from what was found for each unit that was tried."""
        need = self._need
        reasons = self._reasons(parts) if len(need.pairs) else [_none_offered(need)]
        waits = bool(reasons) and all(map(_waits, reasons))
        reasons.sort(key=lambda one: _rank(one, waits=waits))
        return Gap(need.row.id, need.missing_unit_days, tuple(reasons))

    def _reasons(self, parts: Iterator[list[Part]]) -> list[Reason]:
        plan, need = self._plan, self._need
        self._idle.answer(islice(parts, len(self._idle.asked)))
        shares = self._claims.shares(parts)
        causes = [(part, codes) for cause in self._causes for part, codes in _parted(cause, shares)]
        amounts = need.amounts([(cause.at, cause.held) for cause, _ in causes])
        reasons = [
            reason_of(plan, need, cause, amount, beside)
            for (cause, beside), amount in zip(causes, amounts, strict=True)
        ]
        elsewhere = zip(self._elsewhere, shares, strict=True)
        reasons.extend(plan_reasons(plan, need, self._idle, elsewhere))
        if reasons and all(map(_waits, reasons)) and not any(map(_is_prerequisite, reasons)):
            reasons.extend(_waiting(plan, need, reasons))
        reasons.extend(_uncounted(plan, need, is_all=not reasons))
        reasons.extend(_too_few_offered(need, has_uncounted=any(map(_is_uncounted, reasons))))
        return reasons


def _waits(reason: Reason) -> bool:
    return PREREQUISITE in (reason.code, *reason.others)


def _rank(reason: Reason, *, waits: bool) -> tuple[bool, float, bool]:
    """Order by what is held back; a prerequisite that all wait for comes first of all."""
    is_later = waits and reason.code != PREREQUISITE
    return (is_later, -round(reason.unit_days, 6), not reason.is_sole)


def _claim_of(cause: PairCause) -> Claim:
    is_promised = cause.code is ReasonCode.COMMITTED
    return Claim(cause.at, cause.held, PROMISED if is_promised else "")


def _parted(
    cause: PairCause, shares: Iterator[list[Share]]
) -> Iterator[tuple[PairCause, tuple[str, ...]]]:
    """Part what one reason holds back by the rules of the plan that would keep it away as well."""
    if not cause.is_sole:
        yield cause, ()
        return
    for codes, at, held in next(shares):
        yield cause._replace(is_sole=not codes, at=at, held=held), codes


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


def _is_prerequisite(reason: Reason) -> bool:
    return reason.code == PREREQUISITE


def _waiting(plan: PlanDays, need: OpenNeed, beside: list[Reason]) -> Iterator[Reason]:
    """Name what has to be met first, where nobody may come before: whatever else keeps units away."""
    for name in need.row.prerequisites:
        met = met_days(plan, plan.need_number[name])
        own = met[plan.days_of(need.row.from_day, need.row.to_day)]
        n_before = int(own.argmax()) if own.any() else len(own)
        is_before = need.days < need.row.from_day + n_before
        if not is_before.any():
            continue
        others = dict.fromkeys(code for one in beside for code in (one.code, *one.others))
        others.pop(PREREQUISITE, None)
        said = message(
            "reason.prerequisite",
            before=Ref(RefKind.REQUIREMENT, name),
            from_day=Day(need.row.from_day),
            to_day=Day(need.row.from_day + n_before - 1),
        )
        yield Reason(
            code=PREREQUISITE,
            units=float(need.deficit[is_before].max()),
            unit_days=float(need.deficit[is_before].sum()),
            offers=(),
            subject=(name,),
            is_sole=False,
            sentence=with_others(message("reason.of_need", why=said), others),
            others=tuple(others),
        )


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
