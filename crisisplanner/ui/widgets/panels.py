"""Panels: cards, rules, empty pages, and errors shown in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crisisplanner.ui.theme.focus_ring import remember_reason
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.marks import IconMark, IconTile
from crisisplanner.ui.widgets.text import Text

CARD_PADDING_PX = 16
EMPTY_WIDTH_PX = 360


def column(parent: QWidget | None = None, *, margin: int = 0, gap: int = 0) -> QVBoxLayout:
    """Make a column of things without Qt's own margins."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(gap)
    return layout


def row(parent: QWidget | None = None, *, margin: int = 0, gap: int = 8) -> QHBoxLayout:
    """Make a row of things without Qt's own margins."""
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(gap)
    return layout


class Rule(QFrame):
    """A line that separates."""

    def __init__(self, *, is_vertical: bool = False) -> None:
        super().__init__()
        self.setProperty("rule", "true")
        if is_vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class Card(QFrame):
    """A panel of one thing among separate things."""

    clicked = Signal()

    def __init__(
        self, *, is_clickable: bool = False, name: str = "", padding: int = CARD_PADDING_PX
    ) -> None:
        super().__init__()
        self._is_clickable = is_clickable
        self.setProperty("card", "true")
        self.setProperty("clickable", is_clickable)
        self.setAccessibleName(name)
        self.body = column(self, margin=padding, gap=4)
        if is_clickable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        remember_reason(self, event)
        super().focusInEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_inside = self.rect().contains(event.position().toPoint())
        if self._is_clickable and is_inside and event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_press = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self._is_clickable and is_press:
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class EmptyPage(QScrollArea):
    """Say what belongs here and offer the first steps; scrolls where there is no room."""

    def __init__(
        self, look: Look, *, icon: str, title: str, sentence: str, steps: Sequence[Button] = ()
    ) -> None:
        super().__init__()
        self.title = Text(look, title, "h2")
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.sentence = Text(look, sentence, "body", "text_2", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.sentence.setMaximumWidth(EMPTY_WIDTH_PX)
        body = QWidget()
        layout = column(body, margin=16, gap=8)
        layout.addStretch(2)
        tile = IconTile(look, icon, size=48, is_round=True)
        for part in (tile, self.title):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        # Between stretches, not aligned: an aligned text is not asked for its height.
        middle = row()
        middle.addStretch(1)
        middle.addWidget(self.sentence, 100)
        middle.addStretch(1)
        layout.addLayout(middle)
        buttons = row(gap=8)
        buttons.setContentsMargins(0, 8, 0, 0)
        buttons.addStretch()
        for step in steps:
            buttons.addWidget(step)
        buttons.addStretch()
        layout.addLayout(buttons)
        layout.addStretch(3)
        self.setWidgetResizable(True)
        self.setWidget(body)
        # It stands on the ground of its place.
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class ErrorPanel(QFrame):
    """Show an error in place: what happened, what was kept, details on demand."""

    closed = Signal()

    def __init__(self, look: Look, *, details: str, close: str) -> None:
        super().__init__()
        self.setProperty("notice", "open")
        self.headline = Text(look, "", "h3", "text", wrap=True)
        self._rest = Text(look, "", "body", "text_2", wrap=True)
        self._more = Text(look, "", "small", "text_2", wrap=True)
        self._act: Callable[[], None] | None = None
        self.action = Button(look, " ")
        self.action.clicked.connect(self._on_action_clicked)
        self.action.hide()
        self._details = Button(look, details, kind="link")
        self._details.clicked.connect(self._on_details_clicked)
        close_button = Button(look, icon="x", name=close)
        close_button.clicked.connect(self.dismiss)
        layout = row(self, margin=12, gap=12)
        layout.addWidget(IconMark(look, "alert-circle", "open", 20), 0, Qt.AlignmentFlag.AlignTop)
        texts = column(gap=2)
        for part in (self.headline, self._rest, self._more):
            texts.addWidget(part)
        layout.addLayout(texts, 1)
        layout.addWidget(self.action, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._details, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_error(self, headline: str, rest: str = "", details: str = "") -> None:
        """Show what happened."""
        self.headline.setText(headline)
        self._rest.setText(rest)
        self._rest.setVisible(bool(rest))
        self._more.setText(details)
        self._more.hide()
        self._details.setVisible(bool(details))
        self.action.hide()
        self.setAccessibleName(headline)
        self.show()

    def offer(self, title: str, act: Callable[[], None]) -> None:
        """Offer a way out beside what is shown."""
        self.action.setText(title)
        self.action.setAccessibleName(title)
        self._act = act
        self.action.show()

    @Slot()
    def dismiss(self) -> None:
        """Take the error off the page."""
        self.hide()
        self.closed.emit()

    @Slot()
    def _on_action_clicked(self) -> None:
        if self._act is not None:
            self._act()

    @Slot()
    def _on_details_clicked(self) -> None:
        self._more.setVisible(not self._more.isVisible())

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(320, 48))
