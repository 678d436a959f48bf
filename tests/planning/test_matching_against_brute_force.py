"""That the engine finds what trying every plan finds, and breaks no rule on the way."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, reject, settings

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.problem import EnablerRow, OfferRow, Problem, RequirementRow
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.matching.canonical import canonical
from crisisplanner.planning.matching.greedy import greedy_plan
from crisisplanner.planning.matching.instance import make_instance
from crisisplanner.planning.matching.model.relations import Impossible
from crisisplanner.planning.matching.settings import BetterPlan, MatchOptions, Method
from crisisplanner.planning.matching.solving import solve
from crisisplanner.planning.matching.worth import weighted_coverage
from tests.planning import brute_force
from tests.planning.problem_strategies import small_problems, tiny_problems

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(problem=tiny_problems())
def test_the_optimum_of_a_tiny_problem_equals_the_best_of_all_plans(problem: Problem) -> None:
    try:
        best = brute_force.best_plan(problem, limit=20_000)
    except brute_force.TooManyPlansError:
        reject()
    if best is None:
        with pytest.raises(CrisisPlannerError):
            solve(problem, MatchOptions(gap=0.0))
        return
    match = solve(problem, MatchOptions(gap=0.0))
    assert brute_force.obeys(problem, match.allocations)
    assert match.weighted_coverage == pytest.approx(best.weighted_coverage, abs=1e-6)
    assert match.bound >= best.weighted_coverage - 1e-6


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(problem=tiny_problems(frozenset({"prerequisites", "enablers", "availability"})))
def test_rules_between_requirements_leave_the_best_of_all_plans(problem: Problem) -> None:
    try:
        best = brute_force.best_plan(problem, limit=20_000)
    except brute_force.TooManyPlansError:
        reject()
    assert best is not None
    match = solve(problem, MatchOptions(gap=0.0))
    assert match.weighted_coverage == pytest.approx(best.weighted_coverage, abs=1e-6)


def test_a_prerequisite_is_met_by_its_level_though_its_enabler_comes_later() -> None:
    # The clinic counts only from D+3 on, when the hospital is there; trucks need it only to be there.
    problem = Problem(
        offers=(
            OfferRow("c", "A", "clinic", 1.0),
            OfferRow("h", "B", "hospital", 1.0, available_from=3),
            OfferRow("t", "C", "truck", 1.0),
        ),
        requirements=(
            RequirementRow("e", "n", "hospital", 1.0, 0, 8, place="town"),
            RequirementRow("p", "n", "clinic", 1.0, 0, 8, place="town"),
            RequirementRow("r", "n", "truck", 1.0, 0, 8, 5.0, place="town", prerequisites=("p",)),
        ),
        enablers=(EnablerRow("clinic", "hospital"),),
    )
    match = solve(problem, MatchOptions(gap=0.0))
    assert match.weighted_coverage == pytest.approx((5 / 8 + 5 / 8 + 5.0) / 7)
    assert check_plan(problem, match.allocations).broken == ()


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(problem=small_problems())
def test_the_greedy_plan_obeys_every_rule(problem: Problem) -> None:
    instance = make_instance(canonical(problem))
    try:
        plan = greedy_plan(instance)
    except Impossible:
        return
    if plan is not None:
        result = check_plan(problem, plan.allocations())
        assert result.broken == ()
        assert result.weighted_coverage == pytest.approx(weighted_coverage(plan), abs=1e-6)


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(problem=small_problems())
def test_every_plan_that_is_reported_is_accepted_by_the_checker(problem: Problem) -> None:
    reported: list[BetterPlan] = []
    try:
        match = solve(problem, MatchOptions(gap=0.01, work=3_000), reported.append)
    except CrisisPlannerError:
        return
    for plan in reported:
        assert check_plan(problem, plan.allocations).broken == ()
        assert plan.bound >= plan.weighted_coverage - 1e-6
    values = [plan.weighted_coverage for plan in reported]
    assert values == sorted(values)
    result = check_plan(problem, match.allocations)
    assert result.broken == ()
    assert match.weighted_coverage == pytest.approx(result.weighted_coverage, abs=1e-6)
    assert match.cost == pytest.approx(result.cost)


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(problem=small_problems())
def test_neighbourhood_search_obeys_every_rule_too(problem: Problem) -> None:
    options = MatchOptions(method=Method.NEIGHBOURHOODS, work=2_000)
    try:
        match = solve(problem, options)
    except CrisisPlannerError:
        return
    assert check_plan(problem, match.allocations).broken == ()
