"""The columns of a sheet: what each was taken for, to be said otherwise, with dates and units."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from crisisplanner.domain.account import (
    Account,
    ColumnReading,
    DateOrder,
    FieldChoice,
    Recognition,
)
from crisisplanner.domain.units import UNITS
from crisisplanner.ui.importing.slices import Slices
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.fields import ChoiceField
from crisisplanner.ui.widgets.marks import IconMark
from crisisplanner.ui.widgets.panels import Card, Rule, column, row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording
from crisisplanner.wording.field_labels import OWN_SERIES, field_label

LEFT_OUT, AUTO = "", ""
FIELD_PX, MORE_PX = 230, 204


class CalmChoice(ChoiceField):
    """A choice that lets the wheel scroll the page until it is entered."""

    def __init__(self, look: Look, choices: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(look, choices)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ColumnLine(QWidget):
    """One column of the sheet."""

    field_chosen = Signal(str, str)
    order_chosen = Signal(str, str)
    unit_chosen = Signal(str, str)

    def __init__(self, look: Look, words: Wording, fields: QStandardItemModel) -> None:
        super().__init__()
        self._words, self._key = words, ""
        self.mark = IconMark(look, "check", "covered", 16)
        self.ban = IconMark(look, "ban", "text_3", 16)
        self.name = Text(look, "", "body_medium", wrap=True)
        self.told = Text(look, "", "small", "text_2", wrap=True)
        self.field = CalmChoice(look)
        self.field.setModel(fields)
        self.field.setFixedWidth(FIELD_PX)
        orders = [(o.value, words.say(f"importing.date.{o.value}")) for o in DateOrder]
        self.order = CalmChoice(look, [(AUTO, words.say("importing.date.auto")), *orders])
        self.unit = CalmChoice(look)
        self.more = QWidget()
        self.more.setFixedWidth(MORE_PX)
        beside = column(self.more, gap=4)
        for choice in (self.order, self.unit):
            choice.setMinimumWidth(0)
            beside.addWidget(choice)
        line = row(self, gap=12)
        line.setContentsMargins(0, 8, 0, 8)
        for mark in (self.mark, self.ban):
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        said = column(gap=2)
        said.addWidget(self.name)
        said.addWidget(self.told)
        line.addLayout(said, 1)
        line.addWidget(self.field, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter)
        self.field.currentIndexChanged.connect(self._on_field_changed)
        self.order.currentIndexChanged.connect(self._on_order_changed)
        self.unit.currentIndexChanged.connect(self._on_unit_changed)

    def show_reading(self, reading: ColumnReading) -> None:
        """Show what the column was taken for."""
        words = self._words
        self._key = reading.key
        header = reading.header or words.say("importing.no_header")
        self.name.setText(
            words.say("import.column_with_header", column=reading.letter, header=header)
        )
        self.told.setText(self._told(reading))
        self.mark.setVisible(bool(reading.field))
        self.ban.setVisible(not reading.field)
        is_series = reading.recognised_by is Recognition.SERIES or (
            reading.field.startswith("best.") and reading.field not in ("best.low", "best.high")
        )
        blockers = [QSignalBlocker(choice) for choice in (self.field, self.order, self.unit)]
        self.field.setCurrentIndex(
            max(0, self.field.findData(OWN_SERIES if is_series else reading.field))
        )
        self.field.setAccessibleName(words.say("importing.field_of", header=header))
        self.order.setVisible(reading.is_date)
        self.order.setAccessibleName(words.say("importing.order_of", header=header))
        self.order.choose(reading.date_order.value if reading.date_order else AUTO)
        self.order.set_fault(is_faulty=bool(reading.open_date))
        needed = words.say("importing.dates.needed") if reading.open_date else ""
        self.order.setAccessibleDescription(needed)
        self.unit.setVisible(bool(reading.field_unit))
        self.unit.setAccessibleName(words.say("importing.unit_of", header=header))
        if reading.field_unit:
            self._offer_units(reading)
        del blockers

    def _told(self, reading: ColumnReading) -> str:
        words = self._words
        parts: list[str] = []
        if reading.open_date:
            parts.append(words.say("importing.dates_open", found=reading.open_date))
        if reading.field:
            parts.append(words.say(f"import.recognised.{reading.recognised_by.value}"))
        if reading.examples:
            parts.append(words.say("importing.examples", examples=reading.examples))
        return "\n".join(parts)

    def _offer_units(self, reading: ColumnReading) -> None:
        dimension = UNITS[reading.field_unit].dimension
        alike = [code for code, unit in UNITS.items() if unit.dimension == dimension]
        self.unit.clear()
        for code in (reading.field_unit, *(c for c in alike if c != reading.field_unit)):
            word = self._words.say("unit." + code, n=2) or self._words.say("importing.unit_one")
            self.unit.addItem(word, code)
        self.unit.choose(reading.unit or reading.field_unit)

    def _on_field_changed(self, _index: int) -> None:
        self.field_chosen.emit(self._key, self.field.value())

    def _on_order_changed(self, _index: int) -> None:
        self.order_chosen.emit(self._key, self.order.value())

    def _on_unit_changed(self, _index: int) -> None:
        self.unit_chosen.emit(self._key, self.unit.value())


class ColumnsEditor(Card):
    """List the columns; a choice is told, and the sheet read again by whom it concerns."""

    field_chosen = Signal(str, str)
    order_chosen = Signal(str, str)
    unit_chosen = Signal(str, str)

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._look, self._words = look, words
        self._fields = QStandardItemModel(self)
        self._choices: tuple[FieldChoice, ...] = ()
        self._keys: list[str] = []
        self._slices = Slices(self)
        self.lines: dict[str, ColumnLine] = {}
        self._where = Text(look, "", "small", "text_2", wrap=True)
        self.body.addWidget(Text(look, words.say("importing.columns"), "h3"))
        self.body.addWidget(self._where)
        self._list = column(gap=0)
        self.body.addLayout(self._list)

    def show_account(self, account: Account, choices: tuple[FieldChoice, ...]) -> None:
        """Show the columns of a sheet; lines stay while the columns stay the same."""
        where = "import.header_in_row" if account.header_row else "importing.no_header_row"
        self._where.setText(
            "\n".join(
                (
                    self._words.say(where, row=account.header_row),
                    self._words.say("importing.columns_hint"),
                )
            )
        )
        keys = [reading.key for reading in account.columns]
        if choices != self._choices or keys != self._keys:
            self._clear(choices, keys)
        self._slices.run([partial(self._show_reading, reading) for reading in account.columns])

    @property
    def is_filling(self) -> bool:
        """Tell whether lines are still to come."""
        return self._slices.is_busy

    def _clear(self, choices: tuple[FieldChoice, ...], keys: list[str]) -> None:
        while item := self._list.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._choices, self._keys = choices, keys
        self._offer_fields(choices)
        self.lines = {}

    def _show_reading(self, reading: ColumnReading) -> None:
        line = self.lines.get(reading.key)
        if line is None:
            if self.lines:
                self._list.addWidget(Rule())
            line = ColumnLine(self._look, self._words, self._fields)
            line.field_chosen.connect(self.field_chosen)
            line.order_chosen.connect(self.order_chosen)
            line.unit_chosen.connect(self.unit_chosen)
            self.lines[reading.key] = line
            self._list.addWidget(line)
        line.show_reading(reading)

    def _offer_fields(self, choices: tuple[FieldChoice, ...]) -> None:
        words = self._words
        self._fields = QStandardItemModel(self)
        left_out = QStandardItem(words.say("importing.leave_out"))
        left_out.setData(LEFT_OUT, Qt.ItemDataRole.UserRole)
        self._fields.appendRow(left_out)
        for choice in choices:
            label = field_label(choice.key, words)
            text = words.say("importing.needed_field", field=label) if choice.is_needed else label
            item = QStandardItem(text)
            item.setData(choice.key, Qt.ItemDataRole.UserRole)
            self._fields.appendRow(item)
