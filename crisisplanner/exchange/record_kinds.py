"""Which records the rows of each kind of import become."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from crisisplanner.domain.account import ImportKind
from crisisplanner.domain.activities import Activity, Deployment, ResponsePlan
from crisisplanner.domain.actors import Membership
from crisisplanner.domain.airfields import Runway
from crisisplanner.domain.exercises import Inject
from crisisplanner.domain.limits import Node
from crisisplanner.domain.monitoring import CalendarEvent, Event, IndicatorValue, Severity, Veto
from crisisplanner.domain.offers import Commitment
from crisisplanner.domain.requests import Fulfilment
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import Scenario
from crisisplanner.domain.sources import NameAlias
from crisisplanner.domain.tasks import Task
from crisisplanner.exchange.building import Draft
from crisisplanner.exchange.parsing import ParsedRow
from crisisplanner.exchange.record_activities import Activities, Deployments, ResponsePlans
from crisisplanner.exchange.record_exercises import Injects, Needs, Scenarios, Tasks
from crisisplanner.exchange.record_promises import Commitments, Fulfilments
from crisisplanner.exchange.record_watch import Calendar, Crises, Events, Indicators, Vetoes
from crisisplanner.exchange.record_world import Airfields, Aliases, Capacity, Memberships, Runways
from crisisplanner.exchange.records import Material, RecordKind, build_records

_KINDS: Mapping[ImportKind, tuple[Callable[[Material], RecordKind], str]] = MappingProxyType(
    {
        ImportKind.EVENTS: (Events, Event.KIND),
        ImportKind.INDICATORS: (Indicators, IndicatorValue.KIND),
        ImportKind.CRISES: (Crises, Severity.KIND),
        ImportKind.RESPONSE_PLANS: (ResponsePlans, ResponsePlan.KIND),
        ImportKind.CAPACITY: (Capacity, IndicatorValue.KIND),
        ImportKind.DEPLOYMENTS: (Deployments, Deployment.KIND),
        ImportKind.MEMBERSHIPS: (Memberships, Membership.KIND),
        ImportKind.VETOES: (Vetoes, Veto.KIND),
        ImportKind.CALENDAR: (Calendar, CalendarEvent.KIND),
        ImportKind.AIRFIELDS: (Airfields, Node.KIND),
        ImportKind.RUNWAYS: (Runways, Runway.KIND),
        ImportKind.ALIASES: (Aliases, NameAlias.KIND),
        ImportKind.SCENARIOS: (Scenarios, Scenario.KIND),
        ImportKind.NEEDS: (Needs, Requirement.KIND),
        ImportKind.TASKS: (Tasks, Task.KIND),
        ImportKind.INJECTS: (Injects, Inject.KIND),
        ImportKind.FULFILMENTS: (Fulfilments, Fulfilment.KIND),
        ImportKind.COMMITMENTS: (Commitments, Commitment.KIND),
    }
)


def record_drafts(kind: ImportKind, material: Material, rows: Sequence[ParsedRow]) -> list[Draft]:
    """Take every row of an import of records."""
    if kind is ImportKind.ACTIVITIES:
        return build_records(Activities(material, rows), rows, Activity.KIND, material.parser)
    make, main_kind = _KINDS[kind]
    return build_records(make(material), rows, main_kind, material.parser)
