"""Limits on a plan: nodes, lift, budgets, shares, partners that don't go together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.days import When
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.situation import period_faults
from crisisplanner.domain.terms import BudgetScope, NodeKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Node(Entity):
    """Describe an entry point: an airfield, a port or a border crossing."""

    KIND: ClassVar[str] = "node"

    code: str = fields.line()
    name: str = fields.line(required=True)
    node_kind: NodeKind = fields.choice(NodeKind, NodeKind.AIRFIELD)
    place: EntityId = fields.reference("place", required=True)
    capacity: Figure = fields.figure("t/d")
    runway_length: Figure = fields.figure("m")
    refuses: tuple[str, ...] = fields.codes()
    """Asset classes that can't use it."""
    from_when: When | None = fields.when()
    to_when: When | None = fields.when()
    note: str = fields.text()
    source: str = fields.line()

    def faults(self) -> Iterator[Message]:
        """Refuse an end before the start."""
        yield from period_faults(self.from_when, self.to_when)


@dataclass(frozen=True, kw_only=True, slots=True)
class LiftPool(Entity):
    """Give lift to the place: a partner's own, or shared by all (no partner)."""

    KIND: ClassVar[str] = "lift_pool"

    plan: EntityId = fields.reference("plan", required=True, belongs=True)
    partner: EntityId | None = fields.reference("partner")
    tonnes_per_week: Figure = fields.needed_figure("t/week")
    from_when: When | None = fields.when()
    to_when: When | None = fields.when()
    source: str = fields.line()

    def faults(self) -> Iterator[Message]:
        """Refuse an end before the start."""
        yield from period_faults(self.from_when, self.to_when)


@dataclass(frozen=True, kw_only=True, slots=True)
class Budget(Entity):
    """Limit what a plan, a crisis or a partner may cost."""

    KIND: ClassVar[str] = "budget"

    plan: EntityId = fields.reference("plan", required=True, belongs=True)
    scope: BudgetScope = fields.choice(BudgetScope, BudgetScope.PLAN)
    partner: EntityId | None = fields.reference("partner")
    amount: Figure = fields.needed_figure("money")
    currency: str = fields.line()
    source: str = fields.line()

    def faults(self) -> Iterator[Message]:
        """Ask for a partner where the scope is one."""
        if (self.scope is BudgetScope.PARTNER) != (self.partner is not None):
            yield message("budget.partner_and_scope", scope=str(self.scope))


@dataclass(frozen=True, kw_only=True, slots=True)
class ShareCap(Entity):
    """Cap a partner's share of the plan's cost; without partner, every other's."""

    KIND: ClassVar[str] = "share_cap"

    plan: EntityId = fields.reference("plan", required=True, belongs=True)
    partner: EntityId | None = fields.reference("partner")
    cap: float = fields.number(1.0, minimum=0, maximum=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Incompatibility(Entity):
    """Keep two partners from serving the same requirement."""

    KIND: ClassVar[str] = "incompatibility"

    partner_a: EntityId = fields.reference("partner", required=True)
    partner_b: EntityId = fields.reference("partner", required=True)
    reason: str = fields.text()

    def faults(self) -> Iterator[Message]:
        """Refuse a partner that is incompatible with itself."""
        if self.partner_a == self.partner_b:
            yield message("incompatibility.same_partner")
