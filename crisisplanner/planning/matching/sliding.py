"""Largest values of sliding windows, row by row."""

from __future__ import annotations

import numpy as np

from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray


def largest_ahead(values: FloatArray, stay: IntArray) -> FloatArray:
    """Give for each day the largest value on the ``stay`` days after it, row by row."""
    n_rows, n_days = values.shape
    ahead = np.full((n_rows, n_days), -np.inf)
    ahead[:, :-1] = values[:, 1:]
    found = np.empty_like(ahead)
    for length in np.unique(stay).tolist():
        own = np.flatnonzero(stay == length)
        found[own] = _sliding_largest(ahead[own], min(int(length), n_days))
    return found


def _sliding_largest(values: FloatArray, length: int) -> FloatArray:
    """Give the largest of each value and the ``length`` - 1 after it, by doubling."""
    best = values.copy()
    width = 1
    while width * 2 <= length:
        best[:, :-width] = np.maximum(best[:, :-width], best[:, width:])
        width *= 2
    rest = length - width
    if rest > 0:
        shifted = np.full_like(best, -np.inf)
        shifted[:, :-rest] = best[:, rest:]
        best = np.maximum(best, shifted)
    return best
