"""Open, create, copy and close workspaces from the window; files are touched in jobs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from crisisplanner.domain.errors import Cancelled
from crisisplanner.domain.file_names import WORKSPACE_SUFFIX
from crisisplanner.domain.markings import MarkingKind
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.progress import Watcher
from crisisplanner.ui.jobs import Jobs
from crisisplanner.ui.room import Room
from crisisplanner.ui.settings import Editor, RecentWorkspace, WindowSettings
from crisisplanner.ui.shell.closing import Closing
from crisisplanner.ui.widgets.file_dialog import ask_where, ask_which_file
from crisisplanner.wording.catalogue import Wording

if TYPE_CHECKING:
    from crisisplanner.services.session import Session
    from crisisplanner.services.workspace_backups import Backup

JOB = "workspace"


class Opening(QObject):
    """Bring workspaces into the room."""

    def __init__(
        self,
        window: QWidget,
        room: Room,
        closing: Closing,
        jobs: Jobs,
        settings: WindowSettings,
        words: Wording,
        say: Callable[[str], None],
        fail: Callable[[Exception], None],
        offer: Callable[[str, Callable[[], None]], None],
    ) -> None:
        super().__init__(window)
        self._offer = offer
        self._window, self._room, self._closing, self._jobs = window, room, closing, jobs
        self._settings, self._words = settings, words
        self._say, self._fail = say, fail
        self._arrived: Session | None = None

    def open(self, path: Path) -> None:
        """Open a workspace file."""
        author = self._author.name
        session = self._room.session
        if session is not None and session.path == path.resolve():
            # A second opener of the same file would only be allowed to read.
            self._room.leave()
        wait_until_closed = self._closing.waiting_for(path)

        def make() -> Session:
            from crisisplanner.services.workspaces import open_workspace

            wait_until_closed()
            return open_workspace(path, author=author)

        self._bring(
            message("window.opening", name=path.name),
            make,
            partial(self._on_not_opened, path),
        )

    def create(self, path: Path, case: str | None = None) -> None:
        """Create a workspace file, empty or with a case, and open it."""
        editor = self._author

        def make() -> Session:
            from crisisplanner.services.workspaces import create_workspace

            return create_workspace(
                path, author=editor.name, organisation=editor.organisation, case=case
            )

        self._bring(message("window.creating", name=path.name), make)

    def ask_open(self) -> None:
        """Ask for a file and open it."""
        self._ask("window.open_title", self.open, is_new=False)

    def ask_create(self, case: str | None = None, title: str = "") -> None:
        """Ask where the new workspace goes and create it, empty or from a case."""
        suggested = title.lower().replace(" ", "-") + WORKSPACE_SUFFIX if title else ""

        def create(path: Path) -> None:
            self.create(path, case)

        self._ask("window.new_title", create, is_new=True, suggested=suggested)

    def ask_copy(self) -> None:
        """Ask where a copy goes and save it."""
        self._ask("window.copy_title", self.save_copy, is_new=True)

    def save_copy(self, path: Path) -> None:
        """Save a whole copy of the open workspace."""
        session = self._room.session
        if session is None:
            return

        def work(watcher: Watcher) -> Any:
            from crisisplanner.services.workspaces import save_copy

            save_copy(session, path, watcher)

        def done(_result: object) -> None:
            self._say(self._words.say("window.copied", path=str(path)))

        title = message("window.copying", name=path.name)
        self._jobs.start("copy", title, work, on_done=done, on_failed=self._fail)

    def close(self) -> None:
        """Close what is open, and what a job opened that nobody took."""
        self._room.leave()
        if self._arrived is not None:
            self._closing.close(self._arrived)
            self._arrived = None
        self._closing.close_rest()

    @property
    def _author(self) -> Editor:
        return self._settings.editor or Editor(self._words.say("window.somebody"))

    def _on_not_opened(self, path: Path, error: Exception) -> None:
        """Say why, and offer the automatic backups where the file itself is the trouble."""
        from crisisplanner.services.workspace_backups import backups_for

        self._fail(error)
        backups = backups_for(path, error)
        if backups:
            self._offer(
                self._words.say("window.open_backup"), partial(self._choose_backup, path, backups)
            )

    def _choose_backup(self, path: Path, backups: Sequence[Backup]) -> None:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for backup in backups:
            text = self._words.say("window.backup_of", made=backup.made_at)
            menu.addAction(text).triggered.connect(_Choice(self._open_backup, path, backup))
        menu.popup(QCursor.pos())

    def _open_backup(self, path: Path, backup: Backup) -> None:
        author = self._author.name

        def make() -> Session:
            from crisisplanner.services.workspace_backups import copy_backup
            from crisisplanner.services.workspaces import open_workspace

            copy = copy_backup(backup, path)
            return open_workspace(copy, author=author)

        self._bring(message("window.opening", name=path.name), make)

    def _bring(
        self,
        title: Message,
        make: Callable[[], Session],
        on_failed: Callable[[Exception], None] | None = None,
    ) -> None:
        def work(watcher: Watcher) -> Session:
            session = make()
            if watcher.is_cancelled():
                session.close()
                raise Cancelled
            self._arrived = session
            return session

        self._jobs.start(
            JOB, title, work, on_done=self._on_arrived, on_failed=on_failed or self._fail
        )

    def _on_arrived(self, session: Session) -> None:
        self._arrived = None
        self._room.enter(session)
        workspace = session.workspace()
        kind = workspace.marking.kind if workspace.marking is not None else MarkingKind.REAL
        opened = RecentWorkspace(
            session.path.absolute(),
            workspace.name,
            session.outside.now().isoformat(),
            kind is MarkingKind.EXERCISE,
        )
        self._settings.remember(opened)
        self._say(self._words.say("window.opened", name=workspace.name))

    def _ask(
        self, title: str, use: Callable[[Path], None], *, is_new: bool, suggested: str = ""
    ) -> None:
        def chosen(path: Path) -> None:
            self._settings.folder = path.parent
            use(path)

        said, files = self._words.say(title), [self._words.say("window.workspace_files")]
        folder = self._settings.folder
        if is_new:
            ask_where(
                self._window,
                said,
                files,
                chosen,
                suffix=WORKSPACE_SUFFIX,
                folder=folder,
                suggested=suggested,
            )
        else:
            ask_which_file(self._window, said, files, chosen, folder=folder)


class _Choice:
    """Open the backup of a menu's entry."""

    def __init__(
        self,
        use: Callable[[Path, Backup], None],
        path: Path,
        backup: Backup,
    ) -> None:
        self._use, self._path, self._backup = use, path, backup

    def __call__(self, *_: object) -> None:
        self._use(self._path, self._backup)
