"""Which offers can serve which requirements, and every reason why not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from crisisplanner.domain.levers import Lever, LeverKind
from crisisplanner.domain.match import PlannedAllocation, ReasonCode
from crisisplanner.domain.messages import message
from crisisplanner.domain.problem import (
    CaveatEffect,
    CaveatRow,
    CommitmentRow,
    ConditionRow,
    Criterion,
    Duration,
    ForbiddenRow,
    NodeRow,
    OfferRow,
    PairRow,
    PermitRow,
    PlaceRow,
    Problem,
    RequirementRow,
    SubstituteRow,
)
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.eligibility import judge_pairs
from crisisplanner.planning.explanation.pulling import pull
from crisisplanner.planning.matching.solving import solve
from tests.planning.brute_force import World
from tests.planning.problem_strategies import small_problems

OFFER = OfferRow("o", "FR", "clinic", 1.0)
NEED = RequirementRow("r", "north", "clinic", 1.0, 10, 20, place="camp")
PROBLEM = Problem(offers=(OFFER,), requirements=(NEED,))


def reasons(problem: Problem) -> set[ReasonCode]:
    return set(judge_pairs(problem).verdict_of(0, 0).reasons)


def with_offer(**fields: object) -> Problem:
    return replace(PROBLEM, offers=(replace(OFFER, **fields),))  # type: ignore[arg-type] # by name


GATE = NodeRow("gate", "camp", 10.0)
DATED = replace(PROBLEM, pairs=(PairRow("o", "r", usable_day=12),))


@pytest.mark.parametrize("capacity_t_per_day", [10.0, None])
def test_a_stated_usable_day_takes_the_place_of_the_way_through_nodes(
    capacity_t_per_day: float | None,
) -> None:
    refusing = NodeRow("gate", "camp", capacity_t_per_day, refuses=("air",))
    by_air = replace(PROBLEM, offers=(replace(OFFER, mode="air"),), nodes=(refusing,))
    assert ReasonCode.PERMIT in reasons(by_air)
    dated = replace(by_air, pairs=DATED.pairs)
    assert judge_pairs(dated).verdict(0).windows == ((12, 20),)
    plan = [PlannedAllocation("o", "r", 1.0, 12, 20)]
    assert check_plan(dated, plan).broken == ()
    assert solve(dated).allocations == tuple(plan)


@pytest.mark.parametrize("problem", [PROBLEM, DATED])
@pytest.mark.parametrize("others", [(), (NodeRow("port", "camp", None),)])
def test_an_unknown_lift_is_asked_for_wherever_a_node_has_a_capacity(
    problem: Problem, others: tuple[NodeRow, ...]
) -> None:
    unknown = replace(problem, offers=(replace(OFFER, lift_t=None),), nodes=(GATE, *others))
    assert reasons(unknown) == {ReasonCode.UNKNOWN}
    assert "lift" in judge_pairs(unknown).verdict(0).arrival.unknown_fields
    assert reasons(replace(unknown, nodes=others)) == set()
    plan = [PlannedAllocation("o", "r", 1.0, 12, 20)]
    assert "check.unknown" in {said.code for said in check_plan(unknown, plan).broken}


def test_an_offer_of_the_type_in_time_is_eligible_for_all_days() -> None:
    verdict = judge_pairs(PROBLEM).verdict(0)
    assert verdict.is_eligible
    assert verdict.windows == ((10, 20),)


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (with_offer(type="tank"), {ReasonCode.TYPE}),
        (with_offer(is_withheld_by_marking=True), {ReasonCode.MARKING}),
        (with_offer(excludes=("north",)), {ReasonCode.CAVEAT}),
        (with_offer(available_from=20), {ReasonCode.LATE}),
        (with_offer(available_to=10), {ReasonCode.GONE}),
        (with_offer(available_from=16, available_to=15), {ReasonCode.LATE, ReasonCode.GONE}),
        (with_offer(notice=Duration(None)), {ReasonCode.UNKNOWN}),
        (with_offer(needs=("mandate",)), {ReasonCode.AUTHORITY}),
        (replace(PROBLEM, forbidden=(ForbiddenRow("o", "r"),)), {ReasonCode.FORBIDDEN}),
        (replace(PROBLEM, only_listed_pairs=True), {ReasonCode.FORBIDDEN}),
        (replace(PROBLEM, commitments=(CommitmentRow("o", 1, 0, 30),)), {ReasonCode.COMMITTED}),
        (
            replace(PROBLEM, permits=(PermitRow("p", "camp", "SE", "*", 0, 90),)),
            {ReasonCode.PERMIT},
        ),
        (
            replace(PROBLEM, requirements=(replace(NEED, criteria=(Criterion("beds", "≥", 5),)),)),
            {ReasonCode.QUALITY},
        ),
    ],
)
def test_every_obstacle_has_its_reason(problem: Problem, expected: set[ReasonCode]) -> None:
    assert reasons(problem) == expected


def test_a_pair_carries_all_its_reasons_at_once() -> None:
    problem = replace(
        with_offer(excludes=("north",), available_from=30, is_withheld_by_marking=True),
        forbidden=(ForbiddenRow("o", "r"),),
    )
    expected = {ReasonCode.CAVEAT, ReasonCode.LATE, ReasonCode.MARKING, ReasonCode.FORBIDDEN}
    assert reasons(problem) == expected


def test_only_what_would_free_a_pair_alone_is_named_where_two_things_clash() -> None:
    late_mandate = replace(
        with_offer(needs=("mandate",), available_to=14),
        conditions=(ConditionRow("mandate", 15, 90),),
    )
    assert reasons(late_mandate) == {ReasonCode.AUTHORITY, ReasonCode.GONE}


def test_consent_and_authority_are_told_apart() -> None:
    problem = replace(
        with_offer(needs=("host", "council")),
        conditions=(ConditionRow("host", 0, 5, "consent"), ConditionRow("council", 0, 90)),
    )
    assert reasons(problem) == {ReasonCode.CONSENT}


def test_periods_of_conditions_are_not_joined() -> None:
    problem = replace(
        with_offer(needs=("mandate",)),
        conditions=(ConditionRow("mandate", 0, 14), ConditionRow("mandate", 14, 40)),
    )
    assert judge_pairs(problem).verdict(0).windows == ((10, 14), (14, 20))


@pytest.mark.parametrize(
    ("plan", "windows"), [("one", ((10, 14),)), ("two", ((16, 20),)), ("three", ()), ("", ())]
)
@pytest.mark.parametrize("is_caveat", [False, True])
def test_a_condition_of_one_plan_opens_windows_for_that_plan_alone(
    plan: str, windows: tuple[tuple[int, int], ...], is_caveat: bool
) -> None:
    (need,) = PROBLEM.requirements
    needs = () if is_caveat else ("mandate",)
    problem = replace(
        PROBLEM,
        requirements=(replace(need, plan=plan, needs=needs),),
        caveats=(CaveatRow("c", "o", CaveatEffect.NEEDS, condition="mandate"),) * is_caveat,
        conditions=(
            ConditionRow("mandate", 0, 14, plan="one"),
            ConditionRow("mandate", 16, 40, plan="two"),
        ),
    )
    assert judge_pairs(problem).verdict(0).windows == windows


@pytest.mark.parametrize(
    ("plan", "windows"),
    [("one", ((10, 14),)), ("two", ((16, 20),)), ("three", ((10, 20),)), ("", ((10, 20),))],
)
def test_a_permit_of_one_plan_opens_and_closes_a_place_for_that_plan_alone(
    plan: str, windows: tuple[tuple[int, int], ...]
) -> None:
    (need,) = PROBLEM.requirements
    problem = replace(
        PROBLEM,
        requirements=(replace(need, plan=plan),),
        permits=(
            PermitRow("p", "camp", "*", "*", 0, 14, "one"),
            PermitRow("p", "camp", "*", "*", 16, 40, "two"),
        ),
    )
    assert judge_pairs(problem).verdict(0).windows == windows


def test_a_permit_that_is_to_be_had_closes_no_place_to_other_plans() -> None:
    (need,) = PROBLEM.requirements
    other = replace(need, id="other", plan="two")
    problem = replace(
        PROBLEM,
        requirements=(replace(need, plan="one"), other),
        offers=(*PROBLEM.offers, replace(PROBLEM.offers[0], id="o2", partner="else")),
        permits=(PermitRow("p", "camp", "nobody", "*", 0, 40, "one"),),
    )
    said = message("plan.none")
    lever = Lever(LeverKind.EXTEND_PERMIT, "o", (need.id,), 10.0, None, 0.0, said)
    table = judge_pairs(pull(problem, lever))
    possible = {
        (problem.offers[offer].id, problem.requirements[number].id)
        for offer, number, is_eligible in zip(
            table.offer, table.requirement, table.is_eligible, strict=True
        )
        if is_eligible
    }
    assert possible == {("o", need.id), ("o", "other"), ("o2", "other")}


def test_a_caveat_for_a_period_cuts_the_window() -> None:
    caveat = CaveatRow("c", "o", CaveatEffect.FORBIDS, place="valley", from_day=12, to_day=15)
    problem = replace(PROBLEM, caveats=(caveat,), places=(PlaceRow("camp", None, ("valley",)),))
    assert judge_pairs(problem).verdict(0).windows == ((10, 12), (15, 20))


def test_a_delaying_caveat_is_lifted_on_its_day() -> None:
    caveat = CaveatRow("c", "o", CaveatEffect.DELAYS, days=9.0)
    problem = replace(with_offer(notice=Duration(3.0)), caveats=(caveat,))
    assert judge_pairs(problem).verdict(0).windows == ((12, 20),)


def test_the_best_substitute_counts_and_a_pair_row_overrides_it() -> None:
    problem = replace(
        with_offer(type="tent"),
        substitutes=(SubstituteRow("clinic", "tent", 0.5), SubstituteRow("clinic", "tent", 0.25)),
    )
    assert judge_pairs(problem).verdict(0).effectiveness == 0.5
    overridden = replace(problem, pairs=(PairRow("o", "r", effectiveness=0.75),))
    assert judge_pairs(overridden).verdict(0).effectiveness == 0.75


def test_a_listed_effectiveness_fits_types_that_do_not() -> None:
    problem = replace(with_offer(type="tank"), pairs=(PairRow("o", "r", effectiveness=0.1),))
    assert judge_pairs(problem).verdict(0).is_eligible


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=small_problems())
def test_windows_of_all_pairs_equal_those_found_day_by_day(problem: Problem) -> None:
    world = World(problem)
    table = judge_pairs(problem)
    starts: dict[tuple[str, str], dict[int, int]] = {}
    for journey in world.journeys:
        own = starts.setdefault((journey.offer, journey.requirement), {})
        own[journey.from_day] = max(own.get(journey.from_day, journey.to_day), journey.to_day)
    for o, one in enumerate(problem.offers):
        stay = one.max_stay_days or 10_000
        for r, need in enumerate(problem.requirements):
            verdict = table.verdict_of(o, r)
            found: dict[int, int] = {}
            for first, last in (
                verdict.windows if verdict.mask in (0, ReasonCode.COMMITTED.value) else ()
            ):
                for day in range(first, last):
                    found[day] = max(found.get(day, 0), min(last, day + stay))
            assert found == starts.get((one.id, need.id), {})


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=small_problems())
def test_the_arrival_of_a_pair_agrees_with_its_first_window(problem: Problem) -> None:
    table = judge_pairs(problem)
    for pair in range(len(table)):
        verdict = table.verdict(pair)
        if verdict.is_eligible:
            need = next(n for n in problem.requirements if n.id == verdict.requirement)
            assert verdict.arrival.usable_day is not None
            assert max(need.from_day, verdict.arrival.usable_day) <= verdict.windows[0][0]
