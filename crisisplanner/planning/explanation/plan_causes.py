"""Why units that could serve an open requirement don't: used elsewhere, or kept by the plan's rules.

What lies in the pair itself is told by ``pair_causes``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from crisisplanner.domain.match import PlanReasonCode, Reason, ReasonCode
from crisisplanner.domain.messages import Message, Parameter, Ref, RefKind, message
from crisisplanner.domain.problem import RequirementRow
from crisisplanner.planning.explanation.idle_units import IdleUnits
from crisisplanner.planning.explanation.plan_days import Amounts, OpenNeed, PlanDays
from crisisplanner.planning.explanation.rooms import IN_USE
from crisisplanner.planning.explanation.sole_claims import Claim, Share
from crisisplanner.planning.explanation.unit_words import group_words, with_others
from crisisplanner.planning.explanation.usage import Usage
from crisisplanner.planning.periods import IntArray, runs_of
from crisisplanner.planning.tolerance import levels_count

MOST_NAMED = 3
SLIGHTLY = 1e-9


class Elsewhere(NamedTuple):
    """Hold units that are in use elsewhere, and why they stay there."""

    code: PlanReasonCode
    claim: Claim


def plan_reasons(
    plan: PlanDays,
    need: OpenNeed,
    idle: IdleUnits,
    elsewhere: Iterable[tuple[Elsewhere, Iterable[Share]]],
) -> Iterator[Reason]:
    """Yield the reasons that lie in the plan: enablers, use elsewhere, then its rules."""
    yield from _without_enabler(plan, need)
    for used, shares in elsewhere:
        for others, at, held in shares:
            (amounts,) = need.amounts([(at, held)])
            yield _in_use(plan, need, used.code, need.offers[at], amounts, others)
    yield from idle.reasons()


def _without_enabler(plan: PlanDays, need: OpenNeed) -> Iterator[Reason]:
    """Say which days don't count because another type is missing."""
    if need.row.id not in plan.enabling:
        return
    enabled = plan.is_enabled(need.number)[need.days - need.row.from_day]
    counts = levels_count(need.level, need.row.minimum_share * need.row.quantity)
    lost = np.where(~enabled & counts, np.minimum(need.level, need.row.quantity), 0.0)
    if not lost.any():
        return
    types = tuple(sorted({r.needs_type for r in plan.problem.enablers if r.type == need.row.type}))
    yield Reason(
        code=PlanReasonCode.ENABLER.value,
        units=float(lost.max()),
        unit_days=float(lost.sum()),
        offers=(),
        subject=types,
        is_sole=True,
        sentence=message(
            "reason.enabler",
            requirement=need.ref,
            types=tuple(Ref(RefKind.TYPE, name) for name in types),
            units=float(lost.max()),
            n=int(np.count_nonzero(lost)),
        ),
    )


def used_elsewhere(plan: PlanDays, need: OpenNeed, usage: Usage) -> list[Elsewhere]:
    """List the units in use that could serve here, those that are locked there apart."""
    groups: dict[bool, list[int]] = defaultdict(list)
    unit_days = usage.elsewhere.sum(axis=1)
    for row in np.argsort(-unit_days, kind="stable")[: np.count_nonzero(unit_days)].tolist():
        is_locked = bool(plan.locked) and _is_locked_away(
            plan, need, int(need.offers[usage.at[row]])
        )
        groups[is_locked].append(row)
    return [
        Elsewhere(
            PlanReasonCode.LOCK if is_locked else PlanReasonCode.ALL_USED_ELSEWHERE,
            Claim(usage.at[rows], usage.elsewhere[rows], IN_USE),
        )
        for is_locked, rows in sorted(groups.items())
    ]


def _in_use(
    plan: PlanDays,
    need: OpenNeed,
    code: PlanReasonCode,
    offers: IntArray,
    amounts: Amounts,
    others: tuple[str, ...],
) -> Reason:
    used = _uses(plan, need, offers)
    if not len(used):
        return _between_promises(plan, need, offers, amounts, others)
    there = tuple(plan.facts.need_ids[used].tolist())
    said: dict[str, Parameter] = {
        "group": group_words(plan, need, offers, amounts.units),
        "requirements": tuple(plan.facts.need_refs[other] for other in used[:MOST_NAMED].tolist()),
    }
    if code is PlanReasonCode.LOCK:
        sentence = message("reason.lock", n=max(1, len(there)), **said)
    else:
        n_more = len(there) - MOST_NAMED
        sentence = message("reason.all_used_elsewhere", **said)
        if n_more > 0:
            sentence = message("reason.used_by_many", n=n_more, **said)
        sentence = _with_why_there(sentence, plan, need, offers, amounts)
    return Reason(
        code=code.value,
        offers=tuple(plan.facts.offer_ids[offers].tolist()),
        subject=there,
        is_sole=not others,
        sentence=with_others(sentence, others),
        units=amounts.units,
        unit_days=amounts.unit_days,
        others=others,
    )


def _with_why_there(
    said: Message, plan: PlanDays, need: OpenNeed, offers: IntArray, amounts: Amounts
) -> Message:
    """Add what speaks for where units are: that a day of one, or all their days, cover more."""
    here, whole = _worth_of_a_day(need.row), 0.0
    covers_more: dict[int, bool] = {}
    factor = dict(zip(need.offers.tolist(), need.factor.tolist(), strict=True))
    for offer in offers.tolist():
        for one in plan.of_offer.get(offer, ()):
            if one.requirement == need.number:
                continue
            worth = _worth_of_a_day(plan.problem.requirements[one.requirement])
            whole += worth * one.level * (one.to_day - one.from_day)
            is_more = worth * one.level / one.quantity > here * factor[offer] * (1 + SLIGHTLY)
            covers_more[one.requirement] = covers_more.get(one.requirement, True) and is_more
    n, more = len(covers_more), sum(covers_more.values())
    if more == n:
        return message("reason.covers_more", first=said, n=n)
    if more:
        return message("reason.covers_more_in_some", first=said, n=n, more=more)
    if whole > here * amounts.unit_days * (1 + SLIGHTLY):
        return message("reason.covers_more_in_all", first=said)
    return said


def _worth_of_a_day(row: RequirementRow) -> float:
    """Give what one unit at full effectiveness adds to the weighted sum in a day."""
    return row.weight / (row.quantity * (row.to_day - row.from_day))


def _between_promises(
    plan: PlanDays, need: OpenNeed, offers: IntArray, amounts: Amounts, others: tuple[str, ...]
) -> Reason:
    """Say that what is promised elsewhere leaves too few days to come and go."""
    return Reason(
        code=ReasonCode.COMMITTED.name.lower(),
        offers=tuple(plan.facts.offer_ids[offers].tolist()),
        subject=(),
        is_sole=not others,
        sentence=with_others(
            message(
                "reason.committed_between",
                group=group_words(plan, need, offers, amounts.units),
                requirement=need.ref,
            ),
            others,
        ),
        others=others,
        units=amounts.units,
        unit_days=amounts.unit_days,
    )


def _is_locked_away(plan: PlanDays, need: OpenNeed, offer: int) -> bool:
    requirements = plan.problem.requirements
    return offer in plan.locked and any(
        requirements[sent.requirement].id in plan.locked[offer]
        for sent in plan.of_offer[offer]
        if sent.requirement != need.number
    )


def _uses(plan: PlanDays, need: OpenNeed, offers: IntArray) -> IntArray:
    """List the requirements that offers serve, those with most unit-days first."""
    uses = plan.uses
    _, which = runs_of(uses.first[offers], uses.first[offers + 1])
    days = np.bincount(uses.requirement[which], weights=uses.unit_days[which])
    days[need.number : need.number + 1] = 0.0
    (used,) = days.nonzero()
    order = np.lexsort((plan.facts.need_rank[used], -days[used]))
    return used[order]
