"""Risk: indicators, assessments by one person or agreed, ratings, evidence, dissent.

Lives here: what is kept. What follows from it (profiles, agreement) is in `planning.risk`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.figures import Basis, Confidence
from crisisplanner.domain.markings import Marking

LONGEST_HORIZON_MONTHS = 240


class AssessmentMethod(StrEnum):
    """By which method a risk was assessed."""

    UN_FRAMEWORK = "un_framework"
    FIVE_BY_FIVE = "five_by_five"
    OWN = "own"


class IndicatorState(StrEnum):
    """What is seen of an indicator; unknown is never absent."""

    UNKNOWN = "unknown"
    ABSENT = "absent"
    EMERGING = "emerging"
    PRESENT = "present"
    ACUTE = "acute"

    @property
    def step(self) -> int | None:
        """Order the states from absent (0) to acute (3); unknown has no place among them."""
        return None if self is IndicatorState.UNKNOWN else tuple(IndicatorState).index(self) - 1


class Trend(StrEnum):
    """Where an indicator goes."""

    WORSE = "worse"
    STEADY = "steady"
    BETTER = "better"


class Reliability(StrEnum):
    """How far a source can be trusted (Admiralty code, first letter)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """How far a piece of information can be believed (Admiralty code, second sign)."""

    CONFIRMED = "1"
    PROBABLE = "2"
    POSSIBLE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    CANNOT_BE_JUDGED = "6"


@dataclass(frozen=True, kw_only=True, slots=True)
class RiskIndicator(Entity):
    """Word one indicator of a risk factor, published or one's own."""

    KIND: ClassVar[str] = "risk_indicator"

    factor: EntityId = fields.reference("risk_factor", required=True)
    number: int | None = fields.integer(minimum=1)
    text: str = fields.line(required=True)
    basis: Basis = fields.choice(Basis, Basis.ASSUMPTION)
    source: str = fields.line()


@dataclass(frozen=True, kw_only=True, slots=True)
class RiskAssessment(Entity):
    """Record how one assessor, or all of them together, judge a crisis.

    Ratings of indicators are things of their own. An agreed assessment has its dissents beside it.
    """

    KIND: ClassVar[str] = "risk_assessment"

    crisis: EntityId = fields.reference("crisis", required=True, belongs=True)
    assessor: str = fields.line(required=True)
    method: AssessmentMethod = fields.choice(AssessmentMethod, AssessmentMethod.UN_FRAMEWORK)
    assessed_on: date | None = fields.calendar_date()
    likelihood_step: int | None = fields.integer(minimum=1, maximum=5)
    horizon_months: int | None = fields.integer(minimum=1, maximum=LONGEST_HORIZON_MONTHS)
    impact_step: int | None = fields.integer(minimum=1, maximum=5)
    confidence: Confidence | None = fields.choice(Confidence)
    agreed: bool = fields.flag()
    note: str = fields.text()
    marking: Marking | None = fields.marking()

    def label(self) -> str:
        """Name it by who made it."""
        return self.assessor


@dataclass(frozen=True, kw_only=True, slots=True)
class IndicatorRating(Entity):
    """Rate one indicator in an assessment; a red team may attach a challenge."""

    KIND: ClassVar[str] = "indicator_rating"

    assessment: EntityId = fields.reference("risk_assessment", required=True, belongs=True)
    indicator: EntityId = fields.reference("risk_indicator", required=True)
    state: IndicatorState = fields.choice(IndicatorState, IndicatorState.UNKNOWN)
    state_since: date | None = fields.calendar_date()
    """The day on which this state was first rated, so that what is new can be told."""
    trend: Trend | None = fields.choice(Trend)
    confidence: Confidence | None = fields.choice(Confidence)
    note: str = fields.text()
    challenge: str = fields.text()
    challenged_by: str = fields.line()
    marking: Marking | None = fields.marking()

    def label(self) -> str:
        """Name it by what was seen."""
        return self.state.value


@dataclass(frozen=True, kw_only=True, slots=True)
class Dissent(Entity):
    """Keep what one assessor does not share of an agreed assessment."""

    KIND: ClassVar[str] = "dissent"

    assessment: EntityId = fields.reference("risk_assessment", required=True, belongs=True)
    assessor: str = fields.line(required=True)
    indicator: EntityId | None = fields.reference("risk_indicator")
    state: IndicatorState | None = fields.choice(IndicatorState)
    text: str = fields.text()
    marking: Marking | None = fields.marking()

    def label(self) -> str:
        """Name it by who dissents."""
        return self.assessor


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence(Entity):
    """Keep what was seen or reported, graded by source and by content."""

    KIND: ClassVar[str] = "evidence"

    crisis: EntityId = fields.reference("crisis", required=True, belongs=True)
    title: str = fields.line(required=True)
    observed_on: date | None = fields.calendar_date()
    place: EntityId | None = fields.reference("place")
    text: str = fields.text()
    reliability: Reliability | None = fields.choice(Reliability)
    credibility: Credibility | None = fields.choice(Credibility)
    source: str = fields.line()
    marking: Marking | None = fields.marking()


@dataclass(frozen=True, kw_only=True, slots=True)
class RatingEvidence(Entity):
    """Tie a piece of evidence to a rating that rests on it."""

    KIND: ClassVar[str] = "rating_evidence"

    rating: EntityId = fields.reference("indicator_rating", required=True, belongs=True)
    evidence: EntityId = fields.reference("evidence", required=True)
    note: str = fields.line()

    def label(self) -> str:
        """Name it by its note."""
        return self.note or self.id
