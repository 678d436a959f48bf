"""Why units that could serve an open requirement don't: used elsewhere, or kept by the plan's rules.

What lies in the pair itself is told by ``pair_causes``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from crisisplanner.domain.match import PlanReasonCode, Reason, ReasonCode
from crisisplanner.domain.messages import Ref, RefKind, message
from crisisplanner.planning.explanation.limits import Blocked, Limits
from crisisplanner.planning.explanation.one_more import MOST_TRIED, limits_of, one_more
from crisisplanner.planning.explanation.pair_causes import DayMasks
from crisisplanner.planning.explanation.plan_days import OpenNeed, PlanDays
from crisisplanner.planning.explanation.unit_words import group_words
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray
from crisisplanner.planning.tolerance import slack

MOST_NAMED = 3


@dataclass(frozen=True)
class Usage:
    """Hold the units that could serve, in units[i, t]: ``at[i]`` is the place on the pair axis.

    ``elsewhere`` are under way or in use for something else, ``idle`` could be there.
    """

    at: IntArray
    elsewhere: FloatArray
    idle: FloatArray


def usage_of(plan: PlanDays, need: OpenNeed, masks: DayMasks) -> Usage:
    """Divide the units that nothing in the pair keeps away into used and idle ones.

    A unit on its way here or back is idle on those days: it could be here sooner or longer.
    """
    possible = np.where(masks.mask == 0, masks.free, 0.0)
    at = np.flatnonzero(possible.any(axis=1))
    idle = possible[at]
    elsewhere = np.zeros_like(idle)
    rows = plan.row_of_offer[need.offers[at]]
    used = np.flatnonzero(rows >= 0)
    if len(used):
        here, journeys = _units_here(plan, need, at[used])
        days = need.days - plan.first_day
        away = plan.occupancy[rows[used]] - journeys
        left = np.maximum(idle[used] - here, 0.0)
        reachable = _reachable(plan, need, at[used], rows[used], away)
        # Idle between two journeys, but too shortly to come here and go back: used elsewhere too.
        taken = np.where(reachable, np.minimum(left, np.maximum(away[:, days], 0.0)), left)
        elsewhere[used] = taken
        idle[used] = left - taken
    return Usage(at, elsewhere, idle)


def _units_here(plan: PlanDays, need: OpenNeed, at: IntArray) -> tuple[FloatArray, FloatArray]:
    """Sum the units on the spot by pair and open day, and with journeys by day of the plan."""
    here = np.zeros((len(at), len(need.days)))
    journeys = np.zeros((len(at), plan.last_day - plan.first_day))
    row_of = {offer: row for row, offer in enumerate(need.offers[at].tolist())}
    for sent in plan.to_need.get(need.number, ()):
        if sent.offer in row_of:
            row = row_of[sent.offer]
            start, end = np.searchsorted(need.days, (sent.from_day, sent.to_day))
            here[row, start:end] += sent.quantity
            leaves, back = sent.leaves_on - plan.first_day, sent.back_on - plan.first_day
            journeys[row, max(0, leaves) : back] += sent.quantity
    return here, journeys


def _reachable(
    plan: PlanDays, need: OpenNeed, at: IntArray, rows: IntArray, away: FloatArray
) -> BoolArray:
    """Tell on which open days a unit could be there that leaves and comes back in time."""
    times, pairs = plan.table.times, need.pairs[at]
    n_days = plan.last_day - plan.first_day
    days = need.days[None, :] - plan.first_day
    leaves = np.clip(days - times.lead_days[pairs][:, None], 0, n_days)
    returns = np.clip(days + 1 + times.return_days[pairs][:, None], 0, n_days)
    busy = plan.busy_days(need.offers[at], away)
    at_row = np.arange(len(rows))[:, None]
    reachable: BoolArray = busy[at_row, returns] == busy[at_row, leaves]
    return reachable


@dataclass
class _Group:
    """Gather the offers that one rule keeps away."""

    blocked: Blocked
    rows: list[int] = field(default_factory=list)
    is_sole: bool = True


def plan_reasons(
    plan: PlanDays, limits: Limits, need: OpenNeed, masks: DayMasks
) -> Iterator[Reason]:
    """Yield the reasons that lie in the plan: enablers, use elsewhere, then its rules."""
    yield from _without_enabler(plan, need)
    usage = usage_of(plan, need, masks)
    yield from _used_elsewhere(plan, need, usage)
    idle_days = usage.idle.sum(axis=1)
    rank = plan.facts.offer_rank[need.offers[usage.at]]
    rows = [row for row in np.lexsort((rank, -idle_days)).tolist() if idle_days[row] > 0]
    if not rows:
        return
    yield from _idle(plan, limits, need, usage, rows)


def _without_enabler(plan: PlanDays, need: OpenNeed) -> Iterator[Reason]:
    """Say which days don't count because another type is missing."""
    enabled = plan.is_enabled(need.number)[need.days - need.row.from_day]
    lost = np.where(enabled, 0.0, np.minimum(need.level, need.row.quantity))
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
            requirement=Ref(RefKind.REQUIREMENT, need.row.id),
            types=tuple(Ref(RefKind.TYPE, name) for name in types),
            units=float(lost.max()),
            n=int(np.count_nonzero(lost)),
        ),
    )


def _units(need: OpenNeed, usage: Usage, rows: list[int], units: FloatArray) -> dict[str, float]:
    held = units[rows]
    factor = need.factor[usage.at[rows]]
    return {
        "units": float(held.max(axis=1).sum()),
        "unit_days": float(np.minimum(need.deficit, factor @ held).sum()),
    }


def _used_elsewhere(plan: PlanDays, need: OpenNeed, usage: Usage) -> Iterator[Reason]:
    """Say what the units do that could serve here, and whether they are locked there."""
    groups: dict[bool, list[int]] = defaultdict(list)
    for row in np.flatnonzero(usage.elsewhere.any(axis=1)).tolist():
        is_locked = bool(plan.locked) and _is_locked_away(
            plan, need, int(need.offers[usage.at[row]])
        )
        groups[is_locked].append(row)
    for is_locked, rows in sorted(groups.items()):
        offers = need.offers[usage.at[rows]]
        used = _uses(plan, need, offers)
        amounts = _units(need, usage, rows, usage.elsewhere)
        code = PlanReasonCode.LOCK if is_locked else PlanReasonCode.ALL_USED_ELSEWHERE
        if not used:
            yield _between_promises(plan, need, offers, amounts)
            continue
        there = [plan.problem.requirements[number] for number in used]
        heavier = sum(row.weight > need.row.weight for row in there)
        yield Reason(
            code=code.value,
            offers=tuple(plan.facts.offer_ids[offers].tolist()),
            subject=tuple(row.id for row in there),
            is_sole=True,
            sentence=message(
                "reason." + code.value,
                group=group_words(plan, need, offers, amounts["units"]),
                requirement=Ref(RefKind.REQUIREMENT, need.row.id),
                requirements=tuple(Ref(RefKind.REQUIREMENT, row.id) for row in there[:MOST_NAMED]),
                weight=need.row.weight,
                n=max(1, len(there)),
                heavier=heavier,
            ),
            **amounts,
        )


def _between_promises(
    plan: PlanDays, need: OpenNeed, offers: IntArray, amounts: dict[str, float]
) -> Reason:
    """Say that what is promised elsewhere leaves too few days to come and go."""
    return Reason(
        code=ReasonCode.COMMITTED.name.lower(),
        offers=tuple(plan.facts.offer_ids[offers].tolist()),
        subject=(),
        is_sole=True,
        sentence=message(
            "reason.committed_between",
            group=group_words(plan, need, offers, amounts["units"]),
            requirement=Ref(RefKind.REQUIREMENT, need.row.id),
        ),
        **amounts,
    )


def _is_locked_away(plan: PlanDays, need: OpenNeed, offer: int) -> bool:
    requirements = plan.problem.requirements
    return offer in plan.locked and any(
        requirements[sent.requirement].id in plan.locked[offer]
        for sent in plan.of_offer[offer]
        if sent.requirement != need.number
    )


def _uses(plan: PlanDays, need: OpenNeed, offers: IntArray) -> list[int]:
    """List the requirements that offers serve, those with most unit-days first."""
    uses = plan.uses
    first, last = uses.first[offers], uses.first[offers + 1]
    which = np.concatenate([uses.order[i:j] for i, j in zip(first, last, strict=True)])
    days = np.bincount(uses.requirement[which], weights=uses.unit_days[which])
    days[need.number : need.number + 1] = 0.0
    (used,) = days.nonzero()
    order = np.lexsort((plan.facts.need_rank[used], -days[used]))
    return list(used[order].tolist())


def _idle(
    plan: PlanDays, limits: Limits, need: OpenNeed, usage: Usage, rows: list[int]
) -> Iterator[Reason]:
    """Say which rules keep idle units away; the most promising offers are tried."""
    least = need.row.minimum_share * need.row.quantity
    factor = need.factor[usage.at]
    within_reach = need.level + factor @ usage.idle
    is_too_few = within_reach < least - slack(least)
    groups: dict[tuple[PlanReasonCode, bool], _Group] = {}
    for row in rows[:MOST_TRIED]:
        place, idle_days = int(usage.at[row]), need.days[usage.idle[row] > 0]
        more = one_more(plan, need, place, idle_days)
        blocked = limits_of(limits, more).blocking(more)
        days = np.flatnonzero(usage.idle[row] > 0)
        if is_too_few[days].all():
            blocked.append(_too_few(need, float(within_reach[days].max()), least))
        elif not blocked:
            partner = Ref(RefKind.PARTNER, more.offer.partner)
            said = partial(message, "reason.idle", partner=partner)
            blocked.append(Blocked(PlanReasonCode.IDLE, (), said))
        for one in blocked:
            key = (one.code, len(blocked) == 1)
            group = groups.setdefault(key, _Group(one, is_sole=len(blocked) == 1))
            group.rows.append(row)
    for group in groups.values():
        offers = need.offers[usage.at[group.rows]]
        amounts = _units(need, usage, group.rows, usage.idle)
        yield Reason(
            code=group.blocked.code.value,
            offers=tuple(plan.facts.offer_ids[offers].tolist()),
            subject=group.blocked.subject,
            is_sole=group.is_sole,
            sentence=message(
                "reason.of_units",
                group=group_words(plan, need, offers, amounts["units"]),
                why=group.blocked.say(),
            ),
            **amounts,
        )


def _too_few(need: OpenNeed, within_reach: float, least: float) -> Blocked:
    said = partial(
        message,
        "reason.minimum_share",
        requirement=Ref(RefKind.REQUIREMENT, need.row.id),
        found=within_reach,
        allowed=least,
    )
    return Blocked(PlanReasonCode.MINIMUM_SHARE, (need.row.id,), said)
