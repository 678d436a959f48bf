"""Requirements, and what the plan gives them: allocations, gaps, forbidden pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.terms import Area, Priority


@dataclass(frozen=True, kw_only=True, slots=True)
class Requirement(Entity):
    """State what a plan needs: typed, counted, placed and dated."""

    KIND: ClassVar[str] = "requirement"

    plan: EntityId = fields.reference("plan", required=True, belongs=True)
    code: str = fields.line()
    title: str = fields.line()
    line_of_effort: str = fields.line()
    area: Area = fields.choice(Area, Area.VIOLENCE_MITIGATION)
    phase: EntityId | None = fields.reference("phase")
    type: EntityId = fields.reference("capability_type", required=True)
    quantity: Figure = fields.needed_figure("unit")
    place: EntityId | None = fields.reference("place")
    from_day: int = fields.day(required=True)
    to_day: int = fields.day(required=True)
    priority: Priority = fields.choice(Priority, Priority.IMPORTANT)
    weight: float | None = fields.number(minimum=0)
    """The planner's own weight; without it the plan's weight of the priority."""
    minimum_share: float = fields.number(0.0, minimum=0, maximum=1)
    prerequisites: tuple[EntityId, ...] = fields.references("requirement")
    needs: tuple[EntityId, ...] = fields.references("authority")
    task_type: str = fields.line()
    single_lead: bool = fields.flag()
    min_partners: int = fields.integer(0, minimum=0)
    max_partners: int | None = fields.integer(minimum=1)
    derived_by: str = fields.text()
    justification: str = fields.text()
    source: str = fields.line()
    marking: Marking | None = fields.marking()

    def faults(self) -> Iterator[Message]:
        """Refuse an end before the start and partner rules that contradict each other."""
        if self.to_day <= self.from_day:
            yield message(
                "interval.end_before_start", start=Day(self.from_day), end=Day(self.to_day)
            )
        if self.quantity.value is not None and self.quantity.value <= 0:
            yield message("requirement.nothing_needed", found=self.quantity.value)
        if self.max_partners is not None and self.max_partners < self.min_partners:
            yield message(
                "requirement.partners_crossed",
                minimum=self.min_partners,
                maximum=self.max_partners,
            )
        if self.single_lead and self.min_partners > 1:
            yield message("requirement.lead_and_many", minimum=self.min_partners)
        if self.id in self.prerequisites:
            yield message("requirement.needs_itself")


@dataclass(frozen=True, kw_only=True, slots=True)
class Allocation(Entity):
    """Send a quantity of an offer to a requirement on from_day ≤ t < to_day."""

    KIND: ClassVar[str] = "allocation"

    offer: EntityId = fields.reference("offer", required=True)
    requirement: EntityId = fields.reference("requirement", required=True, belongs=True)
    quantity: float = fields.number(minimum=0)
    from_day: int = fields.day(required=True)
    to_day: int = fields.day(required=True)
    locked: bool = fields.flag()
    reason: str = fields.text()

    def faults(self) -> Iterator[Message]:
        """Refuse an end before the start."""
        if self.to_day <= self.from_day:
            yield message(
                "interval.end_before_start", start=Day(self.from_day), end=Day(self.to_day)
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenGap(Entity):
    """Record what is decided about a part that stays uncovered."""

    KIND: ClassVar[str] = "gap"

    requirement: EntityId = fields.reference("requirement", required=True, belongs=True)
    missing: Figure = fields.figure("unit")
    cause: str = fields.line()
    ways_to_close: str = fields.text()
    owner: str = fields.line()
    deadline_day: int | None = fields.day()
    accepted_by: str = fields.line()
    marking: Marking | None = fields.marking()


@dataclass(frozen=True, kw_only=True, slots=True)
class ForbiddenPair(Entity):
    """Keep an offer from a requirement, by the planner's wish."""

    KIND: ClassVar[str] = "forbidden_pair"

    offer: EntityId = fields.reference("offer", required=True)
    requirement: EntityId = fields.reference("requirement", required=True, belongs=True)
    reason: str = fields.text()
