"""Whether a plan still answers its inputs, asked beside the window and said on every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.ui.jobs import Jobs
from crisisplanner.ui.room import Room

if TYPE_CHECKING:
    from crisisplanner.domain.plans import Plan
    from crisisplanner.services.matching.freshness import Freshness
    from crisisplanner.services.session import Session

JOB = "freshness"
PAUSE_MS = 300
States: TypeAlias = "tuple[tuple[Plan, Freshness], ...]"


class PlanWatch(QObject):
    """Keep the freshness of all matched plans."""

    changed = Signal()

    def __init__(self, room: Room, jobs: Jobs, fail: Callable[[Exception], None]) -> None:
        super().__init__(room)
        self._room, self._jobs, self._fail = room, jobs, fail
        self.states: States = ()
        # Building a plan's problem takes a while: once after a row of edits, never twice at once.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._on_pause_timeout)
        room.opened.connect(self.refresh)
        room.changed.connect(self._on_room_changed)
        room.closing.connect(self._on_room_closing)

    @property
    def outdated(self) -> tuple[tuple[Plan, Freshness], ...]:
        """List the plans whose inputs changed after their match."""
        return tuple(
            (plan, state)
            for plan, state in self.states
            if state.is_matched and not state.is_current
        )

    @Slot()
    def refresh(self) -> None:
        """Ask anew; an earlier question that still runs is dropped."""
        session = self._room.session
        if session is None:
            return
        title = message("window.comparing_plan")

        def work(watcher: Watcher) -> States:
            return _states(session, watcher)

        self._jobs.start(JOB, title, work, on_done=self._on_done, on_failed=self._fail)

    @Slot(object)
    def _on_room_changed(self, changes: Changes) -> None:
        from crisisplanner.services.matching.freshness import INPUT_KINDS

        if changes.kinds & (INPUT_KINDS | {"allocation"}):
            self._pause.start()

    @Slot()
    def _on_pause_timeout(self) -> None:
        if self._jobs.is_running(JOB):
            self._pause.start()
        else:
            self.refresh()

    @Slot()
    def _on_room_closing(self) -> None:
        self._pause.stop()
        # It reads the file that is about to be closed.
        self._jobs.finish(JOB)
        self.states = ()
        self.changed.emit()

    def _on_done(self, states: States) -> None:
        self.states = states
        self.changed.emit()


def _states(session: Session, watcher: Watcher) -> States:
    from crisisplanner.domain.plans import Plan
    from crisisplanner.services.matching.freshness import freshness_of

    found = []
    for plan in session.all(Plan):
        if watcher.is_cancelled():
            break
        if plan.match_run:
            found.append((plan, freshness_of(session, plan)))
    return tuple(found)
