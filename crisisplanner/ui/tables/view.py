"""The table's view: keys, hover, and a place that stays with the id when rows move."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView

from crisisplanner.domain.entity import EntityId
from crisisplanner.services.session import Session
from crisisplanner.ui.tables.clipboard import as_sheet
from crisisplanner.ui.tables.columns import Column
from crisisplanner.ui.tables.delegate import CellDelegate, Draft, take_draft
from crisisplanner.ui.tables.head import TableHead
from crisisplanner.ui.tables.model import RowsModel
from crisisplanner.ui.theme.look import Look
from crisisplanner.wording.catalogue import Wording

EDITING = QAbstractItemView.EditTrigger


class RowsView(QTableView):
    """Show a `RowsModel`."""

    current_changed = Signal(str)
    copied = Signal(int)
    remove_asked = Signal(object)
    find_asked = Signal()
    menu_asked = Signal(QPoint)
    opened = Signal(str)
    edit_refused = Signal()
    """A cell was to be edited where the workspace can only be read."""

    def __init__(
        self, look: Look, words: Wording, session: Session, model: RowsModel, name: str
    ) -> None:
        super().__init__()
        self._look, self._words, self._rows = look, words, model
        self._kept: tuple[EntityId | None, int, EntityId | None, list[EntityId]] = (
            None,
            0,
            None,
            [],
        )
        self._draft: Draft | None = None
        self.setAccessibleName(name)
        self.setModel(model)
        self.cells = CellDelegate(look, words, session, model, self)
        self.setItemDelegate(self.cells)
        self.head = TableHead(look, model, self)
        self.setHorizontalHeader(self.head)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        triggers = EDITING.DoubleClicked | EDITING.EditKeyPressed | EDITING.AnyKeyPressed
        self._is_read_only = session.is_read_only
        self.setEditTriggers(EDITING.NoEditTriggers if self._is_read_only else triggers)
        for number, column in enumerate(model.columns):
            self.setColumnWidth(number, column.width_px)
            self.setColumnHidden(number, column.is_hidden)
        self._set_row_height()
        look.changed.connect(self._set_row_height)
        model.about_to_reload.connect(self._keep_place)
        model.reloaded.connect(self._return_to_place)

    @property
    def rows(self) -> RowsModel:
        """Give the rows that it shows."""
        return self._rows

    def shown_columns(self) -> list[Column]:
        """List the visible columns in the order a person put them in."""
        order = sorted(range(len(self._rows.columns)), key=self.head.visualIndex)
        return [self._rows.columns[i] for i in order if not self.isColumnHidden(i)]

    def selected_rows(self) -> list[int]:
        """List the selected rows from top to bottom."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def selected_ids(self) -> list[EntityId]:
        """List the ids of the selected rows."""
        return [self._rows.id_at(row) for row in self.selected_rows()]

    def current_id(self) -> EntityId | None:
        """Give the id that the keyboard is on."""
        index = self.currentIndex()
        return self._rows.id_at(index.row()) if index.isValid() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the row of the keyboard in sight where the table loses height."""
        place = self.visualRect(self.currentIndex())
        was_seen = place.isValid() and place.top() < event.oldSize().height()
        super().resizeEvent(event)
        hidden_px = place.bottom() + 1 - self.viewport().height()
        if was_seen and hidden_px > 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + hidden_px)

    def go_to(self, entity_id: EntityId, column: int | None = None) -> bool:
        """Put the keyboard on a row; tells whether it is shown."""
        row = self._rows.row_of(entity_id)
        if row is None:
            return False
        at = self._first_column() if column is None else column
        self.setCurrentIndex(self._rows.index(row, at))
        self.scrollTo(self._rows.index(row, at))
        return True

    def copy_selected(self) -> None:
        """Copy the selected rows with their heads."""
        rows: Sequence[int] = self.selected_rows()
        if rows:
            text = as_sheet(self._rows, rows, self.shown_columns(), self._words)
            QGuiApplication.clipboard().setText(text)
            self.copied.emit(len(rows))

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and (not previous.isValid() or current.row() != previous.row()):
            self.current_changed.emit(self._rows.id_at(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.find_asked.emit()
        elif self._is_read_only and event.key() == Qt.Key.Key_F2:
            self.edit_refused.emit()
        elif event.matches(QKeySequence.StandardKey.Delete) and self.selected_rows():
            self.remove_asked.emit(self.selected_ids())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            current = self.current_id()
            if current is not None and self.state() is not QAbstractItemView.State.EditingState:
                self.opened.emit(current)
        elif event.key() == Qt.Key.Key_Menu or (
            event.key() == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self._ask_menu()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is not QContextMenuEvent.Reason.Mouse:
            self._ask_menu()
            return
        under = self.indexAt(event.pos())
        if not under.isValid():
            return
        chosen = self.selectionModel()
        is_selected = chosen.isRowSelected(under.row())
        flags = chosen.SelectionFlag.ClearAndSelect | chosen.SelectionFlag.Rows
        chosen.setCurrentIndex(under, chosen.SelectionFlag.NoUpdate if is_selected else flags)
        self.menu_asked.emit(event.globalPos())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        if self._is_read_only and self._rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit_refused.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row == self.cells.hovered_row:
            return
        for changed in (self.cells.hovered_row, row):
            if 0 <= changed < len(self._rows.ids):
                top = self.rowViewportPosition(changed)
                self.viewport().update(0, top, self.viewport().width(), self.rowHeight(changed))
        self.cells.hovered_row = row

    def _first_column(self) -> int:
        return next(i for i in range(len(self._rows.columns)) if not self.isColumnHidden(i))

    def _ask_menu(self) -> None:
        """Ask for the menu of the row that the keyboard is on, below its cell."""
        if self.currentIndex().isValid():
            below = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_asked.emit(self.viewport().mapToGlobal(below))

    @Slot()
    def _set_row_height(self) -> None:
        self.verticalHeader().setMinimumSectionSize(self._look.row_px)
        self.verticalHeader().setDefaultSectionSize(self._look.row_px)
        self.viewport().update()

    @Slot()
    def _keep_place(self) -> None:
        self._draft = None
        if self.state() == QAbstractItemView.State.EditingState:
            self._draft = self.cells.draft_of(self.indexWidget(self.currentIndex()))
        top = self.indexAt(QPoint(4, 4))
        first = self._rows.id_at(top.row()) if top.isValid() else None
        self._kept = (
            self.current_id(),
            max(0, self.currentIndex().column()),
            first,
            self.selected_ids(),
        )

    @Slot()
    def _return_to_place(self) -> None:
        current, column, first, selected = self._kept
        self.cells.hovered_row = -1
        if first is not None and (row := self._rows.row_of(first)) is not None:
            top = QAbstractItemView.ScrollHint.PositionAtTop
            self.scrollTo(self._rows.index(row, self._first_column()), top)
        if current is not None and (row := self._rows.row_of(current)) is not None:
            no_scroll = self.verticalScrollBar().value()
            self.setCurrentIndex(self._rows.index(row, column))
            self.verticalScrollBar().setValue(no_scroll)
            self.scrollTo(self._rows.index(row, column))
        if len(selected) > 1:
            self.add_to_selection(selected)
        self._open_draft()

    def _open_draft(self) -> None:
        """Go on editing the cell that was open, with what was typed."""
        draft, self._draft = self._draft, None
        row = None if draft is None else self._rows.row_of(draft.entity_id)
        if draft is None or row is None:
            return
        index = self._rows.index(row, draft.column)
        self.setCurrentIndex(index)
        self.edit(index)
        take_draft(self.indexWidget(index), draft)

    def add_to_selection(self, ids: Sequence[EntityId]) -> None:
        """Select the rows of several things, too, as far as they are shown."""
        model = self.selectionModel()
        flag = model.SelectionFlag.Select | model.SelectionFlag.Rows
        for entity_id in ids:
            row = self._rows.row_of(entity_id)
            if row is not None:
                model.select(self._rows.index(row, 0), flag)
