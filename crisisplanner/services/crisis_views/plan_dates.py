"""The dates of a plan: D, phases, decisions, tasks, authorities, permits, assumptions, requests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from crisisplanner.domain.days import Day, When
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plans import Assumption, DecisionPoint, Phase, Plan
from crisisplanner.domain.requests import CapabilityRequest
from crisisplanner.domain.situation import AccessPermit, Authority, Scenario
from crisisplanner.domain.tasks import Task
from crisisplanner.domain.terms import PermitState
from crisisplanner.services.session import Session


@dataclass(frozen=True, slots=True)
class PlanDate:
    """Hold one date; ``part`` tells several dates of one thing apart, ``until`` is exclusive."""

    thing_kind: str
    thing_id: EntityId
    part: str
    title: Message
    when: When
    until: When | None = None
    note: str = ""
    marking: Marking | None = None


def dates_of_plan(session: Session, plan_id: EntityId) -> tuple[PlanDate, ...]:
    """List the dates of a plan, of its scenario's permits and of its crisis's authorities."""
    plan = session.get(Plan, plan_id)
    found = [
        *_own_dates(plan),
        *_dates_of_parts(session, plan_id),
        *_dates_of_situation(session, plan),
    ]
    return tuple(found)


def on_calendar(when: When | None, d_date: date | None) -> date | None:
    """Give the calendar date of a moment; None if it counts from a D that has no date."""
    if not isinstance(when, Day):
        return when
    return None if d_date is None else when.on_calendar(d_date)


def _own_dates(plan: Plan) -> Iterator[PlanDate]:
    meaning = message("plan_dates.d_day", meaning=plan.d_meaning or message("plan_dates.d_is"))
    yield _date(plan, "d", meaning, Day(0))
    if plan.valid_from is not None:
        yield _date(plan, "from", message("plan_dates.valid_from"), plan.valid_from)
    if plan.valid_to is not None:
        yield _date(plan, "to", message("plan_dates.valid_to"), plan.valid_to)


def _dates_of_parts(session: Session, plan_id: EntityId) -> Iterator[PlanDate]:
    for phase in session.select(Phase, plan=plan_id, retired=False):
        title = message("plan_dates.phase", name=phase.name)
        yield _date(phase, "", title, Day(phase.from_day), Day(phase.to_day), phase.end_condition)
    for point in session.select(DecisionPoint, plan=plan_id, retired=False):
        title = message("plan_dates.decision", name=point.name, decider=point.decider)
        yield _date(point, "", title, Day(point.latest_day), note=point.if_no_decision)
    for task in session.select(Task, plan=plan_id, retired=False):
        start, end = task.from_day, task.to_day
        first = start if start is not None else end
        if first is not None:
            # The last day of a task is a day of it.
            until = Day(end + 1) if end is not None else None
            title = message("plan_dates.task", name=task.title)
            yield _date(task, "", title, Day(first), until, task.note)
    for assumption in session.select(Assumption, plan=plan_id, retired=False):
        if assumption.expires is not None:
            title = message("plan_dates.assumption", text=assumption.number or assumption.text)
            yield _date(assumption, "", title, assumption.expires, note=assumption.text)
    for request in session.select(CapabilityRequest, plan=plan_id, retired=False):
        if request.answer_by is not None and not request.closed:
            title = message("plan_dates.answer", asked_by=request.asked_by)
            yield _date(request, "", title, request.answer_by, note=request.text)


def _dates_of_situation(session: Session, plan: Plan) -> Iterator[PlanDate]:
    scenario = session.get(Scenario, plan.scenario)
    for authority in session.select(Authority, crisis=scenario.crisis, retired=False):
        name = authority.name
        begins = message("plan_dates.authority_from", name=name)
        ends = message("plan_dates.authority_to", name=name)
        yield from _both_ends(authority, begins, ends, authority.scope)
    for permit in session.select(AccessPermit, scenario=scenario.id, retired=False):
        if permit.state is PermitState.GRANTED:
            begins = message("plan_dates.permit_from", name=permit.name)
            ends = message("plan_dates.permit_to", name=permit.name)
            yield from _both_ends(permit, begins, ends, permit.source)


def _both_ends(
    thing: Authority | AccessPermit, begins: Message, ends: Message, note: str
) -> Iterator[PlanDate]:
    if thing.from_when is not None:
        yield _date(thing, "from", begins, thing.from_when, note=note)
    if thing.to_when is not None:
        yield _date(thing, "to", ends, thing.to_when, note=note)


def _date(
    thing: Entity,
    part: str,
    title: Message,
    when: When,
    until: When | None = None,
    note: str = "",
) -> PlanDate:
    marking = getattr(thing, "marking", None)
    return PlanDate(thing.KIND, thing.id, part, title, when, until, note, marking)
