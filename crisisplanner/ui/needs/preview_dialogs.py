"""Dialogs that show what deriving or a template would do before it is written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.markings import MarkingKind
from crisisplanner.services.needs import deriving
from crisisplanner.services.needs.deriving import Effect, Preview
from crisisplanner.services.needs.proposals import templates
from crisisplanner.ui.inspecting.blocks import Blocks
from crisisplanner.ui.needs.need_phrases import amount, outcome_detail
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.theme.focus_ring import FocusRing
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField, FieldBox
from crisisplanner.ui.widgets.marks import Tag
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text

WIDTH_PX = 620
BODY_PX = 220
HEIGHT_PX = 640
SHOWN = (
    Effect.ADDED,
    Effect.CHANGED,
    Effect.RESTATED,
    Effect.REMOVED,
    Effect.OVERRIDDEN,
    Effect.IN_USE,
)


class PreviewDialog(QDialog):
    """Show a preview, and write it when asked."""

    done_with = Signal(object)

    def __init__(self, context: PageContext, title: str, act: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        look = context.look
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH_PX)
        self.setWindowTitle(title)
        self.act = Button(look, act, kind="primary")
        self.act.clicked.connect(self._on_act_clicked)
        self.fault = Text(look, "", "body", "open", wrap=True)
        self.fault.hide()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setMinimumHeight(BODY_PX)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.top = column(gap=8)
        self._build(title)
        self.resize(WIDTH_PX, HEIGHT_PX)
        FocusRing(look, self)

    def _build(self, title: str) -> None:
        words, look = self.context.words, self.context.look
        head = self._indented()
        head.addWidget(Text(look, title, "h2"))
        marking = self.context.session.workspace().marking
        if marking is not None and marking.kind is MarkingKind.EXERCISE:
            head.addStretch()
            head.addWidget(Tag(look, words.say("marking.exercise"), "exercise_fill", "on_exercise"))
        top, fault, buttons = self._indented(), self._indented(), self._indented()
        top.addLayout(self.top, 1)
        fault.addWidget(self.fault)
        cancel = Button(look, words.say("inspect.cancel"))
        cancel.clicked.connect(self.reject)
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.act)
        layout: QVBoxLayout = column(self, gap=12)
        layout.setContentsMargins(0, 20, 0, 20)
        layout.addLayout(head)
        layout.addLayout(top)
        layout.addWidget(self._area, 1)
        layout.addLayout(fault)
        layout.addLayout(buttons)

    def _indented(self) -> QHBoxLayout:
        layout = row()
        layout.setContentsMargins(24, 0, 24, 0)
        return layout

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
            said = [self.context.words.message(one) for one in error.messages]
            self.fault.setText("\n".join(said))
            self.fault.show()
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
