"""Undo and redo from the window: one after the other, beside it, with the name of the step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Slot

from crisisplanner.domain.changes import Changes, Group
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.ui.actions import CAN_REDO, CAN_UNDO, ActionBoard
from crisisplanner.ui.jobs import Jobs
from crisisplanner.ui.room import Room
from crisisplanner.ui.steps import step_text
from crisisplanner.wording.catalogue import Wording

Step = Callable[[Session], tuple[Group, Changes]]
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
        self._room, self._jobs, self._board, self._words = room, jobs, board, words
        self._say, self._fail = say, fail
        self._waiting: list[tuple[Step, str]] = []
        self._told = ""
        """The step that the strip told of last."""
        room.opened.connect(self.refresh)
        room.changed.connect(self._on_room_changed)
        room.closing.connect(self._on_room_closing)

    def undo(self) -> None:
        """Take back the newest step of this person."""
        self._ask(editing.undo, "window.undid")

    def redo(self) -> None:
        """Bring back what was undone last."""
        self._ask(editing.redo, "window.redid")

    @Slot()
    def refresh(self) -> None:
        """Name the next steps, and enable what can be done."""
        session = self._room.session
        groups: tuple[Group | None, Group | None] = (None, None)
        if session is not None and not session.is_read_only:
            groups = (editing.next_undo(session), editing.next_redo(session))
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
        if session is None or session.is_read_only or self._waiting:
            return
        group = editing.next_undo(session)
        if group is not None and group.id != self._told:
            self._told = group.id
            self._say(step_text(group.what, self._words))

    def _ask(self, step: Step, code: str) -> None:
        self._waiting.append((step, code))
        if len(self._waiting) == 1:
            self._begin()

    def _begin(self) -> None:
        session = self._room.session
        if session is None:
            self._waiting.clear()
            return
        step, code = self._waiting[0]

        def work(_watcher: Watcher) -> Any:
            return step(session)

        self._jobs.start(
            JOB, message(code + ".doing"), work, on_done=self._on_done, on_failed=self._on_failed
        )

    def _on_done(self, result: tuple[Group, Changes]) -> None:
        group, _ = result
        _, code = self._waiting.pop(0)
        self._say(self._words.say(code, what=step_text(group.what, self._words)))
        self._after()

    def _on_failed(self, error: Exception) -> None:
        self._waiting.clear()
        self._fail(error)
        self.refresh()

    def _after(self) -> None:
        self.refresh()
        if self._waiting:
            self._begin()

    @Slot()
    def _on_room_closing(self) -> None:
        self._waiting.clear()
        self._board.hold(CAN_UNDO, holds=False)
        self._board.hold(CAN_REDO, holds=False)
