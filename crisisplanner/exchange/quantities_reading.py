"""Reading quantities as people write them: ranges, bounds, units, scales, years, sums of parts.

"30-35,000", "21 Kits", "> 2= pieces", "$29.185 trillion (2024 est.)", "Bangladesh (150), Nepal (650)".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from crisisplanner.exchange.values import parsed_number

_LONGEST = 500
_NUMBER = r"[+-]?\d(?:[\d.,'’\u00a0\u202f]|\s(?=\d{3}(?:\D|$)))*"
_SCALE_WORDS = r"thousand|million|mn|billion|bn|trillion|tn"
_YEAR = re.compile(r"\(\s*[^()]*?\b((?:19|20)\d{2})\b[^()]*\)\s*$")
_PART = re.compile(r"\s*([^\d(),;]+?)\s*\(\s*(" + _NUMBER + r")\s*\)\s*(?:[,;]|and|$)")
_LOWER_BOUND = re.compile(
    r"(?:>|≥|at least|min(?:imum)?\.?|more than|over)\s*=?\s*(?=[\d$€£])", re.IGNORECASE
)
_UPPER_BOUND = re.compile(
    r"(?:<|≤|up to|at most|max(?:imum)?\.?|less than)\s*=?\s*(?=[\d$€£])", re.IGNORECASE
)
_ABOUT = re.compile(
    r"(?:~|≈|about|approx(?:\.|imately)?|circa|ca\.?|env\.?)\s*(?=[\d$€£])", re.IGNORECASE
)
_CURRENCIES: Mapping[str, str] = MappingProxyType({"$": "USD", "€": "EUR", "£": "GBP"})
_SCALES: Mapping[str, float] = MappingProxyType(
    {
        "": 1,
        "thousand": 1e3,
        "million": 1e6,
        "mn": 1e6,
        "billion": 1e9,
        "bn": 1e9,
        "trillion": 1e12,
        "tn": 1e12,
    }
)
_RANGE = re.compile(
    rf"([$€£]?)\s*({_NUMBER})\s*(?:-|–|—|to)\s*[$€£]?\s*({_NUMBER})\s*({_SCALE_WORDS})?\b\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_ONE = re.compile(
    rf"([$€£]?)\s*({_NUMBER})\s*({_SCALE_WORDS}|)(?![^\W\d_])\s*(=?)\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_UNIT = re.compile(r"[^\W\d_][^\d]*|%|")
_SHORT_LOW = 100
"""A lower end this many times smaller than the upper one leaves out the thousands: 30-35,000."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """Hold what was written: best value and ends, the unit's word, the year it speaks of."""

    value: float
    low: float | None = None
    high: float | None = None
    unit_text: str = ""
    as_of: date | None = None
    parts: tuple[tuple[str, float], ...] = ()

    @property
    def is_range(self) -> bool:
        """Tell whether the value is the middle of a range."""
        return self.low is not None and self.high is not None


def quantity_of(text: str) -> Quantity | None:
    """Read a quantity; None if the text is none.

    Of a range the middle is the value; "at least" gives the lower end as value, "up to" the upper.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST or not any(c.isdigit() for c in text):
        return None
    parts = _parts_of(text)
    if parts:
        return Quantity(sum(number for _, number in parts), parts=parts)
    as_of = None
    year = _YEAR.search(text)
    if year:
        # A figure of a year holds at its end.
        as_of, text = date(int(year[1]), 12, 31), text[: year.start()].strip()
    at_least, text = _without(_LOWER_BOUND, text)
    at_most, text = _without(_UPPER_BOUND, text)
    _, text = _without(_ABOUT, text)
    match = _RANGE.fullmatch(text)
    if match:
        return _range(match, as_of)
    match = _ONE.fullmatch(text)
    number = parsed_number(match[2].strip()) if match else None
    if match is None or number is None or (match[4] and not at_least and not at_most):
        return None
    unit = _unit(match[1], match[5])
    if not _UNIT.fullmatch(unit):
        return None
    number = float(f"{number * _SCALES[match[3].lower()]:.15g}")
    return Quantity(number, number if at_least else None, number if at_most else None, unit, as_of)


def _range(match: re.Match[str], as_of: date | None) -> Quantity | None:
    low, high = parsed_number(match[2].strip()), parsed_number(match[3].strip())
    if low is None or high is None:
        return None
    if low * _SHORT_LOW < high and low * 1000 <= high and low:
        low *= 1000
    if low > high or not _UNIT.fullmatch(_unit(match[1], match[5])):
        return None
    scale = _SCALES[(match[4] or "").lower()]
    low, high = low * scale, high * scale
    return Quantity((low + high) / 2, low, high, _unit(match[1], match[5]), as_of)


def _parts_of(text: str) -> tuple[tuple[str, float], ...]:
    found: list[tuple[str, float]] = []
    place = 0
    while place < len(text):
        match = _PART.match(text, place)
        number = parsed_number(match[2]) if match else None
        if match is None or number is None:
            return ()
        found.append((match[1].strip(), number))
        place = match.end()
    return tuple(found) if len(found) > 1 else ()


def _without(pattern: re.Pattern[str], text: str) -> tuple[bool, str]:
    match = pattern.match(text)
    return (True, text[match.end() :]) if match else (False, text)


def _unit(currency: str, words: str) -> str:
    return " ".join(words.split()) or _CURRENCIES.get(currency, "")
