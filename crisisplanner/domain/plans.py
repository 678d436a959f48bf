"""Plans: their time, phases, written parts, decisions, assumptions and versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.figures import Basis
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.terms import (
    Area,
    AssumptionKind,
    AssumptionState,
    Level3,
    PlanState,
    TextStatus,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan(Entity):
    """Describe a contingency plan for one scenario."""

    KIND: ClassVar[str] = "plan"

    scenario: EntityId = fields.reference("scenario", required=True)
    title: str = fields.line(required=True)
    number: str = fields.line()
    maturity: int = fields.integer(1, minimum=1, maximum=4)
    state: PlanState = fields.choice(PlanState, PlanState.DRAFT)
    owner: str = fields.line()
    approver: str = fields.line()
    valid_from: date | None = fields.calendar_date()
    valid_to: date | None = fields.calendar_date()
    d_date: date | None = fields.calendar_date()
    d_meaning: str = fields.line()
    mechanism: EntityId | None = fields.reference("institution")
    priority: int = fields.integer(5, minimum=1, maximum=9)
    marking: Marking | None = fields.marking()
    include_if: bool = fields.flag()
    """Match requested and acknowledged offers too, as "if"."""
    weight_essential: float = fields.number(4.0, minimum=0)
    weight_important: float = fields.number(2.0, minimum=0)
    weight_useful: float = fields.number(1.0, minimum=0)
    match_run: str = fields.line(kept_by_program=True)
    """The input hash of the run whose result was adopted."""
    matched_at: int | None = fields.integer(kept_by_program=True)
    """The journal's position when the result was adopted."""

    def faults(self) -> Iterator[Message]:
        """Refuse an end before the start."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            yield message("interval.end_before_start", start=self.valid_from, end=self.valid_to)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanVersion(Entity):
    """Keep a plan as it was: the journal's position and a snapshot with its hash."""

    KIND: ClassVar[str] = "plan_version"

    plan: EntityId = fields.reference("plan", required=True, belongs=True)
    number: int = fields.integer(1, minimum=1)
    name: str = fields.line(required=True)
    made_at: datetime | None = fields.moment()
    made_by: str = fields.line()
    journal_position: int = fields.integer(0, minimum=0)
    sha256: str = fields.line(required=True)
    snapshot: str = fields.line(required=True)
    """The SHA-256 under which the snapshot is kept."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanText(Entity):
    """Hold the written part of one section of the plan."""

    KIND: ClassVar[str] = "plan_text"

    plan: EntityId = fields.reference("plan", required=True, belongs=True)
    section: str = fields.line(required=True)
    text: str = fields.text()
    author: str = fields.line()
    status: TextStatus = fields.choice(TextStatus, TextStatus.DRAFT)
    marking: Marking | None = fields.marking()


@dataclass(frozen=True, kw_only=True, slots=True)
class Phase(Entity):
    """Name a part of the plan's time."""

    KIND: ClassVar[str] = "phase"

    plan: EntityId = fields.reference("plan", required=True, belongs=True)
    name: str = fields.line(required=True)
    area: Area = fields.choice(Area, Area.VIOLENCE_MITIGATION)
    from_day: int = fields.day(required=True)
    to_day: int = fields.day(required=True)
    start_condition: str = fields.text()
    end_condition: str = fields.text()

    def faults(self) -> Iterator[Message]:
        """Refuse an end before the start."""
        if self.to_day <= self.from_day:
            yield message(
                "interval.end_before_start", start=Day(self.from_day), end=Day(self.to_day)
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionPoint(Entity):
    """Name the latest day for a choice."""

    KIND: ClassVar[str] = "decision_point"

    plan: EntityId = fields.reference("plan", required=True, belongs=True)
    name: str = fields.line(required=True)
    latest_day: int = fields.day(required=True)
    information_needed: str = fields.text()
    choices: str = fields.text()
    decider: str = fields.line()
    institution: EntityId | None = fields.reference("institution")
    if_no_decision: str = fields.text()
    taken: str = fields.text()
    source: str = fields.line()
    marking: Marking | None = fields.marking()


@dataclass(frozen=True, kw_only=True, slots=True)
class Assumption(Entity):
    """State what the plan takes as true, so that it can be falsified."""

    KIND: ClassVar[str] = "assumption"

    plan: EntityId = fields.reference("plan", required=True, belongs=True)
    number: str = fields.line()
    text: str = fields.text()
    assumption_kind: AssumptionKind = fields.choice(AssumptionKind, AssumptionKind.POLICY)
    likelihood: Level3 | None = fields.choice(Level3)
    consequence_if_false: str = fields.text()
    owner: str = fields.line()
    expires: date | None = fields.calendar_date()
    state: AssumptionState = fields.choice(AssumptionState, AssumptionState.OPEN)
    bound_to: EntityId | None = fields.reference(
        "offer", "requirement", "authority", "access_permit"
    )
    basis: Basis = fields.choice(Basis, Basis.ASSUMPTION)
    source: str = fields.line()
    marking: Marking | None = fields.marking()
