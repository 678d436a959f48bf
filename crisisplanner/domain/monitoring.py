"""What is watched: events, indicator series, severity of crises, votes, dates to come.

Lives here: observations with their precision. Judgements of risk stand elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.figures import Figure


class CalendarKind(StrEnum):
    """Say what a date to come is."""

    ELECTION = "election"
    ANNIVERSARY = "anniversary"
    VERDICT = "verdict"
    SUMMIT = "summit"
    CHAIR_HANDOVER = "chair_handover"
    RAINS = "rains"
    OTHER = "other"

    @property
    def is_yearly(self) -> bool:
        """Tell whether such a date comes again every year."""
        return self in (CalendarKind.ANNIVERSARY, CalendarKind.RAINS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Event(Entity):
    """Record a violent or other event with its deaths (low, best, high) and its precision.

    ``date_precision`` and ``place_precision`` are the source's own codes, 1 the most exact.
    """

    KIND: ClassVar[str] = "event"

    code: str = fields.line(required=True)
    name: str = fields.line()
    event_type: str = fields.line()
    crisis: EntityId | None = fields.reference("crisis")
    iso3: str = fields.line()
    admin1: str = fields.line()
    admin2: str = fields.line()
    location: str = fields.line()
    latitude: float | None = fields.number(minimum=-90, maximum=90)
    longitude: float | None = fields.number(minimum=-180, maximum=180)
    place_precision: int | None = fields.integer(minimum=0)
    from_date: date | None = fields.calendar_date()
    to_date: date | None = fields.calendar_date()
    """The last day on which it may have happened."""
    date_precision: int | None = fields.integer(minimum=0)
    side_a: str = fields.line()
    side_b: str = fields.line()
    deaths: Figure = fields.figure("person")
    deaths_side_a: Figure = fields.figure("person")
    deaths_side_b: Figure = fields.figure("person")
    deaths_civilians: Figure = fields.figure("person")
    deaths_unknown: Figure = fields.figure("person")
    clarity: int | None = fields.integer(minimum=0)
    headline: str = fields.text()
    source: str = fields.line()

    def label(self) -> str:
        """Name the event by what and where."""
        return self.name + ", " + self.location if self.location else self.name or self.code


@dataclass(frozen=True, kw_only=True, slots=True)
class MonitoringIndicator(Entity):
    """Describe what is measured again and again."""

    KIND: ClassVar[str] = "monitoring_indicator"

    code: str = fields.line(required=True)
    name: str = fields.line(required=True)
    unit_text: str = fields.line()
    frequency: str = fields.line()
    owner: str = fields.line()
    note: str = fields.text()
    source: str = fields.line()


@dataclass(frozen=True, kw_only=True, slots=True)
class IndicatorValue(Entity):
    """Keep one dated value of an indicator; ``to_date`` is the first day it no longer speaks of."""

    KIND: ClassVar[str] = "indicator_value"

    indicator: EntityId = fields.reference("monitoring_indicator", required=True, belongs=True)
    iso3: str = fields.line()
    about: str = fields.line()
    from_date: date | None = fields.calendar_date()
    to_date: date | None = fields.calendar_date()
    best: float | None = fields.number()
    low: float | None = fields.number()
    high: float | None = fields.number()
    source: str = fields.line()

    def label(self) -> str:
        """Name the value by what it is about."""
        return self.about or self.iso3


@dataclass(frozen=True, kw_only=True, slots=True)
class Severity(Entity):
    """Keep how severe a crisis was judged in a month; scores from 0 to 5, not counts."""

    KIND: ClassVar[str] = "severity"

    crisis: EntityId = fields.reference("crisis", required=True, belongs=True)
    code: str = fields.line(required=True)
    iso3: str = fields.line()
    as_of: date | None = fields.calendar_date()
    severity: float | None = fields.number(minimum=0, maximum=5)
    severity_category: str = fields.line()
    reliability: str = fields.line()
    impact_score: float | None = fields.number(minimum=0, maximum=5)
    conditions_score: float | None = fields.number(minimum=0, maximum=5)
    people_in_need_score: float | None = fields.number(minimum=0, maximum=5)
    complexity_score: float | None = fields.number(minimum=0, maximum=5)
    drivers: str = fields.line()
    updated_on: date | None = fields.calendar_date()
    source: str = fields.line()


@dataclass(frozen=True, kw_only=True, slots=True)
class Veto(Entity):
    """Record a draft resolution that a permanent member's vote stopped."""

    KIND: ClassVar[str] = "veto"

    code: str = fields.line(required=True)
    on_date: date | None = fields.calendar_date()
    meeting: str = fields.line()
    agenda_item: str = fields.text()
    topic: str = fields.line()
    region: str = fields.line()
    cast_by: tuple[str, ...] = fields.codes()
    source: str = fields.line()


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarEvent(Entity):
    """Note a date that may raise or lower risk.

    Of what comes again every year, ``on_date`` is the first time.
    """

    KIND: ClassVar[str] = "calendar_event"

    name: str = fields.line(required=True)
    on_date: date | None = fields.calendar_date()
    calendar_kind: CalendarKind = fields.choice(CalendarKind, CalendarKind.OTHER)
    crisis: EntityId | None = fields.reference("crisis")
    institution: EntityId | None = fields.reference("institution")
    iso3: str = fields.line()
    note: str = fields.text()
    source: str = fields.line()

    def next_on(self, today: date) -> date | None:
        """Find the day on which it comes next, or came if it comes only once.

        What began on 29 February comes on the last day of February.
        """
        first = self.on_date
        if first is None or first >= today or not self.calendar_kind.is_yearly:
            return first
        again = _in_year(first, today.year)
        return again if again >= today else _in_year(first, today.year + 1)


def _in_year(first: date, year: int) -> date:
    try:
        return first.replace(year=year)
    except ValueError:
        return first.replace(year=year, day=28)
