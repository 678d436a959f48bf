"""The tab row: buttons keep their words, and what finds no room stands in a menu, with words."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.shell.tab_row import Tab
from crisisplanner.ui.widgets.action_button import ActionButton

LEFT = Qt.MouseButton.LeftButton
CROWDED = ("risk", "triggers", "actors", "series", "calendar", "map", "match")


def shown_buttons(window: MainWindow) -> list[ActionButton]:
    return [one for one in window.tabs.findChildren(ActionButton) if one.isVisible()]


def menu_of(window: MainWindow) -> QMenu:
    QTest.mouseClick(window.tabs.actions_button, LEFT)
    (menu,) = [one for one in window.tabs.findChildren(QMenu) if one.isVisible()]
    return menu


@pytest.mark.parametrize("width", [640, 1280])
def test_no_button_of_a_page_is_an_icon_alone(
    window: MainWindow, settled: Callable[[], None], width: int
) -> None:
    window.resize(width, 720)
    for page in CROWDED:
        window.show_page(page)
        settled()
        for button in shown_buttons(window):
            assert button.text() == button.accessibleName()
            assert button.geometry().right() <= window.tabs.width()
        for tab in window.tabs.findChildren(Tab):
            assert not tab.isVisible() or tab.width() >= tab.sizeHint().width()


def test_the_primary_button_stays_and_the_menu_names_the_others(
    window: MainWindow, settled: Callable[[], None]
) -> None:
    window.resize(1280, 720)
    window.show_page("risk")
    settled()
    shown = [button.text() for button in shown_buttons(window)]
    menu = menu_of(window)
    named = [action.text() for action in menu.actions()]
    menu.close()
    titles = [window.board.title(spec.id) for spec in window.board.of_page("risk")]
    assert named + shown == titles
    assert shown == ["Rate the next unknown"]


def test_an_action_of_the_menu_is_done_and_a_disabled_one_is_not(
    window: MainWindow, settled: Callable[[], None]
) -> None:
    window.resize(1280, 720)
    window.show_page("actors")
    settled()
    menu = menu_of(window)
    done: list[str] = []
    window.board.triggered.connect(done.append)
    first = menu.actions()[0]
    menu.setActiveAction(first)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert done == [first.objectName()]
    for dialog in window.findChildren(QMenu):
        dialog.close()


def test_with_room_there_is_no_menu(window: MainWindow, settled: Callable[[], None]) -> None:
    window.resize(2560, 1440)
    window.show_page("risk")
    settled()
    assert len(shown_buttons(window)) == len(window.board.of_page("risk"))
    assert not window.tabs.actions_button.isVisible()
