"""Sums of dated values over periods that end on a day, with their ranges.

A series knows only the days that it has values for: a period without a value is unknown. A list of
events is complete from its first day to its last: a period within has the sum of its events, also
zero; a period outside is unknown. One that is partly outside may have more than its sum, never less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from crisisplanner.domain.messages import message
from crisisplanner.planning.warning.reach import Finding, Reach, Reading, reach_of


def sums_of_periods(
    readings: Sequence[Reading],
    last_day: date,
    period_days: int,
    n_periods: int,
    *,
    known_from: date | None = None,
    known_to: date | None = None,
) -> tuple[Reading, ...]:
    """Sum values over the ``n_periods`` periods that end on ``last_day``, oldest first.

    ``known_from`` and ``known_to`` are the days between which nothing recorded means none happened.
    Each sum stands on the first day of its period. Complexity: values times periods.
    """
    sums = []
    for back in range(n_periods, 0, -1):
        start = last_day - timedelta(days=back * period_days - 1)
        end = start + timedelta(days=period_days)
        inside = [reading for reading in readings if start <= reading.on < end]
        is_covered = (
            known_from is not None
            and known_to is not None
            and known_from <= start
            and end <= known_to + timedelta(days=1)
        )
        if not inside:
            sums.append(Reading(start, 0.0 if is_covered else None))
        else:
            total = _sum(start, inside)
            is_partial = known_from is not None and known_to is not None and not is_covered
            sums.append(replace(total, is_partial=is_partial))
    return tuple(sums)


def reached_in_a_row(
    readings: Sequence[Reading],
    last_day: date,
    *,
    at_least: float,
    period_days: int = 7,
    n_periods: int = 1,
    known_from: date | None = None,
    known_to: date | None = None,
) -> Finding:
    """Find whether every one of the last periods reaches a threshold."""
    sums = sums_of_periods(
        readings, last_day, period_days, n_periods, known_from=known_from, known_to=known_to
    )
    reach = min((reach_of(one, at_least) for one in sums), default=Reach.UNKNOWN)
    found = tuple(
        message("trigger.period", start=one.on, best=one.best, low=one.low, high=one.high)
        for one in sums
    )
    return Finding(reach, found)


def _sum(start: date, readings: Sequence[Reading]) -> Reading:
    """Add what is known; a value that is unknown opens the range upwards."""
    lows = [r.low if r.low is not None else r.best for r in readings]
    highs = [r.high if r.high is not None else r.best for r in readings]
    bests = [r.best for r in readings]
    has_range = any(r.low is not None or r.high is not None for r in readings)
    is_whole = all(best is not None for best in bests)
    if is_whole and not has_range:
        return Reading(start, sum(best for best in bests if best is not None))
    return Reading(
        start,
        sum(best for best in bests if best is not None) if is_whole else None,
        low=sum(low for low in lows if low is not None),
        high=sum(h for h in highs if h is not None) if None not in highs else None,
    )
