"""The answer to a matching problem: allocations, coverage, bound, reasons, provenance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from crisisplanner.domain.messages import Message
from crisisplanner.domain.problem import ArrivalPart


class MatchStatus(StrEnum):
    """Tell how a run ended."""

    OPTIMAL = "optimal"
    STOPPED = "stopped"


class AimStanding(StrEnum):
    """Tell how far an aim was taken."""

    PROVEN = "proven"
    """Within the gap that was asked, for the start options that were offered."""
    FOUND = "found"
    """The best that was found; more may be possible."""
    NOT_REACHED = "not_reached"
    """Not begun when the run was stopped."""


class ReasonCode(Enum):
    """Name why a pair is not possible; the value is its bit in the mask.

    - TYPE: neither the type nor a substitute fits. QUALITY: a criterion is not met or not known.
    - CAVEAT: a caveat forbids it, always or on the days in question; or the offer excludes the crisis.
    - MARKING: the offer's marking withholds it.
    - AUTHORITY, CONSENT, PERMIT: a condition of that kind is not in force (other kinds count as
      AUTHORITY). PERMIT also where access to the place is not permitted, or no node takes the offer.
    - LATE: usable only after the need. GONE: available only before it.
    - COMMITTED: no unit is free from the day it would leave until it would be back.
    - FORBIDDEN: the pair is forbidden by a row, or not listed where only listed pairs may be used.
    - UNKNOWN: a figure that a rule needs is not known.
    """

    TYPE = 1 << 0
    QUALITY = 1 << 1
    CAVEAT = 1 << 2
    MARKING = 1 << 3
    AUTHORITY = 1 << 4
    CONSENT = 1 << 5
    PERMIT = 1 << 6
    LATE = 1 << 7
    GONE = 1 << 8
    COMMITTED = 1 << 9
    FORBIDDEN = 1 << 10
    UNKNOWN = 1 << 11


SAID_FIRST = (ReasonCode.FORBIDDEN, ReasonCode.UNKNOWN)
"""What a person did or did not enter is said before what follows from it."""


def first_reason_in(mask: int) -> ReasonCode:
    """Give the reason under which a pair with several is listed, the same wherever it is."""
    for code in SAID_FIRST:
        if mask & code.value:
            return code
    return ReasonCode(mask & -mask)


class PlanReasonCode(StrEnum):
    """Name why a possible pair, or a need, is not used in the plan."""

    NONE_OFFERED = "none_offered"
    ALL_USED_ELSEWHERE = "all_used_elsewhere"
    GROUP = "group"
    LIFT = "lift"
    NODE = "node"
    BUDGET = "budget"
    SHARE = "share"
    LEAD = "lead"
    PARTNERS = "partners"
    INCOMPATIBLE = "incompatible"
    PREREQUISITE = "prerequisite"
    ENABLER = "enabler"
    CEILING = "ceiling"
    MINIMUM_SHARE = "minimum_share"
    LOCK = "lock"
    STAY = "stay"
    """The longest stay of the offer keeps its units from more days."""
    IDLE = "idle"
    """Nothing stands in the way: left out within the accepted gap, or the plan is not the engine's."""
    AIM = "aim"
    """Nothing stands in the way: left out for a later aim, within its tolerance."""


SMALLEST_SHARE = 1e-9
SMALLEST_GIVEN_UP = 1e-6


@dataclass(frozen=True, slots=True)
class PlannedAllocation:
    """Send a quantity of an offer to a requirement on from_day ≤ t < to_day."""

    offer: str
    requirement: str
    quantity: float
    from_day: int
    to_day: int


@dataclass(frozen=True, slots=True)
class ArrivalTerm:
    """Give one part of an arrival: its days, its end, who or what it is.

    ``is_wait``: nothing is done yet, the part may only begin on the day on which this ends.
    """

    part: ArrivalPart
    days: float
    ends_on: float
    name: str = ""
    is_assumed: bool = False
    is_wait: bool = False

    @property
    def days_from_d(self) -> float:
        """Give the days from D on; what lies before D delays nothing."""
        return max(0.0, self.ends_on) - max(0.0, self.ends_on - self.days)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Break the first usable day of an offer at a requirement into its parts."""

    offer: str
    requirement: str
    usable_day: int | None
    terms: tuple[ArrivalTerm, ...]
    dominant: ArrivalPart | None
    unknown_fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PairVerdict:
    """State whether an offer can serve a requirement, and every reason if not.

    ``windows`` are the intervals in which an allocation may lie; ``mask`` sums ``ReasonCode`` bits.
    """

    offer: str
    requirement: str
    effectiveness: float
    mask: int
    arrival: Arrival
    windows: tuple[tuple[int, int], ...] = ()

    @property
    def is_eligible(self) -> bool:
        """Tell whether nothing stands in the way."""
        return self.mask == 0

    @property
    def reasons(self) -> tuple[ReasonCode, ...]:
        """List the reasons in the order of their bits."""
        return tuple(code for code in ReasonCode if self.mask & code.value)


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one step of a level curve: the level on from_day ≤ t < to_day."""

    from_day: int
    to_day: int
    level: float
    credit: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """Give a requirement's coverage and its level and credit by day."""

    requirement: str
    coverage: float
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Explain part of a gap: a code, what it concerns, and how much it holds back.

    ``units`` are in the requirement's unit before effectiveness, ``unit_days`` what it costs in
    coverage; ``is_sole`` tells that lifting only this frees them; ``subject`` names offers,
    partners, conditions, weeks. ``sentence`` is what ``wording`` says; ``others`` are the codes that
    stand in the way of the same units as well.
    """

    code: str
    units: float
    unit_days: float
    offers: tuple[str, ...]
    subject: tuple[str, ...]
    is_sole: bool
    sentence: Message
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Explain what a requirement lacks."""

    requirement: str
    missing_unit_days: float
    reasons: tuple[Reason, ...]

    @property
    def shares_by_cause(self) -> dict[str, float]:
        """Share what is missing out among the causes: parts of 1, none of them 0.

        What nobody offers lacks whatever becomes of the offers, so it comes first; the other causes
        share the rest by what each holds back.
        """
        sums: dict[str, float] = {}
        for reason in self.reasons:
            sums[reason.code] = sums.get(reason.code, 0.0) + reason.unit_days
        never = min(sums.pop(PlanReasonCode.NONE_OFFERED.value, 0.0), self.missing_unit_days)
        held = sum(sums.values())
        rest = self.missing_unit_days - never if held > 0 else 0.0
        total = never + rest
        shares = {PlanReasonCode.NONE_OFFERED.value: never / total} if total > 0 else {}
        if held > 0 and total > 0:
            shares |= {code: rest * amount / held / total for code, amount in sums.items()}
        return {code: share for code, share in shares.items() if share > SMALLEST_SHARE}


@dataclass(frozen=True, slots=True)
class PartnerShare:
    """Say what a partner's allocations cost, and its units on the spot on the day of most."""

    partner: str
    cost: float
    units: float


DAYS, ALL_DAYS, DAYS_TRIED = "start_days", "all", "tried"
"""The option of a provenance that says for which start days the bound holds."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Say from what and how a match was made, so that it can be made again."""

    input_hash: str
    seed: int
    program_version: str
    solver: str
    options: tuple[tuple[str, str], ...]
    method: str = ""


@dataclass(frozen=True, slots=True)
class AimResult:
    """Say how far an aim was taken, and what the plan was worth for it before the next ones.

    ``value`` is the weighted coverage, the cost, the largest ratio of a partner's cost to its share
    of all capacity, the units sent otherwise than in the plan to keep, the partners counted
    requirement by requirement, or the coverage left after the worst loss of a partner; None if the
    aim was not reached, or was reached by several plans together.
    """

    aim: str
    standing: AimStanding
    value: float | None


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Name the later aims that took coverage; ``is_certain`` unless a gap was left as well."""

    aims: tuple[str, ...]
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Match:
    """Hold a plan with its worth, its proven bound and the reasons for what is open.

    ``bound`` and ``gap`` are of the first aim, for the start options that were offered; the gap is
    (bound − value) / bound, also where later aims used their tolerance. ``status`` is optimal if
    every aim is proven; ``aims`` tells of each, coverage first (nothing in results of old).
    """

    status: MatchStatus
    weighted_coverage: float
    bound: float
    gap: float
    cost: float
    allocations: tuple[PlannedAllocation, ...]
    coverage: tuple[Coverage, ...]
    gaps: tuple[Gap, ...]
    partners: tuple[PartnerShare, ...]
    provenance: Provenance
    warnings: tuple[Message, ...] = ()
    without_cost: tuple[str, ...] = ()
    """Offers that are used at a cost not wholly known; ``cost`` is then a least amount."""
    aims: tuple[AimResult, ...] = ()

    @property
    def is_bound_for_all_days(self) -> bool:
        """Tell whether no plan exceeds the bound, whatever its days; else none of the days tried."""
        return (DAYS, ALL_DAYS) in self.provenance.options

    @property
    def is_coverage_proven(self) -> bool:
        """Tell whether no plan was left that covers more, whatever became of later aims."""
        if not self.aims:
            return self.status is MatchStatus.OPTIMAL
        return self.aims[0].standing is AimStanding.PROVEN

    @property
    def given_up(self) -> float:
        """Give the share of the coverage that was found that later aims took."""
        best = self.aims[0].value if self.aims else None
        return max(0.0, 1.0 - self.weighted_coverage / best) if best else 0.0

    @property
    def given_up_for(self) -> GivenUp | None:
        """Name the later aims that took some of the coverage that was found; None if none did."""
        later = tuple(r.aim for r in self.aims[1:] if r.standing is not AimStanding.NOT_REACHED)
        if not later or self.given_up <= SMALLEST_GIVEN_UP:
            return None
        return GivenUp(later, self.is_coverage_proven)
