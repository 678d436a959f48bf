"""Solve a matching problem with the engine, and explain what stays open.

Needs plain values only, so it may run in a process of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crisisplanner.domain.errors import CrisisPlannerError, ErrorKind
from crisisplanner.domain.match import Gap, GivenUp, Match, PlannedAllocation
from crisisplanner.domain.problem import Problem
from crisisplanner.domain.progress import Unwatched, Watcher
from crisisplanner.services.matching.lock_naming import MOST_SECONDS_NAMING, lock_clash
from crisisplanner.services.matching.plan_stream import PlanStream
from crisisplanner.services.session import PROGRAM_VERSION

if TYPE_CHECKING:
    from crisisplanner.planning.locks_together import Clash
    from crisisplanner.planning.matching.settings import MatchOptions

AIMS = ("coverage", "cost", "fairness", "changes", "partners", "robustness")
WINDOW_TOLERANCE = 0.005
NO_PLAN = "match.locks_leave_no_plan"
WITHOUT_PLAN = frozenset(
    {
        NO_PLAN,
        "match.no_plan_with_locks_found",
        "match.stopped_without_plan",
    }
)
"""How the engine ends without a plan; no user is told so without the locks and rules that clash."""


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
    return replace(match, gaps=explain_gaps(problem, match.allocations, match.given_up_for))


def stream_match(problem: Problem, wish: MatchWish, watcher: Watcher) -> Match:
    """Find the best plan as ``solve_match`` does, and let the watcher see the plans on the way."""
    match = _search(problem, wish, watcher, time.monotonic, shows_plans=True)
    return replace(match, gaps=explain_gaps(problem, match.allocations, match.given_up_for))


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
        if error.messages[0].code not in WITHOUT_PLAN:
            raise
        left = MOST_SECONDS_NAMING if seconds_left is None else seconds_left()
        clash = _named(problem, error, watcher, min(MOST_SECONDS_NAMING, left), clock)
        kind = ErrorKind.BAD_INPUT if clash.is_proven else ErrorKind.STOPPED
        raise CrisisPlannerError([clash.said], kind) from error


def _named(
    problem: Problem,
    error: CrisisPlannerError,
    watcher: Watcher,
    limit_s: float,
    clock: Callable[[], float],
) -> Clash:
    """Name locks and the rules that they clash with; without more solving if that was stopped."""
    from crisisplanner.planning.locks_together import nearest_clash

    is_proven = error.messages[0].code == NO_PLAN
    clash = None
    if not watcher.is_cancelled():
        clash = lock_clash(problem, watcher, limit_s, clock, is_proven=is_proven)
    return clash or nearest_clash(problem, problem.locks, is_proven=is_proven)


def explain_gaps(
    problem: Problem,
    allocations: tuple[PlannedAllocation, ...],
    given_up: GivenUp | None = None,
) -> tuple[Gap, ...]:
    """Say why each requirement that is not fully covered is not, and what later aims took.

    The reasons do not depend on the order of rows; the gaps stand in that of the requirements.
    """
    from crisisplanner.planning.eligibility import judge_pairs
    from crisisplanner.planning.explanation.explaining import explain
    from crisisplanner.planning.matching.canonical import canonical

    place = {row.id: number for number, row in enumerate(problem.requirements)}
    sent = sorted(
        allocations, key=lambda row: (row.requirement, row.from_day, row.to_day, row.offer)
    )
    gaps = explain(judge_pairs(canonical(problem)), sent, given_up)
    return tuple(sorted(gaps, key=lambda gap: place[gap.requirement]))


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
