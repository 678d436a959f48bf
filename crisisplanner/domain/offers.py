"""Offers: what partners bring, when, on which conditions, and what is promised already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.days import When
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.situation import period_faults
from crisisplanner.domain.terms import (
    AssetClass,
    CaveatKind,
    Level3,
    OfferState,
    Readiness,
    TransportMode,
    Verification,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer(Entity):
    """State a capability that a partner may bring.

    Where notice, load, transit, set-up, stay or lift is unknown, the catalogue's figure for the type
    is used and marked as an assumption; unknown transit is computed from distance.
    Costs are per unit, in ``currency`` (the workspace's base currency when empty).
    """

    KIND: ClassVar[str] = "offer"

    code: str = fields.line()
    partner: EntityId = fields.reference("partner", required=True)
    type: EntityId = fields.reference("capability_type", required=True)
    description: str = fields.line()
    quantity: Figure = fields.needed_figure("unit")
    state: OfferState = fields.choice(OfferState, OfferState.OFFERED)
    origin: EntityId | None = fields.reference("place")
    notice: Figure = fields.figure("d")
    load: Figure = fields.figure("d")
    transit: Figure = fields.figure("d")
    setup: Figure = fields.figure("d")
    max_stay: Figure = fields.figure("d")
    unit_lift: Figure = fields.figure("t")
    personnel: Figure = fields.figure("person")
    mobilisation_cost: Figure = fields.figure("money")
    daily_cost: Figure = fields.figure("money/d")
    currency: str = fields.line()
    cost_share: Figure = fields.figure("1", maximum=1)
    available_from: When | None = fields.when()
    available_to: When | None = fields.when()
    readiness_equipment: Readiness | None = fields.choice(Readiness)
    readiness_people: Readiness | None = fields.choice(Readiness)
    readiness_funding: Readiness | None = fields.choice(Readiness)
    verification: Verification | None = fields.choice(Verification)
    probability: Figure = fields.figure("1", maximum=1)
    exclusive_group: str = fields.line()
    asset_class: AssetClass | None = fields.choice(AssetClass)
    mode: TransportMode | None = fields.choice(TransportMode)
    divisible: bool = fields.flag()
    needs: tuple[EntityId, ...] = fields.references("authority")
    women: Figure = fields.figure("person")
    men: Figure = fields.figure("person")
    source: str = fields.line()
    marking: Marking | None = fields.marking()

    def faults(self) -> Iterator[Message]:
        """Refuse an end before the start and parts of units that are whole."""
        yield from period_faults(self.available_from, self.available_to)
        value = self.quantity.value
        if not self.divisible and value is not None and abs(value - round(value)) > 1e-9:
            yield message("offer.part_of_a_unit", found=value)

    def label(self) -> str:
        """Name the offer by code or description."""
        return self.code or self.description or self.id


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionStep(Entity):
    """Describe one step that must be taken before a partner may act.

    It belongs to an offer, or to a partner and then to all its offers.
    """

    KIND: ClassVar[str] = "decision_step"

    offer: EntityId | None = fields.reference("offer", belongs=True)
    partner: EntityId | None = fields.reference("partner", belongs=True)
    name: str = fields.line(required=True)
    institution: EntityId | None = fields.reference("institution")
    duration: Figure = fields.needed_figure("d")
    begins_on: When | None = fields.when()
    after: tuple[EntityId, ...] = fields.references("decision_step")
    source: str = fields.line()

    def faults(self) -> Iterator[Message]:
        """Ask for exactly one owner."""
        if (self.offer is None) == (self.partner is None):
            yield message("decision_step.one_owner", name=self.name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Caveat(Entity):
    """Limit the use of an offer, or of all offers of a partner."""

    KIND: ClassVar[str] = "caveat"

    offer: EntityId | None = fields.reference("offer", belongs=True)
    partner: EntityId | None = fields.reference("partner", belongs=True)
    category: EntityId | None = fields.reference("caveat_category")
    text: str = fields.text()
    effect: CaveatKind = fields.choice(CaveatKind, CaveatKind.TO_BE_JUDGED)
    only_place: EntityId | None = fields.reference("place")
    """With ``forbids``: every place but this one is forbidden."""
    scope_crisis: EntityId | None = fields.reference("crisis")
    scope_place: EntityId | None = fields.reference("place")
    scope_task: str = fields.line()
    scope_phase: EntityId | None = fields.reference("phase")
    scope_partner: EntityId | None = fields.reference("partner")
    from_when: When | None = fields.when()
    to_when: When | None = fields.when()
    quantity: Figure = fields.figure("unit")
    authority: EntityId | None = fields.reference("authority")
    delay: Figure = fields.figure("d")
    days_to_lift: Figure = fields.figure("d")
    source: str = fields.line()
    confidence: Level3 | None = fields.choice(Level3)
    marking: Marking | None = fields.marking()

    def faults(self) -> Iterator[Message]:
        """Ask for one owner and for what the effect needs."""
        if (self.offer is None) == (self.partner is None):
            yield message("caveat.one_owner", text=self.text)
        yield from period_faults(self.from_when, self.to_when)
        needed = {
            CaveatKind.CAPS: ("quantity", self.quantity.value),
            CaveatKind.NEEDS: ("authority", self.authority),
            CaveatKind.DELAYS: ("delay", self.delay.value),
        }.get(self.effect)
        if needed is not None and needed[1] is None:
            yield message("caveat.effect_needs", effect=str(self.effect), field=needed[0])


@dataclass(frozen=True, kw_only=True, slots=True)
class Commitment(Entity):
    """Hold back part of an offer that is promised elsewhere."""

    KIND: ClassVar[str] = "commitment"

    offer: EntityId = fields.reference("offer", required=True, belongs=True)
    quantity: Figure = fields.needed_figure("unit")
    from_when: When | None = fields.when()
    to_when: When | None = fields.when()
    where: str = fields.line()
    source: str = fields.line()
    marking: Marking | None = fields.marking()

    def faults(self) -> Iterator[Message]:
        """Refuse an end before the start."""
        yield from period_faults(self.from_when, self.to_when)

    def label(self) -> str:
        """Name the commitment by where it is."""
        return self.where or self.id
