"""Undo and redo from the window: one after the other, beside it, with the name of the step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Slot

from crisisplanner.domain.changes import Changes, Group
from crisisplanner.domain.messages import message
from crisisplanner.ui.actions import CAN_REDO, CAN_UNDO, ActionBoard
from crisisplanner.ui.in_turn import InTurn
from crisisplanner.ui.jobs import Jobs
from crisisplanner.ui.room import Room
from crisisplanner.ui.steps import step_text
from crisisplanner.wording.catalogue import Wording

if TYPE_CHECKING:
    from crisisplanner.services.session import Session

Step: TypeAlias = "Callable[[Session], tuple[Group, Changes]]"
JOB = "undo"


class Undoing(QObject):
    """Do the asked steps in their order and say what they were."""

    def __init__(
        self,
        room: Room,
        jobs: Jobs,
        board: ActionBoard,
        words: Wording,
        say: Callable[[str], None],
        fail: Callable[[Exception], None],
    ) -> None:
        super().__init__(board)
        self._room, self._board, self._words, self._say = room, board, words, say
        self._turns = InTurn(room, jobs, JOB, fail, self)
        self._turns.failed.connect(self.refresh)
        self._next: Group | None = None
        self._told = ""
        """The step that the strip told of last."""
        room.opened.connect(self.refresh)
        room.changed.connect(self._on_room_changed)
        room.closing.connect(self._on_room_closing)

    def undo(self) -> None:
        """Take back the newest step of this person."""
        from crisisplanner.services.editing import undo

        self._ask(undo, "window.undid")

    def redo(self) -> None:
        """Bring back what was undone last."""
        from crisisplanner.services.editing import redo

        self._ask(redo, "window.redid")

    @Slot()
    def refresh(self) -> None:
        """Name the next steps, and enable what can be done."""
        session = self._room.session
        groups: tuple[Group | None, Group | None] = (None, None)
        if session is not None and not session.is_read_only:
            groups = _next_steps(session)
        self._next = groups[0]
        for group, condition, action in zip(
            groups, (CAN_UNDO, CAN_REDO), ("edit.undo", "edit.redo"), strict=True
        ):
            self._board.hold(condition, holds=group is not None)
            if group is not None:
                self._board.explain(action, step_text(group.what, self._words))

    @Slot(object)
    def _on_room_changed(self, _changes: Changes) -> None:
        """Tell of the newest step; whoever made it may tell more right after."""
        self.refresh()
        session = self._room.session
        if session is None or session.is_read_only or self._turns.is_busy:
            return
        group = self._next
        if group is not None and group.id != self._told:
            self._told = group.id
            self._say(step_text(group.what, self._words))

    def _ask(self, step: Step, code: str) -> None:
        self._turns.add(message(code + ".doing"), step, partial(self._on_done, code))

    def _on_done(self, code: str, result: tuple[Group, Changes]) -> None:
        group, _ = result
        self._say(self._words.say(code, what=step_text(group.what, self._words)))
        self.refresh()

    @Slot()
    def _on_room_closing(self) -> None:
        self._board.hold(CAN_UNDO, holds=False)
        self._board.hold(CAN_REDO, holds=False)


def _next_steps(session: Session) -> tuple[Group | None, Group | None]:
    from crisisplanner.services.editing import next_redo, next_undo

    return next_undo(session), next_redo(session)
