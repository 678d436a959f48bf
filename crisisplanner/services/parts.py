"""What belongs to a thing: a decision step to an offer, a phase to a plan; add, change, remove.

Each is one step of the history that names the part and what it belongs to.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from crisisplanner.domain.actors import Institution, Partner
from crisisplanner.domain.changes import Change, Changes, Create, Remove, Update
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import Entity, field_specs
from crisisplanner.domain.errors import CrisisPlannerError, bad_input
from crisisplanner.domain.fields import FieldKind
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.offers import Caveat, DecisionStep, Offer
from crisisplanner.domain.problem import DecisionStep as StepRow
from crisisplanner.domain.problem import Duration, OfferRow
from crisisplanner.domain.terms import CaveatKind
from crisisplanner.planning.timing import decision_of
from crisisplanner.services.editing import entered_value
from crisisplanner.services.naming import Names
from crisisplanner.services.session import Session

LONGEST_NAME = 60
P = TypeVar("P", bound=Entity)


def owner_field(part_type: type[Entity], owner_kind: str) -> str:
    """Give the field by which a part names what it belongs to."""
    return next(
        name
        for name, spec in field_specs(part_type).items()
        if spec.kind is FieldKind.REFERENCE and owner_kind in spec.refers_to
    )


def parts_of(session: Session, owner: Entity, part_type: type[P]) -> tuple[P, ...]:
    """List the parts of one type; a retired one is listed too, and says so."""
    return session.select(part_type, **{owner_field(part_type, owner.KIND): owner.id})


def add_part(session: Session, owner: Entity, part: Entity) -> Changes:
    """Add a part to a thing."""
    _refuse_silent(part)
    return session.write(_what(session, "journal.part_added", owner, part), [Create(part)])


def change_part(
    session: Session, owner: Entity, part: Entity, entered: Mapping[str, Any]
) -> Changes | None:
    """Set the fields that were changed; None, and no step, where nothing was."""
    values = {name: entered_value(session, part, name, value) for name, value in entered.items()}
    changed = {name: value for name, value in values.items() if value != getattr(part, name)}
    if not changed:
        return None
    _refuse_silent(dataclasses.replace(part, **changed))
    what = _what(session, "journal.part_changed", owner, part)
    return session.write(what, [Update(part.KIND, part.id, changed)])


def remove_part(session: Session, owner: Entity, part: Entity) -> Changes:
    """Take a part away; what waited for it waits for what it waited for itself.

    Refused with the list of uses if other things refer to it.
    """
    changes: list[Change] = list(_bridged(session, owner, part))
    changes.append(Remove(part.KIND, part.id))
    return session.write(_what(session, "journal.part_removed", owner, part), changes)


def _refuse_silent(part: Entity) -> None:
    """Refuse a caveat that limits nothing and says nothing; erasing for good may leave one."""
    if not isinstance(part, Caveat) or part.effect is not CaveatKind.TO_BE_JUDGED:
        return
    if not (part.text.strip() or part.category):
        raise bad_input("caveat.says_nothing", field="text")


def decision_path(session: Session, offer: Offer) -> tuple[DecisionStep, ...]:
    """Give the steps that hold for an offer: its own, or its partner's where it has none."""
    own = session.select(DecisionStep, offer=offer.id, retired=False)
    return own or session.select(DecisionStep, partner=offer.partner, retired=False)


def decision_days(session: Session, steps: Sequence[DecisionStep]) -> float | None:
    """Count the days until the last step is taken; None where that is not known.

    Steps that don't wait for each other run side by side. A step that begins on a date is counted
    from D, as a table of offers belongs to no plan whose D has a date.
    """
    rows = tuple(
        StepRow(
            id=step.id,
            decider=step.name,
            duration=Duration(_usual_days(session, step)),
            begins_on=step.begins_on.number if isinstance(step.begins_on, Day) else 0,
            after=step.after,
        )
        for step in steps
    )
    try:
        return decision_of(OfferRow("", "", "", 0, decision_steps=rows)).day
    except CrisisPlannerError:
        # Steps that came in from elsewhere may wait for each other in a circle.
        return None


def in_order(steps: Sequence[DecisionStep]) -> list[DecisionStep]:
    """Put each step behind those it waits for; ties and circles stay as they are."""
    ordered: list[DecisionStep] = []
    waiting = list(steps)
    while waiting:
        open_ids = {step.id for step in waiting}
        ready = [step for step in waiting if not open_ids.intersection(step.after)] or waiting
        ordered += ready
        waiting = [step for step in waiting if step not in ready]
    return ordered


def may_come_before(siblings: Sequence[P], field: str, thing: P | None) -> list[P]:
    """List what a thing may wait for by that field: no circle comes from any of them."""
    behind = set() if thing is None else {thing.id}
    while found := {s.id for s in siblings if behind.intersection(getattr(s, field))} - behind:
        behind |= found
    return [one for one in siblings if one.id not in behind and not one.retired]


def _usual_days(session: Session, step: DecisionStep) -> float | None:
    if step.duration.value is not None:
        return step.duration.value
    institution = session.find(Institution, step.institution)
    return institution.decision_days.value if institution is not None else None


def _bridged(session: Session, owner: Entity, part: Entity) -> Iterator[Update]:
    """Let the parts that waited for one that goes wait for what stood before it."""
    for name, spec in field_specs(type(part)).items():
        if spec.kind is not FieldKind.REFERENCES or part.KIND not in spec.refers_to:
            continue
        before = getattr(part, name)
        for other in parts_of(session, owner, type(part)):
            waits_for = getattr(other, name)
            if part.id in waits_for:
                rest = [one for one in (*waits_for, *before) if one != part.id]
                yield Update(part.KIND, other.id, {name: tuple(dict.fromkeys(rest))})


def _what(session: Session, code: str, owner: Entity, part: Entity) -> Message:
    """Name a step; a long text is no name, and a cut one could not be erased for good."""
    kind = message("kind." + part.KIND)
    label = part.label()
    named = _owner_name(session, owner)
    if label == part.id or len(label) > LONGEST_NAME:
        return message(code + "_unnamed", kind=kind, owner=named)
    return message(code, kind=kind, label=label, owner=named)


def _owner_name(session: Session, owner: Entity) -> str | Message:
    if not isinstance(owner, Offer):
        return owner.label()
    partner = session.get(Partner, owner.partner).name
    return message("journal.offer_of", offer=Names(session).offer_title(owner), partner=partner)
