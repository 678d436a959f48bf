"""Find things by where they are: by places and countries, which their names may not say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.monitoring import Severity
from crisisplanner.domain.register import Country, Place
from crisisplanner.domain.situation import Crisis
from crisisplanner.services.session import Session
from crisisplanner.services.watch.whereabouts import CODE


def countries_named(session: Session, typed: str) -> tuple[str, ...]:
    """Give the codes of the countries whose names hold what was typed."""
    from crisisplanner.storage.sqlite import plain_text

    wanted = plain_text(typed.strip()) or ""
    known = session.all(Country) if wanted else ()
    return tuple(one.iso3 for one in known if wanted in (plain_text(one.name) or ""))


def crises_at(session: Session, ids: Sequence[EntityId], typed: str) -> set[EntityId]:
    """Give those of the crises whose name, places or countries hold every word that was typed."""
    from crisisplanner.storage.sqlite import plain_text

    words = [plain_text(word) or "" for word in typed.split()]
    countries = {country.iso3: country.name for country in session.all(Country)}
    places = {place.id: place for place in session.all(Place)}
    said: dict[EntityId, list[str]] = defaultdict(list)
    for crisis in session.all(Crisis, include_retired=True):
        said[crisis.id].append(crisis.name)
        for place in (places[one] for one in crisis.places if one in places):
            said[crisis.id] += (place.name, countries.get(place.iso3, ""))
    for severity in session.all(Severity):
        said[severity.crisis] += (countries.get(c, c) for c in CODE.findall(severity.iso3))
    texts = {one: plain_text(" ".join(dict.fromkeys(said[one]))) or "" for one in ids}
    return {one for one, text in texts.items() if all(word in text for word in words)}
