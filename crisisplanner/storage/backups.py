"""Copies of a workspace: those a person saves, and the last five that are made by themselves.

Automatic backups lie in a folder of this user, not beside the workspace, so that they outlive a lost
stick or a deleted folder. One is made when a session that wrote is closed, one before the first
write to a file that has none of its present state, and one before a migration. All copies go
through SQLite, never through the file system: a plain copy of an open file lacks the newest rows.
"""

from __future__ import annotations

import hashlib
import os
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
    """Keep the last five states of one workspace."""

    def __init__(self, workspace: Path, folder: Path) -> None:
        """Keep them in a folder of their own below ``folder``."""
        digest = hashlib.sha256(os.fsencode(workspace)).hexdigest()[:8]
        self.folder = folder / f"{workspace.stem}-{digest}"

    def listed(self) -> tuple[Path, ...]:
        """List the backups, newest first."""
        if not self.folder.is_dir():
            return ()
        return tuple(sorted(self.folder.glob(f"*{BACKUP_ENDING}"), reverse=True))

    def has(self, state: str) -> bool:
        """Tell whether there is one of a state."""
        return any(path.stem.endswith(_ending(state)) for path in self.listed())

    def make(self, connections: Connections, state: str, now: datetime) -> None:
        """Make one of the open workspace, and let the oldest go."""
        self._prepare()
        _copy(connections, self._path_of(state, now))
        self._let_oldest_go()

    def make_of_closed(self, workspace: Path, state: str, now: datetime) -> None:
        """Make one of a file that nobody else has open, and let the oldest go."""
        self._prepare()
        target = self._path_of(state, now)
        part = Path(f"{target}{PART_ENDING}")
        with closing(sqlite.connect(workspace, Access.READ)) as connection:
            sqlite.copy_into(connection, part)
        part.replace(target)
        self._let_oldest_go()

    def remove_all(self) -> None:
        """Remove all of them, because they hold what was erased for good."""
        for path in self.listed():
            path.unlink()

    def _prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for part in self.folder.glob(f"*{PART_ENDING}*"):
            part.unlink()

    def _path_of(self, state: str, now: datetime) -> Path:
        moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%S.%fZ")
        return self.folder / f"{moment}{_ending(state)}{BACKUP_ENDING}"

    def _let_oldest_go(self) -> None:
        for path in self.listed()[BACKUPS_KEPT:]:
            path.unlink()


def _ending(state: str) -> str:
    return f"-at-{state}"
