"""Availability on real workspaces: needs of all plans, promises, offers that expire."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.offers import Commitment, Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Allocation, Requirement
from crisisplanner.domain.situation import Crisis, Scenario
from crisisplanner.domain.terms import PlanState
from crisisplanner.services import editing
from crisisplanner.services.availability import HeatCell, read_availability, read_offers_at_risk
from crisisplanner.services.session import Session


@pytest.fixture
def water(empty: Session) -> Session:
    """Make one offer of three modules, there from D+7 on, and a plan that needs two for 28 days."""
    kind = empty.select(CapabilityType, code="H-WSH-01")[0]
    no_days = Figure(0, "d")
    for entity in (
        Crisis(id="crisis", name="A crisis"),
        Scenario(id="scenario", crisis="crisis", name="Flight"),
        Plan(id="plan", scenario="scenario", title="Plan one", d_date=date(2026, 12, 1)),
        Partner(id="partner", code="PAR", name="A partner"),
        Requirement(
            id="need",
            plan="plan",
            type=kind.id,
            quantity=Figure(2, "unit"),
            from_day=0,
            to_day=28,
        ),
        Offer(
            id="offer",
            partner="partner",
            type=kind.id,
            quantity=Figure(3, "unit"),
            notice=Figure(7, "d"),
            load=no_days,
            transit=no_days,
            setup=no_days,
            max_stay=Figure(90, "d"),
        ),
    ):
        editing.create_entity(empty, entity)
    return empty


def cells(session: Session) -> tuple[HeatCell, ...]:
    """Give the weeks of the one type."""
    (row,) = read_availability(session).rows
    return row.cells


def second_plan(session: Session, state: PlanState, d_date: date | None) -> None:
    """Add a plan that counts on two of the modules for its first 14 days."""
    first = session.get(Plan, "plan")
    need = session.get(Requirement, "need")
    for entity in (
        replace(first, id="other", title="Plan two", state=state, d_date=d_date),
        replace(need, id="other-need", plan="other", to_day=14),
        Allocation(
            id="taken", offer="offer", requirement="other-need", quantity=2, from_day=0, to_day=14
        ),
    ):
        editing.create_entity(session, entity)


def test_weeks_before_the_arrival_are_short(water: Session) -> None:
    found = cells(water)
    assert [(c.have, c.free, c.needed, c.is_short) for c in found] == [
        (0, 0, 2, True),
        (3, 3, 2, False),
        (3, 3, 2, False),
        (3, 3, 2, False),
    ]


def test_a_commitment_is_promised_and_not_free(water: Session) -> None:
    promise = Commitment(id="c", offer="offer", quantity=Figure(2, "unit"), where="Elsewhere")
    editing.create_entity(water, promise)
    assert [(c.promised, c.free) for c in cells(water)[1:]] == [(2, 1)] * 3


def test_an_approved_plans_allocation_is_a_promise_on_its_own_dates(water: Session) -> None:
    second_plan(water, PlanState.APPROVED, date(2026, 12, 15))
    assert [c.promised for c in cells(water)] == [0, 0, 2, 2]
    assert [c.needed for c in cells(water)] == [2, 2, 4, 4]


def test_a_drafts_allocation_takes_nothing_away(water: Session) -> None:
    second_plan(water, PlanState.DRAFT, date(2026, 12, 15))
    assert [c.promised for c in cells(water)] == [0, 0, 0, 0]


def test_an_offer_that_two_count_on_is_named_with_both(water: Session) -> None:
    second_plan(water, PlanState.APPROVED, date(2026, 12, 15))
    promise = Commitment(id="c", offer="offer", quantity=Figure(2, "unit"), where="Elsewhere")
    editing.create_entity(water, promise)
    (twice,) = read_availability(water).twice
    assert (twice.offer_id, twice.partner, twice.promised, twice.from_day) == (
        "offer",
        "A partner",
        4,
        14,
    )
    assert set(twice.wheres) == {"Elsewhere", "Plan two"}
    assert twice.is_agreed


def test_two_drafts_on_one_offer_are_named_as_drafts(water: Session) -> None:
    second_plan(water, PlanState.DRAFT, date(2026, 12, 1))
    own = Allocation(id="own", offer="offer", requirement="need", quantity=2, from_day=7, to_day=28)
    editing.create_entity(water, own)
    (twice,) = read_availability(water).twice
    assert not twice.is_agreed


def test_a_plan_without_a_date_is_named_as_unplaced(water: Session) -> None:
    second_plan(water, PlanState.DRAFT, None)
    assert "Plan two" in read_availability(water).unplaced


def test_an_offer_that_ends_within_thirty_days_expires(water: Session) -> None:
    # The tests' clock begins on 21 November 2026.
    editing.change_field(water, "offer", "offer", "available_to", date(2026, 12, 11))
    (found,) = read_availability(water).expiring
    assert (found.on, found.days_left) == (date(2026, 12, 11), 20)
    editing.change_field(water, "offer", "offer", "available_to", date(2027, 3, 1))
    assert read_availability(water).expiring == ()


def test_an_offer_expires_on_the_calendar_also_where_d_has_no_date(water: Session) -> None:
    editing.change_field(water, "plan", "plan", "d_date", None)
    editing.change_field(water, "offer", "offer", "available_to", date(2026, 12, 11))
    (found,) = read_availability(water).expiring
    assert found.days_left == 20


def test_days_that_are_not_known_are_counted_and_named(water: Session) -> None:
    editing.change_field(water, "offer", "offer", "transit", None)
    assert read_availability(water).n_with_unknown_days == 1


def test_without_any_plan_the_weeks_begin_today(empty: Session) -> None:
    view = read_availability(empty)
    assert view.plan_id == ""
    assert view.rows == ()
    assert len(view.weeks) == 16


def test_what_is_at_risk_is_what_the_availability_of_all_offers_names(water: Session) -> None:
    second_plan(water, PlanState.APPROVED, date(2026, 12, 1))
    editing.change_field(water, "offer", "offer", "available_to", date(2026, 12, 11))
    for number in range(2):
        promise = Commitment(
            id=f"c{number}", offer="offer", quantity=Figure(2, "unit"), where=f"Place {number}"
        )
        editing.create_entity(water, promise)
    view, at_risk = read_availability(water), read_offers_at_risk(water)
    assert view.twice
    assert (at_risk.twice, at_risk.expiring) == (view.twice, view.expiring)


def test_a_plan_is_not_approved_while_it_counts_on_what_was_promised_to_others(
    water: Session,
) -> None:
    second_plan(water, PlanState.APPROVED, date(2026, 12, 1))
    own = Allocation(id="own", offer="offer", requirement="need", quantity=2, from_day=7, to_day=28)
    editing.create_entity(water, own)
    with pytest.raises(CrisisPlannerError) as error:
        editing.change_field(water, "plan", "plan", "state", PlanState.APPROVED)
    (said,) = error.value.messages
    assert (said.code, said.values["wheres"]) == ("promise.twice", ("Plan two",))
    assert water.get(Plan, "plan").state is PlanState.DRAFT
    editing.change_field(water, "offer", "offer", "quantity", Figure(4, "unit"))
    editing.change_field(water, "plan", "plan", "state", PlanState.APPROVED)
    assert water.get(Plan, "plan").state is PlanState.APPROVED


def test_an_offer_of_unknown_quantity_is_not_called_promised_twice(water: Session) -> None:
    editing.change_field(water, "offer", "offer", "quantity", Figure(None, "unit"))
    for number in range(2):
        promise = Commitment(
            id=f"c{number}", offer="offer", quantity=Figure(2, "unit"), where=f"Place {number}"
        )
        editing.create_entity(water, promise)
    assert read_availability(water).twice == ()
    assert read_offers_at_risk(water).twice == ()


def test_an_offer_of_unknown_quantity_does_not_keep_a_plan_from_being_approved(
    water: Session,
) -> None:
    own = Allocation(id="own", offer="offer", requirement="need", quantity=2, from_day=7, to_day=28)
    editing.create_entity(water, own)
    editing.change_field(water, "offer", "offer", "quantity", Figure(None, "unit"))
    editing.change_field(water, "plan", "plan", "state", PlanState.APPROVED)
    assert water.get(Plan, "plan").state is PlanState.APPROVED
