"""Time to match a shipped case and to say what stays open: `python -m benchmarks.case_speed`."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tables import table
from crisisplanner.domain.match import Match
from crisisplanner.domain.problem import Problem
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.services.matching.problem_building import build_problem
from crisisplanner.services.matching.solving import MatchWish, explain_gaps, search_match
from crisisplanner.services.workspaces import create_workspace, find_plan

RUNS = 7
HEADER = ("case", "runs", "what", "processor s", "wall s", "coverage", "gap %", "checker")


@dataclass(frozen=True)
class Timed:
    """Hold the seconds of one match: until the plan, and with the reasons for what is open."""

    match: Match
    plan_s: float
    plan_wall_s: float
    whole_s: float
    whole_wall_s: float


def main() -> int:
    """Match the case several times; print the first, which also loads the engine, and medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", default="bunia-2003")
    parser.add_argument("--runs", type=int, default=RUNS)
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.crisis"
        with create_workspace(path, author="Measured", case=wish.case) as session:
            problem = build_problem(session, find_plan(session, None)).problem
    runs = [timed(problem) for _ in range(wish.runs)]
    verdict = check_plan(problem, runs[0].match.allocations)
    end = (
        f"{runs[0].match.weighted_coverage:.5f}",
        f"{100 * runs[0].match.gap:.2f}",
        "accepted" if verdict.is_accepted else "BROKEN",
    )
    rows = (
        ("first, with reasons and loading the engine", 1, runs[0].whole_s, runs[0].whole_wall_s),
        ("plan", len(runs), _median(runs, "plan_s"), _median(runs, "plan_wall_s")),
        ("plan with reasons", len(runs), _median(runs, "whole_s"), _median(runs, "whole_wall_s")),
    )
    lines = [
        (wish.case, str(n), what, f"{processor:.3f}", f"{wall:.3f}", *end)
        for what, n, processor, wall in rows
    ]
    sys.stdout.write(table(HEADER, lines) + "\n")
    return 0


def timed(problem: Problem) -> Timed:
    """Match and explain once."""
    started, wall = time.process_time(), time.perf_counter()
    match = search_match(problem, MatchWish())
    plan_s, plan_wall_s = time.process_time() - started, time.perf_counter() - wall
    explain_gaps(problem, match.allocations)
    return Timed(
        match,
        plan_s,
        plan_wall_s,
        time.process_time() - started,
        time.perf_counter() - wall,
    )


def _median(runs: list[Timed], name: str) -> float:
    return statistics.median(float(getattr(run, name)) for run in runs)


if __name__ == "__main__":
    sys.exit(main())
