"""Progress of long work, and the wish to stop it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from crisisplanner.domain.messages import Message


@dataclass(frozen=True, slots=True)
class Progress:
    """Report how far a job is: what it does, a share from 0 to 1 or None.

    ``found`` is the best that was found so far, for who can show it.
    """

    what: Message
    share: float | None = None
    found: object | None = None


class Watcher(Protocol):
    """Receive progress and answer whether to go on."""

    def report(self, progress: Progress) -> None:
        """Take one report."""

    def is_cancelled(self) -> bool:
        """Tell whether the user asked to stop."""


class Unwatched:
    """Run without anyone watching."""

    def report(self, progress: Progress) -> None:
        """Drop the report."""

    def is_cancelled(self) -> bool:
        """Never stop."""
        return False
