"""That the enumerator of tiny plans finds optima known by hand."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, reject, settings

from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.problem import (
    Duration,
    LockRow,
    OfferRow,
    Problem,
    RequirementRow,
    SubstituteRow,
)
from tests.planning import brute_force
from tests.planning.problem_strategies import tiny_problems


def test_one_unit_serves_two_needs_one_after_the_other() -> None:
    problem = Problem(
        offers=(OfferRow("o", "FR", "clinic", 1, transit=Duration(1.0)),),
        requirements=(
            RequirementRow("a", "c", "clinic", 1, 1, 3),
            RequirementRow("b", "c", "clinic", 2, 3, 6),
        ),
    )
    best = brute_force.best_plan(problem)
    assert best is not None
    # Two days for a, the way back and out again on days 3 and 4, one day of three for half of b.
    assert best.weighted_coverage == pytest.approx((1 + 1 / 6) / 2)


def test_a_lock_that_cannot_be_kept_leaves_no_plan() -> None:
    problem = Problem(
        offers=(OfferRow("o", "FR", "clinic", 1),),
        requirements=(RequirementRow("a", "c", "clinic", 1, 1, 3),),
        locks=(LockRow("o", "a", 2.0),),
    )
    assert brute_force.best_plan(problem) is None


def test_a_plan_below_a_minimum_share_takes_the_place_of_no_better_one() -> None:
    """Two substitutes at 0.8 cover 80 % for two days; b alone, tried later, is below the minimum."""
    problem = Problem(
        offers=(
            OfferRow("a", "GH", "tent", 1, available_to=2),
            OfferRow("b", "SE", "tent", 1),
        ),
        requirements=(RequirementRow("r", "c", "clinic", 2, 0, 4, minimum_share=0.5),),
        substitutes=(SubstituteRow("clinic", "tent", 0.8),),
    )
    best = brute_force.best_plan(problem)
    assert best is not None
    assert best.weighted_coverage == pytest.approx(0.8 * 2 / 4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problem=tiny_problems())
def test_the_best_plan_obeys_and_is_worth_what_it_says(problem: Problem) -> None:
    try:
        best = brute_force.best_plan(problem, limit=20_000)
    except brute_force.TooManyPlansError:
        reject()
    if best is not None:
        allocations: tuple[PlannedAllocation, ...] = best.allocations
        assert brute_force.obeys(problem, allocations)
        found = brute_force.weighted_coverage(problem, allocations)
        assert found == pytest.approx(best.weighted_coverage)
