"""Long lists of widgets, made a few at a time, so that the window answers meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Slot

AT_ONCE = 6
PAUSE_MS = 10


class Slices(QObject):
    """Make the first few things at once, and the rest turn by turn."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: list[Callable[[], None]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._on_timer_timeout)

    def run(self, makers: Sequence[Callable[[], None]]) -> None:
        """Call all makers in order; what was left of an earlier list is dropped."""
        for make in makers[:AT_ONCE]:
            make()
        self._left = list(makers[AT_ONCE:])
        if self._left:
            self._timer.start()
        else:
            self._timer.stop()

    @Slot()
    def _on_timer_timeout(self) -> None:
        make = self._left.pop(0)
        make()
        if not self._left:
            self._timer.stop()
