"""Whether the nodes of a place take one more unit, day by day.

Units that may pass only some nodes compete for these: every set of nodes has to take what can pass
no other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import partial

import numpy as np

from crisisplanner.domain.match import PlanReasonCode
from crisisplanner.domain.messages import Ref, RefKind
from crisisplanner.planning.explanation.residuals import Residuals
from crisisplanner.planning.explanation.rooms import OneMore, Room, loose, room_of
from crisisplanner.planning.explanation.unit_words import said_of
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray
from crisisplanner.planning.tolerance import TOLERANCE


class NodeLimits:
    """Try units against what the nodes on their way take on the days before they start."""

    def __init__(self, left: Residuals) -> None:
        self._left, self._plan = left, left.plan
        self._free: dict[frozenset[str], FloatArray] = {}

    def rooms(self, more: OneMore) -> Iterator[Room]:
        """Give the room that nodes leave for a unit, if they limit it."""
        tonnes, plan = more.offer.lift_t or 0.0, self._plan
        if tonnes == 0 or more.stays_longer:
            return
        takers = self._left.takers(more.offer, more.need.row.place)
        if not takers:
            return
        span = max(1, int(plan.table.times.queue_days[more.pair]))
        days = self._passing(more, span, np.arange(more.from_day, more.to_day))
        free = self._free_of(takers)
        if more.moved is not None:
            free = free.copy()
            own = self._passing(more, span, np.array([more.moved.from_day]))
            np.add.at(free, own[0], more.moved.quantity * tonnes / span)
        # On the first day passes all that should have passed before it.
        n_first = np.count_nonzero(days == 0, axis=1)[:, None]
        on_day = np.where(days == 0, n_first, 1) * (tonnes / span)
        units = np.minimum.reduce((free[days] + TOLERANCE) / on_day, axis=1)
        is_short = units < more.units - TOLERANCE
        if not is_short.any():
            yield loose(PlanReasonCode.NODE, float(np.minimum.reduce(units)))
            return
        left = np.minimum.reduce(free[days], axis=1)[is_short]
        names = tuple(sorted(takers))
        said = partial(
            said_of,
            plan.facts,
            "reason.node",
            more,
            nodes=tuple(Ref(RefKind.NODE, name) for name in names),
            free=max(0.0, float(np.maximum.reduce(left))),
            tonnes=tonnes / span,
        )
        yield room_of(PlanReasonCode.NODE, names, said, units)

    def _passing(self, more: OneMore, span: int, starts: IntArray) -> IntArray:
        """Give the places of the days on which a unit passes before each start."""
        first = self._plan.first_day
        unloaded = starts - int(self._plan.table.times.setup_days[more.pair])
        days = unloaded[:, None] - np.arange(1, span + 1)[None, :]
        return np.asarray(np.maximum(first, days) - first, dtype=np.int64)

    def _free_of(self, takers: frozenset[str]) -> FloatArray:
        """Give the tonnes a day that some nodes have left for what may pass only them."""
        if takers not in self._free:
            load = self._left.node_load
            free = np.full(self._plan.n_days, math.inf)
            for nodes in _sharing(takers, load.keys()):
                used = sum((t for own, t in load.items() if own <= nodes), np.zeros(len(free)))
                free = np.minimum(free, self._capacity(nodes) - used)
            self._free[takers] = free
        return self._free[takers]

    def _capacity(self, nodes: frozenset[str]) -> FloatArray:
        """Sum what nodes take on each day of the plan, while they are open."""
        plan, days = self._plan, np.zeros(self._plan.n_days)
        for row in self._plan.problem.nodes:
            if row.id in nodes:
                start = 0 if row.from_day is None else max(0, row.from_day - plan.first_day)
                end = plan.n_days if row.to_day is None else max(0, row.to_day - plan.first_day)
                most = row.capacity_t_per_day
                days[start:end] += math.inf if most is None else most
        return days


def _sharing(takers: frozenset[str], loads: Iterable[frozenset[str]]) -> set[frozenset[str]]:
    """List the unions of some nodes with those that others may pass, as far as they share any."""
    found, others = {takers}, set(loads) - {takers}
    is_growing = True
    while is_growing:
        reached = frozenset[str]().union(*found)
        near = {one for one in others if one & reached}
        others -= near
        for one in sorted(near, key=sorted):
            found |= {one | before for before in found}
        is_growing = bool(near)
    return found
