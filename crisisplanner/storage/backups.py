"""Copies of a workspace: those a person saves, and the last five that are made by themselves.

Automatic backups lie in a folder of this user, not beside the workspace, so that they outlive a lost
stick or a deleted folder. One is made when a session that wrote is closed, one before the first
write to a file that has none of its present state, and one before a migration. All copies go
through SQLite, never through the file system: a plain copy of an open file lacks the newest rows.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from crisisplanner.domain.changes import Group
from crisisplanner.domain.errors import Cancelled, bad_input, refused
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Progress, Watcher
from crisisplanner.storage import sqlite, write_lock
from crisisplanner.storage.connections import Connections
from crisisplanner.storage.sqlite import Access

BACKUPS_KEPT = 5
PART_ENDING = "-part"
BACKUP_ENDING = ".crisis"

_OF_WORKSPACE = re.compile(r"-of-[0-9a-f]{16}$")


def default_backup_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Name the folder of this user where automatic backups go."""
    if sys.platform == "win32":
        base = Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "crisisplanner" / "backups"


def save_copy(connections: Connections, source: Path, target: Path, watcher: Watcher) -> None:
    """Save a whole copy of an open workspace under another name.

    The copy is complete before it has its name; an older file of that name stays until then.
    """
    if target.exists() and target.samefile(source):
        raise bad_input("storage.copy_onto_itself", path=str(target))
    if target.is_dir():
        raise bad_input("storage.is_a_folder", path=str(target))
    if not target.parent.is_dir():
        raise bad_input("storage.no_folder", path=str(target.parent))
    if write_lock.is_held(target):
        raise refused("storage.copy_onto_open", path=str(target))
    what = message("storage.copying", path=str(target))

    def go_on(share: float) -> None:
        if watcher.is_cancelled():
            raise Cancelled
        watcher.report(Progress(what, share))

    with sqlite.coded_errors(target):
        _copy(connections, target, go_on)


def _copy(
    connections: Connections, target: Path, go_on: Callable[[float], None] | None = None
) -> None:
    part = Path(f"{target}{PART_ENDING}")
    sqlite.remove_with_side_files(part)
    try:
        with connections.looking() as connection:
            sqlite.copy_into(connection, part, go_on)
        part.replace(target)
        sqlite.flush_to_disk(target)
    except BaseException:
        sqlite.remove_with_side_files(part)
        raise


def state_of(newest: Group | None) -> str:
    """Name the state of a workspace by its newest group."""
    return "0" if newest is None else f"{newest.position:d}-{newest.id[:8]}"


class AutomaticBackups:
    """Keep the last five states of one workspace, at each path where it was written.

    The name of a folder tells the path and, at its end, the workspace: a damaged file still finds
    its backups by its path, and a workspace finds all of its own wherever it lay before. Folders of
    older programs tell only the path.
    """

    def __init__(self, workspace: Path, folder: Path) -> None:
        """Keep them in folders of their own below ``folder``."""
        self.folder = folder
        self._at_path = f"{workspace.stem}-{_digest(os.fsencode(workspace))[:8]}"

    def listed(self) -> tuple[Path, ...]:
        """List the backups of this path, newest first."""
        folders = [
            folder
            for folder in self._folders()
            if _OF_WORKSPACE.sub("", folder.name) == self._at_path
        ]
        found = (path for folder in folders for path in folder.glob(f"*{BACKUP_ENDING}"))
        return tuple(sorted(found, key=lambda path: path.name, reverse=True))

    def has(self, state: str) -> bool:
        """Tell whether there is one of a state."""
        return any(path.stem.endswith(_ending(state)) for path in self.listed())

    def make(self, connections: Connections, state: str, now: datetime) -> None:
        """Make one of the open workspace, and let the oldest go."""
        _copy(connections, self._prepared(_id_of_open(connections)) / _file_name(state, now))
        self._let_oldest_go()

    def make_of_closed(self, workspace: Path, state: str, now: datetime) -> None:
        """Make one of a file that nobody else has open, and let the oldest go."""
        with closing(sqlite.connect(workspace, Access.READ)) as connection:
            target = self._prepared(_workspace_id(connection)) / _file_name(state, now)
            part = Path(f"{target}{PART_ENDING}")
            sqlite.copy_into(connection, part)
        part.replace(target)
        self._let_oldest_go()

    def remove_all(self, connections: Connections) -> None:
        """Remove those of the open workspace at all paths: they hold what was erased for good.

        Raises OSError where one can't be removed, after the others are.
        """
        failure: OSError | None = None
        workspace_id = _id_of_open(connections)
        for folder in self._folders():
            names = _OF_WORKSPACE.search(folder.name)
            for path in (*folder.glob(f"*{BACKUP_ENDING}"), *folder.glob(f"*{PART_ENDING}*")):
                if names is not None:
                    is_ours = names[0] == _of_workspace(workspace_id)
                else:
                    is_ours = folder.name == self._at_path or _is_of(path, workspace_id)
                if is_ours:
                    try:
                        path.unlink(missing_ok=True)
                    except OSError as error:
                        failure = error
        if failure is not None:
            raise failure

    def _folders(self) -> tuple[Path, ...]:
        if not self.folder.is_dir():
            return ()
        return tuple(path for path in sorted(self.folder.iterdir()) if path.is_dir())

    def _prepared(self, workspace_id: str) -> Path:
        folder = self.folder / f"{self._at_path}{_of_workspace(workspace_id)}"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for part in folder.glob(f"*{PART_ENDING}*"):
            part.unlink()
        return folder

    def _let_oldest_go(self) -> None:
        for path in self.listed()[BACKUPS_KEPT:]:
            path.unlink()


def _id_of_open(connections: Connections) -> str:
    with connections.looking() as connection:
        return _workspace_id(connection)


def _workspace_id(connection: sqlite3.Connection) -> str:
    """Give the id of the first group, which no later one changes; empty where nothing is written."""
    try:
        row = connection.execute("SELECT id FROM journal_group WHERE position = 1").fetchone()
    except sqlite3.OperationalError:
        # A file of the first versions, before there was a journal.
        return ""
    return "" if row is None else str(row[0])


def _is_of(backup: Path, workspace_id: str) -> bool:
    try:
        with closing(sqlite.connect(backup, Access.READ)) as connection:
            return _workspace_id(connection) == workspace_id
    except sqlite3.Error:
        return False


def _of_workspace(workspace_id: str) -> str:
    return f"-of-{_digest(workspace_id.encode())[:16]}"


def _digest(of: bytes) -> str:
    return hashlib.sha256(of).hexdigest()


def _file_name(state: str, now: datetime) -> str:
    moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%S.%fZ")
    return f"{moment}{_ending(state)}{BACKUP_ENDING}"


def _ending(state: str) -> str:
    return f"-at-{state}"
