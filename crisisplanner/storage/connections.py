"""The connections of one open workspace: many that read, one that writes.

Any thread may read, each call over its own connection; one thread at a time writes. Lives here:
who may use a connection when. What a connection is stands in ``sqlite``.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection

from crisisplanner.domain.errors import refused
from crisisplanner.storage import sqlite
from crisisplanner.storage.sqlite import Access

LONGEST_WAIT_S = 30.0
"""Longer than any read of ours; who waited so long gives up in words."""


class Gate:
    """Let many in at a time, or one alone, until it is closed."""

    def __init__(self) -> None:
        """Begin open and empty."""
        self._changed = threading.Condition()
        self._inside = 0
        self._is_held = False
        self._is_closed = False

    @property
    def is_closed(self) -> bool:
        """Tell whether nobody gets in any more."""
        return self._is_closed

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Go in with others; refused once the gate is closed, or held for too long."""
        with self._changed:
            is_free = self._changed.wait_for(
                lambda: self._is_closed or not self._is_held, LONGEST_WAIT_S
            )
            if self._is_closed:
                raise refused("storage.closed")
            if not is_free:
                raise refused("storage.held")
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Wait until the others are out, and keep them out; False where one stays for too long."""
        with self._changed:
            if self._is_closed:
                raise refused("storage.closed")
            self._is_held = True
        try:
            yield self._is_empty_in_time()
        finally:
            with self._changed:
                self._is_held = False
                self._changed.notify_all()

    def close(self) -> bool:
        """Let nobody in any more and wait for the last; False if it was closed before.

        Refused where one stays in for too long; then it is open as before.
        """
        with self._changed:
            if self._is_closed:
                return False
            self._is_closed = True
            self._changed.notify_all()
            if not self._is_empty_in_time():
                self._is_closed = False
                raise refused("storage.still_read")
        return True

    def _is_empty_in_time(self) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self._inside == 0, LONGEST_WAIT_S)


class Connections:
    """Lend the connections of one workspace file."""

    def __init__(self, path: Path, reading: Access, *, can_write: bool) -> None:
        """Make ready to connect; with ``can_write`` the write-ahead log begins."""
        self._path = path
        self._gate = Gate()
        self._writing = threading.RLock()
        self._read_engine = sqlite.make_engine(path, reading)
        self._write_engine = sqlite.make_engine(path, Access.WRITE) if can_write else None
        if can_write:
            with self._raw() as connection:
                sqlite.start_log(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection that sees one moment of the file."""
        with (
            self._gate.shared(),
            sqlite.coded_errors(self._path),
            self._read_engine.begin() as connection,
        ):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Lend the connection that writes; leaving it well commits, an error takes all back."""
        if self._write_engine is None:
            raise refused("storage.read_only", path=str(self._path))
        with (
            self._writing,
            self._gate.shared(),
            sqlite.coded_errors(self._path),
            self._write_engine.begin() as connection,
        ):
            yield connection

    def compact(self) -> bool:
        """Write the file anew without what was deleted; False while another reads it."""
        with (
            self._writing,
            self._gate.alone() as is_alone,
            sqlite.coded_errors(self._path),
            self._raw() as connection,
        ):
            return is_alone and sqlite.compact(connection)

    @contextmanager
    def looking(self) -> Iterator[sqlite3.Connection]:
        """Lend SQLite's own connection for reading, outside any transaction.

        Its errors are not coded: who copies knows which of two files they are about.
        """
        with self._gate.shared():
            borrowed = self._read_engine.raw_connection()
            try:
                yield _driver_connection(borrowed.driver_connection)
            finally:
                borrowed.close()

    @contextmanager
    def one_writer_at_a_time(self) -> Iterator[None]:
        """Keep other threads from writing, also between two transactions."""
        with self._writing:
            yield

    @property
    def is_closed(self) -> bool:
        """Tell whether nothing is lent any more."""
        return self._gate.is_closed

    def close(self) -> None:
        """Close all connections once the last reader is done; brings the log into the file.

        Raises a coded error where a reader stays; then everything is open as before.
        """
        if not self._gate.close():
            return
        try:
            self._read_engine.dispose()
            if self._write_engine is not None:
                # On a full disk the log stays beside the file, and the next opening reads it.
                with suppress(sqlite3.OperationalError), self._raw() as connection:
                    sqlite.end_log(connection)
        finally:
            if self._write_engine is not None:
                self._write_engine.dispose()

    @contextmanager
    def _raw(self) -> Iterator[sqlite3.Connection]:
        if self._write_engine is None:
            raise refused("storage.read_only", path=str(self._path))
        borrowed = self._write_engine.raw_connection()
        try:
            yield _driver_connection(borrowed.driver_connection)
        finally:
            borrowed.close()


def _driver_connection(connection: object) -> sqlite3.Connection:
    if not isinstance(connection, sqlite3.Connection):
        raise TypeError(f"Expected a connection of SQLite, got {connection!r}")
    return connection
