"""Say where shipped figures come from: basis marks, numbered sources, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from crisisplanner.domain.figures import Basis, Confidence, Figure
from crisisplanner.exchange.shipped_content.reading import json_content, table_rows

_MARK = re.compile(r"\b[SCKA]\b")
_NUMBER_IN_BRACKETS = re.compile(r"\[(\d+)\]")

_BASIS_OF_MARK: Mapping[str, Basis] = MappingProxyType(
    {
        "S": Basis.SOURCED,
        "C": Basis.SOURCED,
        "K": Basis.STANDARD,
        "A": Basis.ASSUMPTION,
    }
)


def basis_of(marks: str) -> Basis:
    """Read basis marks such as ``S``, ``K/S`` or ``S [124], C [77]``; the weakest counts."""
    found = _MARK.findall(marks)
    if not found:
        raise ValueError(f"Expected a basis mark S, C, K or A, got {marks!r}")
    return max((_BASIS_OF_MARK[mark] for mark in found), key=lambda basis: basis.rank)


def confidence_of(basis: Basis) -> Confidence | None:
    """Give what a standard recalled from memory deserves: low, to be verified."""
    return Confidence.LOW if basis is Basis.STANDARD else None


class Sources:
    """Resolve source numbers and notes to the words that are shown."""

    def __init__(self) -> None:
        self._notes: Mapping[str, str] = json_content("reference", "source_notes.json")
        self._texts = {row["number"]: row["text"] for row in table_rows("reference", "sources.csv")}

    def note(self, *keys: str) -> str:
        """Join notes by their keys."""
        return "; ".join(self._notes[key] for key in keys)

    def numbered(self, numbers: Iterable[str]) -> str:
        """Join the texts of numbered sources."""
        return "; ".join(self._texts[number] for number in numbers if number)

    def of_basis(self, marks: str) -> str:
        """Join the texts of the numbers that stand in brackets behind basis marks."""
        return self.numbered(_NUMBER_IN_BRACKETS.findall(marks))


def joined(*texts: str) -> str:
    """Join what is not empty."""
    return "; ".join(text for text in texts if text)


def figure(value: float | None, unit: str, basis: Basis, source: str) -> Figure:
    """Make a shipped figure: its basis decides the confidence."""
    return Figure(value, unit, basis=basis, source=source, confidence=confidence_of(basis))
