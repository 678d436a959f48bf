"""A painted grid in a window: walked by keys, chosen by keys and clicks, told to a screen reader."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.cell_grid import CellGrid, GridSizes

KEY = Qt.Key
SIZES = GridSizes(left_px=100, head_px=30, cell_px=40, widest_cell_px=60)


class Grid(CellGrid):
    """Say of a cell only where it is."""

    def sentence(self, row: int, column: int) -> str:
        return f"row {row}, column {column}"


@pytest.fixture
def grid(look: Look, qtbot: QtBot) -> Iterator[Grid]:
    """Show three rows of four cells, in a small place, while a screen reader listens."""
    was = QAccessible.isActive()
    QAccessible.setActive(True)
    shown = Grid(look, "A grid", SIZES)
    qtbot.addWidget(shown)
    shown.show_size(3, 4, (0, 0))
    shown.resize(320, 140)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.setFocus()
    yield shown
    QAccessible.setActive(was)


def test_arrows_walk_and_stop_at_the_edges(grid: Grid) -> None:
    for key in (KEY.Key_Up, KEY.Key_Right, KEY.Key_Down, KEY.Key_Down, KEY.Key_Down):
        QTest.keyClick(grid, key)
    assert grid.at == (2, 1)


def test_the_current_cell_is_what_a_screen_reader_is_told(grid: Grid) -> None:
    QTest.keyClick(grid, KEY.Key_Right)
    assert grid.accessibleDescription() == "row 0, column 1"
    told = QAccessible.queryAccessibleInterface(grid)
    assert told.text(QAccessible.Text.Description) == "row 0, column 1"


def test_enter_space_and_a_click_choose(grid: Grid) -> None:
    chosen: list[tuple[int, int]] = []
    grid.chosen.connect(lambda row, column: chosen.append((row, column)))
    QTest.keyClick(grid, KEY.Key_Return)
    QTest.keyClick(grid, KEY.Key_Space)
    place = grid.cell_rect(1, 2).center().toPoint()
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [(0, 0), (0, 0), (1, 2)]


def test_a_click_on_names_or_heads_that_cover_cells_chooses_nothing(grid: Grid) -> None:
    grid.show_from(40, 30)
    chosen: list[tuple[int, int]] = []
    grid.chosen.connect(lambda row, column: chosen.append((row, column)))
    for row, column in ((0, 1), (1, 0)):
        place = grid.cell_rect(row, column).center().toPoint()
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=place)
    assert chosen == []


def test_a_grid_that_shrinks_keeps_the_keyboard_on_a_cell(grid: Grid) -> None:
    grid.show_size(3, 4, (2, 3))
    grid.show_size(2, 2, grid.at)
    assert grid.at == (1, 1)
    grid.show_size(0, 0, grid.at)
    assert grid.accessibleDescription() == ""
    QTest.keyClick(grid, KEY.Key_Down)
    assert grid.at == (0, 0)
