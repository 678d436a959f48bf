"""Versions of a plan: immutable snapshots of all that it refers to."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from crisisplanner.domain.changes import Create
from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import Entity, EntityId, field_specs
from crisisplanner.domain.fields import FieldKind
from crisisplanner.domain.messages import message
from crisisplanner.domain.plain import canonical_json, entity_to_plain
from crisisplanner.domain.plans import Plan, PlanVersion
from crisisplanner.services.session import Session

_NOT_IN_SNAPSHOTS = frozenset({PlanVersion.KIND})


@dataclass(frozen=True, slots=True)
class VersionStanding:
    """Tell how a plan stands to its newest version: how many steps of the history came since."""

    latest: PlanVersion | None
    n_steps_since: int = 0

    @property
    def of_now(self) -> PlanVersion | None:
        """Give the version that the plan is now, or None where it is a draft."""
        return None if self.n_steps_since else self.latest


def make_version(session: Session, plan_id: EntityId, name: str) -> PlanVersion:
    """Name the plan as it is now; the snapshot is kept under its SHA-256."""
    text = snapshot_text(session, plan_id)
    digest = hashlib.sha256(text.encode()).hexdigest()
    earlier = session.select(PlanVersion, plan=plan_id)
    version = PlanVersion(
        id=session.outside.new_id(),
        plan=plan_id,
        number=1 + max((v.number for v in earlier), default=0),
        name=name,
        made_at=session.outside.now(),
        made_by=session.author,
        journal_position=session.file.position(),
        sha256=digest,
        snapshot=digest,
    )
    session.file.keep_snapshot(digest, text)
    session.write(
        message("journal.version_made", number=version.number, name=name), [Create(version)]
    )
    return version


def latest_version(session: Session, plan_id: EntityId) -> PlanVersion | None:
    """Give the newest version of a plan."""
    versions = session.select(PlanVersion, plan=plan_id)
    return max(versions, key=lambda version: version.number, default=None)


def version_standing(session: Session, plan_id: EntityId) -> VersionStanding:
    """Tell how a plan stands to its newest version; any step in the workspace counts."""
    latest = latest_version(session, plan_id)
    if latest is None:
        return VersionStanding(None)
    since = session.file.groups_since(latest.journal_position + 1)
    return VersionStanding(latest, len(since))


def snapshot_text(session: Session, plan_id: EntityId) -> str:
    """Write all that a plan refers to as canonical JSON: the plan itself, its parts, what they name."""
    plan = session.get(Plan, plan_id)
    by_kind: dict[str, list[Any]] = defaultdict(list)
    for entity in referred_to(session, plan):
        by_kind[entity.KIND].append(entity_to_plain(entity))
    for rows in by_kind.values():
        rows.sort(key=lambda row: str(row["id"]))
    return canonical_json(by_kind)


def snapshot_hash(session: Session, plan_id: EntityId) -> str:
    """Give the SHA-256 of a plan's present state."""
    return hashlib.sha256(snapshot_text(session, plan_id).encode()).hexdigest()


def referred_to(session: Session, plan: Plan) -> tuple[Entity, ...]:
    """Collect a plan, the parts of what is collected, and all that they refer to."""
    everything: dict[EntityId, Entity] = {}
    parts: dict[EntityId, list[EntityId]] = defaultdict(list)
    for kind in ENTITY_TYPES.keys() - _NOT_IN_SNAPSHOTS:
        for entity in session.file.all(kind, include_retired=True):
            everything[entity.id] = entity
            for parent in _parents(entity):
                parts[parent].append(entity.id)
    found: dict[EntityId, Entity] = {}
    waiting = [plan.id]
    while waiting:
        entity_id = waiting.pop()
        entity_or_none = everything.get(entity_id)
        if entity_or_none is None or entity_id in found:
            continue
        found[entity_id] = entity_or_none
        waiting.extend(_references(entity_or_none))
        waiting.extend(parts[entity_id])
    return tuple(found.values())


def _parents(entity: Entity) -> Iterable[EntityId]:
    for name, spec in field_specs(type(entity)).items():
        if spec.belongs and (parent := getattr(entity, name)) is not None:
            yield parent


def _references(entity: Entity) -> Iterable[EntityId]:
    for name, spec in field_specs(type(entity)).items():
        value = getattr(entity, name)
        if spec.kind is FieldKind.REFERENCE and value is not None:
            yield value
        elif spec.kind is FieldKind.REFERENCES:
            yield from value
