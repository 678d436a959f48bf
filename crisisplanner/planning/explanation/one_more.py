"""One more unit on days on which it could be there, and which rules keep it from how many of them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from crisisplanner.domain.match import PlanReasonCode
from crisisplanner.planning.explanation.limits import Limits
from crisisplanner.planning.explanation.plan_days import OpenNeed, PlanDays, Sent
from crisisplanner.planning.explanation.rooms import OneMore, Room
from crisisplanner.planning.periods import BoolArray, IntArray, Period
from crisisplanner.planning.tolerance import TOLERANCE

MOST_TRIED = 8
"""How many offers a requirement's limits are tried for, those that could mend most first."""


USED = PlanReasonCode.ALL_USED_ELSEWHERE.value


class Part(NamedTuple):
    """Hold some days of one more unit, and the rules that keep it from them; none if nothing does.

    ``is_sole``: without this one rule it could be there. ``most`` are the units that could then.
    """

    rooms: tuple[Room, ...]
    is_sole: bool
    from_day: int
    to_day: int
    most: float

    @property
    def codes(self) -> tuple[str, ...]:
        """Name the rules."""
        if len(self.rooms) == 1:
            return (self.rooms[0].code,)
        return tuple(dict.fromkeys([room.code for room in self.rooms]))


def one_more_each(
    plan: PlanDays, need: OpenNeed, places: IntArray, is_there: BoolArray
) -> Iterator[OneMore]:
    """Take for each pair ``places[i]`` the longest run of open days with is_there[i, t].

    Where it serves here next to them already, it would come sooner or stay longer instead. Either
    way it lies within one period of its conditions, as far as it lies in any.
    """
    serving: dict[int, list[Sent]] = defaultdict(list)
    for one in plan.to_need.get(need.number, ()):
        serving[one.offer].append(one)
    conditions = plan.table.conditions
    numbers, pairs = need.offers[places].tolist(), need.pairs[places].tolist()
    runs = _longest_runs(need.days, is_there)
    for place, number, pair, run in zip(places.tolist(), numbers, pairs, runs, strict=True):
        periods = conditions.several.get(int(conditions.combination[pair]), ())
        offer, (start, end) = plan.problem.offers[number], _within_one(run, periods)
        moved = _beside(serving[number], start, end) if number in serving else None
        if moved is not None and not _may_be_one_stay(moved, start, end, periods):
            moved = None
        yield OneMore(need, place, offer, number, pair, start, end, moved)


def _longest_runs(days: IntArray, is_there: BoolArray) -> list[tuple[int, int]]:
    """Give start and end of the longest run of days of each row; of equal ones the first."""
    if days[-1] - days[0] < len(days) and is_there.all():
        return [(int(days[0]), int(days[-1]) + 1)] * len(is_there)
    n_days = np.count_nonzero(is_there, axis=1)
    start = days[is_there.argmax(axis=1)]
    end = days[len(days) - 1 - is_there[:, ::-1].argmax(axis=1)] + 1
    runs = list(zip(start.tolist(), end.tolist(), strict=True))
    for row in (end - start > n_days).nonzero()[0].tolist():
        own = days[is_there[row]]
        parts = np.split(own, np.flatnonzero(np.diff(own) > 1) + 1)
        longest = max(parts, key=len)
        runs[row] = int(longest[0]), int(longest[-1]) + 1
    return runs


def _within_one(run: tuple[int, int], periods: Sequence[Period]) -> tuple[int, int]:
    """Cut days to the period with most of them; days outside of all periods stay as they are."""
    start, end = run
    parts = [(max(start, first), min(end, last)) for first, last in periods]
    best = max(parts, key=lambda part: part[1] - part[0], default=run)
    return best if best[0] < best[1] else run


def _may_be_one_stay(moved: Sent, start: int, end: int, periods: Sequence[Period]) -> bool:
    """Tell whether a stay and the days next to it lie in one period, if there are several."""
    is_outside = not any(first < end and start < last for first, last in periods)
    start, end = min(start, moved.from_day), max(end, moved.to_day)
    return is_outside or any(first <= start and end <= last for first, last in periods)


def _beside(serving: list[Sent], start: int, end: int) -> Sent | None:
    beside = [one for one in serving if one.from_day == end or one.to_day == start]
    return min(beside, key=lambda one: (one.from_day != end, one.from_day), default=None)


def parts_of_each(limits: Limits, each: Sequence[OneMore]) -> list[list[Part]]:
    """Part the days of each of several units by the rules that keep it from them.

    A unit that could stay longer or come sooner may come anew instead, if one is free.
    """
    found = list(map(_parts, each, limits.rooms_each(each)))
    kept = [row for row, more in enumerate(each) if more.moved is not None]
    kept = [row for row in kept if any(part.rooms for part in found[row])]
    anew = [each[row]._replace(moved=None) for row in kept]
    for row, more, rooms in zip(kept, anew, limits.rooms_each(anew), strict=True):
        parts = _parts(more, rooms)
        if not any(USED in part.codes for part in parts):
            found[row] = max(found[row], parts, key=_freed)
    return found


def _freed(parts: list[Part]) -> tuple[bool, bool]:
    return any(not part.rooms for part in parts), any(part.is_sole for part in parts)


def _parts(more: OneMore, limiting: list[Room]) -> list[Part]:
    n, enough = more.n_options, more.units - TOLERANCE
    # What does not shut anything still says how many there is room for.
    rooms, loose, n_always = [], math.inf, 0
    for room in limiting:
        if room.least >= enough:
            loose = min(loose, room.least)
        else:
            rooms.append(room)
            n_always += room.most < enough
    if not rooms:
        return [_part(more, (), 0, n, _whole(more, loose))]
    if n_always == len(rooms) == 1:
        return [_part(more, (rooms[0],), 0, n, _whole(more, loose))]
    if n_always > 1:
        return [_part(more, tuple(rooms), 0, n, np.inf, is_sole=False)]
    if len(rooms) == 1:
        return _parts_of_one(more, rooms[0], loose)
    if n_always == 1 and len(rooms) == 2:
        return _parts_of_two(more, rooms, loose)
    return _parts_by_option(more, rooms, loose)


def _parts_of_one(more: OneMore, room: Room, loose: float) -> list[Part]:
    """Part the days by the only rule that shuts options, and not all of them."""
    n, units = more.n_options, np.asarray(room.units)
    free = int((units >= more.units - TOLERANCE).argmax())
    parts = [_part(more, (), free, n, _whole(more, min(loose, float(units[free]))))]
    if free > 0:
        parts.append(_part(more, (room,), 0, free, _whole(more, loose)))
    return parts


def _parts_of_two(more: OneMore, rooms: list[Room], loose: float) -> list[Part]:
    """Part the days by a rule that shuts every option and one that shuts only some."""
    n, enough = more.n_options, more.units - TOLERANCE
    always, other = sorted(rooms, key=lambda room: room.most >= enough)
    units = np.asarray(other.units)
    option = int((units >= enough).argmax())
    most = _whole(more, min(loose, float(units[option])))
    parts = [_part(more, (always,), option, n, most)]
    if option > 0:
        parts.append(_part(more, tuple(rooms), 0, option, np.inf, is_sole=False))
    return parts


def _parts_by_option(more: OneMore, rooms: list[Room], loose: float) -> list[Part]:
    """Part the days by rules that shut some options; ``loose`` is what the others leave room for."""
    n = more.n_options
    units = np.empty((len(rooms), n))
    for row, room in enumerate(rooms):
        units[row] = room.units
    is_shut = units < more.units - TOLERANCE
    n_shut = np.count_nonzero(is_shut, axis=0)
    is_free = n_shut == 0
    free = int(is_free.argmax()) if is_free.any() else n
    parts: list[Part] = []
    if free < n:
        parts.append(
            _part(more, (), free, n, _whole(more, min(loose, float(units[:, free].min()))))
        )
    first_sole = free
    for row in np.flatnonzero(is_shut[:, :free].any(axis=1)).tolist():
        alone = (n_shut[:free] == 1) & is_shut[row, :free]
        if alone.any():
            option = int(alone.argmax())
            first_sole = min(first_sole, option)
            others = units[:, option].tolist()
            del others[row]
            most = _whole(more, min([loose, *others]))
            parts.append(_part(more, (rooms[row],), option, free, most))
    if first_sole > 0:
        own = np.flatnonzero(is_shut[:, :first_sole].any(axis=1)).tolist()
        parts.append(
            _part(more, tuple(rooms[row] for row in own), 0, first_sole, np.inf, is_sole=False)
        )
    return parts


def _whole(more: OneMore, most: float) -> float:
    """Give how many units there is room for: whole ones."""
    return most if more.offer.divisible or most == math.inf else math.floor(most + TOLERANCE)


def _part(
    more: OneMore,
    rooms: tuple[Room, ...],
    option: int,
    to_option: int,
    most: float,
    *,
    is_sole: bool = True,
) -> Part:
    """Take the days that one option has and a later one has not."""
    start, end = more.from_day + option, more.from_day + to_option
    if more.stays_longer:
        start, end = more.to_day - to_option, more.to_day - option
    return Part(rooms, is_sole and bool(rooms), start, end, most)


def days_of_parts(
    need: OpenNeed, more: OneMore, parts: list[Part]
) -> Iterator[tuple[Part, BoolArray]]:
    """Tell for each part on which open days it is; other runs of days are like the free ones."""
    if len(parts) == 1:
        yield parts[0], np.ones(len(need.days), dtype=np.bool_)
        return
    days = need.days
    outside = np.asarray((days < more.from_day) | (days >= more.to_day), dtype=np.bool_)
    like = next((part for part in parts if not part.rooms), parts[-1])
    for part in parts:
        on = np.asarray((days >= part.from_day) & (days < part.to_day), dtype=np.bool_)
        yield part, on | outside if part is like else on
