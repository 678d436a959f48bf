"""The same numbers as a table: one row a step; T or Escape goes back, Ctrl+C copies."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent

from crisisplanner.services.crisis_views.series_view import SeriesPoint, SeriesView
from crisisplanner.ui.tables.lines import LineColumn, LinesModel, LinesView
from crisisplanner.ui.theme.look import Look
from crisisplanner.wording.catalogue import Wording

WIDTHS_PX = {"from": 130, "to": 130, "best": 80, "low": 80, "high": 80, "n": 80}
DAYS = ("from", "to")
COUNT = "n"
"""How many events a step sums; a series of values has none."""


class PointsTable(LinesView):
    """Show the steps, newest first; Enter and Delete ask for what a step is made of."""

    value_opened = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, look: Look, words: Wording) -> None:
        columns = [
            LineColumn(
                words.say(f"series.column.{name}"),
                partial(_cell, name, words),
                width_px,
                is_number=name not in DAYS,
            )
            for name, width_px in WIDTHS_PX.items()
        ]
        self.points: LinesModel[SeriesPoint] = LinesModel(columns)
        super().__init__(look, words.say("series.table"), self.points)
        self.points.setParent(self)
        self.opened.connect(self._on_opened)

    def show_view(self, view: SeriesView) -> None:
        """Write another series."""
        self.points.show_lines(view.points[::-1])
        self.setColumnHidden(list(WIDTHS_PX).index(COUNT), not view.is_of_events)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.value_id():
            self.remove_asked.emit(self.value_id())
        else:
            super().keyPressEvent(event)

    def value_id(self) -> str:
        """Give the value behind the row; a sum of events has none."""
        index = self.currentIndex()
        return self.points.lines[index.row()].value_id if index.isValid() else ""

    @Slot(int)
    def _on_opened(self, _number: int) -> None:
        if self.value_id():
            self.value_opened.emit(self.value_id())


def _cell(name: str, words: Wording, point: SeriesPoint) -> str:
    match name:
        case "from":
            return words.value(point.start)
        case "to":
            # The end is the first day that no longer belongs to it.
            return words.say("series.before", day=point.end)
        case _:
            return words.value(getattr(point, name))
