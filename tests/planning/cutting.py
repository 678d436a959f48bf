"""Relax a model and add cuts round by round, for the tests of the families of cuts."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from benchmarks.instances import InstanceSize
from crisisplanner.domain.problem import Problem
from crisisplanner.planning.matching.arcs import no_plan
from crisisplanner.planning.matching.canonical import canonical
from crisisplanner.planning.matching.highs import Highs, SolveLimits
from crisisplanner.planning.matching.instance import make_instance
from crisisplanner.planning.matching.model.formulation import Formulation, formulate
from crisisplanner.planning.matching.model.linear import LinearModel
from crisisplanner.planning.matching.starts import StartSettings, start_options
from crisisplanner.planning.pairs import FloatArray

FEW = InstanceSize("few", 5, 12, 8, 2, 4, 1)
STARTS = StartSettings(most_on_all_days=100, n_days_by_others=0, n_lift_weeks=3)
PROVEN = SolveLimits(gap=1e-6)
ANY_GOOD = SolveLimits(gap=2e-2, max_nodes=5)
N_PLANS = 8

Cut = tuple[FloatArray, float]


class Cuts(Protocol):
    """Find the cuts that a solution breaks."""

    def broken(self, solution: FloatArray) -> LinearModel:
        """Write them as rows."""


def whole_formulation(problem: Problem, starts: StartSettings = STARTS) -> Formulation:
    """Write the model of all requirements."""
    instance = make_instance(canonical(problem))
    every = np.arange(instance.n_requirements, dtype=np.int64)
    return formulate(start_options(instance, starts), every, no_plan(instance))


def relaxed_with_cuts(form: Formulation, cuts: Cuts) -> tuple[list[float], list[Cut]]:
    """Add cuts until none is broken: the values on the way, and each cut as row ≤ limit."""
    highs = Highs(form.model, form.objective)
    highs.relax()
    values: list[float] = []
    found: list[Cut] = []
    for _ in range(20):
        outcome = highs.solve(SolveLimits())
        assert outcome.solution is not None
        values.append(outcome.value)
        broken = cuts.broken(outcome.solution)
        if not broken.n_rows:
            break
        for row, limit in _rows(broken):
            assert row @ outcome.solution > limit + 1e-6
            found.append((row, limit))
        highs.add_rows(broken)
    return values, found


def _rows(broken: LinearModel) -> list[Cut]:
    matrix = broken.assembled()
    lower, upper = broken.row_bounds()
    rows: list[Cut] = []
    for number in range(broken.n_rows):
        own = matrix.row == number
        row = np.zeros(broken.n_columns)
        row[matrix.column[own]] = matrix.value[own]
        is_most = np.isfinite(upper[number])
        rows.append((row, float(upper[number])) if is_most else (-row, -float(lower[number])))
    return rows


def assert_keeps_plans(form: Formulation, cuts: list[Cut], seed: int) -> None:
    """Fail if a plan in whole units, good by one of several wishes, breaks a cut."""
    rng = np.random.default_rng(seed)
    for _ in range(N_PLANS):
        wish = form.objective.copy()
        wish[form.x] += rng.normal(0.0, 0.05, len(form.x))
        plan = Highs(form.model, wish).solve(ANY_GOOD).solution
        assert plan is not None
        assert all(row @ plan <= limit + 1e-5 for row, limit in cuts)


def best_value(form: Formulation) -> float:
    """Solve the model without cuts."""
    return Highs(form.model, form.objective).solve(PROVEN).value
