"""That the cuts on whole units of lift keep every plan and lower the bound."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.instances import generate
from crisisplanner.domain.problem import LiftRow, Problem
from crisisplanner.planning.matching.model.lift_cuts import LiftCuts
from tests.planning.cutting import (
    FEW,
    assert_keeps_plans,
    best_value,
    relaxed_with_cuts,
    whole_formulation,
)


def short_of_lift(seed: int, *, divisible: bool = False) -> Problem:
    """Give every partner less lift a week than a unit weighs, and a small pool beside it."""
    problem = generate(FEW, seed)
    partners = sorted({offer.partner for offer in problem.offers})
    own = [LiftRow(name, 0, 91, 25.0 + 7.0 * n) for n, name in enumerate(partners)]
    offers = tuple(
        replace(offer, quantity=2.0, lift_t=40.0 + n % 5 * 11, divisible=divisible and n % 2 == 0)
        for n, offer in enumerate(problem.offers)
    )
    return replace(problem, offers=offers, lift=(*own, LiftRow("*", 0, 91, 60.0)), budgets=())


@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize("divisible", [False, True])
def test_no_plan_in_whole_units_is_cut_off(seed: int, *, divisible: bool) -> None:
    form = whole_formulation(short_of_lift(seed, divisible=divisible))
    _, cuts = relaxed_with_cuts(form, LiftCuts(form))
    assert cuts
    assert_keeps_plans(form, cuts, seed)


def test_cuts_close_a_third_of_the_distance_to_the_best_plan() -> None:
    form = whole_formulation(short_of_lift(1))
    best = best_value(form)
    values, _ = relaxed_with_cuts(form, LiftCuts(form))
    assert values[-1] >= best - 1e-6
    assert values[-1] - best < 2 / 3 * (values[0] - best)


def test_without_lift_there_is_nothing_to_cut() -> None:
    form = whole_formulation(replace(short_of_lift(1), lift=()))
    _, cuts = relaxed_with_cuts(form, LiftCuts(form))
    assert cuts == []
