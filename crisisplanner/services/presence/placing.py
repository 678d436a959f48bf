"""Give activities of sources that name no country the country that they are in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from crisisplanner.domain.activities import Activity
from crisisplanner.domain.changes import Update
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.messages import message
from crisisplanner.domain.register import Country
from crisisplanner.domain.table_query import Filter, Relation, TableQuery
from crisisplanner.services.presence.reading import Countries
from crisisplanner.services.session import Session


def countryless_sources(session: Session) -> tuple[tuple[str, int], ...]:
    """Count the activities that nothing places in a country, by source, the most first."""
    counts = Counter(source for _, source in _countryless(session))
    return tuple(counts.most_common())


def set_country(session: Session, iso3: str, source: str | None = None) -> int:
    """Place all activities without a country in one, in one step; with ``source`` only its own."""
    country = next((one for one in session.all(Country) if one.iso3 == iso3), None)
    if country is None:
        raise bad_input("presence.country_unknown", country=iso3)
    ids = [one for one, of in _countryless(session) if source is None or of == source]
    if ids:
        what = message("journal.country_set", n=len(ids), country=country.name)
        session.write(what, [Update(Activity.KIND, one, {"iso3": iso3}) for one in ids])
    return len(ids)


def _countryless(session: Session) -> Iterator[tuple[EntityId, str]]:
    """Find what neither names a country nor has an area's code that tells it, with its source."""
    countries = Countries(session)
    query = TableQuery(
        Activity.KIND,
        ("admin1_code", "admin2_code", "admin3_code", "source"),
        filters=(Filter("iso3", Relation.IS_EMPTY, None),),
        include_retired=False,
    )
    ids = session.file.query_ids(query)
    for entity_id, row in zip(ids, session.file.query_rows(query, ids), strict=True):
        *codes, source = row
        if not countries.of("", *codes):
            yield entity_id, source
