"""The situation: crises, scenarios, access, authorities, risk factors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.days import Day, When
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.terms import (
    AssetClass,
    AuthorityKind,
    Consent,
    CrisisStatus,
    CrisisType,
    PermitState,
    ScenarioKind,
)


def period_faults(start: When | None, end: When | None) -> Iterator[Message]:
    """Refuse an end that is not after the start, where both are counted alike."""
    if isinstance(start, Day) and isinstance(end, Day):
        if end <= start:
            yield message("interval.end_before_start", start=start, end=end)
    elif isinstance(start, date) and isinstance(end, date) and end <= start:
        yield message("interval.end_before_start", start=start, end=end)


@dataclass(frozen=True, kw_only=True, slots=True)
class Crisis(Entity):
    """Describe what may happen or happens, and where."""

    KIND: ClassVar[str] = "crisis"

    name: str = fields.line(required=True)
    crisis_type: CrisisType = fields.choice(CrisisType, CrisisType.COMPLEX)
    places: tuple[EntityId, ...] = fields.references("place")
    onset: date | None = fields.calendar_date()
    status: CrisisStatus = fields.choice(CrisisStatus, CrisisStatus.WATCH)
    summary: str = fields.text()
    actors: str = fields.text()
    marking: Marking | None = fields.marking()
    source: str = fields.line()


@dataclass(frozen=True, kw_only=True, slots=True)
class CrisisFact(Entity):
    """Keep a dated fact with its grade and source."""

    KIND: ClassVar[str] = "crisis_fact"

    crisis: EntityId = fields.reference("crisis", required=True, belongs=True)
    when_text: str = fields.line(required=True)
    from_date: date | None = fields.calendar_date()
    text: str = fields.text()
    basis: Basis = fields.choice(Basis, Basis.ASSUMPTION)
    confidence: str = fields.line()
    grade: str = fields.line()
    source: str = fields.line()
    marking: Marking | None = fields.marking()


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario(Entity):
    """Tell one future of a crisis in numbers and words."""

    KIND: ClassVar[str] = "scenario"

    crisis: EntityId = fields.reference("crisis", required=True, belongs=True)
    name: str = fields.line(required=True)
    scenario_kind: ScenarioKind = fields.choice(ScenarioKind, ScenarioKind.MOST_LIKELY)
    narrative: str = fields.text()
    people_affected: Figure = fields.figure("person")
    people_displaced: Figure = fields.figure("person")
    displacement_per_day: Figure = fields.figure("person/d")
    duration: Figure = fields.figure("d")
    consent: Consent | None = fields.choice(Consent)
    marking: Marking | None = fields.marking()


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessPermit(Entity):
    """State who may be at a place with which class of asset, and when."""

    KIND: ClassVar[str] = "access_permit"

    scenario: EntityId = fields.reference("scenario", required=True, belongs=True)
    name: str = fields.line()
    place: EntityId = fields.reference("place", required=True)
    partner: EntityId | None = fields.reference("partner")
    ring: str = fields.line()
    asset_class: AssetClass | None = fields.choice(AssetClass)
    from_when: When | None = fields.when()
    to_when: When | None = fields.when()
    state: PermitState = fields.choice(PermitState, PermitState.ASKED)
    basis: Basis = fields.choice(Basis, Basis.ASSUMPTION)
    source: str = fields.line()
    marking: Marking | None = fields.marking()

    def faults(self) -> Iterator[Message]:
        """Refuse an end before the start."""
        yield from period_faults(self.from_when, self.to_when)


@dataclass(frozen=True, kw_only=True, slots=True)
class Authority(Entity):
    """Describe what makes an act lawful for those who act.

    Without a crisis it belongs to the reference list. ``ceiling`` limits personnel.
    """

    KIND: ClassVar[str] = "authority"

    crisis: EntityId | None = fields.reference("crisis")
    name: str = fields.line(required=True)
    authority_kind: AuthorityKind = fields.choice(AuthorityKind, AuthorityKind.HOST_CONSENT)
    reference: str = fields.line()
    from_when: When | None = fields.when()
    to_when: When | None = fields.when()
    scope: str = fields.text()
    ceiling: Figure = fields.figure("person")
    basis: Basis = fields.choice(Basis, Basis.ASSUMPTION)
    confidence: str = fields.line()
    source: str = fields.line()
    marking: Marking | None = fields.marking()

    def faults(self) -> Iterator[Message]:
        """Refuse an end before the start."""
        yield from period_faults(self.from_when, self.to_when)


@dataclass(frozen=True, kw_only=True, slots=True)
class RiskFactor(Entity):
    """Name a risk factor of the UN Framework of Analysis for Atrocity Crimes."""

    KIND: ClassVar[str] = "risk_factor"

    number: int = fields.integer(minimum=1)
    group: str = fields.line(required=True)
    title: str = fields.line(required=True)
    indicator_count: Figure = fields.figure("1")
    source: str = fields.line()
