"""Closed lists of the field's words."""

from __future__ import annotations

from enum import StrEnum


class Area(StrEnum):
    """Areas of preventive action (Woocher and Stares 2010)."""

    RISK_REDUCTION = "risk_reduction"
    CRISIS_PREVENTION = "crisis_prevention"
    VIOLENCE_MITIGATION = "violence_mitigation"


class Family(StrEnum):
    """Capability families; the value is the letter of the code."""

    HUMANITARIAN = "H"
    LOGISTICS = "L"
    MILITARY = "M"
    POLICE = "P"
    JUSTICE = "J"
    DIPLOMATIC = "D"
    ECONOMIC = "E"
    INTELLIGENCE = "I"
    INFORMATION = "N"
    DEVELOPMENT = "V"
    OWN = "X"


class PartnerKind(StrEnum):
    """Kinds of partner."""

    STATE = "state"
    IGO = "igo"
    ALLIANCE = "alliance"
    UN_AGENCY = "un_agency"
    RED_CROSS = "red_cross"
    NGO = "ngo"
    FIRM = "firm"
    LOCAL_BODY = "local_body"


class Ring(StrEnum):
    """Rings of partners, from the centre outwards."""

    CORE = "core"
    SUPPORTING = "supporting"
    EMERGING = "emerging"


class DecisionRule(StrEnum):
    """How an institution decides."""

    CONSENSUS = "consensus"
    UNANIMITY = "unanimity"
    CONSTRUCTIVE_ABSTENTION = "constructive_abstention"
    QUALIFIED_MAJORITY = "qualified_majority"
    MAJORITY = "majority"
    VETO_MEMBERS = "veto_members"
    INFORMAL = "informal"


class MemberStatus(StrEnum):
    """What a partner is in an institution."""

    MEMBER = "member"
    OBSERVER = "observer"
    SUSPENDED = "suspended"
    CANDIDATE = "candidate"


class CrisisType(StrEnum):
    """Kinds of crisis."""

    MASS_ATROCITY = "mass_atrocity"
    ARMED_CONFLICT = "armed_conflict"
    DISPLACEMENT = "displacement"
    FAMINE = "famine"
    OBSTRUCTED_DISASTER = "obstructed_disaster"
    EPIDEMIC = "epidemic"
    COMPLEX = "complex"


class CrisisStatus(StrEnum):
    """How near a crisis is."""

    WATCH = "watch"
    ALERT = "alert"
    ACTIVE = "active"
    CLOSED = "closed"


class ScenarioKind(StrEnum):
    """Which future a scenario tells."""

    BEST = "best"
    MOST_LIKELY = "most_likely"
    MOST_DANGEROUS = "most_dangerous"


class Consent(StrEnum):
    """How far the host consents."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class AssetClass(StrEnum):
    """Who an asset belongs to in the eyes of a host."""

    MILITARY = "military"
    CIVILIAN = "civilian"
    UN = "un"
    NGO = "ngo"
    LOCAL = "local"


class PermitState(StrEnum):
    """Where a request for access stands."""

    GRANTED = "granted"
    ASKED = "asked"
    REFUSED = "refused"
    REVOKED = "revoked"


class PlaceKind(StrEnum):
    """Kinds of place."""

    POINT = "point"
    AREA = "area"
    COUNTRY = "country"


class TransportMode(StrEnum):
    """How a thing travels."""

    AIR = "air"
    SEA = "sea"
    ROAD = "road"
    NONE = "none"


class PlanState(StrEnum):
    """Where a plan stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    ACTIVATED = "activated"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"


class Priority(StrEnum):
    """How much a requirement counts, before the weights are edited."""

    ESSENTIAL = "essential"
    IMPORTANT = "important"
    USEFUL = "useful"


class AssumptionKind(StrEnum):
    """What an assumption is about."""

    POLICY = "policy"
    ADVERSARY = "adversary"
    PARTNER = "partner"
    CONSENT = "consent"
    ENVIRONMENT = "environment"
    LOGISTICS = "logistics"


class AssumptionState(StrEnum):
    """Whether an assumption still stands."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    BROKEN = "broken"


class Level3(StrEnum):
    """Low, medium or high."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class OfferState(StrEnum):
    """The life of an offer; names follow EDXL-RM."""

    REQUESTED = "requested"
    ACKNOWLEDGED = "acknowledged"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    COMMITTED = "committed"
    MOBILISING = "mobilising"
    IN_TRANSIT = "in_transit"
    IN_THEATRE = "in_theatre"
    EXTENDED = "extended"
    RELEASED = "released"
    RETURNED = "returned"
    CANCELLED = "cancelled"
    EXPIRED = "expired"

    @property
    def counts(self) -> bool:
        """Tell whether an offer in this state can be matched."""
        return self in _COUNTING

    @property
    def counts_if(self) -> bool:
        """Tell whether the planner may include it as an "if"."""
        return self in (OfferState.REQUESTED, OfferState.ACKNOWLEDGED)


_COUNTING = frozenset(
    {
        OfferState.OFFERED,
        OfferState.ACCEPTED,
        OfferState.COMMITTED,
        OfferState.MOBILISING,
        OfferState.IN_TRANSIT,
        OfferState.IN_THEATRE,
        OfferState.EXTENDED,
    }
)


class Readiness(StrEnum):
    """How ready one axis of an offer is (IFRC GO)."""

    READY = "ready"
    PARTIAL = "partial"
    NONE = "none"


class Verification(StrEnum):
    """How a readiness is known."""

    DECLARED = "declared"
    DOCUMENTED = "documented"
    VISITED = "visited"
    EXERCISED = "exercised"
    DEPLOYED = "deployed"


class CaveatKind(StrEnum):
    """What a caveat does; one to be judged is shown, never computed."""

    FORBIDS = "forbids"
    CAPS = "caps"
    NEEDS = "needs"
    DELAYS = "delays"
    TO_BE_JUDGED = "to_be_judged"


class AuthorityKind(StrEnum):
    """What makes an act lawful."""

    HOST_CONSENT = "host_consent"
    UNSC_CHAPTER_VI = "unsc_chapter_vi"
    UNSC_CHAPTER_VII = "unsc_chapter_vii"
    UNSC_CHAPTER_VIII = "unsc_chapter_viii"
    REGIONAL_MANDATE = "regional_mandate"
    COUNCIL_DECISION = "council_decision"
    NATIONAL_PARLIAMENT = "national_parliament"
    DONOR_AGREEMENT = "donor_agreement"
    COURT = "court"
    TREATY = "treaty"
    GENERAL_ASSEMBLY = "general_assembly"
    GUIDELINE = "guideline"


class NodeKind(StrEnum):
    """Kinds of entry node."""

    AIRFIELD = "airfield"
    PORT = "port"
    BORDER = "border"


class BudgetScope(StrEnum):
    """What a budget limits."""

    PLAN = "plan"
    CRISIS = "crisis"
    PARTNER = "partner"


class TextStatus(StrEnum):
    """Where a written section stands."""

    DRAFT = "draft"
    AGREED = "agreed"
