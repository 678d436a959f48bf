"""Chips: the filters that are set, each with a cross that takes it away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from crisisplanner.domain.table_query import Filter
from crisisplanner.ui.theme.focus_ring import remember_reason
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.panels import row

HEIGHT_PX = 26


class Chip(QAbstractButton):
    """One filter, or one ready-made choice with its count."""

    def __init__(
        self, look: Look, text: str, *, can_close: bool = False, name: str = "", count: str = ""
    ) -> None:
        super().__init__()
        self._look = look
        self._can_close = can_close
        self._count = count
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setToolTip(name)
        self.setCheckable(not can_close)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self.update)

    def show_count(self, count: str) -> None:
        """Show how many things the choice leaves."""
        self._count = count
        self.updateGeometry()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        remember_reason(self, event)
        super().focusInEvent(event)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._look.font("small_medium"))
        width = metrics.horizontalAdvance(self.text()) + 24
        if self._count:
            width += metrics.horizontalAdvance(self._count) + 6
        return QSize(round(width) + (20 if self._can_close else 0), HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        is_on = self.isChecked() or self._can_close
        painter.setPen(QPen(look.colour("accent" if is_on else "line_strong"), 1))
        ground = "accent_tint" if is_on else ("hover" if self.underMouse() else "surface")
        painter.setBrush(look.colour(ground))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
        painter.setFont(look.font("small_medium"))
        painter.setPen(look.colour("accent" if is_on else "text_2"))
        words = frame.adjusted(12, 0, -8, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._count:
            start = QFontMetricsF(painter.font()).horizontalAdvance(self.text()) + 6
            place = words.adjusted(start, 0, 0, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._count)
        if self._can_close:
            cross = QRectF(self.width() - 24, 6, 14, 14)
            look.icons.paint(painter, cross, "x", look.colour("accent"))


class ChipRow(QWidget):
    """Show the set filters in a row."""

    dropped = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._row = row(self, gap=8)
        self._row.addStretch()
        self._chips: list[Chip] = []
        self.hide()

    def show_filters(self, texts: Sequence[tuple[str, str]]) -> None:
        """Show a chip for each text, with what a screen reader says of its cross."""
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for number, (text, name) in enumerate(texts):
            chip = Chip(self._look, text, can_close=True, name=name)
            chip.clicked.connect(partial(self._drop, number))
            self._row.insertWidget(number, chip)
            self._chips.append(chip)
        self.setVisible(bool(texts))

    def _drop(self, number: int, *_: object) -> None:
        self.dropped.emit(number)


class ChoiceRow(QWidget):
    """Offer ready-made filters, each with how many things it leaves."""

    chosen = Signal(object)

    def __init__(self, look: Look, choices: Sequence[tuple[str, tuple[Filter, ...]]]) -> None:
        super().__init__()
        layout = row(self, gap=8)
        layout.setContentsMargins(12, 0, 0, 0)
        self._choices = choices
        self.chips = [Chip(look, word) for word, _ in choices]
        for number, chip in enumerate(self.chips):
            chip.clicked.connect(partial(self._choose, number))
            layout.addWidget(chip)
        if not choices:
            self.hide()

    def show_chosen(
        self, filters: Sequence[Filter], count_of: Callable[[Sequence[Filter]], int | None]
    ) -> None:
        """Mark the choice that is in force, and count what each leaves."""
        for chip, (_, own) in zip(self.chips, self._choices, strict=True):
            chip.setChecked(own == tuple(filters))
            count = count_of(own)
            chip.show_count("" if count is None else str(count))
            # A choice that leaves nothing is not worth a place.
            chip.setVisible(count != 0 or chip.isChecked() or not own)

    def _choose(self, number: int, *_: object) -> None:
        self.chosen.emit(self._choices[number][1])
