"""Agreement between assessors: how far apart they are on each factor, and where most.

States are ordered absent, emerging, present, acute; a step leads from one to the next. Only what
somebody rated is compared: unknown is no opinion. The measure is the mean absolute distance over
all pairs of assessors and all indicators that both rated, the observed disagreement of
Krippendorff's alpha with the absolute in place of the squared difference (Krippendorff 2011,
"Computing Krippendorff's Alpha-Reliability"); no chance correction is made, as too few are rated.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

from crisisplanner.domain.risk import IndicatorState

K = TypeVar("K", bound=Hashable)

FAR_APART_STEPS = 1.0

Ratings = Mapping[K, IndicatorState]


@dataclass(frozen=True, slots=True)
class FactorAgreement:
    """Say where each assessor stands on a factor, and how far they are apart.

    ``positions[a]`` is the mean step of what assessor ``a`` rated, from absent (0) to acute (3);
    None where nothing was rated. ``mean_distance`` is None where no indicator has two raters.
    """

    positions: tuple[float | None, ...]
    mean_distance: float | None
    n_compared: int

    @property
    def spread(self) -> float:
        """Give the distance between the outermost positions, in steps."""
        known = [position for position in self.positions if position is not None]
        return max(known) - min(known) if known else 0.0

    @property
    def is_far_apart(self) -> bool:
        """Tell whether the assessors are more than one step apart, in position or on average."""
        return self.spread > FAR_APART_STEPS or (self.mean_distance or 0.0) > FAR_APART_STEPS


@dataclass(frozen=True, slots=True)
class Disagreement(Generic[K]):
    """Name an indicator on which two assessors differ, by how many steps."""

    indicator: K
    steps: int


def position_of(ratings: Ratings[K], indicators: Sequence[K]) -> float | None:
    """Give the mean step of the rated indicators, a place on a chart and no index."""
    steps = _steps(ratings, indicators)
    return sum(steps.values()) / len(steps) if steps else None


def agreement_on(assessors: Sequence[Ratings[K]], indicators: Sequence[K]) -> FactorAgreement:
    """Compare assessors over the indicators of one factor."""
    distances = [
        abs(one[indicator] - other[indicator])
        for a, b in combinations(assessors, 2)
        for one, other in [(_steps(a, indicators), _steps(b, indicators))]
        for indicator in indicators
        if indicator in one and indicator in other
    ]
    return FactorAgreement(
        positions=tuple(position_of(ratings, indicators) for ratings in assessors),
        mean_distance=sum(distances) / len(distances) if distances else None,
        n_compared=len(distances),
    )


def sharpest_disagreements(
    assessors: Sequence[Ratings[K]], indicators: Sequence[K], most: int = 5
) -> tuple[Disagreement[K], ...]:
    """List the indicators with the largest distance, largest first, then as they are given."""
    found = []
    for indicator in indicators:
        steps = [
            step
            for ratings in assessors
            if (step := ratings.get(indicator, IndicatorState.UNKNOWN).step) is not None
        ]
        if steps and max(steps) > min(steps):
            found.append(Disagreement(indicator, max(steps) - min(steps)))
    return tuple(sorted(found, key=lambda one: -one.steps)[:most])


def _steps(ratings: Ratings[K], indicators: Sequence[K]) -> dict[K, int]:
    return {
        indicator: step
        for indicator in indicators
        if (step := ratings.get(indicator, IndicatorState.UNKNOWN).step) is not None
    }
