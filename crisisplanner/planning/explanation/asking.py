"""What a problem is like if a date were another one: a decision, the end of a condition.

Questions of a planner's own; ``pulling`` does the changes that the reasons suggest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from crisisplanner.domain.problem import ConditionRow, DecisionStep, Duration, OfferRow, Problem
from crisisplanner.planning.timing import ends_of_steps


def decision_days(problem: Problem) -> Mapping[str, float]:
    """Give the day on which each decision is taken, by who or what decides; the latest if several.

    A decision without steps goes by its partner's id. Steps of unknown length are left out.
    """
    days: dict[str, float] = {}
    for offer in problem.offers:
        for name, day in _decisions(offer):
            days[name] = max(day, days.get(name, day))
    return days


def _decisions(offer: OfferRow) -> list[tuple[str, float]]:
    if not offer.decision_steps:
        return [(offer.partner, offer.decision_days)] if offer.decision_days > 0 else []
    if any(step.duration.days is None for step in offer.decision_steps):
        return []
    ends = ends_of_steps(offer)
    return [(step.decider, ends[step.id]) for step in offer.decision_steps]


def with_decision_on(problem: Problem, decision: str, day: float) -> Problem:
    """Give the problem as it would be if a decision were taken on a day, earlier or later.

    A step can't end before those it waits for: its own length becomes 0 at the least.
    """

    def change(row: OfferRow) -> OfferRow:
        if not row.decision_steps:
            is_meant = row.partner == decision and row.decision_days > 0
            return replace(row, decision_days=max(0.0, day)) if is_meant else row
        if all(step.decider != decision for step in row.decision_steps):
            return row
        if any(step.duration.days is None for step in row.decision_steps):
            return row
        ends = ends_of_steps(row)
        steps = tuple(_ending_on(step, ends[step.id], decision, day) for step in row.decision_steps)
        return replace(row, decision_steps=steps)

    return replace(problem, offers=tuple(change(row) for row in problem.offers))


def _ending_on(step: DecisionStep, ends: float, decision: str, day: float) -> DecisionStep:
    if step.decider != decision:
        return step
    length = (step.duration.days or 0.0) + day - ends
    return replace(step, duration=Duration(max(0.0, length)))


def with_condition_until(
    problem: Problem, condition: str, ends_on: Callable[[str], int]
) -> Problem:
    """Give the problem as it would be if a condition ended on a day.

    The last period that begins before that day ends on it, earlier or later than stated; periods
    that begin on it or later fall away. ``ends_on`` gives the day for the periods of one plan, and
    for "" that of all.
    """
    kept = [row for row in problem.conditions if row.id != condition]
    periods: dict[str, list[ConditionRow]] = {}
    for row in problem.conditions:
        if row.id == condition:
            periods.setdefault(row.plan, []).append(row)
    moved = [row for plan, rows in periods.items() for row in _until(rows, ends_on(plan))]
    return replace(problem, conditions=(*kept, *moved))


def _until(periods: Sequence[ConditionRow], day: int) -> list[ConditionRow]:
    """End some periods on a day; where none is left, an empty one still names the condition."""
    begun = [row for row in periods if row.from_day < day]
    if not begun:
        first = min(periods, key=lambda row: row.from_day)
        return [replace(first, to_day=first.from_day)]
    last = max(begun, key=lambda row: (row.to_day, -row.from_day))
    return [replace(row, to_day=day if row is last else min(row.to_day, day)) for row in begun]
