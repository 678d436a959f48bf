"""The preview of an import: what was understood, what would be written, and every fault.

Five parts, one shown at a time: what was found, columns, first rows, every row, names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QButtonGroup, QHeaderView, QScrollArea, QTableView, QWidget

from crisisplanner.domain.account import (
    COLUMNS_LACKING,
    Account,
    ColumnReading,
    Fate,
    Finding,
    SampleRow,
)
from crisisplanner.domain.days import Day
from crisisplanner.domain.messages import Message, Parameter
from crisisplanner.services.importing import fields_of
from crisisplanner.ui.importing.columns_editor import ColumnsEditor
from crisisplanner.ui.importing.names_editor import Chosen, NamesEditor
from crisisplanner.ui.importing.rows_table import RowsTable
from crisisplanner.ui.importing.slices import Slices
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.marks import IconMark, Tag
from crisisplanner.ui.widgets.panels import Card, column, row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording
from crisisplanner.wording.field_labels import field_label

MOST_FAULTS = 200
MOST_ALIKE = 12
TABS = ("found", "columns", "sample", "rows", "names")
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
    """Show an account, and let columns and names be said otherwise."""

    page_wanted = Signal(str, object)
    """Carries the page where the imported rows are, and nothing that it opens."""

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._look, self._words = look, words
        self.setWidgetResizable(True)
        self.setAccessibleName(words.say("importing.preview"))
        self.columns = ColumnsEditor(look, words)
        self.names = NamesEditor(look, words)
        self.rows = RowsTable(look, words)
        self._found, self._first, self._head = QWidget(), QWidget(), QWidget()
        for holder in (self._found, self._first, self._head):
            column(holder, gap=16)
        self._parts = (self._found, self.columns, self._first, self.rows, self.names)
        self._slices = Slices(self)
        self.tabs: dict[str, Button] = {}
        body = QWidget()
        layout = column(body, gap=12)
        layout.setContentsMargins(0, 0, 8, 16)
        layout.addWidget(self._head)
        layout.addLayout(self._tab_line())
        for part in self._parts:
            layout.addWidget(part)
        layout.addStretch()
        self.setWidget(body)
        self.show_part("found")

    def _tab_line(self) -> Any:
        line = row(gap=6)
        group = QButtonGroup(self)
        for name in TABS:
            button = Button(self._look, " ", small=True)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, name=name: self.show_part(name))
            group.addButton(button)
            line.addWidget(button)
            self.tabs[name] = button
        line.addStretch()
        return line

    def show_part(self, name: str) -> None:
        """Show one of the parts."""
        self.tabs[name].setChecked(True)
        for tab, part in zip(TABS, self._parts, strict=True):
            part.setVisible(tab == name)

    def show_account(self, account: Account, chosen: Chosen) -> None:
        """Show everything that is known before writing, part by part."""
        counts = account.counts
        faults = () if account.is_first_look else account.faults
        names = () if account.is_first_look else account.open_names
        _fill(self._head, [self._headline(account, counts)])
        self._name_tabs(account, len(faults) + len(account.remarks), len(names))
        self._slices.run(
            (
                lambda: _fill(self._found, self._all_findings(faults, account.remarks)),
                lambda: self.columns.show_account(account, fields_of(account.kind)),
                lambda: _fill(self._first, [self._sample(account)] if account.sample else []),
                lambda: self.rows.show_account(account, counts),
                lambda: self.names.show_names(
                    names, chosen, are_looked_up=not account.is_first_look
                ),
            )
        )

    @property
    def is_filling(self) -> bool:
        """Tell whether parts of it are still being shown."""
        return self._slices.is_busy or self.columns.is_filling or self.names.is_filling

    def _all_findings(self, faults: Sequence[Finding], remarks: Sequence[Finding]) -> list[QWidget]:
        findings: list[QWidget] = []
        if faults:
            findings.append(self._findings(faults, "importing.faults", "open"))
        if remarks:
            findings.append(self._findings(remarks, "importing.remarks", "warning"))
        if not findings:
            none = Text(self._look, self._words.say("importing.nothing_found"), "body", "text_2")
            findings.append(none)
        return findings

    def show_taken(self, account: Account, page: str) -> None:
        """Say what was written, with a way to its page where there is one."""
        look, words = self._look, self._words
        card = Card()
        line = row(gap=8)
        line.addWidget(IconMark(look, "circle-check", "covered", 20))
        n = account.counts[Fate.CREATED] + account.counts[Fate.UPDATED]
        line.addWidget(Text(look, words.say("importing.taken", n=n), "h3", wrap=True), 1)
        if page:
            title = words.say("importing.show_taken", page=words.say(f"page.{page}"))
            show = Button(look, title, kind="normal", small=True)
            show.clicked.connect(lambda: self.page_wanted.emit(page, None))
            line.addWidget(show)
        card.body.addLayout(line)
        _fill(self._head, [card])

    def _name_tabs(self, account: Account, n_found: int, n_names: int) -> None:
        counts = {"found": n_found, "columns": len(account.columns), "rows": account.n_rows}
        counts |= {"sample": len(account.sample), "names": n_names}
        for name, button in self.tabs.items():
            is_open = name == "names" and account.is_first_look
            code = "importing.tab.names_later" if is_open else f"importing.tab.{name}"
            button.setText(self._words.say(code, n=counts[name]))
            button.setAccessibleName(button.text())

    def _headline(self, account: Account, counts: Mapping[Fate, int]) -> Card:
        look, words = self._look, self._words
        card = Card()
        verdict = "importing.refused" if account.is_refused else "importing.ready"
        if counts[Fate.REFUSED] and not account.is_refused:
            verdict = "importing.ready_without"
        if any(column.open_date for column in account.columns):
            verdict = "importing.dates_asked"
        elif _fields_lacking(account):
            verdict = "importing.columns_asked"
        if account.is_first_look:
            verdict = "import.first_look"
        line = row(gap=8)
        line.addWidget(IconMark(look, *_icon_of(account, counts), 20), 0, Qt.AlignmentFlag.AlignTop)
        read = words.say("import.rows_read", n=account.n_rows)
        n_out, fields = counts[Fate.REFUSED], _fields_lacking(account)
        sentence = words.say(verdict, read=read, n=n_out, fields=fields)
        line.addWidget(Text(look, sentence, "h3", wrap=True), 1)
        card.body.addLayout(line)
        tags = row(gap=8)
        tags.setContentsMargins(28, 4, 0, 0)
        for fate, name, tone in FATE_TONES:
            n = counts[fate]
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
        shown = _some_of_each(findings) if tone != "open" else list(findings[:MOST_FAULTS])
        for finding in shown[:MOST_FAULTS]:
            line = row(gap=8)
            mark = IconMark(look, icon, tone, 16)
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            text = self._where(finding)
            line.addWidget(Text(look, text, "body", wrap=True), 1)
            card.body.addLayout(line)
        if len(findings) > len(shown):
            more = words.say("importing.more_in_rows", n=len(findings) - len(shown))
            card.body.addWidget(Text(look, more, "small", "text_2"))
        return card

    def _where(self, finding: Finding) -> str:
        """Say the place within the sheet first; which file it is stands beside."""
        words, place = self._words, finding.position
        said = words.message(finding.said)
        column_name = place.column
        if place.column and place.header:
            code = "import.column_with_header"
            column_name = words.say(code, column=place.column, header=place.header)
        parts = ("row" if place.row else "", "column" if place.column else "")
        where = "_".join(filter(None, parts))
        if not where:
            return said
        code = f"importing.in_{where}"
        return words.say(code, row=place.row, column=column_name, said=said)

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


def _icon_of(account: Account, counts: Mapping[Fate, int]) -> tuple[str, str]:
    if account.is_first_look:
        return "circle-check", "covered"
    if account.is_refused:
        return "alert-circle", "open"
    if counts[Fate.REFUSED]:
        return "alert-triangle", "warning"
    return "circle-check", "covered"


def _fields_lacking(account: Account) -> Parameter:
    """Name the needed fields of which no column was recognised; nothing if all were."""
    lacking = (f.said for f in account.faults if f.said.code in COLUMNS_LACKING)
    return next((said.values["expected"] for said in lacking), ())


def _some_of_each(findings: Sequence[Finding]) -> list[Finding]:
    """Take a few of each kind of finding, rare kinds first: thousands would bury them."""
    n_of = Counter(map(_kind_of, findings))
    n_alike: Counter[tuple[str, str]] = Counter()
    shown: list[Finding] = []
    for finding in findings:
        kind = _kind_of(finding)
        n_alike[kind] += 1
        if n_alike[kind] <= MOST_ALIKE:
            shown.append(finding)
    return sorted(shown, key=lambda finding: n_of[_kind_of(finding)])


def _kind_of(finding: Finding) -> tuple[str, str]:
    """Tell findings apart by what they say, and why, where they say it."""
    why = finding.said.values.get("said")
    return finding.said.code, why.code if isinstance(why, Message) else ""


def _fill(holder: QWidget, widgets: Sequence[QWidget]) -> None:
    layout = holder.layout()
    if layout is None:
        return
    while item := layout.takeAt(0):
        old = item.widget()
        if old is not None:
            old.hide()
            old.setParent(None)
            old.deleteLater()
    for widget in widgets:
        layout.addWidget(widget)
