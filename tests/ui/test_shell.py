"""The shell: places, actions, command box, undo, first start, what is remembered."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.markings import Marking, MarkingKind
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.domain.register import Workspace
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.warning import Trigger
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.ui.application import FaultReporter, make_window
from crisisplanner.ui.pages import Place
from crisisplanner.ui.settings import Editor, WindowSettings
from crisisplanner.ui.shell.first_start import FirstStart
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.theme.theme import Appearance
from tests.ui.conftest import WAIT_MS, settle

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_pages_of_a_workspace_open_only_with_one(empty_window: MainWindow) -> None:
    empty_window.show_page("offers")
    assert empty_window.stack.current == "home"
    assert "workspace" in empty_window.strip.message.text()


def test_a_click_on_the_rail_opens_the_place(window: MainWindow) -> None:
    QTest.mouseClick(window.rail.items[Place.PARTNERS], Qt.MouseButton.LeftButton)
    assert window.stack.current == "partners"
    assert window.rail.items[Place.PARTNERS].isChecked()
    assert not window.rail.items[Place.HOME].isChecked()


def test_alt_and_a_number_opens_a_place(window: MainWindow) -> None:
    QTest.keyClick(window, KEY.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.stack.current == "map"


def test_the_command_box_runs_what_is_typed(window: MainWindow) -> None:
    QTest.keyClick(window, KEY.Key_K, CONTROL)
    box = window.commands
    assert box.isVisible()
    QTest.keyClicks(box.field, "dark")
    QTest.keyClick(box.field, KEY.Key_Return)
    assert not box.isVisible()
    assert window.settings.appearance is Appearance.DARK
    window.set_appearance(Appearance.LIGHT)


def test_the_command_box_finds_things_of_the_workspace(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, KEY.Key_K, CONTROL)
    QTest.keyClicks(window.commands.field, "Sweden")
    settle(window, qtbot)
    model = window.commands.list.model()
    titles = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert "Sweden" in titles
    window.commands.list.setCurrentIndex(model.index(titles.index("Sweden"), 0))
    QTest.keyClick(window.commands.field, KEY.Key_Return)
    assert window.stack.current == "partners"


def test_the_command_box_finds_what_stands_on_pages_of_a_crisis(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    crisis = session.all(Crisis)[0].id
    editing.create_entity(session, Trigger(id="t", crisis=crisis, name="Kivu burns"))
    QTest.keyClick(window, KEY.Key_K, CONTROL)
    QTest.keyClicks(window.commands.field, "kivu burns")
    settle(window, qtbot)
    model = window.commands.list.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Kivu burns"]
    QTest.keyClick(window.commands.field, KEY.Key_Return)
    assert window.stack.current == "triggers"
    assert window.room.crisis == crisis


def test_the_strip_keeps_the_long_job_in_sight_while_short_ones_run(
    window: MainWindow, qtbot: QtBot
) -> None:
    goes_on = threading.Event()

    def wait_for_it(_watcher: Watcher) -> None:
        goes_on.wait(WAIT_MS / 1000)

    def start(key: str, work: Callable[[Watcher], None]) -> None:
        title = message("window.copying", name=key)
        window.jobs.start(key, title, work, on_done=lambda _: None, on_failed=window.fail)

    start("long", wait_for_it)
    qtbot.waitUntil(lambda: window.strip.doing.isVisible(), timeout=WAIT_MS)
    said = window.strip.doing.text()
    start("short", lambda _: None)
    qtbot.waitUntil(lambda: not window.jobs.is_running("short"), timeout=WAIT_MS)
    assert window.strip.doing.isVisible()
    assert window.strip.doing.text() == said
    goes_on.set()
    settle(window, qtbot)
    assert not window.strip.doing.isVisible()


def test_escape_closes_the_command_box(window: MainWindow) -> None:
    QTest.keyClick(window, KEY.Key_K, CONTROL)
    QTest.keyClick(window.commands.field, KEY.Key_Escape)
    assert not window.commands.isVisible()


def test_undo_and_redo_name_the_step_and_change_the_file(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    partner = session.all(Partner)[0]
    assert not window.board.action("edit.undo").isEnabled()
    editing.change_field(session, "partner", partner.id, "name", "Renamed")
    qtbot.waitUntil(lambda: window.board.action("edit.undo").isEnabled())
    assert "Name" in window.board.action("edit.undo").toolTip()
    QTest.keyClick(window, KEY.Key_Z, CONTROL)
    settle(window, qtbot)
    assert session.get(Partner, partner.id).name == partner.name
    assert window.strip.message.text().startswith("Undone")
    shift = CONTROL | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, KEY.Key_Z, shift)
    settle(window, qtbot)
    assert session.get(Partner, partner.id).name == "Renamed"


def test_two_quick_undos_take_back_two_steps(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    partner = session.all(Partner)[0]
    for name in ("First", "Second"):
        editing.change_field(session, "partner", partner.id, "name", name)
    qtbot.waitUntil(lambda: window.board.action("edit.undo").isEnabled())
    window.undoing.undo()
    window.undoing.undo()
    settle(window, qtbot)
    qtbot.waitUntil(lambda: session.get(Partner, partner.id).name == partner.name)


def test_an_exercise_has_its_frame_and_a_real_workspace_has_none(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    assert window.grab().toImage().pixelColor(1, 450) != _exercise(window)
    marking = Marking("AMBER", MarkingKind.EXERCISE)
    editing.change_field(session, Workspace.KIND, session.workspace().id, "marking", marking)
    qtbot.waitUntil(lambda: window.grab().toImage().pixelColor(1, 450) == _exercise(window))
    assert window.grab().toImage().pixelColor(1438, 450) == _exercise(window)


def _exercise(window: MainWindow) -> object:
    return window.context.look.colour("exercise_fill")


def test_the_first_start_asks_for_a_name_and_remembers_it(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    settings = WindowSettings(tmp_path / "window.ini")
    window = make_window(qapp, settings)
    with qtbot.waitExposed(window):
        window.show()
    dialog: FirstStart = window.ask_who()
    QTest.mouseClick(dialog.begin, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    QTest.keyClicks(dialog.name, "Ada Okello")
    QTest.keyClicks(dialog.organisation, "EUMS")
    QTest.keyClick(dialog.organisation, KEY.Key_Return)
    assert not dialog.isVisible()
    window.close()
    window.deleteLater()
    assert WindowSettings(tmp_path / "window.ini").editor == Editor("Ada Okello", "EUMS")


def test_what_was_opened_is_listed_the_next_time(window: MainWindow, workspace: Path) -> None:
    assert [recent.path for recent in window.settings.recent] == [workspace]


def test_closing_the_workspace_leaves_one_file(
    window: MainWindow, workspace: Path, qtbot: QtBot
) -> None:
    window.show_page("offers")
    settle(window, qtbot)
    window.trigger("file.close")
    assert window.stack.current == "home"
    assert window.page("offers") is None
    qtbot.waitUntil(lambda: not window.closing.is_busy, timeout=WAIT_MS)
    assert [p.name for p in workspace.parent.glob("bunia-2003.crisis*")] == [workspace.name]


def test_a_file_that_is_no_workspace_is_refused_in_place(
    empty_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "letter.crisis"
    path.write_text("Dear colleague")
    empty_window.open_path(path)
    qtbot.waitUntil(lambda: empty_window.error.isVisible(), timeout=WAIT_MS)
    assert empty_window.error.headline.text()
    assert path.read_text() == "Dear colleague"


@pytest.mark.parametrize(
    "page_id",
    [
        "home",
        "crises",
        "partners",
        "offers",
        "requirements",
        "import",
        "settings",
        "history",
        "help",
    ],
)
def test_every_control_has_a_name_for_those_who_cannot_see_it(
    window: MainWindow, qtbot: QtBot, page_id: str
) -> None:
    window.show_page(page_id)
    settle(window, qtbot)
    controls = [
        *window.findChildren(QAbstractButton),
        *window.findChildren(QLineEdit),
        *window.findChildren(QComboBox),
    ]
    nameless = [
        type(control).__name__
        for control in controls
        if control.isVisible()
        and not (control.accessibleName() or getattr(control, "text", lambda: "")())
    ]
    assert nameless == []


def test_buttons_without_text_say_what_they_do_on_hover(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("offers")
    settle(window, qtbot)
    silent = [
        button.accessibleName()
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and not button.text() and not button.toolTip()
    ]
    assert silent == []


def test_a_fault_of_ours_is_shown_and_the_window_goes_on(window: MainWindow) -> None:
    FaultReporter(window.fail)(ValueError, ValueError("never mind"), None)
    assert window.error.isVisible()
    assert "our fault" in window.error.headline.text()
    window.show_page("partners")
    assert window.stack.current == "partners"
