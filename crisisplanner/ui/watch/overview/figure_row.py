"""The headline figures of a crisis: each with its unit, its basis and its source."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text

COLUMN_PX = 220


@dataclass(frozen=True, slots=True)
class Headline:
    """Hold one figure in words; one that is not known says so in grey."""

    label: str
    figure: str
    unit: str = ""
    note: str = ""
    is_known: bool = True


class FigureRow(QWidget):
    """Show figures side by side, in as many columns as there is room for."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._cells: list[QWidget] = []
        self._n_columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)

    def show_figures(self, figures: list[Headline]) -> None:
        """Show other figures."""
        for cell in self._cells:
            cell.hide()
            cell.deleteLater()
        self._cells = [self._made(one) for one in figures]
        self._n_columns = 0
        self._place()

    def _made(self, one: Headline) -> QWidget:
        look = self._look
        cell = QFrame()
        cell.setProperty("card", "true")
        parts = column(cell, margin=12, gap=2)
        parts.addWidget(Text(look, one.label, "small", "text_2", wrap=True))
        line = row(gap=6)
        role, tone = ("figure", "text") if one.is_known else ("h2", "text_3")
        line.addWidget(
            Text(look, one.figure, role, tone, wrap=not one.is_known),
            0 if one.is_known else 1,
            Qt.AlignmentFlag.AlignBottom,
        )
        if one.unit:
            line.addWidget(
                Text(look, one.unit, "small", "text_2", wrap=True), 1, Qt.AlignmentFlag.AlignBottom
            )
        elif one.is_known:
            line.addStretch()
        parts.addLayout(line)
        if one.note:
            parts.addWidget(Text(look, one.note, "small", "text_3", wrap=True))
        parts.addStretch()
        cell.setAccessibleName(
            " ".join(p for p in (one.label, one.figure, one.unit, one.note) if p)
        )
        return cell

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        n_columns = max(1, min(len(self._cells), self.width() // COLUMN_PX))
        if n_columns == self._n_columns:
            return
        for number in range(self._n_columns):
            self._grid.setColumnStretch(number, 0)
        self._n_columns = n_columns
        for number, cell in enumerate(self._cells):
            self._grid.addWidget(cell, number // n_columns, number % n_columns)
            cell.show()
        for number in range(n_columns):
            self._grid.setColumnStretch(number, 1)
