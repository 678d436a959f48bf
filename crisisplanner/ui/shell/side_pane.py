"""The inspector's place: beside the page where there is room, a drawer over it where not."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import Rule, column, row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

DRAWER_BELOW_PX = 900
WIDE_FROM_PX = 1340


class _Body(QScrollArea):
    """A scroll area that says when it has another size."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class SidePane(QFrame):
    """An inspector: head with title and close, a body that scrolls, a foot that stays."""

    closed = Signal()
    body_resized = Signal()

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self.setProperty("bar", "start")
        self.setAccessibleName(words.say("window.inspector"))
        self._title = Text(look, "", "h2", wrap=True)
        self._subtitle = Text(look, "", "small", "text_2", wrap=True)
        close = Button(look, icon="x", name=words.say("window.close_inspector"))
        close.clicked.connect(self.closed)
        head = QWidget()
        head_row = row(head, gap=8)
        head_row.setContentsMargins(20, 14, 12, 10)
        titles = column(gap=2)
        titles.addWidget(self._title)
        titles.addWidget(self._subtitle)
        head_row.addLayout(titles, 1)
        head_row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._scroll = _Body()
        self._scroll.resized.connect(self.body_resized)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self.foot = row(gap=8)
        self.foot.setContentsMargins(16, 8, 16, 8)
        layout = column(self)
        layout.addWidget(head)
        layout.addWidget(Rule())
        layout.addWidget(self._scroll, 1)
        layout.addLayout(self.foot)

    @property
    def subtitle(self) -> str:
        """Give the line below the title."""
        return self._subtitle.text()

    def body_size(self) -> QSize:
        """Give the size in which the body is seen without scrolling."""
        return self._scroll.viewport().size()

    def show_body(
        self, title: str, subtitle: str, body: QWidget, *, keeps_place: bool = False
    ) -> None:
        """Show what is selected; the same thing read again keeps its place and the keyboard."""
        self.retitle(title, subtitle)
        body.setAutoFillBackground(False)
        top = self._scroll.verticalScrollBar().value()
        held = self._held_name(self._scroll.widget()) if keeps_place else ""
        old = self._scroll.takeWidget()
        self._scroll.setWidget(body)
        if old is not None:
            old.deleteLater()
        if keeps_place:
            body.resize(self._scroll.viewport().width(), body.heightForWidth(body.width()))
            self._scroll.verticalScrollBar().setValue(top)
        again = body.findChild(QWidget, held) if held else None
        if isinstance(again, QWidget):
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _held_name(self, body: QWidget | None) -> str:
        """Name what has the keyboard in a body."""
        holder = self.window().focusWidget()
        if body is None or holder is None or not body.isAncestorOf(holder):
            return ""
        return holder.objectName()

    def retitle(self, title: str, subtitle: str) -> None:
        """Name what is selected, where a lasting body shows it."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class PaneSplit(QWidget):
    """Lay a page's main part and its inspector out, side by side or one over the other."""

    def __init__(self, look: Look, main: QWidget, pane: SidePane) -> None:
        super().__init__()
        self._look = look
        self._main = main
        self._page: QWidget | None = None
        self.pane = pane
        for part in (main, pane):
            part.setParent(self)
        pane.hide()
        pane.closed.connect(self.fold)

    def cover(self, page: QWidget) -> None:
        """Let the drawer take the height of the page around this, not of this alone."""
        self._page = page
        self.pane.setParent(page)
        self.pane.hide()

    @property
    def is_drawer(self) -> bool:
        """Tell whether the inspector covers the page instead of standing beside it."""
        return self.width() < DRAWER_BELOW_PX

    def unfold(self) -> None:
        """Show the inspector."""
        self.pane.show()
        self.pane.raise_()
        self._place()

    @Slot()
    def fold(self) -> None:
        """Put the inspector away and give the keyboard back to the page."""
        if self.pane.isHidden():
            return
        holder = QApplication.focusWidget()
        had_keyboard = holder is not None and self.pane.isAncestorOf(holder)
        self.pane.hide()
        self._place()
        if had_keyboard:
            self._main.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._place()

    def _place(self) -> None:
        is_wide = self.width() >= WIDE_FROM_PX
        wanted = self._look.theme.size("inspector" if is_wide else "inspector_min")
        width = min(wanted, self.width())
        taken = 0 if self.pane.isHidden() or self.is_drawer else width
        self._main.setGeometry(0, 0, self.width() - taken, self.height())
        page = self._page or self
        top = 0 if self.is_drawer else self.mapTo(page, QPoint()).y()
        height = page.height() if self.is_drawer else self.height()
        left = self.mapTo(page, QPoint()).x() + self.width() - width
        self.pane.setGeometry(left, top, width, height)
