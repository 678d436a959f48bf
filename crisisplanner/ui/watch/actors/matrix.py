"""A matrix of judgements: partners in rows, actors or issues in columns, words and shapes in cells.

A cell is never told by colour: it has steps or a place on a scale, and its word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from crisisplanner.ui.painting.marks import SWATCH_PX, paint_not_known, paint_swatch
from crisisplanner.ui.tables.lines import copy_range
from crisisplanner.ui.theme.look import Look

NAME_PX, LEAST_CELL_PX, MOST_CELL_PX = 200, 168, 240
LINE_PX, PAD_PX, HEAD_PX = 22, 10, 62
MARK_PX = 40
N_STEPS = 3
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell: steps from 0 to 3, or a place from -2 to 2, and its word."""

    word: str
    steps: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its lines, and the sentence that says it; no line means not known."""

    lines: tuple[Line, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row: the partner with its colour, and its cells."""

    id: str
    name: str
    colour: int | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class MatrixFace:
    """All that a matrix shows; columns are ids with names and what they are."""

    corner: str
    columns: tuple[tuple[str, str, str], ...]
    rows: tuple[MatrixRow, ...]
    unknown: str


NOTHING = MatrixFace("", (), (), "")


class MatrixModel(QAbstractTableModel):
    """Hold the face; the first column is the partner's name."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.face = NOTHING

    def show_face(self, face: MatrixFace) -> None:
        """Show another face."""
        self.beginResetModel()
        self.face = face
        self.endResetModel()

    def cell(self, index: Index) -> Cell | None:
        """Give the cell of an index; the first column has none."""
        if not index.isValid() or index.column() == 0:
            return None
        return self.face.rows[index.row()].cells[index.column() - 1]

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.face.rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.face.columns) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            if cell is None:
                return self.face.rows[index.row()].name
            return ", ".join(line.word for line in cell.lines) or self.face.unknown
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.face.rows[index.row()].name if cell is None else cell.sentence
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        if section == 0:
            return self.face.corner
        _, name, what = self.face.columns[section - 1]
        return name + "\n" + what if what else name


class MatrixDelegate(QStyledItemDelegate):
    """Paint names with their colour, and cells with shapes and words."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = self._look, QRectF(option.rect)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, look.colour("selected" if is_chosen else "surface"))
        painter.fillRect(
            QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.colour("line")
        )
        model = index.model()
        if isinstance(model, MatrixModel):
            cell = model.cell(index)
            inner = rect.adjusted(PAD_PX, 0, -PAD_PX, -1)
            if cell is None:
                self._paint_name(painter, inner, model.face.rows[index.row()])
            elif not cell.lines:
                paint_not_known(painter, inner, model.face.unknown, look)
            else:
                self._paint_cell(painter, inner, cell)
        if option.state & QStyle.StateFlag.State_HasFocus:
            width = look.theme.focus_width
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), width))
            painter.drawRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2 - 1))
        painter.restore()

    def _paint_name(self, painter: QPainter, inner: QRectF, row: MatrixRow) -> None:
        swatch = QRectF(0, 0, SWATCH_PX, SWATCH_PX)
        swatch.moveCenter(QPointF(inner.left() + SWATCH_PX / 2, inner.center().y()))
        paint_swatch(painter, swatch, self._look.theme.partner(row.colour))
        painter.setFont(self._look.font("body_medium"))
        painter.setPen(self._look.colour("text"))
        text = inner.adjusted(SWATCH_PX + 8, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(text, int(flags), row.name)

    def _paint_cell(self, painter: QPainter, inner: QRectF, cell: Cell) -> None:
        top = inner.center().y() - len(cell.lines) * LINE_PX / 2
        for number, line in enumerate(cell.lines):
            place = QRectF(inner.left(), top + number * LINE_PX, inner.width(), LINE_PX)
            if line.steps is not None:
                self._paint_steps(painter, place, line.steps)
            elif line.place is not None:
                self._paint_scale(painter, place, line.place)
            painter.setFont(self._look.font("small"))
            painter.setPen(self._look.colour("text"))
            words = place.adjusted(MARK_PX + 8, 0, 0, 0)
            text = QFontMetricsF(painter.font()).elidedText(
                line.word, Qt.TextElideMode.ElideRight, words.width()
            )
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_steps(self, painter: QPainter, place: QRectF, steps: int) -> None:
        """Draw three rising steps, as many of them filled."""
        for number in range(N_STEPS):
            height = 5 + 4 * number
            bar = QRectF(place.left() + number * 10, place.center().y() + 7 - height, 8, height)
            if number < steps:
                painter.fillRect(bar, self._look.colour("text"))
            else:
                painter.setPen(QPen(self._look.colour("control"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_scale(self, painter: QPainter, place: QRectF, value: int) -> None:
        """Draw a scale of five places with a diamond on one; the middle one stands out."""
        middle, step = place.center().y(), (MARK_PX - 8) / 4
        left = place.left() + 4
        painter.setPen(QPen(self._look.colour("control"), 1))
        painter.drawLine(QPointF(left, middle), QPointF(left + 4 * step, middle))
        for number in range(5):
            half = 5 if number == 2 else 3
            x = left + number * step
            painter.drawLine(QPointF(x, middle - half), QPointF(x, middle + half))
        x = left + (value + 2) * step
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("text"))
        painter.drawPolygon(
            [
                QPointF(x, middle - 6),
                QPointF(x + 5, middle),
                QPointF(x, middle + 6),
                QPointF(x - 5, middle),
            ]
        )


class MatrixView(QTableView):
    """The matrix by keyboard and mouse; Ctrl+C copies the chosen cells as a range."""

    moved = Signal()
    opened = Signal()
    remove_asked = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.matrix = MatrixModel(self)
        self.setModel(self.matrix)
        self.setItemDelegate(MatrixDelegate(look, self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(2 * LINE_PX + 12)
        head = self.horizontalHeader()
        head.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        head.setFixedHeight(HEAD_PX)
        head.setHighlightSections(False)
        self.doubleClicked.connect(self.opened)

    def show_face(self, face: MatrixFace) -> None:
        """Show another face; the keyboard stays on its cell where it is still there."""
        current = self.place()
        self.matrix.show_face(face)
        self._fit()
        if current is not None:
            self.go_to(*current)
        elif face.rows and face.columns:
            self.go_to(face.rows[0].id, face.columns[0][0])

    def _fit(self) -> None:
        self.setColumnWidth(0, NAME_PX)
        n_columns = len(self.matrix.face.columns)
        room = self.viewport().width() - NAME_PX
        width = max(LEAST_CELL_PX, min(MOST_CELL_PX, room // max(1, n_columns)))
        for number in range(n_columns):
            self.setColumnWidth(number + 1, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def place(self) -> tuple[str, str] | None:
        """Give the row's and the column's id that the keyboard is on; a name has no column."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        column = self.matrix.face.columns[index.column() - 1][0] if index.column() else ""
        return self.matrix.face.rows[index.row()].id, column

    def go_to(self, row_id: str, column_id: str) -> None:
        """Put the keyboard on a cell."""
        face = self.matrix.face
        rows = [row.id for row in face.rows]
        columns = ["", *(column[0] for column in face.columns)]
        if row_id in rows and column_id in columns:
            index = self.matrix.index(rows.index(row_id), columns.index(column_id))
            self.setCurrentIndex(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_range(self)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)
