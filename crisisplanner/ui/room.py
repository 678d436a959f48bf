"""The room: the workspace that is open, and the one signal that tells what changed in it.

Every page listens here and reads anew; no widget pokes another widget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.entity import EntityId

if TYPE_CHECKING:
    from crisisplanner.services.session import Session


class Room(QObject):
    """Hold the open session, or none."""

    opened = Signal()
    closing = Signal()
    left = Signal()
    """No session is open any more; what is shown now shows none."""

    changed = Signal(object)
    """Carries `Changes`; emitted in the thread that wrote, received in the window's."""

    def __init__(self, close: Callable[[Session], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._close = close
        self._session: Session | None = None
        self.crisis: EntityId = ""
        """The crisis that was looked at last, which every page about one shows."""

    @property
    def session(self) -> Session | None:
        """Give the open session."""
        return self._session

    def enter(self, session: Session) -> None:
        """Take a session as the open one; an earlier one is closed first."""
        self.leave()
        self._session = session
        session.on_change(self._hear)
        self.opened.emit()

    def leave(self) -> None:
        """Let go of the open session, if there is one, and have it closed."""
        if self._session is None:
            return
        self.closing.emit()
        session, self._session = self._session, None
        self.crisis = ""
        self._close(session)
        self.left.emit()

    def _hear(self, changes: Changes) -> None:
        self.changed.emit(changes)
