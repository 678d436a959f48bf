"""Solve with parts of units where they are many, then in whole units if that left parts.

HiGHS lists what a reduced cost says of each whole number that a column may take, up to a thousand, in
every round of cuts: on registers that count people that was nine tenths of its time. Where units are
many, parts of them bring almost nothing, and the first run mostly ends without any.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from crisisplanner.planning.matching.highs import Highs, ImprovedSolution, Outcome, SolveLimits
from crisisplanner.planning.matching.model.linear import LinearModel
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray

MANY_UNITS = 100
PART = 1e-6


def solve_parts_first(
    highs: Highs, model: LinearModel, limits: SolveLimits, improved: ImprovedSolution | None = None
) -> Outcome:
    """Solve a model as ``Highs.solve`` does, in less time where whole columns may be large."""
    lower, upper = model.column_bounds()
    is_whole = model.integers()
    is_many = is_whole & (upper - lower >= MANY_UNITS)
    many, few = np.flatnonzero(is_many), np.flatnonzero(is_whole & ~is_many)
    if not len(many):
        return highs.solve(limits, improved)

    def improved_in_parts(solution: FloatArray, bound: float) -> None:
        if improved is not None:
            improved(_without_parts(solution, many), bound)

    highs.relax(many)
    parted = highs.solve(limits, improved_in_parts)
    highs.restrict(many)
    if parted.solution is None or not _has_parts(parted.solution, many):
        return parted
    highs.start_from(few, parted.solution[few])
    enough = parted.bound - limits.gap * abs(parted.bound)
    left = replace(limits, work=limits.work - parted.work, target=enough)
    whole = highs.solve(left, improved)
    work = parted.work + whole.work
    if whole.solution is None:
        solution = _without_parts(parted.solution, many)
        return replace(parted, solution=solution, work=work, is_proven=False)
    bound = min(parted.bound, whole.bound)
    return replace(whole, bound=bound, work=work, is_proven=whole.is_proven)


def _has_parts(solution: FloatArray, many: IntArray) -> bool:
    return bool(np.abs(solution[many] - np.round(solution[many])).max() > PART)


def _without_parts(solution: FloatArray, many: IntArray) -> FloatArray:
    """Round down where units are many; only rules that ask for enough can be broken by that."""
    whole = solution.copy()
    whole[many] = np.floor(solution[many] + PART)
    return whole
