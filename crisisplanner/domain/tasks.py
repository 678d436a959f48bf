"""Tasks: what somebody has to do, by when, before and during a plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import Message, message


class TaskKind(StrEnum):
    """Say when a task is due: always, once risk rises, or once the plan runs."""

    MINIMUM_PREPAREDNESS = "minimum_preparedness"
    ADVANCED_PREPAREDNESS = "advanced_preparedness"
    EXECUTION = "execution"


class TaskStatus(StrEnum):
    """Say how far a task is."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, kw_only=True, slots=True)
class Task(Entity):
    """Describe what is to be done, by whom and in which days from D."""

    KIND: ClassVar[str] = "task"

    title: str = fields.line(required=True)
    crisis: EntityId | None = fields.reference("crisis")
    plan: EntityId | None = fields.reference("plan", belongs=True)
    phase: EntityId | None = fields.reference("phase")
    part_of: EntityId | None = fields.reference("task")
    occasion: str = fields.line()
    """What calls it, as written where it was read."""
    task_kind: TaskKind | None = fields.choice(TaskKind)
    status: TaskStatus = fields.choice(TaskStatus, TaskStatus.OPEN)
    urgency: str = fields.line()
    from_day: int | None = fields.day()
    to_day: int | None = fields.day()
    lead_partner: EntityId | None = fields.reference("partner")
    supporting: tuple[EntityId, ...] = fields.references("partner")
    owner: str = fields.line()
    note: str = fields.text()
    source: str = fields.line()
    marking: Marking | None = fields.marking()

    def label(self) -> str:
        """Name it by its title."""
        return self.title

    def faults(self) -> Iterator[Message]:
        """Refuse an end before the start."""
        if self.from_day is not None and self.to_day is not None and self.to_day < self.from_day:
            start, end = Day(self.from_day), Day(self.to_day)
            yield message("interval.end_before_start", start=start, end=end)
