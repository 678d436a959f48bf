"""A form made from the descriptions of fields: what is asked, read, and wrong, field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QSizePolicy, QWidget

from crisisplanner.domain.account import CAN_BE_ADDED
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.entity import Entity, field_specs
from crisisplanner.domain.errors import CrisisPlannerError, bad_input
from crisisplanner.domain.fields import FieldKind
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import Message
from crisisplanner.services import editing
from crisisplanner.services.naming import measure_of
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.editors import (
    ReferenceField,
    ThingChoices,
    WrittenField,
    fill_editor,
    make_editor,
    new_thing_named,
    read_editor,
)
from crisisplanner.ui.theme.focus_ring import OWN_RING
from crisisplanner.ui.widgets.fields import (
    AnyField,
    ChoiceField,
    FieldBox,
    LineField,
    TextField,
    TicksField,
)
from crisisplanner.ui.widgets.panels import column, row

SIDE_PX = 24
LEAST_FIELD_PX = 120
MOST_HEIGHT_PX = 520
LEAST_HEIGHT_PX = 120
QUANTITY, TYPE = "quantity", "type"
EXAMPLES: Mapping[FieldKind, str] = {
    FieldKind.WHEN: "parts.example.when",
    FieldKind.DAY: "parts.example.day",
    FieldKind.DATE: "parts.example.date",
}
INSTEAD_OF: Mapping[str, tuple[str, ...]] = {"interval.end_before_start": ("to_when", "to_day")}
"""Where a fault across fields is said."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Say what a form asks, a row of the form a tuple of fields.

    `shown_with` names the choice and its words with which a field is asked; else it is emptied.
    `hints` are codes; one of the form ``code.*`` ends with the word chosen.
    `offered` are the things to choose from where a field names several.
    """

    rows: tuple[tuple[str, ...], ...]
    shown_with: Mapping[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    offered: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    may_be_unknown: frozenset[str] = frozenset()


class FieldForm(QScrollArea):
    """Ask for fields of a thing; it scrolls where there is no room."""

    rearranged = Signal()

    def __init__(
        self,
        context: PageContext,
        entity_type: type[Entity],
        asked: Asked,
        current: Entity | None = None,
    ) -> None:
        super().__init__()
        self._context, self._type, self._asked = context, entity_type, asked
        self._current = current
        self._specs = field_specs(entity_type)
        self._boxes: dict[str, tuple[AnyField, FieldBox]] = {}
        self._new_things: list[Entity] = []
        self._things = ThingChoices(context.session)
        self._body = QWidget()
        self._body.setAutoFillBackground(False)
        fields = column(self._body, gap=12)
        fields.setContentsMargins(SIDE_PX, 4, SIDE_PX, 4)
        for names in asked.rows:
            line = row(gap=12)
            for name in names:
                # A stretch instead of an alignment: what is aligned is not asked for its height.
                cell = column()
                cell.addWidget(self._box(name))
                cell.addStretch()
                line.addLayout(cell, 1)
            fields.addLayout(line)
        fields.addStretch()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._body)
        self.viewport().setAutoFillBackground(False)
        self._initial = {name: _state(editor) for name, (editor, _) in self._boxes.items()}
        for name in {choice for choice, _ in asked.shown_with.values()}:
            editor = self.field(name)
            if isinstance(editor, ChoiceField):
                editor.currentIndexChanged.connect(self._show_what_is_asked)
        self._follow_type()
        self._show_what_is_asked()

    def field(self, name: str) -> AnyField:
        """Give the editor of a field."""
        return self._boxes[name][0]

    def has(self, name: str) -> bool:
        """Tell whether the form has a field."""
        return name in self._boxes

    def fit(self, room_px: int) -> None:
        """Take the height that the fields need, as far as there is room."""
        self._body.ensurePolished()
        layout = self._body.layout()
        if layout is None:
            return
        layout.activate()
        width = max(self.viewport().width(), self.width() - 2)
        needed = layout.heightForWidth(width) if layout.hasHeightForWidth() else 0
        needed = max(needed, layout.minimumSize().height())
        most = max(LEAST_HEIGHT_PX, min(MOST_HEIGHT_PX, room_px))
        self.setFixedHeight(min(most, needed + 8))

    def is_asked(self, name: str) -> bool:
        """Tell whether a field is asked with what is chosen now."""
        if name not in self._asked.shown_with:
            return True
        choice, wanted = self._asked.shown_with[name]
        return self._chosen(choice) in wanted

    def entered(self) -> dict[str, Any] | None:
        """Read what was entered or emptied; None if something is wrong, which is said in place."""
        values: dict[str, Any] = {}
        is_right = True
        self._new_things = []
        for name, (editor, box) in self._boxes.items():
            box.show_fault("")
            if not self.is_asked(name):
                values[name] = self._nothing(name)
                continue
            if self._current is not None and _state(editor) == self._initial[name]:
                continue
            try:
                values[name] = self._read(name, editor)
            except CrisisPlannerError as error:
                box.show_fault(self._sentences(error.messages))
                is_right = False
        if not is_right:
            self._go_to_fault()
        return values if is_right else None

    def new_things(self) -> Sequence[Entity]:
        """List the places that were named in what was entered and are not there yet."""
        return self._new_things

    def show_faults(self, faults: Sequence[Message]) -> list[Message]:
        """Say faults at their fields; gives those that belong to none."""
        rest: list[Message] = []
        for fault in faults:
            names = (str(fault.values.get("field", "")), *INSTEAD_OF.get(fault.code, ()))
            name = next((n for n in names if n in self._boxes and self.is_asked(n)), None)
            if name is None:
                rest.append(fault)
            else:
                self._boxes[name][1].show_fault(self._sentences([fault]))
        self._go_to_fault()
        return rest

    def _box(self, name: str) -> FieldBox:
        words = self._context.words
        label = words.say(f"label.{name}")
        editor = self._editor(name, label)
        if isinstance(editor, LineField | ChoiceField):
            editor.setProperty("cell", "false")
            editor.setProperty(OWN_RING, "")
            if isinstance(editor, LineField) and self._specs[name].kind in EXAMPLES:
                editor.setPlaceholderText(words.say(EXAMPLES[self._specs[name].kind]))
            # The form gives the width; a long name in a list must not.
            editor.setMinimumWidth(LEAST_FIELD_PX)
            editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fill(name, editor)
        code = self._asked.hints.get(name, "")
        hint = words.say(code) if code and not code.endswith("*") else ""
        if self._specs[name].is_required and isinstance(editor, LineField | TextField):
            label = words.say("inspect.needed_field", field=label)
        box = FieldBox(self._context.look, label, editor, hint)
        self._boxes[name] = (editor, box)
        if isinstance(editor, ReferenceField) and self._added_kind(name):
            box.edited.connect(partial(self._show_what_is_new, name, hint))
        return box

    def _added_kind(self, name: str) -> str:
        """Give the kind of what a name is enough to add at a field; nothing where it is not."""
        kinds = self._specs[name].refers_to
        return kinds[0] if len(kinds) == 1 and kinds[0] in CAN_BE_ADDED else ""

    def _editor(self, name: str, label: str) -> AnyField:
        look, spec = self._context.look, self._specs[name]
        if spec.kind is FieldKind.REFERENCES or name in self._asked.offered:
            search = self._context.words.say("parts.search")
            held = getattr(self._current, name, ())
            # What holds already comes first, as a long list shows only its beginning.
            things = sorted(self._asked.offered.get(name, ()), key=lambda t: t[0] not in held)
            return TicksField(look, things, search, self._rest_of_a_list)
        if spec.kind is FieldKind.TEXT:
            return TextField(look)
        written = WrittenField(self._type.KIND, name)
        return make_editor(written, label, self._things, look, self._context.words, self._body)

    def _rest_of_a_list(self, n: int) -> str:
        return self._context.words.say("parts.more", n=n)

    def _fill(self, name: str, editor: AnyField) -> None:
        value: Any = (
            self._type.__dataclass_fields__[name].default
            if self._current is None
            else getattr(self._current, name)
        )
        if isinstance(editor, TicksField):
            editor.choose(value)
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(str(value))
        elif self._current is not None:
            fill_editor(editor, value, self._specs[name], self._context.session)
            if isinstance(editor, LineField):
                editor.deselect()
                editor.setCursorPosition(0)
        elif isinstance(editor, ReferenceField):
            editor.setCurrentIndex(-1)
        elif isinstance(editor, ChoiceField) and value is not None:
            editor.choose(str(value))

    def _read(self, name: str, editor: AnyField) -> Any:
        spec = self._specs[name]
        value: Any
        if isinstance(editor, TicksField):
            value = editor.values()
        elif isinstance(editor, QPlainTextEdit):
            value = editor.toPlainText().strip()
        else:
            value = self._read_field(name, editor)
        if value in (None, "") and spec.is_required and name not in self._asked.may_be_unknown:
            raise bad_input("field.required", kind=self._type.KIND, field=name)
        if spec.kind is FieldKind.FIGURE and self._current is None:
            return editing.typed_figure(self._context.session, Figure(None, spec.unit), value)
        return value

    def _read_field(self, name: str, editor: LineField | ChoiceField) -> Any:
        written = WrittenField(self._type.KIND, name)
        new = new_thing_named(editor, written, self._context.session, CAN_BE_ADDED)
        if new is None:
            return read_editor(editor, written)
        known = next((one for one in self._new_things if one.label() == new.label()), None)
        if known is None:
            self._new_things.append(known := new)
        return known.id

    def _show_what_is_new(self, name: str, hint: str) -> None:
        editor, box = self._boxes[name]
        if isinstance(editor, ReferenceField) and editor.typed() is None:
            code = f"inspect.new_{self._added_kind(name)}"
            hint = self._context.words.say(code, name=editor.currentText().strip())
        box.show_hint(hint)
        self.rearranged.emit()

    def _nothing(self, name: str) -> Any:
        return self._type.__dataclass_fields__[name].default

    def _chosen(self, name: str) -> str:
        editor = self.field(name)
        return editor.value() if isinstance(editor, ChoiceField) else ""

    def _follow_type(self) -> None:
        """Count a quantity in the unit of the type that is chosen beside it."""
        counted = (QUANTITY, TYPE)
        if not all(self.has(name) for name in counted):
            return
        editor = self.field(TYPE)
        if isinstance(editor, ChoiceField) and self._specs[TYPE].refers_to == (
            CapabilityType.KIND,
        ):
            # A name may be typed in full, too, without being picked from the list.
            editor.currentTextChanged.connect(self._show_measure)
            self._show_measure()

    @Slot()
    def _show_measure(self) -> None:
        field, chosen = self.field(QUANTITY), self.field(TYPE)
        if isinstance(field, LineField) and isinstance(chosen, ChoiceField):
            typed = chosen.typed() if isinstance(chosen, ReferenceField) else chosen.value()
            measure = measure_of(self._context.session, typed or "")
            field.show_unit(self._context.words.measure(measure))

    @Slot()
    def _show_what_is_asked(self) -> None:
        for name, (_, box) in self._boxes.items():
            box.setVisible(self.is_asked(name))
        for name, code in self._asked.hints.items():
            if code.endswith("*"):
                chosen = self._chosen(name)
                said = code.removesuffix("*") + chosen
                words = self._context.words
                self._boxes[name][1].show_hint(words.say(said) if words.has(said) else "")
        self.rearranged.emit()

    def _go_to_fault(self) -> None:
        for editor, box in self._boxes.values():
            if editor.accessibleDescription():
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                self.ensureWidgetVisible(box)
                return

    def _sentences(self, messages: Sequence[Message]) -> str:
        return "\n".join(self._context.words.message(said) for said in messages)


def _state(editor: AnyField) -> object:
    if isinstance(editor, TicksField):
        return editor.values()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, ChoiceField):
        # Two things may have one name.
        return editor.currentText(), editor.currentIndex()
    return editor.text()
