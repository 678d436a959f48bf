"""What is new about each crisis since somebody looked at it, by the journal's position."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.monitoring import Event, Severity
from crisisplanner.domain.risk import IndicatorRating, RiskAssessment
from crisisplanner.domain.situation import Crisis, CrisisFact
from crisisplanner.domain.table_query import TableQuery
from crisisplanner.domain.warning import Trigger, TriggerFiring
from crisisplanner.services.session import Session

COUNTED = (
    TriggerFiring.KIND,
    IndicatorRating.KIND,
    Event.KIND,
    Severity.KIND,
    CrisisFact.KIND,
    Crisis.KIND,
)
"""What counts as news, most urgent first."""


@dataclass(frozen=True, slots=True)
class News:
    """Count what came or changed, by kind; None looked at means never."""

    looked_at: int | None
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def is_any(self) -> bool:
        """Tell whether there is something new."""
        return bool(self.counts)

    def said(self) -> tuple[Message, ...]:
        """Say each count."""
        return tuple(message("watch.news." + kind, n=n) for kind, n in self.counts)


def read_news(
    session: Session,
    crises: Collection[EntityId],
    looked_at: Mapping[EntityId, int],
    countries: Mapping[EntityId, Collection[str]],
) -> dict[EntityId, News]:
    """Count the news of each crisis since the position at which it was looked at.

    An event without a crisis counts for every crisis in its country. What was removed since is no
    news. A position that this file never reached is of another copy: nobody looked at this one.
    """
    newest = session.file.position()
    positions = {
        crisis: looked_at[crisis]
        for crisis in crises
        if crisis in looked_at and 0 <= looked_at[crisis] <= newest
    }
    news = {crisis: News(None) for crisis in crises}
    by_position: dict[int, list[EntityId]] = defaultdict(list)
    for crisis, position in positions.items():
        by_position[position].append(crisis)
    for position, group in by_position.items():
        counts = _counted(session, position, countries) if position < newest else {}
        for crisis in group:
            own = counts.get(crisis, Counter())
            news[crisis] = News(position, tuple((k, own[k]) for k in COUNTED if own[k]))
    return news


def _counted(
    session: Session, position: int, countries: Mapping[EntityId, Collection[str]]
) -> dict[EntityId, Counter[str]]:
    touched = session.file.touched_since(position)
    counts: dict[EntityId, Counter[str]] = defaultdict(Counter)
    for kind in COUNTED:
        for crisis in _crises_of(session, kind, touched.get(kind, ()), countries):
            counts[crisis][kind] += 1
    return counts


def _crises_of(
    session: Session,
    kind: str,
    ids: Collection[EntityId],
    countries: Mapping[EntityId, Collection[str]],
) -> Iterator[EntityId]:
    """Yield the crisis of each thing that is still there, as often as there are things."""
    if not ids:
        return
    if kind == Event.KIND:
        yield from _crises_of_events(session, ids, countries)
    elif kind == Crisis.KIND:
        yield from (one.id for one in session.file.many(kind, ids))
    elif kind == TriggerFiring.KIND:
        yield from _by_owner(session, kind, ids, "trigger", session.all(Trigger))
    elif kind == IndicatorRating.KIND:
        yield from _by_owner(session, kind, ids, "assessment", session.all(RiskAssessment))
    else:
        yield from (crisis for (crisis,) in _columns(session, kind, ("crisis",), ids) if crisis)


def _by_owner(
    session: Session,
    kind: str,
    ids: Collection[EntityId],
    field: str,
    owners: Iterable[Trigger] | Iterable[RiskAssessment],
) -> Iterator[EntityId]:
    crisis_of = {owner.id: owner.crisis for owner in owners}
    for (owner,) in _columns(session, kind, (field,), ids):
        if owner in crisis_of:
            yield crisis_of[owner]


def _crises_of_events(
    session: Session, ids: Collection[EntityId], countries: Mapping[EntityId, Collection[str]]
) -> Iterator[EntityId]:
    in_country: dict[str, list[EntityId]] = defaultdict(list)
    for crisis, codes in countries.items():
        for code in codes:
            in_country[code].append(crisis)
    for crisis, iso3 in _columns(session, Event.KIND, ("crisis", "iso3"), ids):
        if crisis:
            yield crisis
        else:
            yield from in_country.get(iso3, ())


def _columns(
    session: Session, kind: str, columns: tuple[str, ...], ids: Collection[EntityId]
) -> list[tuple[EntityId, ...]]:
    query = TableQuery(kind=kind, columns=columns, include_retired=False)
    return session.file.query_rows(query, sorted(ids))
