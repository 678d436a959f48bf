"""An empty workspace is a beginning: a person makes crisis, scenario and plan from the window."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crisisplanner.domain.markings import Marking, MarkingKind
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.situation import Crisis, Scenario
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import create_workspace
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.plan.new_plan import NewPlan
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.page import TablePage
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.marks import Tag
from tests.ui.conftest import WAIT_MS, settle


@pytest.fixture
def empty(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """Show a window with a workspace in which nothing is."""
    path = tmp_path / "new.crisis"
    create_workspace(path, author="Maya Diallo").close()
    with qtbot.waitSignal(empty_window.room.opened, timeout=WAIT_MS):
        empty_window.open_path(path)
    settle(empty_window, qtbot)
    return empty_window


def session_of(window: MainWindow) -> Session:
    assert window.room.session is not None
    return window.room.session


def button(parent: QWidget | None, text: str) -> Button:
    assert parent is not None
    return next(b for b in parent.findChildren(Button) if b.text() == text and b.isVisible())


def has_button(parent: QWidget | None, text: str) -> bool:
    assert parent is not None
    return any(b.text() == text and b.isVisible() for b in parent.findChildren(Button))


def click(parent: QWidget | None, text: str) -> None:
    QTest.mouseClick(button(parent, text), Qt.MouseButton.LeftButton)


def dialog_of(window: MainWindow, qtbot: QtBot) -> NewPlan:
    qtbot.waitUntil(lambda: bool(window.findChildren(NewPlan)), timeout=WAIT_MS)
    dialog = window.findChildren(NewPlan)[-1]
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def create_plan(window: MainWindow, qtbot: QtBot, title: str) -> None:
    dialog = dialog_of(window, qtbot)
    QTest.keyClicks(dialog.title, title)
    if dialog.crisis.typed() == "":
        dialog.crisis.setEditText("Floods in the delta")
    click(dialog, "Create plan")
    settle(window, qtbot)


@pytest.mark.parametrize("page_id", ["plans", "match", "document", "requirements"])
def test_each_page_without_a_plan_offers_to_create_one(
    empty: MainWindow, qtbot: QtBot, page_id: str
) -> None:
    empty.show_page(page_id)
    settle(empty, qtbot)
    click(empty.page(page_id), "New plan")
    create_plan(empty, qtbot, "Delta")
    assert [plan.title for plan in session_of(empty).all(Plan)] == ["Delta"]
    assert empty.stack.current == "plans"


def test_the_start_page_of_an_empty_workspace_offers_the_first_steps(
    empty: MainWindow, qtbot: QtBot
) -> None:
    home = empty.page("home")
    for text in ("Create a crisis", "Create a plan", "Import offers"):
        assert has_button(home, text)
    click(home, "Create a crisis")
    qtbot.waitUntil(lambda: bool(empty.findChildren(NewThing)), timeout=WAIT_MS)
    empty.findChildren(NewThing)[-1].reject()
    empty.show_page("home")
    settle(empty, qtbot)
    qtbot.waitUntil(lambda: has_button(home, "Create a plan"), timeout=WAIT_MS)
    click(home, "Create a plan")
    create_plan(empty, qtbot, "Delta")
    empty.show_page("home")
    settle(empty, qtbot)
    qtbot.waitUntil(lambda: not has_button(home, "Create a plan"), timeout=WAIT_MS)


def test_crisis_scenario_and_plan_are_one_step_that_undo_takes_back(
    empty: MainWindow, qtbot: QtBot
) -> None:
    session = session_of(empty)
    empty.show_page("plans")
    empty.trigger("plans.add")
    dialog = dialog_of(empty, qtbot)
    QTest.keyClicks(dialog.title, "Delta")
    QTest.keyClicks(dialog.number, "CP-7")
    dialog.crisis.setEditText("Floods in the delta")
    dialog.scenario.setEditText("The dam holds")
    QTest.keyClicks(dialog.d_date, "2027-03-01")
    QTest.keyClicks(dialog.d_meaning, "The government asks")
    dialog.priority.setText("2")
    click(dialog, "Create plan")
    settle(empty, qtbot)
    plan = session.all(Plan)[0]
    scenario = session.get(Scenario, plan.scenario)
    assert (plan.title, plan.number, plan.priority) == ("Delta", "CP-7", 2)
    assert (plan.d_date, plan.d_meaning) == (date(2027, 3, 1), "The government asks")
    assert scenario.name == "The dam holds"
    assert session.get(Crisis, scenario.crisis).name == "Floods in the delta"
    page = empty.page("plans")
    assert isinstance(page, TablePage)
    qtbot.waitUntil(lambda: page.current_id() == plan.id, timeout=WAIT_MS)
    empty.trigger("edit.undo")
    qtbot.waitUntil(lambda: session.all(Plan) == (), timeout=WAIT_MS)
    settle(empty, qtbot)
    assert (session.all(Plan), session.all(Scenario), session.all(Crisis)) == ((), (), ())


def test_the_form_says_all_that_is_missing_at_its_field(empty: MainWindow, qtbot: QtBot) -> None:
    empty.trigger("plans.add")
    dialog = dialog_of(empty, qtbot)
    click(dialog, "Create plan")
    said = {field.accessibleDescription() for field in (dialog.title, dialog.crisis)}
    assert all(said)
    dialog.d_date.setText("the first of March")
    click(dialog, "Create plan")
    assert dialog.d_date.accessibleDescription()
    assert session_of(empty).all(Plan) == ()
    dialog.reject()


def test_return_creates_the_plan_or_says_what_is_missing(empty: MainWindow, qtbot: QtBot) -> None:
    empty.trigger("plans.add")
    dialog = dialog_of(empty, qtbot)
    QTest.keyClicks(dialog.title, "Relief by sea")
    QTest.keyClick(dialog.title, Qt.Key.Key_Return)
    assert dialog.crisis.accessibleDescription()
    assert dialog.focusWidget() in (dialog.crisis, dialog.crisis.lineEdit())
    QTest.keyClicks(dialog.crisis, "Cyclone")
    assert not dialog.crisis.accessibleDescription()
    QTest.keyClick(dialog.crisis, Qt.Key.Key_Return)
    assert [plan.title for plan in session_of(empty).all(Plan)] == ["Relief by sea"]


def test_a_second_plan_picks_crisis_and_scenario_that_are_there(
    window: MainWindow, qtbot: QtBot
) -> None:
    session = session_of(window)
    before = (session.all(Crisis), session.all(Scenario))
    window.trigger("plans.add")
    create_plan(window, qtbot, "Second plan")
    assert (session.all(Crisis), session.all(Scenario)) == before
    assert len(session.all(Plan)) == 2
    # With two plans a requirement asks whose it is.
    window.trigger("requirements.add")
    qtbot.waitUntil(lambda: bool(window.findChildren(NewThing)), timeout=WAIT_MS)
    dialog = window.findChildren(NewThing)[-1]
    assert dialog.field("plan").isVisible()
    dialog.reject()


def test_a_requirement_without_a_plan_asks_for_the_plan_first(
    empty: MainWindow, qtbot: QtBot
) -> None:
    empty.trigger("requirements.add")
    create_plan(empty, qtbot, "Delta")
    plan = session_of(empty).all(Plan)[0]
    qtbot.waitUntil(lambda: bool(empty.findChildren(NewThing)), timeout=WAIT_MS)
    empty.findChildren(NewThing)[-1].reject()
    assert editing.history(session_of(empty), 1)[0].what.code == "journal.plan_started"
    assert plan.title == "Delta"


def test_the_dialog_of_a_new_plan_says_that_it_is_an_exercise(
    empty: MainWindow, qtbot: QtBot
) -> None:
    session = session_of(empty)
    marking = Marking("AMBER", MarkingKind.EXERCISE)
    editing.change_field(session, "workspace", session.workspace().id, "marking", marking)
    empty.show_page("plans")
    settle(empty, qtbot)
    click(empty.page("plans"), "New plan")
    dialog = dialog_of(empty, qtbot)
    assert any(tag.accessibleName() == "EXERCISE" for tag in dialog.findChildren(Tag))
