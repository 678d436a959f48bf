"""Filters per column: the small form that sets one, and the sentence that names it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from crisisplanner.domain.days import Day, parse_when
from crisisplanner.domain.fields import FieldKind
from crisisplanner.domain.table_query import Filter, Relation
from crisisplanner.ui.tables.cells import word_of
from crisisplanner.ui.tables.columns import Column, plain_value
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import FieldBox, LineField, TickField
from crisisplanner.ui.widgets.panels import column as column_layout
from crisisplanner.ui.widgets.panels import row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

RANGED = frozenset(
    {
        FieldKind.INTEGER,
        FieldKind.NUMBER,
        FieldKind.FIGURE,
        FieldKind.DAY,
        FieldKind.DATE,
        FieldKind.WHEN,
    }
)
WIDTH_PX = 280
MOST_WORDS_PX = 260


class FilterForm(QFrame):
    """Ask what a column is to hold; a popup below its head."""

    applied = Signal(object)

    def __init__(
        self,
        look: Look,
        words: Wording,
        column: Column,
        filters: Sequence[Filter],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._words, self._column = words, column
        self.setProperty("card", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH_PX)
        self._ticks: list[tuple[TickField, str]] = []
        self._fields: dict[Relation, tuple[LineField, FieldBox]] = {}
        title = words.say("table.filter_title", column=column.head)
        self.setAccessibleName(title)
        self.empty = TickField(look, words.say("table.filter_empty"))
        self.empty.setChecked(any(f.relation is Relation.IS_EMPTY for f in filters))
        layout = column_layout(self, margin=16, gap=12)
        layout.addWidget(Text(look, title, "h3"))
        self._add_fields(look, layout.addWidget, filters)
        layout.addWidget(self.empty)
        self.clear = Button(look, words.say("table.filter_clear"), kind="quiet")
        self.clear.clicked.connect(self._on_clear_clicked)
        self.apply = Button(look, words.say("table.filter_apply"), kind="primary")
        self.apply.clicked.connect(self._on_apply_clicked)
        buttons = row()
        buttons.addWidget(self.clear)
        buttons.addStretch()
        buttons.addWidget(self.apply)
        layout.addLayout(buttons)

    def _add_fields(self, look: Look, add: Any, filters: Sequence[Filter]) -> None:
        spec = self._column.spec
        if spec.kind is FieldKind.CHOICE and spec.choices is not None:
            add(self._tick_list(look, filters))
        elif spec.kind in RANGED:
            for relation, code in (
                (Relation.AT_LEAST, "table.filter_from"),
                (Relation.AT_MOST, "table.filter_to"),
            ):
                add(self._line(look, relation, code, filters))
        elif spec.kind is FieldKind.FLAG:
            add(self._tick_list(look, filters))
        else:
            add(self._line(look, Relation.CONTAINS, "table.filter_contains", filters))

    def _line(
        self, look: Look, relation: Relation, code: str, filters: Sequence[Filter]
    ) -> FieldBox:
        spec = self._column.spec
        known = next((f.value for f in filters if f.relation is relation), None)
        unit = self._words.unit(spec.unit) if spec.kind is FieldKind.FIGURE else ""
        field = LineField(look, plain_value(known, spec), unit)
        field.returnPressed.connect(self._on_apply_clicked)
        box = FieldBox(look, self._words.say(code), field)
        self._fields[relation] = (field, box)
        return box

    def _tick_list(self, look: Look, filters: Sequence[Filter]) -> QWidget:
        chosen = {str(v) for f in filters if f.relation is Relation.ONE_OF for v in f.value}
        body = QWidget()
        body.setProperty("ground", "surface")
        layout = column_layout(body, gap=4)
        for value, word in choices_of(self._column, self._words):
            tick = TickField(look, word)
            tick.setChecked(value in chosen)
            self._ticks.append((tick, value))
            layout.addWidget(tick)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        area.setFixedHeight(min(MOST_WORDS_PX, body.sizeHint().height() + 2))
        return area

    @Slot()
    def _on_clear_clicked(self) -> None:
        self.applied.emit(())
        self.close()

    @Slot()
    def _on_apply_clicked(self) -> None:
        if self.empty.isChecked():
            self.applied.emit((Filter(self._column.path, Relation.IS_EMPTY),))
            self.close()
            return
        found: list[Filter] = []
        chosen = [value for tick, value in self._ticks if tick.isChecked()]
        if chosen:
            typed = tuple(_typed_choice(self._column, value) for value in chosen)
            found.append(Filter(self._column.path, Relation.ONE_OF, typed))
        for relation, (field, box) in self._fields.items():
            text = field.text().strip()
            if not text:
                continue
            try:
                found.append(Filter(self._column.path, relation, _typed(self._column, text)))
            except ValueError:
                box.show_fault(self._words.say("table.filter_not_understood", found=text))
                return
        self.applied.emit(tuple(found))
        self.close()


def choices_of(column: Column, words: Wording) -> list[tuple[str, str]]:
    """List values and words that a column may hold."""
    choices = column.spec.choices
    if choices is None:
        return [(str(value), words.value(value)) for value in (True, False)]
    return [(c.value, word_of(choices.__name__, c.value, words)) for c in choices]


def filter_text(wanted: Filter, column: Column, words: Wording) -> str:
    """Name a filter for its chip."""
    match wanted.relation:
        case Relation.IS_EMPTY:
            value = words.say("value.none")
        case Relation.IS_GIVEN | Relation.ANY_GIVEN:
            value = words.say("table.chip_given")
        case Relation.ONE_OF:
            known = dict(choices_of(column, words))
            value = words.formats.listed([known[str(v)] for v in wanted.value], "or")
        case Relation.AT_LEAST:
            value = words.say("table.chip_from", value=_shown(wanted.value, column))
        case Relation.AT_MOST:
            value = words.say("table.chip_to", value=_shown(wanted.value, column))
        case _:
            value = words.say("table.chip_contains", value=wanted.said or str(wanted.value))
    return words.say("table.chip", column=column.head, value=value)


def _shown(value: Any, column: Column) -> Any:
    return Day(value) if column.spec.kind is FieldKind.DAY and isinstance(value, int) else value


def _typed_choice(column: Column, value: str) -> Any:
    return value == str(True) if column.spec.choices is None else column.spec.choices(value)


def _typed(column: Column, text: str) -> Any:
    match column.spec.kind:
        case FieldKind.INTEGER | FieldKind.NUMBER | FieldKind.FIGURE:
            return float(text.replace(",", "").replace("−", "-"))
        case FieldKind.DAY:
            when = parse_when(text if text[:1] in "Dd" else f"D{int(text):+d}")
            if not isinstance(when, Day):
                raise ValueError(text)
            return when.number
        case FieldKind.DATE | FieldKind.WHEN:
            return parse_when(text)
        case _:
            return text
