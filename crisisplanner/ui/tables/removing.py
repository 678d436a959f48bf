"""Removing rows: in one step, with undo; in use means refused, with the uses and "Retire" beside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.services.editing import Removal, remove_entities, retire_entities
from crisisplanner.services.session import Session
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.reading_only import why_read_only

if TYPE_CHECKING:
    from crisisplanner.ui.tables.panel import TablePanel

JOB = "table.remove"
MOST_USES = 8


class Removing(QObject):
    """Remove or retire things of one kind, beside the window."""

    def __init__(self, context: PageContext, kind: str, panel: TablePanel) -> None:
        super().__init__(panel)
        self._context, self._kind, self._panel = context, kind, panel
        self._refused: tuple[EntityId, ...] = ()

    @Slot(object)
    def ask(self, ids: Sequence[EntityId]) -> None:
        """Remove things; what is in use stays and is named."""
        context = self._context
        if context.session.is_read_only:
            context.say(context.words.message(why_read_only(context.session)))
            return
        if context.jobs.is_running(JOB):
            return
        self._context.jobs.start(
            JOB,
            message("table.removing"),
            partial(_remove, self._context.session, self._kind, tuple(ids)),
            on_done=self._on_removed,
            on_failed=self._context.fail,
        )

    @Slot()
    def retire(self) -> None:
        """Retire what could not be removed."""
        if self._context.jobs.is_running(JOB):
            return
        self._context.jobs.start(
            JOB,
            message("table.retiring"),
            partial(_retire, self._context.session, self._kind, self._refused),
            on_done=self._on_retired,
            on_failed=self._context.fail,
        )

    def _on_removed(self, removal: Removal) -> None:
        words = self._context.words
        self._refused = tuple(removal.staying)
        if removal.n_removed:
            self._context.say(words.say("table.removed", n=removal.n_removed))
        if self._refused:
            sentences = [words.message(said) for why in removal.staying.values() for said in why]
            rest = "\n".join(sentences[1 : MOST_USES + 1])
            details = "\n".join(sentences[MOST_USES + 1 :])
            self._panel.error.show_error(sentences[0], rest, details)
            self._panel.error.offer(words.say("table.retire_instead"), self.retire)

    def _on_retired(self, _changes: Changes) -> None:
        self._context.say(self._context.words.say("table.retired", n=len(self._refused)))
        self._refused = ()
        self._panel.error.dismiss()


def _remove(session: Session, kind: str, ids: tuple[EntityId, ...], _watcher: Watcher) -> Removal:
    return remove_entities(session, kind, ids)


def _retire(session: Session, kind: str, ids: tuple[EntityId, ...], _watcher: Watcher) -> Changes:
    return retire_entities(session, kind, ids)
