"""History: every step of the journal, newest first, and taking an older one back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from crisisplanner.domain.changes import Changes, Group
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.services import editing
from crisisplanner.services.erasing import things_of_step
from crisisplanner.services.session import Session
from crisisplanner.ui.actions import ROW
from crisisplanner.ui.inspecting.erasing_dialog import EraseDialog
from crisisplanner.ui.pages import Page, PageContext
from crisisplanner.ui.steps import step_text
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

PAGE = 200
ROW_PX = 52
JOB = "take_back"
AnyIndex = QModelIndex | QPersistentModelIndex
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class HistoryModel(QAbstractListModel):
    """Hold the groups read so far; more are read as the list is scrolled."""

    def __init__(self, session: Session, words: Wording, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._words = session, words
        self.groups: list[Group] = []
        self._has_all = False
        self.undone: frozenset[str] = frozenset()

    def reload(self) -> None:
        """Read the newest groups again."""
        self.beginResetModel()
        self.groups = list(editing.history(self._session, PAGE))
        self._has_all = len(self.groups) < PAGE
        self._note_undone()
        self.endResetModel()

    def find(self, group: Group) -> int | None:
        """Give the row of a group, reading on as far as it lies; None if it is not there."""
        while not self._has_all and self.groups[-1].position > group.position:
            self.fetchMore(QModelIndex())
        rows = (row for row, known in enumerate(self.groups) if known.id == group.id)
        return next(rows, None)

    def canFetchMore(self, _parent: AnyIndex) -> bool:
        return not self._has_all

    def fetchMore(self, _parent: AnyIndex) -> None:
        before = self.groups[-1].position if self.groups else None
        more = editing.history(self._session, PAGE, before)
        self._has_all = len(more) < PAGE
        if more:
            start = len(self.groups)
            self.beginInsertRows(QModelIndex(), start, start + len(more) - 1)
            self.groups.extend(more)
            self._note_undone()
            self.endInsertRows()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.groups)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        group = self.groups[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return group
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            what = step_text(group.what, self._words)
            return self._words.say("history.line", what=what, author=group.author)
        return None

    def _note_undone(self) -> None:
        undone: set[str] = set()
        # From the newest on: what was undone itself undoes nothing any more.
        for group in self.groups:
            if group.undoes is not None and group.id not in undone:
                undone.add(group.undoes)
        self.undone = frozenset(undone)


class _GroupDelegate(QStyledItemDelegate):
    """Draw a step on two lines."""

    def __init__(self, look: Look, words: Wording, model: HistoryModel, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._words, self._groups = look, words, model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(400, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        look, words = self._look, self._words
        group: Group = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selected"))
            painter.fillRect(
                QRectF(rect.left(), rect.top(), 3, rect.height()), look.colour("accent")
            )
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.colour("hover"))
        painter.fillRect(
            QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.colour("line")
        )
        is_undone = group.id in self._groups.undone
        icon = "arrow-back-up" if group.undoes is not None else "pencil"
        place = QRectF(rect.left() + 20, rect.top() + 17, 18, 18)
        look.icons.paint(painter, place, icon, look.colour("text_3" if is_undone else "text_2"))
        when = words.formats.moment(group.at)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("text_3"))
        end = rect.adjusted(0, 0, -20, 0)
        painter.drawText(end, MIDDLE | Qt.AlignmentFlag.AlignRight, when)
        used = QFontMetricsF(painter.font()).horizontalAdvance(when) + 40
        texts = rect.adjusted(50, 8, -used, -8)
        what = step_text(group.what, words)
        if is_undone:
            what = words.say("history.undone", what=what)
        self._line(painter, texts, what, "body_medium", "text_3" if is_undone else "text", top=True)
        who = group.author
        if group.why:
            who = words.say("history.why", author=group.author, why=group.why)
        self._line(painter, texts, who, "small", "text_2", top=False)
        painter.restore()

    def _line(
        self, painter: QPainter, rect: QRectF, text: str, role: str, tone: str, *, top: bool
    ) -> None:
        painter.setFont(self._look.font(role))
        painter.setPen(self._look.colour(tone))
        shown = QFontMetricsF(painter.font()).elidedText(
            text.replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width()
        )
        align = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignBottom
        painter.drawText(rect, align, shown)


class HistoryPage(Page):
    """Show the journal."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        look, words = context.look, context.words
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = HistoryModel(context.session, words, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_GroupDelegate(look, words, self.model, self.list))
        self.list.setAccessibleName(words.say("page.history"))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.selectionModel().currentChanged.connect(self._hold_row)
        head = row(gap=8)
        head.setContentsMargins(20, 12, 20, 12)
        head.addWidget(Text(look, words.say("page.history"), "h3"))
        head.addWidget(Text(look, words.say("history.explained"), "small", "text_3", wrap=True), 1)
        layout = column(self)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        context.room.changed.connect(self._on_room_changed)

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        return {"history.take_back": self.take_back, "history.erase": self.erase_asked}

    def enter(self, _argument: object) -> None:
        self.model.reload()
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.scrollToTop()
        self.list.setFocus()
        self._hold_row()

    def leave(self) -> None:
        self._context.board.hold(ROW, holds=False)

    def take_back(self) -> None:
        """Take the chosen step back, if nothing later touched the same."""
        index = self.list.currentIndex()
        if not index.isValid():
            return
        group = self.model.groups[index.row()]
        self._context.jobs.start(
            JOB,
            message("window.undid.doing"),
            partial(_take_back, self._context.session, group.id),
            on_done=self._on_taken_back,
            on_failed=self._context.fail,
        )

    def ask_erase(self) -> EraseDialog | None:
        """Ask what is erased of the things that the chosen step touched."""
        index = self.list.currentIndex()
        if not index.isValid():
            return None
        context = self._context
        things = things_of_step(context.session, self.model.groups[index.row()].id)
        if not things:
            context.say(context.words.say("erase.nothing_touched"))
            return None
        dialog = EraseDialog(context, self, things)
        # Erasing a thing that is gone changes the history alone, which tells nobody.
        dialog.erased.connect(self._reload)
        dialog.open()
        return dialog

    def erase_asked(self) -> None:
        """Open the dialog, as the action does."""
        self.ask_erase()

    def _on_taken_back(self, done: tuple[Group, Changes]) -> None:
        words = self._context.words
        self._context.say(words.say("window.undid", what=step_text(done[0].what, words)))

    @Slot()
    def _hold_row(self) -> None:
        self._context.board.hold(ROW, holds=self.list.currentIndex().isValid())

    @Slot(object)
    def _on_room_changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self._reload()

    @Slot()
    def _reload(self) -> None:
        """Read anew; the chosen step stays chosen and where it was seen."""
        index = self.list.currentIndex()
        chosen = self.model.groups[index.row()] if index.isValid() else None
        top = self.list.visualRect(index).top()
        self.model.reload()
        row = None if chosen is None else self.model.find(chosen)
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row, 0))
            moved = self.list.visualRect(self.list.currentIndex()).top() - top
            bar = self.list.verticalScrollBar()
            bar.setValue(bar.value() + moved)
        self._hold_row()


def _take_back(session: Session, group_id: str, _watcher: Watcher) -> tuple[Group, Changes]:
    return editing.take_back(session, group_id)
