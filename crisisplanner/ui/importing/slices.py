"""Long lists of widgets, made a few at a time, so that the window answers meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Slot

MOST_MS = 10
PAUSE_MS = 5


class Slices(QObject):
    """Make things turn by turn, in each turn as many as take a moment."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: list[Callable[[], None]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._make_some)

    @property
    def is_busy(self) -> bool:
        """Tell whether something is still to be made."""
        return bool(self._left)

    def run(self, makers: Sequence[Callable[[], None]]) -> None:
        """Call all makers in order; what was left of an earlier list is dropped."""
        self._left = list(makers)
        self._make_some()

    @Slot()
    def _make_some(self) -> None:
        spent = QElapsedTimer()
        spent.start()
        while self._left:
            make = self._left.pop(0)
            make()
            if spent.elapsed() >= MOST_MS:
                break
        if not self._left:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
