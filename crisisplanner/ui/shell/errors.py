"""Errors as sentences: what happened, what was kept, and the rest behind "Details"."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.wording.catalogue import Wording

SHOWN_MESSAGES = 3
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ErrorText:
    """Hold the parts of an error as they are shown."""

    headline: str
    rest: str = ""
    details: str = ""


def error_text(error: Exception, words: Wording) -> ErrorText:
    """Say an error; one that is our fault is written to the log."""
    if isinstance(error, CrisisPlannerError):
        sentences = [words.message(said) for said in error.messages]
        first, *others = sentences or [words.say("window.error.unknown")]
        shown = "\n".join(others[:SHOWN_MESSAGES])
        return ErrorText(first, shown, "\n".join(others[SHOWN_MESSAGES:]))
    log.error("A job failed", exc_info=error)
    kind = type(error).__name__
    return ErrorText(
        words.say("window.error.ours"),
        words.say("window.error.kept"),
        words.say("window.error.details", kind=kind, text=str(error)),
    )
