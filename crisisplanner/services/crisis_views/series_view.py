"""Series: events summed by period, and values of indicators, with low, best, high and precision.

A list of events is complete from its first day to its last: a period within it without events is
zero. A series of an indicator knows only what it has values for; between them it is unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

from crisisplanner.domain.changes import Update
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.monitoring import Event, IndicatorValue, MonitoringIndicator
from crisisplanner.domain.register import Country, Place
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.table_query import Filter, GroupQuery, Relation, Sort, TableQuery
from crisisplanner.domain.warning import ConditionKind, Trigger, TriggerCondition
from crisisplanner.services.session import Session

COUNT = "events"
DEATHS = "deaths"
CIVILIANS = "deaths_civilians"
EVENT_SERIES = (DEATHS, CIVILIANS, COUNT)
OF_CRISIS = ""
MOST_DAYS = 36_525
"""Over a longer time, which a slip in a date makes, periods without events are no points."""


class Period(StrEnum):
    """Say over what events are summed."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    def start_of(self, on: date) -> date:
        """Give the first day of the period that a day is in; weeks begin on Monday."""
        if self is Period.WEEK:
            return on - timedelta(days=on.weekday())
        return on.replace(day=1) if self is Period.MONTH else on

    def after(self, start: date) -> date:
        """Give the first day of the next period."""
        if self is Period.DAY:
            return start + timedelta(days=1)
        if self is Period.WEEK:
            return start + timedelta(days=7)
        return (start + timedelta(days=32)).replace(day=1)


DAYS_OF: Mapping[int, Period] = MappingProxyType({1: Period.DAY, 7: Period.WEEK})


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """Hold one step of a series, ``end`` exclusive; None is unknown, an end may be open."""

    start: date
    end: date
    best: float | None
    low: float | None
    high: float | None
    n: int = 1
    value_id: EntityId = ""


@dataclass(frozen=True, slots=True)
class SeriesName:
    """Name a series to choose from."""

    id: str
    name: str | Message
    unit: str
    n_values: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """Hold a line that a trigger waits for."""

    value: float
    trigger: str


@dataclass(frozen=True, slots=True)
class SeriesView:
    """Show one series of a crisis and what there is to choose."""

    crisis: Crisis
    series: tuple[SeriesName, ...]
    chosen: SeriesName
    scopes: tuple[tuple[str, str | Message], ...]
    scope: str
    period: Period
    points: tuple[SeriesPoint, ...]
    thresholds: tuple[Threshold, ...]
    precision: tuple[tuple[int | None, int], ...]
    n_undated: int
    source: str
    area: str = ""
    n_untied: int = 0

    @property
    def is_of_events(self) -> bool:
        """Tell whether it sums events."""
        return self.chosen.id in EVENT_SERIES

    @property
    def skips_empty(self) -> bool:
        """Tell whether periods without events are left out, their time being too long."""
        return self.is_of_events and any(
            one.end < after.start for one, after in pairwise(self.points)
        )


@dataclass(frozen=True, slots=True)
class SeriesWish:
    """Say which series is wanted; what is gone gives way to the first."""

    series: str = DEATHS
    scope: str | None = None
    """Where none was chosen, the country of the crisis."""
    period: Period = Period.WEEK


def series_view(session: Session, crisis_id: EntityId, wish: SeriesWish) -> SeriesView:
    """Read one series and the names of the others."""
    crisis = session.get(Crisis, crisis_id)
    indicators = sorted(session.all(MonitoringIndicator), key=lambda i: (i.name, i.id))
    untied = _n_untied(session)
    countries = _countries(session, crisis)
    n_events = {OF_CRISIS: _n_events(session, _event_filter(crisis_id, OF_CRISIS))}
    if countries:
        n_events |= {one: _n_events(session, _event_filter(crisis_id, one)) for one in countries}
    else:
        # A crisis without a place may be about any country that has events of no crisis.
        countries = _named(session, untied)
        n_events |= {iso3: untied[iso3] for iso3 in countries}
    names = _names(session, indicators, max(n_events.values()))
    chosen = next((one for one in names if one.id == wish.series), names[0])
    if chosen.id in EVENT_SERIES:
        scopes: tuple[tuple[str, str | Message], ...] = tuple(_scope_names(n_events, countries))
        scope = wish.scope if wish.scope is not None and wish.scope in n_events else OF_CRISIS
        if scope == OF_CRISIS and not n_events[OF_CRISIS]:
            scope = max(n_events, key=lambda one: n_events[one])
        reading = _read_events(session, _event_filter(crisis_id, scope), chosen.id, wish.period)
    else:
        preferred = _countries(session, crisis)
        scopes, scope, reading = _read_values(session, chosen.id, wish.scope, preferred)
    return SeriesView(
        crisis=crisis,
        series=names,
        chosen=chosen,
        scopes=scopes,
        scope=scope,
        period=wish.period,
        points=reading.points,
        thresholds=tuple(_thresholds(session, crisis_id, chosen.id, wish.period)),
        precision=reading.precision,
        n_undated=reading.n_undated,
        source=reading.source,
        area=_named(session, (scope,)).get(scope, "") if scope else "",
        n_untied=untied.get(scope, 0) if chosen.id in EVENT_SERIES else 0,
    )


def _scope_names(
    n_events: Mapping[str, int], countries: Mapping[str, str]
) -> Iterable[tuple[str, Message]]:
    for scope, n in n_events.items():
        if scope == OF_CRISIS:
            yield scope, message("series.of_crisis", n=n)
        else:
            yield scope, message("series.of_country", n=n, country=countries[scope])


def tie_events(session: Session, crisis_id: EntityId, iso3: str) -> int:
    """Tie the events of a country that belong to no crisis to one, in one step."""
    crisis = session.get(Crisis, crisis_id)
    of_country = (
        Filter("iso3", Relation.EQUALS, iso3),
        Filter("crisis", Relation.IS_EMPTY),
    )
    query = TableQuery(
        kind=Event.KIND, columns=("crisis",), filters=of_country, include_retired=False
    )
    found = session.file.query_ids(query)
    changes = [Update(Event.KIND, one, {"crisis": crisis_id}) for one in found]
    if changes:
        what = message("journal.events_tied", n=len(changes), crisis=crisis.name)
        session.write(what, changes)
    return len(changes)


def new_indicator_code(session: Session) -> str:
    """Give a code for an indicator of one's own that no other has."""
    known = {one.code for one in session.all(MonitoringIndicator, include_retired=True)}
    number = 1
    while f"own-{number}" in known:
        number += 1
    return f"own-{number}"


@dataclass(frozen=True, slots=True)
class _Reading:
    points: tuple[SeriesPoint, ...]
    precision: tuple[tuple[int | None, int], ...] = ()
    n_undated: int = 0
    source: str = ""


def _countries(session: Session, crisis: Crisis) -> dict[str, str]:
    places = [session.find(Place, one) for one in crisis.places]
    codes = {place.iso3 for place in places if place is not None and place.iso3}
    return _named(session, codes)


def _named(session: Session, codes: Iterable[str]) -> dict[str, str]:
    names = {one.iso3: one.name for one in session.all(Country)}
    return dict(sorted(((code, names.get(code, code)) for code in codes), key=lambda one: one[1]))


def _n_untied(session: Session) -> dict[str, int]:
    """Count the events that belong to no crisis, by country."""
    query = GroupQuery(Event.KIND, by=("iso3",), filters=(Filter("crisis", Relation.IS_EMPTY),))
    rows = session.file.query_groups(query)
    return {str(one.values[0]): one.n for one in rows if one.values[0]}


def _event_filter(crisis_id: EntityId, scope: str) -> Filter:
    if scope == OF_CRISIS:
        return Filter("crisis", Relation.EQUALS, crisis_id)
    return Filter("iso3", Relation.EQUALS, scope)


def _n_events(session: Session, wanted: Filter) -> int:
    query = GroupQuery(Event.KIND, by=(wanted.column,), filters=(wanted,))
    return sum(row.n for row in session.file.query_groups(query))


def _names(
    session: Session, indicators: Sequence[MonitoringIndicator], n_events: int
) -> tuple[SeriesName, ...]:
    names = [
        SeriesName(one, message(f"series.{one}"), "person" if one != COUNT else "", n_events)
        for one in EVENT_SERIES
    ]
    groups = session.file.query_groups(GroupQuery(IndicatorValue.KIND, by=("indicator",)))
    counts = {str(row.values[0]): row.n for row in groups}
    names += [
        SeriesName(one.id, one.name, one.unit_text, counts.get(one.id, 0)) for one in indicators
    ]
    return tuple(names)


def _read_events(session: Session, wanted: Filter, series: str, period: Period) -> _Reading:
    """Sum events by period on their first possible day."""
    field = DEATHS if series == COUNT else series
    query = TableQuery(
        kind=Event.KIND,
        columns=("from_date", field, "date_precision", "source"),
        filters=(wanted,),
        include_retired=False,
    )
    rows = session.file.query_rows(query, session.file.query_ids(query))
    by_start: dict[date, list[Figure]] = {}
    for on, figure, _, _ in rows:
        if on is not None:
            by_start.setdefault(period.start_of(on), []).append(figure)
    points = [
        _summed(start, period.after(start), by_start.get(start, []), series)
        for start in (_starts(by_start, period) if by_start else ())
    ]
    precision = Counter(code for on, _, code, _ in rows if on is not None)
    return _Reading(
        points=tuple(points),
        precision=tuple(sorted(precision.items(), key=lambda p: (p[0] is None, p[0] or 0))),
        n_undated=sum(1 for on, *_ in rows if on is None),
        source=", ".join(sorted({row[3] for row in rows if row[3]})),
    )


def _starts(known: Collection[date], period: Period) -> Iterable[date]:
    """List the periods from the first to the last; over too long a time those with events alone."""
    first, last = min(known), max(known)
    if (last - first).days > MOST_DAYS:
        yield from sorted(known)
        return
    while first <= last:
        yield first
        first = period.after(first)


def _summed(start: date, after: date, figures: Sequence[Figure], series: str) -> SeriesPoint:
    """Add what is known; one unknown value opens the sum upwards and leaves no best."""
    n = len(figures)
    if series == COUNT or not n:
        return SeriesPoint(start, after, float(n), float(n), float(n), n)
    bests = [one.value for one in figures if one.value is not None]
    is_whole = len(bests) == n
    lows = [one.value if one.low is None else one.low for one in figures]
    highs = [one.value if one.high is None else one.high for one in figures]
    return SeriesPoint(
        start,
        after,
        sum(bests) if is_whole else None,
        sum(low for low in lows if low is not None),
        sum(high for high in highs if high is not None) if None not in highs else None,
        n,
    )


def _read_values(
    session: Session, indicator: EntityId, wanted: str | None, preferred: Iterable[str]
) -> tuple[tuple[tuple[str, str | Message], ...], str, _Reading]:
    query = TableQuery(
        kind=IndicatorValue.KIND,
        columns=("iso3", "about", "from_date", "to_date", "best", "low", "high", "source"),
        filters=(Filter("indicator", Relation.EQUALS, indicator),),
        sort=(Sort("from_date"),),
        include_retired=False,
    )
    ids = session.file.query_ids(query)
    rows = list(zip(ids, session.file.query_rows(query, ids), strict=True))
    abouts = sorted({row[0] or row[1] for _, row in rows}, key=str.casefold)
    names = {one.iso3: one.name for one in session.all(Country)}
    wishes = [one for one in (wanted, *preferred, *abouts) if one in abouts]
    scope = next((one for one in wishes if one is not None), "")
    own = [(one, row) for one, row in rows if (row[0] or row[1]) == scope]
    dated = [(one, row) for one, row in own if row[2] is not None]
    points = []
    for (one, row), following in [*pairwise(dated), *((last, None) for last in dated[-1:])]:
        end = row[3] if row[3] is not None and row[3] > row[2] else None
        if end is None:
            end = following[1][2] if following is not None else row[2] + timedelta(days=1)
        if end > row[2]:
            points.append(SeriesPoint(row[2], end, row[4], row[5], row[6], value_id=one))
    reading = _Reading(
        points=tuple(points),
        n_undated=len(own) - len(dated),
        source=", ".join(sorted({row[7] for _, row in own if row[7]})),
    )
    scopes: tuple[tuple[str, str | Message], ...] = tuple(
        (one, names.get(one, one) or message("series.about_nothing")) for one in abouts
    )
    return scopes, scope, reading


def _thresholds(
    session: Session, crisis_id: EntityId, series: str, period: Period
) -> Iterable[Threshold]:
    """List the lines of the triggers that look at this series by this period."""
    for trigger in session.select(Trigger, crisis=crisis_id, retired=False):
        for condition in session.select(TriggerCondition, trigger=trigger.id):
            if condition.at_least is None:
                continue
            is_deaths = (
                condition.condition_kind is ConditionKind.DEATHS
                and series == DEATHS
                and DAYS_OF.get(condition.period_days) is period
            )
            is_own = (
                condition.condition_kind is ConditionKind.SERIES and condition.indicator == series
            )
            if is_deaths or is_own:
                yield Threshold(condition.at_least, trigger.name)
