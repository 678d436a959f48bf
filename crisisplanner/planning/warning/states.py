"""Conditions on the states of risk indicators and on dates to come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crisisplanner.domain.messages import message
from crisisplanner.domain.risk import IndicatorState
from crisisplanner.planning.warning.reach import Finding, Reach


@dataclass(frozen=True, slots=True)
class RatedIndicator:
    """Hold an indicator's factor by number, its text, its state, and since when it holds."""

    factor: int
    text: str
    state: IndicatorState
    since: date | None = None


@dataclass(frozen=True, slots=True)
class DateToCome:
    """Hold a date of the calendar with its kind."""

    name: str
    kind: str
    on: date | None


def reached_states(
    indicators: Sequence[RatedIndicator],
    today: date,
    *,
    factors: Collection[int],
    state: IndicatorState,
    n_indicators: int = 1,
    within_days: int | None = None,
) -> Finding:
    """Find whether enough indicators are in a state or graver, newly if ``within_days`` is given.

    ``factors`` empty means all. Where unknown indicators could make up the number, it is unknown:
    nobody looked, and that is never a no. A state without a date counts as not new.
    """
    least = state.step or 0
    looked_at = [i for i in indicators if not factors or i.factor in factors]
    grave = [i for i in looked_at if i.state.step is not None and i.state.step >= least]
    if within_days is not None:
        first = today - timedelta(days=within_days)
        grave = [i for i in grave if i.since is not None and first <= i.since <= today]
    n_unknown = sum(1 for i in looked_at if i.state is IndicatorState.UNKNOWN)
    found = tuple(
        message(
            "trigger.indicator",
            factor=i.factor,
            text=i.text,
            state=message(f"word.IndicatorState.{i.state.value}"),
        )
        for i in grave
    )
    if len(grave) >= n_indicators:
        return Finding(Reach.BEST, found)
    if len(grave) + n_unknown >= n_indicators:
        return Finding(Reach.UNKNOWN, (*found, message("trigger.not_looked_at", n=n_unknown)))
    return Finding(Reach.NO, found)


def reached_dates(
    dates: Sequence[DateToCome], today: date, *, kinds: Collection[str], within_days: int
) -> Finding:
    """Find whether a date of some kinds comes within some days; no kinds mean all.

    Without any such date to come it is unknown: nobody may have entered it.
    """
    last = today + timedelta(days=within_days)
    to_come = sorted(
        (d.on, d.name)
        for d in dates
        if d.on is not None and today <= d.on and (not kinds or d.kind in kinds)
    )
    near = [(on, name) for on, name in to_come if on <= last]
    if near:
        said = tuple(message("trigger.date", name=name, on=on) for on, name in near)
        return Finding(Reach.CERTAIN, said)
    undated = [d for d in dates if d.on is None and (not kinds or d.kind in kinds)]
    if undated:
        said = tuple(message("trigger.undated", name=d.name) for d in undated)
        return Finding(Reach.UNKNOWN, said)
    if not to_come:
        return Finding(Reach.UNKNOWN, (message("trigger.no_dates"),))
    on, name = to_come[0]
    return Finding(Reach.NO, (message("trigger.next_date", name=name, on=on),))
