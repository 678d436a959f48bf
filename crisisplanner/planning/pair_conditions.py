"""In which periods each pair may act: conditions, permits, and caveats bound to a period or need.

Pairs with the same needs share one list of periods; the lists are found once per combination.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from crisisplanner.domain.match import ReasonCode
from crisisplanner.domain.problem import CaveatEffect, CaveatRow, Problem
from crisisplanner.planning.pairs import CompatiblePairs
from crisisplanner.planning.periods import (
    ALWAYS,
    IntArray,
    Period,
    PeriodLists,
    intersect,
    outside,
)
from crisisplanner.planning.scopes import Scopes, condition_periods

MOST_POSSIBLE_KEYS = 1_000_000
CONDITION_REASONS = (
    ReasonCode.CAVEAT,
    ReasonCode.AUTHORITY,
    ReasonCode.CONSENT,
    ReasonCode.PERMIT,
)


@dataclass(frozen=True)
class Condition:
    """Name one thing that must be in force, what its absence is called, and its periods."""

    name: str
    reason: ReasonCode
    periods: tuple[Period, ...]


@dataclass
class PairConditions:
    """Give each pair its combination of conditions and each combination its periods.

    ``combination[i]`` numbers the entries of ``conditions``; ``periods`` holds the days on which all
    conditions of a combination allow an allocation, ``only[reason]`` those of one kind alone,
    ``without[reason]`` those of all other kinds.
    """

    combination: IntArray
    conditions: list[tuple[Condition, ...]]
    periods: PeriodLists = field(init=False)
    only: dict[ReasonCode, PeriodLists] = field(init=False)
    without: dict[ReasonCode, PeriodLists] = field(init=False)

    def __post_init__(self) -> None:
        self.periods = PeriodLists([periods_of(found) for found in self.conditions])
        self.only = {
            reason: PeriodLists([periods_of(_of_kind(found, reason)) for found in self.conditions])
            for reason in CONDITION_REASONS
        }
        self.without = {
            reason: PeriodLists([periods_of(_but_kind(found, reason)) for found in self.conditions])
            for reason in CONDITION_REASONS
        }

    @cached_property
    def several(self) -> dict[int, tuple[Period, ...]]:
        """List the periods of each combination that has more than one."""
        found = {number: periods_of(own) for number, own in enumerate(self.conditions)}
        return {number: periods for number, periods in found.items() if len(periods) > 1}

    def needing(self, name: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Mark the pairs that need a condition: needs[i]."""
        has = [any(one.name == name for one in found) for found in self.conditions]
        return np.array(has, dtype=np.bool_)[self.combination]


def periods_of(conditions: Iterable[Condition]) -> tuple[Period, ...]:
    """List the periods that lie within one period of each condition."""
    found: tuple[Period, ...] = ALWAYS
    for condition in conditions:
        found = intersect(found, condition.periods)
    return found


def _of_kind(conditions: Iterable[Condition], reason: ReasonCode) -> list[Condition]:
    return [condition for condition in conditions if condition.reason is reason]


def _but_kind(conditions: Iterable[Condition], reason: ReasonCode) -> list[Condition]:
    return [condition for condition in conditions if condition.reason is not reason]


class _ConditionFinder:
    """Make the conditions of a combination from the names that pairs refer to."""

    def __init__(self, problem: Problem, scopes: Scopes) -> None:
        self._problem = problem
        self._scopes = scopes
        self._periods = condition_periods(problem.conditions)
        self._kinds = {row.id: row.kind for row in problem.conditions}
        self._of_plan = {
            plan: condition_periods(
                tuple(row for row in problem.conditions if row.plan in ("", plan))
            )
            for plan in {row.plan for row in problem.conditions} - {""}
        }
        self._of_others = condition_periods(
            tuple(row for row in problem.conditions if not row.plan)
        )

    @property
    def depends_on_plan(self) -> bool:
        """Tell whether some condition is in force for one plan alone."""
        return bool(self._of_plan)

    def for_plan(self, condition: Condition, plan: str) -> Condition:
        """Give a condition with the periods that hold for a plan."""
        if not self._of_plan or condition != self.named(condition.name):
            return condition
        periods = self._of_plan.get(plan, self._of_others)
        return replace(condition, periods=periods.get(condition.name, ()))

    def named(self, name: str) -> Condition:
        """Give a condition that an offer, requirement or caveat needs, for all plans."""
        kind = self._kinds.get(name, "")
        reason = ReasonCode.AUTHORITY
        if "consent" in kind:
            reason = ReasonCode.CONSENT
        elif "permit" in kind:
            reason = ReasonCode.PERMIT
        return Condition(name, reason, self._periods.get(name, ()))

    def permit(
        self, place: str, plan: str, partner: str, asset_class: str
    ) -> tuple[Condition, ...]:
        """Give the permit that a partner's asset class needs at a place, if it needs one."""
        periods = self._scopes.permits_of(place, plan, partner, asset_class)
        if periods is None:
            return ()
        return (Condition(place, ReasonCode.PERMIT, periods),)

    def caveat(self, row: CaveatRow) -> Condition:
        """Give the condition that a caveat amounts to."""
        if row.effect is CaveatEffect.NEEDS:
            return self.named(row.condition)
        return Condition(row.id, ReasonCode.CAVEAT, outside(row.from_day, row.to_day))


def conditions_of_pairs(pairs: CompatiblePairs, scopes: Scopes) -> PairConditions:
    """Find the conditions of every pair; a loop over combinations, never over pairs."""
    problem = pairs.problem
    finder = _ConditionFinder(problem, scopes)
    offer_needs, offer_sets = _numbered(
        [tuple(sorted(set(o.needs) - {""})) for o in problem.offers]
    )
    need_needs, need_sets = _numbered(
        [tuple(sorted(set(r.needs) - {""})) for r in problem.requirements]
    )
    permit_ids, permits = _permits(pairs, finder)
    caveat_ids, caveats = _caveat_conditions(pairs, scopes, finder)
    plan_ids, plans = _numbered(
        [(need.plan if finder.depends_on_plan else "",) for need in problem.requirements]
    )
    columns = (
        offer_needs[pairs.offer],
        need_needs[pairs.requirement],
        permit_ids,
        caveat_ids,
        plan_ids[pairs.requirement],
    )
    sizes = (len(offer_sets), len(need_sets), len(permits), len(caveats), len(plans))
    key = np.zeros(len(pairs), dtype=np.int64)
    for column, size in zip(columns, sizes, strict=True):
        key = key * max(size, 1) + column
    unique, combination = _numbered_keys(key, math.prod(max(size, 1) for size in sizes))
    conditions = []
    for code in unique.tolist():
        numbers = []
        for size in reversed(sizes):
            code, number = divmod(code, max(size, 1))
            numbers.append(number)
        plan, caveat, permit, need, offer = numbers
        names = sorted({*offer_sets[offer], *need_sets[need]})
        own = [finder.named(name) for name in names]
        own.extend(one for one in (*permits[permit], *caveats[caveat]) if one not in own)
        conditions.append(tuple(finder.for_plan(one, plans[plan][0]) for one in own))
    return PairConditions(combination.astype(np.int32), conditions)


def _numbered(values: Sequence[tuple[str, ...]]) -> tuple[IntArray, list[tuple[str, ...]]]:
    numbers: dict[tuple[str, ...], int] = {}
    column = [numbers.setdefault(value, len(numbers)) for value in values]
    return np.array(column, dtype=np.int64), list(numbers)


def _numbered_keys(key: IntArray, n_possible: int) -> tuple[IntArray, IntArray]:
    """Give the different keys in order, and the number of each key among them."""
    if n_possible > MOST_POSSIBLE_KEYS:
        unique, number = np.unique(key, return_inverse=True)
        return unique, number
    is_used = np.zeros(n_possible, dtype=np.bool_)
    is_used[key] = True
    return np.flatnonzero(is_used), (np.cumsum(is_used) - 1)[key]


def _permits(
    pairs: CompatiblePairs, finder: _ConditionFinder
) -> tuple[IntArray, list[tuple[Condition, ...]]]:
    problem = pairs.problem
    if not problem.permits:
        return np.zeros(len(pairs), dtype=np.int64), [()]
    who, who_keys = _numbered([(offer.partner, offer.asset_class) for offer in problem.offers])
    plans = {row.plan for row in problem.permits} - {""}
    where, where_keys = _numbered(
        [(need.place, need.plan if need.plan in plans else "") for need in problem.requirements]
    )
    key = where[pairs.requirement] * len(who_keys) + who[pairs.offer]
    unique, column = np.unique(key, return_inverse=True)
    found = []
    for code in unique.tolist():
        place, plan = where_keys[code // len(who_keys)]
        found.append(finder.permit(place, plan, *who_keys[code % len(who_keys)]))
    return column.astype(np.int64), found


def _caveat_conditions(
    pairs: CompatiblePairs, scopes: Scopes, finder: _ConditionFinder
) -> tuple[IntArray, list[tuple[Condition, ...]]]:
    """Give each pair the conditions that caveats add: column[i] numbers the returned list."""
    column = np.zeros(len(pairs), dtype=np.int64)
    numbers: dict[tuple[Condition, ...], int] = {(): 0}
    offer_number = {offer.id: number for number, offer in enumerate(pairs.problem.offers)}
    for caveat in pairs.problem.caveats:
        if not _adds_condition(caveat) or caveat.offer not in offer_number:
            continue
        own = pairs.of_offer(offer_number[caveat.offer])
        own = own[scopes.requirements_of(caveat)[pairs.requirement[own]]]
        added = finder.caveat(caveat)
        known = list(numbers)
        before_it = column[own]
        for before in np.unique(before_it).tolist():
            after = numbers.setdefault((*known[before], added), len(numbers))
            column[own[before_it == before]] = after
    return column, list(numbers)


def _adds_condition(caveat: CaveatRow) -> bool:
    has_period = caveat.from_day is not None or caveat.to_day is not None
    forbids_period = (
        caveat.effect is CaveatEffect.FORBIDS and has_period and not caveat.other_partner
    )
    return forbids_period or caveat.effect is CaveatEffect.NEEDS
