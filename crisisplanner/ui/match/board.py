"""The board: requirement list and time chart on shared rows, with one scroll and one legend."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QWidget

from crisisplanner.services.matching.match_view import (
    AllocationView,
    MatchView,
    NeedView,
)
from crisisplanner.ui.match.axis import TimeAxis
from crisisplanner.ui.match.chart import WHEEL_ZOOM, TimeChart
from crisisplanner.ui.match.legend import LegendRow
from crisisplanner.ui.match.list_head import ListHead
from crisisplanner.ui.match.need_list import NeedList, broken, title_room
from crisisplanner.ui.match.need_model import NeedModel
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.match.row_buttons import HEIGHT_PX, RowButtons
from crisisplanner.ui.match.rows import GroupRow, NeedRow, RowChoice, RowLayout, lay_out
from crisisplanner.ui.match.time_scale import chart_days
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import EmptyPage, column

WIDE_FROM_PX = 1000
BUTTONS_GAP_PX = 6
BUTTONS_LEFT_PX = 37


class MatchBoard(QWidget):
    """Compose list, chart, axis and legend, and keep them on the same rows."""

    need_opened = Signal(str)
    need_entered = Signal(str)
    need_unfolded = Signal(str)
    key_asked = Signal(str)

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self._look, self._phrases = look, phrases
        self._view: MatchView | None = None
        self._layout = RowLayout((), ())
        self._is_writable = True
        self._lines: dict[tuple[str, int], int] = {}
        self.choice = RowChoice()
        self.model = NeedModel(phrases, self)
        self.head = ListHead(look, phrases)
        self.list = NeedList(look, phrases, self.model)
        self.axis = TimeAxis(look, phrases)
        self.chart = TimeChart(look, phrases)
        self.chart.viewport().setAccessibleName(phrases.code("chart"))
        self.legend = LegendRow(look, phrases)
        self.buttons = RowButtons(look, phrases, self.list.viewport())
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._is_sized = False
        self._no_rows: EmptyPage | None = None
        self._build()
        self._connect()
        self.setFocusProxy(self.list)

    def show_view(self, view: MatchView, *, is_writable: bool) -> None:
        """Show another state of the plan, keeping what is chosen."""
        self._view, self._is_writable = view, is_writable
        if view.need(self.choice.open_need) is None:
            self.choice.open_need = view.needs[0].id if view.needs else ""
        self.head.show_view(view, can_add=is_writable)
        self.axis.show_marks(view.marks)
        self._lay_rows()

    @property
    def need(self) -> NeedView | None:
        """Give the need whose row is open."""
        return None if self._view is None else self._view.need(self.choice.open_need)

    @property
    def allocation(self) -> AllocationView | None:
        """Give the chosen bar of the open need."""
        need, chosen = self.need, self.chart.selected_allocation
        if need is None:
            return None
        return next((one for one in need.allocations if one.id == chosen), None)

    @property
    def shown_rows(self) -> RowLayout:
        """Give the rows in sight of the filters."""
        return self._layout

    def open_need(self, need_id: str) -> None:
        """Open a need's row and scroll it into sight."""
        if self._view is None or self._view.need(need_id) is None:
            return
        if need_id != self.choice.open_need:
            before = self._top_of(need_id)
            self.choice.open_need = need_id
            self.chart.select_allocation("")
            self._lay_rows()
            # Closing a row above moves this one: it stays where the pointer is.
            bar = self.chart.verticalScrollBar()
            bar.setValue(bar.value() + self._top_of(need_id) - before)
            self._bring_into_sight(need_id)
            self.need_opened.emit(need_id)

    def show_all_blocked(self) -> None:
        """Show every blocked offer of the open need, or the first ones again."""
        self.choice.all_blocked = not self.choice.all_blocked
        self._lay_rows()

    def step_allocation(self, step: int) -> None:
        """Choose the next or last bar of the open row."""
        need = self.need
        if need is None or not need.allocations:
            return
        ids = [one.id for one in need.allocations]
        chosen = self.chart.selected_allocation
        place = ids.index(chosen) + step if chosen in ids else (0 if step > 0 else len(ids) - 1)
        self.chart.select_allocation(ids[place % len(ids)])

    def zoom(self, asked: str) -> None:
        """Zoom as a button or key asks."""
        if asked == "zoom_all":
            self.chart.zoom_all()
        else:
            self.chart.zoom(WHEEL_ZOOM if asked == "zoom_in" else 1 / WHEEL_ZOOM)

    @Slot()
    def clear_filters(self) -> None:
        """Show all rows again."""
        self.choice.text = ""
        self.choice.gaps_only = False
        self.head.clear()
        self._lay_rows()

    def _build(self) -> None:
        left, right = QWidget(), QWidget()
        for side, parts in ((left, (self.head, self.list)), (right, (self.axis, self.chart))):
            stack = column(side)
            for part in parts:
                stack.addWidget(part)
        left.setMinimumWidth(220)
        right.setMinimumWidth(200)
        self._splitter.addWidget(left)
        self._splitter.addWidget(right)
        self._splitter.setHandleWidth(1)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setChildrenCollapsible(False)
        layout = column(self)
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self.legend)

    def _connect(self) -> None:
        self.head.gaps_only_chosen.connect(self._on_gaps_only_chosen)
        self.head.text_chosen.connect(self._on_text_chosen)
        self.head.list_wanted.connect(self.list.setFocus)
        self.list.need_chosen.connect(self.open_need)
        self.list.need_entered.connect(self.need_entered)
        self.list.need_unfolded.connect(self.need_unfolded)
        self.list.group_toggled.connect(self._on_group_toggled)
        self.list.key_asked.connect(self.key_asked)
        self.list.widened.connect(self._lay_rows)
        self.list.viewport().installEventFilter(self)
        self.legend.zoom_asked.connect(self.zoom)
        self.axis.zoom_asked.connect(self.chart.zoom)
        self.chart.scale_changed.connect(self.axis.show_scale)
        self.chart.verticalScrollBar().valueChanged.connect(self.list.verticalScrollBar().setValue)
        self.list.verticalScrollBar().valueChanged.connect(self.chart.verticalScrollBar().setValue)
        self.list.verticalScrollBar().valueChanged.connect(self._place_buttons)

    def _lay_rows(self) -> None:
        view = self._view
        if view is None:
            return
        room = title_room(self.list.viewport().width())
        scroll = self.chart.verticalScrollBar().value()
        self._layout = lay_out(view, self.choice, partial(self._title_lines, room))
        first, last = chart_days(view.first_day, view.last_day)
        self.list.take_rows(self._layout, self.choice.open_need)
        self.chart.show_rows(view, self._layout, first, last)
        self.chart.verticalScrollBar().setValue(scroll)
        self.list.verticalScrollBar().setValue(scroll)
        self._place_buttons()
        self._show_no_rows()

    def _show_no_rows(self) -> None:
        """Say by what all rows were filtered away, and how they come back."""
        if self._no_rows is not None:
            self._no_rows.hide()
            self._no_rows.deleteLater()
            self._no_rows = None
        view = self._view
        if self._layout.rows or view is None or not view.needs:
            return
        phrases = self._phrases
        clear = Button(self._look, phrases.code("clear_filter"), icon="x")
        clear.clicked.connect(self.clear_filters)
        code = "empty.filter" if self.choice.text.strip() else "empty.gaps"
        sentence = phrases.code(f"{code}.sentence", filter=self.choice.text.strip())
        self._no_rows = EmptyPage(
            self._look, icon="filter", title=phrases.code(code), sentence=sentence, steps=[clear]
        )
        self._no_rows.setParent(self.chart.viewport())
        self._no_rows.setGeometry(self.chart.viewport().rect())
        self._no_rows.show()

    def _top_of(self, need_id: str) -> int:
        number = self._layout.number_of(need_id)
        return 0 if number is None else self._layout.tops[number]

    def _title_lines(self, room: float, title: str) -> int:
        key = (title, round(room))
        if key not in self._lines:
            self._lines[key] = len(broken(title, self._look, room))
        return self._lines[key]

    def _bring_into_sight(self, need_id: str) -> None:
        number = self._layout.number_of(need_id)
        if number is None:
            return
        bar = self.chart.verticalScrollBar()
        top, height = self._layout.tops[number], self._layout.heights[number]
        page = self.chart.viewport().height()
        if top < bar.value():
            bar.setValue(top)
        elif top + height > bar.value() + page:
            bar.setValue(min(top, top + height - page))

    @Slot()
    def _place_buttons(self) -> None:
        number = self._layout.number_of(self.choice.open_need)
        need = self.need
        if number is None or need is None:
            self.buttons.hide()
            return
        row = self._layout.rows[number]
        if not isinstance(row, NeedRow):
            return
        self.buttons.show_need(need, is_writable=self._is_writable)
        top = self._layout.tops[number] - self.list.verticalScrollBar().value()
        width = self.list.viewport().width() - BUTTONS_LEFT_PX - 8
        place = QRect(BUTTONS_LEFT_PX, top + row.text_px + BUTTONS_GAP_PX, width, HEIGHT_PX)
        self.buttons.setGeometry(place)
        self.buttons.show()

    @Slot(bool)
    def _on_gaps_only_chosen(self, gaps_only: bool) -> None:
        self.choice.gaps_only = gaps_only
        self._lay_rows()

    @Slot(str)
    def _on_text_chosen(self, text: str) -> None:
        self.choice.text = text
        self._lay_rows()

    @Slot(str)
    def _on_group_toggled(self, key: str) -> None:
        self.choice.folded ^= {key}
        self._lay_rows()

    @Slot(int)
    def toggle_group_at(self, number: int) -> None:
        """Fold or unfold the group of a row."""
        row = self._layout.rows[number]
        if isinstance(row, GroupRow):
            self._on_group_toggled(row.group.key)

    def menu_place(self) -> QPoint:
        """Give where a menu of the open row opens."""
        return self.buttons.mapToGlobal(self.buttons.rect().bottomLeft())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place_buttons()
            if self._no_rows is not None:
                self._no_rows.setGeometry(self.chart.viewport().rect())
        return super().eventFilter(watched, event)

    def resizeEvent(self, _event: object) -> None:
        if not self._is_sized and self.width() > 400:
            is_wide = self.width() >= WIDE_FROM_PX
            wanted = self._look.theme.size("list" if is_wide else "list_min")
            self._splitter.setSizes([wanted, self.width() - wanted - 1])
            self._is_sized = self.isVisible()
