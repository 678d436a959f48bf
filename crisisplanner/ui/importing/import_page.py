"""The import page: choose a file, see what was understood, say otherwise, write it as one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from crisisplanner.domain.account import Account, ImportKind, ImportOptions
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.changes import Changes, Create
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services import importing
from crisisplanner.services.importing import PreparedImport
from crisisplanner.ui.importing.import_form import ImportForm
from crisisplanner.ui.importing.names_editor import NameLine
from crisisplanner.ui.importing.nothing_read import NothingRead
from crisisplanner.ui.importing.preview import ImportPreview
from crisisplanner.ui.importing.reading import look_up, read, write
from crisisplanner.ui.importing.wish_keeper import WishKeeper
from crisisplanner.ui.importing.wishes import Wishes
from crisisplanner.ui.pages import Page, PageContext
from crisisplanner.ui.shell.errors import error_text
from crisisplanner.ui.widgets.file_dialog import ask_where, ask_which_file
from crisisplanner.ui.widgets.panels import ErrorPanel, column, row

READ_JOB, WRITE_JOB, NAMES_JOB = "import.read", "import.write", "import.names"
CAN_IMPORT = "can_import"
FORM_PX = 300
SCROLL_BAR_PX = 12
PAUSE_MS = 150
LARGE_FILE_BYTES = 400_000
ROWS_OF_FIRST_LOOK = 200
"""A large file shows its first rows at once; all are read while they are looked at."""
MOST_SELECTED = 500
HIDDEN = frozenset({"import.only_hidden", "import.all_hidden"})
"""Errors that name the sheets of which one can be read if it is asked for."""
TABLE_OF = {
    ImportKind.PARTNERS: "partners",
    ImportKind.OFFERS: "offers",
    ImportKind.CONTRIBUTIONS: "offers",
    ImportKind.REQUIREMENTS: "requirements",
}
PAGE_OF = {
    ImportKind.ACTIVITIES: "presence",
    ImportKind.EVENTS: "map",
    ImportKind.INDICATORS: "series",
    ImportKind.CRISES: "crises",
    ImportKind.MEMBERSHIPS: "institutions",
    ImportKind.CALENDAR: "calendar",
    ImportKind.AIRFIELDS: "nodes",
    ImportKind.RUNWAYS: "nodes",
    ImportKind.NEEDS: "needs",
}
"""Where imported rows are seen that are no table of their own."""
KIND_OF_TABLE = {"partners": Partner.KIND, "offers": Offer.KIND, "requirements": Requirement.KIND}


class ImportPage(Page):
    """Take a sheet in."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.wishes = Wishes()
        self._prepared: PreparedImport | None = None
        self._written: PreparedImport | None = None
        self._is_new_file = True
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
            self.choose_kind(ImportKind(argument))
            self.wishes.may_guess = True
        self._show_readiness()

    def leave(self) -> None:
        self._pause.stop()

    def choose(self) -> None:
        """Ask for the file."""
        words, folder = self._context.words, self._context.settings.folder
        files = [words.say("importing.sheets"), words.say("importing.any")]
        title = words.say("importing.choose_title")
        ask_which_file(self, title, files, self._take_chosen, folder=folder)

    def take(self, path: Path) -> None:
        """Read a file and show what was understood."""
        self.wishes.take(path)
        self._is_new_file = True
        self.preview.show_part("found")
        self.form.clear()
        self.form.file.setText(str(path))
        self.form.file.setToolTip(str(path))
        self._read()

    def choose_kind(self, kind: ImportKind) -> None:
        """Say what the rows are."""
        self.wishes.kind, self.wishes.may_guess = kind, False
        self.wishes.forget_columns()
        self.form.show_kind(kind, is_guessed=False)
        self._pause.start()

    def choose_report(self) -> None:
        """Ask where the report of every row goes."""
        words = self._context.words
        title, files = words.say("import.report_title"), [words.say("import.report_files")]
        ask_where(self, title, files, self.save_report, suffix="csv")

    def save_report(self, path: Path) -> None:
        """Write what became of every row, and why."""
        known = self._prepared or self._written
        if known is None:
            return
        words = self._context.words
        try:
            importing.write_report(known, path, words)
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
        self._context.jobs.start(
            WRITE_JOB,
            message("importing.writing", file=prepared.account.file),
            partial(write, self._context.session, prepared),
            on_done=self._on_written,
            on_failed=self._on_failed,
        )

    def _build(self) -> None:
        look, words = self._context.look, self._context.words
        self.form = ImportForm(look, words)
        self.form.kind_chosen.connect(self._on_kind_chosen)
        self.form.changed.connect(self._on_form_changed)
        self.form.report_wanted.connect(self.choose_report)
        self.error = ErrorPanel(
            look, details=words.say("window.details"), close=words.say("window.close_error")
        )
        self.preview = ImportPreview(look, words)
        self.preview.page_wanted.connect(self._context.navigate)
        self._keeper = WishKeeper(self.wishes, self.preview)
        self._keeper.changed.connect(self._pause.start)
        self.preview.names.another_wanted.connect(self._on_another_wanted)
        self._stack = QStackedWidget()
        self.nothing = NothingRead(look, words, self.choose)
        self._stack.addWidget(self.nothing)
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
        held.addWidget(self.form)
        held.addStretch()
        area.setWidget(holder)
        area.setFixedWidth(FORM_PX + SCROLL_BAR_PX)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.addWidget(area)
        layout.addWidget(right, 1)

    @Slot()
    def _read(self) -> None:
        self._pause.stop()
        path = self.wishes.path
        if path is None or self._context.room.session is None:
            return
        self._prepared = self._written = None
        self._show_readiness()
        plans = self._context.session.all(Plan)
        options = self.wishes.options(plans[0].id if len(plans) == 1 else None)
        if path.is_file() and path.stat().st_size > LARGE_FILE_BYTES:
            options = replace(options, most_rows=ROWS_OF_FIRST_LOOK)
        self._start_reading(path, options, may_guess=self.wishes.may_guess)

    def _start_reading(self, path: Path, options: ImportOptions, *, may_guess: bool) -> None:
        is_large = path.is_file() and path.stat().st_size > LARGE_FILE_BYTES
        self._context.jobs.start(
            READ_JOB,
            message("importing.reading", file=path.name),
            partial(
                read,
                self._context.session,
                path,
                options,
                may_guess=may_guess,
                in_process=is_large and not options.most_rows,
            ),
            on_done=self._on_read,
            on_failed=self._on_failed,
        )

    def _on_read(self, prepared: PreparedImport) -> None:
        account = prepared.account
        self.error.hide()
        if account.kind is not self.wishes.kind:
            self.wishes.kind = account.kind
            self.form.show_kind(account.kind, is_guessed=True)
        self.form.offer_sources(importing.known_sources(self._context.session, account.kind))
        self.form.show_account(account)
        self.preview.show_account(account, self.wishes.names)
        self._show_first_part(account)
        self._stack.setCurrentWidget(self.preview)
        if account.is_first_look and account.n_rows and self.wishes.path is not None:
            # What its rows are was guessed from the first ones.
            whole = replace(prepared.options, most_rows=0)
            self._start_reading(self.wishes.path, whole, may_guess=False)
            return
        self._prepared = prepared
        self._show_readiness()

    def _show_first_part(self, account: Account) -> None:
        """Show a new file's faults first, or its columns if they are what is to be said."""
        asks = account.asks_for_columns or any(column.open_date for column in account.columns)
        if asks and not self.wishes.columns and (account.asks_for_columns or account.is_first_look):
            self.preview.show_part("columns")
        elif self._is_new_file:
            self.preview.show_part("found")
        self._is_new_file = account.is_first_look

    def _on_written(self, _changes: Changes) -> None:
        words = self._context.words
        prepared, self._prepared = self._prepared, None
        self._written = prepared
        self._show_readiness()
        if prepared is None:
            return
        account = prepared.account
        n = sum(count for _, count in (*account.created, *account.updated))
        table = TABLE_OF.get(account.kind)
        self.preview.show_taken(account, table or PAGE_OF.get(account.kind, ""))
        if table is not None:
            new = (c.entity for c in prepared.changes if isinstance(c, Create))
            kind = KIND_OF_TABLE[table]
            ids = (entity.id for entity in new if kind == entity.KIND)
            self._context.navigate(table, tuple(islice(ids, MOST_SELECTED)))
        self._context.say(words.say("importing.done", file=account.file, n=n))

    def _on_failed(self, error: Exception) -> None:
        text = error_text(error, self._context.words)
        kept = self._context.words.say("importing.nothing_written")
        is_known = isinstance(error, CrisisPlannerError)
        rest = "\n".join(filter(None, (text.rest, kept if is_known else "")))
        self.error.show_error(text.headline, rest, text.details)
        if isinstance(error, CrisisPlannerError):
            codes = {said.code for said in error.messages}
            if codes & {"import.wrong_encoding", "import.not_that_encoding"}:
                self.form.ask_for_encoding()
            for said in error.messages:
                if said.code in HIDDEN:
                    self.form.offer_sheets(said.values["sheets"])
        if self.wishes.path is not None:
            self.nothing.show_unread(self.wishes.path.name)
        self._stack.setCurrentIndex(0)
        self._show_readiness()

    def _show_readiness(self) -> None:
        can = self._prepared is not None and not self._prepared.account.is_refused
        self._context.board.hold(CAN_IMPORT, holds=can)
        self.form.report.setEnabled((self._prepared or self._written) is not None)

    def _take_chosen(self, path: Path) -> None:
        self._context.settings.folder = path.parent
        self.take(path)

    @Slot(str)
    def _on_kind_chosen(self, kind: str) -> None:
        self.choose_kind(ImportKind(kind))

    @Slot()
    def _on_form_changed(self) -> None:
        form, wishes = self.form, self.wishes
        header = form.header.value()
        said = (
            form.sheet.value(),
            int(header) if header else None,
            form.source.text().strip(),
            form.encoding.value(),
            form.skip.isChecked(),
        )
        before = (
            *(wishes.sheet, wishes.header_row, wishes.source),
            *(wishes.encoding, wishes.skip_bad),
        )
        if said == before:
            return
        if said[:2] != before[:2]:
            wishes.forget_columns()
        wishes.sheet, wishes.header_row, wishes.source, wishes.encoding, wishes.skip_bad = said
        self._pause.start()

    @Slot(object)
    def _on_another_wanted(self, line: NameLine) -> None:
        self._context.jobs.start(
            NAMES_JOB,
            message("importing.finding_things"),
            partial(look_up, self._context.session, line.name.kind),
            on_done=line.offer_all,
            on_failed=self._on_failed,
        )

    @Slot(object)
    def _on_room_changed(self, _changes: Changes) -> None:
        # What would be written was worked out on a workspace that is another now.
        known = self._prepared or self._written
        if known is not None and not self._context.jobs.is_running(WRITE_JOB):
            self._pause.start()
