"""The better plans of a run on their way to who watches it: the newest always, not every one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crisisplanner.domain.match import Match, MatchStatus, Provenance
from crisisplanner.domain.messages import message
from crisisplanner.domain.problem import Problem
from crisisplanner.domain.progress import Progress, Watcher
from crisisplanner.services.session import PROGRAM_VERSION

if TYPE_CHECKING:
    from crisisplanner.planning.matching.settings import BetterPlan

ShowPlan = Callable[[Problem, "BetterPlan"], Match]
PAUSE_S = 0.25
NEEDS_PER_S = 1000
"""How many requirements a second of pause is for: a large plan takes longer to draw."""


class PlanStream:
    """Report better plans to a watcher, with a pause between two.

    ``shown`` makes what is reported as found; without it only the figures are told.
    """

    def __init__(
        self,
        problem: Problem,
        watcher: Watcher,
        clock: Callable[[], float],
        shown: ShowPlan | None,
    ) -> None:
        self._problem, self._watcher, self._clock, self._shown = problem, watcher, clock, shown
        self._pause_s = max(PAUSE_S, len(problem.requirements) / NEEDS_PER_S)
        self._waiting: BetterPlan | None = None
        self._next_at = -float("inf")

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
        found = None if self._shown is None else self._shown(self._problem, better)
        self._watcher.report(Progress(said, found=found))
        self._next_at = self._clock() + self._pause_s


def plan_so_far(problem: Problem, better: BetterPlan) -> Match:
    """Sum a plan up that a run found on its way, without reasons: the run goes on."""
    from crisisplanner.planning.coverage import coverage_of, partner_shares
    from crisisplanner.planning.matching.solving import effectiveness_of

    factor = effectiveness_of(problem, better.allocations)
    shares = partner_shares(problem, better.allocations)
    return Match(
        status=MatchStatus.STOPPED,
        weighted_coverage=better.weighted_coverage,
        bound=better.bound,
        gap=better.gap,
        cost=sum(share.cost for share in shares),
        allocations=better.allocations,
        coverage=coverage_of(problem, better.allocations, factor),
        gaps=(),
        partners=shares,
        provenance=Provenance("", 0, PROGRAM_VERSION, "", ()),
    )
