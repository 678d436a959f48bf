"""What can be erased for good: the things that a person may mean, and their fields.

The erasing itself is `editing.erase_fields`.
"""

from __future__ import annotations

from dataclasses import dataclass

from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import Entity, EntityId, can_be_empty, field_specs
from crisisplanner.domain.fields import FieldKind
from crisisplanner.services.session import Session

MOST_THINGS = 500
_TEXTS = frozenset({FieldKind.LINE, FieldKind.TEXT, FieldKind.FIGURE})


@dataclass(frozen=True, slots=True)
class Thing:
    """Name a thing of which something may be erased; ``label`` is empty where it was removed."""

    kind: str
    id: EntityId
    label: str


def erasable_fields(kind: str) -> tuple[str, ...]:
    """List the fields that can be emptied: texts, figures, and whatever may be left out.

    What a thing belongs to stays: a part without its whole would be refused.
    """
    entity_type = ENTITY_TYPES[kind]
    return tuple(
        name
        for name, spec in field_specs(entity_type).items()
        if name != "id"
        and spec.kind is not FieldKind.MARKING
        and not spec.belongs
        and (spec.kind in _TEXTS or can_be_empty(entity_type, name))
    )


def thing_with_parts(session: Session, kind: str, entity_id: EntityId) -> tuple[Thing, ...]:
    """Give a thing and what belongs to it, as a partner's focal points."""
    found = [_thing(session.file.get(kind, entity_id))]
    for part_kind, entity_type in ENTITY_TYPES.items():
        for name, spec in field_specs(entity_type).items():
            if spec.belongs and kind in spec.refers_to:
                parts = session.file.select(part_kind, **{name: entity_id})
                found += [_thing(part) for part in parts]
    return tuple(found[:MOST_THINGS])


def things_of_step(session: Session, group_id: str) -> tuple[Thing, ...]:
    """List the things that a step of the history made, changed or removed; the first of many."""
    touched = dict.fromkeys((entry.kind, entry.id) for entry in session.file.entries(group_id))
    found = []
    for kind, entity_id in tuple(touched)[:MOST_THINGS]:
        entity = session.file.find(kind, entity_id)
        found.append(Thing(kind, entity_id, "") if entity is None else _thing(entity))
    return tuple(found)


def _thing(entity: Entity) -> Thing:
    return Thing(entity.KIND, entity.id, entity.label())
