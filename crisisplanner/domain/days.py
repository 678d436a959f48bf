"""Plan time: whole days relative to time zero, called D.

An interval is ``from <= t < to``. Calendar dates exist only where a plan sets the date of D.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

DAYS_PER_WEEK = 7


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """Mark a number as a day from D, so that it is printed as D+24, never 24."""

    number: int

    def on_calendar(self, d_day: date) -> date:
        """Give the calendar date of this day when D is ``d_day``.

        The calendar ends with the years 1 and 9999: a day beyond gives its first or last date.
        """
        ordinal = d_day.toordinal() + self.number
        return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def week_of(day: int) -> int:
    """Give the week in which a day lies: floor(day / 7)."""
    return day // DAYS_PER_WEEK


def whole_days(days: float) -> int:
    """Round a sum of day parts up, once, at the end."""
    return math.ceil(days - 1e-9)


When: TypeAlias = Day | date
"""A moment that is set on the calendar, or counted from a plan's D."""


def day_number(when: When, d_day: date | None) -> int | None:
    """Count a moment in days from D; None if it is a date and D has none."""
    if isinstance(when, Day):
        return when.number
    return None if d_day is None else (when - d_day).days


def parse_when(text: str) -> When:
    """Read ``D+24``, ``D-3``, ``D`` or an ISO date; raises ValueError."""
    match = re.fullmatch(r"[Dd]\s*(?:([+\-−])\s*(\d{1,6}))?", text.strip())
    if match is None:
        return date.fromisoformat(text.strip())
    sign, digits = match.groups()
    number = int(digits or 0)
    return Day(number if sign in (None, "+") else -number)
