"""The marking of a document: never more open than anything in it."""

from __future__ import annotations

from collections.abc import Iterable

from crisisplanner.domain.entity import Entity
from crisisplanner.domain.markings import TLP_LEVELS, Marking
from crisisplanner.domain.risk import Dissent
from crisisplanner.services.assessing import ratings_of
from crisisplanner.services.plan_contents.material import Material


def highest_level(material: Material) -> str:
    """Give the most closed level of all that is printed; other schemes keep the plan's."""
    own = material.marking.level
    if own not in TLP_LEVELS:
        return own
    levels = [own, *(marking.level for marking in _markings(material))]
    return max((one for one in levels if one in TLP_LEVELS), key=TLP_LEVELS.index)


def readers_of_all(material: Material) -> tuple[str, ...]:
    """Give those of the plan's readers who may see everything that is printed."""
    markings = tuple(_markings(material))
    readers = material.marking.releasable_to
    return tuple(one for one in readers if all(marking.allows(one) for marking in markings))


def _markings(material: Material) -> Iterable[Marking]:
    yield from _markings_of(material)
    if material.matched is not material:
        # What was matched is printed too, and may have been more closed then.
        yield from _markings_of(material.matched)


def _markings_of(material: Material) -> Iterable[Marking]:
    groups: tuple[Iterable[Entity], ...] = (
        (material.crisis, material.scenario),
        material.facts,
        (text for texts in material.texts.values() for text in texts),
        material.decision_points,
        material.assumptions,
        material.requirements,
        material.offers,
        material.partners,
        material.authorities,
        material.permits,
        material.caveats,
        material.commitments,
        material.focal_points,
        (gap for gaps in material.open_gaps.values() for gap in gaps),
        *_of_risk(material),
        (seen.trigger for seen in material.triggers),
        material.tasks_led_to,
    )
    for group in groups:
        for entity in group:
            marking = getattr(entity, "marking", None)
            if isinstance(marking, Marking):
                yield marking


def _of_risk(material: Material) -> Iterable[Iterable[Entity]]:
    """Give what the risk analysis prints, where anybody assessed the crisis."""
    view = material.risk
    if view.is_empty:
        return
    assessments = (*view.assessors, *view.agreed)
    yield assessments
    yield material.evidence
    for one in assessments:
        yield ratings_of(material.session, one.id).values()
        yield material.session.select(Dissent, assessment=one.id)
