"""Numbers, days, dates and lists as a reader's language writes them."""

from __future__ import annotations

import math
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from babel import Locale

MINUS = "−"
NO_BREAK_SPACE = "\u00a0"
LONGEST_WRITTEN_OUT = 1e21
LEAST_GROUPED_DAYS = 10_000
SMALL = 0.01
"""Below it up to two digits that are not 0 are written."""


class Formats:
    """Write plain values for one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    @cached_property
    def _locale(self) -> Locale:
        # Found once: babel takes longer to find a locale by its name than to write a number.
        from babel import Locale

        return Locale.parse(self.language)

    def number(self, value: float, decimals: int | None = None) -> str:
        """Write a number with thousands separators; whole unless it has a fraction."""
        from babel.numbers import format_decimal

        if not math.isfinite(value):
            return str(value)
        if abs(value) >= LONGEST_WRITTEN_OUT:
            # Only slips of the hand are as large; babel can't write all of their digits.
            return f"{value:.3g}".replace("-", MINUS)
        digits = _shown_decimals(value) if decimals is None else decimals
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return format_decimal(round(value, digits), pattern, self._locale).replace("-", MINUS)

    def percent(self, share: float, decimals: int = 0) -> str:
        """Write a share from 0 to 1 as per cent."""
        return self.number(share * 100, decimals) + NO_BREAK_SPACE + "%"

    def day(self, number: int) -> str:
        """Write a day from D: D, D+24, D−7; five digits and more in groups."""
        if number == 0:
            return "D"
        days = abs(number)
        written = str(days) if days < LEAST_GROUPED_DAYS else self.number(days, 0)
        return f"D+{written}" if number > 0 else f"D{MINUS}{written}"

    def month(self, value: date) -> str:
        """Write the month of a date: June 2003."""
        from babel.dates import format_date

        return format_date(value, "LLLL y", self._locale)

    def date(self, value: date) -> str:
        """Write a calendar date: 12 June 2003."""
        from babel.dates import format_date

        return format_date(value, "d MMMM y", self._locale)

    def moment(self, value: datetime) -> str:
        """Write a date with its time: 12 June 2003 17:40."""
        from babel.dates import format_datetime

        return format_datetime(value, "d MMMM y HH:mm", locale=self._locale)

    def money(self, amount: float, currency: str) -> str:
        """Write an amount shortly: 86.4 M USD, 950 k USD; without a currency: 86.4 M."""
        parts = [self.number(amount, 0)]
        for size, sign in ((1e9, "bn"), (1e6, "M"), (1e3, "k")):
            if abs(amount) >= size:
                parts = [self.number(amount / size, 1), sign]
                break
        return NO_BREAK_SPACE.join([*parts, currency] if currency else parts)

    def listed(self, items: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
        """Join items as in a sentence: a, b and c (``standard``) or a, b or c (``or``)."""
        from babel.lists import format_list

        # British style: no comma before the last word.
        return format_list(list(items), style, "en_GB" if self.language == "en" else self.language)


def _shown_decimals(value: float) -> int:
    for digits in (0, 1, 2):
        if abs(value - round(value, digits)) < 1e-9:
            return digits
    if abs(value) < SMALL:
        # A small number must not be read as none.
        first = -math.floor(math.log10(abs(value)))
        is_one_digit = math.isclose(value, round(value, first), rel_tol=1e-6)
        return first if is_one_digit else first + 1
    return 2 if abs(value) < 100 else 1
