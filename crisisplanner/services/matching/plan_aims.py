"""What the matches of a plan are to aim at after coverage, in the planner's order, and how far.

Kept beside the runs, outside the journal: how a plan is looked for is no part of what it says. What was
asked of a match that was made stands in its provenance.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import Enabler
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.match import Match, PlannedAllocation
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.matching.running import (
    PreparedMatch,
    planned_allocations,
    refuse_unmeasurable_aims,
    standing_allocations,
)
from crisisplanner.services.matching.solving import AIMS, WINDOW_TOLERANCE, MatchWish
from crisisplanner.services.session import Session

COVERAGE, *_LATER = AIMS
LATER_AIMS = tuple(_LATER)
FAIRNESS, CHANGES, ROBUSTNESS = "fairness", "changes", "robustness"
MOST_TOLERANCE = 0.5


@dataclass(frozen=True, slots=True)
class PlanAims:
    """Hold the aims after coverage in their order, and the share that one may lose for the next."""

    later: tuple[str, ...] = ()
    tolerance: float = WINDOW_TOLERANCE

    @property
    def in_order(self) -> tuple[str, ...]:
        """List all aims; coverage is always the first."""
        return (COVERAGE, *self.later)


COVERAGE_ALONE = PlanAims()


@dataclass(frozen=True, slots=True)
class AimChoice:
    """Offer one aim: whether it is chosen, and why it can't be had, if it can't."""

    aim: str
    is_chosen: bool
    why_not: Message | None = None


@dataclass(frozen=True, slots=True)
class AimChoices:
    """Offer the aims after coverage: those that are chosen in their order, then the others."""

    choices: tuple[AimChoice, ...]
    tolerance: float


def aims_of_plan(session: Session, plan_id: EntityId) -> PlanAims:
    """Give what was chosen for a plan; coverage alone while nobody chose."""
    text = session.file.run(_place(plan_id))
    if text is None:
        return COVERAGE_ALONE
    plain = json.loads(text)
    known = tuple(dict.fromkeys(aim for aim in plain["later"] if aim in LATER_AIMS))
    return PlanAims(known, float(plain["tolerance"]))


def keep_aims(session: Session, plan_id: EntityId, aims: PlanAims) -> None:
    """Remember what was chosen for a plan; refused in a workspace that is only read."""
    session.refuse_unless_writable()
    kept = {"later": list(aims.later), "tolerance": aims.tolerance}
    session.file.keep_run(_place(plan_id), json.dumps(kept), session.outside.now())


def _place(plan_id: EntityId) -> str:
    return plan_id + "/aims"


def aim_choices(session: Session, plan_id: EntityId) -> AimChoices:
    """Offer the aims of a plan as they were chosen, with why one can't be had."""
    chosen = aims_of_plan(session, plan_id)
    order = (*chosen.later, *(aim for aim in LATER_AIMS if aim not in chosen.later))
    missing = {
        FAIRNESS: not any((one.gdp.value or 0.0) > 0 for one in session.all(Partner)),
        CHANGES: not planned_allocations(session, session.get(Plan, plan_id)),
        ROBUSTNESS: _needs_enablers(session, plan_id),
    }
    return AimChoices(
        tuple(
            AimChoice(
                aim,
                aim in chosen.later,
                message("match_aims.why_not." + aim) if missing.get(aim) else None,
            )
            for aim in order
        ),
        chosen.tolerance,
    )


def _needs_enablers(session: Session, plan_id: EntityId) -> bool:
    enabled = {one.enabled_type for one in session.all(Enabler)}
    needs = session.select(Requirement, plan=plan_id, retired=False)
    return any(need.type in enabled for need in needs)


def aimed_wish(
    session: Session, prepared: PreparedMatch, plan_id: EntityId, *, changes_least: bool = False
) -> MatchWish:
    """Ask for a match with the aims of a plan, as far as they can be had.

    ``changes_least`` puts the least change to what the plans send now before all but coverage. Raises
    a coded error that names the partners without GDP where shares are to be fair.
    """
    from crisisplanner.planning.coverage import enabling_requirements

    aims = aims_of_plan(session, plan_id)
    keep: tuple[PlannedAllocation, ...] = ()
    if changes_least or CHANGES in aims.later:
        keep = standing_allocations(session, prepared)
    later = dict.fromkeys((CHANGES, *aims.later) if changes_least else aims.later)
    problem = prepared.problem
    missing = {
        FAIRNESS: not any(row.capacity > 0 for row in problem.partners),
        CHANGES: not keep,
        ROBUSTNESS: bool(enabling_requirements(problem)),
    }
    possible = tuple(aim for aim in later if not missing.get(aim))
    refuse_unmeasurable_aims(session, prepared, possible)
    return MatchWish(aims=(COVERAGE, *possible), tolerance=aims.tolerance, keep=keep)


def aims_of_wish(wish: MatchWish) -> PlanAims:
    """Give what a run is asked for."""
    return PlanAims(_later(wish.aims), wish.tolerance)


def aims_of_match(match: Match) -> PlanAims:
    """Give what was asked of a match, by its provenance; one that does not tell asked for coverage."""
    asked = dict(match.provenance.options)
    aims = tuple(asked.get("aims", COVERAGE).split(","))
    return PlanAims(_later(aims), float(asked.get("tolerance", WINDOW_TOLERANCE)))


def _later(aims: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(aim for aim in aims if aim in LATER_AIMS)
