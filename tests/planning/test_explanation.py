"""That what a plan leaves open is explained by day, with its numbers, in plain sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisisplanner.domain.match import Gap, PlannedAllocation, Reason
from crisisplanner.domain.problem import (
    CaveatEffect,
    CaveatRow,
    CommitmentRow,
    ConditionRow,
    Criterion,
    DecisionStep,
    Duration,
    ForbiddenRow,
    LiftRow,
    OfferRow,
    PermitRow,
    Problem,
    RequirementRow,
    SubstituteRow,
)
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.eligibility import judge_pairs
from crisisplanner.planning.explanation.explaining import explain
from crisisplanner.wording.catalogue import Wording
from tests.planning.problem_strategies import problems
from tests.planning.sentences import holes_in
from tests.planning.test_checker_against_brute_force import plans

HOSPITAL = OfferRow(
    "it-hospital",
    "Italy",
    "field hospital",
    1,
    notice=Duration(2.0),
    transit=Duration(2.0),
    setup=Duration(1.0),
    decision_steps=(DecisionStep("council", "EU Council decision", Duration(14.0)),),
)
NEED = RequirementRow("beds", "north", "field hospital", 1, 10, 40, place="camp")
PROBLEM = Problem(offers=(HOSPITAL,), requirements=(NEED,))


def gaps(problem: Problem, *rows: PlannedAllocation) -> tuple[Gap, ...]:
    return explain(judge_pairs(problem), rows)


def said(reason: Reason) -> str:
    return Wording().message(reason.sentence)


def only_reason(problem: Problem, *rows: PlannedAllocation) -> Reason:
    (gap,) = gaps(problem, *rows)
    (reason,) = gap.reasons
    return reason


def offer(**fields: Any) -> Problem:
    return replace(PROBLEM, offers=(replace(HOSPITAL, **fields),))


def test_a_covered_requirement_has_no_gap() -> None:
    problem = offer(decision_steps=())
    assert gaps(problem, PlannedAllocation("it-hospital", "beds", 1.0, 10, 40)) == ()


def test_the_days_before_a_late_arrival_are_explained_by_their_longest_part() -> None:
    reason = only_reason(PROBLEM, PlannedAllocation("it-hospital", "beds", 1.0, 19, 40))
    assert said(reason) == (
        "Italy’s field hospital arrives on D+19, needed from D+10;"
        " 14 of the 19 days are the EU Council decision."
    )
    assert (reason.code, reason.is_sole, reason.units, reason.unit_days) == ("late", True, 1.0, 9.0)
    assert reason.offers == ("it-hospital",)
    assert reason.subject == ("Italy", "decision", "EU Council decision")


def test_units_are_counted_among_all_that_fit() -> None:
    helicopters = tuple(
        OfferRow(name, partner, "helicopter", n, notice=Duration(days))
        for name, partner, n, days in [("a", "Ukraine", 3, 41.0), ("b", "Chile", 2, 5.0)]
    )
    need = replace(NEED, type="helicopter", quantity=5, from_day=20, to_day=60)
    problem = Problem(offers=helicopters, requirements=(need,))
    reason = only_reason(
        problem,
        PlannedAllocation("a", "beds", 3.0, 41, 60),
        PlannedAllocation("b", "beds", 2.0, 20, 60),
    )
    assert said(reason) == (
        "3 of the 5 offered (helicopter) come late: Ukraine’s 3 arrive on D+41, needed from D+20;"
        " 41 of the 41 days are notice."
    )
    assert reason.unit_days == 63.0


def test_parts_of_an_arrival_that_are_assumed_are_named() -> None:
    problem = offer(
        decision_steps=(),
        available_from=12,
        notice=Duration(1.0),
        transit=Duration(1.0, is_assumed=True),
        setup=Duration(2.0, is_assumed=True),
    )
    reason = only_reason(problem, PlannedAllocation("it-hospital", "beds", 1.0, 16, 40))
    assert said(reason) == (
        "Italy’s field hospital is ready on D+16, needed from D+10. Assumed: 1 day of transit and 2"
        " days of set-up."
    )


def test_a_unit_on_its_way_here_is_not_in_use_elsewhere() -> None:
    """Ready on D+19, there from D+31 only because lift begins then: lift is the first cause."""
    problem = replace(
        offer(lift_t=100.0),
        lift=(LiftRow("*", 28, 99, 100.0),),
    )
    (gap,) = gaps(problem, PlannedAllocation("it-hospital", "beds", 1.0, 31, 40))
    assert [(reason.code, reason.is_sole, reason.unit_days) for reason in gap.reasons] == [
        ("lift", True, 12.0),
        ("late", False, 9.0),
    ]
    assert said(gap.reasons[0]).endswith(
        "needs 100 t of lift in one week, and no week that would be in time has more than 0 t."
    )
    assert said(gap.reasons[1]).endswith(" Also in the way: lift.")


def test_a_unit_that_may_not_stay_longer_says_so() -> None:
    problem = offer(decision_steps=(), max_stay_days=10)
    (gap,) = gaps(problem, PlannedAllocation("it-hospital", "beds", 1.0, 30, 40))
    assert [reason.code for reason in gap.reasons] == ["stay"]
    assert said(gap.reasons[0]) == (
        "The only one offered (field hospital): it may stay 10 days at most."
    )


def test_a_sentence_ends_once_where_a_caveat_ends_by_itself() -> None:
    caveat = CaveatRow("c", "it-hospital", CaveatEffect.FORBIDS, text="It stays in Entebbe only.")
    (gap,) = gaps(replace(offer(decision_steps=()), caveats=(caveat,)))
    assert said(gap.reasons[0]).endswith("“It stays in Entebbe only”.")


def test_nobody_offers_it() -> None:
    reason = only_reason(offer(type="tent"))
    assert reason.code == "none_offered"
    assert said(reason) == "Nobody offers field hospital, or anything that can stand for it."


READY: dict[str, Any] = {"decision_steps": ()}


@pytest.mark.parametrize(
    ("problem", "code", "sentence"),
    [
        (
            offer(**READY, notice=Duration(0.0), available_from=30),
            "late",
            "Italy’s field hospital is ready on D+33, needed from D+10.",
        ),
        (
            offer(**READY, available_to=20),
            "gone",
            "Italy’s field hospital is available until D+20, needed until D+40.",
        ),
        (
            offer(**READY, available_to=9),
            "gone",
            "Italy’s field hospital is available until D+9, needed from D+10.",
        ),
        (
            replace(offer(**READY, needs=("1484",)), conditions=(ConditionRow("1484", 0, 25),)),
            "authority",
            "Italy’s field hospital needs 1484, not in force on 15 of the 30 open days.",
        ),
        (
            replace(
                offer(**READY, needs=("host",)),
                conditions=(ConditionRow("host", 0, 25, "consent"),),
            ),
            "consent",
            "Italy’s field hospital needs the consent host, not in force on 15 of the 30 open days.",
        ),
        (
            replace(offer(**READY), permits=(PermitRow("p", "camp", "Chile", "*", 0, 99),)),
            "permit",
            "Italy’s field hospital has no permit for camp on 30 of the 30 open days.",
        ),
        (
            replace(
                offer(**READY),
                caveats=(CaveatRow("c", "it-hospital", CaveatEffect.FORBIDS, text="not at night"),),
            ),
            "caveat",
            "Italy’s field hospital may not serve here: “not at night”.",
        ),
        (
            replace(
                offer(**READY),
                caveats=(CaveatRow("c", "it-hospital", CaveatEffect.FORBIDS, from_day=20),),
            ),
            "caveat",
            "Italy’s field hospital may not serve here: caveat c.",
        ),
        (
            offer(**READY, excludes=("north",)),
            "caveat",
            "Italy’s field hospital may not serve in north.",
        ),
        (
            offer(**READY, is_withheld_by_marking=True),
            "marking",
            "Italy’s field hospital is withheld by its marking.",
        ),
        (
            replace(
                offer(**READY, attributes=(("beds", 20.0),)),
                requirements=(replace(NEED, criteria=(Criterion("beds", "≥", 50.0),)),),
            ),
            "quality",
            "Italy’s field hospital has beds 20, asked is ≥ 50.",
        ),
        (
            replace(offer(**READY), commitments=(CommitmentRow("it-hospital", 1, 20, 30, "Chad"),)),
            "committed",
            "Italy’s field hospital is promised to Chad on 10 of the 30 open days.",
        ),
        (
            replace(offer(**READY), forbidden=(ForbiddenRow("it-hospital", "beds"),)),
            "forbidden",
            "Italy’s field hospital is kept from here by you.",
        ),
        (
            offer(**READY, notice=Duration(None)),
            "unknown",
            "Italy’s field hospital can’t be planned: not known is its notice.",
        ),
    ],
)
def test_each_reason_of_a_pair_has_its_sentence(problem: Problem, code: str, sentence: str) -> None:
    (gap,) = gaps(problem)
    found = {reason.code: reason for reason in gap.reasons}
    assert said(found[code]) == sentence
    assert found[code].is_sole


def test_several_reasons_for_the_same_days_are_named_together() -> None:
    problem = replace(offer(available_to=12), forbidden=(ForbiddenRow("it-hospital", "beds"),))
    (gap,) = gaps(problem)
    assert not any(reason.is_sole for reason in gap.reasons)
    (first,) = gap.reasons
    assert said(first) == (
        "Italy’s field hospital is kept from here by you. Also in the way: its late arrival and its"
        " early end."
    )


def test_of_two_late_units_the_one_that_is_promised_elsewhere_has_two_reasons() -> None:
    problem = replace(
        offer(quantity=2),
        requirements=(replace(NEED, quantity=2),),
        commitments=(CommitmentRow("it-hospital", 1, 0, 100),),
    )
    (gap,) = gaps(problem, PlannedAllocation("it-hospital", "beds", 1.0, 19, 40))
    found = [(one.code, one.is_sole, one.units, one.unit_days) for one in gap.reasons]
    assert found == [
        ("committed", True, 1.0, 21.0),
        ("late", True, 1.0, 9.0),
        ("late", False, 1.0, 9.0),
    ]


def test_an_allocation_whose_types_do_not_fit_is_refused() -> None:
    problem = replace(PROBLEM, requirements=(NEED, replace(NEED, id="police", type="police")))
    with pytest.raises(ValueError, match="types fit"):
        gaps(problem, PlannedAllocation("it-hospital", "police", 1.0, 19, 40))


def test_an_offer_that_may_never_serve_is_not_listed_as_merely_late() -> None:
    caveat = CaveatRow("c", "it-hospital", CaveatEffect.FORBIDS, text="stays in Entebbe")
    (gap,) = gaps(replace(PROBLEM, caveats=(caveat,)))
    assert {reason.code for reason in gap.reasons} == {"caveat"}


def test_late_offers_that_wait_for_different_things_are_told_apart() -> None:
    rows = [("a", "Ukraine", 41.0, 0.0), ("b", "Chile", 30.0, 0.0), ("c", "Peru", 5.0, 30.0)]
    helicopters = tuple(
        OfferRow(
            name,
            partner,
            "helicopter",
            1,
            notice=Duration(notice),
            transit=Duration(transit),
        )
        for name, partner, notice, transit in rows
    )
    need = replace(NEED, type="helicopter", quantity=3, from_day=20, to_day=60)
    (gap,) = gaps(Problem(offers=helicopters, requirements=(need,)))
    assert any(
        "2 offers) come late, most of all because of notice:" in said(r) for r in gap.reasons
    )


def test_what_nobody_offers_is_a_cause_of_its_own() -> None:
    """One of two is offered and comes 9 days late: 21 days lack the other one all along."""
    problem = replace(PROBLEM, requirements=(replace(NEED, quantity=2),))
    (gap,) = gaps(problem, PlannedAllocation("it-hospital", "beds", 1.0, 19, 40))
    assert [(one.code, one.units, one.unit_days) for one in gap.reasons] == [
        ("none_offered", 1.0, 30.0),
        ("late", 1.0, 9.0),
    ]
    assert gap.missing_unit_days == 39.0
    assert said(gap.reasons[0]) == "Nobody offers 1 of the 2 needed (field hospital)."


def test_an_offer_of_unknown_quantity_is_not_called_too_little() -> None:
    offers = (HOSPITAL, replace(HOSPITAL, id="x", quantity=0, is_quantity_known=False))
    problem = replace(PROBLEM, offers=offers, requirements=(replace(NEED, quantity=2),))
    (gap,) = gaps(problem, PlannedAllocation("it-hospital", "beds", 1.0, 19, 40))
    assert {reason.code for reason in gap.reasons} == {"late", "unknown"}


def test_lateness_is_told_from_the_first_day_that_is_needed() -> None:
    """On the first two days a permit lacks too: the need begins then all the same."""
    permits = (PermitRow("p", "camp", "Italy", "*", 12, 99),)
    (gap,) = gaps(replace(PROBLEM, permits=permits))
    assert all("needed from D+10" in said(one) for one in gap.reasons if one.code == "late")


def test_a_need_that_is_covered_at_first_is_missing_from_a_day_on() -> None:
    early = replace(HOSPITAL, id="early", partner="Chile", decision_steps=(), available_to=15)
    problem = replace(PROBLEM, offers=(HOSPITAL, early))
    rows = (
        PlannedAllocation("early", "beds", 1.0, 10, 15),
        PlannedAllocation("it-hospital", "beds", 1.0, 19, 40),
    )
    (gap,) = gaps(problem, *rows)
    late = next(reason for reason in gap.reasons if reason.code == "late")
    assert "arrives on D+19, missing from D+15" in said(late)


def test_a_substitute_mends_by_its_factor() -> None:
    need = replace(NEED, type="hospital ship")
    problem = Problem(
        offers=(replace(HOSPITAL, decision_steps=(), available_to=20),),
        requirements=(need,),
        substitutes=(SubstituteRow("hospital ship", "field hospital", 0.5),),
    )
    (gap,) = gaps(problem)
    gone = next(reason for reason in gap.reasons if reason.code == "gone")
    assert (gap.missing_unit_days, gone.unit_days) == (30.0, 10.0)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), problem=problems())
def test_every_gap_of_any_plan_can_be_said(data: st.DataObject, problem: Problem) -> None:
    table = judge_pairs(problem)
    fits = {(v.offer, v.requirement) for v in (table.verdict(p) for p in range(len(table)))}
    windows = {
        (v.offer, v.requirement): v.windows for v in (table.verdict(p) for p in range(len(table)))
    }
    rows = tuple(
        row
        for row in data.draw(plans(problem))
        if (row.offer, row.requirement) in fits
        and any(
            a <= row.from_day and row.to_day <= b for a, b in windows[row.offer, row.requirement]
        )
    )
    result = check_plan(problem, rows)
    found = explain(table, rows)
    wording = Wording()
    missing = {gap.requirement: gap.missing_unit_days for gap in found}
    for need, coverage in zip(problem.requirements, result.coverage, strict=True):
        lacks = (1 - coverage.coverage) * need.quantity * (need.to_day - need.from_day)
        assert missing.get(need.id, 0.0) == pytest.approx(lacks, abs=1e-4)
    for gap in found:
        for reason in gap.reasons:
            assert holes_in(reason.sentence, wording) == []
            assert 0 <= reason.unit_days <= gap.missing_unit_days + 1e-6
            assert reason.units >= 0
