"""The command box: Ctrl+K, one field for commands, pages and things of the workspace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from crisisplanner.ui.theme.focus_ring import OWN_RING
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.fields import LineField
from crisisplanner.ui.widgets.panels import Rule, column
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

WIDTH_PX = 560
ROW_PX = 36
MOST_ROWS = 9
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to choose: what it is, its kind or keys at the end, and what it does."""

    title: str
    hint: str
    icon: str
    run: Callable[[], None]
    name: str = ""
    """What its title names: who types it looks for that first."""


FindCommands = Callable[[str], Sequence[Command]]
FindThings = Callable[[str, Callable[[Sequence[Command]], None]], bool]


class _Commands(QAbstractListModel):
    """Hold what was found."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.found: list[Command] = []

    def show_found(self, found: Sequence[Command]) -> None:
        self.beginResetModel()
        self.found = list(found)
        self.endResetModel()

    def add_found(self, found: Sequence[Command]) -> None:
        first = len(self.found)
        self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
        self.found.extend(found)
        self.endInsertRows()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.found)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.found[index.row()].title
        return self.found[index.row()] if role == Qt.ItemDataRole.UserRole else None


class _CommandDelegate(QStyledItemDelegate):
    """Draw a command with icon and hint."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(WIDTH_PX, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        look = self._look
        command: Command = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selected"))
            painter.fillRect(
                QRectF(rect.left(), rect.top(), 3, rect.height()), look.colour("accent")
            )
        place = QRectF(rect.left() + 16, rect.top() + 9, 18, 18)
        look.icons.paint(painter, place, command.icon, look.colour("text_2"))
        align = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("text_3"))
        hint = rect.adjusted(0, 0, -16, 0)
        painter.drawText(hint, align | Qt.AlignmentFlag.AlignRight, command.hint)
        used = painter.fontMetrics().horizontalAdvance(command.hint)
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("text"))
        title = rect.adjusted(44, 0, -28 - used, 0)
        shown = painter.fontMetrics().elidedText(
            command.title, Qt.TextElideMode.ElideRight, round(title.width())
        )
        painter.drawText(title, align, shown)


class CommandBox(QFrame):
    """A field with a list below it, over the window's top."""

    closed = Signal()

    def __init__(
        self,
        look: Look,
        words: Wording,
        find: FindCommands,
        find_things: FindThings,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._find, self._find_things, self._words = find, find_things, words
        self._before: QWidget | None = None
        self.setProperty("card", "true")
        self.field = LineField(look)
        self.field.setProperty(OWN_RING, "true")
        self.field.setPlaceholderText(words.say("window.search"))
        self.field.setAccessibleName(words.say("window.search"))
        self.field.textChanged.connect(self._on_text_changed)
        self.field.installEventFilter(self)
        self._model = _Commands(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_CommandDelegate(look, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(words.say("window.found"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._on_list_clicked)
        layout = column(self, margin=8, gap=8)
        layout.addWidget(self.field)
        layout.addWidget(Rule())
        layout.addWidget(self.list)
        self.nothing = Text(look, "", "body", "text_2", wrap=True)
        self.nothing.setContentsMargins(12, 4, 12, 4)
        self.nothing.hide()
        layout.addWidget(self.nothing)
        self.hide()

    def open(self) -> None:
        """Show the box and give it the keyboard."""
        self._before = self.window().focusWidget()
        self.field.clear()
        self._on_text_changed("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def place(self) -> None:
        """Stand below the top of the window, in the middle."""
        window = self.parentWidget()
        if window is None:
            return
        width = min(WIDTH_PX, window.width() - 32)
        rows = min(MOST_ROWS, max(1, self._model.rowCount()))
        height = min(rows * ROW_PX + 70, window.height() - 32)
        self.setGeometry((window.width() - width) // 2, 8, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() is QEvent.Type.FocusOut:
            self._close(give_back=False)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            count = max(1, self._model.rowCount())
            row = (self.list.currentIndex().row() + step) % count
            self.list.setCurrentIndex(self._model.index(row, 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self._close(give_back=True)
        else:
            return False
        return True

    def _run(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        command = self._model.found[index.row()]
        self._close(give_back=True)
        command.run()

    def _close(self, *, give_back: bool) -> None:
        if self.isHidden():
            return
        self.hide()
        if give_back and self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        typed = text.strip()
        self._model.show_found(self._find(typed))
        self.list.setCurrentIndex(self._model.index(0, 0))
        is_searching = self._find_things(typed, self._add_things)
        self._show_what_is_found(is_searching=is_searching)

    def _add_things(self, things: Sequence[Command]) -> None:
        if things:
            self._model.add_found(things)
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0, 0))
        self._show_what_is_found(is_searching=False)

    def _show_what_is_found(self, *, is_searching: bool) -> None:
        found = bool(self._model.found)
        typed = self.field.text().strip()
        self.nothing.setText(self._words.say("window.nothing_found", typed=typed))
        self.nothing.setVisible(not found and not is_searching)
        self.list.setVisible(found)
        self.place()

    @Slot(QModelIndex)
    def _on_list_clicked(self, index: QModelIndex) -> None:
        self._run(index)
