"""The parts of an arrival add up to the day that is shown."""

from __future__ import annotations

import random

import pytest

from crisisplanner.domain.problem import ArrivalPart, DecisionStep, Duration, OfferRow
from crisisplanner.planning.eligibility import judge_pairs
from crisisplanner.planning.timing import PART_ORDER, ArrivalInputs, arrival_of
from crisisplanner.services.matching.match_view import ArrivalView, PartnerName
from crisisplanner.services.matching.running import adopt_match, prepare_match
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.matching.view_arrivals import arrival_view
from crisisplanner.services.matching.view_reading import read_match
from crisisplanner.services.naming import Names
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import find_plan
from crisisplanner.wording.catalogue import Wording

PARTNER = PartnerName("FR", "France", None)
LENGTHS = (0.0, 0.005, 0.02, 0.25, 0.3, 0.5, 1.0, 1.375, 2.0, 6.0, 7.0, 13.6)


def shown(inputs: ArrivalInputs, names: Names) -> ArrivalView:
    arrival = arrival_of(inputs)
    return arrival_view(
        arrival, names, partner=PARTNER, offer_title="Units", quantity=1.0, needed_day=0
    )


def assert_adds_up(view: ArrivalView) -> None:
    if view.usable_day is None:
        return
    assert sum(round(one.days * 10) for one in view.stretches) == max(0, view.usable_day) * 10
    ends = [0.0, *(one.to_day for one in view.stretches)]
    assert [one.from_day for one in view.stretches] == ends[:-1]
    if view.usable_day > 0:
        totals = dict.fromkeys(PART_ORDER, 0.0)
        for one in view.stretches:
            totals[one.part] += one.days
        assert view.dominant is not None
        assert totals[view.dominant] == pytest.approx(max(totals.values()))
        assert view.dominant_days == pytest.approx(max(totals.values()))


def random_inputs(draw: random.Random) -> ArrivalInputs:
    def length() -> Duration:
        return Duration(draw.choice(LENGTHS), is_assumed=draw.random() < 0.3)

    steps = tuple(
        DecisionStep(
            str(n),
            f"step {n}",
            length(),
            draw.choice((0, 0, -8, 4, 20)),
            tuple(str(before) for before in range(n) if draw.random() < 0.6),
        )
        for n in range(draw.randrange(4))
    )
    offer = OfferRow(
        id="o",
        partner="FR",
        type="clinic",
        quantity=1.0,
        available_from=draw.choice((-20, 0, 0, 5)),
        decision_days=draw.choice((-30.0, 0.0, 0.0, 3.5)),
        decision_steps=steps,
        notice=length(),
        load=length(),
        setup=length(),
    )
    return ArrivalInputs(
        offer,
        "r",
        transit=length(),
        queue=length(),
        lifted_day=draw.choice((None, None, 9.0)),
        condition_day=draw.choice((None, None, 30)),
        usable_day=draw.choice((None, None, None, 12)),
    )


def test_the_parts_of_every_pair_of_bunia_add_up_to_the_usable_day(bunia: Session) -> None:
    prepared = prepare_match(bunia, find_plan(bunia, None).id)
    table = judge_pairs(prepared.problem)
    names = Names(bunia)
    views = [
        arrival_view(
            table.arrival(pair),
            names,
            partner=PARTNER,
            offer_title="Units",
            quantity=1.0,
            needed_day=0,
        )
        for pair in range(len(table))
    ]
    for view in views:
        assert_adds_up(view)
    assert any(one.is_whole for view in views for one in view.stretches)


@pytest.mark.parametrize("seed", range(5))
def test_the_parts_of_random_pairs_add_up_to_the_usable_day(bunia: Session, seed: int) -> None:
    draw = random.Random(seed)
    names = Names(bunia)
    for _ in range(400):
        assert_adds_up(shown(random_inputs(draw), names))


def test_the_last_part_with_a_fraction_lasts_to_the_end_of_the_day(bunia: Session) -> None:
    offer = OfferRow(
        id="o", partner="FR", type="clinic", quantity=1.0, notice=Duration(6.0), setup=Duration(2.0)
    )
    view = shown(ArrivalInputs(offer, "r", Duration(1.0), Duration(0.3)), Names(bunia))
    assert view.usable_day == 10
    assert [(one.part, one.days, one.is_whole) for one in view.stretches] == [
        (ArrivalPart.NOTICE, 6.0, False),
        (ArrivalPart.TRANSIT, 1.0, False),
        (ArrivalPart.QUEUE, 1.0, True),
        (ArrivalPart.SETUP, 2.0, False),
    ]


def test_days_until_a_decision_may_begin_are_named_and_those_before_d_are_left_out(
    bunia: Session,
) -> None:
    late = DecisionStep("a", "Council", Duration(3.0), 20)
    early = DecisionStep("b", "Cabinet", Duration(4.0), -2)
    for step, expected in (
        (late, [(20.0, True), (3.0, False)]),
        (early, [(2.0, False)]),
    ):
        offer = OfferRow(id="o", partner="FR", type="clinic", quantity=1.0, decision_steps=(step,))
        view = shown(ArrivalInputs(offer, "r", Duration(0.0)), Names(bunia))
        assert [(one.days, one.is_wait) for one in view.stretches] == expected
        assert view.dominant is ArrivalPart.DECISION


def test_a_reason_names_no_single_step_for_the_days_of_several(bunia: Session) -> None:
    plan = find_plan(bunia, None)
    prepared = prepare_match(bunia, plan.id)
    adopt_match(bunia, prepared, solve_match(prepared.problem, MatchWish(gap=0.05)))
    words = Wording()
    said = [
        words.message(sentence)
        for need in read_match(bunia, plan.id).view.needs
        for cause in need.causes
        for sentence in cause.sentences
    ]
    late = [text for text in said if " days are " in text]
    assert any(text.endswith("days are the decision.") for text in late)
    # The Joint Action takes 6 days and the Council 7: the 13 are not those of one of them.
    assert not any("13 of the 26 days are the EU Council" in text for text in late)
