"""Exercises and their event lists, as they are planned or brought by others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.markings import Marking


class ExerciseType(StrEnum):
    """Say how an exercise is played."""

    SEMINAR = "seminar"
    WORKSHOP = "workshop"
    TABLETOP = "tabletop"
    MATRIX_GAME = "matrix_game"
    STRESS_REPLAY = "stress_replay"


@dataclass(frozen=True, kw_only=True, slots=True)
class Exercise(Entity):
    """Name an exercise on a plan."""

    KIND: ClassVar[str] = "exercise"

    name: str = fields.line(required=True)
    exercise_type: ExerciseType = fields.choice(ExerciseType, ExerciseType.TABLETOP)
    plan: EntityId | None = fields.reference("plan")
    objectives: str = fields.text()
    source: str = fields.line()
    marking: Marking | None = fields.marking()


@dataclass(frozen=True, kw_only=True, slots=True)
class Inject(Entity):
    """Put an event into an exercise at a time.

    The time is a date, or a day from D with minutes into that day; ``due_text`` keeps it as written.
    Unknown parts stay open.
    """

    KIND: ClassVar[str] = "inject"

    exercise: EntityId = fields.reference("exercise", required=True, belongs=True)
    code: str = fields.line()
    title: str = fields.line(required=True)
    body: str = fields.text()
    due_text: str = fields.line()
    due_date: date | None = fields.calendar_date()
    due_day: int | None = fields.day()
    due_minute: int | None = fields.integer(minimum=0, maximum=1439)
    sender: str = fields.line()
    recipients: str = fields.line()
    channel: str = fields.line()
    note: str = fields.text()
    source: str = fields.line()
    marking: Marking | None = fields.marking()

    def label(self) -> str:
        """Name it by its title."""
        return self.title
