"""The better plans of a run on their way to who watches it: the newest always, not every one.

Only what changed since the last report travels: a plan of thousands of allocations would hold up
who reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crisisplanner.domain.match import Coverage, PartnerShare, PlannedAllocation
from crisisplanner.domain.messages import message
from crisisplanner.domain.problem import Problem
from crisisplanner.domain.progress import Progress, Watcher

if TYPE_CHECKING:
    from crisisplanner.planning.matching.settings import BetterPlan

PAUSE_S = 0.25
NEEDS_PER_S = 1000
"""How many requirements a second of pause is for: a large plan takes longer to draw."""


@dataclass(frozen=True, slots=True)
class NeedSoFar:
    """Hold what a plan that was found on the way sends to one requirement."""

    coverage: Coverage
    allocations: tuple[PlannedAllocation, ...]


@dataclass(frozen=True, slots=True)
class PlanSoFar:
    """Report the best plan so far: its figures, and the requirements that changed since the last."""

    weighted_coverage: float
    bound: float
    gap: float
    cost: float
    partners: tuple[PartnerShare, ...]
    changed: tuple[NeedSoFar, ...]
    without_cost: tuple[str, ...] = ()
    """Offers used at a cost not wholly known; ``cost`` is then a least amount."""


class PlanStream:
    """Report better plans to a watcher, with a pause between two.

    ``shows_plans``: the plans themselves are reported as found, not only their figures.
    """

    def __init__(
        self,
        problem: Problem,
        watcher: Watcher,
        clock: Callable[[], float],
        *,
        shows_plans: bool,
    ) -> None:
        self._problem, self._watcher, self._clock = problem, watcher, clock
        self._shows_plans = shows_plans
        self._pause_s = max(PAUSE_S, len(problem.requirements) / NEEDS_PER_S)
        self._waiting: BetterPlan | None = None
        self._next_at = -float("inf")
        self._told: dict[str, NeedSoFar] = {}

    def take(self, better: BetterPlan) -> None:
        """Take a better plan; it goes out now or after the pause, unless a better one comes."""
        self._waiting = better
        self.pass_on()

    def pass_on(self) -> None:
        """Report what waits, if the pause is over. Asked often while a run goes on."""
        better = self._waiting
        if better is None or self._clock() < self._next_at:
            return
        self._waiting = None
        said = message(
            "match.best_so_far",
            coverage=better.weighted_coverage,
            missing=max(0.0, better.bound - better.weighted_coverage),
        )
        found = self._so_far(better) if self._shows_plans else None
        self._watcher.report(Progress(said, found=found))
        self._next_at = self._clock() + self._pause_s

    def _so_far(self, better: BetterPlan) -> PlanSoFar:
        from crisisplanner.planning.coverage import coverage_of, offers_without_cost, partner_shares
        from crisisplanner.planning.pairs import effectiveness_of

        problem, rows = self._problem, better.allocations
        sent: dict[str, list[PlannedAllocation]] = {}
        for row in rows:
            sent.setdefault(row.requirement, []).append(row)
        coverage = coverage_of(problem, rows, effectiveness_of(problem, rows))
        now = {
            one.requirement: NeedSoFar(one, tuple(sent.get(one.requirement, ())))
            for one in coverage
        }
        changed = tuple(one for name, one in now.items() if self._told.get(name) != one)
        self._told = now
        shares = partner_shares(problem, rows)
        cost = sum(share.cost for share in shares)
        return PlanSoFar(
            better.weighted_coverage,
            better.bound,
            better.gap,
            cost,
            shares,
            changed,
            offers_without_cost(problem, rows),
        )
