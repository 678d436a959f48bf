"""The notice that no automatic backup could be made."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import Partner
from crisisplanner.services import editing
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.widgets.buttons import Button
from tests.ui.conftest import WAIT_MS, settle


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name a folder of this user, not yet there, in which backups are kept."""
    folder = tmp_path / "data"
    for variable in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(folder))
    return folder


def test_where_no_backup_can_be_made_the_window_says_so_with_a_way_out(
    data_folder: Path, window: MainWindow, qtbot: QtBot, workspace: Path
) -> None:
    window.room.leave()
    data_folder.write_text("in the way")
    with qtbot.waitSignal(window.room.opened, timeout=WAIT_MS):
        window.open_path(workspace)
    settle(window, qtbot)
    session = window.room.session
    assert session is not None
    assert window.backup_notice.sentence == ""
    partner = session.all(Partner)[0]
    editing.change_field(session, "partner", partner.id, "name", "Atlantis")
    assert session.backup_fault is not None
    said = window.backup_notice.sentence
    assert said.startswith("No automatic backup could be made in")
    assert window.backup_notice.isVisible()
    window.room.leave()
    settle(window, qtbot)
    assert window.backup_notice.sentence == ""


def test_where_a_backup_was_made_nothing_is_said(
    data_folder: Path, window: MainWindow, settled: Callable[[], None]
) -> None:
    session = window.room.session
    assert session is not None
    partner = session.all(Partner)[0]
    editing.change_field(session, "partner", partner.id, "name", "Atlantis")
    settled()
    assert data_folder.is_dir()
    assert window.backup_notice.sentence == ""


@pytest.fixture
def unbacked(data_folder: Path, window: MainWindow, settled: Callable[[], None]) -> MainWindow:
    """Edit with a backup, then put something in the way of the one that is made at closing."""
    session = window.room.session
    assert session is not None
    partner = session.all(Partner)[0]
    editing.change_field(session, "partner", partner.id, "name", "Atlantis")
    settled()
    assert session.backup_fault is None
    shutil.rmtree(data_folder)
    data_folder.write_text("in the way")
    return window


def press(window: MainWindow) -> str:
    """Press the notice's button; gives what stands on it."""
    button = window.backup_notice.findChild(Button)
    assert isinstance(button, Button)
    said = button.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return said


def test_a_backup_that_fails_at_closing_is_said_before_the_window_goes(
    unbacked: MainWindow, qtbot: QtBot
) -> None:
    assert not unbacked.close()
    settle(unbacked, qtbot)
    assert unbacked.isVisible()
    assert unbacked.room.session is None
    said = unbacked.backup_notice.sentence
    assert said.startswith("No automatic backup could be made in")
    assert said.endswith("Everything was stored before it was closed.")
    assert press(unbacked) == "Close now"
    assert not unbacked.isVisible()


def test_a_backup_that_fails_at_closing_is_said_in_the_next_workspace_until_it_is_read(
    unbacked: MainWindow, qtbot: QtBot, case_file: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(case_file, tmp_path / "other.crisis"))
    with qtbot.waitSignal(unbacked.room.opened, timeout=WAIT_MS):
        unbacked.open_path(other)
    settle(unbacked, qtbot)
    assert "Everything was stored" in unbacked.backup_notice.sentence
    assert press(unbacked) == "Understood"
    assert unbacked.backup_notice.sentence == ""
