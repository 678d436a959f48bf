"""That the cuts on minimum shares keep every plan and lower the bound."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.instances import InstanceSize, generate
from crisisplanner.domain.problem import Problem
from crisisplanner.planning.matching.arcs import Plan
from crisisplanner.planning.matching.canonical import canonical
from crisisplanner.planning.matching.exact import ExactResult, WholeModel
from crisisplanner.planning.matching.highs import SolveLimits
from crisisplanner.planning.matching.instance import make_instance
from crisisplanner.planning.matching.settings import never
from crisisplanner.planning.matching.starts import StartSettings, start_options
from crisisplanner.planning.matching.worth import weighted_coverage

SIZE = InstanceSize("few", 5, 12, 8, 2, 4, 1)
STARTS = StartSettings(most_on_all_days=100, n_days_by_others=0, n_lift_weeks=1)
PROVEN = SolveLimits(gap=1e-6)


def asking_for_shares(seed: int) -> Problem:
    """Let every requirement count only from half of what it needs on."""
    problem = generate(SIZE, seed)
    needs = tuple(replace(row, minimum_share=0.5) for row in problem.requirements)
    return replace(problem, requirements=needs)


def unseen(_plan: Plan, _bound: float) -> None:
    """Take no notice of plans on the way."""


def whole_model(problem: Problem) -> WholeModel:
    instance = make_instance(canonical(problem))
    return WholeModel(start_options(instance, STARTS), 0)


def value_of(result: ExactResult) -> float:
    assert result.plan is not None
    return weighted_coverage(result.plan)


@pytest.mark.parametrize("seed", range(1, 6))
def test_cuts_change_neither_the_best_plan_nor_what_it_is_worth(seed: int) -> None:
    problem = asking_for_shares(seed)
    plain = whole_model(problem).solve(None, PROVEN, unseen)
    cut = whole_model(problem)
    relaxed = cut.tighten(never)
    assert relaxed is not None
    best = cut.solve(None, PROVEN, unseen)
    assert value_of(best) == pytest.approx(value_of(plain), abs=2e-6)
    assert relaxed.value >= value_of(plain) - 1e-6


def test_cuts_bring_the_bound_of_the_relaxation_closer() -> None:
    problem = asking_for_shares(1)
    model = whole_model(problem)
    tightened = model.tighten(never)
    again = whole_model(problem).tighten(never, most_rounds=1)
    assert tightened is not None
    assert again is not None
    assert tightened.value < again.value - 1e-3
