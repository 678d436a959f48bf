"""Which pairs have no free unit on any day because of commitments."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from crisisplanner.domain.problem import CommitmentRow, OfferRow, Problem
from crisisplanner.planning.pair_timing import PairTimes
from crisisplanner.planning.pairs import CompatiblePairs
from crisisplanner.planning.periods import (
    FIRST_DAY,
    LAST_DAY,
    BoolArray,
    IntArray,
    Period,
    without_contained,
)
from crisisplanner.planning.tolerance import TOLERANCE


def free_periods(offer: OfferRow, commitments: Sequence[CommitmentRow]) -> tuple[Period, ...]:
    """List the longest periods in which at least one unit of an offer is not committed."""
    least = TOLERANCE if offer.divisible else 1.0 - TOLERANCE
    days = sorted(
        {FIRST_DAY, LAST_DAY, *(day for c in commitments for day in (c.from_day, c.to_day))}
    )
    periods: list[Period] = []
    for start, end in itertools.pairwise(days):
        taken = sum(c.quantity for c in commitments if c.from_day <= start < c.to_day)
        if offer.quantity - taken >= least:
            joins = bool(periods) and periods[-1][1] == start
            periods.append((periods.pop()[0] if joins else start, end))
    return without_contained(periods)


def pairs_never_free(
    problem: Problem,
    pairs: CompatiblePairs,
    times: PairTimes,
    window_first: IntArray,
    window_start: IntArray,
    window_end: IntArray,
) -> BoolArray:
    """Mark pairs for which commitments leave no unit for even one day within a window.

    A unit must be free from the day it leaves until it is back. Pairs without a window are marked
    only where the offer is committed for good.
    """
    never = np.zeros(len(pairs), dtype=np.bool_)
    rows: dict[str, list[CommitmentRow]] = {}
    for row in problem.commitments:
        rows.setdefault(row.offer, []).append(row)
    first_day = min([0, *(need.from_day for need in problem.requirements)])
    for number, offer in enumerate(problem.offers):
        if offer.id not in rows or not offer.is_quantity_known:
            continue
        free = free_periods(offer, rows[offer.id])
        own = pairs.of_offer(number)
        if not free:
            never[own] = True
            continue
        counts = window_first[own + 1] - window_first[own]
        owner = np.repeat(np.arange(len(own)), counts)
        offset = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        window = window_first[own][owner] + offset
        fits = np.zeros(len(owner), dtype=np.bool_)
        lead, back = times.lead_days[own][owner], times.return_days[own][owner]
        for start, end in free:
            earliest = np.where(start <= first_day, window_start[window], start + lead)
            begin = np.maximum(window_start[window], earliest)
            fits |= np.minimum(window_end[window], end - back) > begin
        is_possible = np.zeros(len(own), dtype=np.bool_)
        is_possible[owner[fits]] = True
        never[own[(counts > 0) & ~is_possible]] = True
    return never
