"""Profiles of risk factors: how many indicators are in which state, and which way they go.

No weights are published for the UN Framework of Analysis for Atrocity Crimes, so no index is made of
the ratings. An indicator nobody looked at is unknown; it is never counted as absent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crisisplanner.domain.risk import IndicatorState, Trend

LEAST_RATED_SHARE = 0.6
"""Below this share of rated indicators no total is given."""

GRAVEST_FIRST = (
    IndicatorState.ACUTE,
    IndicatorState.PRESENT,
    IndicatorState.EMERGING,
    IndicatorState.ABSENT,
    IndicatorState.UNKNOWN,
)


@dataclass(frozen=True, slots=True)
class Total:
    """Bound the share of indicators that are present or acute.

    ``least`` counts every unknown one as not yet present, ``most`` counts each as present.
    """

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Profile:
    """Count indicators by state, unknown ones included."""

    counts: Mapping[IndicatorState, int]

    @property
    def n_indicators(self) -> int:
        """Count all indicators."""
        return sum(self.counts.values())

    @property
    def n_rated(self) -> int:
        """Count the indicators that somebody looked at."""
        return self.n_indicators - self.counts[IndicatorState.UNKNOWN]

    @property
    def rated_share(self) -> float:
        """Give the share that was looked at; 0 where there is no indicator."""
        return self.n_rated / self.n_indicators if self.n_indicators else 0.0

    @property
    def gravest(self) -> IndicatorState:
        """Give the gravest state that was seen, unknown if none was."""
        rated = GRAVEST_FIRST[:-1]
        return next((s for s in rated if self.counts[s]), IndicatorState.UNKNOWN)

    def total(self) -> Total | None:
        """Bound the share present or acute; None below 60 % rated."""
        if not self.n_indicators or self.rated_share < LEAST_RATED_SHARE:
            return None
        seen = self.counts[IndicatorState.PRESENT] + self.counts[IndicatorState.ACUTE]
        n_unknown = self.counts[IndicatorState.UNKNOWN]
        return Total(seen / self.n_indicators, (seen + n_unknown) / self.n_indicators)


def profile_of(states: Iterable[IndicatorState]) -> Profile:
    """Count the states of all indicators of a factor, or of all factors."""
    counted = Counter(states)
    return Profile({state: counted[state] for state in GRAVEST_FIRST})


def middle_state(states: Iterable[IndicatorState]) -> IndicatorState:
    """Take the middle of several assessors' states, the graver of two middles.

    Unknown only if every assessor leaves it unknown: not to have looked is no vote.
    """
    rated = sorted((s for s in states if s.step is not None), key=GRAVEST_FIRST.index)
    return rated[(len(rated) - 1) // 2] if rated else IndicatorState.UNKNOWN


def trend_of(trends: Iterable[Trend | None]) -> Trend | None:
    """Give the trend that more indicators have than any other; None where none is known.

    Where as many get worse as get better it is steady; any other tie goes to the worse.
    """
    counted = Counter(trend for trend in trends if trend is not None)
    if not counted:
        return None
    n_worse, n_steady, n_better = (counted[t] for t in Trend)
    if n_worse == n_better and n_worse >= n_steady:
        return Trend.STEADY
    best = max(counted.values())
    return next(trend for trend in Trend if counted[trend] == best)
