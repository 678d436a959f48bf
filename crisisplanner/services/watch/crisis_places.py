"""The places of a crisis: what there is to choose, and a whole country made a place on the spot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.register import Country, Place
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.terms import PlaceKind
from crisisplanner.services import editing
from crisisplanner.services.session import Session


def place_choices(session: Session) -> tuple[tuple[EntityId, str], ...]:
    """List the countries, also those that no place stands for yet, then the places in them."""
    places = session.all(Place)
    whole = [one for one in places if _is_whole_country(one)]
    standing = {one.iso3 for one in whole}
    countries = [(one.id, one.name) for one in whole]
    countries += [(one.id, one.name) for one in session.all(Country) if one.iso3 not in standing]
    others = [(one.id, one.name) for one in places if not _is_whole_country(one)]
    return (*_by_name(countries), *_by_name(others))


def _by_name(choices: Iterable[tuple[EntityId, str]]) -> list[tuple[EntityId, str]]:
    return sorted(choices, key=lambda pair: (pair[1].casefold(), pair[0]))


def create_crisis(session: Session, crisis: Crisis) -> None:
    """Add a crisis; countries among its places become places in the same step."""
    places, made = _as_places(session, crisis.places)
    with session.along(made):
        editing.create_entity(session, replace(crisis, places=places))


def change_places(session: Session, crisis_id: EntityId, chosen: Sequence[EntityId]) -> None:
    """Give a crisis other places; countries among them become places in the same step."""
    places, made = _as_places(session, chosen)
    with session.along(made):
        editing.change_fields(session, Crisis.KIND, crisis_id, {"places": places})


def _as_places(
    session: Session, chosen: Sequence[EntityId]
) -> tuple[tuple[EntityId, ...], list[Place]]:
    places: list[EntityId] = []
    made: list[Place] = []
    for one in chosen:
        country = session.find(Country, one)
        if country is None:
            places.append(one)
            continue
        made.append(
            Place(
                id=session.outside.new_id(),
                name=country.name,
                place_kind=PlaceKind.COUNTRY,
                iso3=country.iso3,
            )
        )
        places.append(made[-1].id)
    return tuple(places), made


def _is_whole_country(place: Place) -> bool:
    return place.place_kind is PlaceKind.COUNTRY and bool(place.iso3)
