"""Every row of the sheet: what becomes of it, and why; filtered by what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QButtonGroup, QHeaderView, QTableView

from crisisplanner.domain.account import Account, Fate, Finding, RowReading
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import Card, row
from crisisplanner.wording.catalogue import Wording
from crisisplanner.wording.field_labels import field_label

AnyIndex = QModelIndex | QPersistentModelIndex
HEADS = ("row", "fate", "what", "found")
WIDTHS = (70, 150, 260)
ROW_PX, SHOWN_ROWS = 32, 16


class RowsModel(QAbstractTableModel):
    """Serve rows as they are looked at, so that thousands cost nothing."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._rows: tuple[RowReading, ...] = ()
        self._shown: list[RowReading] = []
        self._findings: dict[int, list[Finding]] = {}

    def show_account(self, account: Account) -> None:
        """Show all rows of an account."""
        self.beginResetModel()
        self._rows = account.rows
        self._shown = list(account.rows)
        self._findings = {}
        for finding in (*account.faults, *account.remarks):
            self._findings.setdefault(finding.position.row, []).append(finding)
        self.endResetModel()

    def filter(self, fate: Fate | None) -> None:
        """Show the rows of one fate, or all."""
        self.beginResetModel()
        self._shown = [row for row in self._rows if fate is None or row.fate is fate]
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        reading = self._shown[index.row()]
        match HEADS[index.column()]:
            case "row":
                return str(reading.row)
            case "fate":
                return self._words.say("import.fate." + reading.fate.value)
            case "what":
                return reading.label
            case _:
                return self._found(reading)

    def _found(self, reading: RowReading) -> str:
        words = self._words
        said = [
            words.say(
                "importing.row_changes",
                field=field_label(change.field, words),
                before=change.before,
                after=change.after,
            )
            for change in reading.changed
        ]
        findings = self._findings.get(reading.row, [])
        told = {finding.said for finding in findings}
        said += [words.message(why) for why in reading.why if why not in told]
        for finding in findings:
            text = words.message(finding.said)
            column = finding.position.header or finding.position.column
            code = "importing.row_finding"
            said.append(words.say(code, column=column, said=text) if column else text)
        return " ".join(said)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is Qt.Orientation.Vertical:
            return None
        return self._words.say("import.report." + HEADS[section])


class RowsTable(Card):
    """Show the table with a button for each fate."""

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__(padding=0)
        self._look, self._words = look, words
        self.model = RowsModel(words)
        self.model.setParent(self)
        self.buttons: dict[Fate | None, Button] = {}
        group = QButtonGroup(self)
        line = row(gap=6)
        line.setContentsMargins(16, 12, 16, 8)
        for fate in (None, *Fate):
            button = Button(look, " ", small=True)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, fate=fate: self.model.filter(fate))
            group.addButton(button)
            line.addWidget(button)
            self.buttons[fate] = button
        line.addStretch()
        self.body.addLayout(line)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(words.say("importing.rows_tab"))
        self.view.setProperty("plain", "true")
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = self.view.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setStretchLastSection(True)
        for section, width in enumerate(WIDTHS):
            heads.resizeSection(section, width)
        self.view.setFixedHeight(ROW_PX * (SHOWN_ROWS + 1))
        self.body.addWidget(self.view)

    def show_account(self, account: Account, counts: Mapping[Fate, int]) -> None:
        """Show all rows; buttons for what does not happen are hidden."""
        self.model.show_account(account)
        words = self._words
        self.buttons[None].setText(words.say("importing.rows_all", n=account.n_rows))
        self.buttons[None].setChecked(True)
        for fate, n in counts.items():
            self.buttons[fate].setText(words.say("import.rows_" + fate.value, n=n))
            self.buttons[fate].setVisible(bool(n))
        for button in self.buttons.values():
            button.setAccessibleName(button.text())
