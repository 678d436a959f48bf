"""Widths of columns: what their content needs, what a person dragged, and who takes free width.

Lives here: measuring a sample of rows and sharing the room. What a column is stands in columns.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QFontMetricsF

from crisisplanner.domain.fields import FieldKind
from crisisplanner.ui.settings import WindowSettings
from crisisplanner.ui.tables.cells import Ground
from crisisplanner.ui.tables.columns import Column
from crisisplanner.ui.tables.head import ICON_PX, PADDING_PX
from crisisplanner.ui.tables.view import RowsView
from crisisplanner.ui.theme.look import Look
from crisisplanner.wording.catalogue import Wording

SAMPLED_ROWS = 64
LEAST_PX = 56
MOST_PX = 1200
NAME_PX = 300
"""The name of what a row is, is shortened later than other texts."""
SPARE_PX = 4
MARK_PX = ICON_PX + 4
SHORTENED = frozenset(
    {
        FieldKind.LINE,
        FieldKind.TEXT,
        FieldKind.REFERENCE,
        FieldKind.REFERENCES,
        FieldKind.CODES,
    }
)
NAMES = frozenset({FieldKind.LINE, FieldKind.TEXT, FieldKind.REFERENCE})
IDENTIFIERS = frozenset({"code", "number", "iso3"})


@dataclass(frozen=True, slots=True)
class Need:
    """Say how wide a column wants to be, and how narrow it may become."""

    wanted_px: int
    least_px: int


def share(needs: Sequence[Need], room_px: int, taker: int) -> list[int]:
    """Give each its width: what it wants and the rest to one, or less where room is short."""
    wanted = sum(need.wanted_px for need in needs)
    least = sum(need.least_px for need in needs)
    if wanted <= room_px:
        widths = [need.wanted_px for need in needs]
        widths[taker] += room_px - wanted
        return widths
    widths = [need.least_px for need in needs]
    spare = max(0, room_px - least)
    # Those that lack least come first: one long text must not leave all others shortened.
    waiting = sorted(range(len(needs)), key=lambda n: needs[n].wanted_px - needs[n].least_px)
    for done, number in enumerate(waiting):
        lacking = needs[number].wanted_px - needs[number].least_px
        given = min(lacking, spare // (len(waiting) - done))
        widths[number] += given
        spare -= given
    return widths


class ColumnWidths(QObject):
    """Keep the columns of a table as wide as what stands in them."""

    def __init__(
        self, look: Look, words: Wording, settings: WindowSettings, view: RowsView, kind: str
    ) -> None:
        super().__init__(view)
        self._look, self._words, self._settings, self._view = look, words, settings, view
        self._model = view.rows
        self._kept_as = f"widths.{kind}"
        self._wanted: dict[str, int] = {}
        self._dragged = dict(self._restored())
        view.viewport().installEventFilter(self)
        view.head.dragged.connect(self._on_head_dragged)
        view.head.sectionHandleDoubleClicked.connect(self._on_head_handle_double_clicked)
        view.head.sectionMoved.connect(self.fit)
        self._model.reloaded.connect(self.measure)
        look.changed.connect(self.measure)

    @Slot()
    def measure(self) -> None:
        """Look at a sample of rows; a column never becomes narrower beneath the reader."""
        ground = Ground(self._look, self._words)
        rows = range(min(len(self._model.ids), SAMPLED_ROWS))
        for number, column in enumerate(self._model.columns):
            if self._view.isColumnHidden(number):
                continue
            found = [column.look.width_px(self._model.cells(row, column), ground) for row in rows]
            content = max(found) if found else column.width_px - 2 * PADDING_PX
            needed = int(max(content, self._head_px(column))) + 2 * PADDING_PX + SPARE_PX
            known = self._wanted.get(column.id, LEAST_PX)
            self._wanted[column.id] = max(known, min(needed, MOST_PX))
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Share the room among the shown columns."""
        shown = self._view.shown_columns()
        if not shown:
            return
        taker = self._taker(shown)
        needs = [self._need(column, is_name=n == taker) for n, column in enumerate(shown)]
        widths = share(needs, self._view.viewport().width(), taker)
        for column, width in zip(shown, widths, strict=True):
            self._view.setColumnWidth(self._model.columns.index(column), width)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)

    def _need(self, column: Column, *, is_name: bool) -> Need:
        dragged = self._dragged.get(column.id)
        if dragged is not None:
            return Need(dragged, dragged)
        wanted = self._wanted.get(column.id, column.width_px)
        if column.spec.kind not in SHORTENED:
            return Need(wanted, wanted)
        is_own_name = is_name and "." not in column.path
        least = max(column.width_px, NAME_PX) if is_own_name else column.width_px
        return Need(wanted, min(wanted, least))

    def _taker(self, shown: Sequence[Column]) -> int:
        """Choose who takes free width: the name, else the last that was not dragged."""
        free = [n for n, column in enumerate(shown) if column.id not in self._dragged]
        names = (n for n in free if shown[n].spec.kind in NAMES and shown[n].id not in IDENTIFIERS)
        return next(names, free[-1] if free else len(shown) - 1)

    def _head_px(self, column: Column) -> float:
        wish = self._model.wish
        is_filtered = bool(column.own(wish.filters))
        marks = MARK_PX * ((wish.sort.column == column.path) + is_filtered)
        font = self._look.font("small_medium")
        return QFontMetricsF(font).horizontalAdvance(column.head) + marks

    def _restored(self) -> Mapping[str, int]:
        pairs = (one.rpartition("=") for one in self._settings.words(self._kept_as) or ())
        return {column: int(width) for column, _, width in pairs if width.isdecimal()}

    def _keep(self) -> None:
        kept = [f"{column}={width}" for column, width in self._dragged.items()]
        self._settings.keep_words(self._kept_as, kept)
        self.fit()

    @Slot(int, int)
    def _on_head_dragged(self, number: int, width_px: int) -> None:
        self._dragged[self._model.columns[number].id] = width_px
        self._keep()

    @Slot(int)
    def _on_head_handle_double_clicked(self, number: int) -> None:
        self._dragged.pop(self._model.columns[number].id, None)
        self._keep()
