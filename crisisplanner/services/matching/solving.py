"""Solve a matching problem with the engine, and explain what stays open.

Needs plain values only, so it may run in a process of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crisisplanner.domain.errors import Cancelled, CrisisPlannerError, ErrorKind, bad_inputs
from crisisplanner.domain.match import Gap, Match, PlannedAllocation
from crisisplanner.domain.messages import Message
from crisisplanner.domain.problem import Problem
from crisisplanner.domain.progress import Unwatched, Watcher
from crisisplanner.services.matching.plan_stream import PlanStream
from crisisplanner.services.session import PROGRAM_VERSION

if TYPE_CHECKING:
    from crisisplanner.planning.matching.settings import MatchOptions

AIMS = ("coverage", "cost", "fairness", "changes", "partners", "robustness")
WINDOW_TOLERANCE = 0.005
NO_PLAN = "match.locks_leave_no_plan"
ANY_PLAN_GAP = 0.99
MOST_SECONDS_NAMING = 30.0


class _UndecidedError(Exception):
    """Tell that neither a plan was found for some locks nor that there is none."""


@dataclass(frozen=True, slots=True)
class MatchWish:
    """Say how a match is to be made.

    ``gap`` is the share of the bound that may be missing; ``work_limit`` counts the solver's steps,
    the same on every machine; ``tolerance`` is what an aim may lose for a later one; ``keep`` is the
    plan to change least; ``workers`` counts the processes of large matches and changes no result of
    the same work.
    """

    gap: float = 1e-4
    time_limit_s: float | None = None
    work_limit: int | None = None
    seed: int = 0
    aims: tuple[str, ...] = ("coverage",)
    tolerance: float = 0.0
    keep: tuple[PlannedAllocation, ...] = ()
    workers: int = 2


def solve_match(
    problem: Problem,
    wish: MatchWish,
    watcher: Watcher | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Match:
    """Find the best plan; cancelling or a limit keeps the best found so far.

    The reasons for every gap are part of the result.
    """
    match = search_match(problem, wish, watcher, clock)
    return replace(match, gaps=explain_gaps(problem, match.allocations))


def stream_match(problem: Problem, wish: MatchWish, watcher: Watcher) -> Match:
    """Find the best plan as ``solve_match`` does, and let the watcher see the plans on the way."""
    match = _search(problem, wish, watcher, time.monotonic, shows_plans=True)
    return replace(match, gaps=explain_gaps(problem, match.allocations))


def search_match(
    problem: Problem,
    wish: MatchWish,
    watcher: Watcher | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Match:
    """Find the best plan as ``solve_match`` does, without the reasons for gaps."""
    return _search(problem, wish, watcher or Unwatched(), clock, shows_plans=False)


def _search(
    problem: Problem,
    wish: MatchWish,
    watcher: Watcher,
    clock: Callable[[], float],
    *,
    shows_plans: bool,
) -> Match:
    from crisisplanner.planning.matching.solving import solve

    ends_at = None if wish.time_limit_s is None else clock() + wish.time_limit_s
    stream = PlanStream(problem, watcher, clock, shows_plans=shows_plans)

    def should_stop() -> bool:
        if watcher.is_cancelled() or (ends_at is not None and clock() >= ends_at):
            return True
        stream.pass_on()
        return False

    seconds_left = None if ends_at is None else lambda: max(0.0, ends_at - clock())
    try:
        return solve(problem, _options(wish, should_stop, seconds_left), stream.take)
    except CrisisPlannerError as error:
        if error.messages[0].code != NO_PLAN:
            raise
        left = MOST_SECONDS_NAMING if seconds_left is None else seconds_left()
        clash = lock_clash(problem, watcher, min(MOST_SECONDS_NAMING, left), clock)
        if clash is None:
            raise
        raise bad_inputs([clash]) from error


def lock_clash(
    problem: Problem,
    watcher: Watcher | None = None,
    limit_s: float = MOST_SECONDS_NAMING,
    clock: Callable[[], float] = time.monotonic,
) -> Message | None:
    """Name the locks that can't be kept together where only solving tells, and what they clash with.

    None if all can, also if that is not decided within the limit. Takes a solve for each lock, and
    some for the limits. Raises ``Cancelled`` when the watcher wants to stop.
    """
    from crisisplanner.planning.locks_together import (
        clash_finding,
        clashing_locks,
        limits_of_clash,
    )
    from crisisplanner.planning.matching.solving import solve

    watcher = watcher or Unwatched()
    any_plan = MatchWish(gap=ANY_PLAN_GAP)
    ends_at = clock() + limit_s

    def should_stop() -> bool:
        return watcher.is_cancelled() or clock() >= ends_at

    def is_possible(asked: Problem) -> bool:
        if watcher.is_cancelled():
            raise Cancelled
        if not asked.locks:
            return True
        try:
            solve(asked, _options(any_plan, should_stop, lambda: max(0.0, ends_at - clock())))
        except CrisisPlannerError as error:
            if watcher.is_cancelled():
                raise Cancelled from error
            if error.messages[0].code == NO_PLAN:
                return False
            if error.kind is ErrorKind.STOPPED:
                raise _UndecidedError from error
            raise
        return True

    try:
        locks = clashing_locks(problem, is_possible)
        limits = limits_of_clash(problem, locks, is_possible) if locks else ()
    except _UndecidedError:
        return None
    return clash_finding(problem, locks, limits) if locks else None


def explain_gaps(problem: Problem, allocations: tuple[PlannedAllocation, ...]) -> tuple[Gap, ...]:
    """Say why each requirement that is not fully covered is not."""
    from crisisplanner.planning.eligibility import judge_pairs
    from crisisplanner.planning.explanation.explaining import explain

    return explain(judge_pairs(problem), allocations)


def _options(
    wish: MatchWish, should_stop: Callable[[], bool], seconds_left: Callable[[], float] | None
) -> MatchOptions:
    from crisisplanner.planning.matching.settings import Aim, MatchOptions

    return MatchOptions(
        gap=wish.gap,
        work=float("inf") if wish.work_limit is None else float(wish.work_limit),
        seed=wish.seed,
        aims=tuple(Aim(aim) for aim in wish.aims),
        tolerance=wish.tolerance,
        keep=wish.keep,
        workers=wish.workers,
        should_stop=should_stop,
        seconds_left=seconds_left,
        program_version=PROGRAM_VERSION,
    )
