"""Calendars of what is watched and of a plan, written and read back."""

from datetime import date
from pathlib import Path

import pytest

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.markings import Marking, MarkingKind
from crisisplanner.domain.monitoring import CalendarEvent, CalendarKind
from crisisplanner.domain.plans import DecisionPoint, Plan
from crisisplanner.domain.register import Workspace
from crisisplanner.domain.tasks import Task
from crisisplanner.services import editing
from crisisplanner.services.crisis_views.calendar_files import export_calendar, export_plan_dates
from crisisplanner.services.session import Session
from crisisplanner.wording.catalogue import Wording

WORDS = Wording()


def entries(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8").replace("\r\n ", "")
    found = []
    for block in text.split("BEGIN:VEVENT\r\n")[1:]:
        body = block.split("END:VEVENT")[0]
        found.append(dict(line.split(":", 1) for line in body.splitlines()))
    return found


def test_the_calendar_is_written_with_ids_that_stay(bunia: Session, tmp_path: Path) -> None:
    event = CalendarEvent(
        id="vote",
        name="Election; second round",
        on_date=date(2026, 12, 1),
        calendar_kind=CalendarKind.ELECTION,
        source="Commission",
    )
    editing.create_entity(bunia, event)
    editing.create_entity(bunia, CalendarEvent(id="rains", name="Rains"))
    path = tmp_path / "dates.ics"
    written = export_calendar(bunia, path, WORDS)
    assert (written.n_dates, written.n_without_day) == (1, 1)
    (first,) = entries(path)
    assert first["SUMMARY"] == "Election\\; second round"
    assert first["CATEGORIES"] == "election"
    assert first["DESCRIPTION"] == "Source: Commission"
    editing.change_field(bunia, CalendarEvent.KIND, "vote", "on_date", date(2026, 12, 8))
    export_calendar(bunia, path, WORDS)
    (second,) = entries(path)
    assert first["UID"] == second["UID"] == "calendar_event-vote@crisisplanner"
    assert second["DTSTART;VALUE=DATE"] == "20261208"


def test_the_dates_of_a_plan_stand_on_the_calendar(bunia: Session, tmp_path: Path) -> None:
    plan = bunia.all(Plan)[0]
    editing.create_entity(bunia, Task(id="t", title="Ask Uganda", plan=plan.id, to_day=3))
    path = tmp_path / "plan.ics"
    written = export_plan_dates(bunia, plan.id, path, WORDS)
    found = entries(path)
    assert written.n_dates == len(found)
    assert len({one["UID"] for one in found}) == len(found)
    by_title = {one["SUMMARY"]: one for one in found}
    assert by_title["Task: Ask Uganda"]["DTSTART;VALUE=DATE"] == "20030602"
    assert by_title["No longer in force: UNSCR 1484"]["DTSTART;VALUE=DATE"] == "20030901"
    n_points = len(bunia.select(DecisionPoint, plan=plan.id))
    assert sum("Latest day to decide" in title for title in by_title) == n_points


def test_days_from_an_open_d_are_counted_and_a_plan_of_only_such_is_refused(
    bunia: Session, tmp_path: Path
) -> None:
    known = bunia.all(Plan)[0]
    plan = Plan(id="open", title="Open", scenario=known.scenario)
    editing.create_entity(bunia, plan)
    path = tmp_path / "plan.ics"
    with pytest.raises(CrisisPlannerError) as refusal:
        export_plan_dates(bunia, plan.id, path, WORDS)
    assert refusal.value.messages[0].code == "calendar.d_has_no_date"
    assert not path.exists()
    editing.change_field(bunia, Plan.KIND, plan.id, "valid_to", date(2003, 12, 31))
    written = export_plan_dates(bunia, plan.id, path, WORDS)
    assert written.n_dates == 1
    assert written.n_without_day > 5


def test_an_exercise_says_so_in_every_entry(bunia: Session, tmp_path: Path) -> None:
    workspace = bunia.workspace()
    marking = Marking(kind=MarkingKind.EXERCISE)
    editing.change_field(bunia, Workspace.KIND, workspace.id, "marking", marking)
    plan = bunia.all(Plan)[0]
    path = tmp_path / "plan.ics"
    export_plan_dates(bunia, plan.id, path, WORDS)
    assert all(one["SUMMARY"].startswith("EXERCISE EXERCISE EXERCISE: ") for one in entries(path))


def test_a_file_of_another_kind_is_not_replaced(bunia: Session, tmp_path: Path) -> None:
    path = tmp_path / "offers.ics"
    path.write_text("partner,quantity\n", encoding="utf-8")
    with pytest.raises(CrisisPlannerError) as refusal:
        export_calendar(bunia, path, WORDS)
    assert refusal.value.messages[0].code == "outgoing.other_kind"
    with pytest.raises(CrisisPlannerError) as wrong:
        export_calendar(bunia, tmp_path / "dates.txt", WORDS)
    assert wrong.value.messages[0].code == "calendar.wrong_type"


def test_what_comes_every_year_is_written_from_its_first_time_with_a_rule(
    empty: Session, tmp_path: Path
) -> None:
    for number, first in enumerate((date(1994, 4, 7), date(2024, 2, 29))):
        event = CalendarEvent(
            id=f"e{number}",
            name=f"It {number}",
            on_date=first,
            calendar_kind=CalendarKind.ANNIVERSARY,
        )
        editing.create_entity(empty, event)
    path = tmp_path / "dates.ics"
    export_calendar(empty, path, WORDS)
    by_title = {one["SUMMARY"]: one for one in entries(path)}
    assert by_title["It 0"]["DTSTART;VALUE=DATE"] == "19940407"
    assert by_title["It 0"]["RRULE"] == "FREQ=YEARLY"
    # A yearly rule on 29 February alone would come every fourth year.
    assert by_title["It 1"]["RRULE"] == "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"
