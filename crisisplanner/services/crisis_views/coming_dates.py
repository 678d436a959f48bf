"""Dates to come: elections, anniversaries, verdicts, summits, handovers of chairs, rains.

Handovers follow from the terms of chairs; everything else is an entry of the calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crisisplanner.domain.actors import ChairTerm, Institution
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.monitoring import CalendarEvent, CalendarKind
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.register import Country
from crisisplanner.domain.situation import Crisis, Scenario
from crisisplanner.services.session import Session


@dataclass(frozen=True, slots=True)
class ComingDate:
    """Show one date: ``title`` is a name, or a sentence for what has none.

    ``first_on`` is set of what comes again every year; ``on`` is then its next time.
    """

    thing_kind: str
    thing_id: EntityId
    calendar_kind: CalendarKind
    on: date | None
    days_to_go: int | None
    title: str | Message
    crisis: str
    institution: str
    country: str
    note: str
    source: str
    first_on: date | None = None


@dataclass(frozen=True, slots=True)
class ComingDates:
    """Show the dates of a crisis, or all: from today on, those that passed, those without a day."""

    today: date
    ahead: tuple[ComingDate, ...]
    passed: tuple[ComingDate, ...]
    undated: tuple[ComingDate, ...]
    plans: tuple[Plan, ...]
    """The plans whose own dates can be written beside these."""

    @property
    def every(self) -> tuple[ComingDate, ...]:
        """List all dates, passed ones first."""
        return (*self.passed, *self.ahead, *self.undated)


def coming_dates(
    session: Session, crisis_id: EntityId | None = None, today: date | None = None
) -> ComingDates:
    """Read the calendar, soonest first; that of a crisis holds what belongs to none as well."""
    day = today or session.outside.now().date()
    names = _Names(session)
    found = [
        names.event(event, day)
        for event in session.all(CalendarEvent)
        if crisis_id is None or event.crisis in (None, crisis_id)
    ]
    found += [
        names.handover(term, day) for term in session.all(ChairTerm) if term.from_date is not None
    ]
    dated = sorted(
        (one for one in found if one.on is not None),
        key=lambda one: (one.on or day, str(one.title), one.thing_id),
    )
    return ComingDates(
        today=day,
        ahead=tuple(one for one in dated if one.on is not None and one.on >= day),
        passed=tuple(one for one in dated if one.on is not None and one.on < day),
        undated=tuple(
            sorted((one for one in found if one.on is None), key=lambda one: str(one.title))
        ),
        plans=_plans(session, crisis_id),
    )


def _plans(session: Session, crisis_id: EntityId | None) -> tuple[Plan, ...]:
    scenarios = {
        one.id for one in session.all(Scenario) if crisis_id is None or one.crisis == crisis_id
    }
    found = [plan for plan in session.all(Plan) if plan.scenario in scenarios]
    return tuple(sorted(found, key=lambda plan: (plan.title, plan.id)))


class _Names:
    """Look up the names of what dates belong to, once."""

    def __init__(self, session: Session) -> None:
        self._crises = {one.id: one.name for one in session.all(Crisis, include_retired=True)}
        self._institutions = {
            one.id: one.name for one in session.all(Institution, include_retired=True)
        }
        self._countries = {one.iso3: one.name for one in session.all(Country)}

    def event(self, event: CalendarEvent, today: date) -> ComingDate:
        """Show an entry of the calendar."""
        on = event.next_on(today)
        return ComingDate(
            thing_kind=CalendarEvent.KIND,
            thing_id=event.id,
            calendar_kind=event.calendar_kind,
            on=on,
            days_to_go=_days(on, today),
            title=event.name,
            crisis=self._crises.get(event.crisis or "", ""),
            institution=self._institutions.get(event.institution or "", ""),
            country=self._countries.get(event.iso3, event.iso3),
            note=event.note,
            source=event.source,
            first_on=event.on_date if event.calendar_kind.is_yearly else None,
        )

    def handover(self, term: ChairTerm, today: date) -> ComingDate:
        """Show the first day of a chair's term."""
        institution = self._institutions.get(term.institution, "")
        country = self._countries.get(term.holder_iso3, term.holder_iso3)
        return ComingDate(
            thing_kind=ChairTerm.KIND,
            thing_id=term.id,
            calendar_kind=CalendarKind.CHAIR_HANDOVER,
            on=term.from_date,
            days_to_go=_days(term.from_date, today),
            title=message(
                "calendar.takes_chair", holder=term.holder or country, institution=institution
            ),
            crisis="",
            institution=institution,
            country=country,
            note="",
            source=term.source,
        )


def _days(on: date | None, today: date) -> int | None:
    return None if on is None else (on - today).days
