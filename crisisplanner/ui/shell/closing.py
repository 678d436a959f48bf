"""Close sessions beside the window: the automatic backup of a large workspace takes a while.

A session that is being closed is stored already; killed meanwhile, nothing of it is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.ui.jobs import Jobs

if TYPE_CHECKING:
    from crisisplanner.services.session import Session

JOB = "closing "


class Closing(QObject):
    """Close what the room let go of."""

    left_without_backup = Signal(object)
    """Carries the `Message` that says why a session that was closed just now has no backup."""

    ended = Signal(bool)
    """Nothing is being closed any more; carries whether all could be closed."""

    failed = Signal(object)
    """Carries the error of a session that could not be closed in good order."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._running: dict[Path, Event] = {}
        self._unclosed: dict[Path, Session] = {}
        """What was still read when it was to be closed; it is tried once more."""
        self._has_failed = False

    @property
    def is_busy(self) -> bool:
        """Tell whether something is being closed."""
        return bool(self._running)

    def close(self, session: Session) -> None:
        """Close a session that nobody uses any more."""
        self._start(session, partial(self._on_not_closed, session))

    def close_rest(self) -> None:
        """Try once more to close what could not be closed."""
        for path in list(self._unclosed):
            self._start(self._unclosed.pop(path), partial(self._on_failed, path))

    def waiting_for(self, path: Path) -> Callable[[], object]:
        """Give what waits, in another thread, until a file is no longer being closed."""
        self.close_rest()
        is_over = self._running.get(path.resolve())
        return _go_on if is_over is None else is_over.wait

    def _start(self, session: Session, on_failed: Callable[[Exception], None]) -> None:
        path = session.path
        told = session.backup_fault
        is_over = self._running[path] = Event()

        def work(_watcher: Watcher) -> None:
            try:
                session.close()
            finally:
                is_over.set()

        self._jobs.start(
            f"{JOB}{path}",
            message("window.closing", name=path.name),
            work,
            on_done=lambda _nothing: self._on_closed(session, told),
            on_failed=on_failed,
            is_kept=True,
        )

    def _on_closed(self, session: Session, told: object) -> None:
        if session.backup_fault not in (None, told):
            self.left_without_backup.emit(session.backup_fault)
        self._end(session.path)

    def _on_not_closed(self, session: Session, error: Exception) -> None:
        self._unclosed[session.path] = session
        self._on_failed(session.path, error)

    def _on_failed(self, path: Path, error: Exception) -> None:
        self._has_failed = True
        self.failed.emit(error)
        self._end(path)

    def _end(self, path: Path) -> None:
        del self._running[path]
        if not self._running:
            has_failed, self._has_failed = self._has_failed, False
            self.ended.emit(not has_failed)


def _go_on() -> None:
    return
