"""The matching problem: requirements, offers and rules, as tuples of plain values.

This travels between ``exchange`` (tables), ``services`` (a workspace) and ``planning``. The rows and
their defaults are those of the tables interface; what only a workspace knows (nodes, enablers,
ceilings, permits, parts of an arrival) has defaults that leave it out. Ids are any distinct codes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

NOWHERE_END = -36_500
"""The end of the time of an offer whose dates can't be placed: it is nowhere on the plan's axis."""


class ArrivalPart(StrEnum):
    """Name the parts of an arrival, in their order."""

    AVAILABLE = "available"
    DECISION = "decision"
    CAVEAT = "caveat"
    NOTICE = "notice"
    LOAD = "load"
    TRANSIT = "transit"
    QUEUE = "queue"
    SETUP = "setup"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Duration:
    """Hold a number of days, with a fraction if need be; None is unknown.

    ``is_assumed`` marks a figure of the catalogue or a computed one used for an unknown.
    """

    days: float | None = 0.0
    is_assumed: bool = False


@dataclass(frozen=True, slots=True)
class DecisionStep:
    """Describe one step of a decision path.

    It begins on ``begins_on`` and after every step of ``after``; then takes its days.
    """

    id: str
    decider: str
    duration: Duration
    begins_on: int = 0
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GeoPoint:
    """Hold a place in WGS84 degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class OfferRow:
    """State what a partner offers; days from D, costs per unit in the problem's currency.

    Decision steps, if there are any, replace ``decision_days``. The lead before a start is set-up +
    transit, the way back is transit, each rounded up once. An unknown lift matters only where there
    is a lift table or a node with a capacity, an unknown cost only where there are budgets or shares
    (else it counts 0), unknown personnel only under a ceiling: there the pair is not possible. Where
    the quantity is not known it stands as 0 and no pair is possible: the offer is named, never used.
    """

    id: str
    partner: str
    type: str
    quantity: float
    divisible: bool = False
    available_from: int = 0
    available_to: int | None = None
    decision_days: float = 0.0
    decision_steps: tuple[DecisionStep, ...] = ()
    notice: Duration = Duration()
    load: Duration = Duration()
    transit: Duration = Duration()
    setup: Duration = Duration()
    max_stay_days: int | None = None
    lift_t: float | None = 0.0
    mobilisation_cost: float | None = 0.0
    daily_cost: float | None = 0.0
    needs: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    group: str | None = None
    probability: float = 1.0
    asset_class: str = ""
    mode: str = ""
    speed_km_per_day: float | None = None
    origin: GeoPoint | None = None
    personnel_per_unit: float | None = None
    attributes: tuple[tuple[str, float], ...] = ()
    is_withheld_by_marking: bool = False
    is_quantity_known: bool = True

    @property
    def is_cost_known(self) -> bool:
        """Tell whether both parts of the cost of a unit are known."""
        return self.mobilisation_cost is not None and self.daily_cost is not None


@dataclass(frozen=True, slots=True)
class Criterion:
    """Ask that a named attribute of an offer is ≥, ≤ or = a value."""

    name: str
    relation: str
    value: float


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """State what is needed, how much, where and on which days from D."""

    id: str
    crisis: str
    type: str
    quantity: float
    from_day: int
    to_day: int
    weight: float = 1.0
    minimum_share: float = 0.0
    prerequisites: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    single_lead: bool = False
    min_partners: int = 0
    max_partners: int | None = None
    place: str = ""
    plan: str = ""
    phase: str = ""
    task_type: str = ""
    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True, slots=True)
class SubstituteRow:
    """Let one type stand for another with an effectiveness in (0, 1]."""

    required_type: str
    offered_type: str
    effectiveness: float


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """Give one period in which a condition is in force; several rows, several periods.

    With ``plan`` it is one for the requirements of that plan alone.
    """

    id: str
    from_day: int
    to_day: int
    kind: str = "authority"
    plan: str = ""


@dataclass(frozen=True, slots=True)
class PermitRow:
    """Give a period in which a partner's asset class may be at a place.

    ``partner`` and ``asset_class`` may be ``*``. A place and asset class that no row names needs no
    permit; one that a row names is closed outside the rows' periods. With ``plan`` a row is one for
    the requirements of that plan alone, and closes nothing to others.
    """

    id: str
    place: str
    partner: str
    asset_class: str
    from_day: int
    to_day: int
    plan: str = ""


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """Hold part of an offer back, promised elsewhere, on from_day ≤ t < to_day."""

    offer: str
    quantity: float
    from_day: int
    to_day: int
    where: str = ""


@dataclass(frozen=True, slots=True)
class PairRow:
    """Override what follows for one offer and one requirement."""

    offer: str
    requirement: str
    usable_day: int | None = None
    effectiveness: float | None = None
    unit_cost: float | None = None


class CaveatEffect(StrEnum):
    """Say what a caveat does."""

    FORBIDS = "forbids"
    CAPS = "caps"
    NEEDS = "needs"
    DELAYS = "delays"


@dataclass(frozen=True, slots=True)
class CaveatRow:
    """Limit the use of one offer.

    Empty scope fields mean everywhere; several fields must all match. ``forbids`` acts on pairs in
    scope (``from_day``/``to_day`` limit it to a period that no allocation may touch, else it is total;
    ``other_partner`` forbids sharing a requirement with that partner); ``caps`` limits the offer's
    quantity on the spot in scope, each day of its period; ``needs`` adds a condition; ``delays`` is lifted
    on the day ``days`` from D, the latest of several counting, and the unit departs after it.
    """

    id: str
    offer: str
    effect: CaveatEffect
    crisis: str = ""
    place: str = ""
    task_type: str = ""
    phase: str = ""
    other_partner: str = ""
    from_day: int | None = None
    to_day: int | None = None
    quantity: float | None = None
    condition: str = ""
    days: float = 0.0
    text: str = ""
    plan: str = ""


@dataclass(frozen=True, slots=True)
class LiftRow:
    """Give tonnes per week of one partner's lift, or of the pool (partner ``*``)."""

    partner: str
    from_day: int
    to_day: int
    tonnes: float


@dataclass(frozen=True, slots=True)
class NodeRow:
    """Limit what arrives at a place, in tonnes a day.

    ``refuses`` names asset classes or modes that can't use the node at all. A place without nodes
    takes everything. Nodes of one place share the load among those open that do not refuse it; a
    node is closed outside its days (rows of one id are its periods), and no limit is None.

    One unit needs ``lift_t`` / (sum of the largest capacities of the nodes that take it) days in the
    queue; where none takes it, it never arrives. The tonnes of an allocation pass evenly on the
    max(1, queue in whole days) days before ``from_day`` − set-up in whole days, at the earliest on the
    plan's first day; on no day may more pass than the nodes take.
    """

    id: str
    place: str
    capacity_t_per_day: float | None
    from_day: int | None = None
    to_day: int | None = None
    refuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """Limit the cost in a scope: ``plan`` (all of it), a crisis, a partner, one of several plans."""

    scope: str
    amount: float


@dataclass(frozen=True, slots=True)
class ShareRow:
    """Cap a partner's share of the plan's cost, 0 to 1; ``*`` is every other partner."""

    partner: str
    cap: float


@dataclass(frozen=True, slots=True)
class IncompatibleRow:
    """Keep two partners from serving the same requirement."""

    partner_a: str
    partner_b: str


@dataclass(frozen=True, slots=True)
class LockRow:
    """Keep at least this quantity of an offer on a requirement."""

    offer: str
    requirement: str
    quantity: float
    from_day: int | None = None
    to_day: int | None = None


@dataclass(frozen=True, slots=True)
class ForbiddenRow:
    """Keep an offer from a requirement."""

    offer: str
    requirement: str


@dataclass(frozen=True, slots=True)
class EnablerRow:
    """Let a type count only on days when another type is present at the same place.

    A requirement of ``type`` has no credit on a day on which no requirement of ``needs_type`` at the
    same place has a level above 0.
    """

    type: str
    needs_type: str


@dataclass(frozen=True, slots=True)
class CeilingRow:
    """Limit the personnel present under an authority (a condition's id).

    On each day, those on the spot count whose offer, requirement or caveat needs the condition.
    """

    condition: str
    personnel: float


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """Give a partner's capacity, for fairness."""

    partner: str
    capacity: float


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Locate a place; ``within`` names the areas that contain it.

    A caveat, permit or node that names an area holds for every place within it.
    """

    id: str
    point: GeoPoint | None = None
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Hold everything that one matching run may use.

    A table that is empty is absent: no lift rows mean that lift is free. ``only_listed_pairs`` makes
    pairs that ``pairs`` does not list ineligible.
    """

    offers: tuple[OfferRow, ...] = ()
    requirements: tuple[RequirementRow, ...] = ()
    substitutes: tuple[SubstituteRow, ...] = ()
    conditions: tuple[ConditionRow, ...] = ()
    permits: tuple[PermitRow, ...] = ()
    commitments: tuple[CommitmentRow, ...] = ()
    pairs: tuple[PairRow, ...] = ()
    only_listed_pairs: bool = False
    caveats: tuple[CaveatRow, ...] = ()
    lift: tuple[LiftRow, ...] = ()
    nodes: tuple[NodeRow, ...] = ()
    budgets: tuple[BudgetRow, ...] = ()
    shares: tuple[ShareRow, ...] = ()
    incompatible: tuple[IncompatibleRow, ...] = ()
    locks: tuple[LockRow, ...] = ()
    forbidden: tuple[ForbiddenRow, ...] = ()
    enablers: tuple[EnablerRow, ...] = ()
    ceilings: tuple[CeilingRow, ...] = ()
    partners: tuple[PartnerRow, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    currency: str = field(default="USD")

    def conditions_nobody_lists(self) -> tuple[str, ...]:
        """Name the conditions that are needed and have no period: they are never in force."""
        listed = {row.id for row in self.conditions}
        needed = {name for row in self.offers for name in row.needs}
        needed.update(name for row in self.requirements for name in row.needs)
        needed.update(row.condition for row in self.caveats if row.effect is CaveatEffect.NEEDS)
        return tuple(sorted(needed - listed - {""}))
