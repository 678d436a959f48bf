"""The watch list: crises gravest first, each with its profile, trend, state and news."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from crisisplanner.domain.entity import EntityId
from crisisplanner.services.watch.watch_view import WatchRow
from crisisplanner.ui.theme.focus_ring import OWN_RING
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.watch.map.phrases import MapPhrases
from crisisplanner.ui.watch.map.watch_model import ROW_ROLE, WatchModel
from crisisplanner.ui.watch.map.watch_painting import WatchPainter


class WatchDelegate(QStyledItemDelegate):
    """Paint one crisis."""

    def __init__(self, painter: WatchPainter, parent: QWidget) -> None:
        super().__init__(parent)
        self._painter = painter
        self._heights: dict[tuple[EntityId, int], int] = {}

    @Slot()
    def forget(self) -> None:
        """Measure anew: rows or fonts changed."""
        self._heights.clear()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        row: WatchRow = index.data(ROW_ROLE)
        height = self._heights.get((row.id, width))
        if height is None:
            height = self._heights[row.id, width] = self._painter.height(row, width)
        return QSize(100, height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        self._painter.paint(painter, option, index.data(ROW_ROLE))


class WatchList(QListView):
    """Show crises; arrows choose, Enter opens."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, look: Look, phrases: MapPhrases) -> None:
        super().__init__()
        self.model_of_rows = WatchModel(phrases, self)
        self.setModel(self.model_of_rows)
        delegate = WatchDelegate(WatchPainter(look, phrases), self)
        self.setItemDelegate(delegate)
        self.model_of_rows.modelAboutToBeReset.connect(delegate.forget)
        self.model_of_rows.rows_changed.connect(delegate.forget)
        look.changed.connect(delegate.forget)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setProperty(OWN_RING, "")
        self.setAccessibleName(phrases.words.say("watch.list"))
        self.setAccessibleDescription(phrases.words.say("watch.list.sorted"))
        look.changed.connect(self.viewport().update)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(self._on_double_clicked)
        self._is_told = True

    def show_rows(self, rows: tuple[WatchRow, ...], chosen: EntityId) -> None:
        """Show another reading, and keep what is chosen."""
        self.model_of_rows.show_rows(rows)
        self.scheduleDelayedItemsLayout()
        self.mark(chosen)

    def mark(self, crisis: EntityId) -> None:
        """Mark what was chosen elsewhere, without telling of it again."""
        number = self.model_of_rows.row_of(crisis)
        self._is_told = False
        if number is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            index = self.model_of_rows.index(number)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self._is_told = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(self.model_of_rows.rows[index.row()].id)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _on_current_changed(self, index: QModelIndex) -> None:
        if index.isValid() and self._is_told:
            self.chosen.emit(self.model_of_rows.rows[index.row()].id)

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self.model_of_rows.rows[index.row()].id)
