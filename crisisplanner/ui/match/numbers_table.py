"""The chart's numbers as a table: every allocation, blocked offer and gap on a line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QShowEvent

from crisisplanner.services.matching.match_view import MatchView, NeedView
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.tables.lines import LineColumn, LinesPanel
from crisisplanner.ui.theme.look import Look

COLUMNS = ("need", "coverage", "partner", "offer", "quantity", "share", "from", "to", "state")
NUMBERS = frozenset({"coverage", "quantity", "share", "from", "to"})
WIDTHS_PX = {"need": 230, "partner": 190, "offer": 220, "share": 124, "state": 120}
OTHER_WIDTH_PX = 92


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One line of the table, as it is written."""

    need_id: str
    cells: tuple[str, ...]


def number_rows(view: MatchView, phrases: Phrases) -> tuple[NumberRow, ...]:
    """Write what the chart draws."""
    return tuple(row for need in view.needs for row in _rows_of(need, phrases))


def _rows_of(need: NeedView, phrases: Phrases) -> list[NumberRow]:
    formats = phrases.words.formats
    head = (need.title, phrases.percent(need.coverage))
    rows = []
    for one in need.allocations:
        state = "asked" if one.is_wish else "locked" if one.is_locked else "allocated"
        rows.append(
            (
                *head,
                one.partner.name,
                one.offer_title,
                formats.number(one.quantity),
                phrases.percent(one.share),
                formats.day(one.from_day),
                formats.day(one.to_day),
                phrases.code(f"table.{state}"),
            )
        )
    if not need.allocations:
        rows.append(
            (
                *head,
                "",
                "",
                "" if need.quantity is None else formats.number(need.quantity),
                "",
                formats.day(need.from_day),
                formats.day(need.to_day),
                phrases.code("table.open"),
            )
        )
    for blocked in need.blocked:
        usable = "" if blocked.usable_day is None else formats.day(blocked.usable_day)
        rows.append(
            (
                *head,
                blocked.partner.name,
                blocked.offer_title,
                phrases.count(blocked.quantity),
                "",
                usable,
                "",
                phrases.code("table.blocked"),
            )
        )
    return [NumberRow(need.id, cells) for cells in rows]


class NumbersPanel(LinesPanel[NumberRow]):
    """The numbers of a view with a way back to the chart."""

    need_chosen = Signal(str)

    def __init__(self, look: Look, phrases: Phrases) -> None:
        columns = [
            LineColumn(
                phrases.code(f"table.{name}"),
                partial(_cell, number),
                WIDTHS_PX.get(name, OTHER_WIDTH_PX),
                is_number=name in NUMBERS,
                is_name=name == "need",
            )
            for number, name in enumerate(COLUMNS)
        ]
        super().__init__(look, phrases.code("table"), phrases.code("table.back"), columns)
        self._phrases = phrases
        self._view: MatchView | None = None
        self.table.clicked.connect(self._on_table_clicked)

    def show_view(self, view: MatchView) -> None:
        """Write the numbers of a view, at the latest when they are looked at."""
        self._view = view
        if self.isVisible():
            self._write()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._write()

    def _write(self) -> None:
        if self._view is not None:
            self.model.show_lines(number_rows(self._view, self._phrases))
            self._view = None

    @Slot(QModelIndex)
    def _on_table_clicked(self, index: QModelIndex) -> None:
        self.need_chosen.emit(self.model.lines[index.row()].need_id)


def _cell(number: int, line: NumberRow) -> str:
    return line.cells[number]
