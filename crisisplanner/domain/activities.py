"""Who does what where: activities of organisations, deployments, response plans with their money.

Lives here: what others report about their work. What is offered to a plan stands in ``offers``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.figures import Figure


class ActivityStatus(StrEnum):
    """Say how far an activity is."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    COMPLETED = "completed"
    SUSPENDED = "suspended"


@dataclass(frozen=True, kw_only=True, slots=True)
class Activity(Entity):
    """Tell who does what where, for whom and when, as reported.

    Organisations and places are kept as written; ``partner`` and ``place`` are what they were found
    to be. ``to_date`` is the last day as reported. A month without a year leaves the dates open.
    """

    KIND: ClassVar[str] = "activity"

    code: str = fields.line()
    organisation: str = fields.line(required=True)
    partner: EntityId | None = fields.reference("partner")
    organisation_kind: str = fields.line()
    implementer: str = fields.line()
    implementing_partner: EntityId | None = fields.reference("partner")
    donor: str = fields.line()
    project: str = fields.line()
    occasion: str = fields.line()
    sector: str = fields.line()
    activity_type: str = fields.line()
    description: str = fields.text()
    materials: str = fields.text()
    quantity: Figure = fields.figure("unit")
    quantity_unit: str = fields.line()
    modality: str = fields.line()
    iso3: str = fields.line()
    admin1: str = fields.line()
    admin1_code: str = fields.line()
    admin2: str = fields.line()
    admin2_code: str = fields.line()
    admin3: str = fields.line()
    admin3_code: str = fields.line()
    location: str = fields.line()
    place: EntityId | None = fields.reference("place")
    latitude: float | None = fields.number(minimum=-90, maximum=90)
    longitude: float | None = fields.number(minimum=-180, maximum=180)
    beneficiaries: str = fields.line()
    households_targeted: Figure = fields.figure("household")
    people_targeted: Figure = fields.figure("person")
    households_reached: Figure = fields.figure("household")
    people_reached: Figure = fields.figure("person")
    cost: Figure = fields.figure("USD")
    from_date: date | None = fields.calendar_date()
    to_date: date | None = fields.calendar_date()
    month: int | None = fields.integer(minimum=1, maximum=12)
    year: int | None = fields.integer(minimum=1900, maximum=2200)
    status: ActivityStatus | None = fields.choice(ActivityStatus)
    dates_crossed: bool = fields.flag()
    """It is reported to end before it starts; both dates are kept as reported."""
    note: str = fields.text()
    source: str = fields.line()

    def label(self) -> str:
        """Name the activity by who does what."""
        what = self.sector or self.activity_type
        return self.organisation + ", " + what if what else self.organisation


@dataclass(frozen=True, kw_only=True, slots=True)
class Deployment(Entity):
    """Tell what a mission has at a place in a year; estimates from maps, not head-counts."""

    KIND: ClassVar[str] = "deployment"

    mission: str = fields.line(required=True)
    year: int | None = fields.integer(minimum=1900, maximum=2200)
    location: str = fields.line(required=True)
    latitude: float | None = fields.number(minimum=-90, maximum=90)
    longitude: float | None = fields.number(minimum=-180, maximum=180)
    infantry: Figure = fields.figure("person")
    engineers: Figure = fields.figure("unit")
    medical: Figure = fields.figure("unit")
    signals: Figure = fields.figure("unit")
    aviation: Figure = fields.figure("unit")
    riverine: Figure = fields.figure("unit")
    maintenance: Figure = fields.figure("unit")
    transport: Figure = fields.figure("unit")
    source: str = fields.line()

    def label(self) -> str:
        """Name the deployment by mission and place."""
        return self.mission + ", " + self.location


@dataclass(frozen=True, kw_only=True, slots=True)
class ResponsePlan(Entity):
    """Keep what a response plan of others asks for, has, and whom it is for."""

    KIND: ClassVar[str] = "response_plan"

    code: str = fields.line(required=True)
    name: str = fields.line(required=True)
    plan_type: str = fields.line()
    countries: tuple[str, ...] = fields.codes()
    from_date: date | None = fields.calendar_date()
    to_date: date | None = fields.calendar_date()
    first_requirements: Figure = fields.figure("USD")
    requirements: Figure = fields.figure("USD")
    funding: Figure = fields.figure("USD")
    population: Figure = fields.figure("person")
    in_need: Figure = fields.figure("person")
    people_targeted: Figure = fields.figure("person")
    people_reached: Figure = fields.figure("person")
    source: str = fields.line()
