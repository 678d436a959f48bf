"""That the checker and the enumerator of tiny plans, written apart, agree on every plan."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.problem import Problem
from crisisplanner.planning.checker.checking import check_plan
from tests.planning import brute_force
from tests.planning.problem_strategies import ALL_RULES, TABLE_RULES, TINY, problems, tiny_problems

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@st.composite
def plans(draw: st.DrawFn, problem: Problem) -> tuple[PlannedAllocation, ...]:
    """Draw a plan: mostly journeys that are possible alone, a few that may not be."""
    journeys = brute_force.World(problem).journeys
    rows: list[PlannedAllocation] = []
    for _ in range(draw(st.integers(1, 4))):
        quantity = float(draw(st.sampled_from([1, 1, 1, 2])))
        is_possible = draw(st.integers(0, 9)) > 0
        if journeys and is_possible:
            chosen = draw(st.sampled_from(journeys))
            rows.append(
                PlannedAllocation(
                    chosen.offer, chosen.requirement, quantity, chosen.from_day, chosen.to_day
                )
            )
        else:
            offer = draw(st.sampled_from(problem.offers)).id
            need = draw(st.sampled_from(problem.requirements))
            start = draw(st.integers(need.from_day - 1, need.to_day - 1))
            end = draw(st.integers(start + 1, need.to_day + 1))
            rows.append(PlannedAllocation(offer, need.id, quantity, start, end))
    return tuple(rows)


@settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
@given(data=st.data(), problem=problems(TINY, rules=ALL_RULES))
def test_a_plan_is_accepted_by_both_or_by_neither(data: st.DataObject, problem: Problem) -> None:
    rows = data.draw(plans(problem))
    result = check_plan(problem, rows)
    assert result.is_accepted == brute_force.obeys(problem, rows)
    assert result.weighted_coverage == pytest.approx(brute_force.weighted_coverage(problem, rows))


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(problem=tiny_problems())
def test_the_best_of_all_plans_is_accepted(problem: Problem) -> None:
    try:
        best = brute_force.best_plan(problem, limit=10_000)
    except brute_force.TooManyPlansError:
        reject()
    if best is None:
        return
    result = check_plan(problem, best.allocations)
    assert result.broken == ()
    assert result.weighted_coverage == pytest.approx(best.weighted_coverage)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(data=st.data(), problem=tiny_problems(TABLE_RULES))
def test_splitting_and_reordering_rows_changes_nothing(
    data: st.DataObject, problem: Problem
) -> None:
    rows = data.draw(plans(problem))
    halves = [
        PlannedAllocation(r.offer, r.requirement, r.quantity / 2, r.from_day, r.to_day)
        for r in (*rows, *reversed(rows))
    ]
    whole, split = check_plan(problem, rows), check_plan(problem, halves)
    assert whole.broken == split.broken
    assert whole.weighted_coverage == pytest.approx(split.weighted_coverage)
    assert whole.cost == pytest.approx(split.cost)
