"""Requests to partners and their answers: asked, acknowledged, offered or declined, then judged.

Each step is one step of the history. What waits for whom is read in ``inbox``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.changes import Change, Create, Update
from crisisplanner.domain.days import Day, When
from crisisplanner.domain.entity import EntityId, faults_of
from crisisplanner.domain.errors import bad_input, bad_inputs, refused
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requests import CapabilityRequest, RequestState
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.terms import OfferState
from crisisplanner.services.session import Session

USUAL_ANSWER_DAYS = 7
"""Days that a partner has to answer where nobody said how many: our own assumption."""

OPEN = frozenset({RequestState.REQUESTED, RequestState.ACKNOWLEDGED})
_FOLLOWING: Mapping[RequestState, frozenset[RequestState]] = MappingProxyType(
    {
        RequestState.REQUESTED: frozenset(
            {
                RequestState.ACKNOWLEDGED,
                RequestState.OFFERED,
                RequestState.DECLINED,
                RequestState.CANCELLED,
            }
        ),
        RequestState.ACKNOWLEDGED: frozenset(
            {RequestState.OFFERED, RequestState.DECLINED, RequestState.CANCELLED}
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Asking:
    """Say what a partner is to be asked for; ``quantity`` None asks how much there is."""

    partner: EntityId
    type: EntityId
    quantity: float | None = None
    requirement: EntityId | None = None
    plan: EntityId | None = None
    place: EntityId | None = None
    needed_from: When | None = None
    needed_to: When | None = None
    text: str = ""
    answer_by: date | None = None


def ask_partner(session: Session, asking: Asking) -> CapabilityRequest:
    """Write a request to a partner; without a day to answer by it is a week from now.

    Refused while the partner has not yet answered the same question for the same requirement.
    """
    today = session.outside.now().date()
    quantity = Figure(None, "unit")
    if asking.quantity is not None:
        quantity = Figure(asking.quantity, "unit", source=session.author, as_of=today)
    request = CapabilityRequest(
        id=session.outside.new_id(),
        partner=asking.partner,
        type=asking.type,
        requirement=asking.requirement,
        plan=asking.plan,
        quantity=quantity,
        place=asking.place,
        needed_from=asking.needed_from,
        needed_to=asking.needed_to,
        text=asking.text.strip(),
        answer_by=asking.answer_by,
    )
    return send_request(session, request)


def send_request(session: Session, request: CapabilityRequest) -> CapabilityRequest:
    """Store a drafted request as asked today by who works here, as ``ask_partner`` does."""
    partner = session.get(Partner, request.partner)
    kind = session.get(CapabilityType, request.type)
    _refuse_asked_already(session, request, partner.name, kind.name)
    sent = replace(
        request,
        state=RequestState.REQUESTED,
        asked_on=session.outside.now().date(),
        asked_by=session.author,
        answer_by=request.answer_by or usual_answer_by(session),
    )
    faults = faults_of(sent)
    if faults:
        raise bad_inputs(faults)
    what = message("journal.request.asked", partner=partner.name, type=kind.name)
    session.write(what, [Create(sent)])
    return sent


def ask_for_requirement(
    session: Session,
    partner: EntityId,
    requirement: EntityId,
    *,
    quantity: float | None = None,
    text: str = "",
    answer_by: date | None = None,
) -> CapabilityRequest:
    """Ask a partner for what a requirement lacks: its type, place and days.

    Without ``quantity`` it is what the adopted match leaves open, or all that is needed.
    """
    asking = asking_for(session, partner, session.get(Requirement, requirement))
    return ask_partner(
        session,
        Asking(
            partner=partner,
            type=asking.type,
            quantity=asking.quantity if quantity is None else quantity,
            requirement=requirement,
            plan=asking.plan,
            place=asking.place,
            needed_from=asking.needed_from,
            needed_to=asking.needed_to,
            text=text,
            answer_by=answer_by,
        ),
    )


def asking_for(session: Session, partner: EntityId, need: Requirement) -> Asking:
    """Draft a request for what a requirement lacks."""
    return Asking(
        partner=partner,
        type=need.type,
        quantity=missing_units(session, need),
        requirement=need.id,
        plan=need.plan,
        place=need.place,
        needed_from=Day(need.from_day),
        needed_to=Day(need.to_day),
    )


def missing_units(session: Session, need: Requirement) -> float | None:
    """Give what a requirement lacks on its worst day; all of it before a first match.

    Where nothing is missing it is all of it too: somebody asks for another reason. None where it
    is not known how much is needed.
    """
    from crisisplanner.services.matching.running import adopted_match

    needed = need.quantity.value
    adopted = adopted_match(session, session.get(Plan, need.plan))
    if needed is None or adopted is None:
        return needed
    for coverage in adopted.match.coverage:
        if coverage.requirement == need.id and coverage.steps:
            missing = needed - min(step.level for step in coverage.steps)
            return float(math.ceil(missing - 1e-9)) if missing > 1e-9 else needed
    return needed


def usual_answer_by(session: Session) -> date:
    """Give the day to answer by where nobody says another."""
    return session.outside.now().date() + timedelta(days=USUAL_ANSWER_DAYS)


def acknowledge(session: Session, request_id: EntityId) -> None:
    """Note that the partner has the request and works on it."""
    request = _moving(session, request_id, RequestState.ACKNOWLEDGED)
    _write(session, "acknowledged", request, {"state": RequestState.ACKNOWLEDGED})


def take_offer(session: Session, request_id: EntityId, offer: Offer, text: str = "") -> Offer:
    """Note that the partner offers something: a new offer, in one step with the answer.

    The offer is of the partner that was asked; without a state of its own it is offered.
    """
    request = _moving(session, request_id, RequestState.OFFERED)
    made = replace(
        offer,
        partner=request.partner,
        divisible=session.get(CapabilityType, offer.type).divisible,
        source=offer.source or _partner(session, request),
        marking=offer.marking or request.marking,
    )
    faults = faults_of(made)
    if faults:
        raise bad_inputs(faults)
    fields = _answered(session, RequestState.OFFERED, text) | {"offer": made.id}
    _write(session, "offered", request, fields, Create(made))
    return made


def link_offer(session: Session, request_id: EntityId, offer_id: EntityId, text: str = "") -> None:
    """Note that the partner answers with an offer that stands in the register already."""
    request = _moving(session, request_id, RequestState.OFFERED)
    offer = session.get(Offer, offer_id)
    if offer.partner != request.partner:
        raise bad_input("request.offer_of_another", partner=_partner(session, request))
    fields = _answered(session, RequestState.OFFERED, text) | {"offer": offer.id}
    _write(session, "offered", request, fields)


def decline(session: Session, request_id: EntityId, reason: str) -> None:
    """Note that the partner brings nothing, and why: the reason is what the next plan learns from."""
    request = _moving(session, request_id, RequestState.DECLINED)
    if not reason.strip():
        raise bad_input("request.reason_needed", partner=_partner(session, request))
    _write(session, "declined", request, _answered(session, RequestState.DECLINED, reason))


def cancel(session: Session, request_id: EntityId) -> None:
    """Take a request back: nobody waits for it any more."""
    request = _moving(session, request_id, RequestState.CANCELLED)
    _write(session, "cancelled", request, {"state": RequestState.CANCELLED, "closed": True})


def judge(session: Session, request_id: EntityId, *, takes_offer: bool = False) -> None:
    """Close an answered request; with ``takes_offer`` its offer is accepted in the same step."""
    request = session.get(CapabilityRequest, request_id)
    if request.state in OPEN:
        raise refused("request.not_answered", partner=_partner(session, request))
    if request.closed:
        raise refused("request.closed_already", partner=_partner(session, request))
    more: list[Change] = []
    if takes_offer and request.offer is not None:
        more.append(Update(Offer.KIND, request.offer, {"state": OfferState.ACCEPTED}))
    _write(session, "accepted" if more else "closed", request, {"closed": True}, *more)


def turn_down(session: Session, request_id: EntityId) -> None:
    """Close a request whose offer is not wanted: the offer is declined in the same step."""
    request = session.get(CapabilityRequest, request_id)
    if request.offer is None or request.closed:
        raise refused("request.no_offer_to_judge", partner=_partner(session, request))
    change = Update(Offer.KIND, request.offer, {"state": OfferState.DECLINED})
    _write(session, "turned_down", request, {"closed": True}, change)


def _refuse_asked_already(
    session: Session, request: CapabilityRequest, partner: str, kind: str
) -> None:
    for known in session.select(CapabilityRequest, partner=request.partner, retired=False):
        is_same = known.requirement == request.requirement and known.type == request.type
        if known.state in OPEN and is_same:
            raise refused(
                "request.asked_already", partner=partner, type=kind, asked_on=known.asked_on
            )


def _moving(session: Session, request_id: EntityId, to: RequestState) -> CapabilityRequest:
    request = session.get(CapabilityRequest, request_id)
    if to not in _FOLLOWING.get(request.state, frozenset()):
        raise refused(
            "request.wrong_state",
            partner=_partner(session, request),
            state=message("word.RequestState." + request.state.value),
            wanted=message("word.RequestState." + to.value),
        )
    return request


def _answered(session: Session, state: RequestState, text: str) -> dict[str, Any]:
    today = session.outside.now().date()
    return {"state": state, "answered_on": today, "answer": text.strip()}


def _partner(session: Session, request: CapabilityRequest) -> str:
    return session.get(Partner, request.partner).name


def _write(
    session: Session,
    step: str,
    request: CapabilityRequest,
    fields: Mapping[str, Any],
    *before: Change,
) -> None:
    kind = session.get(CapabilityType, request.type).name
    what = message("journal.request." + step, partner=_partner(session, request), type=kind)
    session.write(what, [*before, Update(CapabilityRequest.KIND, request.id, fields)])
