"""Removing rows: at once, with undo; in use means refused, with the uses and "Retire" beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.services import editing
from crisisplanner.ui.pages import PageContext

if TYPE_CHECKING:
    from crisisplanner.ui.tables.panel import TablePanel

MOST_USES = 8


class Removing(QObject):
    """Remove or retire things of one kind."""

    def __init__(self, context: PageContext, kind: str, panel: TablePanel) -> None:
        super().__init__(panel)
        self._context, self._kind, self._panel = context, kind, panel
        self._refused: list[EntityId] = []

    @Slot(object)
    def ask(self, ids: Sequence[EntityId]) -> None:
        """Remove things; what is in use stays and is named."""
        if self._context.session.is_read_only:
            return
        words = self._context.words
        sentences: list[str] = []
        self._refused = []
        for entity_id in ids:
            try:
                editing.remove_entity(self._context.session, self._kind, entity_id)
            except CrisisPlannerError as error:
                self._refused.append(entity_id)
                sentences.extend(words.message(said) for said in error.messages)
        n_gone = len(ids) - len(self._refused)
        if n_gone:
            self._context.say(words.say("table.removed", n=n_gone))
        if self._refused:
            rest = "\n".join(sentences[1 : MOST_USES + 1])
            details = "\n".join(sentences[MOST_USES + 1 :])
            self._panel.error.show_error(sentences[0], rest, details)
            self._panel.error.offer(words.say("table.retire_instead"), self.retire)

    @Slot()
    def retire(self) -> None:
        """Retire what could not be removed."""
        for entity_id in self._refused:
            editing.retire_entity(self._context.session, self._kind, entity_id)
        self._context.say(self._context.words.say("table.retired", n=len(self._refused)))
        self._refused = []
        self._panel.error.dismiss()
