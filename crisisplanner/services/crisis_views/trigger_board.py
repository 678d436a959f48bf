"""All that the page of triggers shows of a crisis, read in one go."""

from __future__ import annotations

from dataclasses import dataclass

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.plans import DecisionPoint, Plan
from crisisplanner.domain.situation import Crisis, Scenario
from crisisplanner.domain.tasks import Task
from crisisplanner.services.session import Session
from crisisplanner.services.warning import SeenTrigger, triggers_of
from crisisplanner.services.warning_series import DeathsByWeek, deaths_by_week


@dataclass(frozen=True, slots=True)
class TriggerBoard:
    """Show triggers, the deaths by week, and what a trigger can lead to."""

    crisis: Crisis
    triggers: tuple[SeenTrigger, ...]
    series: DeathsByWeek
    points: tuple[DecisionPoint, ...]
    tasks: tuple[Task, ...]

    @property
    def broken(self) -> tuple[SeenTrigger, ...]:
        """List the triggers that lead nowhere."""
        return tuple(one for one in self.triggers if one.broken is not None)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is watched and nothing happened."""
        return not self.triggers and not self.series.weeks


def trigger_board(session: Session, crisis_id: EntityId) -> TriggerBoard:
    """Read the board of a crisis; nothing is written."""
    scenarios = {one.id for one in session.select(Scenario, crisis=crisis_id)}
    plans = {one.id for one in session.all(Plan) if one.scenario in scenarios}
    return TriggerBoard(
        crisis=session.get(Crisis, crisis_id),
        triggers=triggers_of(session, crisis_id),
        series=deaths_by_week(session, crisis_id),
        points=tuple(one for one in session.all(DecisionPoint) if one.plan in plans),
        tasks=session.all(Task),
    )
