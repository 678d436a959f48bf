"""What a crisis is and where it stands, each figure with its basis and source; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from crisisplanner.domain.activities import ResponsePlan
from crisisplanner.domain.crisis_actors import CrisisActor
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.monitoring import Event, Severity
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.register import Place
from crisisplanner.domain.risk import RiskAssessment
from crisisplanner.domain.situation import AccessPermit, Crisis, CrisisFact, Scenario
from crisisplanner.domain.table_query import Filter, GroupQuery, Relation
from crisisplanner.domain.terms import PermitState
from crisisplanner.domain.warning import TriggerFiring
from crisisplanner.services.crisis_views.coming_dates import ComingDate, coming_dates
from crisisplanner.services.matching.running import adopted_match
from crisisplanner.services.risk_view import RiskView, band_of, risk_view
from crisisplanner.services.session import Session
from crisisplanner.services.warning import SeenTrigger, triggers_of

DAYS_AHEAD = 365


@dataclass(frozen=True, slots=True)
class SourcedFigure:
    """Hold a figure with what it counts and of which day it speaks."""

    title: Message
    figure: Figure
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold likelihood times impact as one assessment puts it."""

    likelihood: int | None
    impact: int | None
    band: str
    assessor: str
    on: date | None
    horizon_months: int | None
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """Hold a plan of the crisis; coverage is None before its first match."""

    plan: Plan
    coverage: float | None


@dataclass(frozen=True, slots=True)
class CrisisOverview:
    """Show one crisis on one page."""

    crisis: Crisis
    places: tuple[str, ...]
    severities: tuple[Severity, ...]
    people: tuple[SourcedFigure, ...]
    judged: tuple[Judged, ...]
    risk: RiskView
    triggers: tuple[SeenTrigger, ...]
    dates: tuple[ComingDate, ...]
    facts: tuple[CrisisFact, ...]
    plans: tuple[PlanStanding, ...]
    n_events: int
    unknown: tuple[Message, ...]

    @property
    def severity(self) -> Severity | None:
        """Give the newest severity that is known."""
        return next((one for one in reversed(self.severities) if one.severity is not None), None)

    @property
    def in_need(self) -> SourcedFigure | None:
        """Give the figure of people that is said first; None where none is known."""
        return next((one for one in self.people if one.figure.is_known), None)

    @property
    def open_firings(self) -> tuple[tuple[SeenTrigger, TriggerFiring], ...]:
        """List the firings that nobody judged yet, newest first."""
        found = [(t, f) for t in self.triggers for f in t.firings if f.verdict is None]
        return tuple(sorted(found, key=lambda pair: str(pair[1].fired_on), reverse=True))

    @property
    def reached(self) -> tuple[SeenTrigger, ...]:
        """List the triggers whose conditions hold now."""
        return tuple(one for one in self.triggers if one.reach.fires)


def crisis_overview(
    session: Session, crisis_id: EntityId, today: date | None = None
) -> CrisisOverview:
    """Read everything that the page of a crisis says."""
    crisis = session.get(Crisis, crisis_id)
    day = today or session.outside.now().date()
    places = [p for p in (session.find(Place, one) for one in crisis.places) if p is not None]
    severities = sorted(
        session.select(Severity, crisis=crisis_id, retired=False),
        key=lambda one: (str(one.as_of or ""), one.code),
    )
    scenarios = session.select(Scenario, crisis=crisis_id, retired=False)
    risk = risk_view(session, crisis_id)
    last = day + timedelta(days=DAYS_AHEAD)
    dates = [
        one for one in coming_dates(session, crisis_id, day).ahead if one.on and one.on <= last
    ]
    facts = session.select(CrisisFact, crisis=crisis_id, retired=False)
    people = tuple(_people(session, places, scenarios))
    n_events = _n_events(session, crisis_id)
    return CrisisOverview(
        crisis=crisis,
        places=tuple(place.name for place in places),
        severities=tuple(severities),
        people=people,
        judged=tuple(_judged(one) for one in (*reversed(risk.agreed), *risk.assessors)),
        risk=risk,
        triggers=triggers_of(session, crisis_id, day),
        dates=tuple(dates),
        facts=tuple(sorted(facts, key=lambda f: (f.from_date is None, f.from_date, f.when_text))),
        plans=tuple(_plans(session, scenarios)),
        n_events=n_events,
        unknown=tuple(_unknown(session, crisis, scenarios, risk, bool(severities), n_events)),
    )


def _people(
    session: Session, places: list[Place], scenarios: tuple[Scenario, ...]
) -> list[SourcedFigure]:
    """List figures of people: response plans of the crisis's countries, newest first, then ours."""
    countries = {place.iso3 for place in places if place.iso3}
    plans = [p for p in session.all(ResponsePlan) if countries.intersection(p.countries)]
    plans.sort(key=lambda p: (str(p.from_date or ""), p.code), reverse=True)
    found = [
        SourcedFigure(message("overview.in_need_by", plan=p.name), p.in_need, p.from_date)
        for p in plans
        if p.in_need.is_known
    ]
    for scenario in scenarios:
        for name in ("people_affected", "people_displaced"):
            figure: Figure = getattr(scenario, name)
            if figure.is_known:
                title = message(
                    "overview.in_scenario", what=message(f"label.{name}"), scenario=scenario.name
                )
                found.append(SourcedFigure(title, figure, figure.as_of))
    return found


def _judged(assessment: RiskAssessment) -> Judged:
    likelihood, impact = assessment.likelihood_step, assessment.impact_step
    return Judged(
        likelihood,
        impact,
        band_of(likelihood, impact),
        assessment.assessor,
        assessment.assessed_on,
        assessment.horizon_months,
        assessment.agreed,
    )


def _plans(session: Session, scenarios: tuple[Scenario, ...]) -> list[PlanStanding]:
    found = [
        plan
        for scenario in scenarios
        for plan in session.select(Plan, scenario=scenario.id, retired=False)
    ]
    found.sort(key=lambda plan: (plan.priority, plan.number, plan.title))
    standings = []
    for plan in found:
        adopted = adopted_match(session, plan)
        coverage = None if adopted is None else adopted.match.weighted_coverage
        standings.append(PlanStanding(plan, coverage))
    return standings


def _n_events(session: Session, crisis_id: EntityId) -> int:
    wanted = Filter("crisis", Relation.EQUALS, crisis_id)
    query = GroupQuery(Event.KIND, by=("crisis",), filters=(wanted,))
    return sum(row.n for row in session.file.query_groups(query))


def _unknown(
    session: Session,
    crisis: Crisis,
    scenarios: tuple[Scenario, ...],
    risk: RiskView,
    has_severity: bool,
    n_events: int,
) -> list[Message]:
    """List what nobody recorded; unknown is not none."""
    found = []
    if not crisis.summary:
        found.append(message("overview.no_summary"))
    if not has_severity:
        found.append(message("overview.no_severity"))
    n_unrated = risk.profile.n_indicators - risk.profile.n_rated
    if n_unrated:
        found.append(message("overview.unrated", n=n_unrated, of=risk.profile.n_indicators))
    if not any(a.likelihood_step and a.impact_step for a in (*risk.assessors, *risk.agreed)):
        found.append(message("overview.not_judged"))
    if not n_events:
        found.append(message("overview.no_events"))
    # The paragraph of the crisis that names them is shown in the same place.
    if not crisis.actors and not session.select(CrisisActor, crisis=crisis.id, retired=False):
        found.append(message("overview.no_actors"))
    if not scenarios:
        found.append(message("overview.no_scenario"))
    for scenario in scenarios:
        found += _unknown_of(session, scenario)
    return found


def _unknown_of(session: Session, scenario: Scenario) -> list[Message]:
    found = [
        message("overview.figure_unknown", what=message(f"label.{name}"), scenario=scenario.name)
        for name in ("people_affected", "people_displaced", "displacement_per_day", "duration")
        if not getattr(scenario, name).is_known
    ]
    if scenario.consent is None:
        found.append(message("overview.consent_unknown", scenario=scenario.name))
    permits = session.select(AccessPermit, scenario=scenario.id, retired=False)
    n_asked = sum(1 for one in permits if one.state is PermitState.ASKED)
    if n_asked:
        found.append(message("overview.permits_asked", n=n_asked))
    return found
