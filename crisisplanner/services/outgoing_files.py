"""Where a result may be written: a new file, or in the place of an earlier one of its own kind.

A slip in a file's name must not cost a workspace or a partner's table, nor be noticed only after
minutes of work.
"""

from __future__ import annotations

import tempfile
from enum import Enum
from pathlib import Path

from crisisplanner.domain.errors import bad_input, refused
from crisisplanner.domain.messages import message

_LOOKED_AT_BYTES = 512


class OutgoingKind(Enum):
    """Name the kinds of files that are written; the value is what such a file begins with.

    CSV begins with anything: text that is none of the others.
    """

    PDF = b"%PDF"
    JSON = b"{"
    ODS = b"PK\x03\x04"
    XLSX = b"PK"
    ICALENDAR = b"BEGIN:VCALENDAR"
    CSV = b""


def refuse_other_file(path: Path, kind: OutgoingKind) -> None:
    """Refuse a path where a folder, a device or a file of another kind is, or nothing can be written.

    An empty file may be replaced. Raises a coded error; what the system itself refuses to show is
    left to the writing.
    """
    if not path.name:
        raise bad_input("outgoing.no_name")
    _refuse_closed_folder(path.parent)
    try:
        if not path.exists():
            return
        if path.is_dir():
            raise bad_input("outgoing.is_a_folder", path=str(path))
        if not path.is_file():
            raise refused("outgoing.not_a_file", path=str(path))
        with path.open("rb") as file:
            start = file.read(_LOOKED_AT_BYTES)
    except OSError:
        return
    if start and not _looks_like(start, kind):
        raise refused(
            "outgoing.other_kind",
            path=str(path),
            expected=message("outgoing.kind." + kind.name.lower()),
        )


def _refuse_closed_folder(folder: Path) -> None:
    """Try it: rights alone don't tell of a medium that can't be written."""
    if not folder.is_dir():
        raise bad_input("outgoing.no_folder", folder=str(folder))
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = error.strerror or str(error)
        raise refused("outgoing.closed_folder", folder=str(folder), reason=reason) from error


def _looks_like(start: bytes, kind: OutgoingKind) -> bool:
    if kind is OutgoingKind.CSV:
        others = tuple(other.value for other in OutgoingKind if other.value)
        return b"\x00" not in start and not start.startswith(others)
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(kind.value)
