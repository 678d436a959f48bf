"""The way in: from a problem to a match, by the method that its size asks for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.match import (
    ALL_DAYS,
    DAYS,
    DAYS_TRIED,
    AimResult,
    AimStanding,
    Match,
    MatchStatus,
    PlannedAllocation,
    Provenance,
)
from crisisplanner.domain.messages import Message
from crisisplanner.domain.problem import Problem
from crisisplanner.planning.coverage import (
    coverage_of,
    offers_without_cost,
    partner_shares,
    weighted_coverage_of,
)
from crisisplanner.planning.matching.aim_values import refuse_unmeasurable
from crisisplanner.planning.matching.arcs import Plan
from crisisplanner.planning.matching.canonical import canonical
from crisisplanner.planning.matching.highs import solver_name
from crisisplanner.planning.matching.identical_offers import (
    Merged,
    merge_identical_offers,
    split_merged,
)
from crisisplanner.planning.matching.incumbent import Found
from crisisplanner.planning.matching.instance import Instance, make_instance
from crisisplanner.planning.matching.model.relations import Impossible
from crisisplanner.planning.matching.search import search
from crisisplanner.planning.matching.settings import (
    Aim,
    BetterPlan,
    MatchOptions,
    Method,
    ReportPlan,
    ignore_plan,
    never,
)
from crisisplanner.planning.matching.stopping import Stopped, go_on
from crisisplanner.planning.pairs import effectiveness_of

MOST_PAIRS_AT_ONCE = 20_000_000


def solve(
    problem: Problem, options: MatchOptions | None = None, progress: ReportPlan = ignore_plan
) -> Match:
    """Find the plan with the highest weighted coverage, then improve the later aims.

    The same problem, options, seed and work limit give the same plan whatever the order of rows.
    ``progress`` gets every better plan with the bound proven so far. When ``should_stop`` says so
    or the work is used up, or a worker process is lost (then with a warning), the best plan so far is
    returned as ``stopped``; on large problems it may send nothing yet. The bound holds for the start options that were offered. ``gaps`` is left to
    ``explanation``. Raises coded errors for locks that leave no plan or for which none was found
    before it was stopped, for problems without requirements, and for aims that lack figures.
    """
    options = options or MatchOptions()
    if not problem.requirements:
        raise bad_input("match.no_requirements")
    refuse_unmeasurable(problem, options.later_aims)
    ordered = canonical(problem)
    should_stop = options.should_stop if _takes_long_to_lay_out(problem) else never
    try:
        go_on(should_stop)
        merged = merge_identical_offers(ordered, _offers_kept_apart(options))
        instance = make_instance(merged.problem, should_stop)
    except Stopped:
        return _match(problem, ordered, NOTHING_YET, options, ())
    reporter = _Reporter(ordered, instance, merged, progress)
    try:
        found = search(instance, options, reporter.report)
    except Impossible as impossible:
        raise bad_input("match.locks_leave_no_plan") from impossible
    ending = _Ending(
        found.bound,
        _aim_results(found),
        found.method,
        found.is_bound_for_all_days,
        found.warnings,
    )
    return _match(problem, ordered, ending, options, reporter.split(found.plan))


@dataclass(frozen=True)
class _Ending:
    """Say how a search ended."""

    bound: float
    aims: tuple[AimResult, ...]
    method: str
    is_bound_for_all_days: bool = True
    warnings: tuple[Message, ...] = ()


NOTHING_YET = _Ending(1.0, (), Method.GREEDY.value)


def _offers_kept_apart(options: MatchOptions) -> frozenset[str]:
    """Name the offers whose journeys count one by one: those of the plan to change least."""
    if Aim.CHANGES not in options.later_aims:
        return frozenset()
    return frozenset(row.offer for row in options.keep)


def _aim_results(found: Found) -> tuple[AimResult, ...]:
    """Say of each aim how far it was taken; what is made as small as possible counts above 0."""
    return tuple(
        AimResult(one.aim.value, one.standing, None if one.value is None else abs(one.value))
        for one in found.aims
    )


def _with_coverage(aims: tuple[AimResult, ...], coverage: float) -> tuple[AimResult, ...]:
    """Say that no less was found than the plan covers: tidying and later aims may cover more."""
    return tuple(
        replace(one, value=max(one.value, coverage))
        if one.aim == Aim.COVERAGE and one.value is not None
        else one
        for one in aims
    )


def _takes_long_to_lay_out(problem: Problem) -> bool:
    """Tell whether stopping is worth more than a first plan; with locks the empty plan is none."""
    n_possible = len(problem.offers) * len(problem.requirements)
    return n_possible > MOST_PAIRS_AT_ONCE and not problem.locks


@dataclass
class _Reporter:
    """Turn plans of the merged problem into allocations of the given one."""

    ordered: Problem
    instance: Instance
    merged: Merged
    progress: ReportPlan

    def split(self, plan: Plan) -> tuple[PlannedAllocation, ...]:
        """Write a plan with the ids of the given problem, in one order."""
        rows = split_merged(self.merged, plan.journeys())
        return tuple(
            sorted(rows, key=lambda row: (row.requirement, row.from_day, row.to_day, row.offer))
        )

    def report(self, plan: Plan, value: float, bound: float) -> None:
        """Pass on a better plan."""
        self.progress(BetterPlan(value, bound, lambda: self.split(plan)))


def _status(aims: tuple[AimResult, ...]) -> MatchStatus:
    is_optimal = bool(aims) and all(one.standing is AimStanding.PROVEN for one in aims)
    return MatchStatus.OPTIMAL if is_optimal else MatchStatus.STOPPED


def _match(
    problem: Problem,
    ordered: Problem,
    ending: _Ending,
    options: MatchOptions,
    allocations: tuple[PlannedAllocation, ...],
) -> Match:
    factor = effectiveness_of(problem, allocations)
    coverage = coverage_of(problem, allocations, factor)
    value = weighted_coverage_of(problem, coverage)
    # Nothing less than nothing: + 0.0 turns -0.0 round.
    bound = max(ending.bound, value, 0.0) + 0.0
    shares = partner_shares(problem, allocations)
    return Match(
        status=_status(ending.aims),
        weighted_coverage=value,
        bound=bound,
        gap=(bound - value) / bound if bound > 0 else 0.0,
        cost=sum(share.cost for share in shares),
        allocations=allocations,
        coverage=coverage,
        gaps=(),
        partners=shares,
        without_cost=offers_without_cost(problem, allocations),
        warnings=ending.warnings,
        aims=_with_coverage(ending.aims, value),
        provenance=Provenance(
            input_hash=hashlib.sha256(repr(ordered).encode()).hexdigest(),
            seed=options.seed,
            program_version=options.program_version,
            solver=solver_name(),
            options=(
                ("gap", repr(options.gap)),
                ("work", repr(options.work)),
                ("aims", ",".join(options.aims)),
                ("tolerance", repr(options.tolerance)),
                (DAYS, ALL_DAYS if ending.is_bound_for_all_days else DAYS_TRIED),
            ),
            method=ending.method,
        ),
    )
