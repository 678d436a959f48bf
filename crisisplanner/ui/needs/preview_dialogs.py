"""Dialogs that show what deriving or a template would do before it is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QWidget

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.services.needs import deriving
from crisisplanner.services.needs.deriving import Effect, Preview
from crisisplanner.services.needs.proposals import templates
from crisisplanner.services.session import Session
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
READ_JOB = "needs.preview"
WRITE_JOB = "needs.write"
SHOWN = (
    Effect.ADDED,
    Effect.CHANGED,
    Effect.RESTATED,
    Effect.REMOVED,
    Effect.OVERRIDDEN,
    Effect.IN_USE,
)


class PreviewDialog(AskingDialog):
    """Show a preview that is read beside the window, and write exactly that when asked."""

    done_with = Signal(object)

    def __init__(self, context: PageContext, title: str, act: str, parent: QWidget) -> None:
        button = Button(context.look, act, kind="primary")
        super().__init__(context, parent, title, button, WIDTH_PX)
        self._shown: Preview | None = None
        self._is_writing = False
        self.act.setEnabled(False)
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

    def ask_preview(self) -> None:
        """Read what would happen, beside the window."""
        self._shown = None
        self.act.setEnabled(False)
        self.context.jobs.start(
            READ_JOB,
            message("needs.preview.reading"),
            partial(_read, self.reader(), self.context.session),
            on_done=self.show_preview,
            on_failed=self._on_read_failed,
        )

    def reader(self) -> Callable[[Session], Preview]:
        """Give what reads the preview."""
        raise NotImplementedError

    def show_preview(self, preview: Preview) -> None:
        """List what would happen, by kind."""
        self._shown = preview
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

    def reject(self) -> None:
        # What is being written can't be called off, and its end is told here.
        if not self._is_writing:
            self.context.jobs.cancel(READ_JOB, forget=True)
            super().reject()

    @Slot()
    def _on_act_clicked(self) -> None:
        if self._shown is None or self._is_writing:
            return
        self._is_writing = True
        self.act.setEnabled(False)
        self.show_faults(())
        self.context.jobs.start(
            WRITE_JOB,
            message("needs.preview.writing"),
            partial(_write, self._shown, self.context.session),
            on_done=self._on_written,
            on_failed=self._on_write_failed,
        )

    def _on_written(self, done: Preview) -> None:
        self._is_writing = False
        self.done_with.emit(done)
        self.accept()

    def _on_write_failed(self, error: Exception) -> None:
        """Say why, and show what would be written now."""
        self._is_writing = False
        self._say_failure(error)
        self.ask_preview()

    def _on_read_failed(self, error: Exception) -> None:
        self._say_failure(error)

    def _say_failure(self, error: Exception) -> None:
        if isinstance(error, CrisisPlannerError):
            self.show_faults(error.messages)
        else:
            self.context.fail(error)


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
        self.ask_preview()

    def reader(self) -> Callable[[Session], Preview]:
        return partial(deriving.preview_derivation, plan_id=self._plan_id)


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

    def reader(self) -> Callable[[Session], Preview]:
        return partial(
            deriving.preview_template, plan_id=self._plan_id, template_id=self.choice.value()
        )

    @Slot()
    def _show_chosen(self) -> None:
        template = self._known[self.choice.value()]
        words = self.context.words
        self._teaser.setText(template.teaser)
        self._approach.setText(template.approach)
        self._source.setText(words.say("needs.template.source", source=template.source))
        self.ask_preview()


def _read(read: Callable[[Session], Preview], session: Session, _watcher: Watcher) -> Preview:
    return read(session)


def _write(preview: Preview, session: Session, _watcher: Watcher) -> Preview:
    return deriving.write_preview(session, preview)
