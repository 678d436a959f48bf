"""The print page: choose document and paper, see the real PDF, export it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QProgressBar,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from crisisplanner.domain.plans import Plan
from crisisplanner.domain.progress import Progress
from crisisplanner.services.publishing import DOCUMENTS, PAPERS
from crisisplanner.ui.pages import Page, PageContext
from crisisplanner.ui.printing.pdf_view import PdfView
from crisisplanner.ui.printing.press import Order, Press, Printed, plans_in_order
from crisisplanner.ui.printing.preview_bar import PreviewBar
from crisisplanner.ui.printing.print_actions import EXPORT, NAME_VERSION
from crisisplanner.ui.printing.version_box import NameVersion, VersionBox
from crisisplanner.ui.shell.errors import error_text
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField, FieldBox
from crisisplanner.ui.widgets.file_dialog import FileDialog, ask_where
from crisisplanner.ui.widgets.panels import EmptyPage, column, row
from crisisplanner.ui.widgets.text import Text

SIDE_PX = 300
SIDE_LEAST_PX = 220
STEPS = 1000
UNSAFE = '<>:"/\\|?*'
PREVIEW, BUSY, EMPTY = range(3)


class PrintPage(Page):
    """Show what would be printed."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.press = Press(context, self)
        self.view = PdfView(context.look, context.words, context.jobs)
        self.bar = PreviewBar(context.look, context.words, self.view)
        self._printed: Printed | None = None
        words, look = context.words, context.look
        self.document = ChoiceField(
            look, [(name, words.say(f"print_page.document.{name}")) for name in DOCUMENTS]
        )
        self.plan = ChoiceField(look)
        self.reader = ChoiceField(look, [("", words.say("print_page.reader.own"))])
        self.paper = ChoiceField(
            look, [(name, words.say(f"print_page.paper.{name}")) for name in PAPERS]
        )
        self.version = VersionBox(context)
        self.length = Text(look, "", "body", "text_2")
        self.busy_text = Text(look, "", "body", "text_2")
        self.busy_bar = QProgressBar()
        self.cancel = Button(look, words.say("print_page.cancel"))
        self._stack = QStackedWidget()
        self._failure: EmptyPage | None = None
        self._build_page()
        self._connect()

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        return {EXPORT: self.export_asked, NAME_VERSION: self.name_asked}

    def enter(self, argument: object) -> None:
        self.press.want(is_wanted=True)
        plan = argument if isinstance(argument, str) else self.press.order.plan
        self._show_plans(plans_in_order(self._context.session), plan)
        self._order(plan, self.press.order.version if plan == self.press.order.plan else "")

    def leave(self) -> None:
        self.press.want(is_wanted=False)

    def ask_export(self) -> FileDialog | None:
        """Ask where to write the PDF."""
        if self._printed is None or self._printed.pages is None:
            return None
        words = self._context.words
        session = self._context.room.session
        return ask_where(
            self,
            words.say("print_page.dialog"),
            [words.say("print_page.pdf_files")],
            self._export_to,
            suffix="pdf",
            folder=None if session is None else session.path.parent,
            suggested=self._file_name(),
        )

    @Slot()
    def export_asked(self) -> None:
        """Open the dialog, as the action does."""
        self.ask_export()

    def ask_name(self) -> NameVersion | None:
        """Ask how the version is called that the chosen plan is made into."""
        if not self.plan.count():
            self._context.say(self._context.words.say("print_page.empty.sentence"))
            return None
        plan = self.plan.value()
        dialog = NameVersion(self._context, self, plan, self.plan.currentText())
        dialog.open()
        return dialog

    @Slot()
    def name_asked(self) -> None:
        """Open the dialog of a version, as the action does."""
        self.ask_name()

    @Slot()
    def _let_go(self) -> None:
        """Close the document that is shown."""
        self.view.show_pages(None)
        if self._printed is not None and self._printed.pages is not None:
            self._printed.pages.close()
        self._printed = None

    def _file_name(self) -> str:
        words = self._context.words
        title = self.plan.currentText()
        version = None if self._printed is None else self._printed.version
        safe = "".join("-" if sign in UNSAFE or ord(sign) < 32 else sign for sign in title)
        title = safe.strip(" .")
        if version is not None:
            number = version.number
            return words.say("print_page.version.file_name", title=title, number=number)
        return words.say("print_page.file_name", title=title)

    def _show_plans(self, plans: Sequence[Plan], chosen: str) -> None:
        self.plan.clear()
        for plan in plans:
            self.plan.addItem(plan.title, plan.id)
        self.plan.choose(chosen)

    def _order(self, plan: str, version: str = "") -> None:
        self._show_busy()
        self.press.build(Order(plan, self.paper.value(), version))

    def _build_page(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._side())
        splitter.addWidget(self._main())
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([SIDE_PX, 900])
        column(self).addWidget(splitter)

    def _side(self) -> QWidget:
        look, words = self._context.look, self._context.words
        side = QFrame()
        side.setProperty("ground", "surface")
        layout = column(side, gap=14)
        layout.setContentsMargins(20, 16, 20, 16)
        self.reader.setEnabled(False)
        self.reader.setToolTip(words.say("print_page.reader.hint"))
        for name, field in (
            ("document", self.document),
            ("plan", self.plan),
            ("reader", self.reader),
            ("paper", self.paper),
        ):
            layout.addWidget(FieldBox(look, words.say(f"print_page.{name}"), field))
            if field is self.reader:
                later = words.say("print_page.reader.later")
                layout.addWidget(Text(look, later, "small", "text_2", wrap=True))
        layout.addWidget(self.version)
        layout.addWidget(self.length)
        layout.addWidget(Text(look, words.say("print_page.note"), "small", "text_2", wrap=True))
        layout.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumWidth(SIDE_LEAST_PX)
        area.setWidget(side)
        return area

    def _main(self) -> QWidget:
        preview = QWidget()
        parts = column(preview)
        parts.addWidget(self.bar)
        parts.addWidget(self.view, 1)
        busy = QWidget()
        busy_column = column(busy, gap=12)
        busy_column.addStretch(2)
        for part in (self.busy_text, self.busy_bar, self.cancel):
            line = row()
            line.addStretch()
            line.addWidget(part)
            line.addStretch()
            busy_column.addLayout(line)
        busy_column.addStretch(3)
        self.busy_bar.setTextVisible(False)
        self.busy_bar.setFixedWidth(320)
        self.busy_bar.setAccessibleName(self._context.words.say("print_page.building"))
        empty = EmptyPage(
            self._context.look,
            icon="printer",
            title=self._context.words.say("print_page.empty.title"),
            sentence=self._context.words.say("print_page.empty.sentence"),
            steps=[ActionButton(self._context.look, self._context.board, "plans.add")],
        )
        for face in (preview, busy, empty):
            self._stack.addWidget(face)
        return self._stack

    def _connect(self) -> None:
        self.press.built.connect(self._on_press_built)
        self.press.failed.connect(self._on_press_failed)
        self.press.progressed.connect(self._on_press_progressed)
        self.press.cancelled.connect(self._on_press_cancelled)
        self.cancel.clicked.connect(self.press.cancel)
        self._context.room.closing.connect(self._let_go)
        self.plan.activated.connect(self._on_choice_activated)
        self.paper.activated.connect(self._on_choice_activated)
        self.version.chosen.connect(self._on_choice_activated)

    def _show_busy(self) -> None:
        # What is shown stays in sight while it is built anew.
        if self._printed is None or self._printed.pages is None:
            self.busy_text.setText(self._context.words.say("print_page.building"))
            self.busy_bar.setRange(0, 0)
            self._stack.setCurrentIndex(BUSY)

    @Slot()
    def _on_choice_activated(self) -> None:
        plan = self.plan.value() if self.plan.count() else ""
        # The versions that are listed are those of the plan that was printed.
        is_same = plan == self.press.order.plan
        self._order(plan, self.version.wanted() if is_same else "")

    @Slot(object)
    def _on_press_progressed(self, progress: Progress) -> None:
        self.busy_text.setText(self._context.words.message(progress.what))
        if progress.share is not None:
            self.busy_bar.setRange(0, STEPS)
            self.busy_bar.setValue(round(progress.share * STEPS))

    @Slot()
    def _on_press_cancelled(self) -> None:
        self._context.say(self._context.words.say("print_page.cancelled"))
        if self._printed is None or self._printed.pages is None:
            self._show_failure(self._context.words.say("print_page.cancelled"))

    @Slot(object)
    def _on_press_failed(self, error: Exception) -> None:
        self._context.fail(error)
        self._show_failure(error_text(error, self._context.words).headline)

    def _show_failure(self, sentence: str) -> None:
        words, look = self._context.words, self._context.look
        if self._failure is not None:
            self._stack.removeWidget(self._failure)
            self._failure.deleteLater()
        again = Button(look, words.say("print_page.retry"), icon="refresh")
        again.clicked.connect(self._on_choice_activated)
        self._failure = EmptyPage(
            look,
            icon="alert-circle",
            title=words.say("print_page.failed.title"),
            sentence=sentence,
            steps=[again],
        )
        self._stack.addWidget(self._failure)
        self._stack.setCurrentWidget(self._failure)

    @Slot(object)
    def _on_press_built(self, printed: Printed) -> None:
        # A preview built anew must not take the keyboard from where a person is.
        is_first = self._printed is None or self._printed.pages is None
        at = self.window().focusWidget()
        takes_focus = is_first and (at is None or not at.isVisible() or self.isAncestorOf(at))
        self._let_go()
        self._printed = printed
        self._show_plans(printed.plans, printed.order.plan)
        self._stack.setCurrentIndex(EMPTY if printed.pages is None else PREVIEW)
        self.version.show_printed(printed)
        self.view.show_pages(printed.pages)
        n = 0 if printed.pages is None else len(printed.pages)
        self.length.setText(self._context.words.say("print_page.n_pages", n=n) if n else "")
        self.bar.refresh()
        if takes_focus:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _export_to(self, path: Path) -> None:
        self.press.export(path, self._printed)
