"""Levers as tinted blocks that open a comparison, one by one and as the list of a plan."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from crisisplanner.services.matching.lever_report import LeversView, LeverView
from crisisplanner.services.matching.match_view import Lever
from crisisplanner.ui.match.lever_phrases import LeverPhrases
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.theme.focus_ring import remember_reason
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.marks import IconMark
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text

PAD_PX = 16
MOST_LISTED = 20


class LeverBlock(QWidget):
    """A tinted block: condition, gain, and what the coverage would become."""

    def __init__(self, look: Look, phrases: Phrases, lever: Lever) -> None:
        super().__init__()
        self._look = look
        self._condition = phrases.say(lever.condition)
        self._gain = phrases.say(lever.gain)
        code = "lever.at_most" if lever.is_bound else "lever.proven"
        self._shares = phrases.code(
            code,
            before=phrases.words.formats.number(round(lever.before * 100)),
            after=phrases.percent(lever.after),
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._condition)
        self.setAccessibleDescription(self._gain + " " + self._shares)
        self.setToolTip(phrases.code("lever.hint" if lever.is_bound else "lever.hint_proven"))

    def sizeHint(self) -> QSize:
        return QSize(200, 42)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent_tint"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        look.icons.paint(painter, QRectF(8, 13, 16, 16), "bulb", look.colour("accent"))
        align = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font("small_bold"))
        painter.setPen(look.colour("accent"))
        end = QRectF(0, 0, self.width() - 10, self.height())
        painter.drawText(end, align | Qt.AlignmentFlag.AlignRight, self._shares)
        painter.setFont(look.font("small_medium"))
        painter.setPen(look.colour("text"))
        painter.drawText(QRectF(30, 4, self.width() - 110, 17), align, self._condition)
        painter.setFont(look.font("micro"))
        painter.setPen(look.colour("text_2"))
        painter.drawText(QRectF(30, 21, self.width() - 110, 16), align, self._gain)


class LeverButton(QFrame):
    """A lever: condition on line 1, gain on line 2, before and after at the end.

    ``need_id``: tell what it brings to this requirement; empty: to the plan.
    """

    clicked = Signal(object)

    def __init__(
        self, look: Look, phrases: LeverPhrases, lever: LeverView, need_id: str = ""
    ) -> None:
        super().__init__()
        self._look, self.key = look, lever.key
        self.condition = phrases.condition(lever, need_id)
        self.gain = phrases.gain(lever, need_id)
        self.shares = phrases.shares(lever, need_id)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.condition)
        self.setAccessibleDescription(" ".join(part for part in (self.gain, self.shares) if part))
        self.setToolTip(phrases.hint(lever))
        layout = row(self, gap=8)
        layout.setContentsMargins(8, 6, 6, 6)
        layout.addWidget(IconMark(look, "bulb", "accent", 16))
        layout.addLayout(self._texts(is_short=bool(need_id)), 1)
        if self.shares and need_id:
            layout.addWidget(self._shares())
        layout.addWidget(IconMark(look, "chevron-right", "accent", 14))

    def _texts(self, *, is_short: bool) -> QVBoxLayout:
        look = self._look
        texts = column(gap=0)
        texts.addWidget(Text(look, self.condition, "small_medium", wrap=True))
        gain = Text(look, self.gain, "micro", "text_2", wrap=True)
        if is_short or not self.shares:
            texts.addWidget(gain)
            return texts
        # A long condition takes the whole width; the figures stand below it.
        line = row(gap=8)
        line.addWidget(gain, 1)
        line.addWidget(self._shares())
        texts.addLayout(line)
        return texts

    def _shares(self) -> Text:
        return Text(self._look, self.shares, "small_bold", "accent")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self._look.colour("accent" if self.underMouse() else "accent_tint")
        painter.setPen(QPen(edge, 1))
        painter.setBrush(self._look.colour("accent_tint"))
        radius = self._look.theme.radius("field")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        remember_reason(self, event)
        super().focusInEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_inside = self.rect().contains(event.position().toPoint())
        if is_inside and event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit(self.key)
        else:
            super().keyPressEvent(event)


class LeverList(QWidget):
    """The levers of a plan: those that bring something, those not tried, and how many bring none."""

    chosen = Signal(object)

    def __init__(self, look: Look, phrases: LeverPhrases, levers: LeversView) -> None:
        super().__init__()
        self._look, self._phrases = look, phrases
        self.buttons: list[LeverButton] = []
        self.setProperty("ground", "surface")
        layout = column(self, gap=8)
        layout.setContentsMargins(PAD_PX, 12, PAD_PX, 14)
        untried = [one for one in levers.levers if one.comparison is None]
        hoped = [one for one in untried if one.is_hoped_for]
        gaining = [one for one in levers.levers if one.has_gain]
        rest = len(levers.levers) - len(untried) - len(gaining)
        if not levers.levers:
            layout.addWidget(Text(look, phrases.code("none"), "small", "text_2", wrap=True))
        for head, found in (("proven_head", gaining), ("hoped_head", hoped)):
            if found:
                layout.addWidget(Text(look, phrases.code(head), "h3"))
            for lever in found[:MOST_LISTED]:
                layout.addWidget(self._button(lever))
            if len(found) > MOST_LISTED:
                more = phrases.code("more", n=len(found) - MOST_LISTED)
                layout.addWidget(Text(look, more, "small", "text_2", wrap=True))
        for code, n in (("without_hope", len(untried) - len(hoped)), ("without_gain", rest)):
            if n:
                said = phrases.code(code, n=n)
                layout.addWidget(Text(look, said, "small", "text_2", wrap=True))
        layout.addStretch(1)

    def _button(self, lever: LeverView) -> LeverButton:
        button = LeverButton(self._look, self._phrases, lever)
        button.clicked.connect(self.chosen)
        self.buttons.append(button)
        return button
