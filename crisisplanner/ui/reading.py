"""Reading what a page shows beside the window: only what was asked last is shown.

Work of a page that is not reading stands with the page; threads are in jobs.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.messages import Message
from crisisplanner.ui.jobs import Work
from crisisplanner.ui.pages import PageContext

if TYPE_CHECKING:
    from crisisplanner.services.session import Session


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


class PageReading(QObject):
    """Read a page anew while it is shown, whenever something that it shows has changed.

    ``waits`` is for pages that are made anew of what was read: what is shown must not be taken away
    while it still tells of its own click.
    """

    def __init__(
        self,
        page: QWidget,
        context: PageContext,
        latest: LatestReading,
        kinds: frozenset[str],
        work: Callable[[Session], Work],
        *,
        waits: bool = False,
    ) -> None:
        super().__init__(page)
        self._room, self._latest, self._kinds, self._work = context.room, latest, kinds, work
        self.is_shown, self._waits = False, waits
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.ask)
        context.room.changed.connect(self._on_room_changed)

    def begin(self) -> None:
        """Read, as the page is shown from now on."""
        self.is_shown = True
        self.ask()

    def end(self) -> None:
        """Follow no changes, as the page is not shown any more."""
        self.is_shown = False
        self._soon.stop()

    @Slot()
    def ask(self) -> None:
        """Read everything anew beside the window."""
        session = self._room.session
        if session is not None:
            self._latest.ask(self._work(session))

    def ask_soon(self) -> None:
        """Read anew once what happens now is over."""
        self._soon.start()

    @Slot(object)
    def _on_room_changed(self, changes: Changes) -> None:
        if self.is_shown and changes.kinds & self._kinds:
            (self.ask_soon if self._waits else self.ask)()
