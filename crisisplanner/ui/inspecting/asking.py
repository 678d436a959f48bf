"""A dialog that asks for something: title, body, what is wrong, and two buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.markings import MarkingKind
from crisisplanner.domain.messages import Message
from crisisplanner.ui.inspecting.field_form import LEAST_HEIGHT_PX, FieldForm
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.theme.focus_ring import FocusRing
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.marks import Tag
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text

WIDTH_PX = 460
SIDE_PX = 24
FRAME_PX = 32
"""What a system puts around a dialog, most of it above."""


class AskingDialog(QDialog):
    """Ask, with or without a form of fields; an exercise says so here too."""

    def __init__(
        self,
        context: PageContext,
        parent: QWidget,
        title: str,
        act: Button,
        width_px: int = WIDTH_PX,
        form: FieldForm | None = None,
    ) -> None:
        super().__init__(parent)
        self.form = form
        self.context, self.act = context, act
        look, words = context.look, context.words
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setFixedWidth(width_px)
        self.body = column(gap=12)
        self.body.setContentsMargins(SIDE_PX, 0, SIDE_PX, 0)
        self.fault = Text(look, "", "body", "open", wrap=True)
        self.fault.hide()
        self.cancel = Button(look, words.say("inspect.cancel"))
        self.cancel.clicked.connect(self.reject)
        head, fault, buttons = self._indented(), self._indented(), self._indented()
        head.addWidget(Text(look, title, "h2", wrap=True), 1)
        marking = context.session.workspace().marking
        if marking is not None and marking.kind is MarkingKind.EXERCISE:
            head.addWidget(Tag(look, words.say("marking.exercise"), "exercise_fill", "on_exercise"))
        fault.addWidget(self.fault)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(act)
        self._parts = layout = column(self, gap=12)
        layout.setContentsMargins(0, 20, 0, 20)
        layout.addLayout(head)
        layout.addLayout(self.body, 1)
        if form is not None:
            layout.addWidget(form, 1)
            form.rearranged.connect(self.fit)
            for button in (self.cancel, act):
                button.setAutoDefault(True)
            act.setDefault(True)
        layout.addLayout(fault)
        layout.addLayout(buttons)
        FocusRing(look, self)

    def show_faults(self, faults: Sequence[Message]) -> None:
        """Say in place what is wrong; nothing takes it back."""
        self.fault.setText("\n".join(self.context.words.message(said) for said in faults))
        self.fault.setVisible(bool(faults))
        self.fit()

    def hand_over(self, store: Callable[[dict[str, Any]], object]) -> None:
        """Store what the form holds and close; what is wrong is said and keeps it open."""
        if self.form is None:
            return
        self.show_faults(())
        values = self.form.entered()
        try:
            if values is not None:
                with self.context.session.along(self.form.new_things()):
                    store(values)
                self.accept()
        except CrisisPlannerError as error:
            self.show_faults(self.form.show_faults(error.messages))
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Take the height that wrapped texts need at this width."""
        if self.form is not None:
            self.form.fit(self.room_for(self.form))
        self._parts.activate()
        self.setFixedHeight(self._parts.heightForWidth(self.width()))

    def room_for(self, part: QWidget) -> int:
        """Give the height that a part may take without the dialog leaving its window."""
        parent = self.parentWidget()
        if parent is None:
            return LEAST_HEIGHT_PX
        part.setFixedHeight(LEAST_HEIGHT_PX)
        self._parts.activate()
        around = self._parts.heightForWidth(self.width()) - LEAST_HEIGHT_PX
        return max(LEAST_HEIGHT_PX, parent.window().height() - around - FRAME_PX)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def _indented(self) -> QHBoxLayout:
        layout = row(gap=8)
        layout.setContentsMargins(SIDE_PX, 0, SIDE_PX, 0)
        return layout
