"""Quantities in the unit in which their type is counted: 4 hospitals, 298 troops."""

from __future__ import annotations

from crisisplanner.domain.messages import Message, message
from crisisplanner.wording.english.match_measures import MESSAGES as MEASURES


def counted(quantity: float, unit: str) -> Message:
    """Write a quantity in the unit of its type; without one in units."""
    code = "match_page.measure." + (unit or "unit")
    if code in MEASURES:
        return message(code, n=quantity)
    return message("document.times", quantity=quantity, thing=unit)
