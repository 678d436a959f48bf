"""The days on which something changes for an offer or a requirement, where stays may well begin or end.

Some are its own: lift that can be had, a node that opens, what commitments and caps leave. Others
come of other stays: relief, reuse, prerequisites. Nothing here says which stays are offered.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from crisisplanner.domain.days import DAYS_PER_WEEK
from crisisplanner.domain.problem import NodeRow
from crisisplanner.planning.matching.day_limits import DayLimits, Span
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.usage import LiftTable, NodeTable, Passage
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import LAST_DAY, BoolArray, IntArray
from crisisplanner.planning.timing import node_capacity_t
from crisisplanner.planning.tolerance import TOLERANCE


class Windows:
    """The windows of some pairs, one row each; days from D."""

    def __init__(self, instance: Instance, pairs: IntArray) -> None:
        counts = instance.window_first[pairs + 1] - instance.window_first[pairs]
        before = np.cumsum(counts) - counts
        row = np.repeat(instance.window_first[pairs] - before, counts) + np.arange(counts.sum())
        self.pair = np.repeat(pairs, counts)
        self.start = instance.window_start[row]
        self.end = instance.window_end[row]

    def __len__(self) -> int:
        return len(self.pair)


@dataclass(frozen=True)
class Changes:
    """Hold the days on which more is left than the day before, and those on which less is."""

    more: tuple[int, ...]
    less: tuple[int, ...]


def changes_of(left: FloatArray, first_day: int) -> Changes:
    """Find where what is left by day changes."""
    step = np.diff(left)
    more, less = (np.flatnonzero(change) + first_day + 1 for change in (step > 0, step < 0))
    return Changes(tuple(more.tolist()), tuple(less.tolist()))


class LiftWeeks:
    """In which weeks an offer finds lift for a unit, its partner's own or of the pool."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._table = LiftTable(instance)
        self._tonnes = self._table.own + self._table.pool
        self._enough: dict[int, BoolArray | None] = {}

    def enough(self, offer: int) -> BoolArray | None:
        """Mark the weeks with lift for a unit; None where none is needed."""
        if offer not in self._enough:
            self._enough[offer] = self._mark(offer)
        return self._enough[offer]

    def _mark(self, offer: int) -> BoolArray | None:
        load = float(self._instance.lift_t[offer])
        if not self._table.is_limited or load <= 0:
            return None
        tonnes = self._tonnes[self._instance.partner[offer]]
        least = TOLERANCE if self._instance.is_divisible[offer] else load - TOLERANCE
        return np.asarray(tonnes >= least, dtype=np.bool_)

    def is_there(self, offer: int, leaves: int) -> bool:
        """Tell whether a unit finds lift in the week of a day."""
        enough = self.enough(offer)
        return enough is None or bool(enough[leaves // DAYS_PER_WEEK - self._table.first_week])

    def week_starts(self, offer: int, leaves: int, n_later: int) -> list[int]:
        """List where later weeks with lift begin: so many of the next, and each after one without."""
        enough = self.enough(offer)
        if enough is None:
            return []
        week = leaves // DAYS_PER_WEEK - self._table.first_week
        later = np.flatnonzero(enough[week + 1 :]) + week + 1
        is_new = ~enough[later - 1]
        n_next = n_later if enough[week] else n_later + 1
        chosen = np.union1d(later[:n_next], later[is_new])
        week_starts: list[int] = ((chosen + self._table.first_week) * DAYS_PER_WEEK).tolist()
        return week_starts


class Openings:
    """When units can pass the entry nodes of a place."""

    def __init__(self, instance: Instance, pairs: IntArray) -> None:
        self._instance = instance
        self._table = NodeTable(instance)
        self._rows: dict[str, list[NodeRow]] = defaultdict(list)
        for node in instance.problem.nodes:
            self._rows[node.id].append(node)
        self._days_to_pass = _days_to_pass(instance, pairs) if self._rows else {}

    def can_pass(self, pair: int, start: int) -> bool:
        """Tell whether a unit finds room at open nodes on its way to a start."""
        passage, ends = self._way(pair, start)
        if not passage.takers:
            return True
        least = float(self._instance.lift_t[self._instance.offer[pair]]) / passage.n_days
        if self._instance.is_divisible[self._instance.offer[pair]]:
            least = TOLERANCE
        days = {max(day, 0) for day in range(ends - passage.n_days, ends)}
        return all(self._table.capacity(passage.takers, day) >= least - TOLERANCE for day in days)

    def starts(self, pair: int, first: int, most_in_queue: int) -> list[int]:
        """List the first start after each opening, the last before each closing, and days in a queue.

        Where a node is narrow, units that could all be there at once come day after day.
        """
        if not self._rows:
            return []
        passage, ends = self._way(pair, first)
        if not passage.takers:
            return []
        rows = [row for name in passage.takers for row in self._rows[name]]
        setup = first - self._instance.first_day - ends
        opens = {row.from_day + passage.n_days + setup for row in rows if row.from_day is not None}
        need = int(self._instance.requirement[pair])
        queue = min(most_in_queue, self._days_to_pass.get(need, 0))
        found = {row.to_day + setup for row in rows if row.to_day is not None}
        for day in {first, *(day for day in opens if day > first)}:
            found.update(range(day, day + queue + 1))
        return sorted(found)

    def _way(self, pair: int, start: int) -> tuple[Passage, int]:
        """Give what a pair's units pass (nothing if they are not lifted), and when they are through."""
        instance = self._instance
        if not self._rows or instance.lift_t[instance.offer[pair]] <= 0:
            return Passage(frozenset(), 1), 0
        setup = int(instance.table.times.setup_days[instance.pair_row[pair]])
        return self._table.passage(pair), start - setup - instance.first_day


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


class DayChanges:
    """On which days an offer, or what it shares with others by day, has more or less left."""

    def __init__(self, instance: Instance, windows: Windows) -> None:
        self._instance = instance
        self._own: dict[int, Changes] = {}
        self._shared: dict[tuple[int, int], Changes] = {}
        self.families: list[DayLimits] = instance.day_limits
        self.resource = [limits.use(windows.pair)[0] for limits in self.families]

    def starts(self, row: int, pair: int) -> Iterable[int]:
        """List the days from which a stay of a window has more room."""
        lead = int(self._instance.lead_days[pair])
        yield from (day + lead for day in self._of_offer(pair).more)
        for span, changes in self._of_window(row):
            yield from (day + lead if span is Span.AWAY else day for day in changes.more)

    def ends(self, row: int, pair: int) -> Iterable[int]:
        """List the days from which a stay of a window has less room."""
        back = int(self._instance.return_days[pair])
        yield from (day - back for day in self._of_offer(pair).less)
        for span, changes in self._of_window(row):
            yield from (day - back if span is Span.AWAY else day for day in changes.less)

    def has_room(self, row: int, pair: int, start: int) -> bool:
        """Tell whether there is any room on the first days of a stay."""
        instance = self._instance
        leaves = max(start - int(instance.lead_days[pair]), instance.first_day)
        days = slice(leaves - instance.first_day, start - instance.first_day + 1)
        if instance.capacity[instance.offer[pair], days].min() <= TOLERANCE:
            return False
        for limits, resource in zip(self.families, self.resource, strict=True):
            first = days.start if limits.span is Span.AWAY else days.stop - 1
            left = limits.capacity[resource[row], first : days.stop]
            if resource[row] >= 0 and left.min() <= TOLERANCE:
                return False
        return True

    def _of_offer(self, pair: int) -> Changes:
        instance = self._instance
        offer = int(instance.offer[pair])
        if offer not in self._own:
            self._own[offer] = changes_of(instance.capacity[offer], instance.first_day)
        return self._own[offer]

    def _of_window(self, row: int) -> Iterable[tuple[Span, Changes]]:
        for family, limits in enumerate(self.families):
            resource = int(self.resource[family][row])
            if resource < 0:
                continue
            if (family, resource) not in self._shared:
                left = np.where(
                    np.isinf(limits.capacity[resource]), LAST_DAY, limits.capacity[resource]
                )
                self._shared[family, resource] = changes_of(left, self._instance.first_day)
            yield limits.span, self._shared[family, resource]
