"""A file that appears only when it is complete."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from crisisplanner.domain.errors import refused


@contextmanager
def finished_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that replaces ``path`` at the end, or leaves it alone on any error.

    Raises a coded error where the folder can't be written or the disk is full.
    """
    part = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise refused("document.not_written", path=str(path), reason=reason) from error
    finally:
        part.unlink(missing_ok=True)
