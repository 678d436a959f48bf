"""Plans that compete: one run, one offer promised once, each plan in its own days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from crisisplanner.domain.changes import Create, Remove, Update
from crisisplanner.domain.days import Day
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.limits import Budget, LiftPool
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Caveat, Offer
from crisisplanner.domain.plan_document import Prose
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Allocation, Requirement
from crisisplanner.domain.situation import AccessPermit, Authority, Scenario
from crisisplanner.domain.terms import BudgetScope, CaveatKind, PermitState
from crisisplanner.services.editing import change_field
from crisisplanner.services.matching.freshness import freshness_of
from crisisplanner.services.matching.running import adopt_match, adopted_match, prepare_match
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.matching.verifying import verify_plan
from crisisplanner.services.matching.view_reading import read_match
from crisisplanner.services.publishing import plan_document
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import find_plan
from crisisplanner.wording.catalogue import Wording

SecondPlan = Callable[[date | None], Plan]


@pytest.fixture
def second_plan(bunia: Session) -> SecondPlan:
    """Copy the case's plan, with another date of D and lower priority."""

    def copy(d_date: date | None) -> Plan:
        first = find_plan(bunia, None)
        plan = replace(
            first,
            id=bunia.outside.new_id(),
            title="The second plan",
            number="2",
            d_date=d_date,
            priority=9,
        )
        needs = [
            replace(need, id=bunia.outside.new_id(), plan=plan.id, phase=None, prerequisites=())
            for need in bunia.select(Requirement, plan=first.id)
        ]
        bunia.write(message("plan.none"), [Create(plan), *(Create(need) for need in needs)])
        return plan

    return copy


def _match(session: Session, *plans: Plan) -> None:
    prepared = prepare_match(session, *(plan.id for plan in plans))
    adopt_match(session, prepared, solve_match(prepared.problem, MatchWish(gap=0.01)))


def test_an_offer_is_never_promised_twice_by_plans_matched_together(
    bunia: Session, second_plan: SecondPlan
) -> None:
    first = find_plan(bunia, None)
    second = second_plan(first.d_date)
    _match(bunia, first, second)
    for plan in (first, second):
        assert verify_plan(bunia, bunia.get(Plan, plan.id)).broken == ()
    sent: dict[str, float] = {}
    for allocation in bunia.all(Allocation):
        sent[allocation.offer] = sent.get(allocation.offer, 0.0) + allocation.quantity
    adopted = adopted_match(bunia, bunia.get(Plan, second.id))
    assert adopted is not None
    assert set(adopted.together) == {first.id, second.id}
    assert sent


def test_the_plan_of_higher_priority_is_served_first(
    bunia: Session, second_plan: SecondPlan
) -> None:
    first = find_plan(bunia, None)
    second = second_plan(first.d_date)
    _match(bunia, first, second)
    results = [adopted_match(bunia, bunia.get(Plan, plan.id)) for plan in (first, second)]
    values = [found.match.weighted_coverage for found in results if found is not None]
    assert values[0] > values[1]


def test_a_plan_that_starts_later_keeps_its_own_days(
    bunia: Session, second_plan: SecondPlan
) -> None:
    first = find_plan(bunia, None)
    assert first.d_date is not None
    second = second_plan(first.d_date + timedelta(days=40))
    _match(bunia, first, second)
    needs = {r.id: r for r in bunia.select(Requirement, plan=second.id)}
    own = [a for a in bunia.all(Allocation) if a.requirement in needs]
    assert own
    for allocation in own:
        need = needs[allocation.requirement]
        assert need.from_day <= allocation.from_day < allocation.to_day <= need.to_day
    assert verify_plan(bunia, bunia.get(Plan, second.id)).broken == ()
    assert freshness_of(bunia, bunia.get(Plan, second.id)).is_current


def test_a_caveat_that_delays_counts_from_each_plans_own_d(
    bunia: Session, second_plan: SecondPlan
) -> None:
    first = find_plan(bunia, None)
    assert first.d_date is not None
    second = second_plan(first.d_date + timedelta(days=40))
    offer = bunia.all(Offer)[0]
    delayed = Caveat(
        id=bunia.outside.new_id(),
        offer=offer.id,
        text="Not before its parliament has met",
        effect=CaveatKind.DELAYS,
        delay=Figure(25.0, "d"),
    )
    bunia.write(message("plan.none"), [Create(delayed)])
    problem = prepare_match(bunia, first.id, second.id).problem
    lifted = {(row.plan, row.days) for row in problem.caveats if row.id == delayed.id}
    assert lifted == {(first.id, 25.0), (second.id, 65.0)}
    assert {row.notice for row in problem.offers} == {
        row.notice for row in prepare_match(bunia, second.id).problem.offers
    }


def test_of_two_budgets_of_one_crisis_the_smaller_limits_both_plans(
    bunia: Session, second_plan: SecondPlan
) -> None:
    first = find_plan(bunia, None)
    second = second_plan(first.d_date)
    amounts = {first.id: 4.0e6, second.id: 3.0e6}
    budgets = [
        Budget(
            id=bunia.outside.new_id(),
            plan=plan,
            scope=BudgetScope.CRISIS,
            amount=Figure(amount, "money"),
            currency="USD",
        )
        for plan, amount in amounts.items()
    ]
    bunia.write(message("plan.none"), [Create(budget) for budget in budgets])
    (row,) = prepare_match(bunia, first.id, second.id).problem.budgets
    assert row.amount == 3.0e6


def test_plans_without_a_date_of_d_are_not_matched_together(
    bunia: Session, second_plan: SecondPlan
) -> None:
    second = second_plan(None)
    first = next(plan for plan in bunia.all(Plan) if plan.id != second.id)
    with pytest.raises(CrisisPlannerError) as refusal:
        prepare_match(bunia, first.id, second.id)
    assert refusal.value.messages[0].code == "match.together_needs_dates"


def test_an_approved_plan_holds_its_offers_against_other_plans(
    bunia: Session, second_plan: SecondPlan
) -> None:
    first = find_plan(bunia, None)
    second = second_plan(first.d_date)
    _match(bunia, first)
    _match(bunia, second)
    free = adopted_match(bunia, bunia.get(Plan, second.id))
    change_field(bunia, "plan", first.id, "state", "approved")
    _match(bunia, second)
    held = adopted_match(bunia, bunia.get(Plan, second.id))
    assert free is not None
    assert held is not None
    assert held.match.weighted_coverage < free.match.weighted_coverage


def test_a_budget_of_one_plan_does_not_limit_the_other(
    bunia: Session, second_plan: SecondPlan
) -> None:
    first = find_plan(bunia, None)
    second = second_plan(first.d_date)
    budget = Budget(
        id=bunia.outside.new_id(), plan=second.id, amount=Figure(0.0, "money"), currency="USD"
    )
    bunia.write(message("plan.none"), [Create(budget)])
    _match(bunia, first, second)
    results = [adopted_match(bunia, bunia.get(Plan, plan.id)) for plan in (first, second)]
    costs = [found.match.cost for found in results if found is not None]
    assert costs[0] > 0
    assert costs[1] == 0
    assert verify_plan(bunia, bunia.get(Plan, second.id)).broken == ()


def test_an_authority_counted_from_d_holds_for_each_plan_in_its_own_days(
    bunia: Session, second_plan: SecondPlan
) -> None:
    first = find_plan(bunia, None)
    assert first.d_date is not None
    second = second_plan(first.d_date + timedelta(days=40))
    authority = Authority(
        id=bunia.outside.new_id(), name="Mandate", from_when=Day(0), to_when=Day(30)
    )
    needs = [r for plan in (first, second) for r in bunia.select(Requirement, plan=plan.id)]
    asked = [Update(Requirement.KIND, r.id, {"needs": (authority.id,)}) for r in needs]
    bunia.write(message("plan.none"), [Create(authority), *asked])
    problem = prepare_match(bunia, first.id, second.id).problem
    rows = [row for row in problem.conditions if row.id == authority.id]
    assert {(row.plan, row.from_day, row.to_day) for row in rows} == {
        (first.id, 0, 30),
        (second.id, 40, 70),
    }
    _match(bunia, first, second)
    own = [a for a in bunia.all(Allocation) if a.requirement in {r.id for r in needs}]
    assert own
    assert all(0 <= a.from_day < a.to_day <= 30 for a in own)
    assert verify_plan(bunia, bunia.get(Plan, second.id)).broken == ()


def _permit(session: Session, plan: Plan, from_day: int, to_day: int | None) -> AccessPermit:
    """Let all in where most of a plan's requirements are, on days counted from D."""
    places = [need.place for need in session.select(Requirement, plan=plan.id)]
    place = max(dict.fromkeys(places), key=places.count)
    assert place is not None
    return AccessPermit(
        id=session.outside.new_id(),
        scenario=plan.scenario,
        place=place,
        from_when=Day(from_day),
        to_when=None if to_day is None else Day(to_day),
        state=PermitState.GRANTED,
    )


def _days_there(session: Session, plan: Plan, permit: AccessPermit) -> set[int]:
    """List the days of a plan on which somebody is at the place of a permit."""
    there = {r.id for r in session.select(Requirement, plan=plan.id) if r.place == permit.place}
    return {
        day
        for row in session.all(Allocation)
        if row.requirement in there
        for day in range(row.from_day, row.to_day)
    }


def test_a_permit_counted_from_d_holds_for_each_plan_in_its_own_days(
    bunia: Session, second_plan: SecondPlan
) -> None:
    first = find_plan(bunia, None)
    assert first.d_date is not None
    second = second_plan(first.d_date + timedelta(days=40))
    gone = [Update(one.KIND, one.id, {"retired": True}) for one in bunia.all(AccessPermit)]
    permit = _permit(bunia, first, 10, 30)
    bunia.write(message("plan.none"), [*gone, Create(permit)])
    problem = prepare_match(bunia, first.id, second.id).problem
    assert {(row.plan, row.from_day, row.to_day) for row in problem.permits} == {
        (first.id, 10, 30),
        (second.id, 50, 70),
    }
    _match(bunia, first, second)
    for plan in (first, second):
        days = _days_there(bunia, plan, permit)
        assert days
        assert days <= set(range(10, 30))
        assert verify_plan(bunia, bunia.get(Plan, plan.id)).broken == ()


def test_a_permit_of_one_scenario_closes_its_place_to_that_plan_alone(
    bunia: Session, second_plan: SecondPlan
) -> None:
    first = find_plan(bunia, None)
    second = second_plan(first.d_date)
    elsewhere = replace(bunia.get(Scenario, first.scenario), id=bunia.outside.new_id(), name="B")
    moved = Update(Plan.KIND, second.id, {"scenario": elsewhere.id})
    gone = [Update(one.KIND, one.id, {"retired": True}) for one in bunia.all(AccessPermit)]
    permit = _permit(bunia, first, 500, None)
    bunia.write(message("plan.none"), [*gone, Create(elsewhere), moved, Create(permit)])
    first, second = (bunia.get(Plan, plan.id) for plan in (first, second))
    problem = prepare_match(bunia, first.id, second.id).problem
    assert {row.plan for row in problem.permits} == {first.id}
    _match(bunia, first, second)
    assert not _days_there(bunia, first, permit)
    assert _days_there(bunia, second, permit)


def test_lift_that_two_plans_state_counts_once_and_the_larger_holds(
    bunia: Session, second_plan: SecondPlan
) -> None:
    first = find_plan(bunia, None)
    second = second_plan(first.d_date)
    tonnes = {first.id: (10.0, 10.0), second.id: (25.0,)}
    gone = [Remove(LiftPool.KIND, pool.id) for pool in bunia.all(LiftPool)]
    pools = [
        LiftPool(id=bunia.outside.new_id(), plan=plan, tonnes_per_week=Figure(amount, "t/week"))
        for plan, amounts in tonnes.items()
        for amount in amounts
    ]
    bunia.write(message("plan.none"), [*gone, *(Create(pool) for pool in pools)])
    (row,) = prepare_match(bunia, first.id, second.id).problem.lift
    assert (row.partner, row.tonnes) == ("*", 25.0)


def test_what_is_told_of_one_plan_names_the_other_plan_that_has_its_units(
    bunia: Session, second_plan: SecondPlan
) -> None:
    first = find_plan(bunia, None)
    second = second_plan(first.d_date)
    _match(bunia, first, second)
    words, view = Wording(), read_match(bunia, second.id).view
    said = [
        words.message(reason)
        for need in view.needs
        for cause in need.causes
        for reason in cause.sentences
    ]
    other = f"(plan \u201c{first.title}\u201d)"
    assert any("in use for" in text and other in text for text in said)
    assert not any(f"(plan \u201c{second.title}\u201d)" in text for text in said)


def test_print_tells_that_a_plan_was_matched_with_another_of_which_priority(
    bunia: Session, second_plan: SecondPlan
) -> None:
    first = find_plan(bunia, None)
    second = second_plan(first.d_date)
    _match(bunia, first, second)
    words, document = Wording(), plan_document(bunia, second.id)
    said = [
        words.value(block.text)
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Prose)
    ]
    expected = f"with the plan \u201c{first.title}\u201d (priority {first.priority})"
    assert any(expected in text and f"priority {second.priority};" in text for text in said)
