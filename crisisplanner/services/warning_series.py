"""The series that a warning page draws: deaths in the events of a crisis, week by week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.monitoring import Event
from crisisplanner.domain.table_query import TableQuery
from crisisplanner.domain.warning import ConditionKind, Trigger, TriggerCondition
from crisisplanner.planning.warning.periods import sums_of_periods
from crisisplanner.planning.warning.reach import Reading
from crisisplanner.services.session import Session

DAYS_PER_WEEK = 7
N_WEEKS = 26


@dataclass(frozen=True, slots=True)
class Week:
    """Hold the deaths of one week; None is unknown."""

    start: date
    best: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class DeathsByWeek:
    """Show weeks, oldest first, and the thresholds of triggers that look at weeks."""

    weeks: tuple[Week, ...]
    thresholds: tuple[float, ...]


def death_readings(session: Session, crisis_id: EntityId) -> list[Reading]:
    """Read the dated deaths of a crisis's events by columns: there may be ten thousand."""
    query = TableQuery(
        kind=Event.KIND, columns=("crisis", "from_date", "deaths"), include_retired=False
    )
    rows = session.file.query_rows(query, session.file.query_ids(query))
    return [
        Reading(on, deaths.value, deaths.low, deaths.high)
        for crisis, on, deaths in rows
        if crisis == crisis_id and on is not None
    ]


def deaths_by_week(session: Session, crisis_id: EntityId) -> DeathsByWeek:
    """Sum the deaths of the last weeks up to the newest event; no event gives no week."""
    readings = death_readings(session, crisis_id)
    thresholds = tuple(
        sorted(
            {
                condition.at_least
                for trigger in session.select(Trigger, crisis=crisis_id, retired=False)
                for condition in session.select(TriggerCondition, trigger=trigger.id)
                if condition.condition_kind is ConditionKind.DEATHS
                and condition.period_days == DAYS_PER_WEEK
                and condition.at_least is not None
            }
        )
    )
    if not readings:
        return DeathsByWeek((), thresholds)
    first, last = min(r.on for r in readings), max(r.on for r in readings)
    n_weeks = min(N_WEEKS, (last - first).days // DAYS_PER_WEEK + 1)
    sums = sums_of_periods(readings, last, DAYS_PER_WEEK, n_weeks, known_from=first, known_to=last)
    weeks = tuple(Week(one.on, one.best, one.low, one.high) for one in sums)
    return DeathsByWeek(weeks, thresholds)
