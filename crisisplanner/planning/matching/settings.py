"""What a caller may ask of a run, and what a run tells while it goes on."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from crisisplanner.domain.errors import bad_inputs
from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.messages import Message, message

PART_OF_EACH_LATER_AIM = 0.1
PART_FOR_TIDYING = 0.02
MOST_FOR_TIDYING_S = 5.0
SEEDS = 2**31
"""How many seeds the solver knows, from 0 on."""


class Aim(StrEnum):
    """Name what is improved, in the order that the planner wants after coverage."""

    COVERAGE = "coverage"
    COST = "cost"
    FAIRNESS = "fairness"
    CHANGES = "changes"
    PARTNERS = "partners"
    ROBUSTNESS = "robustness"


class Method(StrEnum):
    """Name how a plan is looked for; ``AUTO`` chooses by size."""

    AUTO = "auto"
    GREEDY = "greedy"
    EXACT = "exact"
    NEIGHBOURHOODS = "neighbourhoods"


@dataclass(frozen=True)
class BetterPlan:
    """Report a plan that is better than all before it, with the bound proven so far.

    Its allocations are written out when they are asked for: of a large plan few are looked at.
    """

    weighted_coverage: float
    bound: float
    write: Callable[[], tuple[PlannedAllocation, ...]]

    @cached_property
    def allocations(self) -> tuple[PlannedAllocation, ...]:
        """Give the plan with the ids of the problem that is solved."""
        return self.write()

    @property
    def gap(self) -> float:
        """Give the share of the bound that may still be missing."""
        return (
            max(0.0, (self.bound - self.weighted_coverage) / self.bound) if self.bound > 0 else 0.0
        )


ReportPlan = Callable[[BetterPlan], None]


def never() -> bool:
    """Never stop."""
    return False


def ignore_plan(_: BetterPlan) -> None:
    """Drop a report."""


@dataclass(frozen=True)
class MatchOptions:
    """Ask for a run; checked when made.

    ``gap`` 0 to 1; ``work`` limits simplex iterations (the same work gives the same plan);
    ``should_stop`` is asked often: a time limit or a person's wish to stop; ``seconds_left`` lets the
    solver keep a time limit more closely. ``workers`` counts the processes at work where the method
    has use for them; it changes no result of the same work. ``tolerance`` is what an
    aim may lose, relative to its best, while a later one is improved. ``keep`` is the plan to change
    least.
    """

    gap: float = 1e-4
    work: float = math.inf
    seed: int = 0
    aims: tuple[Aim, ...] = (Aim.COVERAGE,)
    tolerance: float = 0.005
    keep: tuple[PlannedAllocation, ...] = ()
    method: Method = Method.AUTO
    workers: int = 1
    should_stop: Callable[[], bool] = never
    seconds_left: Callable[[], float] | None = None
    program_version: str = ""

    def __post_init__(self) -> None:
        problems: list[Message] = []
        if not 0 <= self.gap < 1:
            problems.append(message("match.option_out_of_range", option="gap", value=self.gap))
        if not 0 <= self.tolerance < 1:
            problems.append(
                message("match.option_out_of_range", option="tolerance", value=self.tolerance)
            )
        if not self.work > 0:
            problems.append(message("match.option_out_of_range", option="work", value=self.work))
        if not self.workers >= 1:
            problems.append(
                message("match.option_out_of_range", option="workers", value=self.workers)
            )
        if not 0 <= self.seed < SEEDS:
            problems.append(message("match.option_out_of_range", option="seed", value=self.seed))
        if len(set(self.aims)) < len(self.aims):
            problems.append(message("match.aim_given_twice", aims=tuple(self.aims)))
        if problems:
            raise bad_inputs(problems)

    def for_coverage(self) -> MatchOptions:
        """Give the options for the first aim: parts of the limits are left to what comes later.

        To the later aims; without any, a little of the time to tidying the plan.
        """
        part = PART_OF_EACH_LATER_AIM * len(self.later_aims)
        seconds_left = self.seconds_left
        if seconds_left is None:
            return replace(self, work=(1.0 - part) * self.work) if part else self
        kept_s = part * seconds_left() or min(PART_FOR_TIDYING * seconds_left(), MOST_FOR_TIDYING_S)

        def seconds_before() -> float:
            return max(0.0, seconds_left() - kept_s)

        def should_stop() -> bool:
            return self.should_stop() or seconds_left() <= kept_s

        return replace(
            self,
            work=(1.0 - part) * self.work,
            should_stop=should_stop,
            seconds_left=seconds_before,
        )

    @property
    def later_aims(self) -> tuple[Aim, ...]:
        """List the aims after coverage, which always comes first."""
        return tuple(aim for aim in self.aims if aim is not Aim.COVERAGE)
