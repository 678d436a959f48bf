"""Edits that are stored beside the window in the order in which they were asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.messages import Message
from crisisplanner.domain.progress import Watcher
from crisisplanner.ui.jobs import Jobs
from crisisplanner.ui.room import Room

if TYPE_CHECKING:
    from crisisplanner.services.session import Session


@dataclass(eq=False)
class _Turn:
    """One edit: what it is called, who hears of it, and how far it came."""

    title: Message
    edit: Callable[[Session], Any]
    on_done: Callable[[Any], None]
    is_begun: bool = False
    error: Exception | None = None


class InTurn(QObject):
    """Store edits one after the other; one that is refused lets those behind it go.

    What still waits when the workspace closes is stored then.
    """

    failed = Signal()

    def __init__(
        self,
        room: Room,
        jobs: Jobs,
        key: str,
        fail: Callable[[Exception], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._room, self._jobs, self._key, self._fail = room, jobs, key, fail
        self._waiting: list[_Turn] = []
        jobs.finished.connect(self._on_jobs_finished)

    @property
    def is_busy(self) -> bool:
        """Tell whether an edit is being stored or waits."""
        return bool(self._waiting)

    def add(
        self, title: Message, edit: Callable[[Session], Any], on_done: Callable[[Any], None]
    ) -> None:
        """Store an edit after those that wait."""
        self._waiting.append(_Turn(title, edit, on_done))
        if len(self._waiting) == 1:
            self._begin()

    def _begin(self) -> None:
        session = self._room.session
        if session is None:
            self._waiting.clear()
            return
        turn = self._waiting[0]
        turn.is_begun = True

        def work(_watcher: Watcher) -> Any:
            try:
                return turn.edit(session)
            except Exception as error:
                turn.error = error
                raise

        self._jobs.start(
            self._key, turn.title, work, on_done=self._on_done, on_failed=self._on_failed
        )

    def _on_done(self, result: Any) -> None:
        turn = self._waiting.pop(0)
        turn.on_done(result)
        if self._waiting:
            self._begin()

    def _on_failed(self, error: Exception) -> None:
        self._waiting.clear()
        self._fail(error)
        self.failed.emit()

    @Slot()
    def _on_jobs_finished(self) -> None:
        """Store what waits; what was begun has ended, and nobody hears of it any more."""
        turns, self._waiting = self._waiting, []
        session = self._room.session
        if session is None:
            return
        try:
            for turn in turns:
                if turn.error is not None:
                    raise turn.error
                if not turn.is_begun:
                    turn.edit(session)
        except CrisisPlannerError as error:
            self._fail(error)
