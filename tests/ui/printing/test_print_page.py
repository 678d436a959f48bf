"""The print page: the real PDF as preview, turned, zoomed, exported and read back."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from crisisplanner.domain.plans import Plan
from crisisplanner.services import editing
from crisisplanner.ui.printing.pdf_pages import PdfPages, PictureCache
from crisisplanner.ui.printing.print_page import PrintPage
from crisisplanner.ui.shell.main_window import MainWindow
from tests.ui.conftest import settle

BUILD_MS = 60_000


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> PrintPage:
    """Open the print page on the case and wait for the preview."""
    window.show_page("document")
    shown = window.page("document")
    assert isinstance(shown, PrintPage)
    qtbot.waitUntil(lambda: shown.view.picture(0) is not None, timeout=BUILD_MS)
    settle(window, qtbot)
    return shown


def export_to(path: Path, page: PrintPage, qtbot: QtBot) -> None:
    """Choose a file in the dialog as a person does."""
    dialog = page.ask_export()
    assert isinstance(dialog, QFileDialog)
    qtbot.waitUntil(dialog.isVisible)
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText(str(path))
    with qtbot.waitSignal(page.press.exported, timeout=BUILD_MS):
        QTest.keyClick(field, Qt.Key.Key_Return)


def test_the_preview_shows_ink_on_white_pages(page: PrintPage) -> None:
    assert page.view.n_pages > 5
    image = page.view.picture(0)
    assert image is not None
    white = QColor(Qt.GlobalColor.transparent)
    white.setRgbF(1, 1, 1)
    assert image.pixelColor(4, image.height() // 2) == white
    colours = {
        image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)
    }
    assert len(colours) > 5


def test_pages_are_turned_by_keys_buttons_and_number(
    page: PrintPage, window: MainWindow, qtbot: QtBot
) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_PageDown)
    assert page.view.page == 1
    QTest.mouseClick(page.bar.buttons["next"], Qt.MouseButton.LeftButton)
    assert page.view.page == 2
    page.bar.field.setText("5")
    QTest.keyClick(page.bar.field, Qt.Key.Key_Return)
    assert page.view.page == 4
    assert page.bar.field.text() == "5"
    QTest.keyClick(page.view, Qt.Key.Key_Home)
    assert page.view.page == 0
    assert not page.bar.buttons["previous"].isEnabled()
    settle(window, qtbot)
    assert page.view.accessibleDescription().startswith("Page 1 of ")


def test_zoom_keeps_the_page_and_fit_width_follows_the_window(
    page: PrintPage, window: MainWindow, qtbot: QtBot
) -> None:
    page.view.go_to(3)
    fitted = page.view.zoom
    QTest.mouseClick(page.bar.buttons["zoom_out"], Qt.MouseButton.LeftButton)
    assert page.view.zoom < fitted
    assert page.view.page == 3
    QTest.mouseClick(page.bar.buttons["fit_width"], Qt.MouseButton.LeftButton)
    assert page.view.zoom == pytest.approx(fitted)
    window.resize(1280, 720)
    assert page.view.zoom < fitted
    settle(window, qtbot)


def test_the_exported_file_is_the_previewed_document(
    page: PrintPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "plan.pdf"
    export_to(path, page, qtbot)
    settle(window, qtbot)
    reader = PdfReader(path)
    assert len(reader.pages) == page.view.n_pages
    assert reader.metadata is not None
    assert reader.metadata.title == page.plan.currentText()
    assert window.strip.message.text() == f"Exported to {path}."
    reader.close()


def test_what_is_shown_is_exported_byte_for_byte_without_another_laying_out(
    page: PrintPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "plan.pdf"
    assert page._printed is not None
    shown = page._printed.pages
    assert shown is not None
    # Laid out anew, the mark would not be there.
    shown.content += b"\n% a mark"
    export_to(path, page, qtbot)
    settle(window, qtbot)
    assert path.read_bytes() == shown.content


def test_what_changed_since_the_preview_is_exported_as_it_is_now(
    page: PrintPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "plan.pdf"
    assert window.room.session is not None
    assert page._printed is not None
    shown = page._printed.pages
    assert shown is not None
    page.press.want(is_wanted=False)
    plan = window.room.session.all(Plan)[0]
    editing.change_field(window.room.session, "plan", plan.id, "title", "Renamed since")
    export_to(path, page, qtbot)
    settle(window, qtbot)
    reader = PdfReader(path)
    assert reader.metadata is not None
    assert reader.metadata.title == "Renamed since"
    reader.close()


def test_another_paper_is_another_preview(
    page: PrintPage, window: MainWindow, qtbot: QtBot
) -> None:
    before = page.view.page_rect(0).height() / page.view.page_rect(0).width()
    page.paper.choose("Letter")
    with qtbot.waitSignal(page.press.built, timeout=BUILD_MS):
        page.paper.activated.emit(page.paper.currentIndex())
    settle(window, qtbot)
    after = page.view.page_rect(0).height() / page.view.page_rect(0).width()
    assert before == pytest.approx(2**0.5, abs=0.01)
    assert after == pytest.approx(11 / 8.5, abs=0.01)


def test_the_preview_follows_an_edit(page: PrintPage, window: MainWindow, qtbot: QtBot) -> None:
    session = window.room.session
    assert session is not None
    plan = session.all(Plan)[0]
    with qtbot.waitSignal(page.press.built, timeout=BUILD_MS):
        editing.change_field(session, "plan", plan.id, "title", "Hold the town")
    settle(window, qtbot)
    assert page.plan.currentText() == "Hold the town"


def test_a_preview_built_anew_leaves_the_keyboard_where_it_is(
    page: PrintPage, window: MainWindow, qtbot: QtBot
) -> None:
    page.paper.setFocus()
    with qtbot.waitSignal(page.press.built, timeout=BUILD_MS):
        QTest.keyClick(page.paper, Qt.Key.Key_Down)
    assert window.focusWidget() is page.paper
    page.press.build(page.press.order)
    window.trigger("view.search")
    with qtbot.waitSignal(page.press.built, timeout=BUILD_MS):
        QTest.keyClicks(window.commands.field, "match")
    assert window.commands.isVisible()
    QTest.keyClick(window.commands.field, Qt.Key.Key_Escape)


def test_building_can_be_cancelled_and_tried_again(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("document")
    page = window.page("document")
    assert isinstance(page, PrintPage)
    assert page.cancel.isVisible()
    QTest.mouseClick(page.cancel, Qt.MouseButton.LeftButton)
    assert window.strip.message.text() == "Cancelled. Nothing was written."
    assert page.view.n_pages == 0
    settle(window, qtbot)


def test_the_cache_lets_the_oldest_pictures_go() -> None:
    cache = PictureCache(most_bytes=3 * 100 * 100 * 4)
    for number in range(5):
        cache.put(number, 100, QImage(100, 100, QImage.Format.Format_RGB32))
    assert cache.n_bytes <= 3 * 100 * 100 * 4
    assert cache.get(0, 100) is None
    assert cache.get(4, 100) is not None
    assert cache.any_of(3) is not None


def test_a_page_gives_its_text_as_well(
    page: PrintPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "plan.pdf"
    export_to(path, page, qtbot)
    settle(window, qtbot)
    pages = PdfPages(path)
    assert page.plan.currentText() in pages.text(0)
    pages.close()
