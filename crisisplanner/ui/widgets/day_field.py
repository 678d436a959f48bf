"""A field for a date; empty where none is meant, or today where one must be."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot

from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.fields import LineField
from crisisplanner.wording.catalogue import Wording

WIDTH_PX = 124


class DayField(LineField):
    """Take a date as year, month and day; what is none is marked and changes nothing."""

    day_changed = Signal(object)
    """Carries the date, or None where the field was emptied."""

    def __init__(
        self, look: Look, words: Wording, name: str, day: date | None, *, may_be_empty: bool = False
    ) -> None:
        super().__init__(look, "" if day is None else day.isoformat())
        self._words, self._name, self._may_be_empty = words, name, may_be_empty
        self.day = day
        self.setFixedWidth(WIDTH_PX)
        self.setPlaceholderText(words.say("day_field.form"))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.editingFinished.connect(self._on_editing_finished)

    def show_day(self, day: date | None) -> None:
        """Show another date without telling anybody."""
        self.day = day
        self.setText("" if day is None else day.isoformat())
        self.set_fault(is_faulty=False)

    @Slot()
    def _on_editing_finished(self) -> None:
        text = self.text().strip()
        try:
            day = date.fromisoformat(text) if text else None
        except ValueError:
            day = None
        is_faulty = day is None and bool(text or not self._may_be_empty)
        self.set_fault(is_faulty=is_faulty)
        hint = self._words.say("day_field.fault", found=text) if is_faulty else self._name
        self.setToolTip(hint)
        self.setAccessibleDescription(hint if is_faulty else "")
        if not is_faulty and day != self.day:
            self.day = day
            self.day_changed.emit(day)
