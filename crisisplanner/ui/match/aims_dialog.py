"""The dialog of the aims: what counts after coverage, in which order, and what may be lost for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crisisplanner.services.matching.plan_aims import (
    MOST_TOLERANCE,
    AimChoice,
    AimChoices,
    PlanAims,
)
from crisisplanner.ui.match.study_dialogs import SIDE_PX, StudyDialog
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import FieldBox, LineField, TickField
from crisisplanner.ui.widgets.panels import Rule, column, row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

WIDTH_PX = 500
INDENT_PX = 26
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class AimRow(QWidget):
    """One aim: a tick, its place in the order, the way up and down, why it can't be had."""

    toggled = Signal()
    moved = Signal(int)

    def __init__(self, look: Look, words: Wording, choice: AimChoice) -> None:
        super().__init__()
        self._words, self.aim = words, choice.aim
        self.name = words.say("match_aims." + choice.aim)
        self.why_not = "" if choice.why_not is None else words.message(choice.why_not)
        self.tick = TickField(look, self.name)
        self.tick.setChecked(choice.is_chosen and not self.why_not)
        self.tick.setEnabled(not self.why_not)
        self.tick.setAccessibleDescription(self.why_not)
        self.tick.toggled.connect(self.toggled)
        self.up, self.down = (
            Button(look, icon=icon, name=words.say(code, aim=self.name), small=True)
            for icon, code in (("chevron-up", "match_aims.up"), ("chevron-down", "match_aims.down"))
        )
        self.up.clicked.connect(partial(self.moved.emit, -1))
        self.down.clicked.connect(partial(self.moved.emit, 1))
        for part in (self.tick, self.up, self.down):
            part.installEventFilter(self)
        layout = column(self, gap=0)
        line = row(gap=2)
        line.addWidget(self.tick, 1)
        for button in (self.up, self.down):
            line.addWidget(button)
        layout.addLayout(line)
        if self.why_not:
            said = Text(look, self.why_not, "small", "text_2", wrap=True)
            said.setContentsMargins(INDENT_PX, 0, 0, 0)
            layout.addWidget(said)

    @property
    def is_chosen(self) -> bool:
        """Tell whether the aim counts."""
        return self.tick.isChecked()

    def show_place(self, place: int | None, *, can_rise: bool, can_sink: bool) -> None:
        """Show the place in the order of aims, none for one that does not count."""
        text = self.name
        if place is not None:
            text = self._words.say("match_aims.numbered", number=place, aim=self.name)
        self.tick.setText(text)
        self.tick.setAccessibleName(text)
        self.up.setEnabled(place is not None and can_rise)
        self.down.setEnabled(place is not None and can_sink)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Ctrl or Alt with the arrows, which a tick would take to go to the next."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Up: (-1, self.up), Qt.Key.Key_Down: (1, self.down)}
            found = steps.get(Qt.Key(event.key()))
            if found is not None and event.modifiers() & HELD:
                if found[1].isEnabled():
                    self.moved.emit(found[0])
                return True
        return super().eventFilter(watched, event)


class AimsDialog(StudyDialog):
    """Choose the aims of a plan's matches; who opened it keeps them."""

    kept = Signal(object)
    match_asked = Signal(object)

    def __init__(
        self, context: PageContext, parent: QWidget, offered: AimChoices, *, is_writable: bool
    ) -> None:
        words, look = context.words, context.look
        super().__init__(context, parent, words.say("match_aims.title"), WIDTH_PX)
        self._words = words
        line = self.indented()
        line.addWidget(Text(look, words.say("match_aims.why"), "body", "text_2", wrap=True), 1)
        self.parts.addLayout(line)
        self.parts.addWidget(Rule())
        line = self.indented()
        line.addWidget(Text(look, words.say("match_aims.first"), "body_medium"), 1)
        line.addWidget(Text(look, words.say("match_aims.always"), "small", "text_2"))
        self.parts.addLayout(line)
        self.rows = [AimRow(look, words, choice) for choice in offered.choices]
        self._list: QVBoxLayout = column(gap=4)
        self._list.setContentsMargins(SIDE_PX, 0, SIDE_PX - 6, 0)
        for one in self.rows:
            one.toggled.connect(partial(self._on_row_toggled, one))
            one.moved.connect(partial(self._on_row_moved, one))
            self._list.addWidget(one)
        self.parts.addLayout(self._list)
        self.parts.addWidget(Rule())
        self.tolerance = LineField(look)
        self.tolerance.setText(words.formats.number(round(offered.tolerance * 100, 4)))
        self.tolerance.setToolTip(words.say("match_aims.tolerance_hint"))
        self.tolerance_box = FieldBox(look, words.say("match_aims.tolerance"), self.tolerance)
        line = self.indented()
        line.addWidget(self.tolerance_box, 1)
        self.parts.addLayout(line)
        cancel = Button(look, words.say("what_if.cancel"))
        cancel.clicked.connect(self.reject)
        self.keep = Button(look, words.say("match_aims.keep"))
        self.keep.clicked.connect(self._on_keep_clicked)
        self.match = Button(look, words.say("match_aims.keep_and_match"), kind="primary")
        self.match.clicked.connect(self._on_match_clicked)
        for button in (self.keep, self.match):
            button.setEnabled(is_writable)
        self._show_places()
        self.add_buttons(cancel, self.keep, self.match)

    @property
    def chosen(self) -> tuple[str, ...]:
        """List the aims after coverage, in their order."""
        return tuple(one.aim for one in self.rows if one.is_chosen)

    @property
    def fault(self) -> str:
        """Give what is wrong with the tolerance, if something is."""
        return self.tolerance.accessibleDescription()

    def _show_places(self) -> None:
        n = len(self.chosen)
        for number, one in enumerate(self.rows):
            self._list.removeWidget(one)
            self._list.insertWidget(number, one)
            place = number if one.is_chosen else None
            one.show_place(
                None if place is None else place + 2, can_rise=number > 0, can_sink=number < n - 1
            )
        order = [part for one in self.rows for part in (one.tick, one.up, one.down)]
        for before, after in zip(order, [*order[1:], self.tolerance], strict=True):
            QWidget.setTabOrder(before, after)

    def _on_row_toggled(self, toggled: AimRow) -> None:
        """Put those that count first; one that is ticked anew comes after them."""
        others = [one for one in self.rows if one is not toggled]
        chosen = [one for one in others if one.is_chosen]
        rest = [one for one in others if not one.is_chosen]
        self.rows = [*chosen, toggled, *rest]
        self._show_places()

    def _on_row_moved(self, moved: AimRow, step: int) -> None:
        place = self.rows.index(moved)
        self.rows.insert(place + step, self.rows.pop(place))
        holder = moved.up if step < 0 else moved.down
        had_keyboard = holder.hasFocus()
        self._show_places()
        if had_keyboard and not holder.isEnabled():
            moved.tick.setFocus(Qt.FocusReason.OtherFocusReason)

    def _aims(self) -> PlanAims | None:
        """Give what is chosen; say at the field what is wrong, if something is."""
        share = share_of(self.tolerance.text())
        is_fit = share is not None and 0.0 <= share <= MOST_TOLERANCE
        self.tolerance_box.show_fault("" if is_fit else self._words.say("match_aims.fault"))
        self.fit()
        if share is None or not is_fit:
            self.tolerance.setFocus()
            return None
        return PlanAims(self.chosen, share)

    @Slot()
    def _on_keep_clicked(self) -> None:
        aims = self._aims()
        if aims is not None:
            self.kept.emit(aims)
            self.accept()

    @Slot()
    def _on_match_clicked(self) -> None:
        aims = self._aims()
        if aims is not None:
            self.match_asked.emit(aims)
            self.accept()


def share_of(text: str) -> float | None:
    """Read per cent as a person writes them: 0.5, 0,5 or 1 %; None if it is no number."""
    plain = text.strip().removesuffix("%").strip().replace(",", ".")
    try:
        return float(plain) / 100.0
    except ValueError:
        return None
