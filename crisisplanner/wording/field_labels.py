"""The names of fields that columns of a sheet may fill, wherever an import tells of them."""

from __future__ import annotations

from crisisplanner.wording.catalogue import Wording

OWN_SERIES = "best.*"
"""What a column is called that is a series of numbers of its own."""


def field_label(field: str, words: Wording) -> str:
    """Name a target field; a part of one, as its basis, by the field and the part."""
    name, _, part = field.partition(".")
    if field == OWN_SERIES:
        return words.say("importing.own_series")
    for code in (f"label.{name}", f"importing.field.{name}"):
        if words.has(code):
            label = words.say(code)
            has_part = words.has(f"importing.part.{part}")
            return words.say(f"importing.part.{part}", field=label) if has_part else label
    return field
