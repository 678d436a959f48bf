"""Caseloads: whom a plan serves, by group, sex and age, and how their number grows.

Lives here: the entity and the closed lists that it and planning factors share. What is computed
from them is in `planning/needs.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import Message, message


class CaseloadGroup(StrEnum):
    """Why people are part of a caseload."""

    DISPLACED = "displaced"
    RETURNED = "returned"
    HOST = "host"
    BESIEGED = "besieged"
    URBAN_AT_RISK = "urban_at_risk"
    DEPLOYED = "deployed"


class Sex(StrEnum):
    """The sex of a part of a caseload."""

    ALL = "all"
    FEMALE = "female"
    MALE = "male"


class AgeBand(StrEnum):
    """The age of a part of a caseload, in whole years."""

    ALL = "all"
    UNDER_5 = "under_5"
    FROM_5_TO_17 = "from_5_to_17"
    FROM_18_TO_59 = "from_18_to_59"
    FROM_60 = "from_60"


class Counted(StrEnum):
    """What of a caseload a planning factor counts."""

    PEOPLE = "people"
    DISPLACED = "displaced"
    HOUSEHOLDS = "households"
    DISPLACED_HOUSEHOLDS = "displaced_households"
    UNDER_FIVE = "under_five"
    URBAN_AT_RISK = "urban_at_risk"
    DEPLOYED = "deployed"


class FactorForm(StrEnum):
    """How a planning factor's value is used on what it counts."""

    PER_HEAD = "per_head"
    """Counted times the value: 15 l for each person."""
    HEADS_PER_ONE = "heads_per_one"
    """Counted divided by the value: 20 people for one toilet."""


class Rounding(StrEnum):
    """How computed units become whole ones."""

    UP = "up"
    NEAREST = "nearest"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Caseload(Entity):
    """Count one part of the people that a scenario is about; parts don't overlap, and add up.

    ``people`` are there on D. ``arrivals`` come each day from ``arrivals_from`` (D where it is open)
    until ``arrivals_to``. Arrivals that are unknown while a day is given leave the number after that
    day unknown; with no day and no figure none are expected.
    """

    KIND: ClassVar[str] = "caseload"

    scenario: EntityId = fields.reference("scenario", required=True, belongs=True)
    name: str = fields.line()
    caseload_group: CaseloadGroup = fields.choice(CaseloadGroup, CaseloadGroup.DISPLACED)
    sex: Sex = fields.choice(Sex, Sex.ALL)
    age: AgeBand = fields.choice(AgeBand, AgeBand.ALL)
    people: Figure = fields.figure("person")
    arrivals: Figure = fields.figure("person/d")
    arrivals_from: int | None = fields.day()
    arrivals_to: int | None = fields.day()
    place: EntityId | None = fields.reference("place")
    marking: Marking | None = fields.marking()

    def faults(self) -> Iterator[Message]:
        """Refuse an end of arrivals before their start."""
        start = self.arrivals_from or 0
        if self.arrivals_to is not None and self.arrivals_to <= start:
            yield message("interval.end_before_start", start=Day(start), end=Day(self.arrivals_to))

    def label(self) -> str:
        """Name the part by its own name, or by its group."""
        return self.name or self.caseload_group.value
