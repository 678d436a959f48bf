"""The overview and the calendar of a crisis in a real window on a real workspace."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from crisisplanner.domain.changes import Create
from crisisplanner.domain.messages import message
from crisisplanner.domain.monitoring import CalendarEvent, CalendarKind, Severity
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.situation import Crisis
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.change_dialog import ChangeDialog
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.watch.calendar.calendar_page import CalendarPage
from crisisplanner.ui.watch.calendar.plan_dialog import PlanDialog
from crisisplanner.ui.watch.overview.overview_page import OverviewPage
from crisisplanner.ui.watch.overview.risk_strip import Course
from crisisplanner.ui.widgets.fields import LineField
from crisisplanner.ui.widgets.text import Text
from tests.ui.conftest import WAIT_MS, settle
from tests.ui.test_fitting import SIZES, cut_texts


def overview(window: MainWindow, qtbot: QtBot) -> OverviewPage:
    window.show_page("overview")
    settle(window, qtbot)
    page = window.page("overview")
    assert isinstance(page, OverviewPage)
    return page


def calendar(window: MainWindow, qtbot: QtBot) -> CalendarPage:
    window.show_page("calendar")
    settle(window, qtbot)
    page = window.page("calendar")
    assert isinstance(page, CalendarPage)
    return page


def texts_of(page: OverviewPage | CalendarPage) -> list[str]:
    return [one.text() for one in page.findChildren(Text) if one.isVisible()]


def fill(field: object, text: str) -> None:
    assert isinstance(field, LineField)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def days_ahead(session: Session, days: int) -> date:
    return session.outside.now().date() + timedelta(days=days)


def test_the_overview_says_what_the_crisis_is_and_what_nobody_knows(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = overview(window, qtbot)
    said = page.headline.text()
    assert said.startswith("Active mass atrocity in Bunia and Ituri since 7 May 2003.")
    shown = texts_of(page)
    assert "143 of 143 risk indicators: nobody looked." in shown
    assert "0 of 143" in shown
    assert any("no published figure" in text for text in shown)


def test_a_change_elsewhere_is_read_and_shown(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    page = overview(window, qtbot)
    crisis = session.all(Crisis)[0].id
    values = [(1, 4.1), (2, None), (3, 4.25)]
    things = [
        Severity(id=f"s{m}", crisis=crisis, code="X", as_of=date(2022, m, 1), severity=value)
        for m, value in values
    ]
    session.write(message("journal.triggers_added", crisis="x"), [Create(t) for t in things])
    qtbot.waitUntil(lambda: bool(page.findChildren(Course)), timeout=WAIT_MS)
    course = page.findChildren(Course)[-1]
    assert "1 February 2022: not known" in course.accessibleName()
    qtbot.waitUntil(lambda: "4.2" in texts_of(page), timeout=WAIT_MS)


def test_the_overview_fits_from_small_screens_to_large_ones(
    window: MainWindow, settled: Callable[[], None], qtbot: QtBot
) -> None:
    for width, height in SIZES:
        window.resize(width, height)
        overview(window, qtbot)
        settled()
        qtbot.waitUntil(lambda: not cut_texts(window), timeout=WAIT_MS)


def test_a_link_opens_the_page_that_says_more(window: MainWindow, qtbot: QtBot) -> None:
    page = overview(window, qtbot)
    buttons = page.findChildren(QPushButton)
    link = next(one for one in buttons if one.text() == "Open: Risk")
    page.area.ensureWidgetVisible(link)
    click(link)
    settle(window, qtbot)
    assert window.stack.current == "risk"


def test_without_a_crisis_the_first_step_is_offered(window: MainWindow, qtbot: QtBot) -> None:
    session = window.room.session
    assert session is not None
    editing.create_entity(session, Crisis(id="other", name="Another crisis"))
    page = overview(window, qtbot)
    assert page.frame.crises.count() == 2
    page.frame.crises.choose("other")
    settle(window, qtbot)
    assert page.headline.text().startswith("Watch complex")
    shown = calendar(window, qtbot)
    assert shown.frame.crisis_id == "other"


def test_a_date_is_added_changed_removed_and_brought_back(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    page = calendar(window, qtbot)
    window.trigger("calendar.add")
    dialog = page.findChild(NewThing)
    assert dialog is not None
    fill(dialog.field("name"), "Run-off")
    fill(dialog.field("on_date"), "soon")
    click(dialog.add)
    assert dialog.isVisible()
    fill(dialog.field("on_date"), days_ahead(session, 12).isoformat())
    click(dialog.add)
    qtbot.waitUntil(lambda: "in 12 days" in texts_of(page), timeout=WAIT_MS)
    (event,) = session.all(CalendarEvent)
    assert (event.name, event.crisis) == ("Run-off", session.all(Crisis)[0].id)
    change = page.findChild(QPushButton, f"change.calendar_event.{event.id}")
    assert change is not None
    click(change)
    changing = page.findChild(ChangeDialog)
    assert changing is not None
    fill(changing.field("on_date"), days_ahead(session, 13).isoformat())
    click(changing.act)
    qtbot.waitUntil(lambda: "in 13 days" in texts_of(page), timeout=WAIT_MS)
    remove = page.findChild(QPushButton, f"remove.calendar_event.{event.id}")
    assert remove is not None
    click(remove)
    qtbot.waitUntil(lambda: "No dates yet" in texts_of(page), timeout=WAIT_MS)
    assert session.all(CalendarEvent) == ()
    window.trigger("edit.undo")
    qtbot.waitUntil(lambda: "in 13 days" in texts_of(page), timeout=WAIT_MS)


def test_an_empty_calendar_offers_to_import_dates(window: MainWindow, qtbot: QtBot) -> None:
    page = calendar(window, qtbot)
    assert "or import a list" in " ".join(texts_of(page))
    (button,) = (
        one
        for one in page.findChildren(QPushButton)
        if one.isVisible() and one.text() == "Import dates"
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(window, qtbot)
    assert window.stack.current == "import"


def test_the_category_of_a_severity_is_named_as_such(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    crisis = session.all(Crisis)[0]
    session.write(
        message("value.yes"),
        [
            Create(
                Severity(
                    id="severity",
                    code="s",
                    crisis=crisis.id,
                    as_of=date(2022, 1, 1),
                    severity=4.2,
                    severity_category="5.0",
                )
            )
        ],
    )
    page = overview(window, qtbot)
    assert "of 5, category 5" in texts_of(page)


def test_an_anniversary_shows_its_next_time_and_its_first(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    next_time = days_ahead(session, 12)
    editing.create_entity(
        session,
        CalendarEvent(
            id="e",
            name="Massacre",
            on_date=date(2003, next_time.month, next_time.day),
            calendar_kind=CalendarKind.ANNIVERSARY,
        ),
    )
    page = calendar(window, qtbot)
    assert "in 12 days" in texts_of(page)
    assert any("every year since" in text for text in texts_of(page))


def test_the_calendar_is_written_to_a_file_and_filtered_by_crisis(
    window: MainWindow, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    things = [
        Crisis(id="other", name="Zzz"),
        CalendarEvent(id="a", name="Here", on_date=days_ahead(session, 3)),
        CalendarEvent(
            id="b",
            name="Elsewhere",
            on_date=days_ahead(session, 4),
            crisis="other",
            calendar_kind=CalendarKind.ELECTION,
        ),
        CalendarEvent(id="c", name="Gone by", on_date=days_ahead(session, -4)),
    ]
    session.write(message("journal.triggers_added", crisis="x"), [Create(t) for t in things])
    page = calendar(window, qtbot)
    assert "Here" in texts_of(page)
    assert "Elsewhere" not in texts_of(page)
    click_chip(page, "every")
    qtbot.waitUntil(lambda: "Elsewhere" in texts_of(page), timeout=WAIT_MS)
    click_chip(page, "passed")
    assert "4 days ago" in texts_of(page)
    page.export(tmp_path / "dates.ics")
    assert (tmp_path / "dates.ics").read_text(encoding="utf-8").count("BEGIN:VEVENT") == 3
    assert "Wrote 3 dates to dates.ics." in window.strip.message.text()


def click_chip(page: CalendarPage, name: str) -> None:
    QTest.mouseClick(getattr(page, name), Qt.MouseButton.LeftButton)


def test_the_dates_of_a_plan_are_written_from_the_calendar(
    window: MainWindow, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    page = calendar(window, qtbot)
    plan = session.all(Plan)[0]
    page.export_plan(plan.id, tmp_path / "plan.ics")
    text = (tmp_path / "plan.ics").read_text(encoding="utf-8")
    assert "DTSTART;VALUE=DATE:20030530" in text
    assert window.strip.message.text().startswith("Wrote ")
    page.export_plan(plan.id, tmp_path / "plan.txt")
    assert "ends in .ics" in window.error.headline.text()


def test_of_several_plans_one_is_chosen(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    page = calendar(window, qtbot)
    known = session.all(Plan)[0]
    editing.create_entity(session, Plan(id="second", title="A second", scenario=known.scenario))
    qtbot.waitUntil(lambda: page.view is not None and len(page.view.plans) == 2, timeout=WAIT_MS)
    settle(window, qtbot)
    window.trigger("calendar.export_plan")
    dialog = page.findChild(PlanDialog)
    assert dialog is not None
    asked: list[str] = []
    dialog.chosen.disconnect()
    dialog.chosen.connect(asked.append)
    dialog.plan.choose("second")
    click(dialog.act)
    assert asked == ["second"]


def test_of_many_crises_the_one_that_is_planned_for_stands_first_and_then_the_last_one(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    planned = session.all(Crisis)[0]
    name = "Afghanistan, a name longer than eighteen signs"
    editing.create_entity(session, replace(planned, id="first", name=name))
    page = overview(window, qtbot)
    assert page.frame.crisis_id == planned.id
    page.frame.crises.choose("first")
    settle(window, qtbot)
    assert page.frame.crisis_id == "first"
    assert page.frame.crises.toolTip() == name
    window.room.crisis = ""
    window.show_page("home")
    settle(window, qtbot)
    assert overview(window, qtbot).frame.crisis_id == "first"
