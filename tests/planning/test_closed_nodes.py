"""That nothing passes a node while it is closed, though no figure limits what it takes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from crisisplanner.domain.problem import Duration, LiftRow, NodeRow, OfferRow, Problem
from crisisplanner.domain.problem import RequirementRow as Need
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.matching.instance import make_instance
from crisisplanner.planning.matching.settings import MatchOptions, Method
from crisisplanner.planning.matching.solving import solve
from crisisplanner.planning.matching.usage import LiftTable, NodeTable

METHODS = [Method.EXACT, Method.NEIGHBOURHOODS, Method.GREEDY]
AIRFIELD = NodeRow("airfield", "camp", None)
BY_AIR = Problem(
    offers=(OfferRow("crane", "FR", "crane", 1.0, lift_t=20.0, transit=Duration(1.0)),),
    requirements=(Need("lifting", "north", "crane", 1.0, 0, 30, place="camp"),),
)


def starts(problem: Problem, method: Method) -> list[int]:
    """Give the first days of a plan that the checker accepts."""
    match = solve(problem, MatchOptions(method=method))
    assert check_plan(problem, match.allocations).broken == ()
    return [row.from_day for row in match.allocations]


@pytest.mark.parametrize("method", METHODS)
def test_nothing_passes_a_node_of_unknown_capacity_before_it_opens(method: Method) -> None:
    assert starts(replace(BY_AIR, nodes=(replace(AIRFIELD, from_day=10),)), method) in ([], [11])


def test_what_passes_on_the_first_open_day_serves_from_the_next() -> None:
    later = replace(BY_AIR, nodes=(replace(AIRFIELD, from_day=10),))
    assert starts(later, Method.EXACT) == [11]


@pytest.mark.parametrize("method", METHODS)
def test_nothing_passes_a_node_of_unknown_capacity_after_it_closed(method: Method) -> None:
    late = replace(BY_AIR, offers=(replace(BY_AIR.offers[0], available_from=10),))
    assert starts(replace(late, nodes=(replace(AIRFIELD, to_day=9),)), method) == []


@pytest.mark.parametrize("method", METHODS)
def test_a_node_that_is_always_open_and_takes_any_amount_limits_nothing(method: Method) -> None:
    always = replace(BY_AIR, nodes=(AIRFIELD,))
    assert not NodeTable(make_instance(always)).is_limited
    assert starts(always, method) == [1]


def test_days_after_the_last_week_of_lift_count_as_its_last_week() -> None:
    """So what is proposed nowhere, at a day after all, still has a week."""
    table = LiftTable(make_instance(replace(BY_AIR, lift=(LiftRow("*", 0, 35, 20.0),))))
    days = np.array([-3, 0, 6, 7, 34, 10_000], dtype=np.int64)
    assert table.week_of(days).tolist() == [-1, 0, 0, 1, 4, table.n_weeks - 1]
