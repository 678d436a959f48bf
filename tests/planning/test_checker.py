"""That the checker finds each rule that is broken on purpose, names it and says it in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crisisplanner.domain.match import PlannedAllocation, Step
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
    EnablerRow,
    ForbiddenRow,
    GeoPoint,
    IncompatibleRow,
    LiftRow,
    LockRow,
    NodeRow,
    OfferRow,
    PairRow,
    PermitRow,
    PlaceRow,
    Problem,
    RequirementRow,
    ShareRow,
    SubstituteRow,
)
from crisisplanner.planning.checker.checking import CheckResult, check_plan
from crisisplanner.wording.catalogue import Wording

FRENCH = OfferRow(
    id="fr",
    partner="FR",
    type="clinic",
    quantity=3,
    notice=Duration(2.0),
    transit=Duration(3.0),
    setup=Duration(1.0),
    lift_t=10.0,
    mobilisation_cost=100.0,
    daily_cost=10.0,
    asset_class="military",
    mode="air",
    personnel_per_unit=50.0,
)
SWEDISH = replace(FRENCH, id="se", partner="SE")
NEED = RequirementRow("need", "north", "clinic", 4, 10, 40, place="camp", task_type="heal")
LATER = RequirementRow("later", "north", "clinic", 2, 20, 50, place="camp")
PROBLEM = Problem(offers=(FRENCH, SWEDISH), requirements=(NEED, LATER))
PLAN = (
    PlannedAllocation("fr", "need", 2.0, 10, 40),
    PlannedAllocation("se", "later", 1.0, 20, 50),
)


def stay(
    offer: str = "fr", need: str = "need", n: float = 1.0, days: tuple[int, int] = (10, 40)
) -> PlannedAllocation:
    return PlannedAllocation(offer, need, n, *days)


def broken(problem: Problem, *rows: PlannedAllocation) -> list[tuple[str, str]]:
    """List rule and code of what a plan breaks, and make every sentence once."""
    result = check_plan(problem, rows)
    for said in result.broken:
        assert Wording().message(said)
    return [(str(said.values["rule"]), said.code) for said in result.broken]


def with_offer(**fields: object) -> Problem:
    return replace(PROBLEM, offers=(replace(FRENCH, **fields), SWEDISH))  # type: ignore[arg-type]  # each test names fields that exist


def with_need(**fields: object) -> Problem:
    return replace(PROBLEM, requirements=(replace(NEED, **fields), LATER))  # type: ignore[arg-type]  # each test names fields that exist


def test_a_good_plan_is_accepted_with_its_figures() -> None:
    result = check_plan(PROBLEM, PLAN)
    assert result.broken == ()
    assert result.is_accepted
    assert [row.coverage for row in result.coverage] == [0.5, 0.5]
    assert result.coverage[0].steps == (Step(10, 40, 2.0, 0.5),)
    assert result.weighted_coverage == 0.5
    assert result.cost == 2 * 400 + 400


def test_an_empty_plan_breaks_nothing_and_covers_nothing() -> None:
    result = check_plan(PROBLEM, ())
    assert result.is_accepted
    assert result.weighted_coverage == 0.0


def test_a_problem_without_requirements_is_worth_nothing() -> None:
    assert check_plan(Problem(), ()) == CheckResult((), 0.0, (), 0.0)


def test_level_and_credit_are_given_as_steps() -> None:
    rows = (stay(n=2.0), stay("se", n=3.0, days=(20, 30)))
    (curve, _) = check_plan(PROBLEM, rows).coverage
    assert curve.steps == (Step(10, 20, 2.0, 0.5), Step(20, 30, 5.0, 1.0), Step(30, 40, 2.0, 0.5))
    assert curve.coverage == pytest.approx((20 * 0.5 + 10) / 30)


def test_quantities_up_to_a_millionth_are_nothing() -> None:
    assert broken(PROBLEM, stay(n=1e-7, days=(0, 99))) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (stay("nobody"), "check.unknown_offer"),
        (stay("fr", "nothing"), "check.unknown_requirement"),
        (stay(days=(20, 20)), "check.no_days"),
        (stay(n=-1.0), "check.quantity"),
        (stay(n=float("nan")), "check.quantity"),
    ],
)
def test_rows_that_are_no_allocation_are_named(row: PlannedAllocation, code: str) -> None:
    assert broken(PROBLEM, row) == [("rows", code)]


@pytest.mark.parametrize(
    ("problem", "row", "code"),
    [
        (with_offer(type="hospital"), stay(), "check.type"),
        (with_offer(is_withheld_by_marking=True), stay(), "check.marking"),
        (with_offer(excludes=("north",)), stay(), "check.crisis_excluded"),
        (with_need(criteria=(Criterion("beds", "≥", 20),)), stay(), "check.criterion"),
        (replace(PROBLEM, forbidden=(ForbiddenRow("fr", "need"),)), stay(), "check.pair_forbidden"),
        (
            replace(PROBLEM, pairs=(PairRow("se", "need"),), only_listed_pairs=True),
            stay(),
            "check.pair_not_listed",
        ),
        (PROBLEM, stay(days=(9, 40)), "check.outside_need"),
        (PROBLEM, stay(days=(10, 41)), "check.outside_need"),
        (with_offer(notice=Duration(7.0)), stay(), "check.too_early"),
        (with_offer(available_from=5), stay(), "check.too_early"),
        (with_offer(decision_days=5.0), stay(), "check.too_early"),
        (with_offer(available_to=39), stay(), "check.no_longer_available"),
        (with_offer(max_stay_days=29), stay(), "check.stay_too_long"),
        (with_offer(notice=Duration(None)), stay(), "check.unknown"),
        (with_offer(needs=("mandate",)), stay(), "check.condition_not_in_force"),
        (with_need(needs=("mandate",)), stay(), "check.condition_not_in_force"),
    ],
)
def test_rules_of_pairs_are_named(problem: Problem, row: PlannedAllocation, code: str) -> None:
    # What does not fit by type isn't credited either.
    assert broken(problem, row)[0] == ("pair", code)
    assert {rule for rule, _ in broken(problem, row)} <= {"pair", "H13"}


def test_one_day_less_notice_is_in_time() -> None:
    assert broken(with_offer(notice=Duration(4.0)), stay()) == []


def test_fractions_of_days_are_rounded_up_once() -> None:
    halves = with_offer(notice=Duration(5.5), transit=Duration(3.0), setup=Duration(1.5))
    assert broken(halves, stay()) == []
    assert broken(with_offer(notice=Duration(6.1)), stay()) == [("pair", "check.too_early")]


def test_the_last_step_of_a_decision_counts() -> None:
    steps = (
        DecisionStep("council", "EU", Duration(3.0), begins_on=2),
        DecisionStep("cabinet", "FR", Duration(1.0)),
        DecisionStep("parliament", "FR", Duration(1.0), after=("council", "cabinet")),
    )
    assert broken(with_offer(decision_steps=steps, notice=Duration(0.0)), stay()) == []
    assert broken(with_offer(decision_steps=steps, notice=Duration(1.0)), stay()) == [
        ("pair", "check.too_early")
    ]


def test_unknown_transit_is_computed_from_distance_and_speed() -> None:
    there = PlaceRow("camp", GeoPoint(0.0, 9.0))
    moved = replace(
        FRENCH, transit=Duration(None), origin=GeoPoint(0.0, 0.0), speed_km_per_day=500.0
    )
    problem = replace(PROBLEM, offers=(moved, SWEDISH), places=(there,))
    # 1,001.9 km at 500 km a day and 2 + 1 days besides.
    assert broken(problem, stay()) == []
    slower = replace(problem, offers=(replace(moved, speed_km_per_day=143.0), SWEDISH))
    assert broken(slower, stay()) == [("pair", "check.too_early")]


def test_a_usable_day_replaces_arrival_but_not_conditions() -> None:
    late = with_offer(notice=Duration(30.0), needs=("mandate",))
    problem = replace(late, pairs=(PairRow("fr", "need", usable_day=10),))
    assert broken(problem, stay()) == [("pair", "check.condition_not_in_force")]
    in_force = replace(problem, conditions=(ConditionRow("mandate", 0, 99),))
    assert broken(in_force, stay()) == []


def test_an_allocation_lies_within_one_period_of_a_condition() -> None:
    periods = (ConditionRow("mandate", 0, 20), ConditionRow("mandate", 20, 99))
    problem = replace(with_need(needs=("mandate",)), conditions=periods)
    assert broken(problem, stay()) == [("pair", "check.condition_not_in_force")]
    assert broken(problem, stay(days=(10, 20)), stay("se", days=(20, 40))) == []


def test_a_period_of_another_plan_does_not_put_a_condition_in_force() -> None:
    periods = (
        ConditionRow("mandate", 0, 99, plan="one"),
        ConditionRow("mandate", 60, 99, plan="two"),
    )
    allowed = replace(with_need(needs=("mandate",), plan="one"), conditions=periods)
    assert broken(allowed, stay()) == []
    for plan in ("two", "three", ""):
        problem = replace(with_need(needs=("mandate",), plan=plan), conditions=periods)
        assert broken(problem, stay()) == [("pair", "check.condition_not_in_force")]


def caveat(effect: CaveatEffect, **fields: object) -> Problem:
    row = replace(CaveatRow("c", "fr", effect), **fields)  # type: ignore[arg-type]  # each test names fields that exist
    return replace(PROBLEM, caveats=(row,), places=(PlaceRow("camp", None, ("valley",)),))


@pytest.mark.parametrize(
    ("problem", "codes"),
    [
        (caveat(CaveatEffect.FORBIDS), ["check.caveat_forbids"]),
        (caveat(CaveatEffect.FORBIDS, place="valley"), ["check.caveat_forbids"]),
        (caveat(CaveatEffect.FORBIDS, task_type="heal"), ["check.caveat_forbids"]),
        (caveat(CaveatEffect.FORBIDS, task_type="guard"), []),
        (caveat(CaveatEffect.FORBIDS, crisis="south"), []),
        (caveat(CaveatEffect.FORBIDS, from_day=30), ["check.caveat_period"]),
        (caveat(CaveatEffect.FORBIDS, from_day=40), []),
        (caveat(CaveatEffect.FORBIDS, to_day=10), []),
        (caveat(CaveatEffect.FORBIDS, to_day=11), ["check.caveat_period"]),
        (caveat(CaveatEffect.NEEDS, condition="mandate"), ["check.condition_not_in_force"]),
        (caveat(CaveatEffect.DELAYS, days=4.0), []),
        (caveat(CaveatEffect.DELAYS, days=5.0), ["check.too_early"]),
        (caveat(CaveatEffect.CAPS, quantity=1.0), ["check.caveat_cap"]),
        (caveat(CaveatEffect.CAPS, quantity=2.0), []),
        (caveat(CaveatEffect.CAPS, quantity=1.0, to_day=11), ["check.caveat_cap"]),
        (caveat(CaveatEffect.CAPS, quantity=1.0, to_day=10), []),
        (caveat(CaveatEffect.CAPS, quantity=1.0, from_day=40), []),
        (caveat(CaveatEffect.FORBIDS, other_partner="SE"), ["check.caveat_company"]),
        (caveat(CaveatEffect.FORBIDS, other_partner="GH"), []),
    ],
)
def test_caveats_bind(problem: Problem, codes: list[str]) -> None:
    found = broken(problem, stay(n=2.0), stay("se"))
    assert found == [("pair", code) for code in codes]


def permits(*rows: tuple[str, str, str, int, int]) -> Problem:
    places = (PlaceRow("camp", None, ("valley",)),)
    listed = tuple(PermitRow(f"p{i}", *row) for i, row in enumerate(rows))
    return replace(PROBLEM, permits=listed, places=places)


@pytest.mark.parametrize(
    ("plan", "is_allowed"), [("one", True), ("two", False), ("three", True), ("", True)]
)
def test_a_permit_of_one_plan_opens_and_closes_a_place_for_that_plan_alone(
    plan: str, is_allowed: bool
) -> None:
    rows = (
        PermitRow("p", "camp", "FR", "*", 0, 99, "one"),
        PermitRow("p", "camp", "FR", "*", 60, 99, "two"),
    )
    found = broken(replace(with_need(plan=plan), permits=rows), stay())
    assert found == ([] if is_allowed else [("pair", "check.no_permit")])


@pytest.mark.parametrize(("plan", "is_allowed"), [("one", False), ("two", True), ("", True)])
def test_a_caveat_of_one_plan_binds_its_requirements_alone(plan: str, is_allowed: bool) -> None:
    row = CaveatRow("c", "fr", CaveatEffect.DELAYS, days=50.0, plan="one")
    found = broken(replace(with_need(plan=plan), caveats=(row,)), stay())
    assert found == ([] if is_allowed else [("pair", "check.too_early")])


@pytest.mark.parametrize(
    ("problem", "is_allowed"),
    [
        (permits(("camp", "*", "*", 0, 99)), True),
        (permits(("camp", "*", "civilian", 0, 1)), True),
        (permits(("town", "*", "*", 0, 1)), True),
        (permits(("camp", "SE", "*", 0, 99)), False),
        (permits(("camp", "FR", "military", 0, 39)), False),
        (permits(("valley", "SE", "military", 0, 99)), False),
        (permits(("valley", "SE", "military", 0, 99), ("camp", "FR", "*", 9, 41)), True),
    ],
)
def test_permits_bind(problem: Problem, is_allowed: bool) -> None:
    found = broken(problem, stay())
    assert found == ([] if is_allowed else [("pair", "check.no_permit")])


def test_units_are_occupied_from_leaving_until_they_are_back() -> None:
    # Out from day 6 (transit 3, set-up 1) to day 43; the second one must leave on day 43 or later.
    assert (
        broken(with_offer(quantity=1), stay(days=(10, 30)), stay(need="later", days=(37, 50))) == []
    )
    assert broken(
        with_offer(quantity=1), stay(days=(10, 30)), stay(need="later", days=(36, 50))
    ) == [("H1", "check.units")]


def test_a_departure_before_the_first_day_is_booked_on_it() -> None:
    early = replace(NEED, from_day=0)
    pair = PairRow("fr", "need", usable_day=0)
    problem = replace(PROBLEM, requirements=(early,), pairs=(pair,))
    before = replace(problem, commitments=(CommitmentRow("fr", 3, -9, 0),))
    on_it = replace(problem, commitments=(CommitmentRow("fr", 3, -9, 1),))
    assert broken(before, stay(days=(0, 40))) == []
    assert broken(on_it, stay(days=(0, 40))) == [("H1", "check.units")]


def test_commitments_are_held_back_also_on_the_way_home() -> None:
    free = replace(PROBLEM, commitments=(CommitmentRow("fr", 2, 43, 60),))
    taken = replace(PROBLEM, commitments=(CommitmentRow("fr", 2, 42, 60),))
    assert broken(free, stay(n=2.0)) == []
    assert broken(taken, stay(n=2.0)) == [("H1", "check.units")]


def test_an_asset_under_two_hats_counts_once() -> None:
    twins = tuple(replace(row, group="wing") for row in (FRENCH, SWEDISH))
    problem = replace(PROBLEM, offers=twins)
    assert broken(problem, stay(n=2.0), stay("se")) == []
    assert broken(problem, stay(n=2.0), stay("se", n=2.0)) == [("H2", "check.group")]
    promised = replace(problem, commitments=(CommitmentRow("se", 1, 0, 99),))
    assert broken(promised, stay(n=2.0), stay("se")) == [("H2", "check.group")]


def test_units_are_whole_unless_divisible() -> None:
    assert broken(PROBLEM, stay(n=1.5)) == [("H3", "check.whole_units")]
    assert broken(with_offer(divisible=True), stay(n=1.5)) == []
    assert broken(PROBLEM, stay(n=0.5), stay(n=1.5)) == []


def test_lift_is_own_then_pool_by_week_of_leaving() -> None:
    # All leave on day 6, in week 0; 2 × 10 t for FR, 10 t for SE.
    plan = (stay(n=2.0), stay("se"))
    enough = (LiftRow("FR", 0, 7, 15.0), LiftRow("*", 0, 14, 15.0))
    part = (LiftRow("FR", 0, 6, 15.0), LiftRow("*", 0, 14, 15.0))
    others = (LiftRow("GH", 0, 99, 99.0), LiftRow("*", 7, 99, 99.0))
    assert broken(replace(PROBLEM, lift=enough), *plan) == []
    assert broken(replace(PROBLEM, lift=part), *plan) == [("H4", "check.lift")]
    assert broken(replace(PROBLEM, lift=others), *plan) == [("H4", "check.lift")]
    assert broken(replace(PROBLEM, lift=others), stay(days=(11, 40))) == []


def test_nodes_take_what_they_can_a_day() -> None:
    twenty = replace(PROBLEM, nodes=(NodeRow("field", "camp", 20.0),))
    assert broken(twenty, stay(n=2.0)) == []
    assert broken(twenty, stay(n=3.0)) == [("H5", "check.node")]
    assert broken(twenty, stay(n=2.0), stay(n=1.0, days=(11, 40))) == []
    # With 5 t a day a unit takes two days, and a third comes a day too late.
    five = replace(PROBLEM, nodes=(NodeRow("field", "camp", 5.0),))
    assert broken(five, stay()) == []
    assert broken(five, stay(), stay("se", days=(11, 40))) == [("H5", "check.node")]
    assert broken(five, stay(), stay("se", days=(12, 40))) == []


def test_nodes_that_refuse_take_nothing() -> None:
    refusing = NodeRow("field", "camp", 20.0, refuses=("military",))
    assert broken(replace(PROBLEM, nodes=(refusing,)), stay()) == [("pair", "check.never_there")]
    port = NodeRow("port", "camp", 10.0)
    both = replace(PROBLEM, nodes=(refusing, port))
    assert broken(both, stay()) == []
    assert broken(both, stay(n=2.0)) == [("H5", "check.node")]
    civilian = replace(SWEDISH, asset_class="civilian")
    shared = replace(both, offers=(FRENCH, civilian))
    assert broken(shared, stay(), stay("se", n=2.0)) == []


def test_a_node_is_closed_outside_its_days() -> None:
    closed = NodeRow("field", "camp", 20.0, from_day=12)
    assert broken(replace(PROBLEM, nodes=(closed,)), stay()) == [("H5", "check.node")]
    assert broken(replace(PROBLEM, nodes=(closed,)), stay(days=(14, 40))) == []


def test_places_with_nodes_of_their_own_are_checked_each_for_itself() -> None:
    # Two to the power of 40 sets of nodes, were they looked at together.
    numbers = range(40)
    problem = replace(
        PROBLEM,
        offers=(replace(FRENCH, quantity=100),),
        requirements=tuple(replace(NEED, id=f"need-{n}", place=f"camp-{n}") for n in numbers),
        nodes=tuple(NodeRow(f"field-{n}", f"camp-{n}", 10.0 if n else 20.0) for n in numbers),
    )
    one_each = [stay(need=f"need-{n}") for n in numbers]
    assert broken(problem, *one_each) == []
    assert broken(problem, *one_each, stay(need="need-0")) == []
    assert broken(problem, *one_each, stay(need="need-3")) == [("H5", "check.node")]


@pytest.mark.parametrize("scope", ["plan", "north", "FR"])
def test_cost_stays_within_each_budget(scope: str) -> None:
    assert broken(replace(PROBLEM, budgets=(BudgetRow(scope, 800.0),)), stay(n=2.0)) == []
    assert broken(replace(PROBLEM, budgets=(BudgetRow(scope, 799.0),)), stay(n=2.0)) == [
        ("H6", "check.budget")
    ]
    other = replace(PROBLEM, budgets=(BudgetRow("SE", 0.0),))
    assert broken(other, stay(n=2.0)) == []


def test_a_unit_cost_replaces_all_cost() -> None:
    problem = replace(PROBLEM, pairs=(PairRow("fr", "need", unit_cost=7.0),))
    assert check_plan(problem, [stay(n=2.0)]).cost == 14.0


def test_a_single_lead_serves_alone() -> None:
    problem = with_need(single_lead=True)
    assert broken(problem, stay(n=2.0)) == []
    assert broken(problem, stay(), stay("se", days=(20, 21))) == [("H7", "check.single_lead")]


def test_the_number_of_partners_is_kept() -> None:
    assert broken(with_need(max_partners=1), stay(), stay("se")) == [
        ("H8", "check.too_many_partners")
    ]
    assert broken(with_need(min_partners=2), stay()) == [("H8", "check.too_few_partners")]
    assert broken(with_need(min_partners=2), stay("se", "later", days=(20, 50))) == []


def test_a_partner_counts_from_one_per_cent_in_one_allocation() -> None:
    problem = replace(with_need(min_partners=2), offers=(FRENCH, replace(SWEDISH, divisible=True)))
    assert broken(problem, stay(), stay("se", n=0.04)) == []
    assert broken(problem, stay(), stay("se", n=0.039)) == [("H8", "check.too_few_partners")]
    split = (stay("se", n=0.03), stay("se", n=0.03, days=(11, 40)))
    assert broken(problem, stay(), *split) == [("H8", "check.too_few_partners")]


def test_incompatible_partners_do_not_serve_together() -> None:
    problem = replace(PROBLEM, incompatible=(IncompatibleRow("SE", "FR"),))
    assert broken(problem, stay(days=(10, 12)), stay("se", days=(20, 22))) == [
        ("H9", "check.incompatible")
    ]
    assert broken(problem, stay(), stay("se", "later", days=(20, 50))) == []


def test_a_partners_share_of_the_cost_is_capped() -> None:
    half = replace(PROBLEM, shares=(ShareRow("*", 0.5),))
    assert broken(half, stay(), stay("se")) == []
    assert broken(half, stay(n=2.0), stay("se")) == [("H10", "check.share")]
    own = replace(PROBLEM, shares=(ShareRow("*", 0.5), ShareRow("FR", 0.7)))
    assert broken(own, stay(n=2.0), stay("se")) == []


def test_locks_are_kept_on_every_day() -> None:
    default = replace(PROBLEM, locks=(LockRow("fr", "need", 2.0),))
    assert broken(default, stay(n=2.0)) == []
    assert broken(default, stay(n=2.0, days=(10, 39))) == [("H11", "check.lock")]
    assert broken(default, stay()) == [("H11", "check.lock")]
    stated = replace(PROBLEM, locks=(LockRow("fr", "need", 1.0, 20, 25),))
    assert broken(stated, stay(days=(20, 25))) == []
    impossible = replace(with_offer(type="x"), locks=(LockRow("fr", "need", 1.0),))
    assert broken(impossible) == [("H11", "check.lock_without_days")]
    outside = replace(PROBLEM, locks=(LockRow("fr", "need", 1.0, 0, 25),))
    assert broken(outside, stay()) == [("H11", "check.lock_outside_need")]


def test_a_lock_ends_by_default_with_the_longest_stay() -> None:
    problem = replace(with_offer(max_stay_days=10), locks=(LockRow("fr", "need", 1.0),))
    assert broken(problem, stay(days=(10, 20))) == []
    assert broken(problem, stay(days=(11, 20))) == [("H11", "check.lock")]


def test_prerequisites_are_met_on_the_day_of_the_start() -> None:
    after = replace(LATER, prerequisites=("need",))
    first = replace(NEED, minimum_share=0.5)
    problem = replace(PROBLEM, requirements=(first, after))
    late = stay("se", "later", days=(20, 50))
    assert broken(problem, stay(n=2.0), late) == []
    assert broken(problem, late) == [("H12", "check.prerequisite")]
    assert broken(problem, stay(n=2.0, days=(10, 20)), late) == [("H12", "check.prerequisite")]
    # What happens later does not matter, and after its end its last day counts.
    assert broken(problem, stay(n=2.0, days=(10, 21)), late) == []
    assert broken(problem, stay(n=2.0), stay("se", "later", days=(45, 50))) == []


def test_no_unit_is_sent_where_it_never_counts() -> None:
    problem = with_need(minimum_share=0.5)
    assert broken(problem, stay(n=2.0)) == []
    assert broken(problem, stay()) == [("H13", "check.no_credit")]
    assert broken(problem, stay(), stay("se", days=(39, 40))) == []


def test_a_type_counts_only_while_its_enabler_is_there() -> None:
    generator = RequirementRow("power", "north", "generator", 1, 10, 20, place="camp")
    engine = OfferRow("gen", "FR", "generator", 1)
    problem = Problem(
        offers=(FRENCH, engine),
        requirements=(NEED, generator),
        enablers=(EnablerRow("clinic", "generator"),),
    )
    assert broken(problem, stay()) == [("H13", "check.no_credit")]
    power = stay("gen", "power", days=(12, 17))
    assert broken(problem, stay(), power) == []
    assert check_plan(problem, (stay(n=2.0), power)).coverage[0].coverage == pytest.approx(2.5 / 30)
    elsewhere = replace(problem, requirements=(NEED, replace(generator, place="town")))
    assert broken(elsewhere, stay(), power) == [("H13", "check.no_credit")]


def test_personnel_under_an_authority_stays_below_its_ceiling() -> None:
    problem = replace(
        with_need(needs=("mandate",)),
        conditions=(ConditionRow("mandate", 0, 99),),
        ceilings=(CeilingRow("mandate", 100.0),),
    )
    assert broken(problem, stay(n=2.0), stay("se", "later", days=(20, 50))) == []
    assert broken(problem, stay(n=3.0)) == [("H14", "check.ceiling")]


def test_substitutes_count_by_their_factor_and_pairs_override_it() -> None:
    hospital = with_need(type="hospital")
    factor = replace(hospital, substitutes=(SubstituteRow("hospital", "clinic", 0.5),))
    assert check_plan(factor, [stay(n=2.0)]).coverage[0].coverage == 0.25
    pair = replace(hospital, pairs=(PairRow("fr", "need", effectiveness=0.75),))
    assert check_plan(pair, [stay(n=2.0)]).coverage[0].coverage == 0.375


def test_a_plan_for_a_million_days_is_refused_without_counting_them() -> None:
    found = broken(PROBLEM, stay(days=(-1_000_000, 1_000_000)))
    assert ("pair", "check.outside_need") in found


def test_the_sentence_names_who_when_and_how_many() -> None:
    (said,) = check_plan(PROBLEM, [stay(n=4.0)]).broken
    assert Wording().message(said) == "H1: fr on D+6: units out 4, free 3."
    (said,) = check_plan(with_offer(available_to=39), [stay()]).broken
    assert Wording().message(said) == "pair: fr to need, D+10 to D+40: available until D+39 only."
