"""Start options: which days allocations of a pair may begin and end on, for a first model.

Every day on tiny problems; else the days on which something changes (``events``), many where that
makes a small model. ``pricing`` and ``affordable`` add more where they pay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from crisisplanner.planning.matching.arcs import Arcs, make_arcs
from crisisplanner.planning.matching.day_limits import Span
from crisisplanner.planning.matching.events import DayChanges, LiftWeeks, Openings, Windows
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.periods import LAST_DAY, IntArray


@dataclass(frozen=True)
class StartSettings:
    """Limit how many options a pair gets.

    Every day where that makes at most ``most_on_all_days`` (twice the stays); else all event days where
    that makes at most ``n_in_full`` stays; else thinned. ``n_days_by_others`` bounds the days that come
    of other stays, each kind by itself; those that are a window's own are all taken.
    """

    most_on_all_days: int = 6_000
    n_days_by_others: int = 3
    n_lift_weeks: int = 2
    n_queue_days: int = 7
    n_relief_turns: int = 1
    n_in_full: int = 0


IN_FULL = StartSettings(n_days_by_others=24, n_lift_weeks=53, n_queue_days=60, n_relief_turns=24)


def start_options(
    instance: Instance, settings: StartSettings, pairs: IntArray | None = None
) -> Arcs:
    """Offer start and end days for some pairs (default all): every day if few, else event days."""
    windows = Windows(instance, _every_pair(instance) if pairs is None else pairs)
    if _n_every_day(instance, windows) <= settings.most_on_all_days:
        return _every_day(instance, windows)
    if len(windows) <= settings.n_in_full:
        stays = list(islice(_stays(instance, windows, IN_FULL), settings.n_in_full + 1))
        if len(stays) <= settings.n_in_full:
            return _arcs(instance, stays)
    return _arcs(instance, list(_stays(instance, windows, settings)))


def has_every_day(
    instance: Instance, settings: StartSettings, pairs: IntArray | None = None
) -> bool:
    """Tell whether all stays of some pairs (default all) are options."""
    windows = Windows(instance, _every_pair(instance) if pairs is None else pairs)
    return _n_every_day(instance, windows) <= settings.most_on_all_days


def _every_pair(instance: Instance) -> IntArray:
    return np.arange(instance.n_pairs, dtype=np.int64)


def _n_every_day(instance: Instance, windows: Windows) -> int:
    days = windows.end - windows.start
    return int((days * np.minimum(days, instance.max_stay[instance.offer[windows.pair]])).sum())


def _every_day(instance: Instance, windows: Windows) -> Arcs:
    pair, start, end = [], [], []
    stay = instance.max_stay[instance.offer[windows.pair]]
    for row in range(len(windows)):
        first, last, longest = int(windows.start[row]), int(windows.end[row]), int(stay[row])
        for day in range(first, last):
            ends = np.arange(day + 1, min(last, day + longest) + 1)
            pair.append(np.full(len(ends), windows.pair[row]))
            start.append(np.full(len(ends), day))
            end.append(ends)
    nothing = [np.zeros(0, dtype=np.int64)]
    return make_arcs(
        instance,
        np.concatenate(pair or nothing),
        np.concatenate(start or nothing),
        np.concatenate(end or nothing),
    )


def _stays(
    instance: Instance, windows: Windows, settings: StartSettings
) -> Iterator[tuple[int, int, int]]:
    """Combine the event starts of each window with its latest end and its event ends, by pair."""
    events = _Events(instance, windows, settings)
    stay = instance.max_stay[instance.offer[windows.pair]].tolist()
    columns = zip(
        windows.pair.tolist(), windows.start.tolist(), windows.end.tolist(), stay, strict=True
    )
    for row, (pair, first, last, longest) in enumerate(columns):
        ends = events.ends(row)
        for start in (first, *events.starts(row)):
            latest = min(last, start + longest)
            yield pair, start, latest
            yield from ((pair, start, end) for end in ends if start < end < latest)


def _arcs(instance: Instance, stays: list[tuple[int, int, int]]) -> Arcs:
    columns = np.array(stays, dtype=np.int64).reshape(-1, 3)
    return make_arcs(instance, columns[:, 0], columns[:, 1], columns[:, 2])


class _Events:
    """The days of each window on which a stay may well begin or end; rows count its windows."""

    def __init__(self, instance: Instance, windows: Windows, settings: StartSettings) -> None:
        self._instance = instance
        self._settings = settings
        self._pair: list[int] = windows.pair.tolist()
        self._need: list[int] = instance.requirement[windows.pair].tolist()
        self._offer: list[int] = instance.offer[windows.pair].tolist()
        self._span: list[tuple[int, int]] = list(
            zip(windows.start.tolist(), windows.end.tolist(), strict=True)
        )
        self._lift = LiftWeeks(instance)
        self._openings = Openings(instance, windows.pair)
        self._changes = DayChanges(instance, windows)
        self._locked: dict[tuple[str, str], list[tuple[int | None, int | None]]] = defaultdict(list)
        for lock in instance.problem.locks:
            self._locked[lock.offer, lock.requirement].append((lock.from_day, lock.to_day))
        self._own = [self._own_starts(row) for row in range(len(windows))]
        self._rows_of: dict[int, list[int]] = defaultdict(list)
        for row, need in enumerate(self._need):
            self._rows_of[need].append(row)
        self._arrivals: dict[int, dict[int, int]] = {}
        self._relief: dict[int, set[int]] = defaultdict(set)
        self._away: dict[int, set[tuple[int, int]]] = defaultdict(set)
        self._shared: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
        for need in self._rows_of:
            for row, start in self._arrivals_of(need).items():
                self._note_stay(row, start)

    def starts(self, row: int) -> list[int]:
        """List days after the first on which a start may pay, no more than the settings allow."""
        instance, n = self._instance, self._settings.n_days_by_others
        first, last = self._span[row]
        need, offer, lead = self._need[row], self._offer[row], self._lead(row)
        waits = {day for p in instance.prerequisites[need] for day in self._arrivals_of(p).values()}
        reuse = {back + lead for _, back in self._away[offer]}
        for span, stays in self._shared_stays(row):
            reuse.update(end + lead if span is Span.AWAY else end for _, end in stays)
        found = set(self._own[row])
        for days in (waits, self._relief[need], reuse):
            found.update(_inside(days, first, last, n))
        return sorted(found)

    def ends(self, row: int) -> list[int]:
        """List days before the last on which an end may pay."""
        instance, n = self._instance, self._settings.n_days_by_others
        first, last = self._span[row]
        need, offer = self._need[row], self._offer[row]
        back = int(instance.return_days[self._pair[row]])
        own = set(self._changes.ends(row, self._pair[row]))
        own.update(day for _, day in self._locks(offer, need) if day is not None)
        frees = {leaves - back for leaves, _ in self._away[offer]}
        for span, stays in self._shared_stays(row):
            frees.update(start - back if span is Span.AWAY else start for start, _ in stays)
        return sorted({*_inside(own, first, last, len(own)), *_inside(frees, first, last, n)})

    def _own_starts(self, row: int) -> list[int]:
        """List the starts that need no other stay to make sense."""
        first, last = self._span[row]
        pair, offer, lead = self._pair[row], self._offer[row], self._lead(row)
        own = set(self._changes.starts(row, pair))
        own.update(day for day, _ in self._locks(offer, self._need[row]) if day is not None)
        leaves = max(first - lead, self._instance.first_day)
        week_starts = self._lift.week_starts(offer, leaves, self._settings.n_lift_weeks)
        own.update(week_start + lead for week_start in week_starts)
        own.update(self._openings.starts(pair, first, self._settings.n_queue_days))
        return _inside(own, first, last, len(own))

    def _arrivals_of(self, need: int) -> dict[int, int]:
        """Give by window the first day on which units may come, with what the need waits for."""
        if need not in self._arrivals:
            self._arrivals[need] = {}
            before = [self._arrivals_of(p) for p in self._instance.prerequisites[need]]
            ready = [min(days.values(), default=LAST_DAY) for days in before]
            starts = (
                (row, self._arrival(row, max(ready, default=self._instance.first_day)))
                for row in self._rows_of.get(need, ())
            )
            self._arrivals[need] = {row: start for row, start in starts if start is not None}
        return self._arrivals[need]

    def _arrival(self, row: int, ready: int) -> int | None:
        first, last = self._span[row]
        pair = self._pair[row]
        for day in sorted({max(first, ready), *self._own[row]}):
            leaves = max(day - self._lead(row), self._instance.first_day)
            if (
                ready <= day < last
                and self._lift.is_there(self._offer[row], leaves)
                and self._openings.can_pass(pair, day)
                and self._changes.has_room(row, pair, day)
            ):
                return day
        return None

    def _note_stay(self, row: int, start: int) -> None:
        """Remember when units that come at once go again, and what they hold till then."""
        instance = self._instance
        pair, offer, need = self._pair[row], self._offer[row], self._need[row]
        stay, last = int(instance.max_stay[offer]), self._span[row][1]
        until = int(instance.need_to[need])
        for turn in range(1, self._settings.n_relief_turns + 1):
            latest = min(last, start + turn * stay)
            if latest < until:
                self._relief[need].add(latest)
        end = min(last, start + stay)
        leaves_on, back_on = start - self._lead(row), end + int(instance.return_days[pair])
        self._away[offer].add((leaves_on, back_on))
        for family, limits in enumerate(self._changes.families):
            resource = int(self._changes.resource[family][row])
            if resource >= 0:
                held = (leaves_on, back_on) if limits.span is Span.AWAY else (start, end)
                self._shared[family, resource].add(held)

    def _shared_stays(self, row: int) -> Iterator[tuple[Span, set[tuple[int, int]]]]:
        """List what other stays hold of the groups, caps and ceilings of a window."""
        for family, limits in enumerate(self._changes.families):
            resource = int(self._changes.resource[family][row])
            if resource >= 0:
                yield limits.span, self._shared[family, resource]

    def _lead(self, row: int) -> int:
        return int(self._instance.lead_days[self._pair[row]])

    def _locks(self, offer: int, need: int) -> list[tuple[int | None, int | None]]:
        problem = self._instance.problem
        if not self._locked:
            return []
        return self._locked.get((problem.offers[offer].id, problem.requirements[need].id), [])


def _inside(days: set[int], first: int, last: int, most: int) -> list[int]:
    """List the days strictly between two days, evenly thinned to at most so many."""
    found = sorted(day for day in days if first < day < last)
    if len(found) <= most:
        return found
    return [found[round(i * (len(found) - 1) / max(most - 1, 1))] for i in range(most)]
