"""Start planning: a plan with its scenario and crisis, picked or new, in one step of the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crisisplanner.domain.changes import Change, Create
from crisisplanner.domain.entity import EntityId, faults_of
from crisisplanner.domain.errors import bad_inputs
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.situation import Crisis, Scenario
from crisisplanner.services.session import Session

USUAL_PRIORITY = 5


@dataclass(frozen=True, slots=True)
class PlanWish:
    """Say what a new plan is for.

    ``crisis`` and ``scenario`` pick what there is; without them ``crisis_name`` and
    ``scenario_name`` name new ones. Without a crisis that of the scenario is meant.
    """

    title: str
    number: str = ""
    crisis: EntityId | None = None
    crisis_name: str = ""
    scenario: EntityId | None = None
    scenario_name: str = ""
    d_date: date | None = None
    d_meaning: str = ""
    priority: int = USUAL_PRIORITY


def start_plan(session: Session, wish: PlanWish) -> Plan:
    """Create a plan, and the crisis and scenario that are not there yet, in one step.

    Raises all faults at once, each with the field of the wish that it is about.
    """
    faults = list(_missing(wish))
    if faults:
        raise bad_inputs(faults)
    changes: list[Change] = []
    scenario = session.find(Scenario, wish.scenario)
    if scenario is None:
        crisis = session.find(Crisis, wish.crisis)
        if crisis is None:
            crisis = Crisis(id=session.outside.new_id(), name=wish.crisis_name.strip())
            changes.append(Create(crisis))
        scenario = Scenario(
            id=session.outside.new_id(), crisis=crisis.id, name=wish.scenario_name.strip()
        )
        changes.append(Create(scenario))
    plan = Plan(
        id=session.outside.new_id(),
        scenario=scenario.id,
        title=wish.title.strip(),
        number=wish.number.strip(),
        d_date=wish.d_date,
        d_meaning=wish.d_meaning.strip(),
        priority=wish.priority,
    )
    found = faults_of(plan)
    if found:
        raise bad_inputs(found)
    what = message("journal.plan_started", title=plan.title, scenario=scenario.name)
    session.write(what, [*changes, Create(plan)])
    return plan


def crises_to_plan_for(session: Session) -> tuple[Crisis, ...]:
    """List the crises that a plan may be for, by name."""
    return tuple(sorted(session.all(Crisis), key=lambda crisis: crisis.name.casefold()))


def scenarios_of(session: Session, crisis: EntityId) -> tuple[Scenario, ...]:
    """List the scenarios of a crisis, by name."""
    found = session.select(Scenario, crisis=crisis, retired=False)
    return tuple(sorted(found, key=lambda scenario: scenario.name.casefold()))


def _missing(wish: PlanWish) -> list[Message]:
    missing = []
    if not wish.title.strip():
        missing.append(message("field.required", kind="plan", field="title"))
    if wish.scenario is None:
        if wish.crisis is None and not wish.crisis_name.strip():
            missing.append(message("plan.crisis_missing", field="crisis"))
        if not wish.scenario_name.strip():
            missing.append(message("plan.scenario_missing", field="scenario"))
    return missing
