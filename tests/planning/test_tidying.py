"""Finished plans send nothing for nothing and come in as few journeys as the same coverage takes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.instances import InstanceSize, generate
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.problem import (
    BudgetRow,
    CommitmentRow,
    EnablerRow,
    LockRow,
    OfferRow,
    Problem,
    RequirementRow,
    ShareRow,
)
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.matching.arcs import Plan
from crisisplanner.planning.matching.canonical import canonical
from crisisplanner.planning.matching.greedy import greedy_plan
from crisisplanner.planning.matching.instance import make_instance
from crisisplanner.planning.matching.model.relations import Impossible
from crisisplanner.planning.matching.search import search
from crisisplanner.planning.matching.settings import Aim, MatchOptions, Method, never
from crisisplanner.planning.matching.solving import solve
from crisisplanner.planning.matching.tidying import tidy_plan
from crisisplanner.planning.matching.worth import coverage_by_requirement
from tests.planning.problem_strategies import small_problems, tiny_problems
from tests.planning.tiny_instances import TEN_DAYS, hospitals, instance_of, plan_of, sent_by

SLOW = list(HealthCheck)
TWENTY_DAYS = RequirementRow("need", "north", "hospital", 5.0, 0, 20)
LARGER = InstanceSize("mini", 30, 160, 26, 5, 8, 2)


def tidy(plan: Plan) -> Plan:
    return tidy_plan(plan, 0, never)


def test_what_adds_nothing_is_not_sent() -> None:
    """From day 5 on two are enough: who helps until then goes home, and the fourth stays away."""
    instance = instance_of(
        hospitals("main", 2.0, available_from=5),
        hospitals("bridge", 1.0, available_to=9, daily_cost=3.0),
        hospitals("idle", 1.0, available_from=6, daily_cost=3.0),
    )
    messy = plan_of(
        instance,
        ("main", "need", 2.0, 5, 10),
        ("bridge", "need", 1.0, 0, 9),
        ("idle", "need", 1.0, 6, 10),
    )
    assert sent_by(tidy(messy)) == {("main", 5, 10): 2.0, ("bridge", 0, 5): 1.0}


def test_what_comes_in_pieces_comes_once() -> None:
    instance = instance_of(hospitals("camp", 2.0))
    messy = plan_of(instance, ("camp", "need", 2.0, 2, 3), ("camp", "need", 2.0, 5, 9))
    assert sent_by(tidy(messy)) == {("camp", 0, 10): 1.0}


def test_stays_are_joined_no_further_than_a_commitment_of_their_units() -> None:
    instance = instance_of(hospitals("camp", 2.0), commitments=(CommitmentRow("camp", 2.0, 4, 5),))
    messy = plan_of(
        instance,
        ("camp", "need", 2.0, 0, 2),
        ("camp", "need", 2.0, 2, 4),
        ("camp", "need", 2.0, 5, 10),
    )
    assert sent_by(tidy(messy)) == {("camp", 0, 4): 2.0, ("camp", 5, 10): 2.0}


def test_fewer_journeys_are_not_bought() -> None:
    """One stay over the days that another fills would cost more than two around them."""
    one = replace(TEN_DAYS, quantity=1.0)
    instance = instance_of(
        hospitals("dear", 1.0, daily_cost=9.0),
        hospitals("short", 1.0, available_from=3, available_to=7),
        needs=(one,),
    )
    rows = (("dear", "need", 1.0, 0, 3), ("dear", "need", 1.0, 7, 10))
    messy = plan_of(instance, *rows, ("short", "need", 1.0, 3, 7))
    assert tidy(messy).cost <= messy.cost
    assert tidy(messy).amount.sum() == 3.0


def test_a_unit_that_enables_others_stays_though_its_own_need_is_full() -> None:
    water = RequirementRow("water", "north", "water", 1.0, 0, 4)
    care = replace(TEN_DAYS, quantity=1.0, to_day=4)
    instance = instance_of(
        hospitals("camp", 1.0),
        OfferRow("well", "B", "water", 1.0),
        needs=(care, water),
        enablers=(EnablerRow("hospital", "water"),),
    )
    plan = plan_of(instance, ("camp", "need", 1.0, 0, 4), ("well", "water", 1.0, 0, 4))
    assert sent_by(tidy(plan)) == sent_by(plan)


def test_a_cap_on_shares_of_the_cost_keeps_what_only_costs() -> None:
    """Without the second partner's surplus the first would pay more than its share."""
    problem = Problem(
        offers=(
            hospitals("A", 2.0, daily_cost=10.0),
            hospitals("B", 2.0, daily_cost=10.0),
        ),
        requirements=(TEN_DAYS, replace(TEN_DAYS, id="other", quantity=1.0)),
        shares=(ShareRow("*", 0.5),),
    )
    instance = make_instance(problem)
    messy = plan_of(
        instance,
        ("A", "need", 2.0, 0, 10),
        ("B", "need", 1.0, 0, 10),
        ("B", "other", 1.0, 0, 10),
    )
    assert check_plan(problem, tidy(messy).allocations()).broken == ()
    assert tidy(messy).cost == messy.cost


def test_a_budget_for_some_days_is_spent_in_as_few_journeys_as_may_be() -> None:
    problem = Problem(
        offers=(OfferRow("o", "A", "hospital", 5.0, daily_cost=10.0),),
        requirements=(TWENTY_DAYS,),
        budgets=(BudgetRow("A", 350.0),),
    )
    match = solve(problem)
    assert match.weighted_coverage == pytest.approx(0.35, abs=1e-9)
    assert sum(row.quantity for row in match.allocations) == 2.0
    assert {row.from_day for row in match.allocations} == {0}


def test_a_capped_share_is_served_in_one_stay() -> None:
    clinic = RequirementRow("r2", "north", "clinic", 1.0, 0, 10)
    problem = Problem(
        offers=(
            OfferRow("o1", "A", "hospital", 1.0, daily_cost=10.0),
            OfferRow("o2", "B", "clinic", 1.0, daily_cost=5.0),
        ),
        requirements=(replace(TEN_DAYS, quantity=1.0), clinic),
        shares=(ShareRow("A", 0.5),),
    )
    match = solve(problem)
    assert [(row.offer, row.from_day, row.to_day) for row in match.allocations] == [
        ("o1", 0, 5),
        ("o2", 0, 10),
    ]


def test_a_lock_from_a_later_day_sends_no_unit_of_its_own() -> None:
    problem = Problem(
        offers=(OfferRow("o", "A", "hospital", 3.0),),
        requirements=(TEN_DAYS,),
        locks=(LockRow("o", "need", 1.0, 4),),
    )
    (row,) = solve(problem).allocations
    assert (row.quantity, row.from_day, row.to_day) == (2.0, 0, 10)


def test_what_later_aims_chose_is_left_as_it_is() -> None:
    """A second unit that only makes the plan robust is wanted by whoever asks for robustness."""
    one = replace(TEN_DAYS, quantity=1.0)
    problem = Problem(offers=(hospitals("a", 1.0), hospitals("b", 1.0)), requirements=(one,))
    both = solve(problem, MatchOptions(aims=(Aim.COVERAGE, Aim.ROBUSTNESS)))
    assert len(both.allocations) == 2
    assert len(solve(problem).allocations) == 1


def test_a_plan_that_is_stopped_is_tidied_as_far_as_can_be_at_once() -> None:
    instance = instance_of(hospitals("camp", 2.0))
    messy = plan_of(instance, ("camp", "need", 2.0, 2, 3), ("camp", "need", 2.0, 5, 9))
    assert sent_by(tidy_plan(messy, 0, lambda: True)) == {("camp", 0, 10): 1.0}


def found_and_tidied(problem: Problem, options: MatchOptions) -> tuple[Plan, Plan] | None:
    """Give the best plan as it was reported last and as it ended; None if there is none."""
    reported: list[Plan] = []
    instance = make_instance(canonical(problem))
    try:
        found = search(instance, options, lambda plan, _value, _bound: reported.append(plan))
    except (Impossible, CrisisPlannerError):
        return None
    return reported[-1], found.plan


def assert_tidier(problem: Problem, before: Plan, after: Plan) -> None:
    assert (coverage_by_requirement(after) >= coverage_by_requirement(before) - 1e-9).all()
    assert after.amount.sum() <= before.amount.sum() + 1e-6
    assert after.cost <= before.cost * (1 + 1e-9) + 1e-9
    assert check_plan(problem, after.allocations()).broken == ()


@settings(max_examples=50, deadline=None, suppress_health_check=SLOW)
@given(problem=st.one_of(tiny_problems(), small_problems()), method=st.sampled_from(Method))
def test_a_tidied_plan_covers_the_same_within_the_rules_for_no_more(
    problem: Problem, method: Method
) -> None:
    plans = found_and_tidied(problem, MatchOptions(gap=0.01, work=3_000, method=method))
    if plans is not None:
        assert_tidier(problem, *plans)


@pytest.mark.parametrize("seed", range(3))
def test_larger_plans_are_tidied_requirement_by_requirement(seed: int) -> None:
    problem = generate(LARGER, seed)
    before = greedy_plan(make_instance(canonical(problem)))
    assert before is not None
    after = tidy(before)
    assert_tidier(problem, before, after)
    assert after.cost < before.cost
