"""Levers proven by solving again, and ranked by what they bring."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from crisisplanner.domain.days import Day
from crisisplanner.domain.levers import ConfirmedLever, Lever, RequirementGain
from crisisplanner.domain.match import Coverage, Match
from crisisplanner.domain.messages import Parameter, Ref, RefKind, message
from crisisplanner.domain.problem import Problem
from crisisplanner.planning.explanation.pulling import pull

SMALLEST_GAIN = 1e-6
MOST_NAMED = 3

Solve = Callable[[Problem], Match]
ReportLever = Callable[[ConfirmedLever], None]


def ignore_lever(_: ConfirmedLever) -> None:
    """Drop a report."""


def confirm_levers(
    problem: Problem,
    base: Match,
    levers: Iterable[Lever],
    solve: Solve,
    report: ReportLever = ignore_lever,
) -> tuple[ConfirmedLever, ...]:
    """Solve the problem with each lever pulled; list those that bring something, best first.

    ``report`` gets each that brings something as soon as it is proven. A gain is the difference of
    two found plans: where either was stopped early it is an estimate.
    """
    confirmed: list[ConfirmedLever] = []
    for lever in levers:
        match = solve(pull(problem, lever))
        gain = match.weighted_coverage - base.weighted_coverage
        if gain > SMALLEST_GAIN:
            one = _confirmed(lever, gain, base, match)
            confirmed.append(one)
            report(one)
    return tuple(sorted(confirmed, key=lambda one: (-one.gain, one.lever.kind, one.lever.subject)))


def _confirmed(lever: Lever, gain: float, base: Match, match: Match) -> ConfirmedLever:
    changes = requirement_changes(base, match)
    gained = [one for one in changes if one.after > one.before + SMALLEST_GAIN]
    named: tuple[Parameter, ...] = tuple(
        message(
            "lever.gain",
            requirement=Ref(RefKind.REQUIREMENT, one.requirement),
            units=one.units,
            before=one.before,
            after=one.after,
            from_day=None if one.from_day is None else Day(one.from_day),
        )
        for one in gained[:MOST_NAMED]
    )
    lost = sum(one.after < one.before - SMALLEST_GAIN for one in changes)
    code = "lever.confirmed" if lost == 0 else "lever.confirmed_with_losses"
    sentence = message(
        code, lever=lever.sentence, gain=gain, gained=named, n=lost, n_gained=len(gained)
    )
    return ConfirmedLever(lever, gain, match, changes, sentence)


def requirement_changes(before: Match, after: Match) -> tuple[RequirementGain, ...]:
    """Compare two matches requirement by requirement; those that gain most come first."""
    known = {row.requirement: row for row in before.coverage}
    changes = []
    for row in after.coverage:
        old = known.get(row.requirement)
        if old is not None and abs(row.coverage - old.coverage) > SMALLEST_GAIN:
            units, from_day = _units_more(old, row)
            changes.append(
                RequirementGain(row.requirement, old.coverage, row.coverage, units, from_day)
            )
    return tuple(sorted(changes, key=lambda one: (one.before - one.after, one.requirement)))


def _units_more(old: Coverage, new: Coverage) -> tuple[float, int | None]:
    """Give the most units that are there more on a day, and the first day with more."""
    days = sorted({step.from_day for step in (*old.steps, *new.steps)})
    more = [(day, _level(new, day) - _level(old, day)) for day in days]
    first = next((day for day, units in more if units > SMALLEST_GAIN), None)
    return max((units for _, units in more), default=0.0), first


def _level(coverage: Coverage, day: int) -> float:
    return next((s.level for s in coverage.steps if s.from_day <= day < s.to_day), 0.0)
