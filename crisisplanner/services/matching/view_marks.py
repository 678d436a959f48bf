"""The day lines of a plan's chart: authorities, permits, decision points."""

from __future__ import annotations

from collections.abc import Iterable

from crisisplanner.domain.days import When
from crisisplanner.domain.messages import Message, Ref, RefKind, message
from crisisplanner.domain.plans import DecisionPoint, Plan
from crisisplanner.domain.situation import AccessPermit, Authority, Scenario
from crisisplanner.domain.terms import PermitState
from crisisplanner.services.matching.calendar import Calendar
from crisisplanner.services.matching.match_view import DayMark, MarkKind
from crisisplanner.services.naming import Names
from crisisplanner.services.session import Session


def day_marks(session: Session, plan: Plan, first_day: int, last_day: int) -> tuple[DayMark, ...]:
    """List the lines within a chart's days, by day; one line a name and day."""
    scenario = session.get(Scenario, plan.scenario)
    calendar = Calendar(plan)
    marks = [
        *_authorities(session, scenario, calendar),
        *_permits(session, scenario, calendar),
        *(
            DayMark(
                point.latest_day,
                MarkKind.DECISION,
                message("match_page.decide", name=point.name),
            )
            for point in session.select(DecisionPoint, plan=plan.id, retired=False)
        ),
    ]
    shown = dict.fromkeys(mark for mark in marks if first_day <= mark.day <= last_day)
    return tuple(sorted(shown, key=lambda mark: (mark.day, mark.kind.value, str(mark.label))))


def _authorities(session: Session, scenario: Scenario, calendar: Calendar) -> Iterable[DayMark]:
    for authority in session.select(Authority, crisis=scenario.crisis, retired=False):
        name = authority.name
        yield from _ends(MarkKind.AUTHORITY, name, authority.from_when, authority.to_when, calendar)


def _permits(session: Session, scenario: Scenario, calendar: Calendar) -> Iterable[DayMark]:
    names = Names(session)
    for permit in session.select(AccessPermit, scenario=scenario.id, retired=False):
        if permit.state is not PermitState.GRANTED:
            continue
        place = names.name_of(Ref(RefKind.PLACE, permit.place))
        label = permit.name or message("match_page.permit_at", place=place)
        yield from _ends(MarkKind.PERMIT, label, permit.from_when, permit.to_when, calendar)


def _ends(
    kind: MarkKind, label: Message | str, start: When | None, end: When | None, calendar: Calendar
) -> Iterable[DayMark]:
    name = label if isinstance(label, str) else label.code
    first, last = calendar.day(start, name), calendar.day(end, name)
    if first is not None:
        yield DayMark(first, kind, label)
    if last is not None:
        yield DayMark(last, kind, label, is_end=True)
