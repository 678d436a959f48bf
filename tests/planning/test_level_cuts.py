"""That the cuts on levels in whole units, and on prerequisites, keep every plan and lower the bound."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.instances import InstanceSize, generate
from crisisplanner.domain.problem import OfferRow, Problem, RequirementRow, SubstituteRow
from crisisplanner.planning.matching.model.level_cuts import LevelCuts
from crisisplanner.planning.matching.model.levels import reachable_levels
from crisisplanner.planning.matching.model.prerequisite_cuts import PrerequisiteCuts
from tests.planning.cutting import (
    assert_keeps_plans,
    best_value,
    relaxed_with_cuts,
    whole_formulation,
)
from tests.planning.tiny_instances import TEN_DAYS, hospitals

MORE = InstanceSize("more", 6, 12, 8, 2, 4, 1)


def in_uneven_units(seed: int, *, divisible: bool = False) -> Problem:
    """Let few units, that count 0.75 or 1, serve overlapping needs; some only from half on."""
    rng = random.Random(seed)
    needs = tuple(
        RequirementRow(
            f"need {n}",
            "north",
            "ab"[n % 2],
            float(rng.randrange(2, 5)),
            rng.randrange(0, 20),
            rng.randrange(25, 50),
            weight=float(rng.choice((1, 3, 9))),
            minimum_share=rng.choice((0.0, 0.5)),
        )
        for n in range(5)
    )
    offers = tuple(
        OfferRow(
            f"offer {n}",
            f"partner {n % 4}",
            "ab"[n // 2 % 2],
            float(rng.randrange(1, 3)),
            divisible=divisible and n == 6,
            available_from=rng.randrange(0, 15),
            max_stay_days=rng.choice((None, 12, 18)),
        )
        for n in range(7)
    )
    substitutes = (SubstituteRow("a", "b", 0.75), SubstituteRow("b", "a", 0.75))
    return Problem(offers=offers, requirements=needs, substitutes=substitutes)


def in_sequence(seed: int) -> Problem:
    """Let every second requirement wait for the one before it."""
    problem = generate(MORE, seed)
    rows = sorted(problem.requirements, key=lambda row: (row.from_day, row.id))
    needs: list[RequirementRow] = []
    for n, row in enumerate(rows):
        earlier = (rows[n - 1].id,) if n % 2 else ()
        needs.append(replace(row, prerequisites=earlier, needs=(), single_lead=False))
    return replace(problem, requirements=tuple(needs), budgets=(), incompatible=())


@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize("divisible", [False, True])
def test_no_plan_in_whole_units_is_cut_off(seed: int, *, divisible: bool) -> None:
    form = whole_formulation(in_uneven_units(seed, divisible=divisible))
    values, cuts = relaxed_with_cuts(form, LevelCuts(form))
    assert cuts
    assert_keeps_plans(form, cuts, seed)
    assert values[-1] >= best_value(form) - 1e-6


def test_level_cuts_close_a_third_of_the_distance_to_the_best_plan() -> None:
    form = whole_formulation(in_uneven_units(1))
    best = best_value(form)
    values, _ = relaxed_with_cuts(form, LevelCuts(form))
    assert values[-1] - best < 2 / 3 * (values[0] - best)


@pytest.mark.parametrize("seed", range(1, 9))
def test_no_plan_that_keeps_its_sequence_is_cut_off(seed: int) -> None:
    form = whole_formulation(in_sequence(seed))
    values, cuts = relaxed_with_cuts(form, PrerequisiteCuts(form))
    assert_keeps_plans(form, cuts, seed)
    assert values[-1] >= best_value(form) - 1e-6


def test_prerequisite_cuts_lower_the_bound() -> None:
    gained = []
    for seed in range(1, 9):
        form = whole_formulation(in_sequence(seed))
        values, _ = relaxed_with_cuts(form, PrerequisiteCuts(form))
        gained.append(values[0] - values[-1])
    assert max(gained) > 1e-2


@pytest.mark.parametrize(
    ("limit", "level"), [({"single_lead": True}, 3.0), ({"max_partners": 2}, 5.0), ({}, 6.0)]
)
def test_a_level_reaches_what_the_most_partners_have(limit: dict[str, Any], level: float) -> None:
    need = replace(TEN_DAYS, quantity=9.0, **limit)
    offers = hospitals("a", 3.0), hospitals("b", 2.0), hospitals("c", 1.0)
    form = whole_formulation(Problem(offers=offers, requirements=(need,)))
    upper = form.arcs.upper
    assert reachable_levels(form.arcs, upper, form.segments).max() == level
