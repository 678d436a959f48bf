"""A workspace as it was left: the page on which it was closed."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from crisisplanner.ui.shell.main_window import MainWindow
from tests.ui.conftest import WAIT_MS, settle


def reopen(window: MainWindow, workspace: Path, qtbot: QtBot) -> None:
    window.room.leave()
    settle(window, qtbot)
    with qtbot.waitSignal(window.room.opened, timeout=WAIT_MS):
        window.open_path(workspace)
    settle(window, qtbot)


def test_a_workspace_opens_on_the_page_on_which_it_was_closed(
    window: MainWindow, workspace: Path, qtbot: QtBot
) -> None:
    assert window.stack.current == "home"
    window.show_page("requirements")
    settle(window, qtbot)
    reopen(window, workspace, qtbot)
    assert window.stack.current == "requirements"
    window.show_page("import")
    reopen(window, workspace, qtbot)
    assert window.stack.current == "home"
