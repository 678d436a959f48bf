"""What a new user could not see: a page among actions, a row below the edge, a dialog's buttons."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crisisplanner.domain.offers import Caveat, Offer
from crisisplanner.services.session import Session
from crisisplanner.ui.application import make_window
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.inspecting.part_kinds import PART_KINDS
from crisisplanner.ui.plan.new_plan import NewPlan
from crisisplanner.ui.settings import Editor, WindowSettings
from crisisplanner.ui.shell.main_window import FRAME_SIZE, MainWindow
from crisisplanner.ui.tables.page import TablePage
from crisisplanner.ui.widgets.fields import LineField
from crisisplanner.ui.widgets.text import Text
from tests.ui.conftest import WAIT_MS

LEFT = Qt.MouseButton.LeftButton


def test_the_name_of_a_page_finds_the_page_first(window: MainWindow) -> None:
    for typed, page in (("requirements", "Go to Requirements"), ("offers", "Go to Offers")):
        window.commands.open()
        QTest.keyClicks(window.commands.field, typed)
        first = window.commands.list.model().index(0, 0)
        assert first.data() == page
        QTest.keyClick(window.commands.field, Qt.Key.Key_Escape)


def test_the_row_of_the_keyboard_stays_in_sight_as_the_table_loses_height(
    window: MainWindow, settled: Callable[[], None]
) -> None:
    window.show_page("offers")
    settled()
    page = window.page("offers")
    assert isinstance(page, TablePage)
    view = page.panel.view
    view.go_to(page.panel.model.ids[12])
    window.resize(1440, 620)
    QApplication.processEvents()
    place = view.visualRect(view.currentIndex())
    assert 0 <= place.top() < place.bottom() < view.viewport().height()


@pytest.mark.parametrize("kind", [Caveat.KIND, "plan"])
def test_a_dialog_stays_in_its_window_when_it_says_what_is_wrong(
    window: MainWindow, session: Session, kind: str
) -> None:
    window.resize(640, 360)
    given = {"offer": session.all(Offer)[0].id}
    if kind == "plan":
        dialog: NewThing | NewPlan = NewPlan(window.context, window)
    else:
        dialog = NewThing(window.context, Caveat, PART_KINDS[kind].asked, window, given)
        start = dialog.field("from_when")
        assert isinstance(start, LineField)
        start.setText("soon")
    dialog.open()
    QTest.mouseClick(dialog.act, LEFT)
    QApplication.processEvents()
    assert dialog.isVisible()
    assert dialog.height() <= window.height()
    assert dialog.act.geometry().bottom() < dialog.height()
    dialog.reject()


def test_the_first_window_leaves_room_for_its_frame(
    qapp: QApplication, qtbot: QtBot, settings: WindowSettings
) -> None:
    window = make_window(qapp, settings)
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    assert window.width() <= room.width() - FRAME_SIZE.width()
    assert window.height() <= room.height() - FRAME_SIZE.height()
    window.close()


@pytest.mark.parametrize(
    ("name", "called"), [("Maya Diallo", "Maya"), ("Lt Col Test", "Lt Col Test"), ("Maya", "Maya")]
)
def test_a_person_with_a_rank_is_greeted_by_the_whole_name(
    empty_window: MainWindow, name: str, called: str
) -> None:
    empty_window.set_editor(Editor(name))
    empty_window.show_page("home")
    QApplication.processEvents()
    texts = [text.text() for text in empty_window.findChildren(Text) if text.isVisible()]
    assert any(text.endswith(", " + called) for text in texts)


def test_what_is_typed_to_filter_offers_is_seen_on_a_small_screen(
    window: MainWindow, settled: Callable[[], None], qtbot: QtBot
) -> None:
    window.resize(640, 360)
    window.show_page("offers")
    settled()
    page = window.page("offers")
    assert isinstance(page, TablePage)
    panel = page.panel
    # Layouts of changed sizes follow by events.
    qtbot.waitUntil(lambda: panel.search.width() >= 96, timeout=WAIT_MS)
    window.resize(1280, 720)
    qtbot.waitUntil(panel.title.isVisible, timeout=WAIT_MS)
