"""What a person met on a first day: dialogs that begin at home, backups, sentences that explain."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import Partner
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.ui.printing.print_page import PrintPage
from crisisplanner.ui.settings import WindowSettings
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.widgets.text import Text
from tests.ui.conftest import WAIT_MS, settle


def test_a_word_that_finds_nothing_is_answered(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.open()
    QTest.keyClicks(window.commands.field, "zzzz")
    settle(window, qtbot)
    assert window.commands.nothing.isVisible()
    assert "zzzz" in window.commands.nothing.text()
    window.commands.field.setText("Match")
    assert not window.commands.nothing.isVisible()
    assert window.commands.list.isVisible()


def test_file_dialogs_begin_in_the_documents_or_the_folder_used_last(
    empty_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    expected = Path(QStandardPaths.writableLocation(documents))
    expected.mkdir(parents=True, exist_ok=True)
    empty_window.trigger("file.open")
    dialog = empty_window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert Path(dialog.directory().absolutePath()) == expected
    used = tmp_path / "elsewhere"
    used.mkdir()
    dialog.fileSelected.emit(str(used / "none.crisis"))
    dialog.close()
    assert empty_window.settings.folder == used


def test_a_folder_that_is_gone_is_not_remembered(settings: WindowSettings, tmp_path: Path) -> None:
    settings.folder = tmp_path / "gone"
    assert settings.folder.is_dir()


def test_a_damaged_file_offers_its_backups_and_opens_a_copy(
    window: MainWindow, session: Session, workspace: Path, qtbot: QtBot
) -> None:
    partner = session.all(Partner)[0]
    editing.change_field(session, "partner", partner.id, "name", "Kept in the backup")
    settle(window, qtbot)
    window.trigger("file.close")
    settle(window, qtbot)
    workspace.write_bytes(b"not a workspace any more")
    window.open_path(workspace)
    qtbot.waitUntil(window.error.isVisible, timeout=WAIT_MS)
    QTest.mouseClick(window.error.action, Qt.MouseButton.LeftButton)
    menu = window.findChildren(QMenu)[-1]
    assert menu.actions()[0].text().startswith("Backup of ")
    with qtbot.waitSignal(window.room.opened, timeout=WAIT_MS):
        menu.actions()[0].trigger()
    menu.close()
    settle(window, qtbot)
    opened = window.room.session
    assert opened is not None
    assert opened.path.parent == workspace.parent
    assert opened.path != workspace
    assert opened.get(Partner, partner.id).name == "Kept in the backup"
    shutil.rmtree(opened.file.backups.folder, ignore_errors=True)


def test_undo_with_nothing_to_undo_points_to_the_history(window: MainWindow) -> None:
    action = window.board.action("edit.undo")
    assert not action.isEnabled()
    assert "History" in action.toolTip()


def test_the_print_page_names_the_plan_at_once_and_says_what_comes_later(
    window: MainWindow, settled: Callable[[], None]
) -> None:
    window.show_page("document")
    page = window.page("document")
    assert isinstance(page, PrintPage)
    assert page.plan.currentText()
    said = [text.text() for text in page.findChildren(Text)]
    assert "Editions for a reader come in a later version." in said
    settled()
