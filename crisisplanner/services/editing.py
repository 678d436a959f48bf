"""Edit entities one field at a time, create, retire, remove, undo and redo."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from crisisplanner.domain.changes import Change, Changes, Create, Group, Remove, Update
from crisisplanner.domain.days import Day, parse_when
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import Entity, EntityId, field_specs
from crisisplanner.domain.errors import CrisisPlannerError, bad_input, refused
from crisisplanner.domain.fields import FieldKind, FieldSpec
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.units import UNITS
from crisisplanner.exchange.values import CellFault, number_of, whole_number_of
from crisisplanner.services.naming import label_of
from crisisplanner.services.session import Session

UNIT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "day": "d",
        "days": "d",
        "hour": "h",
        "hours": "h",
        "people": "person",
        "persons": "person",
        "tonne": "t",
        "tonnes": "t",
        "percent": "%",
        "per cent": "%",
    }
)


def change_field(
    session: Session, kind: str, entity_id: EntityId, field: str, value: Any
) -> Changes:
    """Set one field; a number given to a figure keeps what is known of its source.

    A changed value of a figure without a new basis becomes an assumption of the author.
    """
    entity = session.file.get(kind, entity_id)
    _spec(kind, field)
    value = entered_value(session, entity, field, value)
    what = message(
        "journal.field_changed",
        kind=message("kind." + kind),
        label=label_of(session, entity),
        field=message("label." + field),
    )
    return session.write(what, [Update(kind, entity_id, {field: value})])


def change_fields(
    session: Session, kind: str, entity_id: EntityId, fields: dict[str, Any]
) -> Changes:
    """Set several fields of one entity in one step."""
    entity = session.file.get(kind, entity_id)
    for field in fields:
        _spec(kind, field)
    what = message(
        "journal.entity_changed", kind=message("kind." + kind), label=label_of(session, entity)
    )
    return session.write(what, [Update(kind, entity_id, fields)])


def entered_value(session: Session, entity: Entity, field: str, value: Any) -> Any:
    """Give what a field of a thing will hold: a number becomes a figure with its author.

    A figure whose value stays keeps its source; one that says its source is taken as it is.
    """
    spec = field_specs(type(entity))[field]
    if spec.kind is FieldKind.FIGURE and not (isinstance(value, Figure) and value.source):
        return typed_figure(session, getattr(entity, field), value)
    return value


def create_entity(session: Session, entity: Entity) -> Changes:
    """Add one entity."""
    what = message(
        "journal.entity_created",
        kind=message("kind." + entity.KIND),
        label=label_of(session, entity),
    )
    return session.write(what, [Create(entity)])


def remove_entity(session: Session, kind: str, entity_id: EntityId) -> Changes:
    """Take an entity away; refused with the list of uses if something refers to it."""
    entity = session.file.get(kind, entity_id)
    what = message(
        "journal.entity_removed", kind=message("kind." + kind), label=label_of(session, entity)
    )
    return session.write(what, [Remove(kind, entity_id)])


@dataclass(frozen=True, slots=True)
class Removal:
    """Tell how many things went, and which stay with the reasons: they are in use."""

    n_removed: int
    staying: Mapping[EntityId, tuple[Message, ...]]


def remove_entities(session: Session, kind: str, ids: Sequence[EntityId]) -> Removal:
    """Take things away in one step; those in use stay and are told with their uses."""
    if len(ids) == 1:
        try:
            remove_entity(session, kind, ids[0])
        except CrisisPlannerError as error:
            return Removal(0, {ids[0]: error.messages})
        return Removal(1, {})
    try:
        # Things that only refer to each other go together.
        return Removal(_remove_in_one_step(session, kind, ids), {})
    except CrisisPlannerError:
        staying = session.file.removal_faults(kind, ids)
        if not staying:
            raise
    rest = [one for one in ids if one not in staying]
    return Removal(_remove_in_one_step(session, kind, rest), staying)


def _remove_in_one_step(session: Session, kind: str, ids: Sequence[EntityId]) -> int:
    if ids:
        what = message("journal.entities_removed", n=len(ids), kind=message("kind." + kind))
        session.write(what, [Remove(kind, one) for one in ids])
    return len(ids)


def retire_entities(session: Session, kind: str, ids: Sequence[EntityId]) -> Changes:
    """Keep things but leave them out of new work, in one step."""
    if len(ids) == 1:
        return retire_entity(session, kind, ids[0])
    what = message("journal.entities_retired", n=len(ids), kind=message("kind." + kind))
    return session.write(what, [Update(kind, one, {"retired": True}) for one in ids])


def retire_entity(
    session: Session, kind: str, entity_id: EntityId, *, retired: bool = True
) -> Changes:
    """Keep an entity but leave it out of new work, or bring it back."""
    entity = session.file.get(kind, entity_id)
    code = "journal.entity_retired" if retired else "journal.entity_unretired"
    what = message(code, kind=message("kind." + kind), label=label_of(session, entity))
    return session.write(what, [Update(kind, entity_id, {"retired": retired})])


def erase_fields(
    session: Session, kind: str, entity_id: EntityId, fields: Collection[str], why: str
) -> Changes:
    """Overwrite values for good, in the thing and in all that the journal kept of them.

    For names of victims, witnesses and sources. The history keeps who erased, when and why; nothing
    brings the values back. Automatic backups are removed; saved copies are their owners' to remove.
    """
    for field in fields:
        _spec(kind, field)
    if not why.strip():
        raise bad_input("erase.why_needed")
    return session.file.erase(kind, entity_id, fields, author=session.author, why=why)


def shipped_original(session: Session, kind: str, entity_id: EntityId) -> Entity | None:
    """Give the entity as we ship it, or None if a person made it."""
    return session.shipped().get((kind, entity_id))


def differs_from_original(session: Session, kind: str, entity_id: EntityId) -> bool:
    """Tell whether a shipped entity was changed."""
    original = shipped_original(session, kind, entity_id)
    current = session.file.find(kind, entity_id)
    return original is not None and current is not None and bool(_changed(original, current))


def _changed(original: Entity, current: Entity) -> dict[str, Any]:
    """Give the shipped values of what a person changed; what the program keeps is no such change."""
    return {
        name: getattr(original, name)
        for name, spec in field_specs(type(original)).items()
        if not spec.is_kept_by_program and getattr(original, name) != getattr(current, name)
    }


def restore_original(session: Session, kind: str, entity_id: EntityId) -> Changes:
    """Bring back the shipped values of an entity; refused if a person made it."""
    original = shipped_original(session, kind, entity_id)
    if original is None:
        raise refused("entity.not_shipped", label=session.file.get(kind, entity_id).label())
    what = message(
        "journal.original_restored", kind=message("kind." + kind), label=original.label()
    )
    current = session.file.find(kind, entity_id)
    if current is None:
        return session.write(what, [Create(original)])
    fields = _changed(original, current)
    changes: list[Change] = [Update(kind, entity_id, fields)] if fields else []
    return session.write(what, changes)


def undo(session: Session) -> tuple[Group, Changes]:
    """Take back this person's newest group since the workspace was opened."""
    return session.file.undo(session.author)


def redo(session: Session) -> tuple[Group, Changes]:
    """Bring back what was undone last."""
    return session.file.redo(session.author)


def next_undo(session: Session) -> Group | None:
    """Name what undo would take back."""
    return session.file.undoable(session.author)


def next_redo(session: Session) -> Group | None:
    """Name what redo would bring back."""
    return session.file.redoable(session.author)


def take_back(session: Session, group_id: str) -> tuple[Group, Changes]:
    """Take back an older group, if nothing later touched the same fields."""
    return session.file.take_back(group_id, session.author)


def history(session: Session, limit: int = 200, before: int | None = None) -> tuple[Group, ...]:
    """List groups of the journal, newest first."""
    return session.file.groups(limit, before)


def parse_entry(kind: str, field: str, text: str) -> Any:
    """Read what a person typed into a cell as the field's value.

    Raises a coded error that says what was expected and what came. Empty text is unknown.
    """
    spec = _spec(kind, field)
    text = text.strip()
    if not text:
        return "" if spec.kind in (FieldKind.LINE, FieldKind.TEXT) else None
    try:
        return _parsed(spec, text)
    except (KeyError, ValueError, CellFault):
        raise bad_input(
            "field.wrong_type", kind=kind, field=field, expected=spec.kind.name.lower(), found=text
        ) from None


def _spec(kind: str, field: str) -> FieldSpec:
    specs = field_specs(ENTITY_TYPES[kind])
    if field not in specs or field == "id":
        raise bad_input("field.unknown", kind=message("kind." + kind), field=field)
    return specs[field]


def typed_figure(session: Session, current: Figure, value: float | Figure | None) -> Figure:
    """Make the figure that a person typed over the current one: an assumption of its author."""
    typed = value if isinstance(value, Figure) else Figure(value, current.unit)
    if typed.value is None:
        return Figure(None, current.unit)
    if current.value == typed.value and current.entered_unit == typed.entered_unit:
        return current
    return replace(
        typed,
        basis=Basis.ASSUMPTION,
        source=session.author,
        as_of=session.outside.now().date(),
    )


def _entered_figure(text: str, unit: str) -> float | Figure:
    """Read a number, or a number with another unit of the field's dimension: ``3 weeks``."""
    found = re.fullmatch(r"(?P<number>.*[0-9])\s*(?P<unit>[^0-9.,\s].*)", text)
    if found is None:
        return float(number_of(text))
    entered = found["unit"].strip()
    known = next((code for code in UNITS if entered in (code, code + "s")), None)
    if known is None:
        known = UNIT_WORDS[entered.casefold()]
    return Figure(float(number_of(found["number"])), known).in_unit(unit)


def _parsed(spec: FieldSpec, text: str) -> Any:
    match spec.kind:
        case FieldKind.FIGURE:
            return _entered_figure(text, spec.unit)
        case FieldKind.NUMBER:
            return float(number_of(text))
        case FieldKind.INTEGER:
            return whole_number_of(text)
        case FieldKind.DAY:
            when = parse_when(text) if text[:1] in "Dd" else Day(whole_number_of(text))
            if isinstance(when, date):
                raise ValueError(text)
            return when.number
        case FieldKind.WHEN:
            return parse_when(text)
        case FieldKind.DATE:
            return date.fromisoformat(text)
        case FieldKind.CODES:
            return tuple(part.strip() for part in text.split(";") if part.strip())
        case FieldKind.CHOICE if spec.choices is not None:
            return spec.choices(text)
        case _:
            return text
