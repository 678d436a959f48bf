"""Availability: what is there, promised and needed by type and week; what is promised twice.

Only the very type counts: substitutes are a matter of matching. Nothing here knows of calendar dates.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crisisplanner.domain.days import DAYS_PER_WEEK
from crisisplanner.domain.entity import EntityId

Days = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Presence:
    """Say that a quantity of an offer can act on ``from_day <= t < to_day``."""

    offer: EntityId
    type: EntityId
    quantity: float
    from_day: int
    to_day: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """Say who else counts on a quantity of an offer, and whether that is agreed."""

    offer: EntityId
    quantity: float
    from_day: int
    to_day: int
    where: str
    is_agreed: bool = True


@dataclass(frozen=True, slots=True)
class Want:
    """Say that a quantity of a type is needed; None where it is not known how much."""

    type: EntityId
    quantity: float | None
    from_day: int
    to_day: int


@dataclass(frozen=True, slots=True)
class WeekCell:
    """Hold one type in one week: units on its scarcest day on which they are needed."""

    week: int
    have: float
    promised: float
    free: float
    needed: float
    is_short: bool
    is_need_unknown: bool


@dataclass(frozen=True, slots=True)
class Twice:
    """Name an offer of which more is promised than there is, from when, and to whom."""

    offer: EntityId
    quantity: float
    promised: float
    from_day: int
    wheres: tuple[str, ...]
    is_agreed: bool
    """Also without what drafts count on."""


def weeks_of(
    presences: Sequence[Presence],
    promises: Iterable[Promise],
    wants: Iterable[Want],
    weeks: range,
) -> Mapping[EntityId, tuple[WeekCell, ...]]:
    """Compute every type's weeks; week ``w`` is the days from ``7 w`` on.

    Of offers in one exclusive group only the largest of a type counts. Agreed promises alone are taken
    from what is free. O(days × (offers + promises + wants)).
    """
    first, n_days = weeks.start * DAYS_PER_WEEK, len(weeks) * DAYS_PER_WEEK
    agreed: dict[EntityId, Days] = {}
    for promise in promises:
        if promise.is_agreed:
            days = agreed.setdefault(promise.offer, np.zeros(n_days))
            _add(days, promise.from_day - first, promise.to_day - first, promise.quantity)
    have: dict[EntityId, Days] = defaultdict(lambda: np.zeros(n_days))
    free: dict[EntityId, Days] = defaultdict(lambda: np.zeros(n_days))
    grouped: dict[tuple[EntityId, str], list[tuple[Days, Days]]] = defaultdict(list)
    for presence in presences:
        own = np.zeros(n_days)
        _add(own, presence.from_day - first, presence.to_day - first, presence.quantity)
        taken = agreed.get(presence.offer)
        left = own if taken is None else np.maximum(0.0, own - taken)
        if presence.group:
            grouped[(presence.type, presence.group)].append((own, left))
        else:
            have[presence.type] += own
            free[presence.type] += left
    for (type_id, _), members in grouped.items():
        have[type_id] += np.max([own for own, _ in members], axis=0)
        free[type_id] += np.max([left for _, left in members], axis=0)
    need: dict[EntityId, Days] = defaultdict(lambda: np.zeros(n_days))
    unknown: dict[EntityId, Days] = defaultdict(lambda: np.zeros(n_days))
    for want in wants:
        kind = unknown if want.quantity is None else need
        amount = 1.0 if want.quantity is None else want.quantity
        _add(kind[want.type], want.from_day - first, want.to_day - first, amount)
    types = {*have, *need, *unknown}
    nothing = np.zeros(n_days)
    return {
        type_id: _cells(
            weeks,
            have.get(type_id, nothing),
            free.get(type_id, nothing),
            need.get(type_id, nothing),
            unknown.get(type_id, nothing),
        )
        for type_id in types
    }


def _add(days: Days, start: int, end: int, quantity: float) -> None:
    days[max(0, start) : max(0, min(len(days), end))] += quantity


def _cells(weeks: range, have: Days, free: Days, need: Days, unknown: Days) -> tuple[WeekCell, ...]:
    cells = []
    for number, week in enumerate(weeks):
        span = slice(number * DAYS_PER_WEEK, (number + 1) * DAYS_PER_WEEK)
        needed, left, there = need[span], free[span], have[span]
        counted = needed > 0 if (needed > 0).any() else np.full(DAYS_PER_WEEK, fill_value=True)
        scarcest = int(np.argmin(np.where(counted, left, np.inf)))
        cells.append(
            WeekCell(
                week=week,
                have=float(there[scarcest]),
                promised=float(there[scarcest] - left[scarcest]),
                free=float(left[scarcest]),
                needed=float(needed.max()),
                is_short=bool((needed > left + 1e-9).any()),
                is_need_unknown=bool((unknown[span] > 0).any()),
            )
        )
    return tuple(cells)


def promised_twice(
    quantities: Mapping[EntityId, float],
    promises: Iterable[Promise],
    groups: Mapping[EntityId, str] = MappingProxyType({}),
) -> tuple[Twice, ...]:
    """Find offers of which more is promised on a day than there is; by offer.

    What a single draft counts on is a promise here; ``is_agreed`` tells whether the excess is there
    without drafts. Offers of one exclusive group are one asset: their promises are taken together, of
    the largest of them, and the one promised first stands for all.
    """
    by_asset: dict[tuple[str, str], list[Promise]] = defaultdict(list)
    there: dict[tuple[str, str], float] = {}
    for offer, quantity in quantities.items():
        asset = _asset_of(offer, groups)
        there[asset] = max(there.get(asset, 0.0), quantity)
    for promise in promises:
        by_asset[_asset_of(promise.offer, groups)].append(promise)
    found = []
    for asset, own in sorted(by_asset.items()):
        quantity = there.get(asset, math.inf)
        agreed = _worst_day([promise for promise in own if promise.is_agreed])
        is_agreed = agreed is not None and agreed[1] > quantity + 1e-9
        if not is_agreed and len({promise.where for promise in own}) < 2:
            continue
        worst = _worst_day(own)
        if worst is None or worst[1] <= quantity + 1e-9:
            continue
        there_then = [p for p in own if p.from_day <= worst[0] < p.to_day]
        wheres = tuple(dict.fromkeys(promise.where for promise in there_then))
        first = min(own, key=lambda p: (p.from_day, p.offer)).offer
        found.append(Twice(first, quantity, worst[1], worst[0], wheres, is_agreed))
    return tuple(sorted(found, key=lambda one: one.offer))


def _asset_of(offer: EntityId, groups: Mapping[EntityId, str]) -> tuple[str, str]:
    group = groups.get(offer, "")
    return ("group", group) if group else ("offer", offer)


def _worst_day(promises: Sequence[Promise]) -> tuple[int, float] | None:
    """Give the first day on which most is promised; sums change only where a promise begins."""
    days = sorted({promise.from_day for promise in promises})
    sums: list[tuple[int, float]] = [
        (day, sum(p.quantity for p in promises if p.from_day <= day < p.to_day)) for day in days
    ]
    best: Any = max(sums, key=lambda pair: (pair[1], -pair[0]), default=None)
    return None if best is None else (int(best[0]), float(best[1]))
