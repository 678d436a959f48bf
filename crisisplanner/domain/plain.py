"""Entities as plain JSON values and back: one form for journal, snapshots and shipped data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from crisisplanner.domain.days import Day, When, parse_when
from crisisplanner.domain.entity import Entity, field_specs
from crisisplanner.domain.fields import FieldKind, FieldSpec
from crisisplanner.domain.figures import Basis, Confidence, Figure
from crisisplanner.domain.markings import Marking, MarkingKind

E = TypeVar("E", bound=Entity)


def when_text(when: When) -> str:
    """Write a moment as ``D+24`` or an ISO date, so that it is read back alike."""
    return f"D{when.number:+d}" if isinstance(when, Day) else when.isoformat()


def figure_to_plain(figure: Figure) -> dict[str, Any]:
    """Write a figure without what is empty."""
    return {
        "value": figure.value,
        "unit": figure.unit,
        **figure_basis_to_plain(figure),
    }


def figure_basis_to_plain(figure: Figure) -> dict[str, Any]:
    """Write all of a figure but its value and unit, without what is empty."""
    plain: dict[str, Any] = {"basis": figure.basis.value}
    if figure.low is not None:
        plain["low"] = figure.low
    if figure.high is not None:
        plain["high"] = figure.high
    if figure.source:
        plain["source"] = figure.source
    if figure.as_of is not None:
        plain["as_of"] = figure.as_of.isoformat()
    if figure.confidence is not None:
        plain["confidence"] = figure.confidence.value
    if figure.entered_unit is not None:
        plain["entered_unit"] = figure.entered_unit
    return plain


def figure_from_plain(plain: Mapping[str, Any]) -> Figure:
    """Read a figure; raises KeyError or ValueError on what is not one."""
    confidence = plain.get("confidence")
    as_of = plain.get("as_of")
    return Figure(
        value=plain["value"],
        unit=plain["unit"],
        low=plain.get("low"),
        high=plain.get("high"),
        basis=Basis(plain.get("basis", Basis.ASSUMPTION)),
        source=plain.get("source", ""),
        as_of=date.fromisoformat(as_of) if as_of else None,
        confidence=Confidence(confidence) if confidence else None,
        entered_unit=plain.get("entered_unit"),
    )


def marking_to_plain(marking: Marking) -> dict[str, Any]:
    """Write a marking."""
    return {
        "level": marking.level,
        "kind": marking.kind.value,
        "releasable_to": list(marking.releasable_to),
        "handling": marking.handling,
    }


def marking_from_plain(plain: Mapping[str, Any]) -> Marking:
    """Read a marking."""
    return Marking(
        level=plain["level"],
        kind=MarkingKind(plain.get("kind", MarkingKind.REAL)),
        releasable_to=tuple(plain.get("releasable_to", ())),
        handling=plain.get("handling", ""),
    )


def value_to_plain(value: Any) -> Any:
    """Write one field's value as JSON holds it."""
    match value:
        case Figure():
            return figure_to_plain(value)
        case Marking():
            return marking_to_plain(value)
        case Day():
            return when_text(value)
        case datetime() | date():
            return value.isoformat()
        case tuple():
            return list(value)
        case str():
            return str(value)
        case _:
            return value


def value_from_plain(plain: Any, spec: FieldSpec) -> Any:
    """Read one field's value; raises ValueError on what does not fit its kind."""
    if plain is None:
        return None
    match spec.kind:
        case FieldKind.FIGURE:
            return figure_from_plain(plain)
        case FieldKind.MARKING:
            return marking_from_plain(plain)
        case FieldKind.WHEN:
            return parse_when(plain)
        case FieldKind.DATE:
            return date.fromisoformat(plain)
        case FieldKind.MOMENT:
            return datetime.fromisoformat(plain)
        case FieldKind.CODES | FieldKind.REFERENCES:
            return tuple(plain)
        case FieldKind.CHOICE if spec.choices is not None:
            return spec.choices(plain)
        case _:
            return plain


def entity_to_plain(entity: Entity) -> dict[str, Any]:
    """Write an entity's fields by name."""
    return {name: value_to_plain(getattr(entity, name)) for name in field_specs(type(entity))}


def entity_from_plain(entity_type: type[E], plain: Mapping[str, Any]) -> E:
    """Build an entity from plain fields; raises ValueError naming a field it does not have."""
    specs = field_specs(entity_type)
    unknown_names = plain.keys() - specs.keys()
    if unknown_names:
        raise ValueError(f"Expected fields of {entity_type.KIND}, got {sorted(unknown_names)}")
    return entity_type(
        **{name: value_from_plain(value, specs[name]) for name, value in plain.items()}
    )


def canonical_json(plain: Any) -> str:
    """Write JSON in one form only: sorted keys, no spaces, UTF-8."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
