"""That use elsewhere, rules of the plan, levers and next best offers are named with their numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisisplanner.domain.levers import Lever, LeverKind
from crisisplanner.domain.match import Gap, Match, PlannedAllocation, Reason
from crisisplanner.domain.problem import (
    BudgetRow,
    CaveatEffect,
    CaveatRow,
    CeilingRow,
    CommitmentRow,
    ConditionRow,
    DecisionStep,
    Duration,
    EnablerRow,
    IncompatibleRow,
    LiftRow,
    LockRow,
    NodeRow,
    OfferRow,
    PermitRow,
    PlaceRow,
    Problem,
    RequirementRow,
    ShareRow,
)
from crisisplanner.planning.eligibility import judge_pairs
from crisisplanner.planning.explanation.alternatives import next_best
from crisisplanner.planning.explanation.explaining import explain
from crisisplanner.planning.explanation.levers import find_levers
from crisisplanner.planning.explanation.limit_prices import LimitPrices, limit_prices
from crisisplanner.planning.explanation.pulling import pull
from crisisplanner.planning.matching.settings import MatchOptions
from crisisplanner.planning.matching.solving import solve
from crisisplanner.planning.validation import check_problem
from crisisplanner.wording.catalogue import Wording
from tests.planning.problem_strategies import problems
from tests.planning.test_checker_against_brute_force import plans

FR = OfferRow("fr", "France", "clinic", 1, daily_cost=10.0, lift_t=10.0, personnel_per_unit=50.0)
SE = replace(FR, id="se", partner="Sweden", daily_cost=12.0)
NEED = RequirementRow("a", "north", "clinic", 2, 10, 40, place="camp")
OTHER = RequirementRow("b", "north", "clinic", 2, 10, 40, weight=3.0, place="town")
PROBLEM = Problem(offers=(FR, SE), requirements=(NEED, OTHER))


def stay(offer: str, need: str = "a", n: float = 1.0) -> PlannedAllocation:
    return PlannedAllocation(offer, need, n, 10, 40)


def gap_of(problem: Problem, *rows: PlannedAllocation, need: str = "a") -> Gap:
    found = {gap.requirement: gap for gap in explain(judge_pairs(problem), rows)}
    return found[need]


def reason_of(code: str, problem: Problem, *rows: PlannedAllocation) -> tuple[Reason, str]:
    gap = gap_of(problem, *rows)
    reason = next(reason for reason in gap.reasons if reason.code == code)
    return reason, Wording().message(reason.sentence)


def test_units_in_use_elsewhere_are_named_with_where() -> None:
    reason, said = reason_of("all_used_elsewhere", PROBLEM, stay("fr"), stay("se", "b"))
    assert said == ("1 of the 2 offered (clinic): in use for b. There a unit covers more each day.")
    assert (reason.units, reason.unit_days, reason.subject) == (1.0, 30.0, ("b",))


def test_a_unit_that_cannot_come_between_two_journeys_is_used_elsewhere() -> None:
    far = replace(FR, transit=Duration(12.0), available_from=-30, decision_days=-30.0)
    problem = replace(PROBLEM, offers=(far,))
    gap = gap_of(
        problem,
        PlannedAllocation("fr", "b", 1.0, 10, 12),
        PlannedAllocation("fr", "b", 1.0, 36, 40),
    )
    assert {reason.code for reason in gap.reasons} == {"all_used_elsewhere", "none_offered"}


def test_a_unit_that_cannot_come_between_two_promises_is_not_said_to_be_in_use() -> None:
    far = replace(FR, transit=Duration(12.0), available_from=-30, decision_days=-30.0)
    problem = replace(
        PROBLEM,
        offers=(far,),
        commitments=(CommitmentRow("fr", 1.0, 20, 24, "Chad"),),
    )
    gap = gap_of(problem, PlannedAllocation("fr", "a", 1.0, 36, 40))
    sentences = [Wording().message(reason.sentence) for reason in gap.reasons]
    assert {reason.code for reason in gap.reasons} == {"committed", "none_offered"}
    assert (
        "The only one offered (clinic): promised elsewhere, with too few days between to come here."
    ) in sentences


def test_a_lock_elsewhere_is_named_as_one() -> None:
    locked = replace(PROBLEM, locks=(LockRow("se", "b", 1.0),))
    _, said = reason_of("lock", locked, stay("fr"), stay("se", "b"))
    assert said == "1 of the 2 offered (clinic): locked to b."


CASES: list[tuple[str, dict[str, Any], str]] = [
    (
        "group",
        {"offers": (replace(FR, group="wing"), replace(SE, group="wing"))},
        "1 of the 2 offered (clinic): the same asset is in use as fr.",
    ),
    (
        "lift",
        {"lift": (LiftRow("*", 0, 99, 12.0),)},
        # Every week's lift suffices for one unit: the second could leave a week later.
        (
            "1 of the 2 offered (clinic): it needs 10 t of lift in one week, and of the 12 t of"
            " week 2 (from D+7), the week with most left, 2 t are left."
        ),
    ),
    (
        "lift",
        {"lift": (LiftRow("*", 7, 14, 14.0),)},
        (
            "1 of the 2 offered (clinic): it needs 10 t of lift in one week, and of the 14 t of"
            " week 2 (from D+7), the week with most left, 4 t are left."
        ),
    ),
    (
        "lift",
        {"lift": (LiftRow("*", 7, 14, 9.0),)},
        (
            "1 of the 2 offered (clinic): it needs 10 t of lift in one week, and no week that would"
            " be in time has more than 9 t."
        ),
    ),
    (
        "node",
        {
            "nodes": (NodeRow("field", "camp", 10.0, to_day=11),),
            "requirements": (replace(NEED, from_day=10, to_day=11),),
        },
        "1 of the 2 offered (clinic): field must take 10 t a day for one more unit, and has 0 t a day left.",
    ),
    (
        "budget",
        {"budgets": (BudgetRow("plan", 500.0),)},
        "1 of the 2 offered (clinic): one more unit costs 360 USD, and the budget of the plan has 200 USD left.",
    ),
    (
        "share",
        {"shares": (ShareRow("Sweden", 0.5),)},
        "1 of the 2 offered (clinic): Sweden would carry 55 % of the cost, and its cap is 50 %.",
    ),
    (
        "lead",
        {"requirements": (replace(NEED, single_lead=True), OTHER)},
        "1 of the 2 offered (clinic): France leads alone, so Sweden can’t join.",
    ),
    (
        "partners",
        {"requirements": (replace(NEED, max_partners=1), OTHER)},
        "1 of the 2 offered (clinic): France serve already, and at most 1 partners may, so Sweden can’t join.",
    ),
    (
        "incompatible",
        {"incompatible": (IncompatibleRow("France", "Sweden"),)},
        "1 of the 2 offered (clinic): Sweden does not serve together with France.",
    ),
    (
        "incompatible",
        {"caveats": (CaveatRow("c", "se", CaveatEffect.FORBIDS, other_partner="France"),)},
        "1 of the 2 offered (clinic): Sweden does not serve together with France.",
    ),
    (
        "ceiling",
        {
            "requirements": (replace(NEED, needs=("m",)), OTHER),
            "conditions": (ConditionRow("m", 0, 99),),
            "ceilings": (CeilingRow("m", 80.0),),
        },
        (
            "1 of the 2 offered (clinic): one unit brings 50 people, and of the 80 that m allows 30 are left."
        ),
    ),
    (
        "idle",
        {},
        (
            "1 of the 2 offered (clinic): no single rule keeps Sweden away: several limits meet, or"
            " it was left out within the accepted gap."
        ),
    ),
]


@pytest.mark.parametrize(("code", "tables", "sentence"), CASES, ids=lambda case: str(case)[:24])
def test_each_rule_of_the_plan_has_its_sentence(
    code: str, tables: dict[str, Any], sentence: str
) -> None:
    problem = replace(PROBLEM, **tables)
    end = problem.requirements[0].to_day
    row = PlannedAllocation("fr", "a", 1.0, 10, end)
    gap = gap_of(problem, row)
    found = {reason.code: Wording().message(reason.sentence) for reason in gap.reasons}
    if sentence:
        assert found[code].replace("\u00a0", " ") == sentence
    else:
        assert code not in found


def test_a_prerequisite_that_is_not_met_is_named() -> None:
    problem = replace(PROBLEM, requirements=(replace(NEED, prerequisites=("b",)), OTHER))
    _, said = reason_of("prerequisite", problem)
    assert said == "Both offered (clinic): b must be met first, and is not from D+10 to D+39."


def test_too_few_to_count_at_all_is_named() -> None:
    problem = replace(PROBLEM, requirements=(replace(NEED, quantity=5, minimum_share=0.6), OTHER))
    reason, said = reason_of("minimum_share", problem)
    assert said == (
        "Both offered (clinic): with all that could come there would be 2, and below 3 nothing"
        " counts."
    )
    assert reason.is_sole


def test_days_without_an_enabler_are_named() -> None:
    problem = replace(PROBLEM, enablers=(EnablerRow("clinic", "generator"),))
    reason, said = reason_of("enabler", problem, stay("fr"), stay("se"))
    assert said == "2 on the spot don’t count on 30 days: generator is missing there."
    assert reason.unit_days == 60.0


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), problem=problems())
def test_alternatives_of_any_plan_can_be_said(data: st.DataObject, problem: Problem) -> None:
    table = judge_pairs(problem)
    verdicts = [table.verdict(pair) for pair in range(len(table))]
    windows = {(v.offer, v.requirement): v.windows for v in verdicts}
    rows = tuple(
        row
        for row in data.draw(plans(problem))
        if any(
            a <= row.from_day and row.to_day <= b
            for a, b in windows.get((row.offer, row.requirement), ())
        )
    )
    found = next_best(table, rows)
    assert len(found) == len(rows)
    for one in found:
        assert Wording().message(one.sentence)
        assert one.instead != one.offer
        assert one.coverage_loss >= 0


def test_the_next_best_offer_is_named_with_its_price() -> None:
    problem = replace(PROBLEM, requirements=(replace(NEED, quantity=1),))
    (found,) = next_best(judge_pairs(problem), [stay("fr")])
    assert (found.instead, found.coverage_loss, found.cost_change) == ("se", 0.0, 60.0)
    assert Wording().message(found.sentence).replace("\u00a0", " ") == (
        "Without France’s fr (1 from D+10 to D+40), Sweden’s se comes for a (1 from D+10 to D+40):"
        " 0.0 points less weighted coverage, 60 USD dearer."
    )


def test_without_anyone_else_the_price_is_what_the_allocation_is_worth() -> None:
    problem = replace(PROBLEM, offers=(FR,), requirements=(NEED,))
    (found,) = next_best(judge_pairs(problem), [stay("fr")])
    assert (found.instead, found.coverage_loss) == (None, 0.5)


def small_solve(problem: Problem) -> Match:
    return solve(problem, MatchOptions())


def confirmed(problem: Problem) -> list[tuple[LeverKind, float, str]]:
    assert check_problem(problem) == ()
    base = small_solve(problem)
    table = judge_pairs(problem)
    gaps = explain(table, base.allocations)
    levers = find_levers(table, gaps, 20, limit_prices(problem, base.allocations, gaps))
    return [
        (lever.kind, round(gain, 4), Wording().message(lever.sentence).replace("\u00a0", " "))
        for lever in levers
        if (gain := gain_of(problem, base, lever)) > 0
    ]


def gain_of(problem: Problem, base: Match, lever: Lever) -> float:
    return small_solve(pull(problem, lever)).weighted_coverage - base.weighted_coverage


def alone(offer: OfferRow, need: RequirementRow, **tables: Any) -> Problem:
    return Problem(offers=(offer,), requirements=(need,), **tables)


ONE = replace(NEED, quantity=1)


@pytest.mark.parametrize(
    ("problem", "kind", "gain", "sentence"),
    [
        (
            alone(replace(FR, decision_days=20.0), ONE),
            LeverKind.DECIDE_EARLIER,
            0.3333,
            "France’s decision taken by D+10, 10 days earlier",
        ),
        (
            alone(
                replace(
                    FR, decision_steps=(DecisionStep("s", "Council decision", Duration(16.0)),)
                ),
                ONE,
            ),
            LeverKind.DECIDE_EARLIER,
            0.2,
            "the Council decision taken by D+10, 6 days earlier",
        ),
        (
            alone(replace(FR, notice=Duration(19.0)), ONE),
            LeverKind.COME_SOONER,
            0.3,
            "9 days less for notice of France’s clinic",
        ),
        (
            alone(replace(FR, available_to=25), ONE),
            LeverKind.STAY_LONGER,
            0.5,
            "France’s clinic available until D+40, 15 days longer",
        ),
        (
            alone(FR, ONE, caveats=(CaveatRow("c", "fr", CaveatEffect.FORBIDS),)),
            LeverKind.LIFT_CAVEAT,
            1.0,
            "France’s caveat c lifted",
        ),
        (
            alone(replace(FR, excludes=("north",)), ONE),
            LeverKind.ALLOW_CRISIS,
            1.0,
            "France’s clinic allowed to serve in north",
        ),
        (
            alone(replace(FR, needs=("m",)), ONE, conditions=(ConditionRow("m", 0, 25),)),
            LeverKind.EXTEND_CONDITION,
            0.5,
            "m in force from D+10 to D+40",
        ),
        (
            alone(
                FR,
                ONE,
                permits=(PermitRow("p", "camp", "Sweden", "*", 0, 99),),
                places=(PlaceRow("camp"),),
            ),
            LeverKind.EXTEND_PERMIT,
            1.0,
            "a permit for France at camp from D+10 to D+40",
        ),
        (
            alone(FR, ONE, commitments=(CommitmentRow("fr", 1, 0, 99),)),
            LeverKind.RELEASE,
            1.0,
            "France’s clinic released from other promises",
        ),
        (
            alone(FR, ONE, lift=(LiftRow("*", 7, 99, 4.0),)),
            LeverKind.ADD_LIFT,
            1.0,
            "6 t more lift in week 2",
        ),
        (
            alone(FR, ONE, budgets=(BudgetRow("plan", 100.0),)),
            LeverKind.ADD_BUDGET,
            None,
            "",
        ),
        (
            alone(FR, ONE, lift=(LiftRow("*", 0, 7, 8.0), LiftRow("*", 7, 14, 4.0))),
            LeverKind.MOVE_LIFT,
            1.0,
            "6 t of shared lift moved from week 1 to week 2",
        ),
        (
            alone(replace(FR, notice=Duration(19.0)), ONE),
            LeverKind.SHIFT_NEED,
            0.3,
            "the goal moved: a needed from D+19 on, not from D+10",
        ),
        (
            alone(
                replace(FR, needs=("m",)),
                ONE,
                conditions=(ConditionRow("m", 0, 99),),
                ceilings=(CeilingRow("m", 20.0),),
            ),
            LeverKind.RAISE_CEILING,
            1.0,
            "30 people more under m",
        ),
        (
            Problem(offers=(FR, SE), requirements=(replace(NEED, single_lead=True),)),
            LeverKind.ADMIT_PARTNER,
            0.5,
            "",
        ),
        (
            Problem(offers=(replace(FR, quantity=2),), requirements=(NEED, OTHER)),
            LeverKind.ASK_FOR_MORE,
            0.25,
            "2 more clinic from France",
        ),
    ],
)
def test_a_lever_is_proven_by_solving_again(
    problem: Problem, kind: LeverKind, gain: float | None, sentence: str
) -> None:
    found = {one[0]: one for one in confirmed(problem)}
    assert kind in found
    assert found[kind][1] > 0
    assert gain is None or found[kind][1] == gain
    if sentence:
        assert found[kind][2] == sentence


def test_levers_for_several_requirements_are_one() -> None:
    late = replace(FR, quantity=4, decision_days=20.0)
    problem = Problem(offers=(late,), requirements=(NEED, OTHER))
    table = judge_pairs(problem)
    levers = find_levers(table, explain(table, small_solve(problem).allocations))
    (decide,) = [one for one in levers if one.kind is LeverKind.DECIDE_EARLIER]
    assert decide.requirements == ("a", "b")
    assert pull(problem, decide).offers[0].decision_days == 10.0


def prices_of(problem: Problem) -> LimitPrices | None:
    base = small_solve(problem)
    table = judge_pairs(problem)
    return limit_prices(problem, base.allocations, explain(table, base.allocations))


def test_the_price_of_a_tonne_is_what_the_next_tonne_brings() -> None:
    tons = replace(FR, divisible=True, quantity=4)
    short = alone(tons, NEED, lift=(LiftRow("*", 7, 14, 5.0),))
    prices = prices_of(short)
    assert prices is not None
    more = replace(short, lift=(LiftRow("*", 7, 14, 6.0),))
    gain = small_solve(more).weighted_coverage - small_solve(short).weighted_coverage
    assert prices.pool[1] == pytest.approx(gain, rel=1e-3)


def test_the_price_of_money_is_what_the_next_of_it_brings() -> None:
    tons = replace(FR, divisible=True, quantity=4)
    short = alone(tons, NEED, budgets=(BudgetRow("plan", 300.0),))
    prices = prices_of(short)
    assert prices is not None
    more = replace(short, budgets=(BudgetRow("plan", 301.0),))
    gain = small_solve(more).weighted_coverage - small_solve(short).weighted_coverage
    assert prices.budget["plan"] == pytest.approx(gain, rel=1e-3)


def test_the_price_of_a_node_counts_every_day_on_which_it_is_short() -> None:
    tons = replace(FR, divisible=True, quantity=4)
    node = NodeRow("field", "camp", 10.0)
    need = replace(NEED, from_day=10, to_day=11)
    short = alone(tons, need, nodes=(node,))
    prices = prices_of(short)
    assert prices is not None
    more = replace(short, nodes=(replace(node, capacity_t_per_day=11.0),))
    gain = small_solve(more).weighted_coverage - small_solve(short).weighted_coverage
    assert prices.node["field"] == pytest.approx(gain, rel=1e-2)


def test_where_no_limit_holds_anything_back_there_is_no_price() -> None:
    assert prices_of(replace(PROBLEM, requirements=(NEED,))) is None


def test_more_of_a_limit_is_hoped_to_bring_no_more_than_its_price_says() -> None:
    problem = alone(replace(FR, divisible=True, quantity=4), NEED, lift=(LiftRow("*", 7, 14, 5.0),))
    base = small_solve(problem)
    table = judge_pairs(problem)
    gaps = explain(table, base.allocations)
    prices = limit_prices(problem, base.allocations, gaps)
    assert prices is not None
    (more,) = [
        one for one in find_levers(table, gaps, 20, prices) if one.kind is LeverKind.ADD_LIFT
    ]
    assert more.hoped_gain <= prices.pool[1] * more.amount + 1e-9
    gain = small_solve(pull(problem, more)).weighted_coverage - base.weighted_coverage
    assert 0 < gain <= more.hoped_gain + 1e-6
