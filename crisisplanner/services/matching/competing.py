"""Several plans that compete for the same offers, as one problem.

Each plan counts days from its own D, so the problems are moved to one axis before they are joined,
and a result is moved back. The axis is that of the plan with the earliest D.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import pairwise
from typing import Any, TypeAlias, TypeVar, cast

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.match import Coverage, Gap, GivenUp, Match, PlannedAllocation
from crisisplanner.domain.messages import Message, Ref, RefKind, message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.problem import (
    BudgetRow,
    CaveatEffect,
    CaveatRow,
    CommitmentRow,
    ConditionRow,
    LiftRow,
    OfferRow,
    PermitRow,
    Problem,
    RequirementRow,
    ShareRow,
)
from crisisplanner.planning.coverage import offers_without_cost, partner_shares
from crisisplanner.services.matching.calendar import FAR_DAY, MOST_NAMED

T = TypeVar("T")
Explain: TypeAlias = Callable[
    [Problem, tuple[PlannedAllocation, ...], GivenUp | None], tuple[Gap, ...]
]

DAY_FIELDS = frozenset({"from_day", "to_day", "available_from", "available_to", "begins_on"})
LOWEST_PRIORITY = 10
PLAN_SCOPE = "plan"


@dataclass(frozen=True, slots=True)
class PlanPart:
    """Hold one plan of a joint run: its own problem, and the days from the axis' D to its own."""

    plan: Plan
    problem: Problem
    shift_days: int


def parts_on_one_axis(built: Sequence[tuple[Plan, Problem]]) -> tuple[PlanPart, ...]:
    """Find how far each plan's D lies from the earliest.

    Raises a coded error naming the plans whose D has no date, if there are several plans.
    """
    if len(built) == 1:
        return (PlanPart(*built[0], 0),)
    undated = tuple(plan.title for plan, _ in built if plan.d_date is None)
    if undated:
        raise bad_input("match.together_needs_dates", plans=undated)
    dates = {plan.id: plan.d_date for plan, _ in built if plan.d_date is not None}
    first = min(dates.values())
    return tuple(PlanPart(plan, problem, (dates[plan.id] - first).days) for plan, problem in built)


def joined(parts: Sequence[PlanPart]) -> tuple[Problem, tuple[Message, ...]]:
    """Join the problems of plans into one, on the axis of the earliest D.

    A plan's priority, 1 to 9, multiplies its weights by 10 − priority. A plan's budget limits that
    plan alone; of a partner's caps, and of the budgets of one crisis or partner, the smallest counts;
    lift is one for all plans: on each day the most that one of them states. A condition, permit or
    caveat whose days are counted from D holds for each plan in its own days. An offer whose days
    are counted from D stands as in the first plan, and a warning names it.
    """
    if len(parts) == 1:
        return parts[0].problem, ()
    moved = [moved_by(part.problem, part.shift_days) for part in parts]
    offers, differing = _offers(moved)
    problem = Problem(
        offers=offers,
        requirements=tuple(
            _weighted(row, part.plan)
            for part, problem in zip(parts, moved, strict=True)
            for row in problem.requirements
        ),
        commitments=tuple(_commitments(moved)),
        budgets=tuple(_budgets(parts)),
        shares=_smallest_caps(row for problem in moved for row in problem.shares),
        conditions=tuple(_conditions(parts, moved)),
        permits=tuple(_permits(parts, moved)),
        caveats=tuple(_caveats(parts, moved)),
        lift=tuple(_lift(moved)),
        currency=moved[0].currency,
    )
    shared: dict[str, Any] = {name: _distinct(moved, name) for name in _SHARED_TABLES}
    problem = replace(problem, **shared)
    named = tuple(Ref(RefKind.OFFER, offer) for offer in differing[:MOST_NAMED])
    said = message("match.together_offers_differ", n=len(differing), offers=named)
    warnings = (said,) if differing else ()
    return problem, warnings


_SHARED_TABLES = (
    "substitutes",
    "nodes",
    "incompatible",
    "locks",
    "forbidden",
    "enablers",
    "ceilings",
    "partners",
    "places",
)


def moved_by(value: T, days: int) -> T:
    """Move every day of a problem, or of a part of it; open ends stay open."""
    if days == 0:
        return value
    # The same type as came in.
    return cast("T", _moved(value, days))


def _moved(value: Any, days: int) -> Any:
    if isinstance(value, tuple):
        return tuple(_moved(item, days) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {}
    if isinstance(value, CaveatRow) and value.effect is CaveatEffect.DELAYS:
        # Here alone ``days`` names a day, not how long something takes.
        changed["days"] = value.days + days
    for field in fields(value):
        part = getattr(value, field.name)
        if field.name in DAY_FIELDS and part is not None and abs(part) < FAR_DAY:
            changed[field.name] = part + days
        elif isinstance(part, tuple) and part and is_dataclass(part[0]):
            changed[field.name] = _moved(part, days)
    return replace(value, **changed) if changed else value


def _offers(moved: Sequence[Problem]) -> tuple[tuple[OfferRow, ...], tuple[str, ...]]:
    found: dict[str, OfferRow] = {}
    differing: dict[str, None] = {}
    for problem in moved:
        for offer in problem.offers:
            if found.setdefault(offer.id, offer) != offer:
                differing[offer.id] = None
    return tuple(found.values()), tuple(differing)


def _commitments(moved: Sequence[Problem]) -> Iterable[CommitmentRow]:
    """Take what is promised of an offer from the first problem that has the offer."""
    seen: set[str] = set()
    for problem in moved:
        yield from (row for row in problem.commitments if row.offer not in seen)
        seen.update(offer.id for offer in problem.offers)


def _conditions(parts: Sequence[PlanPart], moved: Sequence[Problem]) -> Iterable[ConditionRow]:
    """Name the plan with a condition's periods where plans that know it differ in them."""
    periods: dict[str, dict[EntityId, list[ConditionRow]]] = defaultdict(lambda: defaultdict(list))
    for part, problem in zip(parts, moved, strict=True):
        for row in problem.conditions:
            periods[row.id][part.plan.id].append(row)
    for by_plan in periods.values():
        first, *others = by_plan.values()
        if all(set(rows) == set(first) for rows in others):
            yield from first
        else:
            yield from (replace(row, plan=plan) for plan, rows in by_plan.items() for row in rows)


def _permits(parts: Sequence[PlanPart], moved: Sequence[Problem]) -> Iterable[PermitRow]:
    """Name the plan with a permit unless all plans have it: it opens and closes a place there only."""
    known = {
        part.plan.id: frozenset(problem.permits) for part, problem in zip(parts, moved, strict=True)
    }
    for row in _distinct(moved, "permits"):
        plans = [plan for plan, rows in known.items() if row in rows]
        if len(plans) == len(known):
            yield row
        else:
            yield from (replace(row, plan=plan) for plan in plans)


def _caveats(parts: Sequence[PlanPart], moved: Sequence[Problem]) -> Iterable[CaveatRow]:
    """Name the plan with a caveat's days where plans that know it differ in them.

    A cap of the same days, or of none, holds for all plans together.
    """
    days: dict[CaveatRow, dict[EntityId, list[CaveatRow]]] = defaultdict(lambda: defaultdict(list))
    for part, problem in zip(parts, moved, strict=True):
        for row in problem.caveats:
            same = replace(row, from_day=None, to_day=None, days=0.0)
            days[same][part.plan.id].append(row)
    for by_plan in days.values():
        first, *others = by_plan.values()
        if all(rows == first for rows in others):
            yield from dict.fromkeys(first)
        else:
            yield from (replace(row, plan=plan) for plan, rows in by_plan.items() for row in rows)


def _lift(moved: Sequence[Problem]) -> Iterable[LiftRow]:
    """Give, for each partner and day, the most lift that one plan states."""
    for partner in dict.fromkeys(row.partner for problem in moved for row in problem.lift):
        own = [[row for row in one.lift if row.partner == partner] for one in moved]
        ends = sorted({day for rows in own for row in rows for day in (row.from_day, row.to_day)})
        for start, end in pairwise(ends):
            tonnes = max(
                sum(row.tonnes for row in rows if row.from_day <= start < row.to_day)
                for rows in own
            )
            yield LiftRow(partner, start, end, tonnes)


def _weighted(row: RequirementRow, plan: Plan) -> RequirementRow:
    return replace(row, weight=row.weight * (LOWEST_PRIORITY - plan.priority))


def _budgets(parts: Sequence[PlanPart]) -> Iterable[BudgetRow]:
    amounts: dict[str, float] = {}
    for part in parts:
        for row in part.problem.budgets:
            scope = part.plan.id if row.scope == PLAN_SCOPE else row.scope
            amounts[scope] = min(row.amount, amounts.get(scope, row.amount))
    return (BudgetRow(scope, amount) for scope, amount in amounts.items())


def _smallest_caps(rows: Iterable[ShareRow]) -> tuple[ShareRow, ...]:
    caps: dict[str, float] = {}
    for row in rows:
        caps[row.partner] = min(row.cap, caps.get(row.partner, 1.0))
    return tuple(ShareRow(partner, cap) for partner, cap in caps.items())


def _distinct(moved: Sequence[Problem], table: str) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(row for problem in moved for row in getattr(problem, table)))


def match_of_plan(joint: Match, part: PlanPart, parts: Sequence[PlanPart]) -> Match:
    """Cut a plan's own result out of a joint one, in the plan's own days.

    The bound gives this plan all that was not proven to be out of reach for all plans together.
    Reasons are left to ``explained_for``.
    """
    own = {row.id: row for row in part.problem.requirements}
    back = -part.shift_days
    coverage = tuple(_coverage_moved(row, back) for row in joint.coverage if row.requirement in own)
    weight = sum(row.weight for row in own.values())
    value = sum(own[row.requirement].weight * row.coverage for row in coverage) / (weight or 1.0)
    unproven = (joint.bound - joint.weighted_coverage) * sum(_joint_weight(p) for p in parts)
    bound = min(1.0, value + max(0.0, unproven) / (_joint_weight(part) or 1.0))
    allocations = tuple(moved_by(row, back) for row in joint.allocations if row.requirement in own)
    shares = partner_shares(part.problem, allocations)
    return replace(
        joint,
        weighted_coverage=value,
        bound=bound,
        gap=(bound - value) / bound if bound > 0 else 0.0,
        cost=sum(share.cost for share in shares),
        allocations=allocations,
        coverage=coverage,
        gaps=(),
        partners=shares,
        without_cost=offers_without_cost(part.problem, allocations),
        # What was reached of an aim, was reached by all plans together.
        aims=tuple(replace(one, value=None) for one in joint.aims),
    )


def explained_for(
    part: PlanPart, problem: Problem, joint: Match, explain: Explain
) -> tuple[Gap, ...]:
    """Explain a plan's gaps within the joint problem, in the plan's own days."""
    back = -part.shift_days
    own = {row.id for row in part.problem.requirements}
    moved = tuple(moved_by(row, back) for row in joint.allocations)
    gaps = explain(moved_by(problem, back), moved, joint.given_up_for)
    return tuple(gap for gap in gaps if gap.requirement in own)


def _joint_weight(part: PlanPart) -> float:
    factor = LOWEST_PRIORITY - part.plan.priority
    return factor * sum(row.weight for row in part.problem.requirements)


def _coverage_moved(row: Coverage, days: int) -> Coverage:
    steps = tuple(
        replace(step, from_day=step.from_day + days, to_day=step.to_day + days)
        for step in row.steps
    )
    return replace(row, steps=steps)
