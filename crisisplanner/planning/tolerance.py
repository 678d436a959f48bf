"""What is nothing and what is enough: the one tolerance of the engine.

The checker keeps its own copy, so that a slip here can't hide from it.
"""

from __future__ import annotations

import numpy as np

from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray

TOLERANCE = 1e-6


def slack(limit: float) -> float:
    """Give by how much a value may miss a limit: the tolerance, relative above 1."""
    return TOLERANCE * max(1.0, abs(limit))


def slacks(limits: FloatArray) -> FloatArray:
    """Give by how much values may miss limits, as ``slack`` does."""
    return np.asarray(TOLERANCE * np.maximum(1.0, np.abs(limits)), dtype=np.float64)


def reaches(value: float, threshold: float) -> bool:
    """Tell whether a value is at least a threshold, within tolerance."""
    return value >= threshold - slack(threshold)


def levels_count(levels: FloatArray, least: FloatArray | float) -> BoolArray:
    """Mark levels that are above 0 and at least a minimum: for credit, and for prerequisites."""
    enough = np.asarray(least, dtype=np.float64)
    return np.asarray((levels > TOLERANCE) & (levels >= enough - slacks(enough)), dtype=np.bool_)
