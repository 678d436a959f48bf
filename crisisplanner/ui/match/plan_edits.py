"""Edits of a plan, stored beside the window, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.messages import message
from crisisplanner.domain.requirements import Allocation
from crisisplanner.services.editing import remove_entity
from crisisplanner.services.matching import running
from crisisplanner.services.session import Session
from crisisplanner.ui.in_turn import InTurn
from crisisplanner.ui.pages import PageContext

EDIT_JOB = "match.edit"

Edit = Callable[[Session], Changes]


class PlanEdits(QObject):
    """Lock, forbid, allow, ask and drop; each waits for those before it."""

    failed = Signal()

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._turns = InTurn(context.room, context.jobs, EDIT_JOB, context.fail, self)
        self._turns.failed.connect(self.failed)

    def edit(self, edit: Edit, said: str) -> None:
        """Store an edit after those that wait, then say it."""
        self._turns.add(message("match_page.storing"), edit, partial(self._on_edited, said))

    def lock(self, ids: tuple[EntityId, ...], said: str, *, locked: bool) -> None:
        """Lock allocations, or let them go, in one step."""
        if ids:
            self.edit(partial(_lock, ids, locked), said)

    def forbid(self, offer: EntityId, need: EntityId, said: str) -> None:
        """Keep an offer from a need."""
        self.edit(partial(_forbid, offer, need), said)

    def allow(self, offer: EntityId, need: EntityId, said: str) -> None:
        """Let an offer serve a need again."""
        self.edit(partial(_allow, offer, need), said)

    def ask(self, wish: PlannedAllocation, said: str) -> None:
        """Ask that the next match sends an offer somewhere."""
        self.edit(partial(_ask, wish), said)

    def drop(self, allocation: EntityId, said: str) -> None:
        """Take a wish back."""
        self.edit(partial(_drop, allocation), said)

    def _on_edited(self, said: str, _changes: Changes) -> None:
        if said:
            self._context.say(said)


def _lock(ids: tuple[EntityId, ...], locked: bool, session: Session) -> Changes:
    return running.lock_allocations(session, ids, locked=locked)


def _forbid(offer: EntityId, need: EntityId, session: Session) -> Changes:
    return running.forbid_pair(session, offer, need)


def _allow(offer: EntityId, need: EntityId, session: Session) -> Changes:
    return running.allow_pair(session, offer, need)


def _ask(wish: PlannedAllocation, session: Session) -> Changes:
    return running.lock_wish(session, wish)


def _drop(allocation: EntityId, session: Session) -> Changes:
    return remove_entity(session, Allocation.KIND, allocation)
