"""A partner's file: everything that is known of one partner, read in one go for a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from crisisplanner.domain.actors import FocalPoint, Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.changes import Group
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.offers import Caveat, DecisionStep, Offer
from crisisplanner.domain.requests import Fulfilment
from crisisplanner.services.fulfilments import Record, record_of
from crisisplanner.services.inbox import WaitingRequest, requests_of
from crisisplanner.services.memberships import Belonging, belongings_on
from crisisplanner.services.session import Session

MOST_STEPS = 20
OPENER_LEVELS = ("CLEAR", "GREEN")
PERSONAL_LEVEL = "AMBER"
"""Personal data that nobody marked is kept in the circle of those who need it."""


@dataclass(frozen=True, slots=True)
class FiledOffer:
    """Show an offer with the name of what is offered."""

    offer: Offer
    title: str


@dataclass(frozen=True, slots=True)
class FiledPerson:
    """Show a focal point and the marking that holds for it."""

    person: FocalPoint
    marking: Marking


@dataclass(frozen=True, slots=True)
class PartnerFile:
    """Hold all of a partner, memberships as of a day, history newest first."""

    partner: Partner
    day: date
    people: tuple[FiledPerson, ...]
    steps: tuple[DecisionStep, ...]
    caveats: tuple[Caveat, ...]
    offers: tuple[FiledOffer, ...]
    belongings: tuple[Belonging, ...]
    requests: tuple[WaitingRequest, ...]
    record: Record
    history: tuple[Group, ...]


def read_partner(session: Session, partner_id: EntityId, day: date) -> PartnerFile:
    """Read the file of a partner; raises the coded error where there is none."""
    partner = session.get(Partner, partner_id)
    return PartnerFile(
        partner=partner,
        day=day,
        people=tuple(
            FiledPerson(person, personal_marking(session, partner, person))
            for person in session.select(FocalPoint, partner=partner_id)
        ),
        steps=session.select(DecisionStep, partner=partner_id),
        caveats=session.select(Caveat, partner=partner_id),
        offers=_offers(session, partner_id),
        belongings=belongings_on(session, partner, day),
        requests=tuple(requests_of(session, partner_id)),
        record=record_of(session, partner_id),
        history=_history(session, partner),
    )


def personal_marking(session: Session, partner: Partner, person: FocalPoint) -> Marking:
    """Give the marking of personal data: its own, else its partner's or all's, AMBER at least."""
    if person.marking is not None:
        return person.marking
    inherited = partner.marking or session.workspace().marking
    if inherited is None or inherited.level in OPENER_LEVELS:
        return Marking(level=PERSONAL_LEVEL)
    return inherited


def _offers(session: Session, partner_id: EntityId) -> tuple[FiledOffer, ...]:
    found = session.select(Offer, partner=partner_id)
    names = {t.id: t.name for t in session.all(CapabilityType, include_retired=True)}
    filed = [FiledOffer(one, one.description or names.get(one.type, one.label())) for one in found]
    return tuple(sorted(filed, key=lambda one: (one.title.casefold(), one.offer.id)))


def _history(session: Session, partner: Partner) -> tuple[Group, ...]:
    groups: dict[str, Group] = {}
    for thing in _own(session, partner):
        for group, _ in session.file.history(thing.id):
            groups[group.id] = group
    newest = sorted(groups.values(), key=lambda group: group.position, reverse=True)
    return tuple(newest[:MOST_STEPS])


def _own(session: Session, partner: Partner) -> Iterator[Entity]:
    yield partner
    for kind in (FocalPoint, DecisionStep, Caveat, Fulfilment):
        yield from session.select(kind, partner=partner.id)
