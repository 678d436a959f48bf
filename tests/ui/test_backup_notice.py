"""The notice that no automatic backup could be made."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import Partner
from crisisplanner.services import editing
from crisisplanner.ui.shell.main_window import MainWindow
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
