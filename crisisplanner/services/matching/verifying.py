"""Check a plan's allocations with the independent checker."""

from __future__ import annotations

from dataclasses import dataclass

from crisisplanner.domain.errors import refused
from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.messages import Message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Allocation, Requirement
from crisisplanner.services.matching.problem_building import build_problem
from crisisplanner.services.naming import Names
from crisisplanner.services.session import Session


@dataclass(frozen=True, slots=True)
class Verification:
    """Hold the checker's verdict with the coverage and cost that it computes."""

    broken: tuple[Message, ...]
    weighted_coverage: float
    cost: float


def verify_plan(session: Session, plan: Plan) -> Verification:
    """Check the stored allocations of a plan against its inputs as they are now."""
    from crisisplanner.planning.checker.checking import check_plan

    allocations = planned_allocations(session, plan)
    if not allocations and not plan.match_run:
        raise refused("match.nothing_adopted")
    result = check_plan(build_problem(session, plan).problem, allocations)
    names = Names(session)
    return Verification(
        tuple(names.in_message(broken) for broken in result.broken),
        result.weighted_coverage,
        result.cost,
    )


def planned_allocations(session: Session, plan: Plan) -> tuple[PlannedAllocation, ...]:
    """List the stored allocations of a plan."""
    requirements = {r.id for r in session.select(Requirement, plan=plan.id, retired=False)}
    return tuple(
        PlannedAllocation(a.offer, a.requirement, a.quantity, a.from_day, a.to_day)
        for a in session.all(Allocation)
        if a.requirement in requirements
    )
