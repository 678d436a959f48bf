"""Why this offer: the next best one for every allocation, and what it would cost.

Local: the rest of the plan stays; nothing is solved again.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from crisisplanner.domain.days import Day
from crisisplanner.domain.levers import Alternative
from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.messages import Message, Parameter, Ref, RefKind, message
from crisisplanner.domain.money import Money
from crisisplanner.planning.checker.checking import PlanChecker
from crisisplanner.planning.coverage import unit_cost
from crisisplanner.planning.eligibility import PairTable
from crisisplanner.planning.explanation.limits import Limits
from crisisplanner.planning.explanation.one_more import one_more_each
from crisisplanner.planning.explanation.pair_causes import day_masks
from crisisplanner.planning.explanation.plan_days import OpenNeed, PlanDays, Sent, need_on
from crisisplanner.planning.explanation.residuals import Residuals
from crisisplanner.planning.explanation.rooms import OneMore, Room
from crisisplanner.planning.explanation.usage import usage_of
from crisisplanner.planning.matching.settings import never
from crisisplanner.planning.matching.stopping import ShouldStop, go_on
from crisisplanner.planning.pairs import FloatArray, pair_row
from crisisplanner.planning.tolerance import TOLERANCE, slack

MOST_TRIED = 8
MOST_CHECKED = 6


@dataclass(frozen=True)
class _Instead:
    """Hold an allocation that could take the place of another, and what the plan covers then."""

    row: PlannedAllocation
    covered: float
    cost: float


def next_best(
    table: PairTable,
    allocations: Iterable[PlannedAllocation],
    requirement: str | None = None,
    should_stop: ShouldStop = never,
) -> tuple[Alternative, ...]:
    """Name the next best idle offer for each allocation and its price, in their order.

    Of all allocations, or of those to one requirement. The best loses least coverage, then costs
    least, then comes first by id; the checker accepts the plan with it, or would without the
    change. O(allocations asked × (pairs of the requirement × days + allocations)). Raises ``Stopped``
    between two allocations if that is wished.
    """
    rows = [row for row in allocations if row.quantity > TOLERANCE]
    plan = PlanDays(table, rows)
    plan.prepare()
    left = Residuals(plan)
    chooser = _Chooser(plan, left, rows)
    found: list[Alternative] = []
    for number, sent in enumerate(plan.sent):
        if requirement in (None, plan.problem.requirements[sent.requirement].id):
            go_on(should_stop)
            found.append(chooser.alternative(number, sent))
    return tuple(found)


class _Chooser:
    """Take allocations out one by one, and look who could cover what each leaves open."""

    def __init__(self, plan: PlanDays, left: Residuals, rows: Sequence[PlannedAllocation]) -> None:
        self._plan, self._left, self._rows = plan, left, rows
        self._checker = PlanChecker(plan.problem)
        found = self._checker.check(rows)
        self._covered = found.weighted_coverage
        self._broken = Counter(one.code for one in found.broken)

    def alternative(self, number: int, sent: Sent) -> Alternative:
        """Give the next best for one allocation."""
        problem, own = self._plan.problem, self._rows[number]
        others = [row for row in self._rows if row is not own]
        without = self._checker.weighted_coverage(others)
        best = self._best_instead(sent, others, without)
        covered = best.covered if best else without
        lost = max(0.0, self._covered - covered)
        cost = sent.quantity * _unit_cost(
            self._plan, sent.pair, sent.offer, sent.to_day - sent.from_day
        )
        change = 0.0 if best is None else best.cost - cost
        offer = problem.offers[sent.offer]
        # One partner may send several, also of one offer: what is sent tells them apart.
        who: dict[str, Parameter] = {
            "partner": Ref(RefKind.PARTNER, offer.partner),
            "offer": Ref(RefKind.OFFER, offer.id),
            "requirement": Ref(RefKind.REQUIREMENT, own.requirement),
            "units": own.quantity,
            "from_day": Day(own.from_day),
            "to_day": Day(own.to_day),
        }
        sentence: Message = message("alternative.none", loss=lost, **who)
        if best is not None:
            instead = problem.offers[self._plan.offer_number[best.row.offer]]
            sentence = message(
                "alternative.next",
                loss=lost,
                cost=Money(abs(change), problem.currency),
                dearer=message("alternative.dearer" if change >= 0 else "alternative.cheaper"),
                other=Ref(RefKind.PARTNER, instead.partner),
                other_offer=Ref(RefKind.OFFER, instead.id),
                other_units=best.row.quantity,
                other_from=Day(best.row.from_day),
                other_to=Day(best.row.to_day),
                **who,
            )
        return Alternative(
            offer.id,
            own.requirement,
            sent.from_day,
            None if best is None else best.row.offer,
            lost,
            change,
            sentence,
        )

    def _best_instead(
        self, sent: Sent, others: list[PlannedAllocation], without: float
    ) -> _Instead | None:
        found: list[_Instead] = []
        promising = sorted(self._possible(sent), key=lambda item: (-item[0], item[1].cost))
        # Where nothing else depends on the level, coverage rises by what is credited.
        enough = math.inf
        has_one_gain = _has_one_gain(self._plan, sent.requirement)
        for credited, one in promising[:MOST_CHECKED]:
            if has_one_gain and found and credited < enough:
                break
            result = self._checker.check([*others, one.row])
            # What is broken already, or by a plan of a person's own, is not this one's fault.
            is_kept = not Counter(said.code for said in result.broken) - self._broken
            if is_kept and result.weighted_coverage > without + TOLERANCE:
                found.append(_Instead(one.row, result.weighted_coverage, one.cost))
                enough = min(enough, credited - slack(credited))
        return min(found, key=lambda one: (-one.covered, one.cost, one.row.offer), default=None)

    def _possible(self, sent: Sent) -> Iterator[tuple[float, _Instead]]:
        """Yield what single offers could send, with the unit-days that it would credit."""
        rest = self._plan.without(sent)
        need = _open_days(rest, sent)
        if not len(need.days):
            return
        limits = Limits(Residuals(rest, self._left, sent))
        usage = usage_of(rest, need, day_masks(rest, need))
        (rows,) = ((need.offers[usage.at] != sent.offer) & usage.idle.any(axis=1)).nonzero()
        could = np.minimum(need.deficit, need.factor[usage.at][:, None] * usage.idle).sum(axis=1)
        rows = rows[np.argsort(-could[rows], kind="stable")][:MOST_TRIED]
        if not len(rows):
            return
        each = [
            more._replace(moved=None, units=float(usage.idle[row].max()))
            for row, more in zip(
                rows.tolist(),
                one_more_each(rest, need, usage.at[rows], usage.idle[rows] > 0),
                strict=True,
            )
        ]
        for row, more, rooms in zip(rows.tolist(), each, limits.rooms_each(each), strict=True):
            yield from self._stays(more, rooms, usage.idle[row])

    def _stays(
        self, more: OneMore, rooms: Sequence[Room], idle: FloatArray
    ) -> Iterator[tuple[float, _Instead]]:
        """Yield the best stays of one offer: all its days, or fewer with more units."""
        need, days = more.need, more.need.days
        units = np.full(more.n_options, more.units)
        for room in rooms:
            units = np.minimum(units, room.units)
        tried: set[float] = set()
        for option, most in enumerate(units.tolist()):
            start = more.from_day + option
            on = (days >= start) & (days < more.to_day)
            fits = min(most, float(idle[on].min()))
            # Rooms reach up to the tolerance of their rules; several rules may have less of it.
            part = fits if most >= more.units else fits - 2 * slack(fits)
            n = part if more.offer.divisible else math.floor(fits + TOLERANCE)
            if n <= TOLERANCE or n in tried:
                continue
            tried.add(n)
            credited = float(np.minimum(need.deficit, need.factor[more.at] * n)[on].sum())
            cost = n * _unit_cost(self._plan, more.pair, more.offer_number, more.to_day - start)
            row = PlannedAllocation(more.offer.id, need.row.id, n, start, more.to_day)
            yield credited, _Instead(row, 0.0, cost)


def _has_one_gain(plan: PlanDays, need: int) -> bool:
    """Tell whether a higher level of a requirement counts at once, and for nothing else."""
    rows, row = plan.problem.requirements, plan.problem.requirements[need]
    is_alone = row.minimum_share <= 0 and row.min_partners <= 1 and row.id not in plan.enabling
    return is_alone and not (
        any(row.id in group for groups in plan.enabling.values() for group in groups)
        or any(row.id in other.prerequisites for other in rows)
    )


def _open_days(rest: PlanDays, sent: Sent) -> OpenNeed:
    """Give what the allocation leaves open on its days."""
    row = rest.problem.requirements[sent.requirement]
    level = rest.level(sent.requirement)
    deficit = np.maximum(row.quantity - level, 0.0)
    days = np.arange(sent.from_day, sent.to_day) - row.from_day
    return need_on(rest, sent.requirement, days[deficit[days] > 0], level, deficit)


def _unit_cost(plan: PlanDays, pair: int, offer: int, days: int) -> float:
    row = pair_row(plan.table.pairs, pair)
    return unit_cost(plan.problem.offers[offer], days, None if row is None else row.unit_cost)
