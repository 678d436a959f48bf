"""A window as a person has it: real look, real settings, a real workspace on a file."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import create_workspace
from crisisplanner.ui.application import make_window
from crisisplanner.ui.settings import Editor, WindowSettings
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.theme.theme import Appearance
from crisisplanner.wording.catalogue import Wording

ME = Editor("Maya Diallo", "OCHA")
WAIT_MS = 30_000


@pytest.fixture(scope="session")
def words() -> Wording:
    """Give the English catalogue."""
    return Wording()


@pytest.fixture(scope="session")
def case_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Create the case once; each test works on a copy of the closed file."""
    path = tmp_path_factory.mktemp("case") / "bunia-2003.crisis"
    create_workspace(path, author="Somebody else", case="bunia-2003").close()
    return path


@pytest.fixture
def workspace(case_file: Path, tmp_path: Path) -> Path:
    """Give a workspace file of this test alone."""
    return Path(shutil.copy(case_file, tmp_path / "bunia-2003.crisis"))


@pytest.fixture
def settings(tmp_path: Path) -> WindowSettings:
    """Give settings in which somebody is known already."""
    kept = WindowSettings(tmp_path / "window.ini")
    kept.editor = ME
    kept.appearance = Appearance.LIGHT
    return kept


@pytest.fixture
def look(qapp: QApplication) -> Look:
    """Give the light look."""
    return Look(qapp, Appearance.LIGHT)


@pytest.fixture
def empty_window(
    qapp: QApplication, qtbot: QtBot, settings: WindowSettings
) -> Iterator[MainWindow]:
    """Show a window with nothing open."""
    window = make_window(qapp, settings)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    # It goes once what is open is closed.
    window.close()
    settle(window, qtbot)
    window.deleteLater()


@pytest.fixture
def window(empty_window: MainWindow, qtbot: QtBot, workspace: Path) -> MainWindow:
    """Show a window with the case open and everything read."""
    with qtbot.waitSignal(empty_window.room.opened, timeout=WAIT_MS):
        empty_window.open_path(workspace)
    settle(empty_window, qtbot)
    return empty_window


@pytest.fixture
def session(window: MainWindow) -> Session:
    """Give the open session, to look at what is stored."""
    assert window.room.session is not None
    return window.room.session


@pytest.fixture
def settled(window: MainWindow, qtbot: QtBot) -> Callable[[], None]:
    """Give what waits until nothing runs."""
    return lambda: settle(window, qtbot)


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until no job runs."""
    qtbot.waitUntil(lambda: window.jobs.is_idle, timeout=WAIT_MS)
