"""What only SQLite can do: connections, write-ahead log, backup, compaction, its errors.

Every connection to a workspace file is made by ``connect``, so that encryption, or another
database, has one place to come to. Nothing else opens the database file while it is open in this
process: closing any other handle would drop SQLite's locks on it.
"""

from __future__ import annotations

import os
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from crisisplanner.domain.errors import CrisisPlannerError, bad_input, refused

APPLICATION_ID = 0x43524953
"""``CRIS``, at byte 68 of every workspace file."""

BUSY_TIMEOUT_S = 5.0
CACHE_KIB = 32_000
LARGEST_POOL = 32

SIDE_FILES = ("-wal", "-shm", "-journal")


class Access(Enum):
    """Say what a connection may do to the file; values are URI parameters."""

    NEW = "mode=rwc"
    WRITE = "mode=rw"
    READ = "mode=rw&cache=private"
    """Reads a file that others may write; may tidy up what the last writer left."""
    READ_PROTECTED = "mode=ro"
    """Reads where we have no permission to write."""
    IMMUTABLE = "mode=ro&immutable=1"
    """Reads what nobody can change; leaves no trace and takes no lock."""
    HEADER = "mode=ro&immutable=1&cache=private"
    """Reads the first page only, whatever else is missing."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Tell what a file says of itself: whose it is, and the version of its schema."""

    application_id: int
    schema_version: int


def connect(path: Path, access: Access) -> sqlite3.Connection:
    """Make a connection to a workspace file; the only place that does."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{access.value}",
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        # SQLAlchemy's pool lends a connection to one thread at a time.
        check_same_thread=False,
        # Transactions begin where we say so, also for schema changes.
        isolation_level=None,
    )
    try:
        if access is Access.HEADER:
            # Else a file whose newer half lies in its log counts as cut off.
            connection.execute("PRAGMA writable_schema = ON")
            return connection
        # A crafted file must not run functions from its schema.
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        # Large sorts must not leave names in a temporary folder.
        connection.execute("PRAGMA temp_store = MEMORY")
        if access in (Access.NEW, Access.WRITE):
            connection.execute("PRAGMA secure_delete = ON")
        else:
            connection.execute("PRAGMA query_only = ON")
        connection.create_function("plain_text", 1, plain_text, deterministic=True)
    except BaseException:
        connection.close()
        raise
    return connection


def make_engine(path: Path, access: Access) -> Engine:
    """Make the engine whose connections all come from ``connect``."""
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: connect(path, access),
        poolclass=QueuePool,
        pool_size=LARGEST_POOL,
        max_overflow=0,
        # What people wrote must not come into error reports.
        hide_parameters=True,
    )
    begin = "BEGIN IMMEDIATE" if access in (Access.NEW, Access.WRITE) else "BEGIN"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def plain_text(value: str | None) -> str | None:
    """Fold case and accents, for sorting and searching as people do."""
    if value is None:
        return None
    if value.isascii():
        return value.lower()
    decomposed = unicodedata.normalize("NFKD", value)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def read_stamp(path: Path) -> Stamp:
    """Read whose file it is, without a lock or a trace; raises sqlite3.DatabaseError.

    A file of ours with a log is read through the log: whoever was killed while the log was being
    brought into the file left it half in each.
    """
    try:
        return _stamp(path, Access.IMMUTABLE)
    except sqlite3.DatabaseError as error:
        if primary_code(error) != sqlite3.SQLITE_CORRUPT or not has_log(path):
            raise
    with closing(connect(path, Access.HEADER)) as connection:
        header = Stamp(_number(connection, "application_id"), _number(connection, "user_version"))
    if header.application_id != APPLICATION_ID:
        return header
    return _stamp(path, access_by_log(path))


def _stamp(path: Path, access: Access) -> Stamp:
    with closing(connect(path, access)) as connection:
        # A truncated file is noticed when its schema is read.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return Stamp(_number(connection, "application_id"), _number(connection, "user_version"))


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    (number,) = connection.execute(f"PRAGMA {pragma}").fetchone()
    return int(number)


def write_stamp(connection: sqlite3.Connection, schema_version: int) -> None:
    """Write whose file it is and the version of its schema."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {schema_version:d}")


def has_log(path: Path) -> bool:
    """Tell whether a write-ahead log or rollback journal with content lies beside it."""
    return any(_has_content(Path(f"{path}{ending}")) for ending in ("-wal", "-journal"))


def access_by_log(path: Path) -> Access:
    """Give the way to read that sees what lies beside the file, and does no more than it must."""
    if _has_content(Path(f"{path}-journal")):
        # What a killed change of the file's mode left must be rolled back to be read.
        return Access.READ
    return Access.READ_PROTECTED if has_log(path) else Access.IMMUTABLE


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def is_on_read_only_media(path: Path) -> bool:
    """Tell whether the file system itself refuses all writing."""
    if not hasattr(os, "statvfs"):
        return False
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def start_log(connection: sqlite3.Connection) -> None:
    """Use a write-ahead log from now on."""
    connection.execute("PRAGMA journal_mode = WAL")


def end_log(connection: sqlite3.Connection) -> bool:
    """Bring the log into the file and remove it; False while another reads the file."""
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError as error:
        if primary_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return False
        raise
    return bool(mode == "delete")


def compact(connection: sqlite3.Connection) -> bool:
    """Write the file anew without what was deleted, and empty the log.

    False while another reads the file: its old pages, with what was deleted, are still there.
    """
    connection.execute("VACUUM")
    (is_busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not is_busy


def integrity_faults(connection: sqlite3.Connection, *, quick: bool) -> tuple[str, ...]:
    """List what SQLite finds wrong with the file, in its words."""
    pragma = "quick_check(1)" if quick else "integrity_check(100)"
    found = (row[0] for row in connection.execute(f"PRAGMA {pragma}"))
    return tuple(text for text in found if text != "ok")


@dataclass(frozen=True, slots=True)
class BrokenReference:
    """Name a row whose foreign key points nowhere."""

    table: str
    row_id: str
    target: str


def broken_references(connection: sqlite3.Connection) -> tuple[BrokenReference, ...]:
    """List rows whose foreign keys point nowhere."""
    found = []
    for table, rowid, target, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        quoted = table.replace('"', '""')
        row = connection.execute(
            f'SELECT * FROM "{quoted}" WHERE rowid = ?',  # noqa: S608 - a name from the schema
            (rowid,),
        ).fetchone()
        found.append(BrokenReference(table, str(row[0]) if row else str(rowid), target))
    return tuple(found)


def schema_of(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Give the SQL of every table, index, view and trigger by type and name."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {(kind, name): sql for kind, name, sql in rows}


def columns_by_table(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Name the columns of every table."""
    rows = connection.execute(
        "SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c"
        " WHERE m.type = 'table' ORDER BY m.name, c.cid"
    )
    found: dict[str, tuple[str, ...]] = {}
    for table, column in rows:
        found[table] = (*found.get(table, ()), column)
    return found


def programs_in_schema(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Name the triggers and views; a workspace has none, a crafted file may."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')")
    return tuple(row[0] for row in rows)


def copy_into(
    source: sqlite3.Connection,
    target: Path,
    on_share: Callable[[float], None] | None = None,
    pages_a_step: int = 2_000,
) -> None:
    """Copy the whole database, as it is at this moment, into a new file.

    ``on_share`` hears how far it is, and may raise to stop. The copy is one file, flushed to disk.
    """
    with closing(connect(target, Access.NEW)) as copy:
        copy.execute("PRAGMA synchronous = OFF")

        def hear(_: int, left: int, all_pages: int) -> None:
            if on_share is not None:
                on_share(1 - left / all_pages if all_pages else 1.0)

        # An open read keeps the copy at one moment while others go on writing.
        source.execute("BEGIN")
        try:
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(copy, pages=pages_a_step, progress=hear)
        finally:
            source.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode = DELETE")
    flush_to_disk(target)


def flush_to_disk(path: Path) -> None:
    """Wait until a closed file is on the disk, also under its name."""
    for target in (path, path.parent):
        if target.is_dir() and os.name == "nt":
            continue
        handle = os.open(target, os.O_RDONLY if target.is_dir() else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove_with_side_files(path: Path) -> None:
    """Remove a database that nobody has open, with what lies beside it."""
    for ending in ("", *SIDE_FILES):
        Path(f"{path}{ending}").unlink(missing_ok=True)


def primary_code(error: sqlite3.Error) -> int:
    """Give SQLite's primary result code of an error; 0 if it has none."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else 0


def coded(error: sqlite3.Error | OSError, path: Path) -> CrisisPlannerError | None:
    """Say an error of SQLite or the system as ours; None where it is our own fault."""
    name = str(path)
    if isinstance(error, PermissionError):
        return refused("storage.no_permission", path=name)
    if isinstance(error, OSError):
        return refused("storage.disk_failed", path=name, detail=error.strerror or str(error))
    match primary_code(error):
        case sqlite3.SQLITE_FULL:
            return refused("storage.disk_full", path=name)
        case sqlite3.SQLITE_IOERR:
            return refused("storage.disk_failed", path=name, detail=str(error))
        case sqlite3.SQLITE_READONLY:
            return refused("storage.read_only", path=name)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return refused("storage.no_permission", path=name)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return refused("storage.busy", path=name)
        case sqlite3.SQLITE_NOTADB:
            return bad_input("storage.not_a_workspace", path=name)
        case sqlite3.SQLITE_CORRUPT:
            return bad_input("storage.damaged", path=name, detail=str(error))
        case _:
            return None


@contextmanager
def coded_errors(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and the system into ours, naming the file."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        known = coded(error, path)
        if known is None:
            raise
        raise known from error
    except DBAPIError as error:
        if not isinstance(error.orig, sqlite3.Error):
            raise
        known = coded(error.orig, path)
        if known is None:
            raise
        raise known from error
