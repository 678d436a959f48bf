"""The preview of an import: what was understood, what would be written, and every fault."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QScrollArea, QTableView, QWidget

from crisisplanner.domain.account import (
    Account,
    ColumnReading,
    Fate,
    Finding,
    OpenName,
    SampleRow,
)
from crisisplanner.domain.days import Day
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.marks import IconMark, Tag
from crisisplanner.ui.widgets.panels import Card, column, row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

MOST_FAULTS = 200
MOST_NAMES = 50
SAMPLE_ROW_PX = 32
AnyIndex = QModelIndex | QPersistentModelIndex
FATE_TONES = (
    (Fate.CREATED, "created", "covered"),
    (Fate.UPDATED, "updated", "accent"),
    (Fate.UNCHANGED, "unchanged", "text_2"),
    (Fate.REFUSED, "refused", "open"),
    (Fate.LEFT_OUT, "left_out", "warning"),
)


class SampleModel(QAbstractTableModel):
    """Serve the first rows as they were understood."""

    def __init__(
        self,
        columns: Sequence[ColumnReading],
        sample: Sequence[SampleRow],
        words: Wording,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._columns, self._sample, self._words = columns, sample, words

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._sample)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            value = self._sample[index.row()].values[index.column()]
            if isinstance(value, int) and self._columns[index.column()].field.endswith("_day"):
                value = Day(value)
            return self._words.value(value)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return field_label(self._columns[section].field, self._words)
        return str(self._sample[section].row)


class ImportPreview(QScrollArea):
    """Show an account."""

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._look, self._words = look, words
        self.setWidgetResizable(True)
        self.setAccessibleName(words.say("importing.preview"))

    def show_account(self, account: Account) -> None:
        """Show everything that is known before writing."""
        body = QWidget()
        layout = column(body, margin=0, gap=16)
        layout.setContentsMargins(0, 0, 8, 16)
        layout.addWidget(self._headline(account))
        if account.faults and not account.is_first_look:
            layout.addWidget(self._findings(account.faults, "importing.faults", "open"))
        if account.remarks:
            layout.addWidget(self._findings(account.remarks, "importing.remarks", "warning"))
        if account.sample:
            layout.addWidget(self._sample(account))
        layout.addWidget(self._columns(account))
        if account.open_names and not account.is_first_look:
            layout.addWidget(self._open_names(account.open_names))
        layout.addStretch()
        self.setWidget(body)

    def _headline(self, account: Account) -> Card:
        look, words = self._look, self._words
        card = Card()
        verdict = "importing.refused" if account.is_refused else "importing.ready"
        if account.is_first_look:
            verdict = "import.first_look"
        line = row(gap=8)
        is_bad = account.is_refused and not account.is_first_look
        icon = ("alert-circle", "open") if is_bad else ("circle-check", "covered")
        line.addWidget(IconMark(look, *icon, 20), 0, Qt.AlignmentFlag.AlignTop)
        read = words.say("import.rows_read", n=account.n_rows)
        sentence = words.say(verdict, read=read)
        line.addWidget(Text(look, sentence, "h3", wrap=True), 1)
        card.body.addLayout(line)
        tags = row(gap=8)
        tags.setContentsMargins(28, 4, 0, 0)
        for fate, name, tone in FATE_TONES:
            n = account.counts[fate]
            if n:
                ground = "unknown_tint" if tone == "text_2" else f"{tone}_tint"
                tags.addWidget(Tag(look, words.say(f"import.rows_{name}", n=n), ground, tone))
        for total in account.totals:
            label = field_label(total.field, words)
            said = words.say("importing.total", field=label, figure=total.figure)
            tags.addWidget(Text(look, said, "small", "text_2"))
        tags.addStretch()
        card.body.addLayout(tags)
        return card

    def _findings(self, findings: Sequence[Finding], title: str, tone: str) -> Card:
        look, words = self._look, self._words
        card = Card()
        head = words.say(title, n=len(findings))
        card.body.addWidget(Text(look, head, "h3"))
        icon = "alert-circle" if tone == "open" else "alert-triangle"
        for finding in findings[:MOST_FAULTS]:
            line = row(gap=8)
            mark = IconMark(look, icon, tone, 16)
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            text = words.message(finding.as_message())
            line.addWidget(Text(look, text, "body", wrap=True), 1)
            card.body.addLayout(line)
        if len(findings) > MOST_FAULTS:
            more = words.say("importing.more", n=len(findings) - MOST_FAULTS)
            card.body.addWidget(Text(look, more, "small", "text_2"))
        return card

    def _sample(self, account: Account) -> Card:
        look, words = self._look, self._words
        card = Card(padding=0)
        holder = QWidget()
        head = column(holder)
        head.setContentsMargins(16, 12, 16, 4)
        title = words.say("importing.sample", n=len(account.sample))
        head.addWidget(Text(look, title, "h3"))
        view = QTableView()
        used = [reading for reading in account.columns if reading.field]
        view.setModel(SampleModel(used, account.sample, words, view))
        view.setAccessibleName(title)
        view.setShowGrid(False)
        view.setProperty("plain", "true")
        start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        view.horizontalHeader().setDefaultAlignment(start)
        view.setSelectionMode(QTableView.SelectionMode.NoSelection)
        view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        view.verticalHeader().setDefaultSectionSize(SAMPLE_ROW_PX)
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.horizontalHeader().setDefaultSectionSize(140)
        view.horizontalHeader().setStretchLastSection(True)
        view.setFixedHeight(SAMPLE_ROW_PX * (len(account.sample) + 1) + 16)
        card.body.addWidget(holder)
        card.body.addWidget(view)
        return card

    def _columns(self, account: Account) -> Card:
        look, words = self._look, self._words
        card = Card()
        card.body.addWidget(Text(look, words.say("importing.columns"), "h3"))
        where = words.say("import.header_in_row", row=account.header_row)
        card.body.addWidget(Text(look, where, "small", "text_2"))
        for reading in account.columns:
            if reading.field:
                text = words.say(
                    "import.understood_column",
                    column=reading.letter,
                    header=reading.header,
                    field=field_label(reading.field, words),
                    how=words.say(f"import.recognised.{reading.recognised_by.value}"),
                )
                card.body.addWidget(self._column_line(text, "check", "covered", "text"))
            else:
                text = words.say(
                    "import.unused_column", column=reading.letter, header=reading.header
                )
                card.body.addWidget(self._column_line(text, "ban", "text_3", "text_2"))
        return card

    def _open_names(self, names: Sequence[OpenName]) -> Card:
        look, words = self._look, self._words
        card = Card()
        card.body.addWidget(Text(look, words.say("import.open_names", n=len(names)), "h3"))
        for name in names[:MOST_NAMES]:
            code = "import.open_name_near" if name.candidates else "import.open_name"
            text = words.say(code, found=name.text, n=name.n_rows, nearest=name.candidates)
            card.body.addWidget(self._column_line(text, "alert-triangle", "warning", "text"))
        if len(names) > MOST_NAMES:
            more = words.say("importing.more", n=len(names) - MOST_NAMES)
            card.body.addWidget(Text(look, more, "small", "text_2"))
        return card

    def _column_line(self, text: str, icon: str, tone: str, ink: str) -> QWidget:
        holder = QWidget()
        line = row(holder, gap=8)
        line.addWidget(IconMark(self._look, icon, tone, 16), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Text(self._look, text, "body", ink, wrap=True), 1)
        return holder


def field_label(field: str, words: Wording) -> str:
    """Name a target field; a part of one, as its unit, by the field."""
    name = field.partition(".")[0]
    for code in (f"label.{name}", f"importing.field.{name}"):
        if words.has(code):
            return words.say(code)
    return field
