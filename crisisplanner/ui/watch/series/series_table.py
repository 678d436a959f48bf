"""The same numbers as a table: one row a step; T or Escape goes back, Ctrl+C copies."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from crisisplanner.services.crisis_views.series_view import SeriesPoint, SeriesView
from crisisplanner.wording.catalogue import Wording

COLUMNS = ("from", "to", "best", "low", "high", "n")
WIDTHS_PX = (130, 130, 80, 80, 80, 80)
ROW_PX = 28
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class PointsModel(QAbstractTableModel):
    """Write the steps, newest first."""

    def __init__(self, words: Wording, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self.points: tuple[SeriesPoint, ...] = ()
        self._is_of_events = True

    def show_view(self, view: SeriesView) -> None:
        """Write another series."""
        self.beginResetModel()
        self.points = view.points[::-1]
        self._is_of_events = view.is_of_events
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.points)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(COLUMNS) - (0 if self._is_of_events else 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        name = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft
            if name not in ("from", "to"):
                side = Qt.AlignmentFlag.AlignRight
            return Qt.AlignmentFlag.AlignVCenter | side
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        point = self.points[index.row()]
        match name:
            case "from":
                return self._words.value(point.start)
            case "to":
                # The end is the first day that no longer belongs to it.
                return self._words.say("series.before", day=point.end)
            case _:
                return self._words.value(getattr(point, name))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.say(f"series.column.{COLUMNS[section]}")
        return None


class PointsTable(QTableView):
    """Show the steps; Enter and Delete ask for what a step is made of."""

    left = Signal()
    opened = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.points = PointsModel(words, self)
        self.setModel(self.points)
        self.setAccessibleName(words.say("series.table"))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for number, width in enumerate(WIDTHS_PX):
            self.setColumnWidth(number, width)
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_T, Qt.Key.Key_Escape):
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._open()
        elif event.key() == Qt.Key.Key_Delete and self.value_id():
            self.remove_asked.emit(self.value_id())
        else:
            super().keyPressEvent(event)

    def value_id(self) -> str:
        """Give the value behind the row; a sum of events has none."""
        index = self.currentIndex()
        return self.points.points[index.row()].value_id if index.isValid() else ""

    def copy(self) -> None:
        """Put the chosen cells on the clipboard, with tabs and line ends."""
        lines: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda i: (i.row(), i.column())):
            lines.setdefault(index.row(), []).append(str(index.data()))
        QGuiApplication.clipboard().setText("\n".join("\t".join(c) for c in lines.values()))

    def _open(self, *_: object) -> None:
        if self.value_id():
            self.opened.emit(self.value_id())
