"""The best plan and the best bound of a run so far, and when to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crisisplanner.domain.errors import CrisisPlannerError, ErrorKind
from crisisplanner.domain.match import AimStanding
from crisisplanner.domain.messages import Message, message
from crisisplanner.planning.matching.arcs import Plan
from crisisplanner.planning.matching.highs import SolveLimits
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.settings import Aim, MatchOptions, Method
from crisisplanner.planning.matching.worth import weighted_coverage

IMPROVEMENT = 1e-9
WORTH_TELLING = 1e-3

Report = Callable[[Plan, float, float], None]


@dataclass(frozen=True)
class AimFound:
    """Say how far an aim was taken, and what the plan was worth for it then (None: not reached)."""

    aim: Aim
    standing: AimStanding
    value: float | None


@dataclass(frozen=True)
class Found:
    """Hold the plan of a run, the bound on its first aim, how far each aim was taken, and how.

    ``warnings`` name what went wrong on the way.
    """

    plan: Plan
    bound: float
    aims: tuple[AimFound, ...]
    method: str
    is_bound_for_all_days: bool
    warnings: tuple[Message, ...] = ()


@dataclass(frozen=True)
class _Settled:
    """Hold what was known of the stays on offer when more were added."""

    value: float
    bound: float


class Search:
    """Keep the best plan, the best bound and the work done; report what is better."""

    def __init__(self, instance: Instance, options: MatchOptions, report: Report) -> None:
        self.instance = instance
        self.options = options
        self.plan: Plan | None = None
        self.value = -1.0
        self.bound = 1.0
        self._bound_for_all_days = 1.0
        self._settled: _Settled | None = None
        self.work = 0.0
        self.warnings: list[Message] = []
        self._told = 1.0
        self._report = report

    def take_plan(self, plan: Plan | None) -> bool:
        """Take a plan if it is better than all before it."""
        if plan is None:
            return False
        value = weighted_coverage(plan)
        if value <= self.value + IMPROVEMENT:
            return False
        self.plan, self.value = plan, value
        self._tell(plan)
        return True

    def _tell(self, plan: Plan) -> None:
        self._told = self._shown_bound()
        self._report(plan, self.value, max(self._told, self.value))

    def take_bound(self, bound: float, *, is_for_all_days: bool = True) -> None:
        """Take a bound if it is tighter than all before it; tell of it if much tighter.

        One that is not for all days holds for the stays on offer only.
        """
        if is_for_all_days:
            self._bound_for_all_days = min(self._bound_for_all_days, bound)
        self.bound = min(self.bound, bound)
        if self.plan is not None and self._shown_bound() < self._told - WORTH_TELLING:
            self._tell(self.plan)

    def widen(self) -> None:
        """Give up what holds only for the stays that were on offer, as there are more now.

        Until one of the new ones brings a better plan, what is known of the others is still shown.
        """
        self._settled = _Settled(self.value, self._shown_bound())
        self.bound = self._bound_for_all_days

    def _shown_bound(self) -> float:
        if self._settled is None or self.value > self._settled.value + IMPROVEMENT:
            return self.bound
        return min(self.bound, self._settled.bound)

    def is_bound_for_all_days(self) -> bool:
        """Tell whether no plan over any days exceeds the bound that is shown."""
        return self._bound_for_all_days <= max(self._shown_bound(), self.value) + IMPROVEMENT

    def should_stop(self) -> bool:
        """Tell whether a limit is reached."""
        return self.work >= self.options.work or self.options.should_stop()

    def is_proven(self) -> bool:
        """Tell whether the gap that was asked for is reached."""
        return self.bound - self.value <= self.options.gap * self.bound + IMPROVEMENT

    def limits(self, share: float = 1.0) -> SolveLimits:
        """Give what is left for one solve, or a share of it."""
        left = share * (self.options.work - self.work)
        stop, seconds_left = self.options.should_stop, self.options.seconds_left
        if seconds_left is not None and share < 1.0:
            seconds_left = _less(seconds_left, (1.0 - share) * seconds_left())
        return SolveLimits(self.options.gap, left, should_stop=stop, seconds_left=seconds_left)

    def found(self, method: Method) -> Found:
        """Close the search; raises a coded error if it has no plan that keeps the locks."""
        if self.plan is None and self.should_stop():
            raise CrisisPlannerError([message("match.stopped_without_plan")], ErrorKind.STOPPED)
        if self.plan is None:
            # That none was found proves nothing: only ``plan_for_locks`` may say that there is none.
            raise CrisisPlannerError([message("match.no_plan_with_locks_found")], ErrorKind.STOPPED)
        bound = max(self._shown_bound(), self.value)
        standing = AimStanding.PROVEN if self.is_proven() else AimStanding.FOUND
        first = AimFound(Aim.COVERAGE, standing, self.value)
        return Found(
            self.plan,
            bound,
            (first,),
            method.value,
            self.is_bound_for_all_days(),
            tuple(self.warnings),
        )


def _less(seconds_left: Callable[[], float], kept: float) -> Callable[[], float]:
    """Keep some seconds of what is left for later."""
    return lambda: seconds_left() - kept
