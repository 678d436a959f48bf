"""The page of access in a real window: lanes, what stops a place, add, change, remove, undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from crisisplanner.domain.days import Day
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.register import Place
from crisisplanner.domain.situation import AccessPermit, Authority, Crisis
from crisisplanner.domain.terms import PermitState
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.change_dialog import ChangeDialog
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.watch.access.access_page import AccessPage
from crisisplanner.ui.watch.access.lanes import LaneRow
from crisisplanner.ui.widgets.fields import ChoiceField, LineField
from tests.ui.conftest import WAIT_MS, settle
from tests.ui.test_fitting import SIZES, cut_texts

KEY = Qt.Key


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> AccessPage:
    """Open the page on the case."""
    window.show_page("access")
    settle(window, qtbot)
    shown = window.page("access")
    assert isinstance(shown, AccessPage)
    return shown


def rows(page: AccessPage) -> dict[str, LaneRow]:
    return {row.title: row for row in page.lanes.lanes.face.rows}


def fill(field: object, text: str) -> None:
    assert isinstance(field, LineField)
    field.selectAll()
    QTest.keyClicks(field, text)


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_lanes_show_permits_and_authorities_in_days(page: AccessPage) -> None:
    found = rows(page)
    assert found["Entebbe"].sentence == (
        "everybody, military: Nothing granted before D+5. Nothing granted from D+120 on."
    )
    (bar,) = next(r.bars for t, r in found.items() if t == "UNSCR 1484")
    assert (bar.from_day, bar.to_day) == (0, 94)
    assert found["Bunia"].sentence == "What holds for Ituri holds here too."
    assert "No permit is recorded" in found["Operation headquarters near Paris"].sentence
    assert page.headline.text() == (
        "Entry to Entebbe and Ituri is granted, on the days drawn."
        " For Operation headquarters near Paris no permit is recorded,"
        " so the match takes entry as free. 6 authorities are recorded."
    )


def test_a_permit_is_added_refused_changed_and_taken_back(
    page: AccessPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    bunia = next(p for p in session.all(Place) if p.name == "Bunia")
    page.lanes.go_to("place/" + bunia.id)
    window.trigger("access.add")
    dialog = page.findChild(NewThing)
    assert dialog is not None
    place, state = dialog.field("place"), dialog.field("state")
    assert isinstance(place, ChoiceField)
    assert isinstance(state, ChoiceField)
    assert place.value() == bunia.id
    state.choose("refused")
    fill(dialog.field("from_when"), "D+3")
    click(dialog.add)
    qtbot.waitUntil(
        lambda: "Not everybody named here may enter Bunia." in page.headline.text(), timeout=WAIT_MS
    )
    assert "Refused (D+3 to no end set)." in rows(page)["Bunia"].sentence
    permit = next(p for p in session.all(AccessPermit) if p.state is PermitState.REFUSED)
    page.lanes.go_to(
        next(r.id for r in rows(page).values() if "Refused" in r.sentence and not r.is_head)
    )
    QTest.keyClick(page.lanes, KEY.Key_Return)
    change = page.findChild(ChangeDialog)
    assert change is not None
    state = change.field("state")
    assert isinstance(state, ChoiceField)
    state.choose("granted")
    click(change.act)
    qtbot.waitUntil(
        lambda: session.get(AccessPermit, permit.id).state is PermitState.GRANTED, timeout=WAIT_MS
    )
    settle(window, qtbot)
    assert session.get(AccessPermit, permit.id).from_when == Day(3)
    QTest.keyClick(page.lanes, KEY.Key_Delete)
    qtbot.waitUntil(lambda: session.find(AccessPermit, permit.id) is None, timeout=WAIT_MS)
    window.trigger("edit.undo")
    qtbot.waitUntil(lambda: session.find(AccessPermit, permit.id) is not None, timeout=WAIT_MS)
    settle(window, qtbot)


def test_an_authority_is_added_to_the_crisis(
    page: AccessPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    window.trigger("access.add_authority")
    dialog = page.findChild(NewThing)
    assert dialog is not None
    fill(dialog.field("name"), "Parliament agrees")
    click(dialog.add)
    qtbot.waitUntil(lambda: "Parliament agrees" in rows(page), timeout=WAIT_MS)
    made = next(a for a in session.all(Authority) if a.name == "Parliament agrees")
    assert made.crisis == session.all(Crisis)[0].id


def test_a_dated_permit_without_a_date_of_d_is_said_not_to_be_drawn(
    page: AccessPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    permit = session.all(AccessPermit)[0]
    day = session.outside.now().date()
    editing.change_field(session, AccessPermit.KIND, permit.id, "to_when", None)
    editing.change_field(session, AccessPermit.KIND, permit.id, "from_when", day)
    for plan in session.all(Plan):
        editing.change_field(session, Plan.KIND, plan.id, "d_date", None)
    qtbot.waitUntil(lambda: page.view is not None and page.view.d_date is None, timeout=WAIT_MS)
    settle(window, qtbot)
    assert page.view is not None
    seen = [s for p in page.view.places for lane in p.lanes for s in lane.permits]
    assert [s.permit.id for s in seen if not s.is_placed] == [permit.id]


def test_nothing_of_the_page_is_cut(page: AccessPage, window: MainWindow, qtbot: QtBot) -> None:
    for width, height in SIZES:
        window.resize(width, height)
        settle(window, qtbot)
        for row in page.lanes.lanes.face.rows:
            page.lanes.go_to(row.id)
        qtbot.waitUntil(lambda: not cut_texts(window), timeout=WAIT_MS)
