"""Nothing is cut: from small screens at 200 % to large ones, in every page."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.page import TablePage
from crisisplanner.ui.widgets.text import Text
from tests.ui.conftest import WAIT_MS

TABLES = ("crises", "partners", "offers", "requirements", "factors", "catalogue")
OWN_PAGES = ("home", *TABLES, "needs", "availability", "import", "settings", "history", "help")
SIZES = ((640, 360), (720, 450), (1280, 720), (1440, 900), (2560, 1440))


@pytest.mark.parametrize("page_id", OWN_PAGES)
def test_no_text_of_a_page_is_cut(
    window: MainWindow, settled: Callable[[], None], page_id: str, qtbot: QtBot
) -> None:
    for width, height in SIZES:
        window.resize(width, height)
        window.show_page(page_id)
        settled()
        # Layouts of changed sizes follow by events.
        qtbot.waitUntil(lambda: not cut_texts(window), timeout=WAIT_MS)


@pytest.mark.parametrize("page_id", TABLES)
def test_every_inspector_fits_into_its_narrowest_place(
    window: MainWindow, settled: Callable[[], None], page_id: str
) -> None:
    window.resize(1280, 720)
    window.show_page(page_id)
    settled()
    page = window.page(page_id)
    assert isinstance(page, TablePage)
    for entity_id in page.panel.model.ids:
        page.panel.opened.emit(entity_id)
        area = page.pane.findChild(QScrollArea)
        assert area is not None
        body = area.widget()
        assert body is not None
        assert body.minimumSizeHint().width() <= area.viewport().width(), entity_id


def cut_texts(window: QWidget) -> list[str]:
    """List texts that have less room than they need, but for those that are elided on purpose."""
    cut = []
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not isinstance(label, Text) or label.is_elided:
            continue
        needed = label.heightForWidth(label.width())
        is_narrow = not label.wordWrap() and label.width() < label.natural_px()
        if label.height() < needed or is_narrow:
            cut.append(label.text())
    return cut
