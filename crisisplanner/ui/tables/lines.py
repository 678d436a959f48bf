"""A short table of written lines, as a chart's numbers: read, walked and copied, never edited.

Tables of a workspace's things, paged from the file, are in the other modules of this folder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

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
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from crisisplanner.ui.tables.clipboard import as_range
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text

ROW_PX = 28
PAD_PX = 12
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
BACK = (Qt.Key.Key_T, Qt.Key.Key_Escape)
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
L = TypeVar("L")


@dataclass(frozen=True, slots=True)
class LineColumn(Generic[L]):
    """Describe a column: its head, how a line is written in it, and how it stands."""

    head: str
    text: Callable[[L], str]
    width_px: int
    is_number: bool = False
    is_name: bool = False


class LinesModel(QAbstractTableModel, Generic[L]):
    """Hold the lines; a cell is written when it is seen, as there may be thousands."""

    def __init__(self, columns: Sequence[LineColumn[L]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.lines: Sequence[L] = ()

    def show_lines(self, lines: Sequence[L]) -> None:
        """Take other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        known = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return known.text(self.lines[index.row()])
        return _aligned(known) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        known = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return known.head
        return _aligned(known) if role == Qt.ItemDataRole.TextAlignmentRole else None


class LinesDelegate(QStyledItemDelegate):
    """Write a cell in line with its head."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect, model = self._look, QRectF(option.rect), index.model()
        if not isinstance(model, LinesModel):
            return
        known = model.columns[index.column()]
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, look.colour("selected" if is_chosen else "surface"))
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, look.colour("line"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            width = look.theme.focus_width
            painter.setPen(QPen(look.colour("focus"), width))
            painter.drawRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2 - 1))
        painter.setFont(look.font("body_medium" if known.is_name else "body"))
        painter.setPen(look.colour("text"))
        inner = rect.adjusted(PAD_PX, 0, -PAD_PX, 0)
        text = QFontMetricsF(painter.font()).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, _aligned(known), text)
        painter.restore()


class LinesView(QTableView):
    """The table; T or Escape goes back, Enter opens, Ctrl+C copies the chosen cells."""

    left = Signal()
    opened = Signal(int)

    def __init__(self, look: Look, name: str, model: LinesModel[Any]) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(LinesDelegate(look, self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for number, known in enumerate(model.columns):
            self.setColumnWidth(number, known.width_px)
        self.doubleClicked.connect(self._on_double_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_range(self)
        elif event.key() in BACK:
            self.left.emit()
        elif event.key() in OPENING and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())


class LinesPanel(QFrame, Generic[L]):
    """The table with its title and a way back."""

    left = Signal()

    def __init__(
        self, look: Look, title: str, way_back: str, columns: Sequence[LineColumn[L]]
    ) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model: LinesModel[L] = LinesModel(columns, self)
        self.table = LinesView(look, title, self.model)
        back = Button(look, way_back, kind="link")
        back.clicked.connect(self.left)
        self.table.left.connect(self.left)
        head = row(gap=8)
        head.setContentsMargins(16, 8, 12, 8)
        head.addWidget(Text(look, title, "h3"))
        head.addStretch()
        head.addWidget(back)
        layout = column(self)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)


def copy_range(view: QAbstractItemView) -> None:
    """Put the chosen cells on the clipboard as a spreadsheet takes them."""
    chosen = sorted(view.selectionModel().selectedIndexes(), key=lambda i: (i.row(), i.column()))
    lines: dict[int, list[str]] = {}
    for index in chosen:
        lines.setdefault(index.row(), []).append(str(index.data()))
    QGuiApplication.clipboard().setText(as_range(lines.values()))


def _aligned(known: LineColumn[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if known.is_number else Qt.AlignmentFlag.AlignLeft
    return Qt.AlignmentFlag.AlignVCenter | side
