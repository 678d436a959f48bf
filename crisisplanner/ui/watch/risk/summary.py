"""The first row of the risk page: how many indicators were looked at, and in which states."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crisisplanner.domain.risk import IndicatorState
from crisisplanner.services.risk_view import RiskView
from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.painting.risk import SQUARE_PX, paint_square
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.panels import Card, Rule, column, row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

GRAVEST_FIRST = tuple(reversed(IndicatorState))
NOTE_FROM_PX = 760
COUNTS_FROM_PX = 660
BAR_PX = 7
LEFT_PX = 190


class RiskSummary(Card):
    """Say "64 of 143 indicators", and never a total below 60 % rated."""

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__(padding=12)
        self._look, self._words = look, words
        self.figure = Text(look, "", "figure")
        self._of = Text(look, "", "body", "text_2")
        self._bar = StateBar(look)
        self.note = Text(look, "", "small", "text_2", wrap=True)
        self._counts = {state: Text(look, "", "h2") for state in GRAVEST_FIRST}
        self._counts_box = self._build_counts()
        self._note_box = QWidget()
        note = row(self._note_box, gap=16)
        note.addWidget(Rule(is_vertical=True))
        note.addWidget(self.note, 1)
        line = row(gap=16)
        line.addWidget(self._build_left())
        line.addWidget(self._counts_box)
        line.addWidget(self._note_box, 1)
        self.body.addLayout(line)

    def _build_left(self) -> QWidget:
        left = QWidget()
        left.setMinimumWidth(LEFT_PX)
        parts = column(left, gap=2)
        parts.addWidget(Text(self._look, self._words.say("risk.rated_so_far"), "small", "text_2"))
        figures = row(gap=8)
        figures.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignBottom)
        figures.addWidget(self._of, 0, Qt.AlignmentFlag.AlignBottom)
        figures.addStretch()
        parts.addLayout(figures)
        parts.addWidget(self._bar)
        return left

    def _build_counts(self) -> QWidget:
        box = QWidget()
        line = row(box, gap=16)
        line.addWidget(Rule(is_vertical=True))
        for state, count in self._counts.items():
            head = row(gap=6)
            head.addWidget(StateSquare(self._look, state))
            word = self._words.say(f"word.IndicatorState.{state.value}")
            head.addWidget(Text(self._look, word, "small", "text_2"))
            parts = column(gap=4)
            parts.addLayout(head)
            parts.addWidget(count)
            line.addLayout(parts)
        return box

    def show_view(self, view: RiskView) -> None:
        """Show how far the rating is."""
        profile, words = view.profile, self._words
        n, of = profile.n_rated, profile.n_indicators
        self.figure.setText(words.say("risk.n_of", n=n, of=of))
        self._of.setText(words.say("risk.indicators"))
        for state, text in self._counts.items():
            text.setText(words.formats.number(profile.counts[state]))
        total = profile.total()
        if total is None:
            sentence = words.say("risk.no_total")
        else:
            sentence = words.say("risk.total", least=total.least, most=total.most)
        self.note.setText(sentence)
        self._bar.show_counts([(s, profile.counts[s]) for s in GRAVEST_FIRST])
        self.setAccessibleName(words.say("risk.summary", n=n, of=of, note=sentence))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._note_box.setVisible(self.width() >= NOTE_FROM_PX)
        self._counts_box.setVisible(self.width() >= COUNTS_FROM_PX)


class StateSquare(QWidget):
    """Show the square of a state, as a legend."""

    def __init__(self, look: Look, state: IndicatorState) -> None:
        super().__init__()
        self._look, self._state = look, state
        self.setFixedSize(SQUARE_PX, SQUARE_PX)
        look.changed.connect(self.update)

    def show_state(self, state: IndicatorState) -> None:
        """Show another state."""
        self._state = state
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        place = QRectF(0, 0, SQUARE_PX, SQUARE_PX)
        paint_square(QPainter(self), place, self._state.value, self._look)


class StateBar(QWidget):
    """Show the states' shares of all indicators, the unknown hatched."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._counts: list[tuple[IndicatorState, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_counts(self, counts: list[tuple[IndicatorState, int]]) -> None:
        """Show other counts, gravest first."""
        self._counts = counts
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, BAR_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), self._look
        total = sum(n for _, n in self._counts)
        x = 0.0
        for state, n in self._counts:
            if not n:
                continue
            place = QRectF(x, 0, self.width() * n / total, BAR_PX)
            fill = look.theme.risk_state(state.value)
            inner = place.adjusted(0, 0, -1, 0)
            if fill is None:
                painter.fillRect(inner, look.colour("unknown_tint"))
                paint_hatch(painter, inner, look.colour("control"), step_px=4)
            else:
                painter.fillRect(inner, fill)
            x += place.width()
