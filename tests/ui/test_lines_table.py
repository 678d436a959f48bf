"""The short table of written lines: keys that copy, open and go back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crisisplanner.ui.tables.lines import LineColumn, LinesPanel
from crisisplanner.ui.theme.look import Look

KEY = Qt.Key
LINES = (("tents", "1,400"), ("=1+1", "2"))


def name_of(line: tuple[str, str]) -> str:
    return line[0]


def number_of(line: tuple[str, str]) -> str:
    return line[1]


@pytest.fixture
def panel(look: Look, qtbot: QtBot) -> LinesPanel[tuple[str, str]]:
    """Show two lines."""
    columns = [
        LineColumn("Name", name_of, 120, is_name=True),
        LineColumn("Number", number_of, 80, is_number=True),
    ]
    shown = LinesPanel(look, "Numbers", "Back to the chart", columns)
    qtbot.addWidget(shown)
    shown.model.show_lines(LINES)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.table.setFocus()
    return shown


def test_chosen_cells_are_copied_as_a_range_that_is_harmless_in_a_spreadsheet(
    panel: LinesPanel[tuple[str, str]],
) -> None:
    panel.table.selectAll()
    QTest.keyClick(panel.table, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "tents\t1,400\n'=1+1\t2"


def test_enter_opens_the_line_and_t_goes_back(panel: LinesPanel[tuple[str, str]]) -> None:
    opened: list[int] = []
    left: list[bool] = []
    panel.table.opened.connect(opened.append)
    panel.left.connect(lambda: left.append(True))
    panel.table.setCurrentIndex(panel.model.index(1, 0))
    for key in (KEY.Key_Return, KEY.Key_T, KEY.Key_Escape):
        QTest.keyClick(panel.table, key)
    assert (opened, left) == ([1], [True, True])


def test_numbers_stand_at_the_end_under_their_head(panel: LinesPanel[tuple[str, str]]) -> None:
    role = Qt.ItemDataRole.TextAlignmentRole
    cell = panel.model.index(0, 1).data(role)
    assert cell & Qt.AlignmentFlag.AlignRight
    assert panel.model.headerData(1, Qt.Orientation.Horizontal, role) == cell
