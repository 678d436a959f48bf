"""The header: where the user is, search, undo and redo, marking, who works here."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QWidget

from crisisplanner.domain.markings import Marking, MarkingKind
from crisisplanner.ui.actions import ActionBoard
from crisisplanner.ui.pages import Heading
from crisisplanner.ui.painting.marks import PillStyle
from crisisplanner.ui.theme.focus_ring import remember_reason
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.marks import Avatar, IconMark, Pill, Tag
from crisisplanner.ui.widgets.panels import Rule, row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

NARROW_PX = 760
SEARCH_PX = 256
SEARCH_NARROW_PX = 150


class SearchButton(QAbstractButton):
    """Look like the search box; a click or Ctrl+K opens it."""

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._look = look
        self._short = words.say("window.search_short")
        self.is_short = False
        self.setText(words.say("window.search"))
        self.setAccessibleName(self.text())
        self.setToolTip(
            words.say("window.hint_with_keys", title=self.text(), keys=words.say("key.search"))
        )
        self._keys = words.say("key.search")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        look.changed.connect(self.update)

    def focusInEvent(self, event: QFocusEvent) -> None:
        remember_reason(self, event)
        super().focusInEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(SEARCH_NARROW_PX if self.is_short else SEARCH_PX, 30)

    def minimumSizeHint(self) -> QSize:
        return QSize(36, 30)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        painter.setPen(QPen(look.colour("line_strong" if self.underMouse() else "line"), 1))
        painter.setBrush(look.colour("sunken"))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, 6, 6)
        look.icons.paint(painter, QRectF(9, 6, 18, 18), "search", look.colour("text_2"))
        if self.width() < SEARCH_NARROW_PX:
            return
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("text_3"))
        words = self._short if self.is_short else self.text()
        painter.drawText(frame.adjusted(32, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, words)
        if not self.is_short:
            self._paint_keys(painter)

    def _paint_keys(self, painter: QPainter) -> None:
        look = self._look
        painter.setFont(look.font("micro"))
        width = QFontMetricsF(look.font("micro")).horizontalAdvance(self._keys) + 12
        cap = QRectF(self.width() - width - 8.5, 5.5, width, 18)
        painter.setPen(QPen(look.colour("line_strong"), 1))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(look.colour("text_2"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._keys)


class Header(QFrame):
    """The top row of the window."""

    search_asked = Signal()

    def __init__(self, look: Look, words: Wording, board: ActionBoard) -> None:
        super().__init__()
        self._look = look
        self._words = words
        self.setProperty("ground", "surface")
        self.setFixedHeight(look.theme.size("header"))
        self._path = QWidget()
        self._path_row = row(self._path, gap=6)
        self._state = Pill(look)
        self._state.hide()
        self._exercise = Tag(look, "", "exercise_fill", "on_exercise")
        self._exercise.hide()
        self._training = Tag(look, "", "locked_tint", "locked")
        self._training.hide()
        self.search = SearchButton(look, words)
        self.search.clicked.connect(self.search_asked)
        self.undo = ActionButton(look, board, "edit.undo", is_short=True)
        self.redo = ActionButton(look, board, "edit.redo", is_short=True)
        self._rule = Rule(is_vertical=True)
        self._rule.setFixedHeight(18)
        self._marking = Tag(look, "", "tlp_background", "tlp_amber")
        self._marking.hide()
        self.person = Avatar(look)
        layout = row(self, gap=8)
        layout.setContentsMargins(20, 0, 20, 0)
        for part in (self._path, self._state, self._exercise, self._training):
            layout.addWidget(part)
        layout.addStretch(1)
        for part in (self.search, self.undo, self.redo, self._rule, self._marking, self.person):
            layout.addWidget(part)

    def show_heading(self, heading: Heading) -> None:
        """Show where the user is."""
        while (item := self._path_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        *above, here = heading.path
        for step in above:
            self._path_row.addWidget(Text(self._look, step, "body", "text_2"))
            self._path_row.addWidget(IconMark(self._look, "chevron-right", "text_3", 16))
        self._path_row.addWidget(Text(self._look, here, "h3", elide=True), 1)
        self._state.show_state(heading.state, heading.state_style or PillStyle("text_2"))

    def show_marking(self, marking: Marking | None) -> None:
        """Show the workspace's marking and whether it is an exercise."""
        level = marking.level if marking is not None else ""
        self._marking.set_text(self._words.say("marking.tlp", level=level) if level else "")
        ink = f"tlp_{level.partition('+')[0].lower()}"
        self._marking.set_ink(ink if ink in self._look.theme.colours else "tlp_clear")
        kind = MarkingKind.REAL if marking is None else marking.kind
        word = "" if kind is MarkingKind.REAL else self._words.say(f"marking.{kind.value}")
        is_exercise = kind is MarkingKind.EXERCISE
        self._exercise.set_text(word if is_exercise else "")
        self._training.set_text("" if is_exercise else word)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = self.width()
        self.search.is_short = width < 1220
        is_narrow = width < NARROW_PX
        self.search.setMaximumWidth(36 if is_narrow else SEARCH_PX)
        self._rule.setVisible(not is_narrow)
        self.search.updateGeometry()
        super().resizeEvent(event)
