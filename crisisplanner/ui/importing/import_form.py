"""The form of the import page: which file, what its rows are, how it is to be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter

from crisisplanner.domain.account import Account, ImportKind
from crisisplanner.domain.messages import Parameter
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField, FieldBox, LineField, TickField
from crisisplanner.ui.widgets.panels import Card
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

AUTO = ""
NO_HEADER = "0"
ROWS_OFFERED = 25
ENCODINGS = ("cp1252", "latin-1", "utf-16", "cp1251", "cp1256", "mac_roman")


class ImportForm(Card):
    """Ask how a sheet is to be read."""

    kind_chosen = Signal(str)
    changed = Signal()
    report_wanted = Signal()

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._words = words
        self.body.setSpacing(14)
        self.file = LineField(look)
        self.file.setReadOnly(True)
        kinds = [(kind.value, words.say(f"import.kind.{kind.value}")) for kind in ImportKind]
        self.kind = ChoiceField(look, kinds)
        self.sheet = ChoiceField(look)
        self.header = ChoiceField(look)
        self.source = LineField(look)
        self._sources = QStringListModel(self)
        completer = QCompleter(self._sources, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.source.setCompleter(completer)
        names = [(code, words.say(f"importing.encoding.{code}")) for code in ENCODINGS]
        self.encoding = ChoiceField(look, [(AUTO, words.say("importing.encoding.auto")), *names])
        self.skip = TickField(look, words.say("importing.skip_bad"))
        self.report = Button(look, words.say("import.save_report"), icon="file-text", kind="normal")
        self.report.setEnabled(False)
        self._sheet_box = FieldBox(look, words.say("importing.sheet"), self.sheet)
        self._encoding_box = FieldBox(look, words.say("importing.encoding"), self.encoding)
        self.body.addWidget(Text(look, words.say("importing.title"), "h2"))
        self.body.addWidget(FieldBox(look, words.say("importing.file"), self.file))
        self._kind_box = FieldBox(look, words.say("importing.kind"), self.kind)
        self.body.addWidget(self._kind_box)
        self.body.addWidget(self._sheet_box)
        self.body.addWidget(FieldBox(look, words.say("importing.header_row"), self.header))
        hint = words.say("importing.source_hint")
        self.body.addWidget(FieldBox(look, words.say("importing.source"), self.source, hint))
        self.body.addWidget(self._encoding_box)
        self.body.addWidget(self.skip)
        self.body.addWidget(self.report)
        self.body.addStretch()
        self._connect()
        self.clear()

    def _connect(self) -> None:
        self.kind.activated.connect(self._on_kind_activated)
        for choice in (self.sheet, self.header, self.encoding):
            choice.currentIndexChanged.connect(self.changed)
        self.skip.toggled.connect(self.changed)
        self.source.editingFinished.connect(self.changed)
        self.report.clicked.connect(self.report_wanted)

    def clear(self) -> None:
        """Forget what was said of the last file."""
        words = self._words
        blockers = [QSignalBlocker(c) for c in (self.sheet, self.header, self.encoding)]
        self.sheet.clear()
        self.sheet.addItem(words.say("importing.the_only_sheet"), AUTO)
        self._sheet_box.hide()
        self.header.clear()
        self.header.addItem(words.say("importing.header.found"), AUTO)
        self.header.addItem(words.say("importing.header.none"), NO_HEADER)
        for number in range(1, ROWS_OFFERED + 1):
            self.header.addItem(words.say("importing.header.row", row=number), str(number))
        self.encoding.choose(AUTO)
        self._encoding_box.hide()
        self._kind_box.show_hint("")
        del blockers

    def offer_sources(self, sources: Sequence[str]) -> None:
        """Offer the senders that are known."""
        self._sources.setStringList(list(sources))

    def ask_for_encoding(self) -> None:
        """Show the choice of encodings."""
        self._encoding_box.show()

    def offer_sheets(self, names: Parameter) -> None:
        """Offer sheets of a file that could not be read without one being named."""
        with QSignalBlocker(self.sheet):
            for name in names if isinstance(names, tuple) else ():
                if self.sheet.findData(str(name)) < 0:
                    self.sheet.addItem(str(name), str(name))
        self._sheet_box.show()

    def show_kind(self, kind: ImportKind, *, is_guessed: bool) -> None:
        """Show what the rows are read as."""
        with QSignalBlocker(self.kind):
            self.kind.choose(kind.value)
        word = self.kind.currentText()
        self._kind_box.show_hint(
            self._words.say("importing.looks_like", kind=word) if is_guessed else ""
        )

    def show_account(self, account: Account) -> None:
        """Offer the sheets, and say which row was found to be the header."""
        blockers = [QSignalBlocker(choice) for choice in (self.sheet, self.header)]
        self._sheet_box.setVisible(len(account.sheets) > 1)
        for sheet in account.sheets if len(account.sheets) > 1 else ():
            if self.sheet.findData(sheet.name) < 0:
                self.sheet.addItem(sheet.name, sheet.name)
        read = next((sheet.name for sheet in account.sheets if sheet.is_read), "")
        if self.sheet.value() == AUTO and read:
            self.sheet.setItemText(0, self._words.say("importing.sheet_found", sheet=read))
        if self.header.value() == AUTO and account.header_row:
            self.header.setItemText(
                0, self._words.say("importing.header.auto", row=account.header_row)
            )
        del blockers

    def _on_kind_activated(self, _index: int) -> None:
        self._kind_box.show_hint("")
        self.kind_chosen.emit(self.kind.value())
