"""The form of a new thing: the fields it can't do without, each with its fault beneath."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.entity import Entity, faults_of
from crisisplanner.domain.errors import bad_inputs
from crisisplanner.services import editing
from crisisplanner.ui.inspecting.asking import AskingDialog
from crisisplanner.ui.inspecting.field_form import Asked, FieldForm
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.widgets.buttons import Button


class NewThing(AskingDialog):
    """Ask for the fields of a new thing and store it; `given` are those that are not asked."""

    made = Signal(str)

    def __init__(
        self,
        context: PageContext,
        entity_type: type[Entity],
        asked: Sequence[str] | Asked,
        parent: QWidget,
        given: Mapping[str, Any] | None = None,
        create: Callable[[Entity], object] | None = None,
        title: str = "",
    ) -> None:
        words = context.words
        add = Button(context.look, words.say("inspect.add"), kind="primary")
        if not isinstance(asked, Asked):
            asked = Asked(tuple((name,) for name in asked))
        form = FieldForm(context, entity_type, asked)
        title = title or words.say("inspect.new", kind=words.say(f"kind.{entity_type.KIND}"))
        super().__init__(context, parent, title, add, form=form)
        self._type, self._given, self._create = entity_type, dict(given or {}), create
        self.add, self.field = add, form.field
        add.clicked.connect(self._on_add_clicked)

    @Slot()
    def _on_add_clicked(self) -> None:
        self.hand_over(self._store)

    def _store(self, entered: dict[str, Any]) -> None:
        session = self.context.session
        given = {name: value for name, value in entered.items() if value not in (None, "")}
        entity = self._type(id=session.outside.new_id(), **self._given, **given)
        if faults := faults_of(entity):
            raise bad_inputs(faults)
        if self._create is None:
            editing.create_entity(session, entity)
        else:
            self._create(entity)
        self.made.emit(entity.id)
