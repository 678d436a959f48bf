"""Days of one plan: dates and D-days as whole numbers from its D."""

from __future__ import annotations

from datetime import date

from crisisplanner.domain.days import When, day_number
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plans import Plan

FAR_DAY = 36_500
"""A hundred years: the end of what has none."""

MOST_NAMED = 3
"""How many things a warning names of those that it counts."""


class Calendar:
    """Turn dates into days from a plan's D, and remember what could not be turned."""

    def __init__(self, plan: Plan) -> None:
        self.d_date: date | None = plan.d_date
        self._without_d: dict[str | Message, None] = {}

    def day(
        self, when: When | None, label: str | Message, if_open: int | None = None
    ) -> int | None:
        """Give the day of a moment; ``if_open`` where there is none.

        A calendar date has no day while D has no date: then None, and a warning names ``label``.
        """
        if when is None:
            return if_open
        number = day_number(when, self.d_date)
        if number is None:
            self._without_d[label] = None
        return number

    def warnings(self) -> tuple[Message, ...]:
        """Name what has a calendar date while D has none."""
        if not self._without_d:
            return ()
        labels = tuple(self._without_d)
        return (message("match.d_has_no_date", n=len(labels), labels=labels[:MOST_NAMED]),)
