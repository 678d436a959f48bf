"""Check a plan against every rule and say what it is worth, without trusting who made it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crisisplanner.domain.days import Day
from crisisplanner.domain.match import Coverage, PlannedAllocation
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.problem import Problem
from crisisplanner.planning.checker import capacity, words
from crisisplanner.planning.checker.coverage import (
    Worth,
    all_curves,
    credit_breaches,
    prerequisite_breaches,
)
from crisisplanner.planning.checker.facts import TOLERANCE, Facts, Stay, slack, stays_of
from crisisplanner.planning.checker.figures import PlanFigures, figures_of
from crisisplanner.planning.checker.locks import lock_breaches
from crisisplanner.planning.checker.pairs import PairCase, judge_pair, pair_breaches
from crisisplanner.planning.checker.partners import partner_breaches, share_breaches


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Hold the rules that a plan breaks, and what the checker itself says it is worth.

    Each of ``broken`` has the parameters ``rule`` (H1 to H14, ``pair`` for rules about one offer at
    one requirement, ``rows`` for rows that can't be read as an allocation) and, where they apply,
    ``day``, ``found``, ``allowed`` and references to what it concerns.
    """

    broken: tuple[Message, ...]
    weighted_coverage: float
    coverage: tuple[Coverage, ...]
    cost: float

    @property
    def is_accepted(self) -> bool:
        """Tell whether no rule is broken."""
        return not self.broken


class _PairCases:
    """Judge each pair once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._cases: dict[tuple[str, str], PairCase] = {}

    def of(self, offer: str, need: str) -> PairCase:
        """Give what holds for an offer and a requirement."""
        if (offer, need) not in self._cases:
            facts = self._facts
            case = judge_pair(facts, facts.offers[offer], facts.needs[need])
            self._cases[offer, need] = case
        return self._cases[offer, need]


class PlanChecker:
    """Check plans of one problem; what doesn't depend on the plan is looked up once."""

    def __init__(self, problem: Problem) -> None:
        self._facts = Facts(problem)
        self._cases = _PairCases(self._facts)

    def check(self, allocations: Iterable[PlannedAllocation]) -> CheckResult:
        """Check allocations against every rule of the problem, day by day.

        Rows of one offer, requirement and days are added; quantities up to 1e-6 are nothing. A row
        that names an unknown id or has no days is reported and left out of the figures.
        O(allocations × days + pairs used for the first time).
        """
        facts, (broken, stays) = self._facts, self._read(allocations)
        worth = Worth(facts, stays)
        broken.extend(_plan_breaches(facts, self._cases, stays, worth))
        return CheckResult(
            tuple(broken),
            worth.weighted_coverage(),
            all_curves(facts.problem, worth),
            sum(facts.cost(stay) for stay in stays),
        )

    def figures(self, allocations: Iterable[PlannedAllocation]) -> PlanFigures:
        """Count what allocations come to by requirement and partner, whatever rules they break."""
        _, stays = self._read(allocations)
        return figures_of(self._facts, Worth(self._facts, stays), stays)

    def weighted_coverage(self, allocations: Iterable[PlannedAllocation]) -> float:
        """Say what allocations are worth, whatever rules they break."""
        _, stays = self._read(allocations)
        return Worth(self._facts, stays).weighted_coverage()

    def _read(self, allocations: Iterable[PlannedAllocation]) -> tuple[list[Message], list[Stay]]:
        rows = tuple(allocations)
        breaches = [_row_breaches(self._facts, row) for row in rows]
        readable = [row for row, said in zip(rows, breaches, strict=True) if not said]
        return [said for own in breaches for said in own], stays_of(self._facts, readable)


def check_plan(problem: Problem, allocations: Iterable[PlannedAllocation]) -> CheckResult:
    """Check one plan of a problem, as ``PlanChecker`` does."""
    return PlanChecker(problem).check(allocations)


def _plan_breaches(
    facts: Facts, cases: _PairCases, stays: Sequence[Stay], worth: Worth
) -> Iterator[Message]:
    calendar = capacity.Calendar(facts, stays)
    for stay in stays:
        yield from pair_breaches(cases.of(stay.offer.id, stay.need.id), stay)
    yield from capacity.cap_breaches(facts, calendar, stays)
    yield from capacity.units_breaches(facts, calendar, stays)
    yield from _whole_unit_breaches(stays)
    yield from capacity.lift_breaches(facts, stays)
    yield from capacity.node_breaches(facts, stays)
    yield from capacity.budget_breaches(facts, stays)
    yield from partner_breaches(facts, stays)
    yield from share_breaches(facts, stays)
    yield from lock_breaches(facts, stays, cases.of)
    yield from prerequisite_breaches(facts.needs, worth, stays)
    yield from credit_breaches(worth, stays)
    yield from capacity.ceiling_breaches(facts, calendar, stays)


def _row_breaches(facts: Facts, row: PlannedAllocation) -> list[Message]:
    """Name what keeps a row from being read as an allocation."""
    found: list[Message] = []
    if row.offer not in facts.offers:
        found.append(message("check.unknown_offer", rule="rows", offer=row.offer))
    if row.requirement not in facts.needs:
        found.append(message("check.unknown_requirement", rule="rows", requirement=row.requirement))
    has_days = row.from_day < row.to_day
    is_counted = math.isfinite(row.quantity) and row.quantity >= -TOLERANCE
    if has_days and is_counted:
        return found
    days = {"from_day": Day(row.from_day), "to_day": Day(row.to_day)}
    who = {"offer": words.offer(row.offer), "requirement": words.need(row.requirement)}
    if not has_days:
        found.append(message("check.no_days", rule="rows", **who, **days))
    if not is_counted:
        found.append(message("check.quantity", rule="rows", found=row.quantity, **who, **days))
    return found


def _whole_unit_breaches(stays: Sequence[Stay]) -> Iterator[Message]:
    """H3: whole units unless divisible."""
    for stay in stays:
        off = abs(stay.quantity - round(stay.quantity))
        if not stay.offer.divisible and off > slack(stay.quantity):
            yield words.about("check.whole_units", "H3", stay, found=stay.quantity)
