"""The form of a new plan: what it is for, picked or named, and when D is; one step creates all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QWidget

from crisisplanner.domain.errors import CrisisPlannerError, bad_inputs
from crisisplanner.domain.messages import Message
from crisisplanner.domain.plans import Plan
from crisisplanner.services.editing import parse_entry
from crisisplanner.services.planning_start import (
    USUAL_PRIORITY,
    PlanWish,
    crises_to_plan_for,
    scenarios_of,
    start_plan,
)
from crisisplanner.ui.inspecting.asking import SIDE_PX, AskingDialog
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.tables.editors import ReferenceField
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import FieldBox, LineField
from crisisplanner.ui.widgets.panels import column
from crisisplanner.ui.widgets.text import Text

WIDTH_PX = 480


class NewPlan(AskingDialog):
    """Ask what a new plan is for and create it, with its crisis and scenario if they are new."""

    made = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        look, words = context.look, context.words
        self.create_button = Button(look, words.say("plans.create"), kind="primary")
        super().__init__(context, parent, words.say("plans.new"), self.create_button, WIDTH_PX)
        self.title, self.number = LineField(look), LineField(look)
        crises = crises_to_plan_for(context.session)
        self.crisis = ReferenceField(look, [(one.id, one.name) for one in crises])
        self.scenario = ReferenceField(look, [])
        self.d_date, self.d_meaning = LineField(look), LineField(look)
        self.d_meaning.setPlaceholderText(words.say("plans.d_example"))
        self.priority = LineField(look, str(USUAL_PRIORITY))
        self._boxes = {
            "title": FieldBox(look, words.say("label.title"), self.title),
            "number": FieldBox(look, words.say("plans.number"), self.number),
            "crisis": FieldBox(look, words.say("plans.crisis"), self.crisis),
            "scenario": FieldBox(look, words.say("plans.scenario"), self.scenario),
            "d_date": FieldBox(look, words.say("plans.d_date"), self.d_date),
            "d_meaning": FieldBox(look, words.say("plans.d_meaning"), self.d_meaning),
            "priority": FieldBox(look, words.say("plans.priority"), self.priority),
        }
        self._new_crisis = Text(look, words.say("plans.new_crisis"), "small", "text_2", wrap=True)
        self._new_scenario = Text(
            look, words.say("plans.new_scenario"), "small", "text_2", wrap=True
        )
        for button in (self.cancel, self.create_button):
            button.setAutoDefault(True)
        self.create_button.setDefault(True)
        self.create_button.clicked.connect(self._on_create_clicked)
        self.crisis.editTextChanged.connect(self._on_crisis_changed)
        self.scenario.editTextChanged.connect(self._on_scenario_changed)
        self._lay_out()
        self._begin_with(crises)
        self.title.setFocus()

    def _begin_with(self, crises: Sequence[object]) -> None:
        words = self.context.words
        self.crisis.setCurrentIndex(0 if len(crises) == 1 else -1)
        hint = "plans.pick_or_name" if crises else "plans.type_name"
        for field in (self.crisis, self.scenario):
            line = field.lineEdit()
            if line is not None:
                line.setPlaceholderText(words.say(hint))
        self._on_crisis_changed()

    def _lay_out(self) -> None:
        look, words = self.context.look, self.context.words
        asked = QWidget()
        asked.setAutoFillBackground(False)
        fields = column(asked, gap=12)
        fields.setContentsMargins(SIDE_PX, 4, SIDE_PX, 4)
        notes = {"crisis": self._new_crisis, "scenario": self._new_scenario}
        for name, box in self._boxes.items():
            fields.addWidget(box)
            if name in notes:
                fields.addWidget(notes[name])
        fields.addStretch()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(asked)
        self.body.setContentsMargins(0, 0, 0, 0)
        why = Text(look, words.say("plans.new_why"), "small", "text_2", wrap=True)
        head = column()
        head.setContentsMargins(SIDE_PX, 0, SIDE_PX, 0)
        head.addWidget(why)
        self.body.addLayout(head)
        self.body.addWidget(self._area, 1)

    def fit(self) -> None:
        """Give the fields the height that they need, as far as the window has it."""
        asked = self._area.widget()
        if asked is not None:
            needed = asked.sizeHint().height() + 8
            self._area.setFixedHeight(min(needed, self.room_for(self._area)))
        super().fit()

    @Slot()
    def _on_crisis_changed(self) -> None:
        """Offer the scenarios of the crisis; a new one begins with a likely course."""
        picked = self.crisis.typed()
        found = scenarios_of(self.context.session, picked) if picked else ()
        self.scenario.show_things([(one.id, one.name) for one in found])
        if found:
            self.scenario.setCurrentIndex(0 if len(found) == 1 else -1)
        else:
            self.scenario.setEditText(self.context.words.say("plans.first_scenario"))
        self._new_crisis.setVisible(picked is None)
        self._on_scenario_changed()

    @Slot()
    def _on_scenario_changed(self) -> None:
        self._new_scenario.setVisible(self.scenario.typed() is None)
        self.fit()

    @Slot()
    def _on_create_clicked(self) -> None:
        faults: list[Message] = []
        d_date = self._entered("d_date", self.d_date, faults)
        priority = self._entered("priority", self.priority, faults)
        try:
            if faults:
                raise bad_inputs(faults)
            plan = start_plan(self.context.session, self._wish(d_date, priority))
        except CrisisPlannerError as error:
            self._say_faults(error.messages)
            return
        self._accept_with(plan)

    def _accept_with(self, plan: Plan) -> None:
        self.context.say(self.context.words.say("plans.created", title=plan.title))
        self.made.emit(plan.id)
        self.accept()

    def _wish(self, d_date: Any, priority: Any) -> PlanWish:
        return PlanWish(
            title=self.title.text(),
            number=self.number.text(),
            crisis=self.crisis.typed() or None,
            crisis_name=self.crisis.currentText(),
            scenario=self.scenario.typed() or None,
            scenario_name=self.scenario.currentText(),
            d_date=d_date,
            d_meaning=self.d_meaning.text(),
            priority=USUAL_PRIORITY if priority is None else priority,
        )

    def _entered(self, name: str, field: LineField, faults: list[Message]) -> Any:
        try:
            return parse_entry(Plan.KIND, name, field.text())
        except CrisisPlannerError as error:
            faults.extend(error.messages)
            return None

    def _say_faults(self, faults: Sequence[Message]) -> None:
        rest: list[Message] = []
        for fault in faults:
            box = self._boxes.get(str(fault.values.get("field", "")))
            if box is None:
                rest.append(fault)
            else:
                box.show_fault(self.context.words.message(fault))
        self.show_faults(rest)
        faulty = next((b for b in self._boxes.values() if b.field.accessibleDescription()), None)
        if faulty is not None:
            faulty.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(faulty)


def open_new_plan(context: PageContext, parent: QWidget, then: Callable[[str], Any]) -> NewPlan:
    """Ask for a new plan; what is made is handed on by its id."""
    dialog = NewPlan(context, parent)
    dialog.made.connect(then)
    dialog.open()
    return dialog
