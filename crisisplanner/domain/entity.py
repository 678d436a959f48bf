"""Entities: things with an id that a workspace keeps, and the check of their fields."""

from __future__ import annotations

import dataclasses
import math
import uuid
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, TypeAlias, cast

from crisisplanner.domain.days import Day
from crisisplanner.domain.fields import LONGEST_LINE, LONGEST_TEXT, FieldKind, FieldSpec, spec_of
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import Message, message

EntityId: TypeAlias = str

SHIPPED_NAMESPACE = uuid.UUID("6f1b6a3e-2c4d-5b7e-9a10-c0ffee2010aa")
"""The namespace of ids that are derived from kind and code."""

HIGHEST_NUMBER = 1e15


def shipped_id(kind: str, code: str) -> EntityId:
    """Derive the id of a thing that we ship from its kind and code (UUID version 5)."""
    return str(uuid.uuid5(SHIPPED_NAMESPACE, f"{kind}:{code}"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """Hold what every kept thing has: an id, and whether it is retired."""

    KIND: ClassVar[str] = ""

    id: EntityId = dataclasses.field(metadata={"spec": FieldSpec(FieldKind.LINE, is_required=True)})
    retired: bool = dataclasses.field(default=False, metadata={"spec": FieldSpec(FieldKind.FLAG)})

    def faults(self) -> Iterator[Message]:
        """Yield what is wrong across fields; single fields are checked by ``faults_of``."""
        yield from ()

    def label(self) -> str:
        """Name the thing for a person."""
        for name in ("title", "name", "code", "reference", "text"):
            value = getattr(self, name, "")
            if value:
                return str(value)
        return self.id


def field_specs(entity_type: type[Entity]) -> Mapping[str, FieldSpec]:
    """List the fields of an entity type in order, with their descriptions."""
    return _field_specs(cast("Hashable", entity_type))


@cache
def _field_specs(entity_type: Any) -> Mapping[str, FieldSpec]:
    return MappingProxyType({f.name: spec_of(f) for f in dataclasses.fields(entity_type)})


def can_be_empty(entity_type: type[Entity], name: str) -> bool:
    """Tell whether a field may hold nothing, as one word of a list or a reference may not."""
    return entity_type.__dataclass_fields__[name].default in (None, ())


_WORDS_AND_NUMBERS = frozenset(
    {FieldKind.CHOICE, FieldKind.INTEGER, FieldKind.NUMBER, FieldKind.DAY}
)


@cache
def _always_given(entity_type: Any) -> frozenset[str]:
    """Name the words and numbers that begin with a value: the program counts on them."""
    return frozenset(
        name
        for name, spec in _field_specs(entity_type).items()
        if spec.kind in _WORDS_AND_NUMBERS
        and entity_type.__dataclass_fields__[name].default not in (None, dataclasses.MISSING)
    )


def faults_of(entity: Entity) -> tuple[Message, ...]:
    """List everything that is wrong with an entity, field by field, then across fields."""
    found: list[Message] = []
    always_given = _always_given(cast("Hashable", type(entity)))
    for name, spec in field_specs(type(entity)).items():
        value = getattr(entity, name)
        if (value is None or value == "") and name in always_given:
            found.append(message("field.required", kind=entity.KIND, field=name))
            continue
        # Most fields of most things hold nothing; an import asks this a million times.
        if not _holds_nothing(spec, value):
            found.extend(_faults_of_field(entity.KIND, name, spec, value))
    if not found:
        found.extend(entity.faults())
    return tuple(found)


def _holds_nothing(spec: FieldSpec, value: Any) -> bool:
    if type(value) is Figure:
        ends = (value.value, value.low, value.high)
        return ends == (None, None, None) and value.unit == spec.unit
    return not spec.is_required and (value is None or value == "")


_PYTHON_TYPES: Mapping[FieldKind, tuple[type, ...]] = MappingProxyType(
    {
        FieldKind.LINE: (str,),
        FieldKind.TEXT: (str,),
        FieldKind.INTEGER: (int,),
        FieldKind.NUMBER: (int, float),
        FieldKind.FLAG: (bool,),
        FieldKind.DATE: (date,),
        FieldKind.MOMENT: (datetime,),
        FieldKind.DAY: (int,),
        FieldKind.WHEN: (Day, date),
        FieldKind.CHOICE: (str,),
        FieldKind.REFERENCE: (str,),
        FieldKind.REFERENCES: (tuple,),
        FieldKind.CODES: (tuple,),
        FieldKind.FIGURE: (Figure,),
        FieldKind.MARKING: (Marking,),
    }
)


def _faults_of_field(kind: str, name: str, spec: FieldSpec, value: Any) -> Iterator[Message]:
    where = {"kind": kind, "field": name}
    if value is None or value == "":
        if spec.is_required:
            yield message("field.required", **where)
        return
    if not _fits(spec.kind, value):
        yield message(
            "field.wrong_type", expected=spec.kind.name.lower(), found=str(value), **where
        )
        return
    if isinstance(value, Figure):
        yield from _faults_of_figure(where, spec, value)
    elif spec.kind in (FieldKind.INTEGER, FieldKind.NUMBER, FieldKind.DAY):
        yield from _faults_of_number(where, spec, value)
    elif isinstance(value, str) and spec.kind in (FieldKind.LINE, FieldKind.TEXT):
        longest = LONGEST_LINE if spec.kind is FieldKind.LINE else LONGEST_TEXT
        if len(value) > longest:
            yield message("field.too_long", longest=longest, found=len(value), **where)
    elif spec.kind is FieldKind.CHOICE and spec.choices is not None:
        name = spec.choices.__name__
        if value not in {member.value for member in spec.choices}:
            words = tuple(message(f"word.{name}.{member.value}") for member in spec.choices)
            yield message("field.not_a_choice", choices=words, found=str(value), **where)


def _fits(kind: FieldKind, value: object) -> bool:
    if isinstance(value, bool):
        return kind is FieldKind.FLAG
    return isinstance(value, _PYTHON_TYPES[kind])


def _faults_of_figure(where: dict[str, str], spec: FieldSpec, figure: Figure) -> Iterator[Message]:
    if figure.unit != spec.unit:
        yield message("field.wrong_unit", expected=spec.unit, found=figure.unit, **where)
        return
    for end in (figure.value, figure.low, figure.high):
        if end is not None:
            yield from _faults_of_number(where, spec, end)
    value = figure.value
    if value is None:
        return
    if (figure.low is not None and figure.low > value) or (
        figure.high is not None and figure.high < value
    ):
        yield message(
            "field.range_without_value", value=value, low=figure.low, high=figure.high, **where
        )


def _faults_of_number(where: dict[str, str], spec: FieldSpec, value: float) -> Iterator[Message]:
    if not math.isfinite(value) or abs(value) > HIGHEST_NUMBER:
        yield message("field.not_a_number", found=str(value), **where)
    elif spec.minimum is not None and value < spec.minimum:
        yield message("field.below_minimum", minimum=spec.minimum, found=value, **where)
    elif spec.maximum is not None and value > spec.maximum:
        yield message("field.above_maximum", maximum=spec.maximum, found=value, **where)
