"""Steps of the journal in words, also those that an earlier version of the program wrote."""

from __future__ import annotations

from crisisplanner.domain.messages import Message
from crisisplanner.wording.catalogue import Wording


def step_text(what: Message, words: Wording) -> str:
    """Say what was done; a step whose sentence is gone is named by its code."""
    return words.message(what) if words.has(what.code) else what.code
