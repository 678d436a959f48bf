"""Segments: stretches of days of a requirement between which no allocation begins or ends."""

from __future__ import annotations

import numpy as np

from crisisplanner.planning.coverage import enabling_requirements
from crisisplanner.planning.matching.arcs import Arcs
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray


class Segments:
    """Cut the days of some requirements at the starts and ends of their arcs.

    Axis k is the segment, sorted by requirement and day. An arc covers segments ``arc_first[a]`` to
    ``arc_last[a]`` (not included). Requirements of enabled types are also cut where their enabling
    requirements are.
    """

    def __init__(self, arcs: Arcs, requirements: IntArray) -> None:
        instance = arcs.instance
        self._width = instance.n_days + 1
        self._first_day = instance.first_day
        keys = self._cuts(arcs, requirements)
        owner = keys // self._width
        is_inside = owner[:-1] == owner[1:]
        self.requirement: IntArray = owner[:-1][is_inside]
        self.start: IntArray = keys[:-1][is_inside] % self._width + instance.first_day
        self.end: IntArray = keys[1:][is_inside] % self._width + instance.first_day
        self._keys = self.requirement * self._width + (self.start - instance.first_day)
        self.arc_first = self.at(arcs.requirement, arcs.start)
        self.arc_last = self.at(arcs.requirement, arcs.end - 1) + 1

    def __len__(self) -> int:
        return len(self.requirement)

    @property
    def n_days(self) -> IntArray:
        """Count the days of each segment."""
        return self.end - self.start

    def _cuts(self, arcs: Arcs, requirements: IntArray) -> IntArray:
        instance = arcs.instance
        locked = [
            (instance.need_number[lock.requirement], day)
            for lock in instance.problem.locks
            for day in (lock.from_day, lock.to_day)
            if day is not None and lock.requirement in instance.need_number
        ]
        own = np.array([pair for pair in locked if pair[0] in set(requirements.tolist())])
        own = own.reshape(-1, 2).astype(np.int64)
        need = np.concatenate(
            (requirements, requirements, arcs.requirement, arcs.requirement, own[:, 0])
        )
        day = np.concatenate(
            (
                instance.need_from[requirements],
                instance.need_to[requirements],
                arcs.start,
                arcs.end,
                own[:, 1],
            )
        )
        day = np.clip(day, instance.need_from[need], instance.need_to[need])
        keys = np.unique(need * self._width + (day - self._first_day))
        return self._with_enabling_cuts(instance, keys, requirements)

    def _with_enabling_cuts(
        self, instance: Instance, keys: IntArray, requirements: IntArray
    ) -> IntArray:
        groups = enabling_requirements(instance.problem)
        more = [keys]
        for need in requirements.tolist():
            for group in groups.get(instance.problem.requirements[need].id, ()):
                for name in group:
                    other = instance.need_number[name]
                    days = keys[keys // self._width == other] % self._width + self._first_day
                    first, last = instance.need_from[need], instance.need_to[need]
                    inside = days[(days > first) & (days < last)]
                    more.append(need * self._width + (inside - self._first_day))
        return np.unique(np.concatenate(more))

    def at(self, requirement: IntArray, day: IntArray) -> IntArray:
        """Give the segment of a requirement in which a day lies."""
        key = requirement * self._width + (day - self._first_day)
        return np.searchsorted(self._keys, key, side="right").astype(np.int64) - 1

    def covers(self, requirement: IntArray, day: IntArray) -> BoolArray:
        """Tell whether the segment found by ``at`` is of that requirement and has that day."""
        place = self.at(requirement, day)
        inside = place >= 0
        place = np.maximum(place, 0)
        if not len(self):
            return np.zeros(len(requirement), dtype=np.bool_)
        found = inside & (self.requirement[place] == requirement) & (day < self.end[place])
        return np.asarray(found, dtype=np.bool_)

    def of_arcs(self, arcs: IntArray) -> tuple[IntArray, IntArray]:
        """List (place in ``arcs``, segment) for all segments that given arcs cover."""
        counts = self.arc_last[arcs] - self.arc_first[arcs]
        place = np.repeat(np.arange(len(arcs), dtype=np.int64), counts)
        within = np.arange(len(place), dtype=np.int64) - np.repeat(
            np.cumsum(counts) - counts, counts
        )
        return place, self.arc_first[arcs][place] + within


def segment_worth(segments: Segments, instance: Instance) -> FloatArray:
    """Give what one unit of level on all days of each segment adds to weighted coverage.

    w_r d_rk / (L_r Q_r), rounded once: in ``day_worth`` times days, last bits choose other branches.
    """
    r = segments.requirement
    worth = instance.weight[r] * segments.n_days / (instance.need_days[r] * instance.quantity[r])
    return np.asarray(worth, dtype=np.float64)
