"""Ask of which plan the dates are to be written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.plans import Plan
from crisisplanner.ui.inspecting.asking import AskingDialog
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField, FieldBox


class PlanDialog(AskingDialog):
    """Choose one of several plans."""

    chosen = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget, plans: Sequence[Plan]) -> None:
        words, look = context.words, context.look
        act = Button(look, words.say("calendar.choose_file"), kind="primary")
        super().__init__(context, parent, words.say("calendar.which_plan"), act)
        self.plan = ChoiceField(look, [(one.id, one.title) for one in plans])
        self.plan.setSizeAdjustPolicy(
            ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.body.addWidget(FieldBox(look, words.say("kind.plan"), self.plan))
        act.clicked.connect(self._on_act_clicked)

    @Slot()
    def _on_act_clicked(self) -> None:
        self.chosen.emit(self.plan.value())
        self.accept()
