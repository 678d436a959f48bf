"""The order of a watch list: gravest picture first, and why nobody's silence counts as calm."""

from __future__ import annotations

from crisisplanner.domain.risk import IndicatorState, Trend
from crisisplanner.domain.terms import CrisisStatus
from crisisplanner.planning.risk.profile import Profile

OrderKey = tuple[float, ...]
_GRAVE = (IndicatorState.ACUTE, IndicatorState.PRESENT, IndicatorState.EMERGING)
_TRENDS: tuple[Trend | None, ...] = (Trend.WORSE, None, Trend.STEADY, Trend.BETTER)
_STATUSES = (CrisisStatus.ACTIVE, CrisisStatus.ALERT, CrisisStatus.WATCH, CrisisStatus.CLOSED)
SEVERITY_STEP = 0.05
"""Scores are published with one decimal: less than half of it apart is no change."""


def watch_key(
    profile: Profile, trend: Trend | None, severity: float | None, status: CrisisStatus
) -> OrderKey:
    """Give what sorts a crisis among others, gravest first; ties are the caller's.

    Closed ones come last. Before that: gravest state seen (a crisis nobody looked at stands before
    one where all that was looked at is absent), how many indicators are acute, present, emerging,
    trend (unknown stands between worse and steady), severity, status.
    """
    grave = [profile.counts[state] for state in _GRAVE]
    rank = next((float(n) for n, count in enumerate(grave) if count), 3.0)
    if rank == 3.0 and profile.n_rated:
        rank = 4.0
    return (
        float(status is CrisisStatus.CLOSED),
        rank,
        *(-float(count) for count in grave),
        float(_TRENDS.index(trend)),
        -(severity if severity is not None else -1.0),
        float(_STATUSES.index(status)),
    )


def severity_trend(newest: float | None, before: float | None) -> Trend | None:
    """Tell where a severity goes from one month to the next; None while one is unknown."""
    if newest is None or before is None:
        return None
    if abs(newest - before) < SEVERITY_STEP:
        return Trend.STEADY
    return Trend.WORSE if newest > before else Trend.BETTER
