"""What we ship and a person changed: the tag that says so, and the way back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.reading_only import hold_back
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.marks import Tag
from crisisplanner.ui.widgets.panels import column


class OriginalNote(QFrame):
    """Stand below an inspected thing while it differs from how we ship it."""

    def __init__(self, context: PageContext, kind: str) -> None:
        super().__init__()
        self._context, self._kind = context, kind
        self._job = f"original.{kind}"
        self._thing: EntityId | None = None
        look, words = context.look, context.words
        self.tag = Tag(look, words.say("original.changed"), "warning_tint", "warning")
        self.button = Button(look, words.say("original.bring_back"), icon="history")
        self.button.clicked.connect(self._on_button_clicked)
        layout = column(self, gap=8)
        layout.addWidget(self.tag)
        layout.addWidget(self.button)
        self.hide()

    def ask(self, entity_id: EntityId) -> None:
        """Find out beside the window whether a thing differs; a newer question replaces it."""
        if entity_id != self._thing:
            self.hide()
        self._thing = entity_id
        session = self._context.session
        self._context.jobs.start(
            self._job,
            message("original.comparing"),
            partial(_differs, session, self._kind, entity_id),
            on_done=self._show,
            on_failed=self._context.fail,
        )

    def _show(self, differs: bool) -> None:
        hold_back(self._context, self.button)
        self.setVisible(differs)

    @Slot()
    def _on_button_clicked(self) -> None:
        if self._thing is not None:
            bring_back(self._context, self._kind, self._thing)


def bring_back(context: PageContext, kind: str, entity_id: EntityId) -> Changes | None:
    """Bring back a thing as we ship it; a refusal is said above the page."""
    try:
        changes = editing.restore_original(context.session, kind, entity_id)
    except CrisisPlannerError as error:
        context.fail(error)
        return None
    label = context.session.file.get(kind, entity_id).label()
    context.say(context.words.say("original.brought_back", label=label))
    return changes


def _differs(session: Session, kind: str, entity_id: EntityId, _watcher: Watcher) -> bool:
    return editing.differs_from_original(session, kind, entity_id)
