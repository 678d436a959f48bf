"""Plan time: whole days relative to time zero, called D.

An interval is ``from <= t < to``. Calendar dates exist only where a plan sets the date of D.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_PER_WEEK = 7


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """Mark a number as a day from D, so that it is printed as D+24, never 24."""

    number: int

    def on_calendar(self, d_day: date) -> date:
        """Give the calendar date of this day when D is ``d_day``."""
        return d_day + timedelta(days=self.number)


def week_of(day: int) -> int:
    """Give the week in which a day lies: floor(day / 7)."""
    return day // DAYS_PER_WEEK


def whole_days(days: float) -> int:
    """Round a sum of day parts up, once, at the end."""
    return math.ceil(days - 1e-9)
