"""The wish to stop, heard in the middle of a long computation."""

from __future__ import annotations

from collections.abc import Callable

ShouldStop = Callable[[], bool]


class Stopped(Exception):  # noqa: N818 - not an error: whoever catches it keeps what was found
    """Leave a computation in the middle; what it was about to give is lost."""


def go_on(should_stop: ShouldStop) -> None:
    """Raise ``Stopped`` if that is wished; to be called between steps of well under a second."""
    if should_stop():
        raise Stopped
