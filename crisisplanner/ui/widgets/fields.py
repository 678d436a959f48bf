"""Fields: label above, the field, its unit inside at the end, an error beneath as a sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.text import Text

CHEVRON_PX = 16
POPUP_SPARE_PX = 28
CHECK_PX = 18
TEXT_PADDING_PX = 14
MOST_TICKS = 10
MOST_SHOWN = 60
TICKS_PX = 200


class LineField(QLineEdit):
    """One line of text, with a unit and a mark of a fault inside."""

    def __init__(self, look: Look, text: str = "", unit: str = "") -> None:
        super().__init__(text)
        self._look = look
        self._unit = unit
        self.setFont(look.font("body"))
        self._make_room()

    @property
    def unit(self) -> str:
        """Give the unit that stands at the end."""
        return self._unit

    def show_unit(self, unit: str) -> None:
        """Show another unit at the end."""
        self._unit = unit
        self._make_room()
        self.update()

    def set_fault(self, *, is_faulty: bool) -> None:
        """Mark the field as wrong, or as right again."""
        self.setProperty("fault", is_faulty)
        self.style().unpolish(self)
        self.style().polish(self)
        self._make_room()

    def _make_room(self) -> None:
        metrics = QFontMetricsF(self._look.font("body"))
        room = round(metrics.horizontalAdvance(self._unit)) + 4 if self._unit else 0
        room += 22 if self.property("fault") else 0
        self.setTextMargins(0, 0, room, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        end = self.width() - 10
        if self.property("fault"):
            place = QRectF(end - 16, (self.height() - 16) / 2, 16, 16)
            self._look.icons.paint(painter, place, "alert-circle", self._look.colour("open"))
            end -= 22
        if self._unit:
            painter.setPen(self._look.colour("text_3"))
            painter.setFont(self._look.font("body"))
            place = QRectF(0, 0, end, self.height())
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(place, align, self._unit)


class ChoiceField(QComboBox):
    """One of several words; the chevron is drawn from our icons."""

    def __init__(self, look: Look, choices: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._look = look
        self.setFont(look.font("body"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for value, word in choices:
            self.addItem(word, value)

    def set_fault(self, *, is_faulty: bool) -> None:
        """Mark the field as wrong, or as right again."""
        self.setProperty("fault", is_faulty)
        self.style().unpolish(self)
        self.style().polish(self)

    def value(self) -> str:
        """Give the value behind the chosen word."""
        return str(self.currentData())

    def offers(self, value: str) -> bool:
        """Tell whether a value can be chosen."""
        return self.findData(value) >= 0

    def choose(self, value: str) -> None:
        """Choose by value; one that is not there changes nothing."""
        index = self.findData(value)
        if index >= 0:
            self.setCurrentIndex(index)

    def showPopup(self) -> None:
        """Open the list as wide as its longest word, as far as the screen allows."""
        wanted = self.view().sizeHintForColumn(0) + POPUP_SPARE_PX
        room = self.screen().availableGeometry().width()
        self.view().setMinimumWidth(min(max(wanted, self.width()), room))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        place = QRectF(
            self.width() - CHEVRON_PX - 8, (self.height() - CHEVRON_PX) / 2, CHEVRON_PX, CHEVRON_PX
        )
        tone = "text_2" if self.isEnabled() else "text_disabled"
        self._look.icons.paint(painter, place, "chevron-down", self._look.colour(tone))


class TickField(QCheckBox):
    """A yes or no with its words beside it."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(text)
        self._look = look
        self.setFont(look.font("body"))
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        return QSize(round(metrics.horizontalAdvance(self.text())) + CHECK_PX + 12, 24)

    def show_choice(self, value: str, text: str, *, is_on: bool) -> None:
        """Stand for another thing, by its value and words; nobody hears of its tick."""
        self.setObjectName(value)
        self.setText(text)
        self.setAccessibleName(text)
        with QSignalBlocker(self):
            self.setChecked(is_on)
        self.setVisible(True)

    def hitButton(self, _position: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, (self.height() - CHECK_PX) / 2 + 1, CHECK_PX - 2, CHECK_PX - 2)
        paint_tick_box(painter, box, self._look, is_on=self.isChecked())
        painter.setPen(self._look.colour("text" if self.isEnabled() else "text_disabled"))
        painter.setFont(self.font())
        rest = QRectF(self.rect()).adjusted(CHECK_PX + 8, 0, 0, 0)
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, self.text())


def paint_tick_box(painter: QPainter, box: QRectF, look: Look, *, is_on: bool) -> None:
    """Draw a box with or without its tick."""
    painter.setPen(QPen(look.colour("accent" if is_on else "control"), 1.5))
    painter.setBrush(look.colour("accent" if is_on else "surface"))
    painter.drawRoundedRect(box, 4, 4)
    if is_on:
        inner = QRectF(0, 0, 14, 14)
        inner.moveCenter(box.center())
        look.icons.paint(painter, inner, "check", look.colour("on_accent"))


class TicksField(QWidget):
    """Any of several things, a tick box each; many of them scroll, and can be searched.

    What is ticked stands first whenever something is sought, so that it is never out of sight. Of
    thousands only the first are shown, as a box for each would hold up the window; ``rest`` says
    how many more there are.
    """

    toggled = Signal()

    def __init__(
        self,
        look: Look,
        choices: Sequence[tuple[str, str]],
        search: str,
        rest: Callable[[int], str],
    ) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._look, self._words, self._rest = look, dict(choices), rest
        self._chosen: set[str] = set()
        self.ticks: dict[str, TickField] = {}
        """The boxes that are shown, by value, in their order."""
        self._boxes: list[TickField] = []
        self.search = LineField(look)
        self.search.setPlaceholderText(search)
        self.search.setAccessibleName(search)
        self.search.textChanged.connect(self._show_found)
        layout.addWidget(self.search)
        self._more = Text(look, "", "small", "text_3", wrap=True)
        self._area: QScrollArea | None = None
        is_long = len(self._words) > MOST_TICKS
        self.search.setVisible(is_long)
        self._ticks = self._scrolled(layout) if is_long else layout
        self._ticks.addWidget(self._more)
        self._ticks.addStretch()
        self._show_found()
        if self.ticks:
            self.setFocusProxy(self.search if is_long else next(iter(self.ticks.values())))

    def values(self) -> tuple[str, ...]:
        """List what is ticked."""
        return tuple(value for value in self._words if value in self._chosen)

    def choose(self, values: Collection[str]) -> None:
        """Tick these and no others."""
        self._chosen = {value for value in values if value in self._words}
        self._show_found()

    def _scrolled(self, layout: QVBoxLayout) -> QVBoxLayout:
        inside = QWidget()
        inside.setAutoFillBackground(False)
        ticks = QVBoxLayout(inside)
        ticks.setContentsMargins(0, 0, 0, 0)
        ticks.setSpacing(4)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFixedHeight(TICKS_PX)
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        layout.addWidget(area)
        return ticks

    @Slot()
    def _show_found(self) -> None:
        wanted = self.search.text().strip().casefold()
        found = [
            value
            for value, word in self._words.items()
            if value in self._chosen or wanted in word.casefold()
        ]
        if self._area is not None:
            found.sort(
                key=lambda value: (
                    value not in self._chosen,
                    not self._words[value].casefold().startswith(wanted),
                )
            )
        shown = found[: max(MOST_SHOWN, len(self._chosen))]
        while len(self._boxes) < len(shown):
            self._add_box()
        self.ticks = dict(zip(shown, self._boxes, strict=False))
        for value, tick in self.ticks.items():
            tick.show_choice(value, self._words[value], is_on=value in self._chosen)
        for tick in self._boxes[len(shown) :]:
            tick.hide()
        self._more.setText(self._rest(len(found) - len(shown)))
        self._more.setVisible(len(found) > len(shown))
        if self._area is not None:
            self._area.verticalScrollBar().setValue(0)

    def _add_box(self) -> None:
        tick = TickField(self._look, "")
        tick.toggled.connect(partial(self._on_toggled, tick))
        self._ticks.insertWidget(self._ticks.indexOf(self._more), tick)
        self._boxes.append(tick)

    def _on_toggled(self, tick: TickField, is_on: bool) -> None:
        if is_on:
            self._chosen.add(tick.objectName())
        else:
            self._chosen.discard(tick.objectName())
        self.toggled.emit()


class TextField(QPlainTextEdit):
    """Several lines of text; Tab leaves it."""

    def __init__(self, look: Look, text: str = "", n_lines: int = 3) -> None:
        super().__init__(text)
        self.setFont(look.font("body"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(n_lines * look.fonts.line_px("body") + TEXT_PADDING_PX)


AnyField = LineField | ChoiceField | QPlainTextEdit | TicksField


class FieldBox(QWidget):
    """A field with its label above, what to know of it and its fault beneath."""

    edited = Signal()

    def __init__(self, look: Look, label: str, field: AnyField, hint: str = "") -> None:
        super().__init__()
        self.field = field
        self._hint = Text(look, hint, "small", "text_3", wrap=True)
        # Shown before it has a parent, it would be a window of its own.
        if not hint:
            self._hint.hide()
        self._fault = Text(look, "", "small", "open", wrap=True)
        self._fault.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        caption = Text(look, label, "small_medium", "text_2")
        caption.setBuddy(field)
        field.setAccessibleName(label)
        layout.addWidget(caption)
        layout.addWidget(field)
        layout.addWidget(self._hint)
        layout.addWidget(self._fault)
        if isinstance(field, TicksField):
            field.toggled.connect(self._on_field_changed)
        elif isinstance(field, ChoiceField):
            field.currentIndexChanged.connect(self._on_field_changed)
            if field.isEditable():
                field.editTextChanged.connect(self._on_field_changed)
        else:
            field.textChanged.connect(self._on_field_changed)

    def show_hint(self, hint: str) -> None:
        """Say what to know of the field."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong; an empty sentence takes it back."""
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        self.field.setAccessibleDescription(sentence)
        if isinstance(self.field, LineField | ChoiceField):
            self.field.set_fault(is_faulty=bool(sentence))

    @Slot()
    def _on_field_changed(self) -> None:
        self.show_fault("")
        self.edited.emit()
