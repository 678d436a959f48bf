"""Figures: numbers with unit, range, basis, source and date.

An unknown figure has the value None; it is never zero. Sums add lows and highs, products multiply
ends; the basis of a result is the weakest of its parts and its sources are all of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from crisisplanner.domain.units import UNITS, convert


class Basis(StrEnum):
    """Say where a number comes from; strongest first."""

    MEASURED = "measured"
    SOURCED = "sourced"
    STANDARD = "standard"
    ASSUMPTION = "assumption"

    @property
    def rank(self) -> int:
        """Order bases from strongest (0) to weakest (3)."""
        return tuple(Basis).index(self)


class Confidence(StrEnum):
    """Say how far a number can be trusted."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """Order confidence from weakest (0) to strongest (2)."""
        return tuple(Confidence).index(self)


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold one planning figure in its field's fixed unit.

    ``value`` is None when unknown. ``entered_unit`` is the unit a person typed, when it was another.
    """

    value: float | None
    unit: str
    low: float | None = None
    high: float | None = None
    basis: Basis = Basis.ASSUMPTION
    source: str = ""
    as_of: date | None = None
    confidence: Confidence | None = None
    entered_unit: str | None = None

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ValueError(f"Expected a unit among {sorted(UNITS)}, got {self.unit!r}")

    @property
    def is_known(self) -> bool:
        """Tell whether there is a value."""
        return self.value is not None

    def in_unit(self, unit: str) -> Figure:
        """Convert to another unit of the same dimension, keeping what was entered."""
        if unit == self.unit:
            return self
        return replace(
            self,
            value=_converted(self.value, self.unit, unit),
            low=_converted(self.low, self.unit, unit),
            high=_converted(self.high, self.unit, unit),
            unit=unit,
            entered_unit=self.entered_unit or self.unit,
        )

    def __add__(self, other: Figure) -> Figure:
        other = other.in_unit(self.unit)
        return _combined(
            (self, other),
            value=_sum(self.value, other.value),
            low=_sum(self._end("low"), other._end("low")),
            high=_sum(self._end("high"), other._end("high")),
        )

    def scaled(self, factor: Figure, unit: str) -> Figure:
        """Multiply by another figure; the result is in ``unit``."""
        return replace(
            _combined(
                (self, factor),
                value=_product(self.value, factor.value),
                low=_product(self._end("low"), factor._end("low")),
                high=_product(self._end("high"), factor._end("high")),
            ),
            unit=unit,
        )

    def _end(self, name: str) -> float | None:
        end: float | None = getattr(self, name)
        return self.value if end is None else end


def unknown(unit: str) -> Figure:
    """Make a figure that is not known."""
    return Figure(None, unit)


def total(figures: Iterable[Figure], unit: str) -> Figure:
    """Sum figures in one unit; unknown if any part is unknown."""
    result: Figure | None = None
    for figure in figures:
        result = figure.in_unit(unit) if result is None else result + figure
    return result if result is not None else Figure(0.0, unit, basis=Basis.MEASURED)


def _combined(
    parts: tuple[Figure, ...], value: float | None, low: float | None, high: float | None
) -> Figure:
    has_range = any(p.low is not None or p.high is not None for p in parts)
    sources = dict.fromkeys(p.source for p in parts if p.source)
    known_dates = [p.as_of for p in parts if p.as_of is not None]
    rated = [p.confidence for p in parts if p.confidence is not None]
    return Figure(
        value=value,
        unit=parts[0].unit,
        low=low if has_range else None,
        high=high if has_range else None,
        basis=max((p.basis for p in parts), key=lambda basis: basis.rank),
        source="; ".join(sources),
        as_of=min(known_dates) if len(known_dates) == len(parts) else None,
        confidence=min(rated, key=lambda grade: grade.rank) if len(rated) == len(parts) else None,
    )


def _sum(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a + b


def _product(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a * b


def _converted(value: float | None, unit: str, to: str) -> float | None:
    return None if value is None else convert(value, unit, to)
