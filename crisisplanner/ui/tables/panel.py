"""The table panel: head with quick filter, set filters, the table, and what stands in its place.

Empty and "nothing passes the filter" are two states: one says what belongs here, the other names
the filter and clears it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.table_query import Filter, Sort
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.reading_only import why_read_only
from crisisplanner.ui.tables.chips import ChipRow, ChoiceRow
from crisisplanner.ui.tables.columns import Column
from crisisplanner.ui.tables.filters import FilterForm, filter_text
from crisisplanner.ui.tables.model import RowsModel
from crisisplanner.ui.tables.removing import Removing
from crisisplanner.ui.tables.row_menu import RowMenu
from crisisplanner.ui.tables.source import RowSource, Wish
from crisisplanner.ui.tables.view import RowsView
from crisisplanner.ui.tables.widths import ColumnWidths
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import LineField
from crisisplanner.ui.widgets.panels import EmptyPage, ErrorPanel, column, row
from crisisplanner.ui.widgets.text import Text

TYPING_PAUSE_MS = 150
NARROW_PX = 640
SEARCH_PX = 220


@dataclass(frozen=True)
class TableSetup:
    """Describe a table to the panel: what it shows, how it is called, what stands when empty."""

    kind: str
    title: str
    columns: Sequence[Column]
    sort: Sort
    empty: EmptyPage
    also_read: tuple[str, ...] = ()
    fixed_filters: tuple[Filter, ...] = ()
    choices: tuple[tuple[str, tuple[Filter, ...]], ...] = ()
    """Ready-made filters with their words; the first leaves everything."""


class TablePanel(QWidget):
    """A table with everything around it."""

    current_changed = Signal(str)
    opened = Signal(str)

    def __init__(self, context: PageContext, setup: TableSetup) -> None:
        super().__init__()
        self._context, self._setup = context, setup
        look, words = context.look, context.words
        paths = [path for c in setup.columns for path in c.paths]
        paths += [c.edits for c in setup.columns if c.edits is not None]
        source = RowSource(
            context.session,
            setup.kind,
            [*paths, *setup.also_read],
            [path for c in setup.columns for path in c.paths],
        )
        wish = Wish(sort=setup.sort, fixed_filters=setup.fixed_filters)
        self.model = RowsModel(source, setup.columns, wish, words, context.jobs, self)
        self.view = RowsView(look, words, context.session, self.model, setup.title)
        self.removing = Removing(context, self.model.kind, self)
        self.row_menu = RowMenu(context, self.model.kind, self)
        self._build()
        self._connect()
        self._restore_columns()
        self.widths = ColumnWidths(look, words, context.settings, self.view, setup.kind)
        self.model.reload()

    def _build(self) -> None:
        look, words = self._context.look, self._context.words
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = Text(look, self._setup.title, "h3")
        self._count = Text(look, "", "small", "text_3")
        self.search = LineField(look)
        self.search.setPlaceholderText(words.say("table.quick_filter"))
        self.search.setAccessibleName(words.say("table.quick_filter"))
        self.search.setClearButtonEnabled(False)
        self.search.setProperty("small", "true")
        self.search.setMaximumWidth(SEARCH_PX)
        self.filter_button = Button(look, icon="filter", name=words.say("table.set_filter"))
        self.columns_button = Button(look, icon="columns", name=words.say("table.choose_columns"))
        head = row(gap=8)
        head.setContentsMargins(20, 8, 16, 8)
        head.addWidget(self.title)
        head.addWidget(self._count)
        self.choices = ChoiceRow(look, self._setup.choices)
        head.addWidget(self.choices)
        head.addStretch()
        for part in (self.search, self.filter_button, self.columns_button):
            head.addWidget(part)
        self.chips = ChipRow(look)
        self.chips.setContentsMargins(20, 0, 16, 8)
        self.error = ErrorPanel(
            look, details=words.say("window.details"), close=words.say("window.close_error")
        )
        self._clear = Button(look, words.say("table.clear_filters"), kind="normal")
        self.nothing = EmptyPage(
            look,
            icon="filter",
            title=words.say("table.nothing_passes"),
            sentence="",
            steps=[self._clear],
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._setup.empty)
        self._stack.addWidget(self.nothing)
        layout = column(self)
        layout.addLayout(head)
        layout.addWidget(self.chips)
        layout.addWidget(self.error)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause_timeout)
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._on_pause_timeout)
        self._clear.clicked.connect(self.clear_filters)
        self.filter_button.clicked.connect(self._on_filter_button_clicked)
        self.columns_button.clicked.connect(self._on_columns_button_clicked)
        self.chips.dropped.connect(self._on_chips_dropped)
        self.choices.chosen.connect(self.show_filters)
        self.view.head.sort_asked.connect(self._on_head_sort_asked)
        self.view.head.filter_asked.connect(self.open_filter)
        self.view.head.sectionMoved.connect(self._keep_columns)
        self.view.find_asked.connect(self._on_view_find_asked)
        self.view.remove_asked.connect(self.removing.ask)
        self.view.menu_asked.connect(self.row_menu.open)
        self.view.copied.connect(self._on_view_copied)
        self.view.current_changed.connect(self.current_changed)
        self.view.opened.connect(self.opened)
        self.view.edit_refused.connect(self._on_view_edit_refused)
        self.view.cells.refused.connect(self._on_cells_refused)
        self.model.reloaded.connect(self._show_state)
        self.model.failed.connect(self._context.fail)
        self._context.room.changed.connect(self._on_room_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room of title and count to the field where there is little of it."""
        super().resizeEvent(event)
        is_narrow = bool(self._setup.choices) and self.width() < NARROW_PX
        for part in (self.title, self._count):
            part.setHidden(is_narrow)

    def show_filters(self, filters: Sequence[Filter]) -> None:
        """Set the filters of all columns."""
        self.model.show_filters(filters)

    def go_to(self, entity_id: EntityId) -> None:
        """Put the keyboard on a thing; filters that hide it are cleared."""
        if not self.view.go_to(entity_id):
            self.clear_filters()
            self.view.go_to(entity_id)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def clear_filters(self) -> None:
        """Show everything again."""
        self._pause.stop()
        with QSignalBlocker(self.search):
            self.search.clear()
        self.model.show(replace(self.model.wish, search="", filters=()))

    @Slot(int)
    def open_filter(self, number: int) -> None:
        """Open the form of a column's filter below its head."""
        chosen = self.model.columns[number]
        own = chosen.own(self.model.wish.filters)
        form = FilterForm(self._context.look, self._context.words, chosen, own, self)
        form.applied.connect(partial(self._apply_filter, chosen))
        left = max(0, self.view.head.sectionViewportPosition(number))
        form.move(self.view.head.mapToGlobal(QPoint(left, self.view.head.height())))
        form.show()

    def _apply_filter(self, column: Column, filters: Sequence[Filter]) -> None:
        own = column.own(self.model.wish.filters)
        others = [f for f in self.model.wish.filters if f not in own]
        self.show_filters([*others, *filters])

    @Slot()
    def _show_state(self) -> None:
        words, wish = self._context.words, self.model.wish
        columns = self.model.columns
        texts = [
            filter_text(f, next(c for c in columns if c.own([f])), words) for f in wish.filters
        ]
        choice = next((c for c, own in self._setup.choices if own == wish.filters and own), "")
        if choice:
            # It is marked above, and one word says more than its conditions.
            texts = [choice]
        named = [(text, words.say("table.drop_filter", filter=text)) for text in texts]
        self.chips.show_filters(() if choice else named)
        n_shown = len(self.model.ids)
        self.choices.show_chosen(wish.filters, self.model.count_of)
        if n_shown:
            self._stack.setCurrentWidget(self.view)
        elif wish.is_filtered:
            if wish.search:
                texts.append(words.say("table.chip_contains", value=wish.search))
            reason = words.say("table.nothing_passes_these", filters=tuple(texts))
            self.nothing.sentence.setText(reason)
            self._stack.setCurrentWidget(self.nothing)
        else:
            self._stack.setCurrentWidget(self._setup.empty)
        code = "table.count_filtered" if wish.is_filtered else "table.count"
        self._count.setText(words.say(code, n=n_shown) if n_shown or wish.is_filtered else "")

    def _restore_columns(self) -> None:
        shown = self._context.settings.words(f"columns.{self.model.kind}")
        if shown is not None:
            for number, known in enumerate(self.model.columns):
                self.view.setColumnHidden(number, known.id not in shown)
        state = self._context.settings.state(f"head.{self.model.kind}")
        if not state.isEmpty() and shown is not None:
            self.view.head.restoreState(state)
            self.view.head.setStretchLastSection(False)

    @Slot()
    def _keep_columns(self) -> None:
        ids = [shown.id for shown in self.view.shown_columns()]
        self._context.settings.keep_words(f"columns.{self.model.kind}", ids)
        self._context.settings.keep_state(f"head.{self.model.kind}", self.view.head.saveState())

    @Slot()
    def _on_columns_button_clicked(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, known in enumerate(self.model.columns):
            action = menu.addAction(known.head)
            action.setCheckable(True)
            action.setChecked(not self.view.isColumnHidden(number))
            action.toggled.connect(partial(self._show_column, number))
        corner = self.columns_button.rect().bottomLeft()
        menu.popup(self.columns_button.mapToGlobal(corner))

    def _show_column(self, number: int, is_shown: object) -> None:
        if is_shown or len(self.view.shown_columns()) > 1:
            self.view.setColumnHidden(number, not is_shown)
            self.widths.measure()
            self._keep_columns()

    @Slot()
    def _on_filter_button_clicked(self) -> None:
        self.open_filter(max(0, self.view.currentIndex().column()))

    @Slot(int)
    def _on_head_sort_asked(self, number: int) -> None:
        sort = self.model.wish.sort
        path = self.model.columns[number].path
        is_descending = sort.column == path and not sort.descending
        self.model.show(replace(self.model.wish, sort=Sort(path, is_descending)))

    @Slot(int)
    def _on_chips_dropped(self, number: int) -> None:
        filters = list(self.model.wish.filters)
        del filters[number]
        self.show_filters(filters)

    @Slot()
    def _on_pause_timeout(self) -> None:
        self._pause.stop()
        text = self.search.text().strip()
        if text != self.model.wish.search:
            self.model.show(replace(self.model.wish, search=text))

    @Slot()
    def _on_view_find_asked(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot(int)
    def _on_view_copied(self, n_rows: int) -> None:
        self._context.say(self._context.words.say("table.copied", n=n_rows))

    @Slot()
    def _on_view_edit_refused(self) -> None:
        self._context.say(self._context.words.message(why_read_only(self._context.session)))

    @Slot(str)
    def _on_cells_refused(self, sentence: str) -> None:
        self.error.show_error(sentence, self._context.words.say("table.not_stored"))

    @Slot(object)
    def _on_room_changed(self, changes: Changes) -> None:
        self.model.take_changes(changes)
