"""That the one rule that keeps units away is named, and that a sole claim is true."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from crisisplanner.domain.match import Gap, PlannedAllocation
from crisisplanner.domain.problem import (
    BudgetRow,
    CaveatEffect,
    CaveatRow,
    CeilingRow,
    ConditionRow,
    Duration,
    EnablerRow,
    LiftRow,
    OfferRow,
    Problem,
    RequirementRow,
    ShareRow,
)
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.eligibility import judge_pairs
from crisisplanner.planning.explanation.alternatives import next_best
from crisisplanner.planning.explanation.explaining import explain
from crisisplanner.planning.matching.settings import MatchOptions
from crisisplanner.planning.matching.solving import solve
from crisisplanner.wording.catalogue import Wording

OFFER = OfferRow("o", "A", "x", 2.0)
NEED = RequirementRow("r", "n", "x", 2.0, 0, 10)
BESIDE = RequirementRow("s", "n", "y", 1.0, 0, 10)
ENABLER = (EnablerRow("x", "y"),)


def gaps_of(problem: Problem) -> dict[str, Gap]:
    match = solve(problem, MatchOptions(gap=0.0))
    return {gap.requirement: gap for gap in explain(judge_pairs(problem), match.allocations)}


CASES: list[tuple[str, Problem, str, float]] = [
    (
        "two partners must serve and one offers",
        Problem((OFFER,), (replace(NEED, min_partners=2),)),
        "partners",
        20.0,
    ),
    (
        "nobody offers what it counts only beside",
        Problem((OFFER,), (NEED, BESIDE), enablers=ENABLER),
        "enabler",
        20.0,
    ),
    (
        "nobody asks for what it counts only beside",
        Problem((OFFER,), (NEED,), enablers=ENABLER),
        "enabler",
        20.0,
    ),
    (
        "what it counts only beside comes late",
        Problem(
            (OFFER, OfferRow("q", "A", "y", 1.0, available_from=8)),
            (NEED, BESIDE),
            enablers=ENABLER,
        ),
        "enabler",
        16.0,
    ),
    (
        "lift begins late",
        Problem(
            (replace(OFFER, quantity=1.0, lift_t=10.0),),
            (replace(NEED, quantity=1.0, to_day=60),),
            lift=(LiftRow("*", 42, 84, 1000.0),),
        ),
        "lift",
        42.0,
    ),
    (
        "the money pays half of the days",
        Problem(
            (replace(OFFER, quantity=1.0, daily_cost=10.0),),
            (replace(NEED, quantity=1.0),),
            budgets=(BudgetRow("plan", 55.0),),
        ),
        "budget",
        5.0,
    ),
    (
        "its share of the cost is capped",
        Problem(
            (
                OfferRow("a", "A", "x", 1.0, daily_cost=10.0),
                OfferRow("b", "B", "y", 1.0, daily_cost=5.0),
            ),
            (replace(NEED, quantity=1.0), BESIDE),
            shares=(ShareRow("*", 0.6),),
        ),
        "share",
        3.0,
    ),
    (
        "a caveat caps it",
        Problem((OFFER,), (NEED,), caveats=(CaveatRow("c", "o", CaveatEffect.CAPS, quantity=1.0),)),
        "caveat",
        10.0,
    ),
]


@pytest.mark.parametrize(
    ("problem", "code", "unit_days"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_one_rule_that_binds_is_the_reason(
    problem: Problem, code: str, unit_days: float
) -> None:
    (reason,) = gaps_of(problem)["r"].reasons
    assert (reason.code, reason.is_sole, reason.unit_days) == (code, True, unit_days)
    assert Wording().message(reason.sentence)


def test_all_units_that_a_cap_sends_home_for_some_days_are_counted() -> None:
    # Two of three go home from D+30 to D+60 and are two days under way each time.
    offer = replace(OFFER, quantity=3.0, transit=Duration(2.0))
    need = replace(NEED, quantity=3.0, from_day=5, to_day=90)
    cap = CaveatRow("c", "o", CaveatEffect.CAPS, quantity=1.0, from_day=30, to_day=60)
    first, *others = gaps_of(Problem((offer,), (need,), caveats=(cap,)))["r"].reasons
    assert (first.code, first.is_sole) == ("caveat", True)
    assert (first.units, first.unit_days) == (2.0, 2.0 * 26)
    assert [(other.units, other.unit_days) for other in others] == [(2.0, 2.0 * 4)] * 2


def test_of_two_rules_that_bind_on_the_same_days_neither_is_the_only_one() -> None:
    """The last day lacks one unit: it may not stay longer, and the money is spent as well."""
    offer = OfferRow(
        "o",
        "D",
        "x",
        4.0,
        notice=Duration(2.0),
        transit=Duration(1.0),
        max_stay_days=4,
        daily_cost=2.0,
    )
    need = RequirementRow("r", "n", "x", 3.0, 9, 14)
    problem = Problem((offer,), (need,), budgets=(BudgetRow("plan", 28.0),))
    reasons = gaps_of(problem)["r"].reasons
    free = replace(problem, offers=(replace(offer, max_stay_days=None),))
    gained = solve(free, MatchOptions(gap=0.0)).weighted_coverage
    assert gained == pytest.approx(solve(problem, MatchOptions(gap=0.0)).weighted_coverage)
    assert not any(one.is_sole for one in reasons if one.code == "stay")
    assert "budget" in {one.code for one in reasons} | {c for one in reasons for c in one.others}


def test_what_else_is_in_the_way_is_given_as_codes() -> None:
    problem = Problem(
        (replace(OFFER, notice=Duration(4.0), daily_cost=10.0),),
        (NEED,),
        budgets=(BudgetRow("plan", 0.0),),
    )
    (gap,) = explain(judge_pairs(problem), ())
    late = next(one for one in gap.reasons if one.code == "late")
    assert (late.is_sole, late.others) == (False, ("budget",))


def test_what_leaves_before_the_need_begins_is_told_from_when_it_is_needed() -> None:
    problem = Problem((replace(OFFER, available_to=4),), (replace(NEED, from_day=5, to_day=25),))
    (gap,) = explain(judge_pairs(problem), ())
    gone = next(one for one in gap.reasons if one.code == "gone")
    assert "available until D+4, needed from D+5" in Wording().message(gone.sentence)


LIMITS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "a ceiling",
        {"ceilings": (CeilingRow("k", 4.0),), "conditions": (ConditionRow("k", 0, 10),)},
        {"needs": ("k",), "personnel_per_unit": 3.0},
    ),
    (
        "lift",
        {"lift": (LiftRow("A", -7, 14, 1000.0), LiftRow("*", 0, 7, 10.0))},
        {"lift_t": 10.0},
    ),
    ("a budget", {"budgets": (BudgetRow("B", 5.0),)}, {"mobilisation_cost": 5.0}),
    ("a caveat", {"caveats": (CaveatRow("c", "b", CaveatEffect.CAPS, quantity=1.0),)}, {}),
]


@pytest.mark.parametrize(
    ("tables", "fields"), [case[1:] for case in LIMITS], ids=[case[0] for case in LIMITS]
)
@pytest.mark.parametrize("least", [0.0, 1.0])
def test_the_next_best_promises_no_more_than_the_rules_allow(
    tables: dict[str, Any], fields: dict[str, Any], least: float
) -> None:
    need = replace(NEED, minimum_share=least)
    offers = (OfferRow("a", "A", "x", 2.0), OfferRow("b", "B", "x", 2.0, **fields))
    problem = Problem(offers, (need,), **tables)
    plan = (PlannedAllocation("a", "r", 2.0, 0, 10),)
    assert check_plan(problem, plan).is_accepted
    (found,) = next_best(judge_pairs(problem), plan)
    if least:
        assert (found.instead, found.coverage_loss) == (None, 1.0)
    else:
        assert (found.instead, found.coverage_loss) == ("b", 0.5)
