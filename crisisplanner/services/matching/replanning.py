"""Plans made anew from the plan that stands: least change, and how it compares.

A new plan is adopted by ``running.adopt_match``; nothing is written here.
"""

from __future__ import annotations

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import refused
from crisisplanner.domain.match import Match
from crisisplanner.domain.plans import Plan
from crisisplanner.services.matching.comparison import (
    ComparisonView,
    DifferenceNaming,
    compare_matches,
)
from crisisplanner.services.matching.competing import match_of_plan
from crisisplanner.services.matching.running import PreparedMatch, adopted_match
from crisisplanner.services.matching.view_figures import match_before
from crisisplanner.services.session import Session


def plans_matched_with(session: Session, plan_id: EntityId) -> tuple[EntityId, ...]:
    """List the plans of the run that was adopted for a plan; the plan alone if there is none."""
    adopted = adopted_match(session, session.get(Plan, plan_id))
    return (plan_id,) if adopted is None else adopted.together


def n_changed_by(
    session: Session, prepared: PreparedMatch, match: Match, plan_id: EntityId
) -> int | None:
    """Count the requirements of a plan that a result changes; None if the plan was not matched."""
    adopted = adopted_match(session, session.get(Plan, plan_id))
    if adopted is None:
        return None
    return len(compare_matches(adopted.match, own_match(prepared, match, plan_id)).needs)


def own_match(prepared: PreparedMatch, match: Match, plan_id: EntityId) -> Match:
    """Cut a plan's own result out of one of several plans."""
    if len(prepared.parts) == 1:
        return match
    part = next(part for part in prepared.parts if part.plan.id == plan_id)
    return match_of_plan(match, part, prepared.parts)


def compare_last_two(session: Session, plan_id: EntityId) -> ComparisonView:
    """Compare the adopted result with the one adopted before; refused if there was none."""
    plan = session.get(Plan, plan_id)
    adopted, before = adopted_match(session, plan), match_before(session, plan)
    if adopted is None or before is None:
        raise refused("what_if.no_match_before")
    return DifferenceNaming(session).view(compare_matches(before, adopted.match))
