"""The form of a thing that is there already: what it is, to change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.entity import Entity
from crisisplanner.ui.inspecting.asking import AskingDialog
from crisisplanner.ui.inspecting.field_form import Asked, FieldForm
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.widgets.buttons import Button


class ChangeDialog(AskingDialog):
    """Change fields of a thing; `store` is given those that were changed."""

    def __init__(
        self,
        context: PageContext,
        parent: QWidget,
        thing: Entity,
        asked: Asked,
        store: Callable[[dict[str, Any]], object],
        title: str = "",
    ) -> None:
        words = context.words
        act = Button(context.look, words.say("parts.store"), kind="primary")
        title = title or words.say("parts.change", kind=words.say(f"kind.{thing.KIND}"))
        form = FieldForm(context, type(thing), asked, thing)
        super().__init__(context, parent, title, act, form=form)
        self._store = store
        self.field = form.field
        act.clicked.connect(self._on_act_clicked)

    @Slot()
    def _on_act_clicked(self) -> None:
        self.hand_over(self._store)
