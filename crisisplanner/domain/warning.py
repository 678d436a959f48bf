"""Early warning: triggers, the conditions they wait for, and the log of their firings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.risk import IndicatorState


class ConditionKind(StrEnum):
    """Say on what a condition looks."""

    SERIES = "series"
    DEATHS = "deaths"
    STATES = "states"
    CALENDAR = "calendar"


class LeadsTo(StrEnum):
    """Say what a trigger sets going."""

    DECISION_POINT = "decision_point"
    OPTION = "option"
    PREPAREDNESS = "preparedness"


class Verdict(StrEnum):
    """Judge a firing afterwards."""

    TRUE_ALARM = "true_alarm"
    FALSE_ALARM = "false_alarm"


@dataclass(frozen=True, kw_only=True, slots=True)
class Trigger(Entity):
    """Wait until all its conditions hold for some days in a row, and lead to something.

    ``quiet_days`` pass after a judged firing before it may fire again.
    """

    KIND: ClassVar[str] = "trigger"

    crisis: EntityId = fields.reference("crisis", required=True, belongs=True)
    name: str = fields.line(required=True)
    sustained_days: int = fields.integer(1, minimum=1, maximum=3650)
    quiet_days: int = fields.integer(30, minimum=0, maximum=3650)
    lead_time: Figure = fields.figure("d")
    leads_to: LeadsTo | None = fields.choice(LeadsTo)
    decision_point: EntityId | None = fields.reference("decision_point")
    task: EntityId | None = fields.reference("task")
    leads_to_text: str = fields.text()
    basis: Basis = fields.choice(Basis, Basis.ASSUMPTION)
    source: str = fields.line()
    marking: Marking | None = fields.marking()


@dataclass(frozen=True, kw_only=True, slots=True)
class TriggerCondition(Entity):
    """State one condition of a trigger as data; which fields count depends on its kind.

    SERIES and DEATHS: sums of ``period_days`` reach ``at_least``, ``n_periods`` times in a row.
    STATES: ``n_indicators`` of the ``factors`` (numbers; none means all) are in ``state`` or graver,
    since at most ``within_days`` if given. CALENDAR: a date of one of the ``calendar_kinds`` comes
    within ``within_days``.
    """

    KIND: ClassVar[str] = "trigger_condition"

    trigger: EntityId = fields.reference("trigger", required=True, belongs=True)
    condition_kind: ConditionKind = fields.choice(ConditionKind, ConditionKind.STATES)
    indicator: EntityId | None = fields.reference("monitoring_indicator")
    at_least: float | None = fields.number(minimum=0)
    period_days: int = fields.integer(7, minimum=1, maximum=366)
    n_periods: int = fields.integer(1, minimum=1, maximum=60)
    factors: tuple[str, ...] = fields.codes()
    state: IndicatorState = fields.choice(IndicatorState, IndicatorState.PRESENT)
    n_indicators: int = fields.integer(1, minimum=1, maximum=200)
    calendar_kinds: tuple[str, ...] = fields.codes()
    within_days: int | None = fields.integer(minimum=0, maximum=3650)

    def faults(self) -> Iterator[Message]:
        """Refuse a condition that lacks what its kind looks at."""
        kind = self.condition_kind
        if kind in (ConditionKind.SERIES, ConditionKind.DEATHS) and self.at_least is None:
            yield message("field.required", kind=self.KIND, field="at_least")
        if kind is ConditionKind.SERIES and self.indicator is None:
            yield message("field.required", kind=self.KIND, field="indicator")
        if kind is ConditionKind.CALENDAR and self.within_days is None:
            yield message("field.required", kind=self.KIND, field="within_days")

    def label(self) -> str:
        """Name it by what it looks at."""
        return self.condition_kind.value


@dataclass(frozen=True, kw_only=True, slots=True)
class TriggerFiring(Entity):
    """Log that a trigger fired: when, on which values, who took note, and the verdict.

    ``found`` keeps the values as messages in JSON, so that they can be said in any language.
    """

    KIND: ClassVar[str] = "trigger_firing"

    trigger: EntityId = fields.reference("trigger", required=True, belongs=True)
    fired_on: date | None = fields.calendar_date()
    found: str = fields.text()
    acknowledged_by: str = fields.line()
    acknowledged_on: date | None = fields.calendar_date()
    verdict: Verdict | None = fields.choice(Verdict)
    verdict_note: str = fields.text()

    def label(self) -> str:
        """Name it by its day."""
        return self.fired_on.isoformat() if self.fired_on is not None else self.id
