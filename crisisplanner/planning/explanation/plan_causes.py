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
from crisisplanner.planning.explanation.one_more import MOST_TRIED, limits_of, one_more_each
from crisisplanner.planning.explanation.pair_causes import DayMasks
from crisisplanner.planning.explanation.plan_days import Amounts, OpenNeed, PlanDays
from crisisplanner.planning.explanation.unit_words import group_words
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray, runs_of
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
    is_free = masks.mask == 0
    (at,) = np.logical_or.reduce(is_free, axis=1).nonzero()
    idle = np.where(is_free[at], masks.free[at], 0.0)
    has_some = idle.any(axis=1)
    at, idle = at[has_some], idle[has_some]
    elsewhere = np.zeros_like(idle)
    (used,) = plan.occupancy.has(need.offers[at]).nonzero()
    if len(used):
        around = _days_around(plan, need, at[used])
        away = plan.occupancy.of(need.offers[at[used]], around)
        left = idle[used]
        _take_out(plan, need, at[used], left, away, around)
        reachable = _reachable(plan, need, at[used], away, around)
        away = np.maximum(away[:, need.days - plan.first_day - around.start], 0.0)
        # Idle between two journeys, but too shortly to come here and go back: used elsewhere too.
        taken = np.where(reachable, np.minimum(left, away), left)
        elsewhere[used] = taken
        idle[used] = left - taken
    return Usage(at, elsewhere, idle)


def _days_around(plan: PlanDays, need: OpenNeed, at: IntArray) -> slice:
    """Give the days of the plan from the first to leave for the open days to the last to be back."""
    times, pairs = plan.table.times, need.pairs[at]
    start = int(need.days[0]) - int(times.lead_days[pairs].max()) - plan.first_day
    end = int(need.days[-1]) + 1 + int(times.return_days[pairs].max()) - plan.first_day
    return slice(max(0, start), min(plan.n_days, end))


def _take_out(
    plan: PlanDays, need: OpenNeed, at: IntArray, left: FloatArray, away: FloatArray, around: slice
) -> None:
    """Take the units that are on the spot from ``left``, and with their journeys from ``away``."""
    row_of = {offer: row for row, offer in enumerate(need.offers[at].tolist())}
    own = [one for one in plan.to_need.get(need.number, ()) if one.offer in row_of]
    rows = sorted({row_of[one.offer] for one in own})
    here, journeys = np.zeros(left.shape), np.zeros(away.shape)
    stays = np.array([(one.from_day, one.to_day) for one in own], dtype=np.int64)
    first = plan.first_day + around.start
    for one, (start, end) in zip(own, np.searchsorted(need.days, stays).tolist(), strict=True):
        row = row_of[one.offer]
        here[row, start:end] += one.quantity
        journeys[row, max(0, one.leaves_on - first) : max(0, one.back_on - first)] += one.quantity
    left[rows] = np.maximum(left[rows] - here[rows], 0.0)
    away[rows] -= journeys[rows]


def _reachable(
    plan: PlanDays, need: OpenNeed, at: IntArray, away: FloatArray, around: slice
) -> BoolArray:
    """Tell on which open days a unit could be there that leaves and comes back in time."""
    times, pairs = plan.table.times, need.pairs[at]
    days, n_days = need.days - plan.first_day - around.start, around.stop - around.start
    leaves = np.maximum(days - times.lead_days[pairs][:, None], 0)
    returns = np.minimum(days + 1 + times.return_days[pairs][:, None], n_days)
    busy = plan.busy_days(need.offers[at], away, around)
    row = np.arange(len(at))[:, None]
    reachable: BoolArray = busy[row, returns] == busy[row, leaves]
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
    if need.row.id not in plan.enabling:
        return
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
            requirement=need.ref,
            types=tuple(Ref(RefKind.TYPE, name) for name in types),
            units=float(lost.max()),
            n=int(np.count_nonzero(lost)),
        ),
    )


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
        (amounts,) = need.amounts([(usage.at[rows], usage.elsewhere[rows])])
        code = PlanReasonCode.LOCK if is_locked else PlanReasonCode.ALL_USED_ELSEWHERE
        if not len(used):
            yield _between_promises(plan, need, offers, amounts)
            continue
        there = tuple(plan.facts.need_ids[used].tolist())
        heavier = np.count_nonzero(plan.facts.need_weight[used] > need.row.weight)
        yield Reason(
            code=code.value,
            offers=tuple(plan.facts.offer_ids[offers].tolist()),
            subject=there,
            is_sole=True,
            sentence=message(
                "reason." + code.value,
                group=group_words(plan, need, offers, amounts.units),
                requirement=need.ref,
                requirements=tuple(Ref(RefKind.REQUIREMENT, name) for name in there[:MOST_NAMED]),
                weight=need.row.weight,
                n=max(1, len(there)),
                heavier=int(heavier),
            ),
            units=amounts.units,
            unit_days=amounts.unit_days,
        )


def _between_promises(plan: PlanDays, need: OpenNeed, offers: IntArray, amounts: Amounts) -> Reason:
    """Say that what is promised elsewhere leaves too few days to come and go."""
    return Reason(
        code=ReasonCode.COMMITTED.name.lower(),
        offers=tuple(plan.facts.offer_ids[offers].tolist()),
        subject=(),
        is_sole=True,
        sentence=message(
            "reason.committed_between",
            group=group_words(plan, need, offers, amounts.units),
            requirement=need.ref,
        ),
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


def _idle(
    plan: PlanDays, limits: Limits, need: OpenNeed, usage: Usage, rows: list[int]
) -> Iterator[Reason]:
    """Say which rules keep idle units away; the most promising offers are tried."""
    least = need.row.minimum_share * need.row.quantity
    within_reach = need.level + need.factor[usage.at] @ usage.idle
    is_enough = np.greater_equal(within_reach, least - slack(least))
    tried = rows[:MOST_TRIED]
    is_there = np.greater(usage.idle[tried], 0)
    suffices: BoolArray = np.any(is_there & is_enough, axis=1)
    groups: dict[tuple[PlanReasonCode, bool], _Group] = {}
    each = one_more_each(plan, need, usage.at[tried], is_there)
    for at, (row, more) in enumerate(zip(tried, each, strict=True)):
        blocked = limits_of(limits, more).blocking(more)
        if not suffices[at]:
            blocked.append(_too_few(need, float(within_reach[is_there[at]].max()), least))
        elif not blocked:
            partner = plan.facts.partner_refs[more.offer.partner]
            said = partial(message, "reason.idle", partner=partner)
            blocked.append(Blocked(PlanReasonCode.IDLE, (), said))
        for one in blocked:
            key = (one.code, len(blocked) == 1)
            group = groups.setdefault(key, _Group(one, is_sole=len(blocked) == 1))
            group.rows.append(row)
    sums = need.amounts([(usage.at[one.rows], usage.idle[one.rows]) for one in groups.values()])
    for group, amounts in zip(groups.values(), sums, strict=True):
        offers = need.offers[usage.at[group.rows]]
        yield Reason(
            code=group.blocked.code.value,
            offers=tuple(plan.facts.offer_ids[offers].tolist()),
            subject=group.blocked.subject,
            is_sole=group.is_sole,
            sentence=message(
                "reason.of_units",
                group=group_words(plan, need, offers, amounts.units),
                why=group.blocked.say(),
            ),
            units=amounts.units,
            unit_days=amounts.unit_days,
        )


def _too_few(need: OpenNeed, within_reach: float, least: float) -> Blocked:
    said = partial(
        message,
        "reason.minimum_share",
        requirement=need.ref,
        found=within_reach,
        allowed=least,
    )
    return Blocked(PlanReasonCode.MINIMUM_SHARE, (need.row.id,), said)
