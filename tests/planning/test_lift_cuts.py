"""That the cuts on whole units of lift keep every plan and lower the bound."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.instances import InstanceSize, generate
from crisisplanner.domain.problem import LiftRow, Problem
from crisisplanner.planning.matching.arcs import no_plan
from crisisplanner.planning.matching.canonical import canonical
from crisisplanner.planning.matching.highs import Highs, SolveLimits
from crisisplanner.planning.matching.instance import make_instance
from crisisplanner.planning.matching.model.formulation import Formulation, formulate
from crisisplanner.planning.matching.model.lift_cuts import LiftCuts
from crisisplanner.planning.matching.starts import StartSettings, start_options
from crisisplanner.planning.pairs import FloatArray

SIZE = InstanceSize("few", 5, 12, 8, 2, 4, 1)
STARTS = StartSettings(most_on_all_days=100, n_days_by_others=0, n_lift_weeks=3)
PROVEN = SolveLimits(gap=1e-6)
ANY_GOOD = SolveLimits(gap=2e-2, max_nodes=5)


def short_of_lift(seed: int, *, divisible: bool = False) -> Problem:
    """Give every partner less lift a week than a unit weighs, and a small pool beside it."""
    problem = generate(SIZE, seed)
    partners = sorted({offer.partner for offer in problem.offers})
    own = [LiftRow(name, 0, 91, 25.0 + 7.0 * n) for n, name in enumerate(partners)]
    offers = tuple(
        replace(offer, quantity=2.0, lift_t=40.0 + n % 5 * 11, divisible=divisible and n % 2 == 0)
        for n, offer in enumerate(problem.offers)
    )
    return replace(problem, offers=offers, lift=(*own, LiftRow("*", 0, 91, 60.0)), budgets=())


def whole_formulation(problem: Problem) -> Formulation:
    instance = make_instance(canonical(problem))
    every = np.arange(instance.n_requirements, dtype=np.int64)
    return formulate(start_options(instance, STARTS), every, no_plan(instance))


def relaxed_with_cuts(form: Formulation) -> tuple[list[float], list[tuple[FloatArray, float]]]:
    """Add cuts until none is broken: the values on the way, and each cut with its limit."""
    cuts, highs = LiftCuts(form), Highs(form.model, form.objective)
    highs.relax()
    values: list[float] = []
    rows: list[tuple[FloatArray, float]] = []
    for _ in range(20):
        outcome = highs.solve(SolveLimits())
        assert outcome.solution is not None
        values.append(outcome.value)
        broken = cuts.broken(outcome.solution)
        if not broken.n_rows:
            break
        matrix = broken.assembled()
        for number, limit in enumerate(broken.row_bounds()[1].tolist()):
            own = matrix.row == number
            row = np.zeros(form.model.n_columns)
            row[matrix.column[own]] = matrix.value[own]
            assert row @ outcome.solution > limit + 1e-6
            rows.append((row, limit))
        highs.add_rows(broken)
    return values, rows


@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize("divisible", [False, True])
def test_no_plan_in_whole_units_is_cut_off(seed: int, *, divisible: bool) -> None:
    form = whole_formulation(short_of_lift(seed, divisible=divisible))
    _, rows = relaxed_with_cuts(form)
    assert rows
    rng = np.random.default_rng(seed)
    for _ in range(8):
        wish = form.objective.copy()
        wish[form.x] += rng.normal(0.0, 0.05, len(form.x))
        plan = Highs(form.model, wish).solve(ANY_GOOD).solution
        assert plan is not None
        assert all(row @ plan <= limit + 1e-5 for row, limit in rows)


def test_cuts_close_a_third_of_the_distance_to_the_best_plan() -> None:
    form = whole_formulation(short_of_lift(1))
    best = Highs(form.model, form.objective).solve(PROVEN).value
    values, _ = relaxed_with_cuts(form)
    assert values[-1] >= best - 1e-6
    assert values[-1] - best < 2 / 3 * (values[0] - best)


def test_without_lift_there_is_nothing_to_cut() -> None:
    form = whole_formulation(replace(short_of_lift(1), lift=()))
    _, rows = relaxed_with_cuts(form)
    assert rows == []
