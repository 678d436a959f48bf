"""Solve a matching problem with the engine, and explain what stays open.

Needs plain values only, so it may run in a process of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crisisplanner.domain.match import Gap, Match, PlannedAllocation
from crisisplanner.domain.messages import message
from crisisplanner.domain.problem import Problem
from crisisplanner.domain.progress import Progress, Unwatched, Watcher
from crisisplanner.services.session import PROGRAM_VERSION

if TYPE_CHECKING:
    from crisisplanner.planning.matching.settings import BetterPlan, MatchOptions

AIMS = ("coverage", "cost", "fairness", "changes", "partners", "robustness")
WINDOW_TOLERANCE = 0.005


@dataclass(frozen=True, slots=True)
class MatchWish:
    """Say how a match is to be made.

    ``gap`` is the share of the bound that may be missing; ``work_limit`` counts the solver's steps,
    the same on every machine; ``tolerance`` is what an aim may lose for a later one; ``keep`` is the
    plan to change least.
    """

    gap: float = 1e-4
    time_limit_s: float | None = None
    work_limit: int | None = None
    seed: int = 0
    aims: tuple[str, ...] = ("coverage",)
    tolerance: float = 0.0
    keep: tuple[PlannedAllocation, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanFound:
    """Report the best plan so far with its proven bound."""

    allocations: tuple[PlannedAllocation, ...]
    weighted_coverage: float
    bound: float
    gap: float


def solve_match(
    problem: Problem,
    wish: MatchWish,
    watcher: Watcher | None = None,
    on_better: Callable[[PlanFound], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Match:
    """Find the best plan; cancelling or a limit keeps the best found so far.

    The reasons for every gap are part of the result.
    """
    match = search_match(problem, wish, watcher, on_better, clock)
    return replace(match, gaps=explain_gaps(problem, match.allocations))


def search_match(
    problem: Problem,
    wish: MatchWish,
    watcher: Watcher | None = None,
    on_better: Callable[[PlanFound], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Match:
    """Find the best plan as ``solve_match`` does, without the reasons for gaps."""
    from crisisplanner.planning.matching.solving import solve

    watcher = watcher or Unwatched()
    ends_at = None if wish.time_limit_s is None else clock() + wish.time_limit_s

    def should_stop() -> bool:
        return watcher.is_cancelled() or (ends_at is not None and clock() >= ends_at)

    seconds_left = None if ends_at is None else lambda: max(0.0, ends_at - clock())

    def report(better: BetterPlan) -> None:
        found = PlanFound(better.allocations, better.weighted_coverage, better.bound, better.gap)
        if on_better is not None:
            on_better(found)
        watcher.report(
            Progress(
                message(
                    "match.best_so_far",
                    coverage=found.weighted_coverage,
                    missing=max(0.0, found.bound - found.weighted_coverage),
                )
            )
        )

    return solve(problem, _options(wish, should_stop, seconds_left), report)


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
        should_stop=should_stop,
        seconds_left=seconds_left,
        program_version=PROGRAM_VERSION,
    )
