"""The engine beside its rivals on the same problems, in one run; every plan goes to the checker.

Rivals: our own greedy start, HiGHS on the whole arc model without our search, and for the small size
the textbook daily model in PuLP with CBC.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.daily_model import solve_daily
from benchmarks.instances import SMALL, InstanceSize, generate
from benchmarks.tables import table
from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.problem import Problem
from crisisplanner.planning.checker.checking import check_plan
from crisisplanner.planning.matching.arcs import Plan
from crisisplanner.planning.matching.canonical import canonical
from crisisplanner.planning.matching.exact import WholeModel
from crisisplanner.planning.matching.greedy import greedy_plan
from crisisplanner.planning.matching.highs import SolveLimits
from crisisplanner.planning.matching.instance import Instance, make_instance
from crisisplanner.planning.matching.search import EXACT_STARTS
from crisisplanner.planning.matching.settings import BetterPlan, MatchOptions
from crisisplanner.planning.matching.solving import solve
from crisisplanner.planning.matching.starts import start_options
from crisisplanner.planning.matching.worth import weighted_coverage

HEADER = (
    "size",
    "seed",
    "method",
    "first s",
    "s",
    "coverage",
    "bound",
    "gap %",
    "× greedy",
    "checker",
)
MOST_PAIRS_WHOLE = 20_000
N_WORKERS = 2


@dataclass(frozen=True)
class Measured:
    """One row: what a method came to on one problem."""

    size: str
    seed: int
    method: str
    first_s: float | None
    total_s: float
    value: float | None
    bound: float | None
    is_accepted: bool | None

    def cells(self, greedy: float) -> tuple[str, ...]:
        """Write the row."""
        gap = None
        if self.value is not None and self.bound:
            gap = 100 * (self.bound - self.value) / self.bound
        ratio = None if self.value is None or not greedy else self.value / greedy
        verdict = {None: "-", True: "accepted", False: "BROKEN"}[self.is_accepted]
        return (
            self.size,
            str(self.seed),
            self.method,
            _number(self.first_s, 2),
            _number(self.total_s, 1),
            "nothing" if self.value is None else _number(self.value, 5),
            _number(self.bound, 5),
            _number(gap, 2),
            _number(ratio, 3),
            verdict,
        )


def _number(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def measure(size: InstanceSize, seed: int, limit_s: float) -> Iterator[Measured]:
    """Run all methods on one problem."""
    problem = generate(size, seed)
    started = time.perf_counter()
    instance = make_instance(canonical(problem))
    plan = greedy_plan(instance)
    took = time.perf_counter() - started
    greedy = 0.0 if plan is None else weighted_coverage(plan)
    rows = () if plan is None else plan.allocations()
    accepted = check_plan(problem, rows).is_accepted
    yield Measured(size.name, seed, "greedy", took, took, greedy, None, accepted)
    yield _engine(problem, size.name, seed, limit_s)
    if instance.n_pairs <= MOST_PAIRS_WHOLE:
        yield _whole(problem, instance, size.name, seed, limit_s)
    if size is SMALL:
        started = time.perf_counter()
        daily = solve_daily(size, seed, limit_s)
        took = time.perf_counter() - started
        if daily is None:
            yield Measured(size.name, seed, "daily, PuLP not installed", None, 0, None, None, None)
        else:
            built = "" if daily.n_columns is None else f", {daily.n_columns:,} columns"
            name = f"daily model, CBC{built}"
            yield Measured(size.name, seed, name, None, took, daily.value, None, None)


def _engine(problem: Problem, size: str, seed: int, limit_s: float) -> Measured:
    started = time.perf_counter()
    first: list[float] = []

    def seen(_: BetterPlan) -> None:
        if not first:
            first.append(time.perf_counter() - started)

    options = MatchOptions(
        gap=1e-3,
        workers=N_WORKERS,
        should_stop=_until(limit_s),
        seconds_left=_left(limit_s),
    )
    match = solve(problem, options, seen)
    took = time.perf_counter() - started
    accepted = check_plan(problem, match.allocations).is_accepted
    value, bound = match.weighted_coverage, match.bound
    name = f"engine, {match.provenance.method}"
    return Measured(size, seed, name, first[0] if first else None, took, value, bound, accepted)


def _whole(problem: Problem, instance: Instance, size: str, seed: int, limit_s: float) -> Measured:
    started = time.perf_counter()
    arcs = start_options(instance, EXACT_STARTS)
    limits = SolveLimits(1e-3, should_stop=_until(limit_s), seconds_left=_left(limit_s))
    result = WholeModel(arcs, 0).solve(None, limits, _unseen)
    took = time.perf_counter() - started
    rows: tuple[PlannedAllocation, ...] = ()
    value = None
    if result.plan is not None and len(result.plan.arcs):
        rows, value = result.plan.allocations(), weighted_coverage(result.plan)
    accepted = check_plan(problem, rows).is_accepted
    bound = min(result.bound, 1.0)
    return Measured(size, seed, "HiGHS alone", None, took, value, bound, accepted)


def _unseen(_plan: Plan, _bound: float) -> None:
    """Take no notice of plans on the way."""


def _until(limit_s: float) -> Callable[[], bool]:
    ends = time.perf_counter() + limit_s
    return lambda: time.perf_counter() >= ends


def _left(limit_s: float) -> Callable[[], float]:
    ends = time.perf_counter() + limit_s
    return lambda: ends - time.perf_counter()


def report(size: InstanceSize, seeds: range, limit_s: float) -> str:
    """Measure some seeds of one size and write the table."""
    lines: list[tuple[str, ...]] = []
    for seed in seeds:
        greedy = 0.0
        for row in measure(size, seed, limit_s):
            greedy = greedy or (row.value or 0.0)
            lines.append(row.cells(greedy))
            print("  ".join(lines[-1]), file=sys.stderr, flush=True)
    return table(HEADER, lines)
