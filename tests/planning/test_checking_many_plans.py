"""That a checker of many plans of one problem says of each what it would say of it alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.problem import Problem
from crisisplanner.planning.checker.checking import PlanChecker, check_plan
from tests.planning.problem_strategies import tiny_problems


@st.composite
def plans(draw: st.DrawFn, problem: Problem) -> tuple[PlannedAllocation, ...]:
    """Draw rows that mostly break some rule."""
    return tuple(
        PlannedAllocation(
            draw(st.sampled_from(problem.offers)).id,
            draw(st.sampled_from(problem.requirements)).id,
            float(draw(st.integers(1, 2))),
            start,
            start + draw(st.integers(0, 3)),
        )
        for start in draw(st.lists(st.integers(-1, 4), max_size=3))
    )


@given(st.data())
def test_earlier_plans_change_nothing(data: st.DataObject) -> None:
    problem = data.draw(tiny_problems())
    checker = PlanChecker(problem)
    for _ in range(3):
        plan = data.draw(plans(problem))
        alone = check_plan(problem, plan)
        assert checker.weighted_coverage(plan) == alone.weighted_coverage
        assert checker.check(plan) == alone
