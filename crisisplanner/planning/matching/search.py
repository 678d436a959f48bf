"""Choose the method by size and run the aims one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crisisplanner.domain.errors import refused
from crisisplanner.planning.matching.arcs import Plan
from crisisplanner.planning.matching.exact import solve_whole
from crisisplanner.planning.matching.highs import SolveLimits
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.model.relations import Impossible
from crisisplanner.planning.matching.settings import MatchOptions
from crisisplanner.planning.matching.starts import StartSettings, start_options
from crisisplanner.planning.matching.worth import weighted_coverage

IMPROVEMENT = 1e-9

Report = Callable[[Plan, float, float], None]


@dataclass(frozen=True)
class Found:
    """Hold the plan of a run, the bound on its first aim, and how it was found."""

    plan: Plan
    bound: float
    is_proven: bool
    method: str


def search(instance: Instance, options: MatchOptions, report: Report) -> Found:
    """Find the best plan for the aims of the options."""
    if options.later_aims:
        raise refused("match.rule_not_supported", rule=options.later_aims[0].value)
    arcs = start_options(instance, StartSettings())
    limits = SolveLimits(options.gap, options.work, should_stop=options.should_stop)
    result = solve_whole(arcs, None, limits, options.seed, _OnlyBetter(report))
    if result.plan is None:
        raise Impossible
    return Found(result.plan, result.bound, result.is_proven, "exact")


class _OnlyBetter:
    """Report a plan only if it is better than all before it."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._best = -1.0

    def __call__(self, plan: Plan, bound: float) -> None:
        value = weighted_coverage(plan)
        if value > self._best + IMPROVEMENT:
            self._best = value
            self._report(plan, value, bound)
