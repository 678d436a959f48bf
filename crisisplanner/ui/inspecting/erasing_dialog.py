"""Erase for good: which fields of which thing, and why; what it reaches is said before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QScrollArea, QWidget

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import field_specs
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.fields import FieldKind
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.services import editing
from crisisplanner.services.erasing import Thing, erasable_fields
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.asking import AskingDialog
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField, FieldBox, LineField, TickField
from crisisplanner.ui.widgets.panels import column
from crisisplanner.ui.widgets.text import Text

JOB = "erase"
WIDTH_PX = 560
FIELDS_PX = 240
MOST_SIGNS = 60
REFERRING = frozenset({FieldKind.REFERENCE, FieldKind.REFERENCES})


class EraseDialog(AskingDialog):
    """Ask what is erased, and erase it."""

    erased = Signal()

    def __init__(self, context: PageContext, parent: QWidget, things: Sequence[Thing]) -> None:
        words, look = context.words, context.look
        act = Button(look, words.say("erase.act"), kind="danger")
        super().__init__(context, parent, words.say("erase.title"), act, WIDTH_PX)
        self._things, self._is_erasing = tuple(things), False
        self.ticks: dict[str, TickField] = {}
        explained = words.say("erase.explained")
        self.body.addWidget(Text(look, explained, "body", "text_2", wrap=True))
        self.thing = ChoiceField(look, [(str(n), self._name(t)) for n, t in enumerate(things)])
        self.body.addWidget(FieldBox(look, words.say("erase.thing"), self.thing))
        self.body.addWidget(Text(look, words.say("erase.fields"), "small_medium", "text_2"))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFixedHeight(FIELDS_PX)
        self._area.setAccessibleName(words.say("erase.fields"))
        self.body.addWidget(self._area)
        self.why = LineField(look)
        self._why_box = FieldBox(look, words.say("erase.why"), self.why)
        self.body.addWidget(self._why_box)
        self.thing.currentIndexChanged.connect(self._show_fields)
        act.clicked.connect(self._on_act_clicked)
        self._show_fields()

    def reject(self) -> None:
        """Close, unless the erasing is under way: half of it must not go unseen."""
        if not self._is_erasing:
            super().reject()

    @property
    def chosen(self) -> Thing:
        """Give the thing of which fields are erased."""
        return self._things[int(self.thing.value())]

    def _name(self, thing: Thing) -> str:
        words = self.context.words
        kind = words.say(f"kind.{thing.kind}")
        if not thing.label:
            return words.say("erase.removed_thing", kind=kind)
        return words.say("erase.named_thing", kind=kind, label=thing.label)

    @Slot()
    def _show_fields(self) -> None:
        """List what has a value first; the history may hold values of what has none now."""
        look, words, thing = self.context.look, self.context.words, self.chosen
        entity = self.context.session.file.find(thing.kind, thing.id)
        shown = {
            name: "" if entity is None else self._value_text(name, getattr(entity, name))
            for name in erasable_fields(thing.kind)
        }
        self.ticks = {}
        inside = QWidget()
        inside.setAutoFillBackground(False)
        layout = column(inside, gap=6)
        for name, value in sorted(shown.items(), key=lambda item: not item[1]):
            label = words.say(f"label.{name}")
            code = "erase.field" if value else "erase.field_empty"
            tick = TickField(look, words.say(code, label=label, value=value))
            tick.setAccessibleName(label)
            self.ticks[name] = tick
            layout.addWidget(tick)
        layout.addStretch()
        self._area.setWidget(inside)
        self._area.viewport().setAutoFillBackground(False)
        self.show_faults(())

    def _value_text(self, name: str, value: Any) -> str:
        if value in (None, "", ()) or (isinstance(value, Figure) and value.value is None):
            return ""
        words = self.context.words
        if field_specs(ENTITY_TYPES[self.chosen.kind])[name].kind in REFERRING:
            return words.say("erase.reference")
        text = words.figure(value) if isinstance(value, Figure) else words.value(value)
        line = " ".join(text.split())
        return line if len(line) <= MOST_SIGNS else words.say("erase.cut", text=line[:MOST_SIGNS])

    @Slot()
    def _on_act_clicked(self) -> None:
        fields = [name for name, tick in self.ticks.items() if tick.isChecked()]
        if not fields:
            self.show_faults([message("erase.field_needed")])
            return
        self.show_faults(())
        if not self.why.text().strip():
            self._why_box.show_fault(self.context.words.say("erase.why_needed"))
            self.fit()
            self.why.setFocus()
            return
        self._set_erasing(is_erasing=True)
        session, thing, why = self.context.session, self.chosen, self.why.text()
        self.context.jobs.start(
            JOB,
            message("erase.doing"),
            partial(_erase, session, thing, fields, why),
            on_done=self._on_erased,
            on_failed=self._on_failed,
        )

    def _on_erased(self, _changes: Changes) -> None:
        self._is_erasing = False
        words = self.context.words
        labels = tuple(words.say(f"label.{n}") for n, t in self.ticks.items() if t.isChecked())
        self.context.say(words.say("erase.done", fields=labels, thing=self._name(self.chosen)))
        self.erased.emit()
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._set_erasing(is_erasing=False)
        if isinstance(error, CrisisPlannerError):
            self.show_faults(error.messages)
        else:
            self.context.fail(error)
            self.show_faults([message("window.error.ours")])

    def _set_erasing(self, *, is_erasing: bool) -> None:
        self._is_erasing = is_erasing
        for part in (self.act, self.cancel, self.why, self.thing, self._area):
            part.setEnabled(not is_erasing)


def _erase(
    session: Session, thing: Thing, fields: Collection[str], why: str, _watcher: Watcher
) -> Changes:
    return editing.erase_fields(session, thing.kind, thing.id, fields, why)
