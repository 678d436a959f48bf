"""Dialogs that show what deriving or a template would do before it is written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QWidget

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.services.needs import deriving
from crisisplanner.services.needs.deriving import Effect, Preview
from crisisplanner.services.needs.proposals import templates
from crisisplanner.ui.inspecting.asking import AskingDialog
from crisisplanner.ui.inspecting.blocks import Blocks
from crisisplanner.ui.needs.need_phrases import amount, outcome_detail
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField, FieldBox
from crisisplanner.ui.widgets.panels import column
from crisisplanner.ui.widgets.text import Text

WIDTH_PX = 620
HEIGHT_PX = 640
LEAST_PX = 400
AROUND_PX = 40
SHOWN = (
    Effect.ADDED,
    Effect.CHANGED,
    Effect.RESTATED,
    Effect.REMOVED,
    Effect.OVERRIDDEN,
    Effect.IN_USE,
)


class PreviewDialog(AskingDialog):
    """Show a preview, and write it when asked."""

    done_with = Signal(object)

    def __init__(self, context: PageContext, title: str, act: str, parent: QWidget) -> None:
        button = Button(context.look, act, kind="primary")
        super().__init__(context, parent, title, button, WIDTH_PX)
        self.act.clicked.connect(self._on_act_clicked)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.top = column(gap=8)
        self.body.addLayout(self.top)
        self.body.addWidget(self._area, 1)

    def fit(self) -> None:
        """Leave room for the list, as far as the window has it."""
        parent = self.parentWidget()
        room = HEIGHT_PX if parent is None else parent.window().height() - AROUND_PX
        self.setFixedHeight(max(LEAST_PX, min(HEIGHT_PX, room)))

    def show_preview(self, preview: Preview) -> None:
        """List what would happen, by kind."""
        words = self.context.words
        body = Blocks(self.context.look, words)
        for effect in SHOWN:
            outcomes = preview.of(effect)
            if not outcomes:
                continue
            body.section(words.say(f"needs.preview.{effect.value}", n=len(outcomes)))
            for outcome in outcomes:
                shown = outcome.after if effect is Effect.ADDED else outcome.before
                end = "" if shown is None else amount(shown, words)
                body.item(outcome.title, outcome_detail(outcome, words), end=end)
        if not preview.of(*SHOWN):
            body.section(words.say("needs.preview.nothing"))
            body.nothing(words.say("needs.preview.nothing_why"))
        if preview.skipped:
            body.section(words.say("needs.preview.skipped", n=len(preview.skipped)))
            for skipped in preview.skipped:
                body.item(skipped.name, words.message(skipped.reason))
        self._area.setWidget(body)
        self.act.setEnabled(bool(preview.changes) and not self.context.session.is_read_only)

    def write(self) -> Preview:
        """Write what was shown, and give what was done."""
        raise NotImplementedError

    @Slot()
    def _on_act_clicked(self) -> None:
        try:
            done = self.write()
        except CrisisPlannerError as error:
            self.show_faults(error.messages)
            return
        self.done_with.emit(done)
        self.accept()


class DeriveDialog(PreviewDialog):
    """Show what deriving would do to a plan."""

    def __init__(self, context: PageContext, plan_id: str, parent: QWidget) -> None:
        words = context.words
        super().__init__(
            context, words.say("needs.derive.title"), words.say("needs.derive"), parent
        )
        self._plan_id = plan_id
        self.top.addWidget(
            Text(context.look, words.say("needs.derive.explained"), "body", "text_2", wrap=True)
        )
        self.show_preview(deriving.preview_derivation(context.session, plan_id))

    def write(self) -> Preview:
        return deriving.derive(self.context.session, self._plan_id)


class TemplateDialog(PreviewDialog):
    """Choose a template of measures, and see what it would add."""

    def __init__(self, context: PageContext, plan_id: str, parent: QWidget) -> None:
        words, look = context.words, context.look
        super().__init__(
            context, words.say("needs.template.title"), words.say("needs.template.use"), parent
        )
        self._plan_id = plan_id
        self._known = {template.id: template for template in templates()}
        choices = [(template.id, template.title) for template in self._known.values()]
        self.choice = ChoiceField(look, choices)
        self.choice.currentIndexChanged.connect(self._show_chosen)
        self.top.addWidget(FieldBox(look, words.say("needs.template.kind"), self.choice))
        self._teaser = Text(look, "", "body", "text", wrap=True)
        self._approach = Text(look, "", "small", "text_2", wrap=True)
        self._source = Text(look, "", "small", "text_3", wrap=True)
        for part in (self._teaser, self._approach, self._source):
            self.top.addWidget(part)
        self._show_chosen()

    def write(self) -> Preview:
        session = self.context.session
        return deriving.use_template(session, self._plan_id, self.choice.value())

    @Slot()
    def _show_chosen(self) -> None:
        template = self._known[self.choice.value()]
        words = self.context.words
        self._teaser.setText(template.teaser)
        self._approach.setText(template.approach)
        self._source.setText(words.say("needs.template.source", source=template.source))
        session = self.context.session
        self.show_preview(deriving.preview_template(session, self._plan_id, template.id))
