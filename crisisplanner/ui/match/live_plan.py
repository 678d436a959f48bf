"""The plan that a running match shows: the newest there is, drawn no oftener than it can be."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from crisisplanner.domain.progress import Progress
from crisisplanner.services.matching.match_view import MatchView

LEAST_PAUSE_MS = 60
DRAWING_SHARE = 5
"""Drawing takes at most one part in so many of the window's time."""


class LivePlan(QObject):
    """Hold the best plan of a run that goes on, and pass it on to be drawn."""

    came = Signal(object)
    """Carries a ``MatchView``, as often as it can be drawn."""
    told = Signal(object)
    """Carries every ``MatchView``, for what takes no time to show."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.view: MatchView | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(LEAST_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause_timeout)

    def take(self, progress: Progress) -> None:
        """Take what a run reports; the newest plan is drawn after the pause."""
        if isinstance(progress.found, MatchView):
            self.view = progress.found
            self.told.emit(self.view)
            if not self._pause.isActive():
                self._pause.start()

    def drop(self) -> None:
        """Forget the plan: the run is over."""
        self.view = None
        self._pause.stop()

    @Slot()
    def _on_pause_timeout(self) -> None:
        if self.view is None:
            return
        took = QElapsedTimer()
        took.start()
        self.came.emit(self.view)
        self._pause.setInterval(max(LEAST_PAUSE_MS, DRAWING_SHARE * took.elapsed()))
