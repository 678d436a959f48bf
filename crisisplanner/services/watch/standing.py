"""How crises stand, all read at once: risk picture, trend, severity, open firings.

The picture is that of the risk page: the middle of what all assessors say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.monitoring import Severity
from crisisplanner.domain.risk import (
    IndicatorRating,
    IndicatorState,
    RiskAssessment,
    RiskIndicator,
    Trend,
)
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.warning import Trigger, TriggerFiring
from crisisplanner.planning.risk.profile import Profile, middle_state, profile_of, trend_of
from crisisplanner.planning.risk.watch_order import severity_trend, watch_key
from crisisplanner.services.session import Session


@dataclass(frozen=True, slots=True)
class SeverityStanding:
    """Hold the newest severity of a crisis and the one before."""

    value: float
    as_of: date | None
    before: float | None


@dataclass(frozen=True, slots=True)
class OpenFiring:
    """Name a trigger that fired and has no verdict yet."""

    trigger: str
    fired_on: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Show how one crisis stands; the trend may come from severity where nobody rated one."""

    crisis: Crisis
    profile: Profile
    n_assessors: int
    trend: Trend | None
    is_trend_of_severity: bool
    severity: SeverityStanding | None
    firings: tuple[OpenFiring, ...]


def read_standings(session: Session) -> tuple[Standing, ...]:
    """Read every crisis, in the order of the watch list."""
    indicators = [indicator.id for indicator in session.all(RiskIndicator)]
    ratings = _ratings_by_crisis(session)
    severities = _severities(session.all(Severity))
    firings = _open_firings(session)
    standings = [
        _standing(
            crisis,
            indicators,
            ratings.get(crisis.id, ()),
            severities.get(crisis.id),
            firings.get(crisis.id, ()),
        )
        for crisis in session.all(Crisis)
    ]
    return tuple(sorted(standings, key=_order))


def _order(standing: Standing) -> tuple[tuple[float, ...], str, str]:
    severity = None if standing.severity is None else standing.severity.value
    crisis = standing.crisis
    key = watch_key(standing.profile, standing.trend, severity, crisis.status)
    return key, crisis.name.casefold(), crisis.id


Ratings = Mapping[EntityId, IndicatorRating]


def _ratings_by_crisis(session: Session) -> dict[EntityId, list[Ratings]]:
    by_assessment: dict[EntityId, dict[EntityId, IndicatorRating]] = defaultdict(dict)
    for rating in session.all(IndicatorRating):
        by_assessment[rating.assessment][rating.indicator] = rating
    found: dict[EntityId, list[Ratings]] = defaultdict(list)
    for assessment in session.all(RiskAssessment):
        if not assessment.agreed:
            found[assessment.crisis].append(by_assessment[assessment.id])
    return found


def _severities(severities: Sequence[Severity]) -> dict[EntityId, SeverityStanding]:
    by_crisis: dict[EntityId, list[Severity]] = defaultdict(list)
    for one in severities:
        if one.severity is not None:
            by_crisis[one.crisis].append(one)
    found = {}
    for crisis, series in by_crisis.items():
        series.sort(key=lambda s: (str(s.as_of or ""), s.id))
        newest = series[-1]
        # A crisis may have several scores of one month; an earlier month is what "before" means.
        before = [s.severity for s in series if s.as_of != newest.as_of]
        value = newest.severity or 0.0
        found[crisis] = SeverityStanding(value, newest.as_of, before[-1] if before else None)
    return found


def _open_firings(session: Session) -> dict[EntityId, list[OpenFiring]]:
    triggers = {trigger.id: trigger for trigger in session.all(Trigger)}
    found: dict[EntityId, list[OpenFiring]] = defaultdict(list)
    ordered = sorted(session.all(TriggerFiring), key=lambda f: (str(f.fired_on or ""), f.id))
    for firing in reversed(ordered):
        trigger = triggers.get(firing.trigger)
        if trigger is not None and firing.verdict is None:
            found[trigger.crisis].append(OpenFiring(trigger.name, firing.fired_on))
    return found


def _standing(
    crisis: Crisis,
    indicators: Sequence[EntityId],
    ratings: Sequence[Ratings],
    severity: SeverityStanding | None,
    firings: Sequence[OpenFiring],
) -> Standing:
    states: list[IndicatorState] = []
    trends: list[Trend | None] = []
    for indicator in indicators:
        found = [one[indicator] for one in ratings if indicator in one]
        states.append(middle_state(rating.state for rating in found))
        trends.append(trend_of(rating.trend for rating in found))
    trend, is_of_severity = trend_of(trends), False
    if trend is None and severity is not None:
        trend = severity_trend(severity.value, severity.before)
        is_of_severity = trend is not None
    return Standing(
        crisis, profile_of(states), len(ratings), trend, is_of_severity, severity, tuple(firings)
    )
