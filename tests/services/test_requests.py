"""Requests to partners on real workspaces: each step stored, each one undo."""

from __future__ import annotations

from datetime import date

import pytest

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.days import Day
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.requests import CapabilityRequest, RequestState
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.terms import OfferState
from crisisplanner.services import requests
from crisisplanner.services.session import Session


@pytest.fixture
def need(bunia: Session) -> Requirement:
    """Give a requirement whose quantity is known."""
    return next(r for r in bunia.all(Requirement) if r.quantity.value is not None)


@pytest.fixture
def partner(bunia: Session) -> Partner:
    return min(bunia.all(Partner), key=lambda one: one.name)


@pytest.fixture
def asked(bunia: Session, partner: Partner, need: Requirement) -> CapabilityRequest:
    return requests.ask_for_requirement(bunia, partner.id, need.id)


def an_offer(request: CapabilityRequest) -> Offer:
    """Draft an offer of two units as a form would."""
    return Offer(id="made", partner="", type=request.type, quantity=Figure(2, "unit"))


def refusal(error: pytest.ExceptionInfo[CrisisPlannerError]) -> str:
    return error.value.messages[0].code


def test_a_request_asks_for_what_the_requirement_lacks(
    bunia: Session, asked: CapabilityRequest, need: Requirement
) -> None:
    stored = bunia.get(CapabilityRequest, asked.id)
    assert stored.type == need.type
    assert stored.quantity.value == need.quantity.value
    assert (stored.needed_from, stored.needed_to) == (Day(need.from_day), Day(need.to_day))
    assert (stored.asked_on, stored.asked_by) == (date(2026, 11, 21), "Maya")
    assert stored.answer_by == date(2026, 11, 28)


def test_the_same_is_not_asked_twice_while_unanswered(
    bunia: Session, asked: CapabilityRequest, partner: Partner, need: Requirement
) -> None:
    with pytest.raises(CrisisPlannerError) as error:
        requests.ask_for_requirement(bunia, partner.id, need.id)
    assert refusal(error) == "request.asked_already"
    requests.decline(bunia, asked.id, "No module is left")
    requests.ask_for_requirement(bunia, partner.id, need.id)


def test_an_offer_comes_with_its_answer_and_goes_with_it_by_one_undo(
    bunia: Session, asked: CapabilityRequest
) -> None:
    requests.acknowledge(bunia, asked.id)
    offer = requests.take_offer(bunia, asked.id, an_offer(asked), "Two can come")
    stored = bunia.get(CapabilityRequest, asked.id)
    assert (stored.state, stored.offer) == (RequestState.OFFERED, offer.id)
    assert bunia.get(Offer, offer.id).quantity.value == 2
    bunia.file.undo(bunia.author)
    assert bunia.find(Offer, offer.id) is None
    assert bunia.get(CapabilityRequest, asked.id).state is RequestState.ACKNOWLEDGED


def test_an_answer_is_judged_once(bunia: Session, asked: CapabilityRequest) -> None:
    with pytest.raises(CrisisPlannerError) as error:
        requests.judge(bunia, asked.id)
    assert refusal(error) == "request.not_answered"
    offer = requests.take_offer(bunia, asked.id, an_offer(asked))
    requests.judge(bunia, asked.id, takes_offer=True)
    assert bunia.get(Offer, offer.id).state is OfferState.ACCEPTED
    assert bunia.get(CapabilityRequest, asked.id).closed
    with pytest.raises(CrisisPlannerError) as error:
        requests.judge(bunia, asked.id)
    assert refusal(error) == "request.closed_already"


def test_a_declined_request_keeps_its_reason(bunia: Session, asked: CapabilityRequest) -> None:
    with pytest.raises(CrisisPlannerError) as error:
        requests.decline(bunia, asked.id, " ")
    assert refusal(error) == "request.reason_needed"
    requests.decline(bunia, asked.id, "Parliament said no")
    stored = bunia.get(CapabilityRequest, asked.id)
    assert (stored.state, stored.answer) == (RequestState.DECLINED, "Parliament said no")
    with pytest.raises(CrisisPlannerError) as error:
        requests.acknowledge(bunia, asked.id)
    assert refusal(error) == "request.wrong_state"


def test_only_the_partners_own_offer_answers_its_request(
    bunia: Session, asked: CapabilityRequest, partner: Partner
) -> None:
    other = next(offer for offer in bunia.all(Offer) if offer.partner != partner.id)
    with pytest.raises(CrisisPlannerError) as error:
        requests.link_offer(bunia, asked.id, other.id)
    assert refusal(error) == "request.offer_of_another"
