"""The write lock: who may write a workspace, decided by the operating system.

A lock on a small file beside the workspace; it dies with the process that holds it, so a kill never
locks anyone out. The file says who holds it, for the others to read.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

LOCK_ENDING = "-lock"

TRIES = 4
PAUSE_S = 0.01

_LOCKED_BYTE = 1 << 30
"""Windows hides locked bytes from readers, so the lock lies far behind the text."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Tell who writes a workspace: person, machine, process, since when (ISO 8601)."""

    person: str
    machine: str
    process: int
    since: str


class WriteLock:
    """Hold the right to write one workspace until it is released."""

    def __init__(self, lock_path: Path, handle: int) -> None:
        """Keep a handle that holds the lock; made by ``acquire``."""
        self._path = lock_path
        self._handle = handle

    def release(self) -> None:
        """Give up the right and remove the small file."""
        if self._handle < 0:
            return
        handle, self._handle = self._handle, -1
        if os.name != "nt":
            # Removed while held: nobody can lock a file that is about to go.
            self._path.unlink(missing_ok=True)
            os.close(handle)
        else:
            _unlock(handle)
            os.close(handle)
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)


def lock_path_of(path: Path) -> Path:
    """Name the small file beside a workspace."""
    return Path(f"{path}{LOCK_ENDING}")


def acquire(path: Path, person: str, now: datetime) -> WriteLock | None:
    """Take the right to write; None if another has it. Raises OSError without permission."""
    lock_path = lock_path_of(path)
    tries_left = TRIES
    while True:
        handle = os.open(lock_path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not _try_lock(handle):
                os.close(handle)
                tries_left -= 1
                if not tries_left:
                    return None
                # Whoever only asks, as is_held does, is gone in a moment.
                time.sleep(PAUSE_S)
                continue
            if not _is_still_there(lock_path, handle):
                # Its holder removed it between our opening and locking.
                os.close(handle)
                continue
            writer = Writer(person, socket.gethostname(), os.getpid(), now.isoformat())
            # Who writes is a courtesy; a full disk does not take the right away.
            with contextlib.suppress(OSError):
                os.ftruncate(handle, 0)
                os.write(handle, json.dumps(asdict(writer)).encode())
        except BaseException:
            with contextlib.suppress(OSError):
                os.close(handle)
            raise
        return WriteLock(lock_path, handle)


def is_held(path: Path) -> bool:
    """Tell whether someone holds the right to write, without taking it."""
    try:
        handle = os.open(lock_path_of(path), os.O_RDWR)
    except OSError:
        return False
    try:
        if not _try_lock(handle):
            return True
        _unlock(handle)
        return False
    finally:
        os.close(handle)


def current_writer(path: Path) -> Writer | None:
    """Read who says to write a workspace; None if nobody does or it can't be read."""
    try:
        return Writer(**json.loads(lock_path_of(path).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _is_still_there(lock_path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(lock_path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(handle, 0, os.SEEK_SET)
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        # flock, not lockf: a lock of lockf goes when any other handle of the process closes.
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
