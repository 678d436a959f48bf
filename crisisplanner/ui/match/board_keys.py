"""What single keys of the board do: lock, forbid, other faces, bars, zoom."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from crisisplanner.ui.match.board import MatchBoard
from crisisplanner.ui.match.chart_pointer import ChartPointer
from crisisplanner.ui.match.deeds import CURVE, TABLE, MatchDeeds


class BoardKeys(QObject):
    """Do what a key of the requirement list asks."""

    face_asked = Signal(int)

    def __init__(
        self, board: MatchBoard, deeds: MatchDeeds, pointer: ChartPointer, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._board, self._pointer = board, pointer
        self._deeds: dict[str, Callable[[], object]] = {
            "lock": deeds.lock_chosen,
            "forbid": deeds.forbid_chosen,
            "table": partial(self.face_asked.emit, TABLE),
            "curve": partial(self.face_asked.emit, CURVE),
            "bar_before": partial(board.step_allocation, -1),
            "bar_after": partial(board.step_allocation, 1),
            "menu": deeds.open_chosen_menu,
            "carry_back": partial(self._carry, -1, 0),
            "carry_on": partial(self._carry, 1, 0),
            "carry_up": partial(self._carry, 0, -1),
            "carry_down": partial(self._carry, 0, 1),
        }

    @Slot(str)
    def press(self, asked: str) -> None:
        """Do what is asked; all else zooms."""
        self._deeds.get(asked, partial(self._board.zoom, asked))()

    def _carry(self, days: int, rows: int) -> None:
        """Carry the chosen bar by keys, if there is one."""
        need, chosen = self._board.need, self._board.allocation
        if need is not None and chosen is not None and self._pointer.is_writable:
            self._pointer.wishing.step(chosen, need, days, rows)
