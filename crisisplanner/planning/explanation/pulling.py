"""What a problem is like after a lever is pulled; nothing is solved here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from crisisplanner.domain.days import DAYS_PER_WEEK
from crisisplanner.domain.levers import Lever, LeverKind
from crisisplanner.domain.problem import (
    ConditionRow,
    DecisionStep,
    Duration,
    LiftRow,
    OfferRow,
    PermitRow,
    Problem,
)
from crisisplanner.planning.explanation.levers import SHORTENED
from crisisplanner.planning.explanation.limit_levers import weeks_of

POOL = "*"


def pull(problem: Problem, lever: Lever) -> Problem:
    """Give the problem as it would be with one lever pulled."""
    return _PULLS[lever.kind](problem, lever)


def _with_offers(problem: Problem, change: Callable[[OfferRow], OfferRow]) -> Problem:
    return replace(problem, offers=tuple(change(row) for row in problem.offers))


def _with_offer(problem: Problem, offer: str, change: Callable[[OfferRow], OfferRow]) -> Problem:
    return _with_offers(problem, lambda row: change(row) if row.id == offer else row)


def _decide_earlier(problem: Problem, lever: Lever) -> Problem:
    """Shorten the decision wherever it is taken: in every offer that waits for it."""

    def shortened(step: DecisionStep) -> DecisionStep:
        days = step.duration.days
        if step.decider != lever.subject or days is None:
            return step
        return replace(step, duration=Duration(max(0.0, days - lever.amount)))

    def change(row: OfferRow) -> OfferRow:
        if row.decision_steps:
            return replace(row, decision_steps=tuple(shortened(s) for s in row.decision_steps))
        if row.partner != lever.subject or row.decision_days <= 0:
            return row
        return replace(row, decision_days=max(0.0, row.decision_days - lever.amount))

    return _with_offers(problem, change)


def _come_sooner(problem: Problem, lever: Lever) -> Problem:
    field = SHORTENED[lever.part]

    def change(row: OfferRow) -> OfferRow:
        days = getattr(row, field).days or 0.0
        shorter: dict[str, Any] = {field: Duration(max(0.0, days - lever.amount))}
        return replace(row, **shorter)

    return _with_offer(problem, lever.subject, change)


def _stay_longer(problem: Problem, lever: Lever) -> Problem:
    return _with_offer(problem, lever.subject, lambda row: replace(row, available_to=lever.day))


def _lift_caveat(problem: Problem, lever: Lever) -> Problem:
    kept = tuple(row for row in problem.caveats if row.id != lever.subject)
    return replace(problem, caveats=kept)


def _allow_crisis(problem: Problem, lever: Lever) -> Problem:
    crises = {row.crisis for row in problem.requirements if row.id in lever.requirements}

    def change(row: OfferRow) -> OfferRow:
        return replace(row, excludes=tuple(name for name in row.excludes if name not in crises))

    return _with_offer(problem, lever.subject, change)


def _days_of(problem: Problem, lever: Lever) -> tuple[int, int]:
    """Give the days that hold all requirements a lever is for."""
    rows = [row for row in problem.requirements if row.id in lever.requirements]
    return min(row.from_day for row in rows), max(row.to_day for row in rows)


def _extend_condition(problem: Problem, lever: Lever) -> Problem:
    start, end = _days_of(problem, lever)
    kinds = [row.kind for row in problem.conditions if row.id == lever.subject]
    row = ConditionRow(lever.subject, start, end, kinds[0] if kinds else "authority")
    return replace(problem, conditions=(*problem.conditions, row))


def _extend_permit(problem: Problem, lever: Lever) -> Problem:
    start, end = _days_of(problem, lever)
    offer = next(row for row in problem.offers if row.id == lever.subject)
    # A row for all plans would close the place to others where a plan needs no permit.
    places = {(row.place, row.plan) for row in problem.requirements if row.id in lever.requirements}
    rows = tuple(
        PermitRow("lever", place, offer.partner, offer.asset_class, start, end, plan)
        for place, plan in sorted(places)
    )
    return replace(problem, permits=(*problem.permits, *rows))


def _release(problem: Problem, lever: Lever) -> Problem:
    kept = tuple(row for row in problem.commitments if row.offer != lever.subject)
    return replace(problem, commitments=kept)


def _ask_for_more(problem: Problem, lever: Lever) -> Problem:
    return _with_offer(
        problem, lever.subject, lambda row: replace(row, quantity=row.quantity + lever.amount)
    )


def _add_lift(problem: Problem, lever: Lever) -> Problem:
    start = (lever.day or 0) * DAYS_PER_WEEK
    row = LiftRow(POOL, start, start + DAYS_PER_WEEK, lever.amount)
    return replace(problem, lift=(*problem.lift, row))


def _move_lift(problem: Problem, lever: Lever) -> Problem:
    giving, getting = (week * DAYS_PER_WEEK for week in weeks_of(lever))
    # Rows of one week add up, so what is taken away is a row below 0.
    rows = (
        LiftRow(POOL, giving, giving + DAYS_PER_WEEK, -lever.amount),
        LiftRow(POOL, getting, getting + DAYS_PER_WEEK, lever.amount),
    )
    return replace(problem, lift=(*problem.lift, *rows))


def _shift_need(problem: Problem, lever: Lever) -> Problem:
    rows = tuple(
        replace(row, from_day=row.from_day if lever.day is None else lever.day)
        if row.id == lever.subject
        else row
        for row in problem.requirements
    )
    return replace(problem, requirements=rows)


def _add_node_capacity(problem: Problem, lever: Lever) -> Problem:
    rows = tuple(
        replace(row, capacity_t_per_day=row.capacity_t_per_day + lever.amount)
        if row.id == lever.subject and row.capacity_t_per_day is not None
        else row
        for row in problem.nodes
    )
    return replace(problem, nodes=rows)


def _add_budget(problem: Problem, lever: Lever) -> Problem:
    rows = tuple(
        replace(row, amount=row.amount + lever.amount) if row.scope == lever.subject else row
        for row in problem.budgets
    )
    return replace(problem, budgets=rows)


def _raise_ceiling(problem: Problem, lever: Lever) -> Problem:
    rows = tuple(
        replace(row, personnel=row.personnel + lever.amount)
        if row.condition == lever.subject
        else row
        for row in problem.ceilings
    )
    return replace(problem, ceilings=rows)


def _admit_partner(problem: Problem, lever: Lever) -> Problem:
    rows = tuple(
        replace(
            row,
            single_lead=False,
            max_partners=None if row.max_partners is None else row.max_partners + 1,
        )
        if row.id == lever.subject
        else row
        for row in problem.requirements
    )
    return replace(problem, requirements=rows)


_PULLS: Mapping[LeverKind, Callable[[Problem, Lever], Problem]] = MappingProxyType(
    {
        LeverKind.DECIDE_EARLIER: _decide_earlier,
        LeverKind.COME_SOONER: _come_sooner,
        LeverKind.STAY_LONGER: _stay_longer,
        LeverKind.LIFT_CAVEAT: _lift_caveat,
        LeverKind.ALLOW_CRISIS: _allow_crisis,
        LeverKind.EXTEND_CONDITION: _extend_condition,
        LeverKind.EXTEND_PERMIT: _extend_permit,
        LeverKind.RELEASE: _release,
        LeverKind.ASK_FOR_MORE: _ask_for_more,
        LeverKind.ADD_LIFT: _add_lift,
        LeverKind.MOVE_LIFT: _move_lift,
        LeverKind.SHIFT_NEED: _shift_need,
        LeverKind.ADD_NODE_CAPACITY: _add_node_capacity,
        LeverKind.ADD_BUDGET: _add_budget,
        LeverKind.RAISE_CEILING: _raise_ceiling,
        LeverKind.ADMIT_PARTNER: _admit_partner,
    }
)
