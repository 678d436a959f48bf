"""When an offer can be on the spot, part by part."""

from __future__ import annotations

import pytest

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.problem import (
    ArrivalPart,
    DecisionStep,
    Duration,
    GeoPoint,
    NodeRow,
    OfferRow,
)
from crisisplanner.planning.timing import (
    ArrivalInputs,
    arrival_of,
    decision_of,
    queue_of,
    transit_of,
)


def offer(**fields: object) -> OfferRow:
    known = {"id": "o", "partner": "FR", "type": "clinic", "quantity": 1.0} | fields
    return OfferRow(**known)  # type: ignore[arg-type] # fields are given by name in each test


def step(name: str, days: float, *after: str, begins_on: int = 0) -> DecisionStep:
    return DecisionStep(name, name.upper(), Duration(days), begins_on, after)


def test_steps_side_by_side_take_as_long_as_the_longest_chain() -> None:
    path = (step("council", 5), step("cabinet", 3), step("parliament", 10, "council", "cabinet"))
    decision = decision_of(offer(decision_steps=path))
    assert decision.day == 15
    assert [term.name for term in decision.critical_steps] == ["COUNCIL", "PARLIAMENT"]


def test_a_step_begins_on_its_own_day_even_if_what_it_waits_for_is_done() -> None:
    path = (step("council", 2, begins_on=-10), step("parliament", 4, "council", begins_on=3))
    assert decision_of(offer(decision_steps=path)).day == 7


def test_a_decision_may_lie_before_d() -> None:
    assert decision_of(offer(decision_steps=(step("council", 2, begins_on=-10),))).day == -8


def test_steps_that_wait_in_a_circle_are_refused_by_name() -> None:
    path = (step("a", 1, "b"), step("b", 1, "a"))
    with pytest.raises(CrisisPlannerError) as caught:
        decision_of(offer(decision_steps=path))
    assert dict(caught.value.messages[0].params)["steps"] == ("a", "b")


def test_fractions_are_summed_and_rounded_up_once() -> None:
    half = Duration(0.5)
    given = offer(notice=half, load=half, setup=half)
    arrival = arrival_of(ArrivalInputs(given, "r", transit=Duration(0.25)))
    assert arrival.usable_day == 2


def test_the_parts_that_wait_for_each_other_are_summed_and_those_side_by_side_are_not() -> None:
    given = offer(available_from=12, decision_days=20.0, notice=Duration(3.0), setup=Duration(2.0))
    arrival = arrival_of(ArrivalInputs(given, "r", Duration(6.0), lifted_day=15.0))
    assert arrival.usable_day == 20 + 3 + 6 + 2
    assert arrival.dominant is ArrivalPart.DECISION


def test_a_caveat_that_is_lifted_last_lets_the_offer_go() -> None:
    given = offer(available_from=12, decision_days=20.0, notice=Duration(3.0), setup=Duration(2.0))
    arrival = arrival_of(
        ArrivalInputs(given, "r", Duration(6.0), lifted_day=25.0, lifted_caveat="c")
    )
    assert arrival.usable_day == 25 + 3 + 6 + 2
    assert arrival.dominant is ArrivalPart.CAVEAT


def test_waiting_for_a_condition_can_be_the_dominant_part() -> None:
    arrival = arrival_of(ArrivalInputs(offer(), "r", Duration(2.0), condition_day=30))
    assert (arrival.usable_day, arrival.dominant) == (30, ArrivalPart.CONDITION)
    assert arrival.terms[-1].days == 28


def test_what_is_unknown_is_named_and_leaves_no_day() -> None:
    given = offer(notice=Duration(None), setup=Duration(None))
    arrival = arrival_of(ArrivalInputs(given, "r", Duration(1.0)))
    assert arrival.usable_day is None
    assert arrival.unknown_fields == ("notice", "setup")


def test_a_usable_day_of_a_pair_replaces_the_arrival_but_not_what_leaving_takes() -> None:
    given = offer(notice=Duration(None), setup=Duration(4.0))
    known = arrival_of(ArrivalInputs(given, "r", Duration(1.0), usable_day=9))
    unknown = arrival_of(ArrivalInputs(given, "r", Duration(None), usable_day=9))
    assert known.usable_day == 9
    assert (unknown.usable_day, unknown.unknown_fields) == (None, ("transit",))


def test_an_unknown_transit_is_computed_from_distance_and_speed_and_marked() -> None:
    entebbe, bunia = GeoPoint(0.0424, 32.4435), GeoPoint(1.5657, 30.2208)
    given = offer(transit=Duration(None), origin=entebbe, speed_km_per_day=100.0)
    transit = transit_of(given, bunia)
    assert transit.days == pytest.approx(3.0, abs=0.05)
    assert transit.is_assumed
    assert transit_of(given, None).days is None


def test_one_unit_queues_for_its_lift_over_what_the_nodes_that_take_it_hold() -> None:
    nodes = (
        NodeRow("airfield", "bunia", 20.0),
        NodeRow("airfield", "bunia", 30.0, from_day=10),
        NodeRow("road", "bunia", 10.0, refuses=("military",)),
    )
    assert queue_of(offer(lift_t=60.0), nodes) == Duration(1.5)
    assert queue_of(offer(lift_t=60.0, asset_class="military"), nodes) == Duration(2.0)
    assert queue_of(offer(lift_t=60.0, asset_class="military"), nodes[2:]) is None
    assert queue_of(offer(lift_t=None), nodes) == Duration(None)
