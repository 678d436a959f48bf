"""Which pair reasons keep units from an open requirement, day by day, and how many each holds.

Counts only; the sentences are made in ``pair_phrases``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from crisisplanner.domain.match import SAID_FIRST, ReasonCode
from crisisplanner.planning.explanation.plan_days import OpenNeed, PlanDays
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import LAST_DAY, BoolArray, IntArray

CODES = tuple((code, code.value, code.name.lower()) for code in ReasonCode)
"""The reasons with their bits and names: asking an enum for them takes longer than using them."""

SAID_FIRST_BITS = tuple(code.value for code in SAID_FIRST)
COMMITTED = ReasonCode.COMMITTED.value
LATE = ReasonCode.LATE.value
GONE = ReasonCode.GONE.value
CAVEAT = ReasonCode.CAVEAT.value

MaskArray = npt.NDArray[np.int16]

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


class PairCause(NamedTuple):
    """Hold what one reason keeps from a requirement.

    ``is_sole``: nothing else stands in the way of these units on these days; otherwise the reason
    is the first of several, which ``others`` sums. ``at[i]`` are places on the pair axis of the
    requirement, ``held[i, t]`` the units that each lacks, those that lack most first.
    ``has_others_late``: other units are late too, by another part of their arrival.
    """

    code: ReasonCode
    is_sole: bool
    others: int
    at: IntArray
    held: FloatArray
    has_others_late: bool = False

    @property
    def n_days(self) -> int:
        """Count the days on which some lack."""
        return int(np.count_nonzero(self.held.any(axis=0)))


@dataclass(frozen=True)
class DayMasks:
    """Hold the reasons of each pair on each open day, and the units that are free or committed.

    mask[p, t]; free[p, t] and committed[p, t] in units.
    """

    mask: MaskArray
    free: FloatArray
    committed: FloatArray
    has_committed: bool


def day_masks(plan: PlanDays, need: OpenNeed) -> DayMasks:
    """Find the reasons of every pair of a requirement on each of its open days."""
    table, days, own = plan.table, need.days, need.pairs
    pair_mask = table.mask[own].astype(np.int16)
    first, last = int(days[0]) - plan.first_day, int(days[-1]) + 1 - plan.first_day
    mask = plan.closed_by[:, first:last][table.conditions.combination[own]]
    if len(days) < last - first:
        mask = mask[:, days - days[0]]
    is_barred = (pair_mask & CAVEAT) != 0
    if is_barred.any():
        # A caveat without a period: it forbids on the days before the arrival as well.
        mask[is_barred & ~((mask & CAVEAT) != 0).any(axis=1)] |= CAVEAT
    mask |= (pair_mask & FIXED)[:, None]
    ready = table.times.ready_day[own]
    ready = np.where(ready < LAST_DAY, ready, days[0])
    mask |= np.multiply(days < ready[:, None], LATE, dtype=np.int16)
    is_gone = days >= plan.available_to[need.offers][:, None]
    mask |= np.multiply(is_gone, GONE, dtype=np.int16)
    (blocked,) = (pair_mask & ~COMMITTED).nonzero()
    found = mask[blocked]
    mask[blocked] = np.where(found == 0, (pair_mask[blocked] & ~COMMITTED)[:, None], found)
    committed = _committed(plan, need, (pair_mask & COMMITTED) != 0)
    free = np.maximum(need.quantity[:, None] - committed, 0.0)
    return DayMasks(mask, free, committed, bool(committed.any()))


def _committed(plan: PlanDays, need: OpenNeed, never_free: BoolArray) -> FloatArray:
    committed = np.zeros((len(need.pairs), len(need.days)))
    committed[never_free] = need.quantity[never_free, None]
    (promised,) = (plan.committed.has(need.offers) & ~never_free).nonzero()
    if len(promised):
        days = plan.committed.of(need.offers[promised], slice(None))
        committed[promised] = days[:, need.days - plan.first_day]
    return committed


def pair_causes(plan: PlanDays, need: OpenNeed, masks: DayMasks) -> Iterator[PairCause]:
    """Yield the causes that lie in pairs, in the order of their bits.

    A unit-day belongs to the sole reason that takes it, or else to the first of its reasons, as
    ``first_reason_in`` has it. Late units are told apart by the dominant part of their arrival.
    """
    mask = masks.mask
    (values,) = np.bincount(mask.ravel()).nonzero()
    present = set(values.tolist())
    joined = {value for value in present if value & (value - 1)}
    firsts = {_first_bit(value) for value in joined}
    first = _first_bits(mask, joined)
    for code, bit, _ in CODES:
        if code is ReasonCode.COMMITTED:
            if masks.has_committed:
                rows, is_it = _rows_with(mask == 0)
                units = np.where(is_it, masks.committed[rows], 0.0)
                yield from _causes(plan, need, code, rows, units)
            continue
        is_alone = bit in present
        if is_alone:
            rows, is_it = _rows_with(mask == bit)
            units = np.where(is_it, masks.free[rows], 0.0)
            yield from _causes(plan, need, code, rows, units)
        if bit in firsts or (is_alone and masks.has_committed):
            rows, is_it = _rows_with(first == bit)
            own, free, committed = mask[rows], masks.free[rows], masks.committed[rows]
            units = np.where(is_it, free + committed, 0.0) - np.where(own == bit, free, 0.0)
            others = own | np.multiply(committed > 0, COMMITTED, dtype=np.int16)
            yield from _causes(plan, need, code, rows, units, others & ~bit)


def _rows_with(is_it: BoolArray) -> tuple[IntArray, BoolArray]:
    """Give the rows in which something is so on a day, and on which days it is."""
    (rows,) = np.logical_or.reduce(is_it, axis=1).nonzero()
    return rows, is_it[rows]


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
    at: IntArray,
    units: FloatArray,
    others: MaskArray | None = None,
) -> Iterator[PairCause]:
    """Make the causes of units[i, t] of the pairs ``at``; with ``others`` they aren't sole ones."""
    times = plan.table.times
    unit_days = units.sum(axis=1)
    order = np.lexsort(
        (plan.facts.offer_rank[need.offers[at]], times.ready_day[need.pairs[at]], -unit_days)
    )
    order = order[: np.count_nonzero(unit_days > 1e-9)]
    if not len(order):
        return
    groups = [order]
    if code is ReasonCode.LATE:
        parts = times.dominant[need.pairs[at[order]]]
        groups = [order[parts == part] for part in sorted(set(parts.tolist()))]
    for own in groups:
        held = units[own]
        beside = 0
        if others is not None:
            beside = int(np.bitwise_or.reduce(others[own][held > 0], initial=0))
        is_sole = others is None
        yield PairCause(code, is_sole, beside, at[own], held, is_sole and len(groups) > 1)
