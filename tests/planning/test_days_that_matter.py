"""Cases whose plan depends on one day or on one length of stay that nothing else asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from crisisplanner.domain.match import MatchStatus
from crisisplanner.domain.problem import (
    BudgetRow,
    CommitmentRow,
    Duration,
    LiftRow,
    NodeRow,
    OfferRow,
    Problem,
    RequirementRow,
    ShareRow,
)
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.matching.affordable import affordable_stays
from crisisplanner.planning.matching.arcs import Plan
from crisisplanner.planning.matching.solving import solve
from tests.planning.tiny_instances import (
    TEN_DAYS,
    arcs_of,
    hospitals,
    instance_of,
    plan_of,
    sent_by,
)

LIFTED: dict[str, Any] = {"lift_t": 10.0}
IN_A_DAY: dict[str, Any] = {"lift_t": 10.0, "transit": Duration(1.0)}


def needs(count: int, **other: Any) -> tuple[RequirementRow, ...]:
    """Ask for one unit each for 60 days, weighted 1 to 3 in turn."""
    return tuple(
        replace(RequirementRow(f"r{n}", "north", "x", 1.0, 0, 60, weight=1.0 + n % 3), **other)
        for n in range(count)
    )


def offers(count: int, **other: Any) -> tuple[OfferRow, ...]:
    """Offer one unit each, by a partner each."""
    return tuple(replace(OfferRow(f"o{n}", f"P{n}", "x", 1.0), **other) for n in range(count))


def late_lift(count: int) -> Problem:
    """Leave no lift before the sixth week."""
    lift = (LiftRow("*", 42, 84, 1000.0),)
    return Problem(offers(count, **LIFTED), needs(count), lift=lift)


def late_node(count: int) -> Problem:
    """Open the only airport on D+20; a unit is a day in it."""
    nodes = (NodeRow("airport", "p", 1000.0, from_day=20),)
    return Problem(offers(count, **IN_A_DAY), needs(count, place="p"), nodes=nodes)


def committed_hats(count: int) -> Problem:
    """Bind another hat of every unit till D+20."""
    one = offers(count)
    hats = tuple(replace(row, id=f"h{row.id}", type="y", group=row.id) for row in one)
    bound = tuple(CommitmentRow(row.id, 1.0, 0, 20) for row in hats)
    units = tuple(replace(row, group=row.id) for row in one)
    return Problem((*units, *hats), needs(count), commitments=bound)


@pytest.mark.parametrize("count", [4, 12])
@pytest.mark.parametrize(
    ("make", "share"), [(late_lift, 18 / 60), (late_node, 39 / 60), (committed_hats, 40 / 60)]
)
def test_units_come_as_soon_as_the_day_allows(make: Any, share: float, count: int) -> None:
    problem = make(count)
    match = solve(problem)
    assert match.weighted_coverage == pytest.approx(share)
    assert check_plan(problem, match.allocations).broken == ()


@pytest.mark.parametrize("count", [4, 12])
def test_the_last_unit_stays_as_long_as_the_budget_pays(count: int) -> None:
    budget = (BudgetRow("north", 59.0 * count),)
    problem = Problem(offers(count, daily_cost=1.0), needs(count), budgets=budget)
    match = solve(problem)
    # A unit of the least weight goes home ``count`` days early.
    worth = sum(need.weight for need in problem.requirements)
    assert match.weighted_coverage == pytest.approx(1 - count / 60 / worth, abs=1e-4)
    assert check_plan(problem, match.allocations).broken == ()


def test_a_partner_stays_as_long_as_its_share_of_the_cost_allows() -> None:
    pair = offers(2, daily_cost=1.0)
    problem = Problem(
        (pair[0], replace(pair[1], daily_cost=2.0)),
        needs(2),
        shares=(ShareRow("P1", 0.5),),
    )
    match = solve(problem)
    # Half of the cost is that of the other's 60 days: 30 days at twice as much, for the lesser need.
    assert match.weighted_coverage == pytest.approx(1 - 30 / 60 / 3)
    assert check_plan(problem, match.allocations).broken == ()


def test_nothing_covered_is_bound_by_nothing_below_it() -> None:
    lift = (LiftRow("*", 84, 91, 1000.0),)
    match = solve(Problem(offers(12, **LIFTED), needs(12), lift=lift))
    assert match.status is MatchStatus.OPTIMAL
    assert str(match.bound) == "0.0"


def test_affordable_stays_are_the_first_and_last_days_that_what_is_left_pays() -> None:
    instance = instance_of(
        hospitals("fr", 1.0, daily_cost=1.0),
        hospitals("de", 1.0, daily_cost=2.0, mobilisation_cost=1.0),
        needs=(TEN_DAYS,),
        budgets=(BudgetRow("north", 18.0),),
    )
    plan = plan_of(instance, ("fr", "need", 1.0, 0, 10))
    arcs = arcs_of(instance, ("fr", "need", 0, 10), ("de", "need", 0, 10))
    found = affordable_stays(arcs, plan, 100)
    stays = set(sent_by(Plan(found, np.ones(len(found)))))
    # 8 are left: 3 days at 2 after 1 for the way; 8 days instead of the 10 of the first; and the first
    # goes 2 days early so that another like it is paid.
    dear = {("de", 0, 3), ("de", 7, 10), ("de", 0, 8), ("de", 2, 10)}
    assert stays == dear | {("fr", 0, 8), ("fr", 2, 10)}


def test_nothing_is_affordable_where_money_is_no_limit() -> None:
    instance = instance_of(hospitals("fr", 1.0, daily_cost=1.0))
    arcs = arcs_of(instance, ("fr", "need", 0, 10))
    assert not len(affordable_stays(arcs, plan_of(instance, ("fr", "need", 1.0, 0, 10)), 100))


def test_a_bound_over_every_day_is_told_from_one_over_the_days_tried() -> None:
    # Ten days are all offered; of sixty only some, and who covers one need leaves the other open.
    short = tuple(replace(need, to_day=10) for need in needs(2))
    every_day = solve(Problem(offers(1), short, lift=(LiftRow("*", 0, 84, 1.0),)))
    assert every_day.is_bound_for_all_days
    some_days = solve(late_lift(4))
    assert some_days.status is MatchStatus.OPTIMAL
    assert not some_days.is_bound_for_all_days


def test_a_bound_that_the_offers_alone_prove_holds_for_all_days() -> None:
    match = solve(Problem(offers(12), needs(12)))
    assert match.weighted_coverage == pytest.approx(1.0)
    assert match.is_bound_for_all_days
