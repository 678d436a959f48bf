"""Capabilities: the typed catalogue, substitutes, enablers, planning factors, caveat kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.caseload import Counted, FactorForm, Rounding
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.terms import Area, AssetClass, Family, Priority, TransportMode


@dataclass(frozen=True, kw_only=True, slots=True)
class CapabilityType(Entity):
    """Describe one type of capability: what a unit of it is and needs."""

    KIND: ClassVar[str] = "capability_type"

    code: str = fields.line(required=True)
    family: Family = fields.choice(Family, Family.OWN)
    name: str = fields.line(required=True)
    definition: str = fields.text()
    unit_of_measure: str = fields.line()
    capacity_text: str = fields.line()
    capacity: Figure = fields.figure("1")
    """The number at the start of ``capacity_text``, per ``capacity_unit``."""
    capacity_unit: str = fields.line()
    personnel: Figure = fields.figure("person")
    days_to_depart: Figure = fields.figure("d")
    load_days: Figure = fields.figure("d")
    setup_days: Figure = fields.figure("d")
    self_sufficient_days: Figure = fields.figure("d")
    endurance_days: Figure = fields.figure("d")
    lift: Figure = fields.figure("t")
    cost_per_day: Figure = fields.figure("USD/d")
    divisible: bool = fields.flag()
    asset_class: AssetClass | None = fields.choice(AssetClass)
    mode: TransportMode | None = fields.choice(TransportMode)
    speed: Figure = fields.figure("km/d")
    source: str = fields.line()

    def label(self) -> str:
        """Name the type by its name."""
        return self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class Substitute(Entity):
    """Let one type stand for another, with a factor above 0 and up to 1."""

    KIND: ClassVar[str] = "substitute"

    required_type: EntityId = fields.reference("capability_type", required=True)
    offered_type: EntityId = fields.reference("capability_type", required=True)
    factor: Figure = fields.needed_figure("1")
    reason: str = fields.text()

    def faults(self) -> Iterator[Message]:
        """Refuse a factor outside (0, 1]."""
        value = self.factor.value
        if value is not None and not 0 < value <= 1:
            yield message("substitute.factor_out_of_range", found=value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Enabler(Entity):
    """Let a type count only where and when another type is present."""

    KIND: ClassVar[str] = "enabler"

    enabled_type: EntityId = fields.reference("capability_type", required=True)
    needs_type: EntityId = fields.reference("capability_type", required=True)
    reason: str = fields.text()


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanningFactor(Entity):
    """Turn people affected into quantities needed.

    Without ``counts`` nothing is derived from it, and ``reason`` says why. One unit of the yielded type
    gives ``unit_capacity`` of what the value is counted in.
    """

    KIND: ClassVar[str] = "planning_factor"

    name: str = fields.line(required=True)
    value_text: str = fields.line()
    value: Figure = fields.figure("1")
    """The first number of ``value_text``; ``unit_text`` says of what."""
    unit_text: str = fields.line()
    per: str = fields.line()
    yields_type: EntityId | None = fields.reference("capability_type")
    rounding: Rounding = fields.choice(Rounding, Rounding.UP)
    counts: Counted | None = fields.choice(Counted)
    form: FactorForm = fields.choice(FactorForm, FactorForm.PER_HEAD)
    counts_in: str = fields.line()
    per_heads: Figure = fields.figure("1")
    """The value is meant for so many heads: 1 for every 10,000 people."""
    unit_capacity: Figure = fields.figure("1")
    unit_one: str = fields.line()
    unit_many: str = fields.line()
    priority: Priority = fields.choice(Priority, Priority.IMPORTANT)
    area: Area = fields.choice(Area, Area.VIOLENCE_MITIGATION)
    line_of_effort: str = fields.line()
    reason: str = fields.text()
    source: str = fields.line()


@dataclass(frozen=True, kw_only=True, slots=True)
class CaveatCategory(Entity):
    """Name a kind of national limit on use."""

    KIND: ClassVar[str] = "caveat_category"

    code: str = fields.line(required=True)
    name: str = fields.line(required=True)
    source: str = fields.line()
