"""Versions of a plan: which there are, how it stands to them, and its state with the hash."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import Entity, EntityId, field_specs
from crisisplanner.domain.errors import bad_input
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


def plan_versions(session: Session, plan_id: EntityId) -> tuple[PlanVersion, ...]:
    """List the versions of a plan, newest first."""
    found = session.select(PlanVersion, plan=plan_id)
    return tuple(sorted(found, key=lambda version: -version.number))


def find_version(session: Session, plan_id: EntityId, wanted: str) -> PlanVersion:
    """Find a version of a plan by its number or name; refuses with the candidates."""
    versions = plan_versions(session, plan_id)
    sought = wanted.strip().casefold()
    found = [one for one in versions if sought in (str(one.number), one.name.casefold())]
    if len(found) == 1:
        return found[0]
    if not versions:
        raise bad_input("version.none", wanted=wanted)
    candidates = tuple(
        message("version.candidate", number=one.number, name=one.name)
        for one in (found or versions)
    )
    raise bad_input("version.not_found", wanted=wanted, candidates=candidates)


def latest_version(session: Session, plan_id: EntityId) -> PlanVersion | None:
    """Give the newest version of a plan."""
    return next(iter(plan_versions(session, plan_id)), None)


def version_standing(session: Session, plan_id: EntityId) -> VersionStanding:
    """Tell how a plan stands to its newest version; any step in the workspace counts."""
    latest = latest_version(session, plan_id)
    if latest is None:
        return VersionStanding(None)
    # The step that keeps the version is the next after the one at which it was read.
    return VersionStanding(latest, max(0, session.file.position() - latest.journal_position - 1))


def snapshot_state(session: Session, plan_id: EntityId) -> dict[str, list[Any]]:
    """Write all that a plan refers to, by kind: the plan itself, its parts, what they name."""
    plan = session.get(Plan, plan_id)
    by_kind: dict[str, list[Any]] = defaultdict(list)
    for entity in referred_to(session, plan):
        by_kind[entity.KIND].append(entity_to_plain(entity))
    for rows in by_kind.values():
        rows.sort(key=lambda row: str(row["id"]))
    return dict(by_kind)


def snapshot_hash(session: Session, plan_id: EntityId) -> str:
    """Give the SHA-256 of a plan's present state."""
    state = canonical_json(snapshot_state(session, plan_id))
    return hashlib.sha256(state.encode()).hexdigest()


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
