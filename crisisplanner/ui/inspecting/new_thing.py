"""The form of a new thing: the fields it can't do without, each with its fault beneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QWidget

from crisisplanner.domain.entity import Entity, faults_of, field_specs
from crisisplanner.domain.errors import CrisisPlannerError, bad_input, bad_inputs
from crisisplanner.domain.fields import FieldKind, FieldSpec
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.markings import MarkingKind
from crisisplanner.domain.messages import Message
from crisisplanner.services import editing
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.cells import TextCell
from crisisplanner.ui.tables.columns import Column
from crisisplanner.ui.tables.editors import CellEditor, ReferenceField, make_editor
from crisisplanner.ui.theme.focus_ring import OWN_RING, FocusRing
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField, FieldBox
from crisisplanner.ui.widgets.marks import Tag
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text

WIDTH_PX = 460
MOST_HEIGHT_PX = 520


class NewThing(QDialog):
    """Ask for the fields of a new entity and store it."""

    made = Signal(str)

    def __init__(
        self,
        context: PageContext,
        entity_type: type[Entity],
        asked: Sequence[str],
        parent: QWidget,
        given: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._type = context, entity_type
        self._given = dict(given or {})
        self._specs = field_specs(entity_type)
        self._boxes: dict[str, tuple[CellEditor, FieldBox]] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH_PX)
        words, look = context.words, context.look
        title = words.say("inspect.new", kind=words.say(f"kind.{entity_type.KIND}"))
        self.setWindowTitle(title)
        self._fault = Text(look, "", "body", "open", wrap=True)
        self._fault.hide()
        self.add = Button(look, words.say("inspect.add"), kind="primary")
        self.add.clicked.connect(self._on_add_clicked)
        self._build(asked, title)
        FocusRing(look, self)

    def _build(self, asked: Sequence[str], title: str) -> None:
        words, look = self._context.words, self._context.look
        body = QWidget()
        fields = column(body, gap=12)
        fields.setContentsMargins(24, 4, 24, 4)
        for name in asked:
            fields.addWidget(self._box(name, body))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        area.setMinimumHeight(min(MOST_HEIGHT_PX, body.sizeHint().height() + 8))
        cancel = Button(look, words.say("inspect.cancel"))
        cancel.clicked.connect(self.reject)
        buttons = self._indented()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.add)
        head, fault = self._indented(), self._indented()
        head.addWidget(Text(look, title, "h2"))
        marking = self._context.session.workspace().marking
        if marking is not None and marking.kind is MarkingKind.EXERCISE:
            # An exercise can't be taken for a real thing in a dialog either.
            head.addStretch()
            word = words.say("marking.exercise")
            head.addWidget(Tag(look, word, "exercise_fill", "on_exercise"))
        fault.addWidget(self._fault)
        layout = column(self, gap=12)
        layout.setContentsMargins(0, 20, 0, 20)
        layout.addLayout(head)
        layout.addWidget(area, 1)
        layout.addLayout(fault)
        layout.addLayout(buttons)

    def _indented(self) -> QHBoxLayout:
        layout = row()
        layout.setContentsMargins(24, 0, 24, 0)
        return layout

    def field(self, name: str) -> CellEditor:
        """Give the editor of a field."""
        return self._boxes[name][0]

    def _box(self, name: str, parent: QWidget) -> FieldBox:
        words = self._context.words
        spec = self._specs[name]
        label = words.say(f"label.{name}")
        described = Column(name, label, spec, (name,), TextCell(), name)
        editor = make_editor(
            described, spec, self._context.session, self._context.look, words, parent
        )
        editor.setProperty("cell", "false")
        editor.setProperty(OWN_RING, "")
        if isinstance(editor, ReferenceField):
            editor.setCurrentIndex(-1)
        elif isinstance(editor, ChoiceField) and self._default(name) is not None:
            editor.choose(str(self._default(name)))
        box = FieldBox(self._context.look, label, editor)
        self._boxes[name] = (editor, box)
        return box

    def _default(self, name: str) -> Any:
        field = self._type.__dataclass_fields__[name]
        return field.default

    @Slot()
    def _on_add_clicked(self) -> None:
        values = dict(self._given)
        has_fault = False
        for name, (editor, box) in self._boxes.items():
            try:
                value = self._entered(name, editor)
            except CrisisPlannerError as error:
                box.show_fault(self._sentences(error.messages))
                has_fault = True
                continue
            if value is not None and value != "":
                values[name] = value
            elif self._specs[name].is_required:
                kind = self._type.KIND
                missing = bad_input("field.required", kind=kind, field=name)
                box.show_fault(self._sentences(missing.messages))
                has_fault = True
        if not has_fault:
            self._store(values)

    def _store(self, values: dict[str, Any]) -> None:
        session = self._context.session
        try:
            entity = self._type(id=session.outside.new_id(), **values)
            faults = faults_of(entity)
            if faults:
                raise bad_inputs(faults)
            editing.create_entity(session, entity)
        except CrisisPlannerError as error:
            self._show_faults(error.messages)
            return
        self.made.emit(entity.id)
        self.accept()

    def _show_faults(self, faults: Sequence[Message]) -> None:
        rest: list[Message] = []
        for fault in faults:
            name = str(fault.values.get("field", ""))
            if name in self._boxes:
                self._boxes[name][1].show_fault(self._sentences([fault]))
            else:
                rest.append(fault)
        self._fault.setText(self._sentences(rest))
        self._fault.setVisible(bool(rest))

    def _entered(self, name: str, editor: CellEditor) -> Any:
        spec: FieldSpec = self._specs[name]
        if isinstance(editor, ReferenceField):
            typed = editor.typed()
            if typed is None:
                raise bad_input("table.nothing_so_named", found=editor.currentText())
            return typed or None
        if isinstance(editor, ChoiceField):
            value = editor.value()
            if spec.choices is None:
                return value == str(True)
            return spec.choices(value) if value else None
        entered = editing.parse_entry(self._type.KIND, name, editor.text())
        if spec.kind is FieldKind.FIGURE and entered is not None:
            session = self._context.session
            today = session.outside.now().date()
            return Figure(float(entered), spec.unit, source=session.author, as_of=today)
        return entered

    def _sentences(self, messages: Sequence[Message]) -> str:
        return "\n".join(self._context.words.message(said) for said in messages)
