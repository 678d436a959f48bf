"""Exchange assessments as files: one assessment with its ratings and evidence, as JSON.

A file for a reader holds only what that reader may see: what has no marking is marked as the thing it
belongs to, up to the workspace. What is left out leaves no trace in the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, cast

from crisisplanner.domain.changes import Change, Create, Remove, Update
from crisisplanner.domain.entity import Entity, EntityId, field_specs
from crisisplanner.domain.errors import CrisisPlannerError, bad_input, refused
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plain import canonical_json, entity_from_plain, entity_to_plain
from crisisplanner.domain.risk import (
    Dissent,
    Evidence,
    IndicatorRating,
    RatingEvidence,
    RiskAssessment,
    RiskIndicator,
)
from crisisplanner.domain.situation import Crisis
from crisisplanner.services.outgoing_files import OutgoingKind, refuse_other_file
from crisisplanner.services.session import Session

E = TypeVar("E", bound=Entity)

FORMAT = "crisisplanner assessment"
VERSION = 1
LIMIT_MB = 10
_PARTS: Mapping[str, type[Entity]] = {
    "assessment": RiskAssessment,
    "indicators": RiskIndicator,
    "evidence": Evidence,
    "ratings": IndicatorRating,
    "ties": RatingEvidence,
    "dissents": Dissent,
}


@dataclass(frozen=True, slots=True)
class Shared:
    """Count what a file holds and what was withheld from its reader."""

    n_ratings: int
    n_evidence: int
    n_withheld: int


def share_assessment(session: Session, assessment_id: EntityId, reader: str, path: Path) -> Shared:
    """Write an assessment for a reader; refused if the reader may not see it at all.

    Single ratings, dissents and pieces of evidence that are withheld are left out and counted.
    """
    refuse_other_file(path, OutgoingKind.JSON)
    assessment = session.get(RiskAssessment, assessment_id)
    crisis = session.get(Crisis, assessment.crisis)
    ground = crisis.marking or session.workspace().marking or Marking()
    own = assessment.marking or ground
    if not own.allows(reader):
        raise refused("assessing.withheld", assessor=assessment.assessor, reader=reader)
    all_ratings = session.select(IndicatorRating, assessment=assessment_id)
    all_dissents = session.select(Dissent, assessment=assessment_id)
    ratings = [r for r in all_ratings if (r.marking or own).allows(reader)]
    dissents = [d for d in all_dissents if (d.marking or own).allows(reader)]
    ties = [t for r in ratings for t in session.select(RatingEvidence, rating=r.id)]
    all_evidence = {t.evidence: session.get(Evidence, t.evidence) for t in ties}
    evidence = {
        key: replace(one, marking=one.marking or ground, place=None)
        for key, one in all_evidence.items()
        if (one.marking or ground).allows(reader)
    }
    used = {r.indicator for r in ratings} | {d.indicator for d in dissents if d.indicator}
    content: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "assessment": [entity_to_plain(replace(assessment, marking=own))],
        "indicators": _plain(session.get(RiskIndicator, one) for one in sorted(used)),
        "evidence": _plain(evidence.values()),
        "ratings": _plain(ratings),
        "ties": _plain(tie for tie in ties if tie.evidence in evidence),
        "dissents": _plain(dissents),
    }
    path.write_text(canonical_json(content) + "\n", "utf-8")
    n_withheld = len(all_ratings) - len(ratings) + len(all_dissents) - len(dissents)
    n_withheld += len(all_evidence) - len(evidence)
    return Shared(len(ratings), len(evidence), n_withheld)


def receive_assessment(session: Session, path: Path, crisis_id: EntityId) -> RiskAssessment:
    """Take the assessment of a file into a crisis; a later file of it takes the earlier's place."""
    parts = _read(path)
    assessments = _of(parts, RiskAssessment)
    if len(assessments) != 1:
        raise _not_one(path, message("assessing.reason_other_format"))
    assessment = replace(assessments[0], crisis=crisis_id)
    known = session.find(RiskAssessment, assessment.id)
    if known is not None and not known.agreed and known.assessor == session.author:
        raise refused("assessing.own_is_newer", file=path.name)
    received: list[Entity] = [assessment]
    received += [i for i in _of(parts, RiskIndicator) if session.find(RiskIndicator, i.id) is None]
    received += [replace(e, crisis=crisis_id, place=None) for e in _of(parts, Evidence)]
    received += [replace(r, assessment=assessment.id) for r in _of(parts, IndicatorRating)]
    received += [replace(d, assessment=assessment.id) for d in _of(parts, Dissent)]
    received += _of(parts, RatingEvidence)
    changes: list[Change] = [*_gone(session, assessment.id, received)]
    for entity in received:
        changes += _put(session, entity)
    what = message("journal.assessment_received", assessor=assessment.assessor, file=path.name)
    session.write(what, changes)
    return session.get(RiskAssessment, assessment.id)


def _put(session: Session, entity: Entity) -> list[Change]:
    known = session.find(type(entity), entity.id)
    if known is None:
        return [Create(entity)]
    fields = {
        name: getattr(entity, name)
        for name in field_specs(type(entity))
        if getattr(entity, name) != getattr(known, name)
    }
    return [Update(entity.KIND, entity.id, fields)] if fields else []


def _gone(
    session: Session, assessment_id: EntityId, received: Sequence[Entity]
) -> Iterable[Change]:
    """Remove what an earlier file of the assessment brought and this one no longer holds."""
    ids = {entity.id for entity in received}
    for entity_type in (IndicatorRating, Dissent):
        for one in session.select(entity_type, assessment=assessment_id):
            if one.id not in ids:
                yield Remove(one.KIND, one.id)


def _plain(entities: Iterable[Entity]) -> list[dict[str, Any]]:
    return [entity_to_plain(entity) for entity in entities]


def _of(parts: Mapping[type[Entity], list[Entity]], entity_type: type[E]) -> list[E]:
    return cast("list[E]", parts[entity_type])


def _read(path: Path) -> dict[type[Entity], list[Entity]]:
    if path.stat().st_size > LIMIT_MB * 1_000_000:
        raise bad_input("assessing.file_too_large", file=path.name, limit_mb=LIMIT_MB)
    try:
        content = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError):
        raise _not_one(path, message("assessing.reason_not_json")) from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise _not_one(path, message("assessing.reason_other_format"))
    try:
        return {
            entity_type: [entity_from_plain(entity_type, plain) for plain in content[name]]
            for name, entity_type in _PARTS.items()
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = message("assessing.reason_broken", found=str(error)[:200])
        raise _not_one(path, reason) from None


def _not_one(path: Path, reason: Message) -> CrisisPlannerError:
    return bad_input("assessing.not_an_assessment", file=path.name, reason=reason)
