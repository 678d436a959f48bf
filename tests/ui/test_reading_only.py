"""What a window says and allows while somebody else works in the file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import open_workspace
from crisisplanner.ui.home.home_page import HomePage
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.page import TablePage
from crisisplanner.ui.widgets.buttons import Button
from tests.ui.conftest import WAIT_MS, settle

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def writer(workspace: Path) -> Iterator[Session]:
    """Let somebody else write in the workspace."""
    with open_workspace(workspace, author="Lt Col Test") as session:
        yield session


@pytest.fixture
def reading(writer: Session, empty_window: MainWindow, workspace: Path, qtbot: QtBot) -> MainWindow:
    """Show a window in which the workspace can only be read."""
    assert not writer.is_read_only
    with qtbot.waitSignal(empty_window.room.opened, timeout=WAIT_MS):
        empty_window.open_path(workspace)
    settle(empty_window, qtbot)
    return empty_window


def test_every_page_says_who_writes_and_that_nothing_can_be_changed(
    reading: MainWindow, qtbot: QtBot
) -> None:
    for page_id in ("home", "offers", "match"):
        reading.show_page(page_id)
        settle(reading, qtbot)
        assert reading.reading_notice.isVisible()
    assert reading.reading_notice.sentence.startswith("Lt Col Test is working in this workspace")


def test_opened_again_after_the_writer_left_it_can_be_changed(
    reading: MainWindow, writer: Session, qtbot: QtBot
) -> None:
    writer.close()
    again = reading.reading_notice.findChild(Button)
    assert again is not None
    with qtbot.waitSignal(reading.room.opened, timeout=WAIT_MS):
        again.click()
    settle(reading, qtbot)
    assert reading.reading_notice.isHidden()
    assert reading.board.action("plan.match").isEnabled()


def test_the_start_page_offers_no_match_and_says_why(reading: MainWindow) -> None:
    page = reading.page("home")
    assert isinstance(page, HomePage)
    matches = [b for b in page.findChildren(Button) if b.text() == "Match"]
    assert matches
    assert not any(button.isEnabled() for button in matches)
    assert all("Lt Col Test is working" in button.toolTip() for button in matches)


def test_the_key_of_an_action_that_is_not_possible_says_why(reading: MainWindow) -> None:
    reading.say("")
    QTest.keyClick(reading, KEY.Key_M, CONTROL)
    assert reading.strip.message.text().startswith("Lt Col Test is working")
    assert reading.stack.current == "home"


def test_the_links_of_an_inspector_are_grey_and_say_why(reading: MainWindow, qtbot: QtBot) -> None:
    reading.show_page("offers")
    settle(reading, qtbot)
    page = reading.page("offers")
    assert isinstance(page, TablePage)
    page.panel.go_to(page.panel.model.ids[1])

    def ways() -> list[Button]:
        names = {"add", "change", "remove"}
        buttons = page.findChildren(Button)
        return [b for b in buttons if b.objectName().split(".")[0] in names]

    qtbot.waitUntil(lambda: bool(ways()), timeout=WAIT_MS)
    assert not any(button.isEnabled() for button in ways())
    assert all("Lt Col Test is working" in button.toolTip() for button in ways())


def test_a_key_says_why_there_is_nothing_to_undo(window: MainWindow) -> None:
    QTest.keyClick(window, KEY.Key_Z, CONTROL)
    assert window.strip.message.text().startswith("You have changed nothing")
