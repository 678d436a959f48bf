"""A match in lines: each requirement's need, coverage and first reason."""

from __future__ import annotations

from dataclasses import dataclass

from crisisplanner.domain.coverage_status import coverage_status
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.match import Match
from crisisplanner.domain.messages import Message
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services.naming import Names
from crisisplanner.services.session import Session


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """Sum up what a requirement got."""

    id: EntityId
    title: str
    quantity: float | None
    from_day: int
    to_day: int
    coverage: float
    status: str
    first_reason: Message | None


def requirement_lines(
    session: Session, plan_id: EntityId, match: Match
) -> tuple[RequirementLine, ...]:
    """List a plan's requirements with what a match gives them, by code, then title."""
    names = Names(session, plan_id)
    coverage = {row.requirement: row.coverage for row in match.coverage}
    reasons = {gap.requirement: gap.reasons for gap in match.gaps}
    lines = []
    for requirement in session.select(Requirement, plan=plan_id, retired=False):
        share = coverage.get(requirement.id, 0.0)
        first = next(iter(reasons.get(requirement.id, ())), None)
        lines.append(
            RequirementLine(
                id=requirement.id,
                title=names.requirement_title(requirement),
                quantity=requirement.quantity.value,
                from_day=requirement.from_day,
                to_day=requirement.to_day,
                coverage=share,
                status=coverage_status(share),
                first_reason=None if first is None else names.in_message(first.sentence),
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.from_day, line.title)))
