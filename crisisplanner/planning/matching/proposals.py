"""For every candidate of a requirement the stay that adds most now; all candidates at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.domain.days import DAYS_PER_WEEK
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.ledger import Ledger
from crisisplanner.planning.matching.need_state import NeedState
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray
from crisisplanner.planning.tolerance import TOLERANCE

MAX_WEEKS_LATER = 4


class Candidates:
    """The windows of the pairs of one requirement: a candidate each, [``first``, ``last``)."""

    def __init__(self, instance: Instance, need: int) -> None:
        pairs = instance.pairs_of(need)
        rows = slice(
            int(instance.window_first[pairs.start]), int(instance.window_first[pairs.stop])
        )
        counts = np.diff(instance.window_first[pairs.start : pairs.stop + 1])
        self.pair: IntArray = np.repeat(np.arange(pairs.start, pairs.stop), counts)
        self.first: IntArray = instance.window_start[rows]
        self.last: IntArray = instance.window_end[rows]
        self.offer: IntArray = instance.offer[self.pair]
        self.partner: IntArray = instance.partner[self.offer]
        self.stay: IntArray = instance.max_stay[self.offer]
        self.lead_days: IntArray = instance.lead_days[self.pair]
        self.return_days: IntArray = instance.return_days[self.pair]
        self.effectiveness: FloatArray = instance.effectiveness[self.pair]

    def __len__(self) -> int:
        return len(self.pair)


@dataclass(frozen=True)
class Proposals:
    """Hold for each candidate a stay and what one unit of it would add, in days of level."""

    start: IntArray
    end: IntArray
    gain: FloatArray


def propose(state: NeedState, candidates: Candidates, ledger: Ledger) -> Proposals:
    """Propose for each candidate the best of three stays: the longest that adds something; if the
    offer is not free for that, the one after or before it is taken. Gain 0 means none.
    """
    finder = _Finder(state, candidates, ledger)
    start, end = finder.longest(candidates.first, candidates.last)
    leaves, back = finder.away(start, end)
    n_taken = finder.taken(leaves, back)
    is_free = (n_taken == 0) & (end > start)
    after = finder.longest(finder.free_after(back), candidates.last)
    before = finder.longest(start, np.minimum(end, finder.free_until(leaves)))
    best = Proposals(start, end, np.where(is_free, finder.gain(start, end), 0.0))
    for other_start, other_end in (after, before):
        gain = np.where(finder.taken(*finder.away(other_start, other_end)) == 0, 1.0, 0.0)
        gain = gain * finder.gain(other_start, other_end)
        is_better = ~is_free & (gain > best.gain)
        best = Proposals(
            np.where(is_better, other_start, best.start),
            np.where(is_better, other_end, best.end),
            np.where(is_better, gain, best.gain),
        )
    return finder.affordable(finder.lifted(best))


class _Finder:
    """Answers for all candidates of one requirement at one moment."""

    def __init__(self, state: NeedState, candidates: Candidates, ledger: Ledger) -> None:
        self._state = state
        self._candidates = candidates
        self._ledger = ledger
        self._first_day = ledger.instance.first_day
        lacks = state.missing() > 0
        self._n_days = len(lacks)
        self._lacking = np.concatenate(([0], np.cumsum(lacks)))
        self._next_lack = state.next_true(lacks)
        self._last_lack = state.last_true(lacks)
        self._next_start = state.next_true(state.may_start)
        least = np.where(
            ledger.instance.is_divisible[candidates.offer], 10 * TOLERANCE, 1.0 - TOLERANCE
        )
        self._low = max(0, int((candidates.first - candidates.lead_days).min()) - self._first_day)
        self._high = int((candidates.last + candidates.return_days).max()) - self._first_day
        free = ledger.free[candidates.offer, self._low : self._high]
        self._taken = free < least[:, None]
        n_span = self._taken.shape[1]
        nothing = np.zeros((len(candidates), 1), dtype=np.int32)
        self._n_taken = np.hstack((nothing, np.cumsum(self._taken, axis=1, dtype=np.int32)))
        self._row = np.arange(len(candidates))
        self._span = np.arange(n_span)

    def longest(self, first: IntArray, last: IntArray) -> tuple[IntArray, IntArray]:
        """Give the stay within [first, last) from its first lacking day to its last."""
        begin = self._state.from_day
        day = _within(first - begin, self._n_days)
        day = self._next_start[self._next_lack[day]]
        start = np.maximum(first, day + begin)
        end = np.minimum(np.minimum(last, start + self._candidates.stay), self._state.to_day)
        end = self._last_lack[_within(end - begin, self._n_days)] + begin
        return start, np.maximum(end, start)

    def away(self, start: IntArray, end: IntArray) -> tuple[IntArray, IntArray]:
        """Give the places in the span on which units leave and are back."""
        leaves = start - self._candidates.lead_days - self._first_day - self._low
        back = end + self._candidates.return_days - self._first_day - self._low
        most = len(self._span)
        return _within(leaves, most), _within(back, most)

    def taken(self, leaves: IntArray, back: IntArray) -> IntArray:
        """Count the days on which no unit is free."""
        found = (
            self._n_taken[self._row, np.maximum(back, leaves)] - self._n_taken[self._row, leaves]
        )
        return np.asarray(found, dtype=np.int64)

    def free_after(self, back: IntArray) -> IntArray:
        """Give the first start after the last day before ``back`` on which no unit is free."""
        inside = self._taken & (self._span[None, :] < back[:, None])
        last = np.where(inside, self._span[None, :], -1).max(axis=1, initial=-1)
        start = last + 1 + self._low + self._first_day + self._candidates.lead_days
        return np.asarray(np.maximum(start, self._candidates.first), dtype=np.int64)

    def free_until(self, leaves: IntArray) -> IntArray:
        """Give the last end before the first day from ``leaves`` on which no unit is free."""
        most = len(self._span)
        inside = self._taken & (self._span[None, :] >= leaves[:, None])
        first = np.where(inside, self._span[None, :], most).min(axis=1, initial=most)
        return np.asarray(
            first + self._low + self._first_day - self._candidates.return_days, dtype=np.int64
        )

    def lifted(self, found: Proposals) -> Proposals:
        """Move starts to a week in which there is lift left for a unit; gain 0 where there is none."""
        pair = self._candidates.pair
        for _ in range(MAX_WEEKS_LATER):
            leaves = np.maximum(found.start - self._candidates.lead_days - self._first_day, 0)
            stuck = (found.gain > 0) & ~self._ledger.can_leave(pair, leaves)
            if not stuck.any():
                return found
            week = (leaves + self._first_day) // DAYS_PER_WEEK + 1
            later = np.maximum(week * DAYS_PER_WEEK + self._candidates.lead_days, found.start + 1)
            start, end = self.longest(later, self._candidates.last)
            is_free = self.taken(*self.away(start, end)) == 0
            gain = np.where(is_free, self.gain(start, end), 0.0)
            found = Proposals(
                np.where(stuck, start, found.start),
                np.where(stuck, end, found.end),
                np.where(stuck, gain, found.gain),
            )
        leaves = np.maximum(found.start - self._candidates.lead_days - self._first_day, 0)
        can_leave = self._ledger.can_leave(pair, leaves)
        return Proposals(found.start, found.end, np.where(can_leave, found.gain, 0.0))

    def affordable(self, found: Proposals) -> Proposals:
        """Set the gain of what no budget pays for to 0."""
        can_pay = self._ledger.can_pay(self._candidates.pair, found.start, found.end)
        return Proposals(found.start, found.end, np.where(can_pay, found.gain, 0.0))

    def gain(self, start: IntArray, end: IntArray) -> FloatArray:
        """Give the lacking days of stays times effectiveness."""
        begin = self._state.from_day
        first = _within(start - begin, self._n_days)
        last = _within(end - begin, self._n_days)
        days = self._lacking[np.maximum(last, first)] - self._lacking[first]
        return np.asarray(days * self._candidates.effectiveness, dtype=np.float64)


def _within(days: IntArray, most: int) -> IntArray:
    """Bring days into 0 to ``most``; far quicker than a clip on short arrays."""
    return np.minimum(np.maximum(days, 0), most)
