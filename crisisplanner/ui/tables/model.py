"""The table's model: it holds all ids and reads pages of rows into a bounded cache.

Sorting and filtering happen in SQL. Small tables are asked in the window's thread, large ones in a
job; a page of rows is always read in the window's thread.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import EntityId, field_specs
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.domain.table_query import Filter, Sort
from crisisplanner.ui.jobs import Jobs
from crisisplanner.ui.tables.columns import Column
from crisisplanner.ui.tables.source import RETIRED, RowSource, Wish
from crisisplanner.wording.catalogue import Wording

AnyIndex = QModelIndex | QPersistentModelIndex
PAGE_ROWS = 64
CACHED_PAGES = 40
SMALL_ROWS = 2_000


class RowsModel(QAbstractTableModel):
    """Serve cells of one kind of entity."""

    about_to_reload = Signal()
    reloaded = Signal()
    failed = Signal(object)

    def __init__(
        self,
        source: RowSource,
        columns: Sequence[Column],
        wish: Wish,
        words: Wording,
        jobs: Jobs,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self.columns = tuple(columns)
        self._wish = wish
        self._words = words
        self._jobs = jobs
        self._ids: list[EntityId] = []
        self._row_of: dict[EntityId, int] = {}
        self._pages: OrderedDict[int, dict[EntityId, tuple[Any, ...]]] = OrderedDict()
        # Two pages may show one kind; the reading of one must not end that of the other.
        self._job = f"table {source.kind} {id(self):x}"
        self._at = {path: number for number, path in enumerate(source.paths)}
        specs = field_specs(ENTITY_TYPES[source.kind])
        steps = [path.partition(".")[0] for path in source.paths if "." in path]
        self._referred = frozenset(kind for step in steps for kind in specs[step].refers_to)

    @property
    def kind(self) -> str:
        """Give the kind of entity shown."""
        return self._source.kind

    @property
    def wish(self) -> Wish:
        """Give what is shown and in which order."""
        return self._wish

    @property
    def ids(self) -> Sequence[EntityId]:
        """Give all ids in order."""
        return self._ids

    def count_of(self, filters: Sequence[Filter]) -> int | None:
        """Count what other filters would leave; None where that would take too long."""
        if self._source.count() > SMALL_ROWS:
            return None
        return len(self._source.ids(replace(self._wish, search="", filters=tuple(filters))))

    def show(self, wish: Wish) -> None:
        """Show other rows or another order."""
        self._wish = wish
        self.reload()

    def show_filters(self, filters: Sequence[Filter]) -> None:
        """Show only what passes these filters."""
        self.show(replace(self._wish, filters=tuple(filters)))

    def reload(self) -> None:
        """Read the ids again; selection and place are kept by who listens."""
        wish = self._wish
        if self._source.count() <= SMALL_ROWS:
            self._jobs.cancel(self._job, forget=True)
            self._take_ids(self._source.ids(wish))
            return
        source = self._source

        def work(_watcher: Watcher) -> list[EntityId]:
            return source.ids(wish)

        self._jobs.start(
            self._job,
            message("table.reading"),
            work,
            on_done=self._take_ids,
            on_failed=self.failed.emit,
        )

    def take_changes(self, changes: Changes) -> None:
        """Follow what was stored: forget touched rows, read ids again if they may differ."""
        own = changes.ids.get(self.kind, frozenset()) if self.kind in changes.kinds else frozenset()
        if own is None or self._referred & changes.kinds:
            self._pages.clear()
            self.reload()
            return
        if not own:
            return
        before = {i: self._order_cells(self._cached(i)) for i in own}
        self._forget(own)
        known = [entity_id for entity_id in own if entity_id in self._row_of]
        after = self._source.rows(known)
        is_same_order = len(known) == len(own) and all(
            i in after and before[i] is not None and self._order_cells(after[i]) == before[i]
            for i in known
        )
        if not is_same_order or self._wish.search:
            self.reload()
            return
        for row in sorted(self._row_of[i] for i in known):
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def id_at(self, row: int) -> EntityId:
        """Give the id of a row."""
        return self._ids[row]

    def row_of(self, entity_id: EntityId) -> int | None:
        """Give the row of an id, if it is shown."""
        return self._row_of.get(entity_id)

    def cells(self, row: int, column: Column) -> tuple[Any, ...]:
        """Give the values that a column reads."""
        values = self._row(row)
        if values is None:
            return (None,) * len(column.paths)
        return tuple(values[self._at[path]] for path in column.paths)

    def value(self, row: int, path: str) -> Any:
        """Give one value by its path."""
        values = self._row(row)
        return None if values is None else values[self._at[path]]

    def is_retired(self, row: int) -> bool:
        """Tell whether the thing in a row is retired."""
        return bool(self.value(row, RETIRED))

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(self.cells(index.row(), column), self._words)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.is_numeric:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.columns[index.column()].edits is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        sort = Sort(self.columns[column].path, order is Qt.SortOrder.DescendingOrder)
        self.show(replace(self._wish, sort=sort))

    def _take_ids(self, ids: list[EntityId]) -> None:
        self.about_to_reload.emit()
        self.beginResetModel()
        self._ids = ids
        self._row_of = {entity_id: row for row, entity_id in enumerate(ids)}
        self._pages.clear()
        self.endResetModel()
        self.reloaded.emit()

    def _row(self, row: int) -> tuple[Any, ...] | None:
        number = row // PAGE_ROWS
        page = self._pages.get(number)
        if page is None:
            start = number * PAGE_ROWS
            page = self._source.rows(self._ids[start : start + PAGE_ROWS])
            self._pages[number] = page
            if len(self._pages) > CACHED_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page.get(self._ids[row])

    def _cached(self, entity_id: EntityId) -> tuple[Any, ...] | None:
        row = self._row_of.get(entity_id)
        page = self._pages.get(row // PAGE_ROWS) if row is not None else None
        return page.get(entity_id) if page is not None else None

    def _forget(self, ids: frozenset[EntityId]) -> None:
        for entity_id in ids:
            row = self._row_of.get(entity_id)
            if row is not None:
                self._pages.pop(row // PAGE_ROWS, None)

    def _order_cells(self, values: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
        """Pick the values that decide where a row stands and whether it is shown."""
        if values is None:
            return None
        wish = self._wish
        filters = (*wish.filters, *wish.fixed_filters)
        asked = [wish.sort.column, *(f.column for f in filters), RETIRED]
        return tuple(values[self._at[path]] for path in asked if path in self._at)
