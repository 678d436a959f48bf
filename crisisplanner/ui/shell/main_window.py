"""The main window: it composes rail, header, tabs, pages and strip, and hands on what they ask.

What a user does with data lives in services; what a page shows lives in its own folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from crisisplanner.ui.actions import WORKSPACE, WRITABLE, ActionBoard
from crisisplanner.ui.jobs import Jobs
from crisisplanner.ui.pages import Heading, Page, PageContext, PageRegistry, Place
from crisisplanner.ui.room import Room
from crisisplanner.ui.settings import Editor, WindowSettings
from crisisplanner.ui.shell.backup_notice import BackupNotice
from crisisplanner.ui.shell.closing import Closing
from crisisplanner.ui.shell.command_box import CommandBox
from crisisplanner.ui.shell.errors import error_text
from crisisplanner.ui.shell.finding import Finder
from crisisplanner.ui.shell.first_start import FirstStart
from crisisplanner.ui.shell.frame import WindowFrame
from crisisplanner.ui.shell.header import Header
from crisisplanner.ui.shell.nameplate import Nameplate
from crisisplanner.ui.shell.notice import NoticeBar
from crisisplanner.ui.shell.opening import Opening
from crisisplanner.ui.shell.page_stack import PageStack
from crisisplanner.ui.shell.plan_notice import MATCH_ACTION, PlanNotice
from crisisplanner.ui.shell.plan_watch import PlanWatch
from crisisplanner.ui.shell.rail import Rail
from crisisplanner.ui.shell.reading_notice import ReadingNotice
from crisisplanner.ui.shell.strip import StatusStrip
from crisisplanner.ui.shell.tab_row import TabRow
from crisisplanner.ui.shell.undoing import Undoing
from crisisplanner.ui.shell.window_actions import WINDOW_ACTIONS
from crisisplanner.ui.theme.focus_ring import FocusRing
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.theme.theme import Appearance
from crisisplanner.ui.widgets.panels import ErrorPanel, column
from crisisplanner.wording.catalogue import Wording

HOME = "home"
START_SIZE = QSize(1440, 900)
LEAST_SIZE = QSize(640, 360)
FRAME_SIZE = QSize(8, 48)
"""What a system puts around a window, most of it above."""


class MainWindow(QMainWindow):
    """One window over one workspace."""

    closed = Signal()

    def __init__(
        self,
        look: Look,
        words: Wording,
        settings: WindowSettings,
        registry: PageRegistry,
        log_file: Path | None = None,
    ) -> None:
        super().__init__()
        self._look, self._words = look, words
        self.settings, self.registry = settings, registry
        self._log_file = log_file
        self.jobs = Jobs(self)
        self.closing = Closing(self.jobs, self)
        self.room = Room(self.closing.close, self)
        self.board = ActionBoard((*WINDOW_ACTIONS, *registry.actions()), words, self)
        self.plan_watch = PlanWatch(self.room, self.jobs, self.fail)
        self.error = ErrorPanel(
            look, details=words.say("window.details"), close=words.say("window.close_error")
        )
        self.opening = Opening(
            self,
            self.room,
            self.closing,
            self.jobs,
            settings,
            words,
            self.say,
            self.fail,
            self.error.offer,
        )
        self.undoing = Undoing(self.room, self.jobs, self.board, words, self.say, self.fail)
        self._is_quitting = False
        self._build()
        self._connect()
        self._verbs = self._window_verbs()
        self._last_pages: dict[Place, str] = {}
        """The tab of each place that was shown last, to come back to."""
        if not self.restoreGeometry(settings.state("geometry")):
            self.resize(START_SIZE.boundedTo(self.screen().availableSize() - FRAME_SIZE))
        self._nameplate.show_person(settings.editor)
        self._nameplate.show_workspace(None)
        self.show_page(HOME)

    def show_page(self, page_id: str, argument: object = None) -> None:
        """Open a page; without a workspace only pages that need none."""
        entry = self.registry.entry(page_id)
        if entry.needs_workspace and self.room.session is None:
            self.say(self._words.say("window.no_workspace"))
            page_id = HOME
            entry = self.registry.entry(page_id)
        # Tabs and actions first: a page may trigger or explain its actions as it opens.
        self.rail.show_place(entry.place)
        tabs = [e for e in self.registry.of_place(entry.place) if e.has_tab]
        titles = [(e.id, self._words.say(f"page.{e.id}")) for e in tabs]
        actions = self.board.of_page(page_id)
        self.tabs.show_pages(titles, page_id)
        self.tabs.show_actions(actions)
        self.tabs.setVisible(bool(titles) and page_id != HOME)
        self.error.hide()
        if entry.has_tab:
            self._last_pages[entry.place] = page_id
        self.stack.show_page(page_id, argument, self.context)
        self._show_heading()
        self._plan_notice.refresh()

    def page(self, page_id: str) -> Page | None:
        """Give a page that was opened before."""
        return self.stack.page(page_id)

    def say(self, sentence: str) -> None:
        """Write into the strip what just happened; an error before it is over."""
        self.error.hide()
        self.strip.say(sentence)

    def fail(self, error: Exception) -> None:
        """Show an error in place, above the page."""
        text = error_text(error, self._words)
        self.error.show_error(text.headline, text.rest, text.details)
        self.strip.say(text.headline, "alert-circle", "open")

    @Slot(str)
    def trigger(self, action_id: str) -> None:
        """Do an action; one of a page opens that page first."""
        spec = self.board.specs[action_id]
        why_not = self.board.why_not(action_id)
        if why_not:
            self.strip.refuse(why_not)
            return
        verb: Callable[[], object] | None = None
        if spec.page:
            if self.stack.current != spec.page:
                self.show_page(spec.page)
            page = self.page(spec.page)
            verb = page.verbs().get(action_id) if page is not None else None
        else:
            verb = self._verbs.get(action_id)
        if verb is not None:
            verb()

    def set_editor(self, editor: Editor) -> None:
        """Remember who works here; later changes carry the name."""
        self.settings.editor = editor
        self._nameplate.show_person(editor)
        if self.room.session is not None:
            self.room.session.author = editor.name

    def ask_who(self) -> FirstStart:
        """Ask who works here."""
        dialog = FirstStart(self._look, self._words, self, self.settings.editor)
        dialog.answered.connect(self._on_first_start_answered)
        dialog.open()
        return dialog

    def open_path(self, path: Path) -> None:
        """Open a workspace file, as from the command line."""
        self.opening.open(path)

    def _build(self) -> None:
        look, words = self._look, self._words
        self.setWindowTitle(words.say("window.title"))
        self.setMinimumSize(LEAST_SIZE)
        self._frame = WindowFrame(look, words.say("window.exercise_band"))
        self.rail = Rail(look, words, self.registry.places())
        self.header = Header(look, words, self.board)
        self.tabs = TabRow(look, words, self.board)
        self.notice = NoticeBar(look)
        self.backup_notice = BackupNotice(look, words, self.room, self.closing, self.board)
        self.reading_notice = ReadingNotice(look, words, self.room, self.board, self.open_path)
        self.stack = PageStack(self.registry)
        self.strip = StatusStrip(look, words, self.jobs)
        self._plan_notice = PlanNotice(self, self.notice, self.plan_watch, self.stack, words)
        self._plan_notice.match_asked.connect(self._on_plan_notice_match_asked)
        self.context = PageContext(
            look,
            words,
            self.settings,
            self.jobs,
            self.room,
            self.board,
            self.show_page,
            self.say,
            self.fail,
            self.opening.open,
            self.opening.ask_create,
            self.set_editor,
            self._log_file,
            self.error.offer,
        )
        finder = Finder(
            self.registry,
            self.board,
            self.room,
            self.jobs,
            words,
            self.show_page,
            self.trigger,
            self.fail,
        )
        self._nameplate = Nameplate(self, self.header, self._frame, self.strip, words)
        self.commands = CommandBox(look, words, finder.find, finder.find_things, self._frame)
        right = QWidget()
        parts = column(right)
        notices = (self.reading_notice, self.backup_notice, self.notice, self.error)
        for part in (self.header, self.tabs, *notices):
            parts.addWidget(part)
        parts.addWidget(self.stack, 1)
        parts.addWidget(self.strip)
        self._frame.content.addWidget(self.rail)
        self._frame.content.addWidget(right, 1)
        self.setCentralWidget(self._frame)
        self._ring = FocusRing(look, self)

    def _connect(self) -> None:
        self.rail.chosen.connect(self._on_rail_chosen)
        self.tabs.chosen.connect(self.show_page)
        self.header.search_asked.connect(self.commands.open)
        self.board.triggered.connect(self.trigger)
        self.board.refused.connect(self.strip.refuse)
        self.stack.heading_changed.connect(self._show_heading)
        self.closing.failed.connect(self.fail)
        self.closing.ended.connect(self._on_closing_ended)
        self.room.opened.connect(self._on_room_opened)
        self.room.closing.connect(self._on_room_closing)
        self.room.left.connect(self._on_room_left)
        self.room.changed.connect(self._on_room_changed)
        self.plan_watch.changed.connect(self._plan_notice.refresh)

    def _window_verbs(self) -> Mapping[str, Callable[[], object]]:
        return {
            "file.new": self.opening.ask_create,
            "file.open": self.opening.ask_open,
            "file.save_copy": self.opening.ask_copy,
            "file.close": self.room.leave,
            "file.quit": self.close,
            "edit.undo": self.undoing.undo,
            "edit.redo": self.undoing.redo,
            "view.search": self.commands.open,
            "view.light": partial(self.set_appearance, Appearance.LIGHT),
            "view.dark": partial(self.set_appearance, Appearance.DARK),
            "view.system": partial(self.set_appearance, Appearance.SYSTEM),
            "view.compact": partial(self._set_density, "compact"),
            "view.normal": partial(self._set_density, "normal"),
            "view.comfortable": partial(self._set_density, "comfortable"),
            "help.open": partial(self.show_page, "help"),
        }

    def set_appearance(self, appearance: Appearance) -> None:
        """Change the appearance and remember it."""
        self.settings.appearance = appearance
        self._look.set_appearance(appearance)

    def _set_density(self, density: str) -> None:
        self.settings.density = density
        self._look.set_density(density)

    def _show_heading(self) -> None:
        page_id = self.stack.current
        page = self.page(page_id)
        if page is None:
            return
        title = self._words.say(f"page.{page_id}")
        session = self.room.session
        entry = self.registry.entry(page_id)
        is_inside = entry.needs_workspace
        path = (session.workspace().name, title) if is_inside and session is not None else (title,)
        default = Heading(path)
        self.header.show_heading(page.heading() or default)

    @Slot(str)
    def _on_rail_chosen(self, place: str) -> None:
        chosen = Place(place)
        first = self.registry.of_place(chosen)[0].id
        is_there = self.registry.entry(self.stack.current).place is chosen
        self.show_page(first if is_there else self._last_pages.get(chosen, first))

    @Slot(object)
    def _on_first_start_answered(self, editor: Editor) -> None:
        self.set_editor(editor)
        page = self.page(self.stack.current)
        if page is not None:
            page.enter(None)

    @Slot()
    def _on_room_opened(self) -> None:
        session = self.context.session
        self.board.hold(WORKSPACE, holds=True)
        self.board.hold(WRITABLE, holds=not session.is_read_only)
        self._nameplate.show_workspace(session)
        last = self.settings.last_page(session.path)
        self.show_page(last if self.registry.is_of_workspace(last) else HOME)

    @Slot()
    def _on_room_closing(self) -> None:
        self.jobs.finish()
        self.settings.keep_last_page(self.context.session.path, self.stack.current)
        self.stack.drop_pages_of_workspace()
        self._last_pages.clear()
        self.board.hold(WORKSPACE, holds=False)
        self.board.hold(WRITABLE, holds=False)
        self._nameplate.show_workspace(None)
        self.notice.clear()

    @Slot(bool)
    def _on_closing_ended(self, all_closed: bool) -> None:
        is_quitting, self._is_quitting = self._is_quitting, False
        self._frame.setEnabled(True)
        # What failed is said before the window goes, as afterwards nobody would see it.
        if is_quitting and all_closed:
            self.close()

    @Slot()
    def _on_room_left(self) -> None:
        if self.isVisible() and not self.stack.current:
            self.show_page(HOME)

    @Slot(object)
    def _on_room_changed(self, changes: object) -> None:
        self.error.hide()
        kinds: frozenset[str] = getattr(changes, "kinds", frozenset())
        if "workspace" in kinds and self.room.session is not None:
            self._nameplate.show_workspace(self.room.session)
            self._show_heading()

    @Slot(str)
    def _on_plan_notice_match_asked(self, plan_id: str) -> None:
        self.show_page(self.board.specs[MATCH_ACTION].page, plan_id)
        self.trigger(MATCH_ACTION)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.commands.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.keep_state("geometry", self.saveGeometry())
        self.jobs.finish()
        self.opening.close()
        if self.closing.is_busy and not _is_ending_session():
            # The window goes when the backup is made; until then it says what it waits for.
            self._is_quitting = True
            self._frame.setEnabled(False)
            event.ignore()
            return
        self.jobs.close()
        if self.backup_notice.is_unread and not _is_ending_session():
            # Said before the window goes, as afterwards nobody would see it.
            self.backup_notice.show_left(self._words.say("window.close_now"), self.close)
            event.ignore()
            return
        self.settings.close()
        self.closed.emit()
        super().closeEvent(event)


def _is_ending_session() -> bool:
    application = QGuiApplication.instance()
    return isinstance(application, QGuiApplication) and application.isSavingSession()
