"""The chart's numbers as a table: every allocation, blocked offer and gap on a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from crisisplanner.services.matching.match_view import MatchView, NeedView
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text

COLUMNS = ("need", "coverage", "partner", "offer", "quantity", "share", "from", "to", "state")
NUMBERS = frozenset({"coverage", "quantity", "share", "from", "to"})
WIDTHS_PX = {"need": 230, "partner": 190, "offer": 220, "share": 124, "state": 120}
OTHER_WIDTH_PX = 92
PAD_PX = 12
ROW_PX = 28
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One line of the table, as it is written."""

    need_id: str
    cells: tuple[str, ...]


def number_rows(view: MatchView, phrases: Phrases) -> tuple[NumberRow, ...]:
    """Write what the chart draws."""
    return tuple(row for need in view.needs for row in _rows_of(need, phrases))


def _rows_of(need: NeedView, phrases: Phrases) -> list[NumberRow]:
    formats = phrases.words.formats
    head = (need.title, phrases.percent(need.coverage))
    rows = []
    for one in need.allocations:
        state = "asked" if one.is_wish else "locked" if one.is_locked else "allocated"
        rows.append(
            (
                *head,
                one.partner.name,
                one.offer_title,
                formats.number(one.quantity),
                phrases.percent(one.share),
                formats.day(one.from_day),
                formats.day(one.to_day),
                phrases.code(f"table.{state}"),
            )
        )
    if not need.allocations:
        rows.append(
            (
                *head,
                "",
                "",
                "" if need.quantity is None else formats.number(need.quantity),
                "",
                formats.day(need.from_day),
                formats.day(need.to_day),
                phrases.code("table.open"),
            )
        )
    for blocked in need.blocked:
        usable = "" if blocked.usable_day is None else formats.day(blocked.usable_day)
        rows.append(
            (
                *head,
                blocked.partner.name,
                blocked.offer_title,
                phrases.count(blocked.quantity),
                "",
                usable,
                "",
                phrases.code("table.blocked"),
            )
        )
    return [NumberRow(need.id, cells) for cells in rows]


class NumbersModel(QAbstractTableModel):
    """Hold the lines."""

    def __init__(self, phrases: Phrases, parent: QObject) -> None:
        super().__init__(parent)
        self._phrases = phrases
        self.rows: tuple[NumberRow, ...] = ()

    def show_view(self, view: MatchView) -> None:
        """Write the numbers of a view."""
        self.beginResetModel()
        self.rows = number_rows(view, self._phrases)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft
            if COLUMNS[index.column()] in NUMBERS:
                side = Qt.AlignmentFlag.AlignRight
            return Qt.AlignmentFlag.AlignVCenter | side
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._phrases.code(f"table.{COLUMNS[section]}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft
            if COLUMNS[section] in NUMBERS:
                side = Qt.AlignmentFlag.AlignRight
            return Qt.AlignmentFlag.AlignVCenter | side
        return None


class NumbersDelegate(QStyledItemDelegate):
    """Write a cell in line with its head."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = self._look
        rect = QRectF(option.rect)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, look.colour("selected" if is_chosen else "surface"))
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, look.colour("line"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            width = look.theme.focus_width
            painter.setPen(QPen(look.colour("focus"), width))
            painter.drawRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2 - 1))
        name = COLUMNS[index.column()]
        painter.setFont(look.font("body_medium" if name == "need" else "body"))
        painter.setPen(look.colour("text"))
        inner = rect.adjusted(PAD_PX, 0, -PAD_PX, 0)
        metrics = QFontMetricsF(painter.font())
        text = metrics.elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole), text)
        painter.restore()


class NumbersView(QTableView):
    """The table; T or Escape goes back, Ctrl+C copies the chosen cells as a range."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_T, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the chosen cells on the clipboard, with tabs and line ends."""
        chosen = sorted(
            self.selectionModel().selectedIndexes(), key=lambda i: (i.row(), i.column())
        )
        lines: dict[int, list[str]] = {}
        for index in chosen:
            lines.setdefault(index.row(), []).append(str(index.data()))
        text = "\n".join("\t".join(cells) for cells in lines.values())
        QGuiApplication.clipboard().setText(text)


class NumbersPanel(QWidget):
    """The table with a way back."""

    left = Signal()
    need_chosen = Signal(str)

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = NumbersModel(phrases, self)
        self._view: MatchView | None = None
        self.table = NumbersView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(phrases.code("table"))
        self.table.setShowGrid(False)
        self.table.setItemDelegate(NumbersDelegate(look, self.table))
        self.table.setWordWrap(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        for number, name in enumerate(COLUMNS):
            self.table.setColumnWidth(number, WIDTHS_PX.get(name, OTHER_WIDTH_PX))
        back = Button(look, phrases.code("table.back"), kind="link")
        back.clicked.connect(self.left)
        self.table.left.connect(self.left)
        self.table.clicked.connect(self._on_table_clicked)
        head = row(gap=8)
        head.setContentsMargins(16, 8, 12, 8)
        head.addWidget(Text(look, phrases.code("table"), "h3"))
        head.addStretch()
        head.addWidget(back)
        layout = column(self)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_view(self, view: MatchView) -> None:
        """Write the numbers of a view, at the latest when they are looked at."""
        self._view = view
        if self.isVisible():
            self._write()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._write()

    def _write(self) -> None:
        if self._view is not None:
            self.model.show_view(self._view)
            self._view = None

    def _on_table_clicked(self, index: QModelIndex) -> None:
        self.need_chosen.emit(self.model.rows[index.row()].need_id)
