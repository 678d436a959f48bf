"""Ctrl+C while a plan is looked for: the first keeps the best plan so far, the second gives up."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from crisisplanner.cli.console import Console, ConsoleProgress
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Progress


class SearchProgress(ConsoleProgress):
    """Draw the progress of a search, and stop it when a person asks for it.

    ``was_stopped`` tells whether a person did.
    """

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._notes = console
        self._has_plan = False
        self._has_said_so = False
        self.was_stopped = False

    def report(self, progress: Progress) -> None:
        """Draw the bar anew; the first report is of the first plan."""
        self._has_plan = True
        super().report(progress)

    def is_cancelled(self) -> bool:
        """Tell whether to stop; say once that the wish was heard."""
        if self.was_stopped and not self._has_said_so:
            # Not in the handler: it may come in the middle of another line.
            self._has_said_so = True
            self.clear()
            self._notes.note(message("cli.match.stopping"))
        return self.was_stopped

    @contextmanager
    def hearing_interrupts(self) -> Iterator[None]:
        """Hear Ctrl+C as the wish to stop; without a plan to keep, and the second time, give up."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, self._interrupted)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _interrupted(self, _number: int, _frame: FrameType | None) -> None:
        if self.was_stopped or not self._has_plan:
            raise KeyboardInterrupt
        self.was_stopped = True
