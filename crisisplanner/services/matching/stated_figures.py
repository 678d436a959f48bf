"""What a result file states of its plan, beside what the checker counts.

A bound can't be counted from a plan: it is only held against the coverage, the gap and the status.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from crisisplanner.domain.match import AimStanding, MatchStatus
from crisisplanner.domain.messages import Message, Parameter, Ref, RefKind, message

if TYPE_CHECKING:
    from crisisplanner.exchange.plan_files import PlanFile
    from crisisplanner.planning.checker.checking import CheckResult
    from crisisplanner.planning.checker.figures import PlanFigures

GAP_IF_NOT_TOLD = 1e-4
COVERAGE = "coverage"


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


S = TypeVar("S", bound=_WithId)
C = TypeVar("C")


def misstatements(
    file: str, plan: PlanFile, checked: CheckResult, figures: PlanFigures
) -> Iterator[Message]:
    """Name every figure of a file that the checker finds otherwise, and what contradicts itself."""
    judge = _Judge(file, plan, checked.weighted_coverage)
    computed = {"weighted_coverage": checked.weighted_coverage, "cost": checked.cost}
    for field, found in computed.items():
        stated = getattr(plan, field)
        if stated is not None and _differs(stated, found):
            yield message("check.misstated." + field, file=file, stated=stated, found=found)
    yield from judge.bound()
    yield from judge.gap()
    yield from judge.status()
    yield from judge.first_aim()
    yield from _of_needs(file, plan, figures)
    yield from _of_partners(file, plan, figures)


def _differs(stated: float, found: float, slack: float | None = None) -> bool:
    from crisisplanner.planning.checker.facts import slack as tolerance

    return abs(stated - found) > (tolerance(found) if slack is None else slack)


@dataclass(frozen=True)
class _Judge:
    """Hold bound, gap, status and aims of one file against each other and the coverage."""

    file: str
    plan: PlanFile
    coverage: float

    def bound(self) -> Iterator[Message]:
        """A bound is at least the coverage and at most 100 %."""
        from crisisplanner.planning.checker.facts import exceeds

        stated = self.plan.bound
        if stated is None:
            return
        if exceeds(self.coverage, stated):
            yield self._said("bound", stated=stated, found=self.coverage)
        if exceeds(stated, 1.0):
            yield self._said("bound_above_all", stated=stated)

    def gap(self) -> Iterator[Message]:
        """A gap is what the bound leaves above the coverage."""
        stated, found = self.plan.gap, self._gap_of(self.coverage)
        if stated is None:
            return
        if found is None:
            yield self._said("gap_without_bound", stated=stated)
        elif _differs(stated, found):
            yield self._said("gap", stated=stated, found=found)

    def status(self) -> Iterator[Message]:
        """Optimal is within the gap that was asked for, with every aim proven."""
        stated = self.plan.status
        if stated is None:
            return
        if stated not in list(MatchStatus):
            yield self._said("status_unknown", stated=stated, expected=tuple(MatchStatus))
            return
        aims = self.plan.aims or ()
        unproven = [one.aim for one in aims if one.standing != AimStanding.PROVEN]
        if stated == MatchStatus.OPTIMAL:
            if unproven:
                yield self._said("optimal_without_proof", aims=tuple(unproven))
            yield from self._optimal_gap()
        elif aims and not unproven:
            yield self._said("stopped_though_proven")

    def _optimal_gap(self) -> Iterator[Message]:
        from crisisplanner.planning.checker.facts import exceeds

        best, asked = self._first_value(), self.plan.asked_gap
        allowed = GAP_IF_NOT_TOLD if asked is None else asked
        found = self._gap_of(max(best or 0.0, self.coverage))
        if found is None:
            yield self._said("optimal_without_bound")
        elif exceeds(found, allowed):
            yield self._said("optimal_with_gap", found=found, allowed=allowed)

    def first_aim(self) -> Iterator[Message]:
        """The coverage that was found first is not below what is left of it, nor above the bound."""
        from crisisplanner.planning.checker.facts import exceeds

        stated = self._first_value()
        if stated is None:
            return
        is_only = len(self.plan.aims or ()) == 1
        if exceeds(self.coverage, stated) or (is_only and _differs(stated, self.coverage)):
            yield self._said("aim", stated=stated, found=self.coverage)
        elif self._lies_between(self.plan.bound, stated):
            yield self._said("aim_above_bound", stated=stated, found=self.plan.bound)

    def _lies_between(self, bound: float | None, stated: float) -> bool:
        from crisisplanner.planning.checker.facts import exceeds

        return bound is not None and exceeds(stated, bound) and not exceeds(self.coverage, bound)

    def _first_value(self) -> float | None:
        values = (one.value for one in self.plan.aims or () if one.aim == COVERAGE)
        return next(values, None)

    def _gap_of(self, value: float) -> float | None:
        bound = self.plan.bound
        if bound is None:
            return None
        return max(0.0, bound - value) / bound if bound > 0 else 0.0

    def _said(self, code: str, **params: Parameter) -> Message:
        return message("check.misstated." + code, file=self.file, **params)


def _of_needs(file: str, plan: PlanFile, figures: PlanFigures) -> Iterator[Message]:
    if plan.requirements is None:
        return
    counted = {one.requirement: one for one in figures.needs}
    for name, stated, found in _side_by_side(plan.requirements, counted):
        need = Ref(RefKind.REQUIREMENT, name)
        if stated is None and found is not None:
            code, reached = "check.misstated.need_left_out", found.coverage
            yield message(code, file=file, requirement=need, found=reached)
        elif stated is None or found is None:
            code = "need_unknown" if name not in counted else "need_twice"
            yield message("check.misstated." + code, file=file, requirement=need)
        else:
            pairs = (
                ("need_coverage", stated.coverage, found.coverage, None),
                ("need_missing", stated.missing_unit_days, found.missing_unit_days, found.slack),
            )
            yield from _figures(file, pairs, requirement=need)


def _of_partners(file: str, plan: PlanFile, figures: PlanFigures) -> Iterator[Message]:
    if plan.partners is None:
        return
    counted = {one.partner: one for one in figures.partners}
    for name, stated, found in _side_by_side(plan.partners, counted):
        who = Ref(RefKind.PARTNER, name)
        if stated is None and found is not None:
            code, units, cost = "check.misstated.partner_left_out", found.units, found.cost
            yield message(code, file=file, partner=who, units=units, cost=cost)
        elif stated is None or found is None:
            code = "partner_sends_nothing" if name not in counted else "partner_twice"
            yield message("check.misstated." + code, file=file, partner=who)
        else:
            pairs = (
                ("partner_cost", stated.cost, found.cost, None),
                ("partner_units", stated.units, found.units, None),
            )
            yield from _figures(file, pairs, partner=who)


def _side_by_side(
    stated: Iterable[S], counted: Mapping[str, C]
) -> Iterator[tuple[str, S | None, C | None]]:
    """Pair what is stated with what is counted, by id; a second row of an id has nothing beside it."""
    left = dict(counted)
    for row in stated:
        yield row.id, row, left.pop(row.id, None)
    for name in sorted(left):
        yield name, None, left[name]


def _figures(
    file: str, pairs: Iterable[tuple[str, float | None, float, float | None]], **who: Ref
) -> Iterator[Message]:
    """Name the figures that differ: the code, what is stated, what is found, the tolerance."""
    for code, stated, found, slack in pairs:
        if stated is not None and _differs(stated, found, slack):
            said = "check.misstated." + code
            yield message(said, file=file, stated=stated, found=found, **who)
