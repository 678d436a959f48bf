"""What was delivered comes back, and what must go is gone: from the menu of a row and the history."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import FocalPoint, Partner
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.services import editing
from crisisplanner.services.erasing import erasable_fields
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.erasing_dialog import EraseDialog
from crisisplanner.ui.program.history_page import HistoryPage
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.page import TablePage
from crisisplanner.ui.widgets.fields import TickField

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def partners(window: MainWindow, settled: Callable[[], None]) -> TablePage:
    """Open the page of partners."""
    window.show_page("partners")
    settled()
    page = window.page("partners")
    assert isinstance(page, TablePage)
    return page


def open_menu(page: TablePage, qtbot: QtBot) -> QMenu:
    """Open the menu of the current row by the keyboard."""
    page.panel.view.setFocus()
    QTest.keyClick(page.panel.view, KEY.Key_F10, SHIFT)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, code: str) -> None:
    """Walk down the menu with the arrow keys and press Enter."""
    for _ in menu.actions():
        current = menu.activeAction()
        if current is not None and current.objectName() == code:
            QTest.keyClick(menu, KEY.Key_Return)
            return
        QTest.keyClick(menu, KEY.Key_Down)
    raise AssertionError(code)


def erase_dialog(page: TablePage, qtbot: QtBot) -> EraseDialog:
    """Open the dialog from the menu of the current row."""
    choose(open_menu(page, qtbot), "erase.ask")
    dialog = page.findChild(EraseDialog)
    assert isinstance(dialog, EraseDialog)
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def tick(field: TickField) -> None:
    """Tick a box with the space bar."""
    field.setFocus()
    QTest.keyClick(field, KEY.Key_Space)
    assert field.isChecked()


def test_a_changed_original_is_tagged_and_comes_back_and_can_be_undone(
    partners: TablePage, session: Session, settled: Callable[[], None]
) -> None:
    partner = session.all(Partner)[0]
    partners.panel.go_to(partner.id)
    QTest.keyClick(partners.panel.view, KEY.Key_Return)
    settled()
    assert not partners.original.isVisible()
    editing.change_field(session, "partner", partner.id, "name", "Atlantis")
    partners.panel.opened.emit(partner.id)
    settled()
    assert partners.original.isVisible()
    assert partners.original.tag.accessibleName() == "changed from the original"
    QTest.mouseClick(partners.original.button, LEFT)
    assert session.get(Partner, partner.id) == partner
    editing.undo(session)
    assert session.get(Partner, partner.id).name == "Atlantis"


def test_the_note_goes_when_the_original_is_back(
    partners: TablePage, session: Session, settled: Callable[[], None], qtbot: QtBot
) -> None:
    partner = session.all(Partner)[0]
    editing.change_field(session, "partner", partner.id, "name", "Atlantis")
    settled()
    partners.panel.go_to(partner.id)
    QTest.keyClick(partners.panel.view, KEY.Key_Return)
    qtbot.waitUntil(partners.original.isVisible)
    QTest.mouseClick(partners.original.button, LEFT)
    qtbot.waitUntil(partners.original.isHidden)


def test_the_menu_of_a_changed_row_brings_the_original_back(
    partners: TablePage, session: Session, settled: Callable[[], None], qtbot: QtBot
) -> None:
    partner = session.all(Partner)[3]
    editing.change_field(session, "partner", partner.id, "name", "Atlantis")
    settled()
    partners.panel.go_to(partner.id)
    choose(open_menu(partners, qtbot), "original.bring_back")
    assert session.get(Partner, partner.id) == partner


def test_the_menu_of_an_untouched_row_offers_no_original(partners: TablePage, qtbot: QtBot) -> None:
    partners.panel.view.go_to(partners.panel.model.id_at(0))
    menu = open_menu(partners, qtbot)
    names = {action.objectName() for action in menu.actions()}
    assert "original.bring_back" not in names
    assert {"erase.ask", "row_menu.remove", "row_menu.copy"} <= names
    menu.close()


def test_a_right_click_opens_the_menu_of_the_row_below_it(
    partners: TablePage, qtbot: QtBot
) -> None:
    view, model = partners.panel.view, partners.panel.model
    view.go_to(model.id_at(0))
    place = view.visualRect(model.index(2, 0)).center()
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    assert view.current_id() == model.id_at(2)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()


def test_a_focal_point_is_erased_from_the_menu_of_its_partner(
    partners: TablePage, session: Session, settled: Callable[[], None], qtbot: QtBot
) -> None:
    person = FocalPoint(
        id="a-person",
        name="Zawadi Kahindo",
        contact="+243 111",
        partner=session.all(Partner)[0].id,
    )
    editing.create_entity(session, person)
    settled()
    assert person.partner is not None
    partners.panel.go_to(person.partner)
    dialog = erase_dialog(partners, qtbot)
    named = [dialog.thing.itemText(n) for n in range(dialog.thing.count())]
    number = next(n for n, text in enumerate(named) if "Zawadi" in text)
    dialog.thing.setCurrentIndex(number)
    assert "+243 111" in dialog.ticks["contact"].text()
    for name in ("name", "contact"):
        tick(dialog.ticks[name])
    QTest.keyClicks(dialog.why, "she asked for it")
    with qtbot.waitSignal(dialog.erased):
        QTest.mouseClick(dialog.act, LEFT)
    assert "Zawadi" not in repr(session.get(FocalPoint, person.id))
    groups = editing.history(session)
    assert groups[0].why == "she asked for it"
    kept = [entry for group in groups[:5] for entry in session.file.entries(group.id)]
    assert "Zawadi" not in repr(kept)
    assert "+243" not in repr(kept)
    assert not session.file.backups.listed()


def test_erasing_asks_for_a_field_and_a_reason(
    partners: TablePage, session: Session, qtbot: QtBot
) -> None:
    partners.panel.view.go_to(partners.panel.model.id_at(0))
    before = session.file.position()
    dialog = erase_dialog(partners, qtbot)
    QTest.mouseClick(dialog.act, LEFT)
    assert dialog.fault.text() == "Tick at least one field to erase."
    tick(next(iter(dialog.ticks.values())))
    QTest.mouseClick(dialog.act, LEFT)
    assert "reason" in dialog.why.accessibleDescription()
    assert not dialog.fault.isVisible()
    assert dialog.isVisible()
    QTest.keyClick(dialog, KEY.Key_Escape)
    assert session.file.position() == before


def test_a_removed_thing_is_erased_from_the_history(
    window: MainWindow, session: Session, settled: Callable[[], None], qtbot: QtBot
) -> None:
    person = FocalPoint(id="a-person", name="Zawadi Kahindo", partner=session.all(Partner)[0].id)
    editing.create_entity(session, person)
    editing.remove_entity(session, "focal_point", person.id)
    window.show_page("history")
    settled()
    page = window.page("history")
    assert isinstance(page, HistoryPage)
    window.board.action("history.erase").trigger()
    dialog = page.findChild(EraseDialog)
    assert isinstance(dialog, EraseDialog)
    tick(dialog.ticks["name"])
    QTest.keyClicks(dialog.why, "she asked for it")
    with qtbot.waitSignal(dialog.erased):
        QTest.mouseClick(dialog.act, LEFT)
    assert page.model.groups[0].why == "she asked for it"
    said = [repr(group.what) for group in editing.history(session, 5)]
    assert "Zawadi" not in "".join(said)


def test_every_field_that_is_offered_can_be_erased(session: Session) -> None:
    for kind in ENTITY_TYPES:
        entity = next(iter(session.file.all(kind, include_retired=True)), None)
        if entity is not None:
            editing.erase_fields(session, kind, entity.id, erasable_fields(kind), "to see it gone")
            assert session.file.get(kind, entity.id) != entity
