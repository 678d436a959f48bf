"""Which pair reasons keep units from an open requirement, day by day, and how many each holds.

Counts only; the sentences are made in ``pair_phrases``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crisisplanner.domain.match import SAID_FIRST, ReasonCode, first_reason_in
from crisisplanner.planning.eligibility import PairTable
from crisisplanner.planning.explanation.plan_days import OpenNeed, PlanDays
from crisisplanner.planning.pair_conditions import CONDITION_REASONS
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import LAST_DAY, BoolArray, IntArray

CODES = tuple((code, code.value, code.name.lower()) for code in ReasonCode)
"""The reasons with their bits and names: asking an enum for them takes longer than using them."""

MaskArray = npt.NDArray[np.int64]

FIXED = (
    ReasonCode.TYPE,
    ReasonCode.QUALITY,
    ReasonCode.MARKING,
    ReasonCode.FORBIDDEN,
    ReasonCode.UNKNOWN,
)
"""What holds on every day if it holds at all."""


@dataclass(frozen=True)
class PairCause:
    """Hold what one reason keeps from a requirement.

    ``is_sole``: nothing else stands in the way of these units on these days; otherwise the reason
    is the first of several, which ``others`` sums. ``at[i]`` are places on the pair axis of the
    requirement, ``unit_days[i]`` what each lacks, most first; ``units`` the most on any day.
    ``has_others_late``: other units are late too, by another part of their arrival.
    """

    code: ReasonCode
    is_sole: bool
    part: int
    others: int
    at: IntArray
    unit_days: FloatArray
    units: float
    held_back: float
    n_days: int
    has_others_late: bool = False


@dataclass(frozen=True)
class DayMasks:
    """Hold the reasons of each pair on each open day, and the units that are free or committed.

    mask[p, t]; free[p, t] and committed[p, t] in units.
    """

    mask: MaskArray
    free: FloatArray
    committed: FloatArray


def day_masks(plan: PlanDays, need: OpenNeed) -> DayMasks:
    """Find the reasons of every pair of a requirement on each of its open days."""
    table, days = plan.table, need.days
    own = need.pairs
    pair_mask = table.mask[own]
    fixed = sum(code.value for code in FIXED)
    mask = np.repeat((pair_mask & fixed)[:, None], len(days), axis=1)
    usable = table.times.usable_day[own]
    is_late = (days[None, :] < usable[:, None]) & (usable < LAST_DAY)[:, None]
    mask[is_late] |= ReasonCode.LATE.value
    until = plan.available_to[need.offers]
    mask[days[None, :] >= until[:, None]] |= ReasonCode.GONE.value
    combination = table.conditions.combination[own]
    for reason in CONDITION_REASONS:
        is_open = _open_days(table, reason, combination, days)
        mask[~is_open] |= reason.value
        if reason is ReasonCode.CAVEAT:
            # A caveat without a period: it forbids on the days before the arrival as well.
            is_barred = ((pair_mask & reason.value) != 0) & is_open.all(axis=1)
            mask[is_barred] |= reason.value
    blocked = (pair_mask & ~ReasonCode.COMMITTED.value) != 0
    unexplained = blocked[:, None] & (mask == 0)
    mask = np.where(unexplained, (pair_mask & ~ReasonCode.COMMITTED.value)[:, None], mask)
    committed = _committed(plan, need, pair_mask)
    free = np.maximum(need.quantity[:, None] - committed, 0.0)
    return DayMasks(mask, free, committed)


def _open_days(
    table: PairTable, reason: ReasonCode, combination: IntArray, days: IntArray
) -> BoolArray:
    """Tell on which days the conditions of one kind allow each pair: is_open[p, t]."""
    lists = table.conditions.only[reason]
    numbers, which = np.unique(combination, return_inverse=True)
    is_open = np.zeros((len(numbers), len(days)), dtype=np.bool_)
    for row, number in enumerate(numbers.tolist()):
        for at in range(int(lists.first[number]), int(lists.first[number + 1])):
            is_open[row] |= (lists.starts[at] <= days) & (days < lists.ends[at])
    return is_open[which]


def _committed(plan: PlanDays, need: OpenNeed, pair_mask: IntArray) -> FloatArray:
    committed = np.zeros((len(need.pairs), len(need.days)))
    never_free = (pair_mask & ReasonCode.COMMITTED.value) != 0
    committed[never_free] = need.quantity[never_free, None]
    if plan.commitments:
        first = need.row.from_day
        n_days = need.row.to_day - first
        for at, offer in enumerate(need.offers.tolist()):
            if offer in plan.commitments and not never_free[at]:
                committed[at] = plan.committed(offer, first, n_days)[need.days - first]
    return committed


def pair_causes(plan: PlanDays, need: OpenNeed, masks: DayMasks) -> Iterator[PairCause]:
    """Yield the causes that lie in pairs, in the order of their bits.

    A unit-day belongs to the sole reason that takes it, or else to the first of its reasons, as
    ``first_reason_in`` has it. Late units are told apart by the dominant part of their arrival.
    """
    mask, total = masks.mask, masks.free + masks.committed
    present = set(np.unique(mask).tolist())
    joined = {value for value in present if value & (value - 1)}
    firsts = {first_reason_in(value).value for value in joined}
    first = _first_bits(mask, joined)
    for code, bit, _ in CODES:
        if code is ReasonCode.COMMITTED:
            if masks.committed.any():
                units = np.where(mask == 0, masks.committed, 0.0)
                yield from _causes(plan, need, code, units, mask, is_sole=True)
            continue
        alone = np.where(mask == bit, masks.free, 0.0) if bit in present else None
        if alone is not None:
            yield from _causes(plan, need, code, alone, mask, is_sole=True)
        if bit in firsts or (alone is not None and masks.committed.any()):
            joint = np.where(first == bit, total, 0.0)
            joint = joint if alone is None else joint - alone
            promised = np.where(masks.committed > 0, ReasonCode.COMMITTED.value, 0)
            yield from _causes(plan, need, code, joint, mask | promised, is_sole=False)


def _first_bits(mask: MaskArray, joined: set[int]) -> MaskArray:
    """Give the bit of the first reason of each pair on each day: first[p, t].

    ``joined`` are the sums of several reasons that are in the mask.
    """
    first = mask & -mask if joined else mask
    for code in reversed(SAID_FIRST):
        if any(value & code.value for value in joined):
            first = np.where((mask & code.value) != 0, code.value, first)
    return first


def _causes(
    plan: PlanDays,
    need: OpenNeed,
    code: ReasonCode,
    units: FloatArray,
    mask: MaskArray,
    *,
    is_sole: bool,
) -> Iterator[PairCause]:
    unit_days = units.sum(axis=1)
    members = np.flatnonzero(unit_days > 1e-9)
    if not len(members):
        return
    parts = np.full(len(members), -1)
    if code is ReasonCode.LATE:
        parts = plan.table.times.dominant[need.pairs[members]].astype(np.int64)
    different = np.unique(parts).tolist()
    for part in different:
        own = members[parts == part]
        held = units[own]
        others = int(np.bitwise_or.reduce(mask[own][held > 0], initial=0))
        if code is ReasonCode.COMMITTED or is_sole:
            others = 0
        order = np.lexsort(
            (
                plan.offer_rank[need.offers[own]],
                plan.table.times.usable_day[need.pairs[own]],
                -unit_days[own],
            )
        )
        on_day = held.sum(axis=0)
        touched = np.flatnonzero(on_day)
        yield PairCause(
            code=code,
            is_sole=is_sole,
            part=part,
            others=others & ~code.value,
            at=own[order],
            unit_days=unit_days[own][order],
            units=float(held.max(axis=1).sum()),
            held_back=float(np.minimum(need.deficit, need.factor[own] @ held).sum()),
            n_days=len(touched),
            has_others_late=is_sole and len(different) > 1,
        )
