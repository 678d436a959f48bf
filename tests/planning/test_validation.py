"""That everything for which a problem can't be solved is named, all at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings

from crisisplanner.domain.match import ReasonCode
from crisisplanner.domain.problem import (
    BudgetRow,
    CaveatEffect,
    CaveatRow,
    CeilingRow,
    CommitmentRow,
    ConditionRow,
    Criterion,
    DecisionStep,
    Duration,
    ForbiddenRow,
    IncompatibleRow,
    LiftRow,
    LockRow,
    NodeRow,
    OfferRow,
    PairRow,
    PartnerRow,
    Problem,
    RequirementRow,
    ShareRow,
    SubstituteRow,
)
from crisisplanner.planning.eligibility import judge_pairs
from crisisplanner.planning.validation import check_problem
from crisisplanner.wording.catalogue import Wording
from tests.planning import brute_force
from tests.planning.problem_strategies import ALL_RULES, problems

OFFER = OfferRow("fr", "FR", "clinic", 3, transit=Duration(2.0), daily_cost=10.0)
OTHER = OfferRow("se", "SE", "clinic", 3, transit=Duration(2.0), daily_cost=10.0)
NEED = RequirementRow("a", "north", "clinic", 4, 10, 40)
LATER = RequirementRow("b", "north", "clinic", 4, 30, 60)
PROBLEM = Problem(offers=(OFFER, OTHER), requirements=(NEED, LATER))


def said_of(problem: Problem) -> list[str]:
    return [Wording().message(said) for said in check_problem(problem)]


def codes_of(problem: Problem) -> list[str]:
    return [said.code.removeprefix("problem.") for said in check_problem(problem)]


def place_of(problem: Problem) -> tuple[Any, ...]:
    (said,) = check_problem(problem)
    return tuple(said.values[name] for name in ("table", "index", "column"))


def offer(**fields: Any) -> Problem:
    return replace(PROBLEM, offers=(OTHER, replace(OFFER, **fields)))


def need(**fields: Any) -> Problem:
    return replace(PROBLEM, requirements=(LATER, replace(NEED, **fields)))


def test_a_good_problem_has_no_findings() -> None:
    assert check_problem(PROBLEM) == ()


@pytest.mark.parametrize(
    ("problem", "code", "column"),
    [
        (offer(quantity=-1), "too_small", "quantity"),
        (offer(quantity=float("nan")), "not_finite", "quantity"),
        (offer(quantity=float("inf")), "not_finite", "quantity"),
        (offer(quantity=1e15), "too_large", "quantity"),
        (offer(available_from=10**9), "too_large", "available_from"),
        (offer(available_from=10, available_to=10), "ends_too_early", "available_to"),
        (offer(notice=Duration(-1.0)), "too_small", "notice_days"),
        (offer(max_stay_days=0), "too_small", "max_stay_days"),
        (offer(probability=1.1), "too_large", "probability"),
        (offer(daily_cost=-1.0), "too_small", "daily_cost"),
        (offer(partner="*"), "partner_is_pool", "partner"),
        (offer(type=""), "no_name", "type"),
        (offer(id="se"), "twice", "id"),
        (offer(decision_steps=(DecisionStep("s", "EU", Duration(-1.0)),)), "step_days", "decision_steps"),
        (
            offer(decision_steps=(DecisionStep("s", "EU", Duration(1.0), after=("t",)),)),
            "unknown_step",
            "decision_steps",
        ),
        (
            offer(decision_steps=(DecisionStep("s", "EU", Duration(1.0), after=("s",)),)),
            "steps_in_a_circle",
            "decision_steps",
        ),
        (
            offer(decision_steps=(DecisionStep("s", "EU", Duration(1.0)),) * 2),
            "step_twice",
            "decision_steps",
        ),
        (need(quantity=0), "not_above", "quantity"),
        (need(to_day=10), "ends_too_early", "to_day"),
        (need(from_day=10**7, to_day=10**7 + 1), "too_large", "from_day"),
        (need(weight=-1.0), "too_small", "weight"),
        (need(minimum_share=1.5), "too_large", "minimum_share"),
        (need(min_partners=-1), "too_small", "min_partners"),
        (need(min_partners=3, max_partners=2), "max_below_min", "max_partners"),
        (need(single_lead=True, min_partners=2), "lead_with_partners", "min_partners"),
        (need(prerequisites=("x",)), "unknown_requirement", "prerequisites"),
        (need(prerequisites=("a",)), "prerequisites_in_a_circle", "prerequisites"),
        (need(criteria=(Criterion("beds", ">", 1),)), "unknown_relation", "criteria"),
    ],
)  # fmt: skip
def test_a_bad_field_is_named_with_its_row(problem: Problem, code: str, column: str) -> None:
    table = "offers" if problem.requirements == PROBLEM.requirements else "requirements"
    found = check_problem(problem)
    assert {said.code for said in found} >= {"problem." + code}
    said = next(said for said in found if said.code == "problem." + code)
    assert (said.values["table"], said.values["index"], said.values["column"]) == (table, 1, column)
    for one in found:
        assert Wording().message(one)


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ({"substitutes": (SubstituteRow("a", "b", 1.2),)}, "too_large"),
        ({"substitutes": (SubstituteRow("a", "b", 1.0),) * 2}, "twice"),
        ({"conditions": (ConditionRow("m", 5, 5),)}, "ends_too_early"),
        ({"commitments": (CommitmentRow("x", 1, 0, 1),)}, "unknown_offer"),
        ({"pairs": (PairRow("fr", "x"),)}, "unknown_requirement"),
        ({"pairs": (PairRow("fr", "a"),) * 2}, "twice"),
        ({"pairs": (PairRow("fr", "a", effectiveness=-0.1),)}, "too_small"),
        ({"lift": (LiftRow("*", 0, 7, -1.0),)}, "too_small"),
        ({"nodes": (NodeRow("n", "p", -1.0),)}, "too_small"),
        ({"budgets": (BudgetRow("plan", 1.0),) * 2}, "twice"),
        ({"budgets": (BudgetRow("plan", float("nan")),)}, "not_finite"),
        ({"shares": (ShareRow("*", 1.2),)}, "too_large"),
        ({"shares": (ShareRow("*", 0.2),) * 2}, "twice"),
        ({"incompatible": (IncompatibleRow("FR", "FR"),)}, "incompatible_with_itself"),
        ({"locks": (LockRow("x", "a", 1),)}, "unknown_offer"),
        ({"locks": (LockRow("fr", "a", 0),)}, "not_above"),
        ({"forbidden": (ForbiddenRow("fr", "x"),)}, "unknown_requirement"),
        ({"ceilings": (CeilingRow("m", -1),)}, "too_small"),
        ({"partners": (PartnerRow("FR", 1.0),) * 2}, "twice"),
        ({"caveats": (CaveatRow("c", "fr", CaveatEffect.CAPS),)}, "caveat_lacks"),
        ({"caveats": (CaveatRow("c", "fr", CaveatEffect.NEEDS),)}, "caveat_lacks"),
    ],
)
def test_bad_rows_of_other_tables_are_named(tables: dict[str, Any], code: str) -> None:
    problem = replace(PROBLEM, **tables)
    assert codes_of(problem) == [code]
    assert place_of(problem)[0] == next(iter(tables))
    assert all(said_of(problem))


def test_no_requirements_and_no_weights_are_named() -> None:
    assert codes_of(Problem()) == ["no_requirements"]
    weightless = replace(PROBLEM, requirements=(replace(NEED, weight=0.0),))
    assert codes_of(weightless) == ["no_weight"]


def test_a_circle_of_prerequisites_is_named_once_and_whole() -> None:
    rows = tuple(
        replace(NEED, id=name, prerequisites=(before,))
        for name, before in [("d", "b"), ("b", "c"), ("c", "d"), ("e", "b")]
    )
    problem = replace(PROBLEM, requirements=(NEED, *rows))
    assert said_of(problem) == ["These requirements wait for each other: b, c, d and b."]
    assert place_of(problem) == ("requirements", 2, "prerequisites")


def test_a_long_chain_of_prerequisites_is_good() -> None:
    rows = [replace(NEED, id="n0")]
    rows += [replace(NEED, id=f"n{i}", prerequisites=(f"n{i - 1}",)) for i in range(1, 5000)]
    assert check_problem(replace(PROBLEM, requirements=tuple(rows))) == ()


def test_commitments_above_the_quantity_are_named_with_their_day() -> None:
    rows = (CommitmentRow("fr", 2, 0, 10), CommitmentRow("fr", 2, 9, 20))
    problem = replace(PROBLEM, commitments=rows)
    assert said_of(problem) == [
        "Expected commitments of fr of at most 3, its quantity; on D+9 they are 4."
    ]
    assert place_of(problem) == ("commitments", 1, "quantity")
    apart = replace(PROBLEM, commitments=(rows[0], replace(rows[1], from_day=10)))
    assert check_problem(apart) == ()


def test_everything_is_named_at_once() -> None:
    problem = replace(
        PROBLEM,
        offers=(replace(OFFER, quantity=-1, probability=2.0), replace(OTHER, id="fr")),
        budgets=(BudgetRow("plan", -1.0),),
        forbidden=(ForbiddenRow("x", "y"),),
    )
    assert sorted(codes_of(problem)) == [
        "too_large",
        "too_small",
        "too_small",
        "twice",
        "unknown_offer",
        "unknown_requirement",
    ]


def test_a_scope_that_means_two_things_is_refused() -> None:
    problem = replace(need(crisis="FR"), budgets=(BudgetRow("FR", 5.0),))
    assert codes_of(problem) == ["scope_has_two_meanings"]


def locked(problem: Problem, *locks: LockRow) -> list[str]:
    return said_of(replace(problem, locks=locks))


A = "The lock of FR (fr) on a can't be kept: "
ONE = "This lock can't be kept: {} of FR (fr) for a. It clashes with this: "
LIFT = " Lift it, or change that."
SOME = " Lift some of them, or change that."


@pytest.mark.parametrize(
    ("problem", "lock", "said"),
    [
        (PROBLEM, LockRow("fr", "a", 3.0), []),
        (offer(type="x"), LockRow("fr", "a", 1.0), [A + "type x can't stand for type clinic."]),
        (
            replace(PROBLEM, forbidden=(ForbiddenRow("fr", "a"),)),
            LockRow("fr", "a", 1.0),
            [A + "this pair is forbidden."],
        ),
        (
            offer(notice=Duration(90.0)),
            LockRow("fr", "a", 1.0),
            [A + "there is no day on which it may serve there."],
        ),
        (
            PROBLEM,
            LockRow("fr", "a", 1.0, 5, 20),
            [A + "it is to be there from D+5 to D+20; needed only from D+10 to D+40."],
        ),
        (
            offer(notice=Duration(12.0)),
            LockRow("fr", "a", 1.0, 10, 20),
            [A + "it is to be there from D+10 to D+20; usable from D+14 at the earliest."],
        ),
        (
            replace(
                need(needs=("m", "n")),
                conditions=(
                    ConditionRow("m", 0, 20),
                    ConditionRow("m", 15, 40),
                    ConditionRow("n", 0, 18),
                    ConditionRow("n", 18, 90),
                ),
            ),
            LockRow("fr", "a", 1.0, 16, 25),
            [
                A + "it is to be there from D+16 to D+25;"
                " condition n is not in force on all of these days."
            ],
        ),
        (
            offer(max_stay_days=10),
            LockRow("fr", "a", 1.0, 10, 21),
            [A + "it lasts 11 days, and the longest stay is 10."],
        ),
        (offer(max_stay_days=10), LockRow("fr", "a", 1.0), []),
        (
            PROBLEM,
            LockRow("fr", "a", 4.0),
            [
                ONE.format(4) + "on D+8 the free units of fr are 3 (locked: 4)." + LIFT
            ],
        ),
        (
            replace(PROBLEM, commitments=(CommitmentRow("fr", 2, 41, 50),)),
            LockRow("fr", "a", 2.0),
            [
                ONE.format(2) + "on D+41 the free units of fr are 1 (locked: 2)." + LIFT
            ],
        ),
        (
            need(prerequisites=("b",)),
            LockRow("fr", "a", 1.0, 12, 20),
            [A + "it begins on D+12, but b must be met first and is needed from D+30 only."],
        ),
        (
            replace(PROBLEM, budgets=(BudgetRow("FR", 899.0),)),
            LockRow("fr", "a", 3.0),
            [
                ONE.format(3) + "the budget of FR is 899 (locked: at least 900)." + LIFT
            ],
        ),
        (replace(PROBLEM, budgets=(BudgetRow("FR", 900.0),)), LockRow("fr", "a", 3.0), []),
    ],
)  # fmt: skip
def test_a_lock_that_cannot_be_kept_says_why(
    problem: Problem, lock: LockRow, said: list[str]
) -> None:
    assert locked(problem, lock) == said


def test_locks_that_clash_are_named_together() -> None:
    assert locked(PROBLEM, LockRow("fr", "a", 2.0), LockRow("fr", "b", 2.0)) == [
        "These 2 locks can't all be kept: 2 of FR (fr) for a and 2 of FR (fr) for b. They clash with"
        " this: on D+28 the free units of fr are 3 (locked: 4)." + SOME
    ]
    assert locked(PROBLEM, LockRow("fr", "a", 2.0, 10, 26), LockRow("fr", "b", 2.0)) == []
    assert locked(PROBLEM, LockRow("fr", "a", 2.0, 10, 20), LockRow("fr", "a", 2.0, 20, 30)) == []


def test_locks_on_members_of_a_group_clash() -> None:
    twins = replace(PROBLEM, offers=(replace(OFFER, group="wing"), replace(OTHER, group="wing")))
    assert locked(twins, LockRow("fr", "a", 2.0), LockRow("se", "a", 2.0)) == [
        "These 2 locks can't all be kept: 2 of FR (fr) for a and 2 of SE (se) for a. They clash with"
        " this: on D+8 the free units of fr and se are 3 (locked: 4)." + SOME
    ]


def test_locks_of_partners_that_may_not_meet_clash() -> None:
    lead = replace(PROBLEM, requirements=(replace(NEED, single_lead=True), LATER))
    assert locked(lead, LockRow("fr", "a", 1.0), LockRow("se", "a", 1.0)) == [
        "These 2 locks can't all be kept: 1 of FR (fr) for a and 1 of SE (se) for a. They clash with"
        " this: a must be served by one partner alone." + SOME
    ]
    rivals = replace(PROBLEM, incompatible=(IncompatibleRow("FR", "SE"),))
    assert len(locked(rivals, LockRow("fr", "a", 1.0), LockRow("se", "a", 1.0))) == 1
    assert locked(rivals, LockRow("fr", "a", 1.0), LockRow("se", "b", 1.0)) == []


def test_locks_above_a_ceiling_clash() -> None:
    problem = replace(
        offer(personnel_per_unit=60.0),
        requirements=(replace(NEED, needs=("m",)), LATER),
        conditions=(ConditionRow("m", 0, 99),),
        ceilings=(CeilingRow("m", 100.0),),
    )
    assert locked(problem, LockRow("fr", "a", 2.0)) == [
        ONE.format(2) + "m allows 100 people (locked on D+10: 120)." + LIFT
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems(rules=ALL_RULES))
def test_a_lock_is_refused_only_where_no_plan_keeps_it(problem: Problem) -> None:
    findings = check_problem(problem)
    if not problem.locks or not findings:
        assert all(said.code.startswith("problem.lock") for said in findings)
        return
    try:
        best = brute_force.best_plan(problem, limit=5_000)
    except brute_force.TooManyPlansError:
        reject()
    assert best is None


def test_a_promise_of_an_offer_of_unknown_quantity_is_not_called_too_much() -> None:
    problem = Problem(
        offers=(OfferRow("o", "France", "t", 0.0, is_quantity_known=False),),
        requirements=(RequirementRow("r", "c", "t", 4.0, 0, 10),),
        commitments=(CommitmentRow("o", 3.0, 0, 5),),
    )
    assert check_problem(problem) == ()
    table = judge_pairs(problem)
    assert table.mask.tolist() == [ReasonCode.UNKNOWN.value]
    assert table.arrival(0).unknown_fields == ("quantity",)
