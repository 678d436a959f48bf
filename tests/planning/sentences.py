"""Sentences that have a hole: an empty list or text, or punctuation that is doubled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crisisplanner.domain.messages import Message
from crisisplanner.wording.catalogue import Wording

DOUBLED = re.compile(
    r"[.,;:]\s*[.,;:]"  # doubled
    r"|\.”\."  # a full stop within and after a quotation
    r"|\s[.,;:]|\(\s*\)|“\s*”|\s\s"  # nothing before it, or nothing in it
    r"|\b(?:for|to|of|with|and|by|as|is|not|the)\s*[.,;:]"
)


def holes_in(sentence: Message, wording: Wording) -> list[str]:
    """List what is wrong with a sentence."""
    said = wording.message(sentence)
    faults = [f"empty {name} of {code}" for code, name in _empty(sentence)]
    if not said or DOUBLED.search(said):
        faults.append(said)
    return faults


def _empty(sentence: Message) -> Iterator[tuple[str, str]]:
    for name, value in sentence.values.items():
        parts = value if isinstance(value, tuple) else (value,)
        if value in ((), "", None):
            yield sentence.code, name
        for part in parts:
            if isinstance(part, Message):
                yield from _empty(part)
