"""Find things by name whose pages are not tables: triggers, dates, actors, requests, activities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from crisisplanner.domain.activities import Activity
from crisisplanner.domain.crisis_actors import CrisisActor
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.monitoring import CalendarEvent
from crisisplanner.domain.progress import Watcher
from crisisplanner.domain.requests import CapabilityRequest
from crisisplanner.domain.table_query import Filter, GroupQuery, Relation, Sort, TableQuery
from crisisplanner.domain.warning import Trigger
from crisisplanner.services.presence.reading import Countries
from crisisplanner.services.session import Session

MOST_OF_A_KIND = 5
_OF_A_CRISIS = (Trigger.KIND, CalendarEvent.KIND, CrisisActor.KIND)


@dataclass(frozen=True, slots=True)
class FoundThing:
    """Hold what was found: its kind, how it is called, and of what its page is to show it.

    ``owner`` is the crisis of what belongs to one, the partner of a request, and the country's code of
    activities; empty where there is none.
    """

    kind: str
    title: str | Message
    owner: EntityId


def find_by_name(session: Session, typed: str, watcher: Watcher) -> tuple[FoundThing, ...]:
    """Find at most five of each kind whose name holds all words that were typed."""
    found: list[FoundThing] = []
    for kind in _OF_A_CRISIS:
        if not watcher.is_cancelled():
            found += _of_a_crisis(session, kind, typed)
    if not watcher.is_cancelled():
        found += _requests(session, typed)
    if not watcher.is_cancelled():
        found += _activities(session, typed)
    return tuple(found)


def _of_a_crisis(session: Session, kind: str, typed: str) -> Iterator[FoundThing]:
    # What is sought among is what is asked for, so that the name of a crisis is no hit.
    query = TableQuery(kind, ("name",), (Sort("name"),), search=typed, include_retired=False)
    ids = session.file.query_ids(query)[:MOST_OF_A_KIND]
    shown = TableQuery(kind, ("name", "crisis"))
    for name, crisis in session.file.query_rows(shown, ids):
        yield FoundThing(kind, name, crisis or "")


def _requests(session: Session, typed: str) -> Iterator[FoundThing]:
    kind, columns = CapabilityRequest.KIND, ("partner.name", "type.name")
    query = TableQuery(kind, columns, (Sort(columns[0]),), search=typed, include_retired=False)
    ids = session.file.query_ids(query)[:MOST_OF_A_KIND]
    shown = TableQuery(kind, (*columns, "partner"))
    for partner, type_name, partner_id in session.file.query_rows(shown, ids):
        title = message("find.request", partner=partner, type=type_name)
        yield FoundThing(kind, title, partner_id)


def _activities(session: Session, typed: str) -> Iterator[FoundThing]:
    """Find organisations by name, once for each country where they work, where most is done first."""
    countries = Countries(session)
    words = tuple(Filter("organisation", Relation.CONTAINS, word) for word in typed.split())
    columns = ("organisation", "iso3", "admin1_code", "admin2_code")
    counts: Counter[tuple[str, str]] = Counter()
    for row in session.file.query_groups(GroupQuery(Activity.KIND, columns, (), words)):
        organisation, iso3, code1, code2 = row.values
        counts[organisation.strip(), countries.of(iso3, code1 or code2)] += row.n
    ranked = sorted(counts.items(), key=lambda one: (-one[1], not one[0][1], one[0]))
    for (organisation, iso3), n in ranked[:MOST_OF_A_KIND]:
        code = "find.activities" if iso3 else "find.activities_nowhere"
        title = message(code, organisation=organisation, country=countries.name(iso3), n=n)
        yield FoundThing(Activity.KIND, title, iso3)
