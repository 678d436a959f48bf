"""A file that appears only when it is complete, in the place of an earlier one.

Lives here: that replacing, for every layer. What is written, and what is said when it can't be, must not.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def finished_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the name `path` at the end, or leaves it alone on any error.

    It is safe on disk before it has the name, and has the permissions of the file that it replaces.
    Raises OSError where the folder can't be written or the disk is full.
    """
    part = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            part.chmod(path.stat().st_mode & 0o777)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_finished(path: Path, content: bytes) -> None:
    """Put new content in the place of a file at once; raises OSError."""
    with finished_file(path) as file:
        file.write(content)
