"""The list of derived needs: title and quantity, the sum in a sentence, the source below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from crisisplanner.ui.painting.marks import PillStyle, paint_pill, pill_width
from crisisplanner.ui.theme.look import Look

AnyIndex = QModelIndex | QPersistentModelIndex
SIDE_PX = 20.0
EDGE_PX = 8.0
QUANTITY_PX = 120.0
LINE = Qt.ItemDataRole.UserRole
WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class NeedLine:
    """Hold what one row says; without an id it is a factor that yields nothing."""

    title: str
    quantity: str
    when: str
    said: str
    source: str
    pills: tuple[tuple[str, PillStyle], ...] = ()
    requirement_id: str = ""
    is_overridden: bool = False

    @property
    def spoken(self) -> str:
        """Give the row as one text for a screen reader."""
        states = [text for text, _ in self.pills]
        parts = [self.title, self.quantity, *states, self.when, self.said, self.source]
        return ". ".join(part.rstrip(".") for part in parts if part)


class NeedLines(QAbstractListModel):
    """Hold the rows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: tuple[NeedLine, ...] = ()

    def show_lines(self, lines: tuple[NeedLine, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.source
        return None


class NeedDelegate(QStyledItemDelegate):
    """Draw a row; it grows with its sentences."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look, self._list = look, view

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        line: NeedLine = index.data(LINE)
        width = self._list.viewport().width()
        height = 2 * EDGE_PX
        for text, role, room in self._texts(line, width):
            height += self._height(text, role, room)
        return QSize(width, round(height))

    def _texts(self, line: NeedLine, width: float) -> list[tuple[str, str, float]]:
        wide = max(80.0, width - 2 * SIDE_PX)
        first = max(80.0, wide - QUANTITY_PX - self._pills_px(line))
        texts = [(line.title, "body_medium", first), (line.said, "body", wide)]
        under = line.source if not line.when else f"{line.when}  ·  {line.source}"
        texts.append((under, "small", wide))
        return [text for text in texts if text[0]]

    def _pills_px(self, line: NeedLine) -> float:
        return sum(pill_width(text, style, self._look) + 8 for text, style in line.pills)

    def _height(self, text: str, role: str, room: float) -> float:
        box = QFontMetricsF(self._look.font(role)).boundingRect(
            QRectF(0, 0, room, 10_000), WRAPPED, text
        )
        return max(float(self._look.fonts.line_px(role)), box.height()) + 2

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        look = self._look
        line: NeedLine = index.data(LINE)
        rect = QRectF(option.rect)
        painter.save()
        self._paint_ground(painter, rect, option)
        tones = ["text" if line.requirement_id else "text_2", "text_2", "text_3"]
        if not line.requirement_id:
            tones[1] = "text_3"
        y = rect.top() + EDGE_PX
        for number, (text, role, room) in enumerate(self._texts(line, rect.width())):
            height = self._height(text, role, room)
            painter.setFont(look.font(role))
            tone = "text_3" if role == "small" else tones[min(number, 1)]
            painter.setPen(look.colour(tone))
            painter.drawText(QRectF(rect.left() + SIDE_PX, y, room, height), WRAPPED, text)
            y += height
        self._paint_end(painter, rect, line)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem) -> None:
        look = self._look
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selected"))
            bar = QRectF(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, look.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.colour("hover"))
        edge = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(edge, look.colour("line"))

    def _paint_end(self, painter: QPainter, rect: QRectF, line: NeedLine) -> None:
        look = self._look
        right = rect.right() - SIDE_PX
        if line.quantity:
            painter.setFont(look.font("body_medium"))
            painter.setPen(look.colour("text"))
            place = QRectF(right - QUANTITY_PX, rect.top() + EDGE_PX, QUANTITY_PX, 20)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, align, line.quantity)
        left = right - QUANTITY_PX - self._pills_px(line)
        for text, style in line.pills:
            left += paint_pill(painter, left, rect.top() + EDGE_PX + 10, text, style, look) + 8


class NeedList(QListView):
    """The rows, walked by keys; Enter opens the requirement."""

    opened = Signal(str)
    line_changed = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.rows = NeedLines(self)
        self.setModel(self.rows)
        self.setItemDelegate(NeedDelegate(look, self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self.line_changed)
        look.changed.connect(self.viewport().update)

    def show_lines(self, lines: tuple[NeedLine, ...]) -> None:
        """Show other rows, staying on the same requirement."""
        before = self.line()
        self.rows.show_lines(lines)
        ids = [line.requirement_id for line in lines]
        if before is not None and before.requirement_id and before.requirement_id in ids:
            self.setCurrentIndex(self.rows.index(ids.index(before.requirement_id), 0))
        elif lines:
            self.setCurrentIndex(self.rows.index(0, 0))
        self.line_changed.emit()

    def line(self) -> NeedLine | None:
        """Give the row that the keyboard is on."""
        index = self.currentIndex()
        return self.rows.lines[index.row()] if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self, *_: object) -> None:
        line = self.line()
        if line is not None and line.requirement_id:
            self.opened.emit(line.requirement_id)
