"""Entities as tables that import again identically: fields' codes as headers, names for references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crisisplanner.domain.account import ImportKind
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.fields import FieldKind
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.plain import when_text
from crisisplanner.domain.plans import Phase
from crisisplanner.domain.requirements import Requirement
from crisisplanner.exchange.known import Register
from crisisplanner.exchange.record_spellings import HXL_TAGS
from crisisplanner.exchange.targets import TargetField, target_of

_SEPARATED = ";,|\n"
_FOUND_WITHIN_PLAN = frozenset({Phase.KIND, Requirement.KIND})
"""Their names need to differ within a plan only, which the row names."""


def table_of(
    kind: ImportKind, entities: Sequence[Entity], register: Register
) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """Lay out partners, offers or requirements as headers and rows for ``write_sheet``.

    What a figure has beside its value stands in columns of its own, where any has it. A reference is
    written by the shortest name that finds the thing again.
    """
    target = target_of(kind)
    by_id = {e.id: e for known in register.known.values() for e in known}
    by_id |= {e.id: e for e in entities}
    names = _FindingNames(by_id)
    fields = [f for f in target.fields.values() if _is_shown(f, entities)]
    headers = tuple(f.key.replace(".", "_") for f in fields)
    return headers, [tuple(_cell(e, f, names) for f in fields) for e in entities]


def tags_of(kind: ImportKind, headers: Sequence[str]) -> tuple[str, ...]:
    """Give the HXL tag of each column; columns that HXL has no tag for get none."""
    tags = HXL_TAGS.get(kind, {})
    return tuple(tags[header][-1] if header in tags else "" for header in headers)


def _is_shown(target: TargetField, entities: Sequence[Entity]) -> bool:
    if not target.part:
        return True
    figures: list[Figure] = [getattr(entity, target.field) for entity in entities]
    if target.part == "basis":
        return any(_has_basis(figure) for figure in figures)
    # A lower end of 0 is an end.
    return any(getattr(figure, target.part) not in (None, "") for figure in figures)


def _has_basis(figure: Figure) -> bool:
    return any(end is not None for end in (figure.value, figure.low, figure.high))


def _cell(entity: Entity, target: TargetField, names: _FindingNames) -> object:
    value: Any = getattr(entity, target.field)
    if target.part:
        if target.part == "basis" and not _has_basis(value):
            return None
        part: object = getattr(value, target.part)
        return part
    match target.spec.kind:
        case FieldKind.REFERENCE:
            return names.of(value) if value is not None else None
        case FieldKind.REFERENCES:
            return tuple(names.of(one) for one in value)
        case FieldKind.DAY:
            return None if value is None else when_text(Day(value))
        case _:
            return value


class _FindingNames:
    """Name things so that an import finds them again: by code, else by name if it is the only one."""

    def __init__(self, by_id: Mapping[EntityId, Entity]) -> None:
        self._by_id = by_id
        self._n_named: dict[tuple[str, str], int] = {}
        for entity in by_id.values():
            place = (entity.KIND, _name_of(entity).casefold())
            self._n_named[place] = self._n_named.get(place, 0) + 1

    def of(self, identity: EntityId) -> str:
        """Name one thing; its id if no name tells it from others."""
        entity = self._by_id.get(identity)
        if entity is None:
            return identity
        name = _name_of(entity)
        if entity.KIND in _FOUND_WITHIN_PLAN:
            return name
        is_one = self._n_named[entity.KIND, name.casefold()] == 1
        return name if is_one and not any(sign in name for sign in _SEPARATED) else identity


def _name_of(entity: Entity) -> str:
    for attribute in ("code", "reference", "name", "title"):
        name = getattr(entity, attribute, "")
        if name:
            return str(name)
    return entity.id
