"""The rows of the requirement list as a Qt model, so that keyboards and screen readers know them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.match.rows import GroupRow, NeedRow, Row, RowLayout

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class NeedModel(QAbstractListModel):
    """Hold the rows in sight of filter and folding."""

    def __init__(self, phrases: Phrases, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._phrases = phrases
        self.layout_of_rows = RowLayout((), ())

    def show(self, layout: RowLayout) -> None:
        """Take other rows; heights alone keep selection and scroll."""
        old = self.layout_of_rows
        if [_key(row) for row in old.rows] == [_key(row) for row in layout.rows]:
            self.layout_of_rows = layout
            self.layoutChanged.emit()
            if layout.rows:
                self.dataChanged.emit(self.index(0), self.index(len(layout.rows) - 1))
            return
        self.beginResetModel()
        self.layout_of_rows = layout
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.layout_of_rows.rows)

    def row(self, index: Index) -> Row | None:
        """Give the row of an index."""
        return self.layout_of_rows.rows[index.row()] if index.isValid() else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                row.need.title if isinstance(row, NeedRow) else self._phrases.say(row.group.title)
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._phrases.status_hint(row.need.coverage) if isinstance(row, NeedRow) else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(row, NeedRow):
                return self._phrases.need_spoken(row.need)
            return self._phrases.group_spoken(row.group)
        return None


def _key(row: Row) -> str:
    return row.group.key if isinstance(row, GroupRow) else row.need.id
