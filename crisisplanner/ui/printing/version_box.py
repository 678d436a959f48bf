"""Which version is printed, or why it is a draft; choosing a kept one, and naming a new one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.messages import message
from crisisplanner.domain.plans import PlanVersion
from crisisplanner.domain.progress import Watcher
from crisisplanner.services.session import Session
from crisisplanner.services.version_keeping import make_version
from crisisplanner.services.versions import VersionStanding
from crisisplanner.ui.inspecting.asking import AskingDialog
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.printing.press import Printed
from crisisplanner.ui.printing.print_actions import NAME_VERSION
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField, FieldBox, LineField
from crisisplanner.ui.widgets.panels import column
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

JOB = "version.make"
WIDTH_PX = 460


class VersionBox(QWidget):
    """Choose what is printed, as it is now or a kept version, with the way to a new one beneath."""

    chosen = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        look = context.look
        self.choice = ChoiceField(look)
        # A long name must not widen the page's side.
        self.choice.setSizeAdjustPolicy(
            ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.activated.connect(self._on_choice_activated)
        self.printed = Text(look, "", "body", wrap=True)
        self.button = ActionButton(look, context.board, NAME_VERSION)
        self._box = FieldBox(look, context.words.say("print_page.version"), self.choice)
        layout = column(self, gap=6)
        for part in (self._box, self.printed, self.button):
            layout.addWidget(part)
        self.hide()

    def show_printed(self, printed: Printed) -> None:
        """Offer the versions there are, and say which the preview shows."""
        self.setVisible(printed.standing is not None)
        if printed.standing is None:
            return
        words, version = self._context.words, printed.version
        self.choice.clear()
        self.choice.addItem(words.say("print_page.version.as_now"), "")
        for one in printed.versions:
            said = words.say("print_page.version.of_now", number=one.number, name=one.name)
            self.choice.addItem(said, one.id)
        self.choice.choose(printed.order.version)
        self._box.setVisible(bool(printed.versions))
        if version is None:
            self.printed.setText(standing_text(printed.standing, words))
        else:
            self.printed.setText(
                words.say("print_page.version.kept", number=version.number, name=version.name)
            )

    def wanted(self) -> EntityId:
        """Give the version that is chosen; empty is the plan as it is now."""
        return self.choice.value() if self.choice.count() else ""

    @Slot()
    def _on_choice_activated(self) -> None:
        self.chosen.emit()


class NameVersion(AskingDialog):
    """Ask for the name of a version, and make it."""

    def __init__(self, context: PageContext, parent: QWidget, plan: EntityId, title: str) -> None:
        words, look = context.words, context.look
        act = Button(look, words.say("print_page.version.make"), kind="primary")
        super().__init__(context, parent, words.say("print_page.version.title"), act, WIDTH_PX)
        self._plan = plan
        explained = words.say("print_page.version.explained", plan=title)
        self.body.addWidget(Text(look, explained, "body", "text_2", wrap=True))
        self.name = LineField(look)
        self.name.setPlaceholderText(words.say("print_page.version.example"))
        self._box = FieldBox(look, words.say("print_page.version.name"), self.name)
        self.body.addWidget(self._box)
        self.name.returnPressed.connect(self._on_asked)
        act.clicked.connect(self._on_asked)
        self.name.setFocus()

    def reject(self) -> None:
        """Close, unless the version is being made."""
        if not self.context.jobs.is_running(JOB):
            super().reject()

    @Slot()
    def _on_asked(self) -> None:
        name = self.name.text().strip()
        if not name:
            self._box.show_fault(self.context.words.say("print_page.version.name_needed"))
            self.fit()
            return
        if self.context.jobs.is_running(JOB):
            return
        self.show_faults(())
        self._set_making(is_making=True)
        self.context.jobs.start(
            JOB,
            message("print_page.version.making"),
            partial(_make, self.context.session, self._plan, name),
            on_done=self._on_made,
            on_failed=self._on_failed,
        )

    def _on_made(self, version: PlanVersion) -> None:
        said = self.context.words.say(
            "print_page.version.made", number=version.number, name=version.name
        )
        self.context.say(said)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._set_making(is_making=False)
        if isinstance(error, CrisisPlannerError):
            self.show_faults(error.messages)
        else:
            self.context.fail(error)
            self.show_faults([message("window.error.ours")])

    def _set_making(self, *, is_making: bool) -> None:
        for part in (self.act, self.cancel, self.name):
            part.setEnabled(not is_making)


def standing_text(standing: VersionStanding, words: Wording) -> str:
    """Say which version a plan is now, or that it is a draft and why."""
    if standing.latest is None:
        return words.say("print_page.version.none")
    number, name = standing.latest.number, standing.latest.name
    if standing.of_now is not None:
        return words.say("print_page.version.of_now", number=number, name=name)
    n = standing.n_steps_since
    return words.say("print_page.version.draft", number=number, name=name, n=n)


def _make(session: Session, plan: EntityId, name: str, watcher: Watcher) -> PlanVersion:
    return make_version(session, plan, name, watcher)
