"""Blocks of an inspector: sections, labelled values, things that belong to what is selected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crisisplanner.domain.figures import Figure
from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.painting.marks import PillStyle
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.marks import IconMark, Pill
from crisisplanner.ui.widgets.panels import Rule, column, row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

LABEL_PX = 100
LONGEST_NOTE = 16
LONGEST_BESIDE = 9


class Blocks(QWidget):
    """The scrolling body of an inspector, filled from top to bottom."""

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._look, self._words = look, words
        self.setProperty("ground", "surface")
        self._layout = column(self, gap=6)
        self._layout.setContentsMargins(20, 12, 16, 20)
        self._is_first = True
        self._layout.addStretch()

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """Stand inside another body, which keeps the margins itself."""
        self._layout.setContentsMargins(left, top, right, bottom)

    def section(self, title: str, note: str = "") -> None:
        """Begin a section, with a line above all but the first."""
        if not self._is_first:
            self._add(_gap(6))
            self._add(Rule())
            self._add(_gap(4))
        self._is_first = False
        head = QWidget()
        layout = row(head, gap=8)
        layout.addWidget(Text(self._look, title, "h3", wrap=True), 1)
        if note:
            end = Text(self._look, note, "small", "text_3", wrap=len(note) > LONGEST_NOTE)
            end.setAlignment(Qt.AlignmentFlag.AlignRight)
            layout.addWidget(_lowered(end), 1 if end.wordWrap() else 0)
        self._add(head)

    def value(
        self,
        label: str,
        value: str,
        *,
        is_known: bool = True,
        note: str = "",
        end: str = "",
        hint: str = "",
    ) -> None:
        """Show a labelled value; one that is not known says so in grey."""
        line = QWidget()
        line.setToolTip(hint)
        layout = row(line, gap=12)
        caption = Text(self._look, label, "small", "text_2", wrap=True)
        caption.setFixedWidth(LABEL_PX)
        layout.addWidget(_lowered(caption), 0, Qt.AlignmentFlag.AlignTop)
        texts = column(gap=0)
        tone = "text" if is_known else "text_3"
        texts.addWidget(Text(self._look, value, "body", tone, wrap=True))
        if note:
            texts.addWidget(Text(self._look, note, "small", "text_3", wrap=True))
        layout.addLayout(texts, 1)
        # Beside a mark a long number with its unit would be broken within a word.
        is_long = max(map(len, value.split(" "))) > LONGEST_BESIDE
        if end:
            mark = Text(self._look, end, "small", "text_3", wrap=is_long)
            mark.setAccessibleDescription(hint)
        if end and is_long:
            texts.addWidget(mark)
        elif end:
            layout.addWidget(_lowered(mark), 0, Qt.AlignmentFlag.AlignTop)
        self._add(line)

    def figure(self, label: str, figure: Figure, said: str = "") -> None:
        """Show a figure with its range, and where it comes from; `said` is its own way to write it."""
        if figure.value is None:
            self.value(label, self._words.say("value.none"), is_known=False)
            return
        basis = self._words.say(f"word.Basis.{figure.basis.value}")
        hint = basis
        if figure.source:
            hint = self._words.say("inspect.basis", basis=basis, source=figure.source)
        self.value(label, said or self._words.figure(figure), end=basis, hint=hint)

    def paragraph(self, text: str, tone: str = "text") -> None:
        """Show a text of several lines."""
        self._add(Text(self._look, text, "body", tone, wrap=True))

    def nothing(self, sentence: str) -> None:
        """Say that a section has nothing in it."""
        self._add(Text(self._look, sentence, "small", "text_3", wrap=True))

    def item(
        self,
        title: str,
        detail: str = "",
        *,
        icon: str = "",
        tone: str = "text_2",
        pill: tuple[str, PillStyle] | None = None,
        end: str = "",
        deeds: Sequence[QWidget] = (),
    ) -> None:
        """Show one thing that belongs here; `deeds` are buttons at its end."""
        line = QWidget()
        layout = row(line, gap=8)
        layout.setContentsMargins(0, 2, 0, 2)
        top = Qt.AlignmentFlag.AlignTop
        if icon:
            layout.addWidget(IconMark(self._look, icon, tone, 18), 0, top)
        texts, first = column(gap=0), row(gap=8)
        first.addWidget(Text(self._look, title, "body_medium", wrap=True), 1)
        texts.addLayout(first)
        # Beside a pill there is too little room for a second line.
        ends = layout if pill is None else first
        if detail:
            texts.addWidget(Text(self._look, detail, "small", "text_2", wrap=True))
        layout.addLayout(texts, 1)
        if pill is not None:
            ends.addWidget(Pill(self._look, *pill), 0, top)
        if end:
            ends.addWidget(Text(self._look, end, "small", "text_2"), 0, top)
        if deeds:
            buttons = row(gap=0)
            for deed in deeds:
                buttons.addWidget(deed, 0, top)
            ends.addLayout(buttons)
        self._add(line)

    def add_beginning(self, widget: QWidget) -> None:
        """Add a widget of its own width, where lines begin."""
        line = QWidget()
        layout = row(line)
        layout.addWidget(widget)
        layout.addStretch()
        self._add(line)

    def add(self, widget: QWidget) -> None:
        """Add any widget."""
        self._add(widget)

    def _add(self, widget: QWidget) -> None:
        self._layout.insertWidget(self._layout.count() - 1, widget)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Describe one part of an arrival bar: its grey, its days, None unknown."""

    part: str
    days: float | None


class ArrivalBar(QWidget):
    """Show the parts of an arrival one after the other, each as long as its days."""

    HEIGHT_PX = 14
    LEAST_PX = 6

    def __init__(self, look: Look, stretches: Sequence[Stretch], description: str) -> None:
        super().__init__()
        self._look = look
        self._stretches = [s for s in stretches if s.days is None or s.days > 0]
        self.setAccessibleName(description)
        self.setToolTip(description)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(120, self.HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        known = sum(s.days or 0 for s in self._stretches)
        n_unknown = sum(1 for s in self._stretches if s.days is None)
        free = self.width() - len(self._stretches) * 1 - n_unknown * 3 * self.LEAST_PX
        x = 0.0
        for stretch in self._stretches:
            width: float = 3 * self.LEAST_PX
            if stretch.days is not None:
                width = max(self.LEAST_PX, free * stretch.days / known if known else 0)
            place = QRectF(x, 0, min(width, self.width() - x), self.HEIGHT_PX)
            if stretch.days is None:
                painter.fillRect(place, self._look.colour("unknown_tint"))
                paint_hatch(painter, place, self._look.colour("control"))
            else:
                painter.fillRect(place, self._look.theme.arrival_part(stretch.part))
            x += width + 1


def _lowered(text: Text) -> QWidget:
    """Put smaller text on the baseline of the value beside it."""
    holder = QWidget()
    layout = column(holder)
    layout.setContentsMargins(0, 2, 0, 0)
    layout.addWidget(text)
    return holder


def _gap(height: int) -> QWidget:
    spacer = QWidget()
    spacer.setFixedHeight(height)
    return spacer
