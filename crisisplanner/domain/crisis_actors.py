"""Those who make, suffer or could stop a crisis; who has leverage on them; where partners stand.

Lives here: judgements about people and states, each with its reason, source and marking.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.markings import Marking


class ActorRole(StrEnum):
    """Say what an actor is in a crisis."""

    PERPETRATOR = "perpetrator"
    ENABLER = "enabler"
    THREATENED_GROUP = "threatened_group"
    PROTECTOR = "protector"
    HOST_GOVERNMENT = "host_government"
    NEIGHBOUR = "neighbour"
    BYSTANDER = "bystander"
    SPOILER = "spoiler"


class LeverageKind(StrEnum):
    """Say by what a partner can move an actor."""

    AID = "aid"
    TRADE = "trade"
    SECURITY = "security"
    HISTORY = "history"
    PERSONAL = "personal"


@dataclass(frozen=True, kw_only=True, slots=True)
class CrisisActor(Entity):
    """Describe who acts in a crisis, why, with what, and what it will not bear."""

    KIND: ClassVar[str] = "crisis_actor"

    crisis: EntityId = fields.reference("crisis", required=True, belongs=True)
    name: str = fields.line(required=True)
    role: ActorRole | None = fields.choice(ActorRole)
    iso3: str = fields.line()
    motives: str = fields.text()
    means: str = fields.text()
    red_lines: str = fields.text()
    source: str = fields.line()
    marking: Marking | None = fields.marking()


@dataclass(frozen=True, kw_only=True, slots=True)
class Leverage(Entity):
    """Judge how strongly a partner can move an actor: 0 not at all, 3 strongly."""

    KIND: ClassVar[str] = "leverage"

    actor: EntityId = fields.reference("crisis_actor", required=True, belongs=True)
    partner: EntityId = fields.reference("partner", required=True)
    strength: int | None = fields.integer(minimum=0, maximum=3)
    leverage_kind: LeverageKind | None = fields.choice(LeverageKind)
    reason: str = fields.text()
    source: str = fields.line()
    marking: Marking | None = fields.marking()

    def label(self) -> str:
        """Name it by its reason."""
        return self.reason or self.id


@dataclass(frozen=True, kw_only=True, slots=True)
class Perception(Entity):
    """Judge how an actor sees a partner: -2 as an enemy, 2 as a friend."""

    KIND: ClassVar[str] = "perception"

    actor: EntityId = fields.reference("crisis_actor", required=True, belongs=True)
    partner: EntityId = fields.reference("partner", required=True)
    score: int | None = fields.integer(minimum=-2, maximum=2)
    reason: str = fields.text()
    source: str = fields.line()
    marking: Marking | None = fields.marking()

    def label(self) -> str:
        """Name it by its reason."""
        return self.reason or self.id


@dataclass(frozen=True, kw_only=True, slots=True)
class Position(Entity):
    """Keep where a partner stands on an issue of a crisis: -2 against, 2 in favour."""

    KIND: ClassVar[str] = "position"

    crisis: EntityId = fields.reference("crisis", required=True, belongs=True)
    partner: EntityId = fields.reference("partner", required=True)
    issue: str = fields.line(required=True)
    stance: int | None = fields.integer(minimum=-2, maximum=2)
    since: date | None = fields.calendar_date()
    note: str = fields.text()
    source: str = fields.line()
    marking: Marking | None = fields.marking()

    def label(self) -> str:
        """Name it by its issue."""
        return self.issue
