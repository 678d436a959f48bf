"""What partners are asked for and what they answer; what they promised and brought before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.days import When
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.situation import period_faults


class RequestState(StrEnum):
    """Say how far a request is; names follow EDXL-RM."""

    REQUESTED = "requested"
    ACKNOWLEDGED = "acknowledged"
    OFFERED = "offered"
    DECLINED = "declined"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True, slots=True)
class CapabilityRequest(Entity):
    """Ask a partner for a capability, and keep the answer.

    ``offer`` is what the partner offered in answer; while it is not answered, the partner is
    waited for, once answered it is our turn until ``closed``.
    """

    KIND: ClassVar[str] = "capability_request"

    partner: EntityId = fields.reference("partner", required=True)
    type: EntityId = fields.reference("capability_type", required=True)
    requirement: EntityId | None = fields.reference("requirement")
    plan: EntityId | None = fields.reference("plan")
    quantity: Figure = fields.needed_figure("unit")
    place: EntityId | None = fields.reference("place")
    needed_from: When | None = fields.when()
    needed_to: When | None = fields.when()
    text: str = fields.text()
    state: RequestState = fields.choice(RequestState, RequestState.REQUESTED)
    asked_on: date | None = fields.calendar_date()
    asked_by: str = fields.line()
    answer_by: date | None = fields.calendar_date()
    answered_on: date | None = fields.calendar_date()
    answer: str = fields.text()
    offer: EntityId | None = fields.reference("offer")
    closed: bool = fields.flag()
    marking: Marking | None = fields.marking()

    def faults(self) -> Iterator[Message]:
        """Refuse an end before the start, and an answer before the question."""
        yield from period_faults(self.needed_from, self.needed_to)
        if self.asked_on and self.answered_on and self.answered_on < self.asked_on:
            yield message("interval.end_before_start", start=self.asked_on, end=self.answered_on)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fulfilment(Entity):
    """Keep what a partner promised once, and what it brought and when."""

    KIND: ClassVar[str] = "fulfilment"

    partner: EntityId = fields.reference("partner", required=True, belongs=True)
    occasion: str = fields.line(required=True)
    type: EntityId | None = fields.reference("capability_type")
    promised: Figure = fields.needed_figure("unit")
    delivered: Figure = fields.needed_figure("unit")
    promised_for: date | None = fields.calendar_date()
    delivered_on: date | None = fields.calendar_date()
    note: str = fields.text()
    source: str = fields.line()
    marking: Marking | None = fields.marking()

    def label(self) -> str:
        """Name it by its occasion."""
        return self.occasion
