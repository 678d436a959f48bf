"""One more unit that could be sent, and how many of it a rule of the plan leaves room for.

What is tried and what is found; the rules themselves are in ``limits``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from crisisplanner.domain.messages import Message
from crisisplanner.domain.problem import OfferRow
from crisisplanner.planning.explanation.plan_days import OpenNeed, Sent
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray

IN_USE = "in_use"
PROMISED = "promised"


class OneMore(NamedTuple):
    """Hold one more unit that could be sent: its pair and the days on which it could be there.

    ``moved`` is its present allocation here where that would only come sooner or stay longer.
    Option i of its days leaves out the i farthest from that allocation, or else the first i: the
    longest stay comes first. ``units`` are what has to come at once; ``lifted`` is what is supposed
    not to be in the way: that it is in use, or promised elsewhere.
    """

    need: OpenNeed
    at: int
    offer: OfferRow
    offer_number: int
    pair: int
    from_day: int
    to_day: int
    moved: Sent | None = None
    units: float = 1.0
    lifted: str = ""

    @property
    def n_options(self) -> int:
        """Count the options: one for each day."""
        return self.to_day - self.from_day

    @property
    def stays_longer(self) -> bool:
        """Tell whether a present allocation would end later: then options end sooner."""
        return self.moved is not None and self.moved.to_day == self.from_day

    @property
    def present_days(self) -> int:
        """Count the days of the present allocation."""
        return 0 if self.moved is None else self.moved.to_day - self.moved.from_day


class Many(NamedTuple):
    """Hold several units that could be sent, as arrays in their order."""

    each: Sequence[OneMore]
    offers: IntArray
    pairs: IntArray
    from_day: IntArray
    to_day: IntArray
    units: FloatArray
    moved: list[int]

    @property
    def is_held(self) -> BoolArray:
        """Tell which would only stay longer."""
        held = np.zeros(len(self.each), dtype=np.bool_)
        held[[row for row in self.moved if self.each[row].stays_longer]] = True
        return held

    def partners(self) -> list[str]:
        """Name the partner of each."""
        return [one.offer.partner for one in self.each]


def many_of(each: Sequence[OneMore]) -> Many:
    """Lay out several units as arrays."""
    figures = [(one.offer_number, one.pair, one.from_day, one.to_day) for one in each]
    offers, pairs, from_day, to_day = np.array(figures, dtype=np.int64).T
    units = np.array([one.units for one in each])
    moved = [row for row, one in enumerate(each) if one.moved is not None]
    return Many(each, offers, pairs, from_day, to_day, units, moved)


class Room(NamedTuple):
    """Hold how many units a rule leaves room for, what it names, and how to say it.

    ``least`` and ``most`` are those of its options; ``by_option`` counts for each, if they differ.
    Most are only counted: a sentence takes longer than the test.
    """

    code: str
    subject: tuple[str, ...]
    say: Callable[[], Message]
    least: float = 0.0
    most: float = 0.0
    by_option: Callable[[], FloatArray] | None = None

    @property
    def units(self) -> float | FloatArray:
        """Give the units by option, or those of every option."""
        return self.least if self.by_option is None else self.by_option()


def room_of(
    code: str, subject: tuple[str, ...], say: Callable[[], Message], units: FloatArray
) -> Room:
    """Give the room that a rule leaves by option."""
    least, most = float(np.minimum.reduce(units)), float(np.maximum.reduce(units))
    return Room(code, subject, say, least, most, lambda: units)


def loose(code: str, units: float) -> Room:
    """Give a rule that does not bind: it says only how many it leaves room for."""
    return Room(code, (), _unsaid, units, math.inf)


def _unsaid() -> Message:
    raise LookupError("Expected a rule that binds")
