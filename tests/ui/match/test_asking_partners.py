"""Asking a partner on the match page: a person opens it at a gap, changes it, asks, writes it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.requests import CapabilityRequest, RequestState
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.ui.match.ask_dialog import AskDialog
from crisisplanner.ui.match.match_page import MatchPage
from crisisplanner.ui.shell.main_window import MainWindow
from tests.ui.conftest import WAIT_MS, settle

HOSPITALS = "Role 2 hospitals, Bunia"


def open_dialog(page: MatchPage, qtbot: QtBot) -> AskDialog:
    assert page.desk.reading is not None
    need = next(one for one in page.desk.reading.view.needs if one.title == HOSPITALS)
    page.board.open_need(need.id)
    QTest.mouseClick(page.board.buttons.ask, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.asking.dialog is not None, timeout=WAIT_MS)
    dialog = page.asking.dialog
    assert dialog is not None
    return dialog


def test_a_partner_is_asked_for_what_is_missing_in_one_step(
    matched: MatchPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    settle(window, qtbot)
    position = session.file.position()
    dialog = open_dialog(matched, qtbot)
    assert dialog.partner.currentText() == "Germany: offers this, kept away (caveat forbids)"
    assert dialog.quantity.text() == "2"
    assert dialog.why.toPlainText().startswith("What is promised so far covers 48")
    dialog.quantity.setText("1")
    dialog.why.setPlainText("The town has many wounded.")
    QTest.mouseClick(dialog.ask, Qt.MouseButton.LeftButton)
    settle(window, qtbot)
    (stored,) = session.all(CapabilityRequest)
    assert session.get(Partner, stored.partner).name == "Germany"
    assert stored.state is RequestState.REQUESTED
    assert (stored.quantity.value, stored.text) == (1, "The town has many wounded.")
    assert session.file.position() == position + 1
    assert window.strip.message.text().startswith("Asked Germany for Role 2 hospitals")
    assert matched.strip.isHidden()
    group = editing.next_undo(session)
    assert group is not None
    assert group.what.code == "journal.request.asked"


def test_what_is_typed_wrong_is_said_at_its_field(
    matched: MatchPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    settle(window, qtbot)
    dialog = open_dialog(matched, qtbot)
    dialog.quantity.setText("−3")
    dialog.days.setText("soon")
    QTest.mouseClick(dialog.ask, Qt.MouseButton.LeftButton)
    assert dialog.quantity.accessibleDescription() == "Enter a number above 0, or leave it empty."
    assert dialog.days.accessibleDescription().startswith("Enter the days")
    assert session.all(CapabilityRequest) == ()
    dialog.reject()


def test_the_statement_is_written_without_asking_yet(
    matched: MatchPage, window: MainWindow, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    settle(window, qtbot)
    position, path = session.file.position(), tmp_path / "to Germany.pdf"
    dialog = open_dialog(matched, qtbot)
    QTest.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    chooser = matched.asking.file_dialog
    assert chooser is not None
    chooser.selectFile(str(path))
    chooser.fileSelected.emit(str(path))
    chooser.reject()
    qtbot.waitUntil(path.exists, timeout=WAIT_MS)
    settle(window, qtbot)
    assert path.read_bytes().startswith(b"%PDF")
    assert dialog.isVisible()
    assert session.file.position() == position
    dialog.reject()
