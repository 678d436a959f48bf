"""Validation before writing: the domain's own faults, and what a row could not give back alike.

Lives here: checks of one entity by itself. References are checked in ``edits``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from crisisplanner.domain.days import Day
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import Entity, faults_of, field_specs
from crisisplanner.domain.fields import FieldKind
from crisisplanner.domain.messages import Message, message
from crisisplanner.storage.rows import FURTHEST_DAY

_TEXTS = frozenset({FieldKind.LINE, FieldKind.TEXT})
_LISTS = frozenset({FieldKind.CODES, FieldKind.REFERENCES})
_TIMES = frozenset({FieldKind.DATE, FieldKind.WHEN, FieldKind.MOMENT})


def faults_before_writing(entity: Entity) -> tuple[Message, ...]:
    """List everything that forbids to write an entity."""
    found = faults_of(entity)
    return found or tuple(_unkeepable(entity))


@cache
def _fields_to_look_at(kind: str) -> tuple[tuple[str, FieldKind], ...]:
    looked_at = _TEXTS | _LISTS | _TIMES | {FieldKind.FIGURE, FieldKind.MARKING}
    return tuple(
        (name, spec.kind)
        for name, spec in field_specs(ENTITY_TYPES[kind]).items()
        if spec.kind in looked_at
    )


def _unkeepable(entity: Entity) -> Iterator[Message]:
    for name, kind in _fields_to_look_at(entity.KIND):
        value = getattr(entity, name)
        if not value:
            continue
        where = {"kind": entity.KIND, "field": name}
        if kind in _TIMES:
            if not _is_kept_time(kind, value):
                yield message(
                    "field.wrong_type", expected=kind.name.lower(), found=str(value), **where
                )
        elif not all(map(is_kept_text, _texts_in(kind, value))):
            yield message("field.not_text", **where)


def _is_kept_time(kind: FieldKind, value: Any) -> bool:
    match value:
        case datetime():
            # Without its zone a moment would be read back as another one.
            return kind is FieldKind.MOMENT and value.tzinfo is not None
        case Day():
            return abs(value.number) <= FURTHEST_DAY
        case date():
            return kind is not FieldKind.MOMENT
        case _:
            return False


def _texts_in(kind: FieldKind, value: Any) -> tuple[object, ...]:
    if kind in _LISTS:
        return tuple(value)
    if kind is FieldKind.FIGURE:
        return (value.source,)
    if kind is FieldKind.MARKING:
        return (value.level, value.handling, *value.releasable_to)
    return (value,)


def is_kept_text(value: object) -> bool:
    """Tell text that can be written from what is none, such as half a surrogate pair."""
    if not isinstance(value, str):
        return False
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
