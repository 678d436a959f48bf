"""Check a plan's allocations with the independent checker."""

from __future__ import annotations

from dataclasses import dataclass

from crisisplanner.domain.errors import refused
from crisisplanner.domain.messages import Message
from crisisplanner.domain.plans import Plan
from crisisplanner.services.matching.competing import moved_by
from crisisplanner.services.matching.running import adopted_match, planned_allocations, read_problem
from crisisplanner.services.naming import Names
from crisisplanner.services.session import Session


@dataclass(frozen=True, slots=True)
class Verification:
    """Hold the checker's verdict with the coverage and cost that it computes.

    ``misstated`` names what a result file says of its plan and is not so. The cost is in
    ``currency``; tables don't tell theirs.
    """

    broken: tuple[Message, ...]
    weighted_coverage: float
    cost: float
    currency: str = ""
    misstated: tuple[Message, ...] = ()


def verify_plan(session: Session, plan: Plan) -> Verification:
    """Check the stored allocations of a plan against its inputs as they are now.

    Plans that were matched together are checked together.
    """
    from crisisplanner.planning.checker.checking import check_plan

    adopted = adopted_match(session, plan)
    if adopted is None and not planned_allocations(session, plan):
        raise refused("match.nothing_adopted")
    together = (plan.id,) if adopted is None else adopted.together
    parts, problem, _ = read_problem(session, together)
    allocations = tuple(
        moved_by(row, part.shift_days)
        for part in parts
        for row in planned_allocations(session, part.plan)
    )
    result = check_plan(problem, allocations)
    names = Names(session)
    return Verification(
        tuple(names.in_message(broken) for broken in result.broken),
        result.weighted_coverage,
        result.cost,
        problem.currency,
    )
