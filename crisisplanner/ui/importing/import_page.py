"""The import page: choose a file, see what was understood, then write it as one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Slot
from PySide6.QtWidgets import QFileDialog, QScrollArea, QStackedWidget, QWidget

from crisisplanner.domain.account import DateOrder, ImportKind, ImportOptions
from crisisplanner.domain.changes import Changes
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.messages import message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.progress import Watcher
from crisisplanner.services import importing
from crisisplanner.services.importing import PreparedImport
from crisisplanner.services.session import Session
from crisisplanner.ui.importing.preview import ImportPreview
from crisisplanner.ui.pages import Page, PageContext
from crisisplanner.ui.shell.errors import error_text
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField, FieldBox, LineField, TickField
from crisisplanner.ui.widgets.panels import Card, EmptyPage, ErrorPanel, column, row
from crisisplanner.ui.widgets.text import Text

READ_JOB, WRITE_JOB = "import.read", "import.write"
CAN_IMPORT = "can_import"
FORM_PX = 300
SCROLL_BAR_PX = 12
PAUSE_MS = 150
LARGE_FILE_BYTES = 400_000
ROWS_OF_FIRST_LOOK = 200
"""A large file shows its first rows at once; all are read while they are looked at."""
ANY = ""
TABLE_OF = {
    ImportKind.PARTNERS: "partners",
    ImportKind.OFFERS: "offers",
    ImportKind.CONTRIBUTIONS: "offers",
    ImportKind.REQUIREMENTS: "requirements",
}


class ImportPage(Page):
    """Take a sheet in."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._path: Path | None = None
        self._prepared: PreparedImport | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self._build()
        context.room.changed.connect(self._on_room_changed)

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        return {"import.choose": self.choose, "import.write": self.write}

    def enter(self, argument: object) -> None:
        if isinstance(argument, str) and argument:
            self.kind.choose(argument)
        self._show_readiness()

    def leave(self) -> None:
        self._pause.stop()

    def choose(self) -> None:
        """Ask for the file."""
        dialog = QFileDialog(self, self._context.words.say("importing.choose_title"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setDirectory(str(self._context.settings.folder))
        dialog.setNameFilters(
            [self._context.words.say("importing.sheets"), self._context.words.say("importing.any")]
        )
        dialog.fileSelected.connect(self._on_file_selected)
        dialog.open()

    def take(self, path: Path) -> None:
        """Read a file and show what was understood."""
        self._path = path
        self.file.setText(str(path))
        with QSignalBlocker(self.sheet):
            self.sheet.clear()
            self.sheet.addItem(self._context.words.say("importing.the_only_sheet"), ANY)
        self._read()

    def choose_report(self) -> None:
        """Ask where the report of every row goes."""
        words = self._context.words
        dialog = QFileDialog(self, words.say("import.report_title"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setNameFilters([words.say("import.report_files")])
        dialog.fileSelected.connect(self._on_report_chosen)
        dialog.open()

    def save_report(self, path: Path) -> None:
        """Write what became of every row, and why."""
        if self._prepared is None:
            return
        words = self._context.words
        try:
            importing.write_report(self._prepared, path, words)
        except CrisisPlannerError as error:
            text = error_text(error, words)
            self.error.show_error(text.headline, text.rest, text.details)
            return
        self._context.say(words.say("import.report_saved", file=path.name))

    def write(self) -> None:
        """Write what was understood as one step."""
        prepared = self._prepared
        if prepared is None:
            return
        session = self._context.session
        self._context.jobs.start(
            WRITE_JOB,
            message("importing.writing", file=prepared.account.file),
            partial(_write, session, prepared),
            on_done=self._on_written,
            on_failed=self._on_failed,
        )

    def _build(self) -> None:
        look, words = self._context.look, self._context.words
        self.file = LineField(look)
        self.file.setReadOnly(True)
        self.kind = ChoiceField(
            look, [(kind.value, words.say(f"import.kind.{kind.value}")) for kind in ImportKind]
        )
        self.sheet = ChoiceField(look)
        orders = [(order.value, words.say(f"importing.date.{order.value}")) for order in DateOrder]
        self.dates = ChoiceField(look, [(ANY, words.say("importing.date.auto")), *orders])
        self.skip = TickField(look, words.say("importing.skip_bad"))
        form = Card()
        form.body.setSpacing(14)
        form.body.addWidget(Text(look, words.say("importing.title"), "h2"))
        form.body.addWidget(FieldBox(look, words.say("importing.file"), self.file))
        form.body.addWidget(FieldBox(look, words.say("importing.kind"), self.kind))
        self._sheet_box = FieldBox(look, words.say("importing.sheet"), self.sheet)
        self._sheet_box.hide()
        form.body.addWidget(self._sheet_box)
        self.dates_box = FieldBox(look, words.say("importing.dates"), self.dates)
        form.body.addWidget(self.dates_box)
        form.body.addWidget(self.skip)
        self.report = Button(look, words.say("import.save_report"), icon="file-text", kind="normal")
        self.report.setEnabled(False)
        self.report.clicked.connect(self.choose_report)
        form.body.addWidget(self.report)
        form.body.addStretch()
        for choice in (self.kind, self.sheet, self.dates):
            choice.currentIndexChanged.connect(self._pause.start)
        self.skip.toggled.connect(self._pause.start)
        self.error = ErrorPanel(
            look, details=words.say("window.details"), close=words.say("window.close_error")
        )
        self.preview = ImportPreview(look, words)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty())
        self._stack.addWidget(self.preview)
        right = QWidget()
        parts = column(right, gap=16)
        parts.addWidget(self.error)
        parts.addWidget(self._stack, 1)
        layout = row(self, margin=24, gap=16)
        area = QScrollArea()
        area.setWidgetResizable(True)
        holder = QWidget()
        held = column(holder)
        held.addWidget(form)
        held.addStretch()
        area.setWidget(holder)
        area.setFixedWidth(FORM_PX + SCROLL_BAR_PX)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.addWidget(area)
        layout.addWidget(right, 1)

    def _empty(self) -> EmptyPage:
        look, words = self._context.look, self._context.words
        choose = Button(look, words.say("importing.choose"), icon="folder-open", kind="normal")
        choose.clicked.connect(self.choose)
        return EmptyPage(
            look,
            icon="table-import",
            title=words.say("importing.empty"),
            sentence=words.say("importing.empty_why"),
            steps=[choose],
        )

    @Slot()
    def _read(self) -> None:
        self._pause.stop()
        if self._path is None or self._context.room.session is None:
            return
        self._prepared = None
        self._show_readiness()
        session = self._context.session
        plans = session.all(Plan)
        order = self.dates.value()
        options = ImportOptions(
            kind=ImportKind(self.kind.value()),
            sheet=self.sheet.value(),
            date_order=DateOrder(order) if order else None,
            skip_bad=self.skip.isChecked(),
            plan=plans[0].id if len(plans) == 1 else None,
        )
        if self._path.is_file() and self._path.stat().st_size > LARGE_FILE_BYTES:
            options = replace(options, most_rows=ROWS_OF_FIRST_LOOK)
        self._start_reading(self._path, options)

    def _start_reading(self, path: Path, options: ImportOptions) -> None:
        self._context.jobs.start(
            READ_JOB,
            message("importing.reading", file=path.name),
            partial(_prepare, self._context.session, path, options),
            on_done=self._on_read,
            on_failed=self._on_failed,
        )

    def _on_read(self, prepared: PreparedImport) -> None:
        self.error.hide()
        if prepared.account.is_first_look:
            self.preview.show_account(prepared.account)
            self._stack.setCurrentWidget(self.preview)
            if self._path is not None:
                self._start_reading(self._path, replace(prepared.options, most_rows=0))
            return
        self._prepared = prepared
        self._show_sheets(prepared)
        needed = self._context.words.say("importing.dates.needed")
        self.dates_box.show_fault(needed if prepared.account.has_open_dates else "")
        self.preview.show_account(prepared.account)
        self._stack.setCurrentWidget(self.preview)
        self._show_readiness()

    def _show_sheets(self, prepared: PreparedImport) -> None:
        sheets = prepared.account.sheets
        self._sheet_box.setVisible(len(sheets) > 1)
        if self.sheet.count() > 1 or len(sheets) < 2:
            return
        for sheet in sheets:
            self.sheet.addItem(sheet.name, sheet.name)

    def _on_written(self, _changes: Changes) -> None:
        words = self._context.words
        prepared, self._prepared = self._prepared, None
        self._show_readiness()
        if prepared is None:
            return
        account = prepared.account
        n = sum(count for _, count in (*account.created, *account.updated))
        table = TABLE_OF.get(account.kind)
        if table is not None:
            self._context.navigate(table, None)
        self._context.say(words.say("importing.done", file=account.file, n=n))

    def _on_failed(self, error: Exception) -> None:
        text = error_text(error, self._context.words)
        kept = self._context.words.say("importing.nothing_written")
        is_known = isinstance(error, CrisisPlannerError)
        rest = "\n".join(filter(None, (text.rest, kept if is_known else "")))
        self.error.show_error(text.headline, rest, text.details)
        self._stack.setCurrentIndex(0)
        self._show_readiness()

    def _show_readiness(self) -> None:
        can = self._prepared is not None and not self._prepared.account.is_refused
        self._context.board.hold(CAN_IMPORT, holds=can)
        self.report.setEnabled(self._prepared is not None)

    @Slot(str)
    def _on_file_selected(self, name: str) -> None:
        self._context.settings.folder = Path(name).parent
        self.take(Path(name))

    @Slot(str)
    def _on_report_chosen(self, name: str) -> None:
        self.save_report(Path(name))

    @Slot(object)
    def _on_room_changed(self, _changes: Changes) -> None:
        # What would be written was worked out on a workspace that is another now.
        if self._prepared is not None and not self._context.jobs.is_running(WRITE_JOB):
            self._pause.start()


def _prepare(
    session: Session, path: Path, options: ImportOptions, watcher: Watcher
) -> PreparedImport:
    return importing.prepare_import(session, path, options, watcher)


def _write(session: Session, prepared: PreparedImport, _watcher: Watcher) -> Changes:
    return importing.write_import(session, prepared)
