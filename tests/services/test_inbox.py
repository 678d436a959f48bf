"""What waits for whom on a real workspace: the longest overdue first, each with its days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.offers import Commitment, Offer
from crisisplanner.domain.requests import CapabilityRequest
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services import editing, requests
from crisisplanner.services.inbox import Waiting, read_inbox
from crisisplanner.services.session import Session


@pytest.fixture
def asked(bunia: Session) -> list[CapabilityRequest]:
    """Ask three partners for one requirement, the second with the shortest time to answer."""
    need = next(r for r in bunia.all(Requirement) if r.quantity.value is not None)
    partners = sorted(bunia.all(Partner), key=lambda one: one.name)[:3]
    days = (date(2026, 11, 25), date(2026, 11, 22), date(2026, 12, 30))
    return [
        requests.ask_for_requirement(bunia, partner.id, need.id, answer_by=by)
        for partner, by in zip(partners, days, strict=True)
    ]


def on(session: Session, day: datetime) -> None:
    """Let it be another day."""
    session.outside = replace(session.outside, now=lambda: day)


def test_the_longest_overdue_stands_first(bunia: Session, asked: list[CapabilityRequest]) -> None:
    on(bunia, datetime(2026, 12, 1, tzinfo=UTC))
    waiting = read_inbox(bunia).for_partners
    assert [one.request.id for one in waiting] == [asked[1].id, asked[0].id, asked[2].id]
    assert [one.days_over for one in waiting] == [9, 6, None]
    assert [one.waiting for one in waiting][-1] is Waiting.ASKED
    assert {one.days for one in waiting} == {10}
    assert read_inbox(bunia).n_overdue == 2


def test_an_answer_waits_for_us_until_it_is_judged(
    bunia: Session, asked: list[CapabilityRequest]
) -> None:
    made = Offer(id="made", partner="", type=asked[0].type, quantity=Figure(1, "unit"))
    requests.take_offer(bunia, asked[0].id, made)
    requests.decline(bunia, asked[1].id, "None left")
    answers = read_inbox(bunia).answers
    assert {one.waiting for one in answers} == {Waiting.OFFERED, Waiting.DECLINED}
    for one in answers:
        requests.judge(bunia, one.request.id)
    assert read_inbox(bunia).answers == ()


def test_offers_promised_twice_and_expiring_wait_for_us(bunia: Session) -> None:
    before = read_inbox(bunia).n_for_us
    offer = next(o for o in bunia.all(Offer) if o.quantity.value and o.state.counts)
    promise = Commitment(
        id="c",
        offer=offer.id,
        quantity=replace(offer.quantity, value=offer.quantity.value or 0 + 1),
        where="Elsewhere",
    )
    editing.create_entity(bunia, promise)
    editing.create_entity(bunia, replace(promise, id="d", where="There"))
    editing.change_field(bunia, "offer", offer.id, "available_to", date(2026, 12, 1))
    inbox = read_inbox(bunia)
    assert inbox.n_for_us == before + 2
    mine = [one.waiting for one in inbox.offers if one.offer == offer.id]
    assert mine == [Waiting.TWICE, Waiting.EXPIRING]
