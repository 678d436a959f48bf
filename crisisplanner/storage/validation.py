"""Validation before writing: the domain's own faults, and what a row could not give back alike.

Lives here: checks of one entity by itself. References are checked in ``edits``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from typing import Any

from crisisplanner.domain.days import Day
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import Entity, faults_of, field_specs
from crisisplanner.domain.fields import FieldKind
from crisisplanner.domain.messages import Message, message
from crisisplanner.storage.rows import FURTHEST_DAY

Check = Callable[[Any], bool]


def faults_before_writing(entity: Entity) -> tuple[Message, ...]:
    """List everything that forbids to write an entity."""
    found = faults_of(entity)
    return found or tuple(_unkeepable(entity))


def _unkeepable(entity: Entity) -> Iterator[Message]:
    for name, kind, is_kept in _checks(entity.KIND):
        value = getattr(entity, name)
        if not value or is_kept(value):
            continue
        where = {"kind": entity.KIND, "field": name}
        if kind in (FieldKind.DATE, FieldKind.WHEN, FieldKind.MOMENT):
            yield message("field.wrong_type", expected=kind.name.lower(), found=str(value), **where)
        else:
            yield message("field.not_text", **where)


@cache
def _checks(kind: str) -> tuple[tuple[str, FieldKind, Check], ...]:
    checks: dict[FieldKind, Check] = {
        FieldKind.LINE: is_kept_text,
        FieldKind.TEXT: is_kept_text,
        FieldKind.CODES: _are_kept_texts,
        FieldKind.REFERENCES: _are_kept_texts,
        FieldKind.FIGURE: _is_kept_figure,
        FieldKind.MARKING: _is_kept_marking,
        FieldKind.DATE: _is_kept_date,
        FieldKind.WHEN: _is_kept_when,
        FieldKind.MOMENT: _is_kept_moment,
    }
    return tuple(
        (name, spec.kind, checks[spec.kind])
        for name, spec in field_specs(ENTITY_TYPES[kind]).items()
        if spec.kind in checks
    )


def _is_kept_date(value: Any) -> bool:
    # A moment is a date to Python, but would not be read back as one.
    return not isinstance(value, datetime)


def _is_kept_when(value: Any) -> bool:
    return abs(value.number) <= FURTHEST_DAY if isinstance(value, Day) else _is_kept_date(value)


def _is_kept_moment(value: Any) -> bool:
    # Without its zone a moment would be read back as another one.
    return isinstance(value, datetime) and value.tzinfo is not None


def _are_kept_texts(value: Any) -> bool:
    return all(map(is_kept_text, value))


def _is_kept_figure(value: Any) -> bool:
    return not value.source or is_kept_text(value.source)


def _is_kept_marking(value: Any) -> bool:
    return _are_kept_texts((value.level, value.handling, *value.releasable_to))


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
