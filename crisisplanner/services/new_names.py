"""Things that are made of a name that nobody here knows, as a person asked: in a form or an import."""

from __future__ import annotations

from crisisplanner.domain.account import CAN_BE_ADDED, NameChoice
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.messages import message
from crisisplanner.domain.register import Country, Place
from crisisplanner.domain.terms import PartnerKind, PlaceKind
from crisisplanner.services.session import Session


def thing_named(session: Session, choice: NameChoice, source: str = "") -> Entity:
    """Make a partner or a place of a name: a country's is its own, else an NGO and a point."""
    if choice.kind not in CAN_BE_ADDED:
        raise bad_input("import.not_added", kind=message("kind." + choice.kind), found=choice.text)
    name, identity = choice.text.strip(), session.outside.new_id()
    country = next((c for c in session.all(Country) if name.casefold() == c.name.casefold()), None)
    iso3 = country.iso3 if country is not None else ""
    if choice.kind == Place.KIND:
        kind = PlaceKind.COUNTRY if country is not None else PlaceKind.POINT
        return Place(id=identity, name=name, place_kind=kind, iso3=iso3, source=source)
    return Partner(
        id=identity,
        code=iso3 or name,
        name=name,
        partner_kind=PartnerKind.STATE if country is not None else PartnerKind.NGO,
        iso3=iso3,
        source=source,
    )
