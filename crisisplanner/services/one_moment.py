"""Read a lot at one moment: again where somebody edited meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from crisisplanner.domain.errors import CrisisPlannerError, refused
from crisisplanner.services.session import Session

T = TypeVar("T")

MOST_TRIES = 3


def read_at_one_moment(
    session: Session, read: Callable[[], T], code: str = "storage.edited_while_read"
) -> T:
    """Give what ``read`` gives while nothing is written; after a few tries refused with ``code``."""
    for _ in range(MOST_TRIES):
        position = session.file.position()
        try:
            found = read()
        except CrisisPlannerError:
            # Of two moments even what is not wrong may look so.
            if session.file.position() == position:
                raise
            continue
        if session.file.position() == position:
            return found
    raise refused(code)
