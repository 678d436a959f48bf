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

REFUSED = 1 << len(ReasonCode)
"""No node takes the offer: said as PERMIT, but a permit would not help."""

CODES = (
    *((code, code.value, code.name.lower()) for code in ReasonCode),
    (ReasonCode.PERMIT, REFUSED, ReasonCode.PERMIT.name.lower()),
)
"""The reasons with their bits and names: asking an enum for them takes longer than using them."""

SAID_FIRST_BITS = (*(code.value for code in SAID_FIRST), REFUSED)
COMMITTED = ReasonCode.COMMITTED.value
LATE = ReasonCode.LATE.value
GONE = ReasonCode.GONE.value
CAVEAT = ReasonCode.CAVEAT.value
PERMIT = ReasonCode.PERMIT.value

LATE_PLACE = [code for code, _, _ in CODES].index(ReasonCode.LATE)
COMMITTED_PLACE = [code for code, _, _ in CODES].index(ReasonCode.COMMITTED)
REFUSED_PLACE = len(CODES) - 1
NO_KIND = 2 * len(CODES)

MaskArray = npt.NDArray[np.int16]
KindArray = npt.NDArray[np.int64]

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
    ``is_refused``: no node takes them, whatever permit there is.
    """

    code: ReasonCode
    is_sole: bool
    others: int
    at: IntArray
    held: FloatArray
    has_others_late: bool = False
    is_refused: bool = False


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
    is_refused = (table.times.reasons[own] & PERMIT) != 0
    pair_mask[is_refused] &= ~PERMIT
    is_shut = (pair_mask & PERMIT) != 0
    if is_shut.any():
        # A place that lets nobody in; permits lack by day.
        mask[is_shut & ~((mask & PERMIT) != 0).any(axis=1)] |= PERMIT
    mask |= (pair_mask & FIXED)[:, None]
    ready = table.times.ready_day[own]
    ready = np.where(ready < LAST_DAY, ready, days[0])
    mask |= np.multiply(days < ready[:, None], LATE, dtype=np.int16)
    is_gone = days >= plan.available_to[need.offers][:, None]
    mask |= np.multiply(is_gone, GONE, dtype=np.int16)
    (blocked,) = (pair_mask & ~COMMITTED).nonzero()
    found = mask[blocked]
    mask[blocked] = np.where(found == 0, (pair_mask[blocked] & ~COMMITTED)[:, None], found)
    mask[is_refused] |= REFUSED
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
    kind, at, held = _held_by_kind(masks)
    unit_days, pairs, times = held.sum(axis=1), need.pairs[at], plan.table.times
    part = np.where(kind // 2 == LATE_PLACE, times.dominant[pairs], -1)
    rank = plan.facts.offer_rank[need.offers[at]]
    order = np.lexsort((rank, times.ready_day[pairs], -unit_days, part, kind))
    order = order[unit_days[order] > 1e-9]
    if not len(order):
        return
    kind, part, at, held = kind[order], part[order], at[order], held[order]
    is_new = (kind[1:] != kind[:-1]) | (part[1:] != part[:-1])
    first = np.concatenate(([0], is_new.nonzero()[0] + 1))
    kinds = kind[first].tolist()
    others = np.bitwise_or.reduceat(_beside(masks, kind, at, held), first).tolist()
    bounds = [*first.tolist(), len(order)]
    for number, here in enumerate(kinds):
        own = slice(bounds[number], bounds[number + 1])
        code, bit, _ = CODES[here // 2]
        is_sole = here % 2 == 0
        is_one_of_several = is_sole and kinds.count(here) > 1
        beside = others[number] & ~bit
        is_refused = here // 2 == REFUSED_PLACE
        yield PairCause(code, is_sole, beside, at[own], held[own], is_one_of_several, is_refused)


def _held_by_kind(masks: DayMasks) -> tuple[IntArray, IntArray, FloatArray]:
    """Divide the units of the pairs by what keeps them: (kind[i], at[i], held[i, t]).

    Kind 2k is the k-th reason alone, 2k + 1 the k-th as the first of several.
    """
    mask, units = masks.mask, masks.free
    n_pairs, n_days = mask.shape
    n_rows = NO_KIND * n_pairs
    pair, day = np.arange(n_pairs)[:, None], np.arange(n_days)
    kind = KINDS[mask]
    keys = [kind * n_pairs + pair]
    amounts = [units]
    if masks.has_committed:
        # What is promised of a unit that one reason keeps away has two; of a free one, this one.
        whole = masks.free + masks.committed
        amounts = [np.where(kind % 2 == 0, units, whole), whole - units]
        amounts[1] = np.where(mask == 0, masks.committed, amounts[1])
        beside = np.where(masks.committed > 0, KINDS_WITH_COMMITTED[mask], NO_KIND)
        keys.append(beside * n_pairs + pair)
    is_there = np.zeros(n_rows + n_pairs, dtype=np.bool_)
    for key in keys:
        is_there[key] = True
    is_there[n_rows:] = False
    (rows,) = is_there.nonzero()
    place = np.full(len(is_there), len(rows))
    place[rows] = np.arange(len(rows))
    held = np.zeros((len(rows) + 1, n_days))
    for key, amount in zip(keys, amounts, strict=True):
        held[place[key], day] = amount
    return rows // n_pairs, rows % n_pairs, held[:-1]


def _beside(masks: DayMasks, kind: IntArray, at: IntArray, held: FloatArray) -> MaskArray:
    """Sum the reasons of each row where it has several: beside[i]."""
    beside = np.zeros(len(kind), dtype=np.int16)
    (several,) = (kind % 2).nonzero()
    if len(several):
        own = at[several]
        mask = masks.mask[own]
        if masks.has_committed:
            mask = mask | np.multiply(masks.committed[own] > 0, COMMITTED, dtype=np.int16)
        beside[several] = np.bitwise_or.reduce(mask, axis=1, where=held[several] > 0)
    return beside


def _kinds() -> tuple[KindArray, KindArray]:
    """Give the kind of each sum of reasons, alone and with a commitment beside it."""
    sums = np.arange(1 << len(CODES))
    first = sums & -sums
    for bit in reversed(SAID_FIRST_BITS):
        first = np.where(sums & bit, bit, first)
    place = np.zeros(len(sums), dtype=np.int64)
    for number, (_, bit, _) in enumerate(CODES):
        place[first == bit] = number
    is_joint = (sums & (sums - 1)) != 0
    kinds = 2 * place + is_joint
    with_committed = np.where(is_joint, NO_KIND, 2 * place + 1)
    kinds[0], with_committed[0] = NO_KIND, 2 * COMMITTED_PLACE
    return kinds, with_committed


KINDS, KINDS_WITH_COMMITTED = _kinds()
KINDS.setflags(write=False)
KINDS_WITH_COMMITTED.setflags(write=False)
