"""What a reader sees of the risk of a crisis: factors, indicators, assessors, how far apart.

Nothing is written here. Indicators that nobody rated are unknown, and are shown as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.risk import (
    Dissent,
    Evidence,
    IndicatorRating,
    IndicatorState,
    RiskAssessment,
    RiskIndicator,
    Trend,
)
from crisisplanner.domain.situation import Crisis, RiskFactor
from crisisplanner.planning.risk.agreement import (
    FactorAgreement,
    agreement_on,
    sharpest_disagreements,
)
from crisisplanner.planning.risk.bands import risk_band
from crisisplanner.planning.risk.profile import (
    GRAVEST_FIRST,
    Profile,
    middle_state,
    profile_of,
    trend_of,
)
from crisisplanner.services.assessing import assessments_of, evidence_of, ratings_of
from crisisplanner.services.session import Session

JOINT = ""
"""The picture of all assessors together: the middle of what they say."""

Ratings = Mapping[EntityId, IndicatorRating]


@dataclass(frozen=True, slots=True)
class SeenIndicator:
    """Show one indicator with its state in the chosen picture."""

    indicator: RiskIndicator
    state: IndicatorState
    trend: Trend | None
    is_challenged: bool


@dataclass(frozen=True, slots=True)
class SeenFactor:
    """Show one factor: its indicators by number, its profile, and how far assessors are apart."""

    factor: RiskFactor
    indicators: tuple[SeenIndicator, ...]
    profile: Profile
    trend: Trend | None
    agreement: FactorAgreement

    def gravest_first(self) -> tuple[SeenIndicator, ...]:
        """Sort the indicators from acute to unknown, then by number."""
        return tuple(sorted(self.indicators, key=lambda one: GRAVEST_FIRST.index(one.state)))


@dataclass(frozen=True, slots=True)
class SeenDisagreement:
    """Show one indicator on which assessors differ."""

    indicator: RiskIndicator
    factor: EntityId
    steps: int


@dataclass(frozen=True, slots=True)
class RiskView:
    """Show a crisis: ``shown`` is the assessment whose states are seen, or ``JOINT``."""

    crisis: Crisis
    shown: EntityId
    factors: tuple[SeenFactor, ...]
    profile: Profile
    assessors: tuple[RiskAssessment, ...]
    agreed: tuple[RiskAssessment, ...]
    disagreements: tuple[SeenDisagreement, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody has begun."""
        return not self.assessors and not self.agreed


@dataclass(frozen=True, slots=True)
class SeenRating:
    """Show what one assessor says of an indicator, and on what it rests."""

    assessment: RiskAssessment
    rating: IndicatorRating
    evidence: tuple[Evidence, ...]
    dissents: tuple[Dissent, ...]


def risk_view(session: Session, crisis_id: EntityId, shown: EntityId = JOINT) -> RiskView:
    """Read the risk of a crisis; a picture that is gone gives way to the joint one."""
    found = assessments_of(session, crisis_id)
    singles = tuple(a for a in found if not a.agreed)
    agreed = tuple(a for a in found if a.agreed)
    ratings = {a.id: ratings_of(session, a.id) for a in found}
    if shown not in ratings:
        shown = JOINT
    by_factor = _indicators_by_factor(session)
    in_order = [i for indicators in by_factor.values() for i in indicators]
    states = [{i: r.state for i, r in ratings[a.id].items()} for a in singles]
    shown_ratings = [ratings[shown]] if shown else [ratings[a.id] for a in singles]
    factors = tuple(
        _factor(factor, by_factor.get(factor.id, ()), shown_ratings, states)
        for factor in sorted(session.all(RiskFactor), key=lambda f: f.number)
    )
    known = {i.id: i for i in in_order}
    disagreements = sharpest_disagreements(states, [i.id for i in in_order])
    return RiskView(
        crisis=session.get(Crisis, crisis_id),
        shown=shown,
        factors=factors,
        profile=profile_of(i.state for f in factors for i in f.indicators),
        assessors=singles,
        agreed=agreed,
        disagreements=tuple(
            SeenDisagreement(known[d.indicator], known[d.indicator].factor, d.steps)
            for d in disagreements
        ),
    )


def ratings_of_indicator(
    session: Session, view: RiskView, indicator_id: EntityId
) -> tuple[SeenRating, ...]:
    """Read what each assessor, and the agreed versions, say of one indicator."""
    return tuple(_ratings(session, (*view.assessors, *view.agreed), indicator_id))


def _ratings(
    session: Session, assessments: Sequence[RiskAssessment], indicator_id: EntityId
) -> Iterator[SeenRating]:
    for assessment in assessments:
        found = session.select(IndicatorRating, assessment=assessment.id, indicator=indicator_id)
        for rating in found:
            dissents = session.select(Dissent, assessment=assessment.id, indicator=indicator_id)
            yield SeenRating(assessment, rating, evidence_of(session, rating.id), dissents)


def _indicators_by_factor(session: Session) -> dict[EntityId, list[RiskIndicator]]:
    by_factor: dict[EntityId, list[RiskIndicator]] = {}
    ordered = sorted(session.all(RiskIndicator), key=lambda i: (i.number or 0, i.text, i.id))
    for indicator in ordered:
        by_factor.setdefault(indicator.factor, []).append(indicator)
    return by_factor


def _factor(
    factor: RiskFactor,
    indicators: Sequence[RiskIndicator],
    shown: Sequence[Ratings],
    states: Sequence[Mapping[EntityId, IndicatorState]],
) -> SeenFactor:
    seen = tuple(_indicator(indicator, shown) for indicator in indicators)
    return SeenFactor(
        factor=factor,
        indicators=seen,
        profile=profile_of(one.state for one in seen),
        trend=trend_of(one.trend for one in seen),
        agreement=agreement_on(states, [indicator.id for indicator in indicators]),
    )


def _indicator(indicator: RiskIndicator, shown: Sequence[Ratings]) -> SeenIndicator:
    found = [ratings[indicator.id] for ratings in shown if indicator.id in ratings]
    return SeenIndicator(
        indicator=indicator,
        state=middle_state(rating.state for rating in found),
        trend=trend_of(rating.trend for rating in found),
        is_challenged=any(rating.challenge for rating in found),
    )


def band_of(likelihood_step: int | None, impact_step: int | None) -> str:
    """Name the band of a judgement: low, medium or high; empty while a part is open."""
    band = risk_band(likelihood_step, impact_step)
    return "" if band is None else band.value
