"""Which offers can serve which requirements, from when to when, and every reason why not.

All pairs at once, as arrays. Nothing here about what else an offer is used for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from crisisplanner.domain.match import Arrival, PairVerdict, ReasonCode
from crisisplanner.domain.problem import (
    ArrivalPart,
    CaveatEffect,
    OfferRow,
    PairRow,
    Problem,
    RequirementRow,
)
from crisisplanner.planning.pair_commitments import pairs_never_free
from crisisplanner.planning.pair_conditions import (
    CONDITION_REASONS,
    PairConditions,
    conditions_of_pairs,
)
from crisisplanner.planning.pair_timing import PairTimes, no_pause, scoped_pairs, times_of_pairs
from crisisplanner.planning.pairs import CompatiblePairs, FloatArray, compatible_pairs, pair_row
from crisisplanner.planning.periods import LAST_DAY, BoolArray, IntArray
from crisisplanner.planning.scopes import Scopes
from crisisplanner.planning.timing import (
    PART_ORDER,
    ArrivalInputs,
    arrival_of,
    queue_of,
    transit_of,
)
from crisisplanner.planning.tolerance import slack


@dataclass(frozen=True)
class PairTable:
    """Hold the judgement of every pair whose type fits.

    Axis i is the pair, sorted by requirement, then offer (row numbers of ``problem``). ``mask[i]``
    sums ``ReasonCode`` bits, 0 is eligible. Windows of pair i are rows ``window_first[i]`` to
    ``window_first[p + 1]`` of ``window_start``/``window_end``; an allocation lies within one.
    """

    problem: Problem
    pairs: CompatiblePairs
    times: PairTimes
    conditions: PairConditions
    mask: IntArray
    window_first: IntArray
    window_start: IntArray
    window_end: IntArray
    scopes: Scopes

    def __len__(self) -> int:
        return len(self.mask)

    @property
    def offer(self) -> IntArray:
        """Give the offer's row of each pair."""
        return self.pairs.offer

    @property
    def requirement(self) -> IntArray:
        """Give the requirement's row of each pair."""
        return self.pairs.requirement

    @property
    def effectiveness(self) -> FloatArray:
        """Give the effectiveness of each pair."""
        return self.pairs.effectiveness

    @property
    def is_eligible(self) -> BoolArray:
        """Mark the pairs that nothing stands in the way of."""
        return np.equal(self.mask, 0)

    @cached_property
    def earliest_start(self) -> IntArray:
        """Give the first day of the first window of each pair, ``LAST_DAY`` without one."""
        return self._first_window(self.window_start)

    @cached_property
    def first_window_end(self) -> IntArray:
        """Give the end of the first window of each pair, ``LAST_DAY`` without one."""
        return self._first_window(self.window_end)

    def _first_window(self, days: IntArray) -> IntArray:
        found = np.full(len(self), LAST_DAY, dtype=np.int64)
        has_window = np.flatnonzero(np.diff(self.window_first) > 0)
        found[has_window] = days[self.window_first[has_window]]
        return found

    def dominant_part(self, pair: int) -> ArrivalPart | None:
        """Name the longest part of a pair's arrival, conditions left out."""
        number = int(self.times.dominant[pair])
        return None if number < 0 else PART_ORDER[number]

    def verdict(self, pair: int) -> PairVerdict:
        """Give everything that is known about one pair."""
        problem = self.problem
        offer = problem.offers[self.offer[pair]]
        need = problem.requirements[self.requirement[pair]]
        rows = slice(int(self.window_first[pair]), int(self.window_first[pair + 1]))
        starts, ends = self.window_start[rows].tolist(), self.window_end[rows].tolist()
        return PairVerdict(
            offer.id,
            need.id,
            float(self.effectiveness[pair]),
            int(self.mask[pair]),
            self.arrival(pair),
            tuple(zip(starts, ends, strict=True)),
        )

    def verdict_of(self, offer: int, requirement: int) -> PairVerdict:
        """Give the verdict of any offer and requirement, also where the type does not fit."""
        pair = self.pairs.find(offer, requirement)
        if pair is not None:
            return self.verdict(pair)
        single = _single_pair(self.problem, offer, requirement)
        verdict = judge_pairs(single).verdict(0)
        return replace(
            verdict, effectiveness=0.0, mask=verdict.mask | ReasonCode.TYPE.value, windows=()
        )

    def arrival(self, pair: int) -> Arrival:
        """Break the first usable day of one pair into its parts."""
        offer = self.problem.offers[self.offer[pair]]
        need = self.problem.requirements[self.requirement[pair]]
        lifted, caveat = _lifted_caveat(self, offer, int(self.requirement[pair]))
        row = pair_row(self.pairs, pair)
        first, name = self._first_condition_day(pair)
        inputs = ArrivalInputs(
            offer,
            need.id,
            transit_of(offer, self.scopes.points.get(need.place)),
            queue_of(offer, self.scopes.nodes_of(need.place)),
            lifted,
            caveat,
            first,
            name,
            None if row is None else row.usable_day,
        )
        arrival = arrival_of(inputs)
        unknown = (
            *arrival.unknown_fields,
            *_unknown_figures(self.problem, self, offer, pair),
        )
        return replace(arrival, unknown_fields=unknown)

    def _first_condition_day(self, pair: int) -> tuple[int | None, str]:
        """Give the first day from the arrival on which all conditions hold, and what it waits for."""
        conditions = self.conditions.conditions[self.conditions.combination[pair]]
        ready = int(self.times.ready_day[pair])
        lists = self.conditions.periods
        number = int(self.conditions.combination[pair])
        rows = slice(int(lists.first[number]), int(lists.first[number + 1]))
        for start, end in zip(lists.starts[rows].tolist(), lists.ends[rows].tolist(), strict=True):
            if end > ready:
                names = [
                    one.name for one in conditions if any(day == start for day, _ in one.periods)
                ]
                return start, names[0] if names else ""
        return None, ""


def judge_pairs(problem: Problem, pause: Callable[[], None] = no_pause) -> PairTable:
    """Judge every pair whose type fits: windows, timing and all reasons against it.

    A time reason (late, gone, authority, consent, permit, caveat) stands where it alone leaves no
    day; where only several together do, those whose lifting alone would free the pair; where none
    would, all that matter. O(pairs log pairs) time and memory, without a loop over pairs. ``pause``
    is called between steps and may raise.
    """
    scopes = Scopes(problem)
    pairs = compatible_pairs(problem)
    pause()
    times = times_of_pairs(pairs, scopes, pause)
    pause()
    conditions = conditions_of_pairs(pairs, scopes)
    mask = times.reasons | _static_reasons(pairs, scopes)
    pause()
    need_from, need_to, available_to = _ends(pairs)
    start = np.maximum(need_from, times.ready_day)
    end = np.minimum(need_to, available_to)
    # The conditions cut these days into windows; a stay's limit holds for each allocation.
    owner, start, end = conditions.periods.clipped(conditions.combination, start, end)
    counts = np.bincount(owner, minlength=len(pairs)).astype(np.int64)
    closed = np.flatnonzero((counts == 0) & (mask & ReasonCode.UNKNOWN.value == 0))
    mask[closed] |= _time_reasons(conditions, times, closed, need_from, need_to, available_to)
    pause()
    first = np.concatenate(([0], np.cumsum(counts)))
    start, end = start.astype(np.int32), end.astype(np.int32)
    table = PairTable(problem, pairs, times, conditions, mask, first, start, end, scopes)
    mask[_unknown_pairs(table)] |= ReasonCode.UNKNOWN.value
    mask[pairs_never_free(problem, pairs, times, first, start, end)] |= ReasonCode.COMMITTED.value
    return table


def _ends(pairs: CompatiblePairs) -> tuple[IntArray, IntArray, IntArray]:
    problem = pairs.problem
    need_from = np.array([need.from_day for need in problem.requirements], dtype=np.int64)
    need_to = np.array([need.to_day for need in problem.requirements], dtype=np.int64)
    available_to = np.array(
        [
            LAST_DAY if offer.available_to is None else offer.available_to
            for offer in problem.offers
        ],
        dtype=np.int64,
    )
    return need_from[pairs.requirement], need_to[pairs.requirement], available_to[pairs.offer]


def _time_reasons(
    conditions: PairConditions,
    times: PairTimes,
    closed: IntArray,
    need_from: IntArray,
    need_to: IntArray,
    available_to: IntArray,
) -> IntArray:
    """Name the time reasons of pairs that have no window; ``closed`` lists those pairs."""
    which = conditions.combination[closed]
    begin, finish = need_from[closed], need_to[closed]
    ready, gone = times.ready_day[closed], available_to[closed]
    late_begin, gone_finish = np.maximum(begin, ready), np.minimum(finish, gone)
    alone = np.where(ready >= finish, ReasonCode.LATE.value, 0)
    alone |= np.where(gone <= begin, ReasonCode.GONE.value, 0)
    freed = np.where(
        conditions.periods.overlaps(which, begin, gone_finish), ReasonCode.LATE.value, 0
    )
    freed |= np.where(
        conditions.periods.overlaps(which, late_begin, finish), ReasonCode.GONE.value, 0
    )
    matter = np.where(ready > begin, ReasonCode.LATE.value, 0)
    matter |= np.where(gone < finish, ReasonCode.GONE.value, 0)
    for reason in CONDITION_REASONS:
        holds = conditions.only[reason].overlaps(which, begin, finish)
        alone |= np.where(holds, 0, reason.value)
        frees = conditions.without[reason].overlaps(which, late_begin, gone_finish)
        freed |= np.where(frees, reason.value, 0)
        has_any = np.array(
            [any(one.reason is reason for one in found) for found in conditions.conditions],
            dtype=np.bool_,
        )
        matter |= np.where(has_any[which], reason.value, 0)
    return np.where(alone > 0, alone, np.where(freed > 0, freed, matter)).astype(np.int64)


def _static_reasons(pairs: CompatiblePairs, scopes: Scopes) -> IntArray:
    """Name the reasons that do not depend on days: type, quality, caveat, marking, forbidden."""
    problem = pairs.problem
    mask = np.where(pairs.effectiveness > 0, 0, ReasonCode.TYPE.value).astype(np.int32)
    withheld = np.array([offer.is_withheld_by_marking for offer in problem.offers], dtype=np.bool_)
    mask[withheld[pairs.offer]] |= ReasonCode.MARKING.value
    if problem.only_listed_pairs:
        mask[pairs.override < 0] |= ReasonCode.FORBIDDEN.value
    offers = {offer.id: number for number, offer in enumerate(problem.offers)}
    needs = {need.id: number for number, need in enumerate(problem.requirements)}
    for row in problem.forbidden:
        if row.offer in offers and row.requirement in needs:
            pair = pairs.find(offers[row.offer], needs[row.requirement])
            if pair is not None:
                mask[pair] |= ReasonCode.FORBIDDEN.value
    for caveat in problem.caveats:
        is_total = caveat.from_day is None and caveat.to_day is None and not caveat.other_partner
        if caveat.effect is CaveatEffect.FORBIDS and is_total and caveat.offer in offers:
            own = scoped_pairs(pairs, offers[caveat.offer], scopes.requirements_of(caveat))
            mask[own] |= ReasonCode.CAVEAT.value
    crises = np.array([need.crisis for need in problem.requirements], dtype=np.str_)
    for number, offer in enumerate(problem.offers):
        if offer.excludes:
            own = scoped_pairs(pairs, number, np.isin(crises, offer.excludes))
            mask[own] |= ReasonCode.CAVEAT.value
    for number, need in enumerate(problem.requirements):
        if need.criteria:
            own_pairs = pairs.of_requirement(number)
            meets = _meets_criteria(problem, need, pairs.offer[own_pairs])
            mask[own_pairs] |= np.where(meets, 0, ReasonCode.QUALITY.value)
    return mask


def _meets_criteria(problem: Problem, need: RequirementRow, offers: IntArray) -> BoolArray:
    """Tell which offers are shown to meet every criterion; a missing attribute does not."""
    meets = np.ones(len(offers), dtype=np.bool_)
    for criterion in need.criteria:
        values = np.array(
            [
                dict(problem.offers[offer].attributes).get(criterion.name, np.nan)
                for offer in offers
            ],
            dtype=np.float64,
        )
        allowed = slack(criterion.value)
        if criterion.relation in ("≥", ">="):
            meets &= values >= criterion.value - allowed
        elif criterion.relation in ("≤", "<="):
            meets &= values <= criterion.value + allowed
        else:
            meets &= np.abs(values - criterion.value) <= allowed
    return meets


def _unknown_pairs(table: PairTable) -> BoolArray:
    """Mark pairs whose quantity is unknown, or their lift, cost or personnel where a rule needs it."""
    problem = table.problem
    offers = problem.offers
    uncounted = np.array([not offer.is_quantity_known for offer in offers], dtype=np.bool_)
    unknown = uncounted[table.offer]
    no_lift = np.array([offer.lift_t is None for offer in offers], dtype=np.bool_)
    if no_lift.any():
        numbers = range(len(problem.requirements))
        is_weighed = np.array([_weighs(table, number) for number in numbers], dtype=np.bool_)
        unknown |= no_lift[table.offer] & is_weighed[table.requirement]
    if problem.budgets or problem.shares:
        no_cost = np.array([_has_unknown_cost(offer) for offer in offers], dtype=np.bool_)
        costed = np.array([row.unit_cost is not None for row in problem.pairs], dtype=np.bool_)
        is_given = np.zeros(len(table), dtype=np.bool_)
        listed = table.pairs.override >= 0
        is_given[listed] = costed[table.pairs.override[listed]]
        unknown |= no_cost[table.offer] & ~is_given
    if problem.ceilings:
        no_personnel = np.array(
            [offer.personnel_per_unit is None for offer in offers], dtype=np.bool_
        )
        for name in sorted({row.condition for row in problem.ceilings}):
            unknown |= no_personnel[table.offer] & table.conditions.needing(name)
    return unknown


def _weighs(table: PairTable, requirement: int) -> bool:
    """Tell whether a rule asks for the lift of what is sent to a requirement."""
    place = table.problem.requirements[requirement].place
    return bool(table.problem.lift) or any(
        node.capacity_t_per_day is not None for node in table.scopes.nodes_of(place)
    )


def _has_unknown_cost(offer: OfferRow) -> bool:
    return offer.mobilisation_cost is None or offer.daily_cost is None


def _unknown_figures(
    problem: Problem, table: PairTable, offer: OfferRow, pair: int
) -> tuple[str, ...]:
    """Name the figures other than times that are unknown for a pair and needed."""
    row = pair_row(table.pairs, pair)
    is_costed = row is not None and row.unit_cost is not None
    names = {one.name for one in table.conditions.conditions[table.conditions.combination[pair]]}
    fields = [] if offer.is_quantity_known else ["quantity"]
    if offer.lift_t is None and _weighs(table, int(table.requirement[pair])):
        fields.append("lift")
    if (problem.budgets or problem.shares) and _has_unknown_cost(offer) and not is_costed:
        fields.append("cost")
    if offer.personnel_per_unit is None and names & {row.condition for row in problem.ceilings}:
        fields.append("personnel")
    return tuple(fields)


def _lifted_caveat(table: PairTable, offer: OfferRow, requirement: int) -> tuple[float | None, str]:
    """Give the day on which the last delaying caveat of a pair is lifted, and its id."""
    found = [
        (caveat.days, caveat.id)
        for caveat in table.problem.caveats
        if caveat.effect is CaveatEffect.DELAYS
        and caveat.offer == offer.id
        and table.scopes.requirements_of(caveat)[requirement]
    ]
    return max(found, default=(None, ""), key=lambda item: item[0] or 0.0)


def _single_pair(problem: Problem, offer: int, requirement: int) -> Problem:
    """Make the problem of one offer and one requirement, as if their types fitted."""
    one, need = problem.offers[offer], problem.requirements[requirement]
    listed = [row for row in problem.pairs if (row.offer, row.requirement) == (one.id, need.id)]
    row = listed[-1] if listed else PairRow(one.id, need.id)
    return replace(
        problem,
        offers=(one,),
        requirements=(need,),
        pairs=(replace(row, effectiveness=1.0),),
        only_listed_pairs=problem.only_listed_pairs and not listed,
    )
