"""Packing rows: on no day may the units of overlapping intervals exceed what there is.

One row for each largest set of intervals that overlap; for offers (H1), groups (H2), caps of caveats
and ceilings of personnel (H14).
"""

from __future__ import annotations

import numpy as np

from crisisplanner.planning.matching.model.linear import INFINITY, LinearModel
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray


class Intervals:
    """Intervals that use resources: arc ``column[i]`` uses ``amount[i]`` of ``resource[i]`` a unit.

    ``begin`` and ``finish`` count days from the instance's first day.
    """

    def __init__(
        self,
        resource: IntArray,
        column: IntArray,
        begin: IntArray,
        finish: IntArray,
        amount: FloatArray,
    ) -> None:
        order = np.lexsort((begin, resource))
        self.resource = resource[order]
        self.column = column[order]
        self.begin = begin[order]
        self.finish = finish[order]
        self.amount = amount[order]


def add_packing_rows(
    model: LinearModel, intervals: Intervals, capacity: FloatArray, upper: FloatArray
) -> dict[int, tuple[int, int]]:
    """Add the rows of all resources; ``capacity[resource, t]`` may change by day.

    Rows that can't bind (all columns at ``upper``) are left out. Returns {row: (resource, day)}.
    """
    found: dict[int, tuple[int, int]] = {}
    bounds = np.flatnonzero(np.diff(intervals.resource, prepend=-1, append=-2))
    for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        own = slice(first, last)
        limit = capacity[intervals.resource[first]]
        most = intervals.amount[own] * upper[intervals.column[own]]
        if most.sum() <= limit.min() or not most.any():
            continue
        points, active = _points(intervals.begin[own], intervals.finish[own], limit)
        binds = active @ most > limit[points]
        row, place = np.nonzero(active[binds])
        rows = model.add_rows(
            int(binds.sum()),
            -INFINITY,
            limit[points[binds]],
            (row, intervals.column[own][place], intervals.amount[own][place]),
        )
        resource = int(intervals.resource[first])
        found.update(
            zip(
                rows.tolist(),
                ((resource, day) for day in points[binds].tolist()),
                strict=True,
            )
        )
    return found


def _points(begin: IntArray, finish: IntArray, limit: FloatArray) -> tuple[IntArray, BoolArray]:
    """Find the days on which a largest set of intervals is active: (days, active[day, interval])."""
    changes = np.flatnonzero(np.diff(limit)) + 1
    inside = changes[(changes > begin.min()) & (changes < finish.max())]
    points = np.unique(np.concatenate((begin, inside)))
    active = (begin[None, :] <= points[:, None]) & (finish[None, :] > points[:, None])
    if len(inside) == 0:
        ends_before_next = np.ones(len(points), dtype=np.bool_)
        for place in range(len(points) - 1):
            ends = finish[active[place]]
            ends_before_next[place] = bool((ends <= points[place + 1]).any())
        points, active = points[ends_before_next], active[ends_before_next]
    return points, active


def overlapping_sets(begin: IntArray, finish: IntArray) -> list[IntArray]:
    """List the largest sets of intervals that overlap on some day, as places."""
    if len(begin) == 1:
        return [np.zeros(1, dtype=np.int64)]
    no_change = np.zeros(1)
    _, active = _points(begin, finish, no_change)
    return [np.flatnonzero(row) for row in active]
