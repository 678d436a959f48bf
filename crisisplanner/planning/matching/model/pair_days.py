"""The days of pairs, window by window, as rows: the axis of the model day by day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from crisisplanner.planning.matching.arcs import Arcs, Plan, make_arcs
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray


@dataclass(frozen=True)
class Series:
    """Hold the days of some pairs, window by window: a row for each day of each window.

    ``first[d]`` and ``last[d]`` are the rows of the first and last day of the window of row d.
    """

    instance: Instance
    days: Arcs
    first: IntArray
    last: IntArray

    def __len__(self) -> int:
        return len(self.first)

    @cached_property
    def most(self) -> FloatArray:
        """Give the most units that can be there on each day."""
        instance = self.instance
        free = instance.capacity[self.days.offer, self.days.start - instance.first_day]
        return np.asarray(free, dtype=np.float64)

    @cached_property
    def is_whole(self) -> BoolArray:
        """Mark the rows whose units can't be divided."""
        return ~self.days.is_divisible


def series_of(instance: Instance, pairs: IntArray) -> Series:
    """List the days of all windows of some pairs, sorted by pair and window."""
    pair, day, first, last = [], [], [], []
    n = 0
    for number in pairs.tolist():
        for start, end in instance.windows_of(number):
            length = end - start
            pair.append(np.full(length, number))
            day.append(np.arange(start, end))
            first.append(np.full(length, n))
            last.append(np.full(length, n + length - 1))
            n += length
    nothing = [np.zeros(0, dtype=np.int64)]
    joined = [np.concatenate(part or nothing).astype(np.int64) for part in (pair, day, first, last)]
    days = Arcs(instance, joined[0], joined[1], joined[1] + 1)
    return Series(instance, days, joined[2], joined[3])


def n_days_of(instance: Instance, pairs: IntArray) -> int:
    """Count the days of all windows of some pairs."""
    return sum(end - start for pair in pairs.tolist() for start, end in instance.windows_of(pair))


def stretches(first: IntArray, last: IntArray) -> tuple[IntArray, IntArray]:
    """List (place, number) for all numbers from the first to the last of each place."""
    counts = np.maximum(last - first + 1, 0)
    place = np.repeat(np.arange(len(first), dtype=np.int64), counts)
    within = np.arange(len(place), dtype=np.int64) - np.repeat(np.cumsum(counts) - counts, counts)
    return place, first[place] + within


def plan_of_stays(instance: Instance, amounts: dict[tuple[int, int, int], float]) -> Plan:
    """Make a plan of amounts by pair, start and end."""
    keys = np.array(sorted(amounts), dtype=np.int64).reshape(-1, 3)
    arcs = make_arcs(instance, keys[:, 0], keys[:, 1], keys[:, 2])
    return Plan(arcs, np.array([amounts[key] for key in sorted(amounts)], dtype=np.float64))
