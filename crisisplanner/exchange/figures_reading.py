"""Putting figures together from the columns of a row, and comparing them with those that are kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.exchange.parsing import Amount

_NUMBERS = frozenset({"", "low", "high"})


def keys_of_figures(keys: Iterable[str]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Group the keys that columns fill by field: (part, key); a value's own part is empty."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key in keys:
        field, _, part = key.partition(".")
        found.setdefault(field, []).append((part, key))
    return MappingProxyType({field: tuple(parts) for field, parts in found.items()})


def parts_of(values: Mapping[str, Any], keys: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Collect what a row says of one figure, by part."""
    return {part: values[key] for part, key in keys if key in values}


def new_figure(parts: Mapping[str, Any], unit: str, source: str) -> Figure:
    """Make a figure of what a row says; without a basis it is sourced from the file."""
    amount = parts.get("")
    tells_origin = "basis" in parts or "source" in parts
    return Figure(
        value=amount.number if isinstance(amount, Amount) else None,
        unit=unit,
        low=_number(parts["low"]) if "low" in parts else getattr(amount, "low", None),
        high=_number(parts["high"]) if "high" in parts else getattr(amount, "high", None),
        basis=parts.get("basis", Basis.SOURCED),
        source=parts.get("source", "" if tells_origin else source),
        as_of=parts["as_of"] if "as_of" in parts else getattr(amount, "as_of", None),
        confidence=parts.get("confidence"),
        entered_unit=parts.get("entered_unit") or _entered_unit(amount, unit),
    )


def changed_figure(parts: Mapping[str, Any], known: Figure, source: str) -> Figure:
    """Give the figure as a row changes it; the same one if the row says nothing new.

    A new value comes with its own basis, since the old basis was that of the old value.
    """
    amount = parts.get("")
    if isinstance(amount, Amount) and not is_same_number(amount.number, known.value):
        return new_figure(parts, known.unit, source)
    named = {part: value for part, value in parts.items() if part not in _NUMBERS}
    ends = {part: _number(parts[part]) for part in ("low", "high") if part in parts}
    kept = {
        part: end for part, end in ends.items() if not is_same_number(end, getattr(known, part))
    }
    changed: dict[str, Any] = {**named, **kept}
    return dataclasses.replace(known, **changed)


def is_same_number(one: float | None, other: float | None) -> bool:
    """Tell whether two numbers are alike but for the last digits."""
    if one is None or other is None:
        return one is other
    # What was converted or written out may differ in the last digits.
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other))


def _number(amount: object) -> float | None:
    return amount.number if isinstance(amount, Amount) else None


def _entered_unit(amount: object, unit: str) -> str | None:
    if isinstance(amount, Amount) and not unit.startswith("money"):
        return amount.entered_unit
    return None
