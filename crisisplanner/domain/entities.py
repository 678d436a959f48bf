"""Every kind of entity that a workspace keeps, by name, parents first."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from crisisplanner.domain.activities import Activity, Deployment, ResponsePlan
from crisisplanner.domain.actors import (
    ChairTerm,
    FocalPoint,
    Institution,
    Membership,
    Partner,
)
from crisisplanner.domain.airfields import Runway
from crisisplanner.domain.capabilities import (
    CapabilityType,
    CaveatCategory,
    Enabler,
    PlanningFactor,
    Substitute,
)
from crisisplanner.domain.caseload import Caseload
from crisisplanner.domain.crisis_actors import CrisisActor, Leverage, Perception, Position
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.exercises import Exercise, Inject
from crisisplanner.domain.limits import Budget, Incompatibility, LiftPool, Node, ShareCap
from crisisplanner.domain.monitoring import (
    CalendarEvent,
    Event,
    IndicatorValue,
    MonitoringIndicator,
    Severity,
    Veto,
)
from crisisplanner.domain.offers import Caveat, Commitment, DecisionStep, Offer
from crisisplanner.domain.plans import (
    Assumption,
    DecisionPoint,
    Phase,
    Plan,
    PlanText,
    PlanVersion,
)
from crisisplanner.domain.register import Country, Person, Place, Rate, Workspace
from crisisplanner.domain.requests import CapabilityRequest, Fulfilment
from crisisplanner.domain.requirements import Allocation, ForbiddenPair, OpenGap, Requirement
from crisisplanner.domain.risk import (
    Dissent,
    Evidence,
    IndicatorRating,
    RatingEvidence,
    RiskAssessment,
    RiskIndicator,
)
from crisisplanner.domain.situation import (
    AccessPermit,
    Authority,
    Crisis,
    CrisisFact,
    RiskFactor,
    Scenario,
)
from crisisplanner.domain.sources import ImportSource, NameAlias
from crisisplanner.domain.tasks import Task
from crisisplanner.domain.warning import Trigger, TriggerCondition, TriggerFiring

_ALL: tuple[type[Entity], ...] = (
    Workspace,
    Person,
    Rate,
    Country,
    Place,
    Institution,
    Membership,
    ChairTerm,
    Partner,
    FocalPoint,
    CapabilityType,
    Substitute,
    Enabler,
    PlanningFactor,
    CaveatCategory,
    RiskFactor,
    RiskIndicator,
    Crisis,
    CrisisFact,
    RiskAssessment,
    IndicatorRating,
    Dissent,
    Evidence,
    RatingEvidence,
    Authority,
    Scenario,
    Caseload,
    AccessPermit,
    Node,
    Plan,
    PlanVersion,
    PlanText,
    Phase,
    DecisionPoint,
    Task,
    Trigger,
    TriggerCondition,
    TriggerFiring,
    Assumption,
    Requirement,
    Offer,
    DecisionStep,
    Caveat,
    Commitment,
    LiftPool,
    Budget,
    ShareCap,
    Incompatibility,
    Allocation,
    OpenGap,
    ForbiddenPair,
    Runway,
    Activity,
    Deployment,
    ResponsePlan,
    Event,
    MonitoringIndicator,
    IndicatorValue,
    Severity,
    Veto,
    CalendarEvent,
    NameAlias,
    ImportSource,
    CrisisActor,
    Leverage,
    Perception,
    Position,
    CapabilityRequest,
    Fulfilment,
    Exercise,
    Inject,
)

ENTITY_TYPES: Mapping[str, type[Entity]] = MappingProxyType({t.KIND: t for t in _ALL})
