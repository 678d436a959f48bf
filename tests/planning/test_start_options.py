"""Which days the event days of a first model hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from crisisplanner.domain.problem import (
    CaveatEffect,
    CaveatRow,
    CommitmentRow,
    Duration,
    LiftRow,
    LockRow,
    NodeRow,
    OfferRow,
    PairRow,
    RequirementRow,
)
from crisisplanner.planning.matching.starts import StartSettings, start_options
from tests.planning.tiny_instances import TEN_DAYS, hospitals, instance_of

FEW_DAYS = StartSettings(most_on_all_days=0)
FEWEST = StartSettings(most_on_all_days=0, n_days_by_others=1, n_lift_weeks=1)
BEFORE_D = replace(TEN_DAYS, from_day=-3)


def stays(lock: LockRow) -> set[tuple[int, int]]:
    """List (start, end) of the options of a pair that is there from three days before D."""
    instance = instance_of(
        hospitals("fr", 2.0, available_from=-9),
        needs=(BEFORE_D,),
        pairs=(PairRow("fr", "need", usable_day=-9),),
        locks=(lock,),
    )
    arcs = start_options(instance, FEW_DAYS)
    return set(zip(arcs.start.tolist(), arcs.end.tolist(), strict=True))


@pytest.mark.parametrize("day", [-1, 0, 1])
def test_a_lock_may_start_on_its_own_first_day_also_on_day_0(day: int) -> None:
    assert (day, 10) in stays(LockRow("fr", "need", 1.0, from_day=day))


@pytest.mark.parametrize("day", [-1, 0, 1])
def test_a_lock_may_end_on_its_own_last_day_also_on_day_0(day: int) -> None:
    assert (-3, day) in stays(LockRow("fr", "need", 1.0, to_day=day))


SIXTY_DAYS = RequirementRow("need", "north", "hospital", 2.0, 0, 60)
BY_AIR: dict[str, Any] = {"lift_t": 10.0, "transit": Duration(2.0), "setup": Duration(1.0)}


def event_stays(
    *offers: OfferRow, settings: StartSettings = FEWEST, **tables: Any
) -> set[tuple[str, str, int, int]]:
    """List the options of a problem of needs of 60 days as (offer, need, from, to)."""
    instance = instance_of(*offers, **({"needs": (SIXTY_DAYS,)} | tables))
    arcs = start_options(instance, settings)
    names = instance.problem
    return {
        (names.offers[o].id, names.requirements[r].id, start, end)
        for o, r, start, end in zip(
            arcs.offer.tolist(),
            arcs.requirement.tolist(),
            arcs.start.tolist(),
            arcs.end.tolist(),
            strict=True,
        )
    }


def starts_of(stays: set[tuple[str, str, int, int]], offer: str, need: str = "need") -> set[int]:
    """List the start days of a pair."""
    return {start for o, r, start, _ in stays if (o, r) == (offer, need)}


def ends_of(stays: set[tuple[str, str, int, int]], offer: str, need: str = "need") -> set[int]:
    """List the end days of a pair."""
    return {end for o, r, _, end in stays if (o, r) == (offer, need)}


@pytest.mark.parametrize("week", [2, 6])
@pytest.mark.parametrize("partner", ["*", "fr"])
def test_units_may_leave_in_the_first_week_with_lift_however_late(partner: str, week: int) -> None:
    lift = (LiftRow(partner, 7 * week, 84, 100.0),)
    assert 7 * week + 3 in starts_of(event_stays(hospitals("fr", 2.0, **BY_AIR), lift=lift), "fr")


def test_a_week_with_too_little_lift_for_a_unit_is_one_without() -> None:
    lift = (LiftRow("*", 0, 28, 9.0), LiftRow("*", 28, 84, 100.0))
    assert 28 + 3 in starts_of(event_stays(hospitals("fr", 2.0, **BY_AIR), lift=lift), "fr")


def test_lift_that_comes_back_after_weeks_without_is_a_start_again() -> None:
    lift = (LiftRow("*", 0, 7, 100.0), LiftRow("*", 35, 84, 100.0))
    assert 35 + 3 in starts_of(event_stays(hospitals("fr", 2.0, **BY_AIR), lift=lift), "fr")


def test_units_may_come_first_through_a_node_that_opens_late_and_last_before_it_closes() -> None:
    needs = (replace(SIXTY_DAYS, place="p"),)
    nodes = (NodeRow("airport", "p", 5.0, from_day=20, to_day=50),)
    starts = starts_of(event_stays(hospitals("fr", 2.0, **BY_AIR), needs=needs, nodes=nodes), "fr")
    # Two days in the queue from day 20 on, or till day 50, then one of set-up.
    assert {23, 51} <= starts


def test_what_binds_another_hat_of_a_group_makes_events() -> None:
    offers = (hospitals("fr", 1.0, group="g"), hospitals("other", 1.0, group="g", type="police"))
    bound = (CommitmentRow("other", 1.0, 20, 30),)
    stays = event_stays(
        replace(offers[0], transit=Duration(2.0)), replace(offers[1]), commitments=bound
    )
    assert 32 in starts_of(stays, "fr")
    assert 18 in ends_of(stays, "fr")


def test_a_cap_for_some_days_makes_events() -> None:
    cap = CaveatRow("cap", "fr", CaveatEffect.CAPS, from_day=10, to_day=25, quantity=0.0)
    stays = event_stays(hospitals("fr", 2.0), caveats=(cap,))
    assert 25 in starts_of(stays, "fr")
    assert 10 in ends_of(stays, "fr")


def test_what_waits_may_start_when_what_it_waits_for_can_come_with_late_lift() -> None:
    needs = (SIXTY_DAYS, replace(SIXTY_DAYS, id="later", type="clinic", prerequisites=("need",)))
    stays = event_stays(
        hospitals("fr", 2.0, **BY_AIR),
        hospitals("de", 2.0, type="clinic"),
        needs=needs,
        lift=(LiftRow("*", 35, 84, 100.0),),
    )
    assert 38 in starts_of(stays, "de", "later")


def test_a_small_model_gets_every_turn_of_a_rotation() -> None:
    offers = [hospitals(name, 2.0, max_stay_days=14) for name in ("a", "b", "c")]
    assert 42 not in starts_of(event_stays(*offers), "a")
    in_full = replace(FEWEST, n_in_full=500)
    assert {14, 28, 42} <= starts_of(event_stays(*offers, settings=in_full), "a")


def test_a_model_that_grows_too_large_keeps_few_events() -> None:
    offers = [hospitals(name, 2.0, max_stay_days=14) for name in ("a", "b", "c")]
    too_few = replace(FEWEST, n_in_full=3)
    assert event_stays(*offers, settings=too_few) == event_stays(*offers)
