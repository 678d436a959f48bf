"""The watch list as a Qt model, so that keyboards and screen readers know it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from crisisplanner.domain.entity import EntityId
from crisisplanner.services.watch.watch_view import WatchRow
from crisisplanner.ui.watch.map.phrases import MapPhrases

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class WatchModel(QAbstractListModel):
    """Hold the rows in their order."""

    rows_changed = Signal()
    """Other readings of the same rows came; sent before the views hear of it."""

    def __init__(self, phrases: MapPhrases, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._phrases = phrases
        self.rows: tuple[WatchRow, ...] = ()

    def show_rows(self, rows: tuple[WatchRow, ...]) -> None:
        """Take another reading; the same crises in the same order keep their place."""
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = rows
            self.rows_changed.emit()
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_of(self, crisis: EntityId) -> int | None:
        """Give the number of a crisis."""
        return next((n for n, row in enumerate(self.rows) if row.id == crisis), None)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.standing.crisis.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._phrases.spoken(row)
        return None
