"""Start options: which days allocations of a pair may begin and end on, for a first model.

Every day on tiny problems; else the event days that are known to matter. ``pricing`` adds more where
they pay.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from crisisplanner.domain.days import DAYS_PER_WEEK
from crisisplanner.planning.matching.arcs import Arcs, make_arcs
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.periods import LAST_DAY, IntArray
from crisisplanner.planning.timing import node_capacity_t


@dataclass(frozen=True)
class StartSettings:
    """Limit how many options a pair gets."""

    n_all_days: int = 6_000
    n_events: int = 3
    n_lift_weeks: int = 2
    n_queue_days: int = 7


def start_options(
    instance: Instance, settings: StartSettings, pairs: IntArray | None = None
) -> Arcs:
    """Offer start and end days for some pairs (default all): every day if few, else event days."""
    if pairs is None:
        pairs = np.arange(instance.n_pairs, dtype=np.int64)
    window = _Windows(instance, pairs)
    length = np.minimum(window.end - window.start, instance.max_stay[instance.offer[window.pair]])
    n_every_day = int(((window.end - window.start) * length).sum())
    if n_every_day <= settings.n_all_days:
        return _every_day(instance, window)
    return _event_days(instance, window, settings)


class _Windows:
    """The windows of some pairs, one row each."""

    def __init__(self, instance: Instance, pairs: IntArray) -> None:
        counts = instance.window_first[pairs + 1] - instance.window_first[pairs]
        before = np.cumsum(counts) - counts
        row = np.repeat(instance.window_first[pairs] - before, counts) + np.arange(counts.sum())
        self.pair = np.repeat(pairs, counts)
        self.start = instance.window_start[row]
        self.end = instance.window_end[row]


def _every_day(instance: Instance, window: _Windows) -> Arcs:
    pair, start, end = [], [], []
    stay = instance.max_stay[instance.offer[window.pair]]
    for row in range(len(window.pair)):
        first, last, longest = int(window.start[row]), int(window.end[row]), int(stay[row])
        for day in range(first, last):
            ends = np.arange(day + 1, min(last, day + longest) + 1)
            pair.append(np.full(len(ends), window.pair[row]))
            start.append(np.full(len(ends), day))
            end.append(ends)
    return _arcs(instance, pair, start, end)


def _arcs(
    instance: Instance, pair: list[IntArray], start: list[IntArray], end: list[IntArray]
) -> Arcs:
    nothing = [np.zeros(0, dtype=np.int64)]
    return make_arcs(
        instance,
        np.concatenate(pair or nothing),
        np.concatenate(start or nothing),
        np.concatenate(end or nothing),
    )


def _event_days(instance: Instance, window: _Windows, settings: StartSettings) -> Arcs:
    """Combine the event starts of each window with its latest end and its event ends."""
    pair, start, end = [], [], []
    events = _Events(instance, window, settings)
    stay = instance.max_stay[instance.offer[window.pair]].tolist()
    columns = zip(
        window.pair.tolist(), window.start.tolist(), window.end.tolist(), stay, strict=True
    )
    for p, first, last, longest in columns:
        starts = [first, *events.starts(p, first, last)]
        ends = events.ends(p, first, last)
        for day in starts:
            latest = min(last, day + longest)
            for finish in (latest, *(e for e in ends if day < e < latest)):
                pair.append(p)
                start.append(day)
                end.append(finish)
    return make_arcs(
        instance,
        np.array(pair, dtype=np.int64),
        np.array(start, dtype=np.int64),
        np.array(end, dtype=np.int64),
    )


class _Events:
    """The days on which something changes for an offer or a requirement."""

    def __init__(self, instance: Instance, window: _Windows, settings: StartSettings) -> None:
        self._instance = instance
        self._settings = settings
        self._first_start: dict[int, list[int]] = defaultdict(list)
        self._relief: dict[int, list[int]] = defaultdict(list)
        self._next_need: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._committed: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row in instance.problem.commitments:
            self._committed[row.offer].append((row.from_day, row.to_day))
        self._locked: dict[tuple[str, str], list[tuple[int | None, int | None]]] = defaultdict(list)
        for lock in instance.problem.locks:
            self._locked[lock.offer, lock.requirement].append((lock.from_day, lock.to_day))
        self._gather(window)
        self._days_to_pass = _days_to_pass(instance, window.pair)

    def _gather(self, window: _Windows) -> None:
        instance = self._instance
        r, o = instance.requirement[window.pair], instance.offer[window.pair]
        stay = instance.max_stay[o]
        latest = np.minimum(window.end, np.where(stay < LAST_DAY, window.start + stay, LAST_DAY))
        lead = instance.lead_days[window.pair]
        back = instance.return_days[window.pair]
        need_to = instance.need_to[r]
        for row in range(len(window.pair)):
            need, offer = int(r[row]), int(o[row])
            self._first_start[need].append(int(window.start[row]))
            if latest[row] < need_to[row]:
                self._relief[need].append(int(latest[row]))
            self._next_need[offer].append(
                (int(window.start[row] - lead[row]), int(latest[row] + back[row]))
            )

    def starts(self, pair: int, first: int, last: int) -> list[int]:
        """List days after the first on which a start may pay, no more than the settings allow."""
        instance, n = self._instance, self._settings.n_events
        need, offer = int(instance.requirement[pair]), int(instance.offer[pair])
        lead = int(instance.lead_days[pair])
        name = instance.problem.offers[offer].id
        own = {day + lead for _, day in self._committed[name]}
        own.update(
            day
            for day, _ in self._locked[name, instance.problem.requirements[need].id]
            if day is not None
        )
        if instance.problem.lift and instance.lift_t[offer] > 0:
            week = (first - lead) // DAYS_PER_WEEK
            later = range(week + 1, week + 1 + self._settings.n_lift_weeks)
            own.update(DAYS_PER_WEEK * number + lead for number in later)
        # Where an entry node is narrow, units that could all be there at once come day after day.
        queue = min(self._settings.n_queue_days, self._days_to_pass.get(need, 0))
        if instance.lift_t[offer] > 0:
            own.update(range(first + 1, first + 1 + queue))
        waits = {day for p in instance.prerequisites[need] for day in self._first_start[p]}
        reuse = {day + lead for _, day in self._next_need[offer]}
        found = set(_inside(own, first, last, len(own)))
        found.update(_inside(waits, first, last, n))
        found.update(_inside(set(self._relief[need]), first, last, n))
        found.update(_inside(reuse, first, last, n))
        return sorted(found)

    def ends(self, pair: int, first: int, last: int) -> list[int]:
        """List days before the last on which an end may pay."""
        instance, n = self._instance, self._settings.n_events
        need, offer = int(instance.requirement[pair]), int(instance.offer[pair])
        back = int(instance.return_days[pair])
        name = instance.problem.offers[offer].id
        own = {day - back for day, _ in self._committed[name]}
        own.update(
            day
            for _, day in self._locked[name, instance.problem.requirements[need].id]
            if day is not None
        )
        frees = {leaves - back for leaves, _ in self._next_need[offer]}
        return sorted({*_inside(own, first, last, len(own)), *_inside(frees, first, last, n)})


def _days_to_pass(instance: Instance, pairs: IntArray) -> dict[int, int]:
    """Give, for each requirement, the days on which all that may come to its place could pass.

    Requirements whose place has no node with a capacity are left out.
    """
    scopes = instance.table.scopes
    place = [need.place for need in instance.problem.requirements]
    capacity = {name: node_capacity_t(scopes.nodes_of(name)) for name in set(place)}
    tonnes: dict[str, float] = defaultdict(float)
    units = instance.capacity.max(axis=1, initial=0.0) * instance.lift_t
    counted: set[tuple[str, int]] = set()
    for pair in pairs.tolist():
        name, offer = place[instance.requirement[pair]], int(instance.offer[pair])
        if capacity[name] and (name, offer) not in counted:
            counted.add((name, offer))
            tonnes[name] += float(units[offer])
    days = {name: math.ceil(load / (capacity[name] or 1.0)) for name, load in tonnes.items()}
    return {number: days[name] for number, name in enumerate(place) if name in days}


def _inside(days: set[int], first: int, last: int, most: int) -> list[int]:
    """List the days strictly between two days, evenly thinned to at most so many."""
    found = sorted(day for day in days if first < day < last)
    if len(found) <= most:
        return found
    return [found[round(i * (len(found) - 1) / max(most - 1, 1))] for i in range(most)]
