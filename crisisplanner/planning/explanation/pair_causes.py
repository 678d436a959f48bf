"""Which pair reasons keep units from an open requirement, day by day, and how many each holds.

Counts only; the sentences are made in ``pair_phrases``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crisisplanner.domain.match import SAID_FIRST, ReasonCode
from crisisplanner.planning.eligibility import PairTable
from crisisplanner.planning.explanation.plan_days import OpenNeed, PlanDays
from crisisplanner.planning.pair_conditions import CONDITION_REASONS
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import LAST_DAY, BoolArray, IntArray

CODES = tuple((code, code.value, code.name.lower()) for code in ReasonCode)
"""The reasons with their bits and names: asking an enum for them takes longer than using them."""

SAID_FIRST_BITS = tuple(code.value for code in SAID_FIRST)
COMMITTED = ReasonCode.COMMITTED.value
LATE = ReasonCode.LATE.value

MaskArray = npt.NDArray[np.int64]

FIXED = sum(
    code.value
    for code in (
        ReasonCode.TYPE,
        ReasonCode.QUALITY,
        ReasonCode.MARKING,
        ReasonCode.FORBIDDEN,
        ReasonCode.UNKNOWN,
    )
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
    mask = np.repeat((pair_mask & FIXED)[:, None], len(days), axis=1)
    ready = table.times.ready_day[own]
    mask[days < np.where(ready < LAST_DAY, ready, days[0])[:, None]] |= LATE
    mask[days >= plan.available_to[need.offers][:, None]] |= ReasonCode.GONE.value
    numbers, which = np.unique(table.conditions.combination[own], return_inverse=True)
    for reason in CONDITION_REASONS:
        is_shut = ~_open_days(table, reason, numbers, days)
        bit = reason.value
        if is_shut.any():
            mask[is_shut[which]] |= bit
        if reason is ReasonCode.CAVEAT:
            # A caveat without a period: it forbids on the days before the arrival as well.
            is_barred = ((pair_mask & bit) != 0) & ~np.any(is_shut, axis=1)[which]
            mask[is_barred] |= bit
    blocked = pair_mask & ~COMMITTED
    unexplained = (blocked != 0)[:, None] & (mask == 0)
    mask = np.where(unexplained, blocked[:, None], mask)
    committed = _committed(plan, need, pair_mask)
    free = np.maximum(need.quantity[:, None] - committed, 0.0)
    return DayMasks(mask, free, committed)


def _open_days(
    table: PairTable, reason: ReasonCode, numbers: IntArray, days: IntArray
) -> BoolArray:
    """Tell on which days the conditions of one kind allow each combination: is_open[c, t]."""
    lists = table.conditions.only[reason]
    is_open = np.zeros((len(numbers), len(days)), dtype=np.bool_)
    for row, number in enumerate(numbers.tolist()):
        for at in range(int(lists.first[number]), int(lists.first[number + 1])):
            is_open[row] |= (lists.starts[at] <= days) & (days < lists.ends[at])
    return is_open


def _committed(plan: PlanDays, need: OpenNeed, pair_mask: IntArray) -> FloatArray:
    committed = np.zeros((len(need.pairs), len(need.days)))
    never_free = (pair_mask & COMMITTED) != 0
    committed[never_free] = need.quantity[never_free, None]
    if plan.commitments:
        first = need.row.from_day
        n_days = need.row.to_day - first
        for at in np.flatnonzero(plan.facts.is_committed[need.offers] & ~never_free).tolist():
            days = plan.committed(int(need.offers[at]), first, n_days)
            committed[at] = days[need.days - first]
    return committed


def pair_causes(plan: PlanDays, need: OpenNeed, masks: DayMasks) -> Iterator[PairCause]:
    """Yield the causes that lie in pairs, in the order of their bits.

    A unit-day belongs to the sole reason that takes it, or else to the first of its reasons, as
    ``first_reason_in`` has it. Late units are told apart by the dominant part of their arrival.
    """
    mask, total = masks.mask, masks.free + masks.committed
    present = set(np.unique(mask).tolist())
    joined = {value for value in present if value & (value - 1)}
    firsts = {_first_bit(value) for value in joined}
    first = _first_bits(mask, joined)
    for code, bit, _ in CODES:
        if code is ReasonCode.COMMITTED:
            if masks.committed.any():
                units = np.where(mask == 0, masks.committed, 0.0)
                yield from _causes(plan, need, code, bit, units, mask, is_sole=True)
            continue
        alone = np.where(mask == bit, masks.free, 0.0) if bit in present else None
        if alone is not None:
            yield from _causes(plan, need, code, bit, alone, mask, is_sole=True)
        if bit in firsts or (alone is not None and masks.committed.any()):
            joint = np.where(first == bit, total, 0.0)
            joint = joint if alone is None else joint - alone
            promised = np.where(masks.committed > 0, COMMITTED, 0)
            yield from _causes(plan, need, code, bit, joint, mask | promised, is_sole=False)


def _first_bit(value: int) -> int:
    """Give the bit of ``first_reason_in``, without asking the enum."""
    said_first = (bit for bit in SAID_FIRST_BITS if value & bit)
    return next(said_first, value & -value)


def _first_bits(mask: MaskArray, joined: set[int]) -> MaskArray:
    """Give the bit of the first reason of each pair on each day: first[p, t].

    ``joined`` are the sums of several reasons that are in the mask.
    """
    first = mask & -mask if joined else mask
    for bit in reversed(SAID_FIRST_BITS):
        if any(value & bit for value in joined):
            first = np.where((mask & bit) != 0, bit, first)
    return first


def _causes(
    plan: PlanDays,
    need: OpenNeed,
    code: ReasonCode,
    bit: int,
    units: FloatArray,
    mask: MaskArray,
    *,
    is_sole: bool,
) -> Iterator[PairCause]:
    unit_days = units.sum(axis=1)
    (members,) = (unit_days > 1e-9).nonzero()
    if not len(members):
        return
    by_part = {-1: members}
    if code is ReasonCode.LATE:
        parts = plan.table.times.dominant[need.pairs[members]]
        by_part = {part: members[parts == part] for part in sorted(set(parts.tolist()))}
    for part, own in by_part.items():
        held = units[own]
        others = 0
        if not is_sole:
            others = int(np.bitwise_or.reduce(mask[own][held > 0], initial=0))
        order = np.lexsort(
            (
                plan.facts.offer_rank[need.offers[own]],
                plan.table.times.ready_day[need.pairs[own]],
                -unit_days[own],
            )
        )
        yield PairCause(
            code=code,
            is_sole=is_sole,
            part=part,
            others=others & ~bit,
            at=own[order],
            unit_days=unit_days[own][order],
            units=float(held.max(axis=1).sum()),
            held_back=float(np.minimum(need.deficit, need.factor[own] @ held).sum()),
            n_days=int(np.count_nonzero(held.any(axis=0))),
            has_others_late=is_sole and len(by_part) > 1,
        )
