"""Periods: intervals of whole days, and lists of them; nothing about what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Period = tuple[int, int]
IntArray = npt.NDArray[np.signedinteger[Any]]
BoolArray = npt.NDArray[np.bool_]

FIRST_DAY = -(1 << 30)
LAST_DAY = 1 << 30
ALWAYS: tuple[Period, ...] = ((FIRST_DAY, LAST_DAY),)


def without_contained(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Sort periods and drop empty ones and those that lie within another; none are joined."""
    kept: list[Period] = []
    for start, end in sorted(set(periods), key=lambda period: (period[0], -period[1])):
        if start < end and (not kept or end > kept[-1][1]):
            kept.append((start, end))
    return tuple(kept)


def intersect(first: Sequence[Period], second: Sequence[Period]) -> tuple[Period, ...]:
    """List the periods that lie within one period of each list."""
    return without_contained(
        (max(a, c), min(b, d)) for a, b in first for c, d in second if max(a, c) < min(b, d)
    )


def outside(start: int | None, end: int | None) -> tuple[Period, ...]:
    """List the periods that remain when start ≤ t < end is closed; an open end is open."""
    before = (FIRST_DAY, start if start is not None else FIRST_DAY)
    after = (end if end is not None else LAST_DAY, LAST_DAY)
    return without_contained((before, after))


def runs_of(first: IntArray, last: IntArray) -> tuple[IntArray, IntArray]:
    """List the numbers first[i] ≤ n < last[i] of every i; give (i, n), sorted by i, then n."""
    counts = np.maximum(last - first, 0)
    owner = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    offset = np.arange(len(owner), dtype=np.int64) - np.repeat(np.cumsum(counts) - counts, counts)
    return owner, first[owner] + offset


class PeriodLists:
    """Hold many lists of periods as arrays, addressed by number.

    ``first[i]`` to ``first[i + 1]`` are the rows of list i in ``starts`` and ``ends``.
    """

    def __init__(self, lists: Sequence[Sequence[Period]]) -> None:
        lengths = np.array([len(periods) for periods in lists], dtype=np.int64)
        self.first = np.concatenate(([0], np.cumsum(lengths)))
        flat = [period for periods in lists for period in periods]
        self.starts: IntArray = np.array([start for start, _ in flat], dtype=np.int64)
        self.ends: IntArray = np.array([end for _, end in flat], dtype=np.int64)

    def clipped(
        self, which: IntArray, earliest: IntArray, latest: IntArray
    ) -> tuple[IntArray, IntArray, IntArray]:
        """Cut list ``which[i]`` to earliest[i] ≤ t < latest[i]; give (i, start, end) of what is left.

        Sorted by i, then as in the list.
        """
        owner, row = runs_of(self.first[which], self.first[which + 1])
        start = np.maximum(self.starts[row], earliest[owner])
        end = np.minimum(self.ends[row], latest[owner])
        keep = start < end
        return owner[keep], start[keep], end[keep]

    def overlaps(self, which: IntArray, earliest: IntArray, latest: IntArray) -> BoolArray:
        """Tell for each i whether list ``which[i]`` has a day in earliest[i] ≤ t < latest[i]."""
        owner, _, _ = self.clipped(which, earliest, latest)
        found = np.zeros(len(which), dtype=np.bool_)
        found[owner] = True
        return found
