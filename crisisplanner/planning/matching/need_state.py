"""One requirement while it is filled: its level by day, and on which days one may start."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.ledger import Booking
from crisisplanner.planning.matching.model.relations import is_met
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray
from crisisplanner.planning.tolerance import TOLERANCE, levels_count


class NeedState:
    """Keep the level of a requirement on each of its days, counted from ``from_day``."""

    def __init__(self, instance: Instance, need: int) -> None:
        self.instance = instance
        self.from_day = int(instance.need_from[need])
        self.to_day = int(instance.need_to[need])
        self.quantity = float(instance.quantity[need])
        self._threshold = float(instance.minimum_share[need]) * self.quantity
        n_days = self.to_day - self.from_day
        self.level: FloatArray = np.zeros(n_days)
        self.may_start: BoolArray = np.ones(n_days, dtype=np.bool_)
        self.is_enabled: BoolArray = np.ones(n_days, dtype=np.bool_)
        self._missing: FloatArray | None = None
        self._n_lacking: list[int] = []

    def days(self, booking: Booking) -> slice:
        """Give the days of a booking, from the first."""
        return slice(booking.start - self.from_day, booking.end - self.from_day)

    def add(self, booking: Booking, sign: float = 1.0) -> None:
        """Raise the level by an allocation; with ``sign`` -1 lower it."""
        effectiveness = float(self.instance.effectiveness[booking.pair])
        self.level[self.days(booking)] += sign * booking.amount * effectiveness
        self._missing = None

    def wait_for(self, prerequisite: int, rows: Sequence[Booking]) -> None:
        """Allow starts only on days on which a prerequisite is met by some bookings."""
        instance = self.instance
        level = np.zeros(self.to_day - self.from_day)
        last = int(instance.need_to[prerequisite]) - 1
        day = np.minimum(np.arange(self.from_day, self.to_day), last)
        for row in rows:
            present = (row.start <= day) & (day < row.end)
            level[present] += row.amount * float(instance.effectiveness[row.pair])
        self.may_start &= is_met(instance, prerequisite, level)

    def depend_on(self, rows: Sequence[Booking]) -> None:
        """Count only days on which one of some bookings is there."""
        enabled = np.zeros(self.to_day - self.from_day, dtype=np.bool_)
        for row in rows:
            first = max(row.start - self.from_day, 0)
            enabled[first : max(row.end - self.from_day, 0)] = True
        self.is_enabled &= enabled
        self._missing = None

    def set_level(self, level: FloatArray) -> None:
        """Go back to a level of before."""
        self.level[:] = level
        self._missing = None

    def missing(self) -> FloatArray:
        """Give what each day lacks of the quantity, 0 where it could not count."""
        if self._missing is None:
            short = np.maximum(self.quantity - self.level, 0.0)
            self._missing = np.where(self.is_enabled & (short > TOLERANCE), short, 0.0)
            self._n_lacking = [0, *np.cumsum(self._missing > 0).tolist()]
        return self._missing

    def n_lacking(self, start: int, end: int) -> int:
        """Count the days of a stay that lack something."""
        self.missing()
        return self._n_lacking[end - self.from_day] - self._n_lacking[start - self.from_day]

    @property
    def is_full(self) -> bool:
        """Tell whether no day lacks anything."""
        self.missing()
        return self._n_lacking[-1] == 0

    def counts(self) -> BoolArray:
        """Mark the days that count."""
        return levels_count(self.level, self._threshold) & self.is_enabled

    def credited_level(self) -> float:
        """Sum the credited level over all days."""
        return float(np.where(self.counts(), np.minimum(self.level, self.quantity), 0.0).sum())

    def gain(self, booking: Booking) -> float:
        """Give what one unit of a booking would add now, in days of level."""
        effectiveness = float(self.instance.effectiveness[booking.pair])
        return float(self.n_lacking(booking.start, booking.end)) * effectiveness

    def wanted(self, pair: int, start: int, end: int) -> float:
        """Give the amount after which half the days of an allocation lack nothing."""
        if not self.n_lacking(start, end):
            return 0.0
        missing = self.missing()[start - self.from_day : end - self.from_day]
        missing = missing[missing > 0]
        typical = float(np.sort(missing)[len(missing) // 2])
        amount = typical / float(self.instance.effectiveness[pair])
        if self.instance.is_divisible[self.instance.offer[pair]]:
            return amount
        return float(np.ceil(amount - TOLERANCE))

    def next_start(self, day: int) -> int | None:
        """Give the first day from a day on which one may start."""
        later = np.flatnonzero(self.may_start[max(day - self.from_day, 0) :])
        return max(day, self.from_day) + int(later[0]) if len(later) else None

    def next_true(self, marks: BoolArray) -> IntArray:
        """Give for each day (and the end) the first marked day from it, else the number of days."""
        n_days = len(marks)
        place = np.where(marks, np.arange(n_days), n_days)
        following = np.minimum.accumulate(place[::-1])[::-1]
        return np.append(following, n_days).astype(np.int64)

    def last_true(self, marks: BoolArray) -> IntArray:
        """Give for each day (and the end) the day after the last marked day before it, else 0."""
        place = np.where(marks, np.arange(1, len(marks) + 1), 0)
        return np.insert(np.maximum.accumulate(place), 0, 0).astype(np.int64)
