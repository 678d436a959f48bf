"""What waits for whom: requests that partners have to answer, answers and promises that we have to judge.

Nothing is written here; the steps are in ``requests``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.requests import CapabilityRequest, RequestState
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.naming import Names
from crisisplanner.services.requests import OPEN
from crisisplanner.services.session import Session


class Waiting(StrEnum):
    """Say what waits: for a partner, or for us."""

    OVERDUE = "overdue"
    ASKED = "asked"
    OFFERED = "offered"
    DECLINED = "declined"
    TWICE = "twice"
    EXPIRING = "expiring"


PARTNERS_TURN = (Waiting.OVERDUE, Waiting.ASKED)


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """Show a request that somebody has to take the next step with.

    ``days`` have passed since it was asked, or since it was answered; ``days_over`` since the answer
    was due, None while it is not.
    """

    waiting: Waiting
    request: CapabilityRequest
    partner: str
    type: str
    need: str
    days: int
    days_over: int | None
    offer: Offer | None


@dataclass(frozen=True, slots=True)
class WaitingOffer:
    """Show an offer that is promised twice or ends soon."""

    waiting: Waiting
    offer: EntityId
    partner: str
    type: str
    quantity: float | None = None
    promised: float | None = None
    from_day: int | None = None
    wheres: tuple[str, ...] = ()
    is_agreed: bool = False
    on: date | None = None
    days_left: int | None = None


@dataclass(frozen=True, slots=True)
class Inbox:
    """Hold what waits for partners, the longest overdue first, and what waits for us."""

    for_partners: tuple[WaitingRequest, ...]
    answers: tuple[WaitingRequest, ...]
    offers: tuple[WaitingOffer, ...]

    @property
    def n_overdue(self) -> int:
        """Count the requests whose answer is due."""
        return sum(one.waiting is Waiting.OVERDUE for one in self.for_partners)

    @property
    def n_twice(self) -> int:
        """Count the offers that are promised twice."""
        return sum(one.waiting is Waiting.TWICE for one in self.offers)

    @property
    def n_expiring(self) -> int:
        """Count the offers that end soon."""
        return len(self.offers) - self.n_twice

    @property
    def n_for_us(self) -> int:
        """Count what waits for us."""
        return len(self.answers) + len(self.offers)


def read_inbox(session: Session) -> Inbox:
    """Read everything that waits."""
    from crisisplanner.services.availability import read_offers_at_risk

    for_partners, answers = read_waiting_requests(session)
    view = read_offers_at_risk(session)
    twice = [
        WaitingOffer(
            Waiting.TWICE,
            one.offer_id,
            one.partner,
            one.type,
            quantity=one.quantity,
            promised=one.promised,
            from_day=one.from_day,
            wheres=one.wheres,
            is_agreed=one.is_agreed,
        )
        for one in sorted(view.twice, key=lambda one: (not one.is_agreed, one.from_day))
    ]
    expiring = [
        WaitingOffer(
            Waiting.EXPIRING,
            one.offer_id,
            one.partner,
            one.type,
            on=one.on,
            days_left=one.days_left,
        )
        for one in sorted(view.expiring, key=lambda one: (one.days_left, one.partner))
    ]
    return Inbox(for_partners, answers, (*twice, *expiring))


def read_waiting_requests(
    session: Session, partner: EntityId | None = None
) -> tuple[tuple[WaitingRequest, ...], tuple[WaitingRequest, ...]]:
    """List the requests that wait for partners, and those whose answers wait for us."""
    found = [one for one in requests_of(session, partner) if not one.request.closed]
    waiting = [one for one in found if one.waiting in PARTNERS_TURN]
    answers = [one for one in found if one.waiting not in PARTNERS_TURN]
    return (
        tuple(sorted(waiting, key=lambda one: (-(one.days_over or 0), -one.days, one.partner))),
        tuple(sorted(answers, key=lambda one: (one.waiting.value, -one.days, one.partner))),
    )


def requests_of(session: Session, partner: EntityId | None = None) -> Iterator[WaitingRequest]:
    """List all requests, of one partner or of all, closed ones too, newest first."""
    known = (
        session.all(CapabilityRequest)
        if partner is None
        else session.select(CapabilityRequest, partner=partner, retired=False)
    )
    today = session.outside.now().date()
    names = Names(session)
    for one in sorted(known, key=lambda r: (r.asked_on or date.min, r.id), reverse=True):
        since = one.asked_on if one.state in OPEN else one.answered_on
        over = (today - one.answer_by).days if one.answer_by and one.state in OPEN else 0
        need = session.find(Requirement, one.requirement)
        yield WaitingRequest(
            waiting=_waiting(one, over),
            request=one,
            partner=session.get(Partner, one.partner).name,
            type=session.get(CapabilityType, one.type).name,
            need="" if need is None else names.requirement_title(need),
            days=(today - since).days if since is not None else 0,
            days_over=over if over > 0 else None,
            offer=session.find(Offer, one.offer),
        )


def _waiting(request: CapabilityRequest, days_over: int) -> Waiting:
    if request.state in OPEN:
        return Waiting.OVERDUE if days_over > 0 else Waiting.ASKED
    return Waiting.OFFERED if request.state is RequestState.OFFERED else Waiting.DECLINED
