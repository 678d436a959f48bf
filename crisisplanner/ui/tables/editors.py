"""Editors: the field that edits a cell in place, by what the cell holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QFrame, QListView, QWidget

from crisisplanner.domain.account import NameChoice
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import Entity, can_be_empty, field_specs
from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.fields import FieldKind, FieldSpec
from crisisplanner.domain.markings import TLP_LEVELS, Marking
from crisisplanner.services import editing
from crisisplanner.services.new_names import thing_named
from crisisplanner.services.session import Session
from crisisplanner.ui.tables.columns import NUMERIC, plain_value
from crisisplanner.ui.theme.focus_ring import OWN_RING
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.fields import ChoiceField, LineField
from crisisplanner.ui.widgets.panels import column as column_layout
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

NONE = ""
BUBBLE_PX = 280
LEAST_LETTERS = 8
CellEditor = LineField | ChoiceField


@dataclass(frozen=True, slots=True)
class WrittenField:
    """Name the field that an editor writes."""

    kind: str
    name: str

    @property
    def spec(self) -> FieldSpec:
        """Give the field's description."""
        return field_specs(ENTITY_TYPES[self.kind])[self.name]


class ReferenceField(ChoiceField):
    """Choose another thing by typing part of its name."""

    def __init__(self, look: Look, things: Sequence[tuple[str, str]]) -> None:
        super().__init__(look)
        # Not as wide as the longest of ten thousand names, which would all be measured.
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LEAST_LETTERS)
        self._values: list[str] = []
        self.show_things(things)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = QListView()
        popup.setProperty("popup", "true")
        for view in (popup, self.view()):
            if isinstance(view, QListView):
                view.setUniformItemSizes(True)
        completer.setPopup(popup)
        self.setCompleter(completer)
        line = self.lineEdit()
        if line is not None:
            line.installEventFilter(self)

    def eventFilter(self, line: QObject, event: QEvent) -> bool:
        """Show the list when an empty field is clicked; what is typed then still narrows it."""
        completer = self.completer()
        is_click = event.type() is QEvent.Type.MouseButtonRelease
        if is_click and line is self.lineEdit() and not self.currentText() and completer:
            completer.setCompletionPrefix("")
            completer.complete()
        return super().eventFilter(line, event)

    def show_things(self, things: Sequence[tuple[str, str]]) -> None:
        """Let other things be chosen: values with their words."""
        self.clear()
        self._values = [value for value, _ in things]
        # All in one call: one by one, ten thousand would hold up the window.
        self.addItems([word for _, word in things])

    def value(self) -> str:
        index = self.currentIndex()
        return self._values[index] if index >= 0 else NONE

    def choose(self, value: str) -> None:
        if self.offers(value):
            self.setCurrentIndex(self._values.index(value))

    def offers(self, value: str) -> bool:
        return value in self._values

    def offer(self, value: str, word: str) -> None:
        """Let one more thing be chosen."""
        self._values.append(value)
        self.addItem(word)

    def typed(self) -> str | None:
        """Give the value of what was typed; None if it names nothing."""
        text = self.currentText().strip()
        if not text:
            return NONE
        index = self.currentIndex()
        if index < 0 or self.itemText(index) != text:
            # Two things may have one name: a chosen one is meant itself.
            index = self.findText(text, Qt.MatchFlag.MatchFixedString)
        return None if index < 0 else self._values[index]


class ThingChoices:
    """List the things that fields may name; each kind is read once while an editor is made."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[str, ...], list[tuple[str, str]]] = {}

    def of(self, field: FieldSpec) -> list[tuple[str, str]]:
        """Give ids and names in the order of names; first nothing, where that may be."""
        found = self._known.get(field.refers_to)
        if found is None:
            found = [
                (entity.id, entity.label())
                for kind in field.refers_to
                for entity in self._session.all(ENTITY_TYPES[kind])
            ]
            found.sort(key=lambda pair: pair[1].casefold())
            self._known[field.refers_to] = found
        return found if field.is_required else [(NONE, ""), *found]


class FaultBubble(QFrame):
    """Say below a cell what is wrong with what was typed."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("notice", "open")
        self._text = Text(look, "", "small", "open", wrap=True)
        self._text.setFixedWidth(BUBBLE_PX)
        column_layout(self, margin=8).addWidget(self._text)
        self.hide()

    @property
    def sentence(self) -> str:
        """Give what is said; empty while hidden."""
        return "" if self.isHidden() else self._text.text()

    def say(self, sentence: str, editor: QWidget) -> None:
        """Show the sentence below an editor, above it where there is no room."""
        self._text.setText(sentence)
        self._text.setFixedHeight(self._text.heightForWidth(BUBBLE_PX))
        self.adjustSize()
        parent = self.parentWidget()
        if parent is None:
            return
        below = editor.mapTo(parent, QPoint(0, editor.height() + 2))
        if below.y() + self.height() > parent.height():
            below = editor.mapTo(parent, QPoint(0, -self.height() - 2))
        self.move(min(below.x(), max(0, parent.width() - self.width())), max(0, below.y()))
        self.setAccessibleName(sentence)
        self.raise_()
        self.show()


def make_editor(
    written: WrittenField,
    head: str,
    things: ThingChoices,
    look: Look,
    words: Wording,
    parent: QWidget,
) -> CellEditor:
    """Make the editor of a field; a screen reader names it by `head`."""
    editor: CellEditor
    field = written.spec
    match field.kind:
        case FieldKind.CHOICE if field.choices is not None:
            name = field.choices.__name__
            pairs = [(c.value, words.say(f"word.{name}.{c.value}")) for c in field.choices]
            if can_be_empty(ENTITY_TYPES[written.kind], written.name):
                pairs.insert(0, (NONE, words.say("value.none")))
            editor = ChoiceField(look, pairs)
        case FieldKind.FLAG:
            editor = ChoiceField(look, [(str(v), words.value(v)) for v in (True, False)])
        case FieldKind.MARKING:
            levels = [(level, words.say("marking.tlp", level=level)) for level in TLP_LEVELS]
            editor = ChoiceField(look, [(NONE, words.say("marking.as_owner")), *levels])
        case FieldKind.REFERENCE:
            editor = ReferenceField(look, things.of(field))
        case _:
            unit = words.unit(field.unit) if field.kind is FieldKind.FIGURE else ""
            editor = LineField(look, unit=unit)
            if field.kind in NUMERIC:
                editor.setAlignment(Qt.AlignmentFlag.AlignRight)
    editor.setParent(parent)
    editor.setProperty("cell", "true")
    editor.setProperty(OWN_RING, "true")
    editor.setAccessibleName(head)
    return editor


def new_thing_named(
    editor: CellEditor, written: WrittenField, session: Session, kinds: Collection[str]
) -> Entity | None:
    """Make what was typed, where one of some kinds is asked and none is called so; else None."""
    if not isinstance(editor, ReferenceField) or len(written.spec.refers_to) != 1:
        return None
    [kind] = written.spec.refers_to
    if kind not in kinds or editor.typed() is not None:
        return None
    return thing_named(session, NameChoice(kind, editor.currentText()))


def read_editor(editor: CellEditor, written: WrittenField) -> Any:
    """Read what was entered as the field's value; raises a coded error that says what is wrong."""
    if isinstance(editor, ReferenceField):
        typed = editor.typed()
        if typed is None:
            raise bad_input("table.nothing_so_named", found=editor.currentText())
        return typed or None
    if isinstance(editor, ChoiceField):
        value = editor.value()
        if written.spec.kind is FieldKind.MARKING:
            return Marking(level=value) if value else None
        if written.spec.choices is None:
            return value == str(True)
        return written.spec.choices(value) if value else None
    return editing.parse_entry(written.kind, written.name, editor.text())


def fill_editor(editor: CellEditor, value: Any, field: FieldSpec, session: Session) -> None:
    """Put a field's value into its editor."""
    if isinstance(editor, ReferenceField) and value and not editor.offers(value):
        # A retired thing is not offered, but stays where it is referred to.
        found = (session.file.find(kind, value) for kind in field.refers_to)
        editor.offer(value, next((one.label() for one in found if one is not None), value))
    if isinstance(value, Marking) and isinstance(editor, ChoiceField):
        editor.choose(value.level)
    elif isinstance(editor, ChoiceField):
        editor.choose(NONE if value is None else str(value))
    else:
        editor.setText(plain_value(value, field))
        editor.selectAll()
