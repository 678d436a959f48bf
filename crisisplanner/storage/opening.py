"""Opening: what a file is, whether and how it may be used, and bringing it up to date.

Nothing here changes a file that is not ours, is newer, truncated or damaged.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crisisplanner.domain.errors import bad_input, refused
from crisisplanner.storage import sqlite, write_lock
from crisisplanner.storage.sqlite import APPLICATION_ID, Access
from crisisplanner.storage.tables import SCHEMA_VERSION, workspace_tables
from crisisplanner.storage.write_lock import WriteLock, Writer

NEW_ENDING = "-new"
"""A file that is made beside the workspace and then takes its place."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Say how a file may be used: with the write lock, or by which way of reading."""

    path: Path
    reading: Access
    lock: WriteLock | None
    writer: Writer | None


def examine(path: Path) -> int:
    """Give the schema version of a workspace file; raises coded errors for all others."""
    if path.is_dir():
        raise bad_input("storage.is_a_folder", path=str(path))
    with sqlite.coded_errors(path):
        if not path.exists():
            raise bad_input("storage.no_file", path=str(path))
        size = path.stat().st_size
        if not os.access(path, os.R_OK):
            raise refused("storage.no_permission", path=str(path))
    if size == 0:
        raise bad_input("storage.not_a_workspace", path=str(path))
    try:
        stamp = sqlite.read_stamp(path)
    except sqlite3.DatabaseError as error:
        if sqlite.primary_code(error) == sqlite3.SQLITE_CORRUPT:
            raise bad_input("storage.damaged", path=str(path), detail=str(error)) from error
        if sqlite.has_log(path) and isinstance(error, sqlite3.OperationalError):
            raise refused("storage.needs_recovery", path=str(path)) from error
        if known := sqlite.coded(error, path):
            raise known from error
        raise bad_input("storage.not_a_workspace", path=str(path)) from error
    if stamp.application_id != APPLICATION_ID:
        raise bad_input("storage.not_a_workspace", path=str(path))
    if stamp.schema_version > SCHEMA_VERSION:
        raise refused(
            "storage.newer_version",
            path=str(path),
            found=stamp.schema_version,
            known=SCHEMA_VERSION,
        )
    return stamp.schema_version


def grant_use(path: Path, *, read_only: bool, person: str, now: datetime) -> Grant:
    """Decide how an examined file may be used, and take the write lock where it may."""
    if sqlite.is_on_read_only_media(path):
        _refuse_unfinished(path)
        return Grant(path, Access.IMMUTABLE, None, None)
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return Grant(path, _way_to_read_protected(path), None, write_lock.current_writer(path))
    if read_only:
        return Grant(path, Access.READ, None, _writer_now(path))
    try:
        lock = write_lock.acquire(path, person, now)
    except PermissionError:
        return Grant(path, _way_to_read_protected(path), None, write_lock.current_writer(path))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            # Not even the small file has room; what is there can still be read.
            return Grant(path, Access.READ, None, None)
        # Some network folders know no locks; then nobody could be kept from writing at once.
        raise refused(
            "storage.no_lock", path=str(path), detail=error.strerror or str(error)
        ) from error
    if lock is None:
        return Grant(path, Access.READ, None, write_lock.current_writer(path))
    return Grant(path, Access.READ, lock, None)


def _writer_now(path: Path) -> Writer | None:
    if not write_lock.lock_path_of(path).exists():
        return None
    return write_lock.current_writer(path) if write_lock.is_held(path) else None


def _way_to_read_protected(path: Path) -> Access:
    with contextlib.suppress(sqlite3.OperationalError):
        with closing(sqlite.connect(path, Access.READ_PROTECTED)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return Access.READ_PROTECTED
    _refuse_unfinished(path)
    return Access.IMMUTABLE


def _refuse_unfinished(path: Path) -> None:
    if sqlite.has_log(path):
        raise refused("storage.needs_recovery", path=str(path))


def refuse_damage(path: Path, access: Access) -> None:
    """Refuse a file whose pages are not whole; nobody may be writing it."""
    with sqlite.coded_errors(path), closing(sqlite.connect(path, access)) as connection:
        faults = sqlite.integrity_faults(connection, quick=True)
    if faults:
        raise bad_input("storage.damaged", path=str(path), detail="; ".join(faults))


def refuse_other_tables(path: Path, access: Access) -> None:
    """Refuse a file whose tables are not those of its version."""
    with sqlite.coded_errors(path), closing(sqlite.connect(path, access)) as connection:
        found = sqlite.columns_by_table(connection)
        extra = sqlite.programs_in_schema(connection)
    expected = {
        name: tuple(column.name for column in table.columns)
        for name, table in workspace_tables().metadata.tables.items()
    }
    wrong = sorted(name for name in expected if set(found.get(name, ())) != set(expected[name]))
    if wrong or extra:
        raise bad_input("storage.other_tables", path=str(path), tables=(*wrong, *extra))


def remove_leftovers(path: Path) -> None:
    """Remove what a killed migration or creation left; only under the write lock."""
    sqlite.remove_with_side_files(Path(f"{path}{NEW_ENDING}"))


def make_new(path: Path) -> None:
    """Make an empty workspace file, complete before it has its name; under the write lock."""
    new = Path(f"{path}{NEW_ENDING}")
    with sqlite.coded_errors(path):
        remove_leftovers(path)
        try:
            _write_schema(new)
            sqlite.flush_to_disk(new)
            new.replace(path)
            sqlite.flush_to_disk(path)
        except BaseException:
            sqlite.remove_with_side_files(new)
            raise


def _write_schema(path: Path) -> None:
    engine = sqlite.make_engine(path, Access.NEW)
    try:
        with engine.begin() as connection:
            workspace_tables().metadata.create_all(connection)
    finally:
        engine.dispose()
    with closing(sqlite.connect(path, Access.WRITE)) as raw:
        sqlite.write_stamp(raw, SCHEMA_VERSION)
