"""What the match page shows of one plan, as frozen plain values.

Names are already in place of ids; sentences are messages that ``wording`` says. Colours, pixels and
Qt belong to ``ui``. The values are put together by ``view_reading``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crisisplanner.domain.coverage_status import COVERED_FROM
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import Message
from crisisplanner.domain.problem import ArrivalPart
from crisisplanner.domain.terms import Family, Priority
from crisisplanner.services.matching.open_costs import NOTHING_OPEN, OpenCosts
from crisisplanner.services.matching.plan_aims import COVERAGE_ALONE, PlanAims

FAR_ABOVE = 1.5
"""From how many times the sum that a response plan asks for, a plan's cost is remarked on."""


class MarkKind(StrEnum):
    """Tell what a day line of the chart stands for."""

    AUTHORITY = "authority"
    PERMIT = "permit"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class PartnerName:
    """Name a partner and the number of its colour in this workspace."""

    id: EntityId
    name: str
    colour: int | None = None


@dataclass(frozen=True, slots=True)
class ArrivalStretch:
    """Give one part of an arrival on from_day ≤ t < to_day, and who or what it is.

    ``is_wait``: the part may only begin on to_day. ``is_whole``: the days up to the next whole day,
    from which on units count, are among its days.
    """

    part: ArrivalPart
    from_day: float
    to_day: float
    name: str = ""
    is_assumed: bool = False
    is_wait: bool = False
    is_whole: bool = False

    @property
    def days(self) -> float:
        """Give how long the part takes."""
        return round(self.to_day - self.from_day, 1)


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """Break the first usable day of an offer at a need into its parts; a quantity may be unknown.

    The stretches follow each other from D to the usable day, in tenths of a day: they add up.
    """

    partner: PartnerName
    offer_title: str
    quantity: float | None
    needed_day: int
    usable_day: int | None
    stretches: tuple[ArrivalStretch, ...]
    dominant: ArrivalPart | None = None
    unknown: tuple[Message, ...] = ()

    @property
    def longest(self) -> ArrivalStretch | None:
        """Give the longest stretch of the dominant part."""
        own = [one for one in self.stretches if one.part is self.dominant]
        return max(own, key=lambda one: one.days, default=None)

    @property
    def dominant_days(self) -> float:
        """Sum the days of the dominant part."""
        return sum(one.days for one in self.stretches if one.part is self.dominant)


@dataclass(frozen=True, slots=True)
class AllocationView:
    """Show a quantity of an offer on a need; ``share`` is of the need, 1 is all of it.

    ``is_wish``: asked for, but not part of the match.
    """

    id: EntityId
    offer: EntityId
    offer_title: str
    partner: PartnerName
    quantity: float
    share: float
    from_day: int
    to_day: int
    is_locked: bool = False
    is_wish: bool = False
    why: Message | None = None
    arrival: ArrivalView | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class BlockedOffer:
    """Show an offer of the right type that cannot serve the need, and its first cause.

    A quantity of None is not known.
    """

    offer: EntityId
    offer_title: str
    partner: PartnerName
    quantity: float | None
    usable_day: int | None
    cause: str
    sentence: Message
    arrival: ArrivalView | None = None
    is_forbidden: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Lever:
    """State what would follow if a condition held.

    ``is_bound``: the share after is the most that could follow, not proven by a match of its own.
    """

    condition: Message
    gain: Message
    before: float
    after: float
    is_bound: bool = True


@dataclass(frozen=True, slots=True)
class CauseView:
    """Explain one cause of a gap: who it concerns, its sentences, what would lift it.

    ``share`` is its part of what is missing.
    """

    code: str
    who: tuple[str, ...]
    sentences: tuple[Message, ...]
    lever: Lever | None = None
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Alternative:
    """Offer what could serve the need and does not, or only in part.

    ``cost`` is of one unit for the days it could stay, None if not known; ``used_by`` names the
    needs that it serves now. ``cause`` is what keeps it from the need in the plan as it stands, as
    the causes of the gap have it; ``why`` says it of this offer alone.
    """

    offer: EntityId
    offer_title: str
    partner: PartnerName
    free_quantity: float
    from_day: int
    to_day: int
    cost: float | None
    dearer_by: float | None
    used_by: tuple[str, ...] = ()
    cause: str = ""
    why: Message | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class LevelStep:
    """Give a need's level on from_day ≤ t < to_day, and whether the day counts, as shares."""

    from_day: int
    to_day: int
    level: float
    credit: float


class NeedSince(StrEnum):
    """Tell what became of a requirement after the match that is shown."""

    NEW = "new"
    """Entered since: no match speaks of it."""
    CHANGED = "changed"
    """Edited since: it is shown as it was matched."""
    GONE = "gone"
    """Retired or removed since: it is shown as it was matched."""


@dataclass(frozen=True, slots=True)
class NeedView:
    """Show one requirement; ``coverage`` is None while no match speaks of it."""

    id: EntityId
    title: str
    type_code: str
    family: Family
    quantity: float | None
    unit: str
    priority: Priority
    place: str
    from_day: int
    to_day: int
    coverage: float | None
    allocations: tuple[AllocationView, ...] = ()
    steps: tuple[LevelStep, ...] = ()
    blocked: tuple[BlockedOffer, ...] = ()
    causes: tuple[CauseView, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    note: Message | None = None
    """What stands in the open part of the chart: nothing of this type was ever offered."""
    minimum_share: float = 0.0
    since: NeedSince | None = None

    @property
    def is_gap(self) -> bool:
        """Tell whether it does not count as covered."""
        return self.coverage is None or self.coverage < COVERED_FROM


@dataclass(frozen=True, slots=True)
class NeedGroup:
    """Gather the needs of one line of effort or area."""

    key: str
    title: Message | str
    coverage: float | None
    needs: tuple[NeedView, ...]


@dataclass(frozen=True, slots=True)
class DayMark:
    """Draw a vertical line on a day."""

    day: int
    kind: MarkKind
    label: Message | str
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class CurveStep:
    """Give the weighted share that is covered on from_day ≤ t < to_day; None if nothing is needed."""

    from_day: int
    to_day: int
    share: float | None


@dataclass(frozen=True, slots=True)
class PartnerShare:
    """Give a partner's share of the plan."""

    partner: PartnerName
    share: float


@dataclass(frozen=True, slots=True)
class AskedElsewhere:
    """Name the response plan of others for these countries, and what it asks for in all."""

    name: str
    amount: float


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """Hold the five figures of one match."""

    weighted_coverage: float
    bound: float
    gap: float
    is_proven: bool
    is_bound_for_all_days: bool
    essential: tuple[float, ...]
    first_arrival: int | None
    first_arrival_by: str
    arrivals: tuple[int, ...]
    cost: float
    currency: str
    budget: float | None
    shares: tuple[PartnerShare, ...]
    n_offering: int
    shares_are_of_cost: bool = True
    is_cost_assumed: bool = False
    """Some of what is used costs what its type usually does, as nobody entered more."""
    is_there_from_start: bool = False
    """All that is used is on the spot already: nothing has to arrive."""
    asked_elsewhere: AskedElsewhere | None = None
    open_costs: OpenCosts = NOTHING_OPEN
    """What of the cost is not known; ``cost`` is then a least amount."""

    @property
    def is_cost_at_least(self) -> bool:
        """Tell whether some of the cost is not known, and so not in the sum."""
        return bool(self.open_costs.offers)

    @property
    def far_above(self) -> AskedElsewhere | None:
        """Give what a response plan asks for, if this one costs far more."""
        asked = self.asked_elsewhere
        if asked is None or self.cost <= asked.amount * FAR_ABOVE:
            return None
        return asked

    @property
    def n_essential_met(self) -> int:
        """Count the essential needs that count as covered (from 94.5 %)."""
        return sum(share >= COVERED_FROM for share in self.essential)


@dataclass(frozen=True, slots=True)
class FigureChanges:
    """Give what changed since the match before; None where it cannot be told."""

    weighted_coverage: float | None = None
    essential_met: int | None = None
    first_arrival: int | None = None
    cost: float | None = None
    partners: int | None = None


@dataclass(frozen=True, slots=True)
class JointFigures:
    """Tell what all plans of a run cover together, each by its priority, and at most could."""

    weighted_coverage: float
    bound: float


class Standing(StrEnum):
    """Tell how a plan's match stands to its inputs."""

    EMPTY = "empty"
    UNMATCHED = "unmatched"
    CURRENT = "current"
    STALE = "stale"
    RUNNING = "running"
    """Found by a run that goes on: nothing of it is stored."""


@dataclass(frozen=True, slots=True)
class CompetingPlan:
    """Name a plan that was matched in the same run, and its priority, 1 is first."""

    title: str
    priority: int


@dataclass(frozen=True, slots=True)
class MatchView:
    """Hold everything that the match page shows of a plan.

    A match whose inputs changed is shown with the quantities, names and days that it was made of.
    """

    plan: EntityId
    title: str
    number: str
    standing: Standing
    first_day: int
    last_day: int
    groups: tuple[NeedGroup, ...]
    marks: tuple[DayMark, ...] = ()
    figures: PlanFigures | None = None
    changes: FigureChanges = FigureChanges()
    curve: tuple[CurveStep, ...] = ()
    changed_by: tuple[Message, ...] = ()
    n_offers: int = 0
    n_partners: int = 0
    warnings: tuple[Message, ...] = ()
    is_read_only: bool = False
    d_meaning: str = ""
    priority: int | None = None
    """The plan's own among the plans that compete, 1 is first."""
    together: tuple[CompetingPlan, ...] = ()
    """The other plans that were matched in the same run."""
    aims: PlanAims = COVERAGE_ALONE
    """What was asked of the match."""
    joint: JointFigures | None = None
    """What a run of several plans that goes on found for all of them."""

    @property
    def needs(self) -> tuple[NeedView, ...]:
        """List all needs in the order of their groups."""
        return tuple(need for group in self.groups for need in group.needs)

    def need(self, need_id: EntityId) -> NeedView | None:
        """Give one need, None if it is not there."""
        return next((need for need in self.needs if need.id == need_id), None)
