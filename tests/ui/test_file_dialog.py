"""File dialogs: they name files without opening them, as an open workspace may be among them."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileSystemModel, QWidget
from pytestqt.qtbot import QtBot

from crisisplanner.services.session import Session
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.widgets import file_dialog
from crisisplanner.ui.widgets.file_dialog import FileDialog, ask_where, ask_which_file
from tests.ui.conftest import WAIT_MS

READ_AND_CLOSE = """
import sqlite3, sys
reader = sqlite3.connect(sys.argv[1])
reader.execute("SELECT count(*) FROM partner").fetchone()
reader.close()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with two files and a folder."""
    (tmp_path / "inner").mkdir()
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text("a,b\n")
    return tmp_path


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """Give what dialogs stand before."""
    widget = QWidget()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_a_dialog_over_an_open_workspace_leaves_its_locks_and_its_log(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    log = session.path.with_name(session.path.name + "-wal")
    assert log.exists()
    dialog = ask_which_file(window, "Open", ["All (*)"], print, folder=session.path.parent)
    listed(dialog, session.path.name, qtbot)
    # Another program that finds no locks takes itself for the last one, and takes the log away.
    subprocess.run([sys.executable, "-c", READ_AND_CLOSE, str(session.path)], check=True)
    assert log.exists()
    dialog.close()


def test_a_chosen_file_is_handed_on_as_a_path(folder: Path, parent: QWidget, qtbot: QtBot) -> None:
    taken: list[Path] = []
    dialog = ask_which_file(parent, "Choose", ["Tables (*.csv)"], taken.append, folder=folder)
    listed(dialog, "one.csv", qtbot)
    dialog.selectFile("one.csv")
    dialog.accept()
    assert taken == [folder / "one.csv"]


def test_where_a_file_goes_is_suggested_and_gets_its_ending(folder: Path, parent: QWidget) -> None:
    taken: list[Path] = []
    dialog = ask_where(
        parent, "Save", ["Dates (*.ics)"], taken.append, suffix=".ics", folder=folder, suggested="d"
    )
    dialog.accept()
    assert taken == [folder / "d.ics"]


def listed(dialog: FileDialog, name: str, qtbot: QtBot) -> None:
    """Wait until a file is listed with its icon."""
    model = dialog.findChild(QFileSystemModel)
    assert isinstance(model, QFileSystemModel)
    path = str(Path(dialog.directory().absolutePath()) / name)

    def is_listed() -> bool:
        return model.index(path).isValid() and not model.fileIcon(model.index(path)).isNull()

    qtbot.waitUntil(is_listed, timeout=WAIT_MS)


def test_every_file_dialog_is_made_here() -> None:
    folder = Path(file_dialog.__file__).parents[1]
    makers = [path.name for path in folder.rglob("*.py") if "QFileDialog" in path.read_text()]
    assert makers == ["file_dialog.py"]
