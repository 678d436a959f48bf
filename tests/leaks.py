"""What a test can leave behind: threads, processes, timers, connections, files.

Lives here: finding them. That finding one fails the test is in conftest.py.
"""

import contextlib
import gc
import multiprocessing
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

THREAD_END_S = 2.0


class ConnectionLog:
    """Keep every SQLite connection the interpreter opens, until it is asked.

    It listens to the interpreter's audit events, so it sees what SQLAlchemy, a backup
    or a migration opens as well, and replaces nothing.
    """

    def __init__(self) -> None:
        """Begin with none; `listen` starts the log."""
        self._opened: list[sqlite3.Connection] = []

    def listen(self) -> None:
        """Hear of every connection from now on; Python can't take this back."""
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "sqlite3.connect/handle":
            connection = arguments[0]
            if isinstance(connection, sqlite3.Connection):
                self._opened.append(connection)

    def take_open(self) -> list[sqlite3.Connection]:
        """Return the connections still open, and forget all."""
        opened, self._opened = self._opened, []
        return [connection for connection in opened if is_open(connection)]


def is_open(connection: sqlite3.Connection) -> bool:
    """Return whether a connection was not closed."""
    try:
        _ = connection.total_changes
    except sqlite3.ProgrammingError:
        return False
    return True


def names_of_files(connections: Sequence[sqlite3.Connection]) -> list[str]:
    """Return for each open connection the database file it holds, and close it."""
    names = []
    for connection in connections:
        name = "a database"
        # A connection of another thread can't be asked or closed from here.
        with contextlib.suppress(sqlite3.ProgrammingError):
            rows = connection.execute("PRAGMA database_list").fetchall()
            name = rows[0][2] or ":memory:"
            connection.close()
        names.append(name)
    return names


def threads_left(before: Sequence[threading.Thread], wait_s: float = THREAD_END_S) -> list[str]:
    """Return the names of threads that were not there before and do not end."""
    names = []
    for thread in threading.enumerate():
        if thread not in before and thread is not threading.current_thread():
            thread.join(wait_s)
            if thread.is_alive():
                names.append(thread.name)
    return names


def processes_left() -> list[str]:
    """Return the names of child processes that do not end, and end them."""
    names = []
    for process in multiprocessing.active_children():
        process.join(THREAD_END_S)
        if process.is_alive():
            names.append(process.name)
            process.kill()
            process.join()
    return names


def files_open_below(folder: Path) -> set[str]:
    """Return the files below a folder that this process holds open (Linux)."""
    handles = Path("/proc/self/fd")
    if not handles.is_dir():
        return set()
    return set(_targets(handles, str(folder.resolve())))


def _targets(handles: Path, beginning: str) -> Iterator[str]:
    for handle in handles.iterdir():
        # The handle that lists the folder is gone by the time it is read.
        with contextlib.suppress(OSError):
            target = str(handle.readlink())
            if target.startswith(beginning):
                yield target


def qt_work_left(wait_s: float = THREAD_END_S) -> list[str]:
    """Return running timers, running QThreads and a busy pool, and stop the timers.

    Call it only where a Qt application exists. Windows that are to be deleted are
    deleted first, as the event loop would.
    """
    from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool, QTimer
    from shiboken6 import isValid

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    left = []
    for thing in gc.get_objects():
        # type(), not isinstance(): a lazy proxy may import or raise when asked its class.
        if issubclass(type(thing), QTimer) and isValid(thing) and thing.isActive():
            left.append(_described("timer", thing.objectName(), thing.interval()))
            thing.stop()
        elif issubclass(type(thing), QThread) and isValid(thing) and thing.isRunning():
            is_own = thing is QThread.currentThread()
            if not is_own and not thing.wait(int(wait_s * 1000)):
                left.append(_described("QThread", thing.objectName(), None))
    if not QThreadPool.globalInstance().waitForDone(int(wait_s * 1000)):
        left.append("work in the global thread pool")
    return left


def _described(kind: str, name: str, interval_ms: int | None) -> str:
    words = [kind, repr(name) if name else "without a name"]
    if interval_ms is not None:
        words.append(f"every {interval_ms} ms")
    return " ".join(words)


def collect(looks: dict[str, Callable[[], Sequence[str] | set[str]]]) -> list[str]:
    """Look for each kind of leak; return a line for each kind that was found."""
    lines = []
    for kind, look in looks.items():
        found = sorted(look())
        if found:
            lines.append(f"{kind}: " + ", ".join(found))
    return lines
