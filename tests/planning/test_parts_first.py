"""That columns of many units end whole, at the optimum, and that the bound holds."""

from __future__ import annotations

import numpy as np
import pytest

from crisisplanner.planning.matching.highs import Highs, SolveLimits
from crisisplanner.planning.matching.model.linear import INFINITY, LinearModel
from crisisplanner.planning.matching.parts_first import MANY_UNITS, solve_parts_first
from crisisplanner.planning.pairs import FloatArray

N_COLUMNS = 8
N_ROWS = 4


def drawn(seed: int) -> tuple[LinearModel, FloatArray]:
    """Draw a packing of many units into few tonnes, with a 0-1 column that asks for enough."""
    rng = np.random.default_rng(seed)
    model = LinearModel()
    model.add_columns(N_COLUMNS, 0.0, float(3 * MANY_UNITS), is_integer=True)
    served = model.add_columns(1, 0.0, 1.0, is_integer=True)
    place = np.arange(N_COLUMNS * N_ROWS)
    tonnes = rng.uniform(0.5, 3.0, N_COLUMNS * N_ROWS)
    limit = rng.uniform(1.0, 4.0, N_ROWS) * MANY_UNITS
    model.add_rows(N_ROWS, -INFINITY, limit, (place // N_COLUMNS, place % N_COLUMNS, tonnes))
    asked = float(rng.integers(MANY_UNITS // 4, MANY_UNITS)) + 0.5
    first = np.zeros(2, dtype=np.int64)
    model.add_rows(1, 0.0, INFINITY, (first, np.arange(2), 1.0), (first[:1], served, -asked))
    return model, np.concatenate((rng.uniform(0.5, 3.0, N_COLUMNS), [float(MANY_UNITS)]))


@pytest.mark.parametrize("seed", range(8))
def test_many_units_end_whole_and_at_the_optimum(seed: int) -> None:
    model, worth = drawn(seed)
    limits = SolveLimits(gap=0.0)
    best = Highs(model, worth).solve(limits)
    found = solve_parts_first(Highs(model, worth), model, limits)
    assert found.solution is not None
    assert np.abs(found.solution - np.round(found.solution)).max() < 1e-6
    assert found.is_proven
    assert found.value == pytest.approx(best.value)
    assert found.bound >= found.value - 1e-6


def test_every_solution_that_is_told_on_the_way_is_whole() -> None:
    model, worth = drawn(1)
    told: list[FloatArray] = []
    solve_parts_first(
        Highs(model, worth), model, SolveLimits(gap=0.0), lambda one, _: told.append(one)
    )
    assert told
    assert all(np.abs(one - np.round(one)).max() < 1e-6 for one in told)


def test_without_time_to_make_units_whole_they_are_rounded_down() -> None:
    model, worth = drawn(2)
    whole = Highs(model, worth).solve(SolveLimits(gap=0.0))
    asked: list[bool] = []

    def stop_after_the_first_run() -> bool:
        return bool(asked)

    def ends_first_run(_solution: FloatArray, _bound: float) -> None:
        asked.append(True)

    found = solve_parts_first(
        Highs(model, worth),
        model,
        SolveLimits(gap=0.0, should_stop=stop_after_the_first_run),
        ends_first_run,
    )
    assert found.solution is not None
    assert np.abs(found.solution[:N_COLUMNS] % 1.0).max() < 1e-6
    assert not found.is_proven
    assert found.bound >= whole.value - 1e-6
