"""Write the calendar of what is watched, or the dates of a plan, as an iCalendar file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import bad_input, refused
from crisisplanner.domain.markings import Marking, MarkingKind
from crisisplanner.domain.plans import Plan
from crisisplanner.exchange.icalendar import CalendarItem, write_calendar
from crisisplanner.services.crisis_views.coming_dates import ComingDate, coming_dates
from crisisplanner.services.crisis_views.plan_dates import PlanDate, dates_of_plan, on_calendar
from crisisplanner.services.one_moment import read_at_one_moment
from crisisplanner.services.outgoing_files import OutgoingKind, refuse_other_file
from crisisplanner.services.session import Session
from crisisplanner.wording.catalogue import Wording

CALENDAR = "calendar"
PLAN_DATES = "plan-dates"
CALENDARS_OUT = (CALENDAR, PLAN_DATES)
SUFFIX = ".ics"
UID_DOMAIN = "crisisplanner"


@dataclass(frozen=True, slots=True)
class Written:
    """Say how many dates were written, and how many have no day on the calendar."""

    n_dates: int
    n_without_day: int


def export_calendar(
    session: Session,
    path: Path,
    words: Wording,
    *,
    crisis_id: EntityId | None = None,
    reader: str | None = None,
) -> Written:
    """Write the calendar of a crisis, or of all; passed dates are written too."""
    _refuse(path, reader)
    items, written = read_at_one_moment(
        session, partial(_items_of_watching, session, crisis_id, words)
    )
    _write(session, path, session.workspace().name, items)
    return written


def _items_of_watching(
    session: Session, crisis_id: EntityId | None, words: Wording
) -> tuple[list[CalendarItem], Written]:
    dates = coming_dates(session, crisis_id)
    items = [
        CalendarItem(
            uid=_uid(one.thing_kind, one.thing_id, ""),
            on=one.first_on or one.on,
            is_yearly=one.first_on is not None,
            summary=_title(session, words, words.value(one.title)),
            description=_description(words, one),
            categories=(words.say(f"word.CalendarKind.{one.calendar_kind.value}"),),
            is_public=_is_public(session.workspace().marking),
        )
        for one in dates.every
        if one.on is not None
    ]
    return items, Written(len(items), len(dates.undated))


def export_plan_dates(
    session: Session, plan_id: EntityId, path: Path, words: Wording, *, reader: str | None = None
) -> Written:
    """Write the dates of a plan; days from a D without a date are counted, not written.

    Refused if the plan has no date that stands on the calendar.
    """
    _refuse(path, reader)
    items, written = read_at_one_moment(session, partial(_items_of_plan, session, plan_id, words))
    title = session.get(Plan, plan_id).title
    if not items:
        raise refused("calendar.d_has_no_date", plan=title)
    _write(session, path, title, items)
    return written


def _items_of_plan(
    session: Session, plan_id: EntityId, words: Wording
) -> tuple[list[CalendarItem], Written]:
    plan = session.get(Plan, plan_id)
    dates = dates_of_plan(session, plan_id)
    items = []
    for one in dates:
        on = on_calendar(one.when, plan.d_date)
        if on is None:
            continue
        marking = one.marking or plan.marking or session.workspace().marking
        items.append(
            CalendarItem(
                uid=_uid(one.thing_kind, one.thing_id, one.part),
                on=on,
                until=on_calendar(one.until, plan.d_date),
                summary=_title(session, words, words.message(one.title)),
                description=_plan_note(words, plan, one),
                categories=(words.say(f"kind.{one.thing_kind}"),),
                is_public=_is_public(marking),
            )
        )
    return items, Written(len(items), len(dates) - len(items))


def _refuse(path: Path, reader: str | None) -> None:
    if reader is not None:
        raise refused("document.reader_not_yet", reader=reader)
    if path.suffix.lower() != SUFFIX:
        raise bad_input("calendar.wrong_type", file=path.name)
    refuse_other_file(path, OutgoingKind.ICALENDAR)


def _write(session: Session, path: Path, name: str, items: list[CalendarItem]) -> None:
    write_calendar(path, name, items, session.outside.now())


def _uid(kind: str, thing_id: EntityId, part: str) -> str:
    """Name an entry by what it stands for, so that a later file takes its place."""
    return "-".join(p for p in (kind, thing_id, part) if p) + "@" + UID_DOMAIN


def _title(session: Session, words: Wording, title: str) -> str:
    """An entry in somebody's calendar must not be taken for a real one."""
    marking = session.workspace().marking
    if marking is not None and marking.kind is MarkingKind.EXERCISE:
        return words.say("calendar.of_exercise", title=title)
    return title


def _is_public(marking: Marking | None) -> bool:
    return marking is not None and marking.level == "CLEAR"


def _description(words: Wording, one: ComingDate) -> str:
    said = [one.crisis, one.institution, one.country, one.note]
    if one.source:
        said.append(words.say("calendar.source", source=one.source))
    return "\n".join(part for part in said if part)


def _plan_note(words: Wording, plan: Plan, one: PlanDate) -> str:
    said = [words.say("calendar.of_plan", plan=plan.title, when=one.when), one.note]
    return "\n".join(part for part in said if part)
