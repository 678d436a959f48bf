"""How far a partner keeps its promises: a probability from few cases, with its range.

Each case counts with the share that was delivered, at most all of it. Before any case we know nothing:
every probability is as likely as any other, a Beta(1, 1). After n cases with delivered shares that sum to
s it is Beta(1 + s, 1 + n − s), whose mean is (1 + s) / (2 + n): Laplace's rule of succession. One case kept
gives 0.67, not certainty; the range holds four fifths of what is still possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RANGE_SHARE = 0.8
_GRID = 20_001


@dataclass(frozen=True, slots=True)
class Chance:
    """Hold a probability with the ends of its range and what it was computed from."""

    value: float
    low: float
    high: float
    n: int
    kept: float


def kept_share(promised: float | None, delivered: float | None) -> float | None:
    """Give the share of a promise that was delivered; None where that can't be told."""
    if promised is None or delivered is None or promised <= 0:
        return None
    return min(1.0, max(0.0, delivered / promised))


def chance_of(shares: Sequence[float]) -> Chance | None:
    """Give the probability that the next promise is kept; None without any case.

    Numerical integration on a fixed grid: the same cases give the same figures everywhere.
    """
    if not shares:
        return None
    n, kept = len(shares), float(sum(shares))
    grid = np.linspace(0.0, 1.0, _GRID)[1:-1]
    log_density = kept * np.log(grid) + (n - kept) * np.log1p(-grid)
    density = np.exp(log_density - log_density.max())
    cumulated = np.cumsum(density) / density.sum()
    low, high = np.interp([(1 - RANGE_SHARE) / 2, (1 + RANGE_SHARE) / 2], cumulated, grid)
    value = (1 + kept) / (2 + n)
    return Chance(value, min(float(low), value), max(float(high), value), n, kept)
