"""What a plan is worth by day, and the rules that hang on it: H12, H13 and enablers.

Levels and credits as arrays over the days of each requirement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from crisisplanner.domain.days import Day
from crisisplanner.domain.match import Coverage, Step
from crisisplanner.domain.messages import Message
from crisisplanner.domain.problem import Problem, RequirementRow
from crisisplanner.planning.checker import words
from crisisplanner.planning.checker.facts import TOLERANCE, Facts, Stay, slack

Days = npt.NDArray[np.float64]


class Worth:
    """Hold level and credit of every requirement on each of its days."""

    def __init__(self, facts: Facts, stays: Sequence[Stay]) -> None:
        self._facts = facts
        self._sources: dict[str, list[RequirementRow]] = defaultdict(list)
        for need in facts.problem.requirements:
            self._sources[need.type].append(need)
        self.levels: dict[str, Days] = {
            need.id: np.zeros(max(0, need.to_day - need.from_day))
            for need in facts.problem.requirements
        }
        for stay in stays:
            start = stay.need.from_day
            level = self.levels[stay.need.id]
            days = slice(max(0, stay.from_day - start), max(0, stay.to_day - start))
            level[days] += stay.quantity * facts.effectiveness(stay.offer, stay.need)
        self.credits: dict[str, Days] = {
            need.id: self._credit(need) for need in facts.problem.requirements
        }

    def _credit(self, need: RequirementRow) -> Days:
        level = self.levels[need.id]
        least = need.minimum_share * need.quantity
        counts = (level > TOLERANCE) & (level >= least - slack(least))
        for row in self._facts.problem.enablers:
            if row.type == need.type:
                counts &= self._enabled(need, row.needs_type)
        return np.where(counts, np.minimum(level, need.quantity) / need.quantity, 0.0)

    def _enabled(self, need: RequirementRow, needs_type: str) -> npt.NDArray[np.bool_]:
        is_there = np.zeros(len(self.levels[need.id]), dtype=np.bool_)
        for other in self._sources[needs_type]:
            if other.place != need.place:
                continue
            start, end = max(need.from_day, other.from_day), min(need.to_day, other.to_day)
            if start < end:
                present = self.levels[other.id][start - other.from_day : end - other.from_day]
                is_there[start - need.from_day : end - need.from_day] |= present > TOLERANCE
        return is_there

    def level_on(self, need: RequirementRow, day: int) -> float:
        """Give the level of a requirement on a day, 0 outside its days."""
        level = self.levels[need.id]
        at = day - need.from_day
        return float(level[at]) if 0 <= at < len(level) else 0.0

    def coverage_of(self, need: RequirementRow) -> float:
        """Give the mean credit over the days of a requirement."""
        credit = self.credits[need.id]
        return float(credit.mean()) if len(credit) else 0.0

    def weighted_coverage(self) -> float:
        """Give the mean coverage by weight; 0 where nothing has a weight."""
        needs = self._facts.problem.requirements
        total = sum(need.weight for need in needs)
        if total <= 0:
            return 0.0
        return sum(need.weight * self.coverage_of(need) for need in needs) / total

    def curve(self, need: RequirementRow) -> Coverage:
        """Give level and credit of a requirement as steps of equal days."""
        level, credit = self.levels[need.id], self.credits[need.id]
        turns = [0, *(np.flatnonzero((np.diff(level) != 0) | (np.diff(credit) != 0)) + 1)]
        ends = [*turns[1:], len(level)]
        steps = tuple(
            Step(
                need.from_day + int(start),
                need.from_day + int(end),
                float(level[start]),
                float(credit[start]),
            )
            for start, end in zip(turns, ends, strict=True)
            if start < end
        )
        return Coverage(need.id, self.coverage_of(need), steps)


def credit_breaches(worth: Worth, stays: Sequence[Stay]) -> Iterator[Message]:
    """H13: no unit is sent where it is credited on no day."""
    for stay in stays:
        start = stay.need.from_day
        days = slice(max(0, stay.from_day - start), max(0, stay.to_day - start))
        if not np.any(worth.credits[stay.need.id][days] > 0):
            yield words.about("check.no_credit", "H13", stay)


def prerequisite_breaches(
    needs: Mapping[str, RequirementRow], worth: Worth, stays: Sequence[Stay]
) -> Iterator[Message]:
    """H12: an allocation starts only on a day on which each prerequisite is met."""
    for stay in stays:
        for name in stay.need.prerequisites:
            if name not in needs:
                continue
            before = needs[name]
            day = min(stay.from_day, before.to_day - 1)
            least = before.minimum_share * before.quantity
            level = worth.level_on(before, day)
            if level <= TOLERANCE or level < least - slack(least):
                yield words.about(
                    "check.prerequisite",
                    "H12",
                    stay,
                    before=words.need(name),
                    day=Day(day),
                    found=level,
                    allowed=least,
                )


def all_curves(problem: Problem, worth: Worth) -> tuple[Coverage, ...]:
    """Give the coverage of every requirement."""
    return tuple(worth.curve(need) for need in problem.requirements)
