"""Reading what a page shows beside the window: only what was asked last is shown.

Work of a page that is not reading stands with the page; threads are in jobs.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from crisisplanner.domain.messages import Message
from crisisplanner.ui.jobs import Work
from crisisplanner.ui.pages import PageContext


class LatestReading:
    """Read one thing at a time; what is asked meanwhile is read next, and shown instead."""

    def __init__(
        self, context: PageContext, job: str, said: Message, show: Callable[[Any], None]
    ) -> None:
        self._context, self._job, self._said, self._show = context, job, said, show
        self._next: Work | None = None

    def ask(self, work: Work) -> None:
        """Read, or read again once what runs is done."""
        if self._context.jobs.is_running(self._job):
            self._next = work
            return
        self._next = None
        self._context.jobs.start(
            self._job, self._said, work, on_done=self._on_done, on_failed=self._on_failed
        )

    def _on_done(self, found: object) -> None:
        # What was read may no longer be what is asked.
        if not self._goes_on():
            self._show(found)

    def _on_failed(self, error: Exception) -> None:
        self._context.fail(error)
        self._goes_on()

    def _goes_on(self) -> bool:
        waiting = self._next
        if waiting is not None:
            self.ask(waiting)
        return waiting is not None
