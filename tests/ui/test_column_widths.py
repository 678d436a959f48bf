"""Widths of columns: what content needs, who takes free width, what a person drags."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.page import TablePage
from crisisplanner.ui.tables.widths import Need, share
from tests.ui.test_tables import number_of, open_table

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def institutions(window: MainWindow, settled: Callable[[], None]) -> TablePage:
    """Open the page of institutions in a window with room for it."""
    window.resize(1440, 900)
    page = open_table(window, settled, "institutions")
    settled()
    return page


def width_of(page: TablePage, column_id: str) -> int:
    return page.panel.view.columnWidth(number_of(page, column_id))


def drag(page: TablePage, column_id: str, by_px: int) -> None:
    """Drag the end of a column's head."""
    head = page.panel.view.head
    number = number_of(page, column_id)
    end = head.sectionViewportPosition(number) + head.sectionSize(number) - 1
    QTest.mousePress(head.viewport(), LEFT, pos=QPoint(end, 10))
    QTest.mouseMove(head.viewport(), QPoint(end + by_px // 2, 10))
    QTest.mouseMove(head.viewport(), QPoint(end + by_px, 10))
    QTest.mouseRelease(head.viewport(), LEFT, pos=QPoint(end + by_px, 10))


def test_free_width_goes_to_one_column_and_short_room_first_to_who_lacks_least() -> None:
    needs = [Need(200, 100), Need(80, 80), Need(900, 120)]
    assert share(needs, 1300, 0) == [320, 80, 900]
    assert share(needs, 600, 0) == [200, 80, 320]
    assert share(needs, 250, 0) == [100, 80, 120]


def test_columns_fill_the_table_and_the_name_takes_what_is_free(institutions: TablePage) -> None:
    view = institutions.panel.view
    widths = [width_of(institutions, column.id) for column in view.shown_columns()]
    assert sum(widths) == view.viewport().width()
    assert width_of(institutions, "name") == max(widths)
    assert view.horizontalScrollBar().maximum() == 0


def test_a_unit_stands_once_in_a_head(institutions: TablePage) -> None:
    heads = {column.id: column.head for column in institutions.panel.model.columns}
    assert heads["decision_days"] == "Decision days"


def test_a_dragged_width_is_kept_for_the_next_time(
    window: MainWindow, institutions: TablePage, settled: Callable[[], None]
) -> None:
    before = width_of(institutions, "code")
    drag(institutions, "code", 60)
    assert width_of(institutions, "code") == before + 60
    view = institutions.panel.view
    assert sum(width_of(institutions, c.id) for c in view.shown_columns()) == (
        view.viewport().width()
    )
    window.room.leave()
    window.open_path(window.settings.recent[0].path)
    settled()
    page = open_table(window, settled, "institutions")
    assert width_of(page, "code") == before + 60
    drag(page, "decision_rule", 0)
    assert window.settings.words("widths.institution") == (f"code={before + 60}",)


def test_a_double_click_on_the_end_of_a_head_forgets_a_dragged_width(
    window: MainWindow, institutions: TablePage
) -> None:
    before = width_of(institutions, "code")
    drag(institutions, "code", 60)
    head = institutions.panel.view.head
    number = number_of(institutions, "code")
    head.sectionHandleDoubleClicked.emit(number)
    assert width_of(institutions, "code") == before
    assert window.settings.words("widths.institution") is None
