"""Early warning: evaluate triggers on the data of a workspace, log firings, take note, judge."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from crisisplanner.domain.changes import Change, Create, Update
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import refused
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.monitoring import (
    CalendarEvent,
    IndicatorValue,
    MonitoringIndicator,
)
from crisisplanner.domain.plans import DecisionPoint
from crisisplanner.domain.risk import IndicatorState
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.structures import from_structure, to_structure
from crisisplanner.domain.tasks import Task, TaskStatus
from crisisplanner.domain.warning import (
    ConditionKind,
    LeadsTo,
    Trigger,
    TriggerCondition,
    TriggerFiring,
    Verdict,
)
from crisisplanner.exchange.shipped import default_triggers
from crisisplanner.planning.warning.periods import reached_in_a_row
from crisisplanner.planning.warning.reach import Finding, Reach, Reading, all_of
from crisisplanner.planning.warning.states import (
    DateToCome,
    RatedIndicator,
    reached_dates,
    reached_states,
)
from crisisplanner.services.assessing import assessments_of, ratings_of
from crisisplanner.services.risk_view import risk_view
from crisisplanner.services.session import Session
from crisisplanner.services.warning_series import death_readings


@dataclass(frozen=True, slots=True)
class SeenTrigger:
    """Show a trigger: what it waits for, how far it is, its log, and where its chain breaks."""

    trigger: Trigger
    looked_at: tuple[TriggerCondition, ...]
    conditions: tuple[Message, ...]
    reach: Reach
    found_of_each: tuple[tuple[Message, ...], ...]
    """What was found for each condition, in their order."""
    firings: tuple[TriggerFiring, ...]
    broken: Message | None
    today: date

    @property
    def found(self) -> tuple[Message, ...]:
        """Give all that was found."""
        return tuple(said for of_one in self.found_of_each for said in of_one)

    @property
    def is_due(self) -> bool:
        """Tell whether it fires now and nobody logged it, its quiet days over."""
        if not self.reach.fires or self.open_firing is not None:
            return False
        rests_since = self.today - timedelta(days=self.trigger.quiet_days)
        return all(f.fired_on is None or f.fired_on <= rests_since for f in self.firings)

    @property
    def open_firing(self) -> TriggerFiring | None:
        """Give the newest firing that has no verdict yet."""
        return next((f for f in self.firings if f.verdict is None), None)


def add_default_triggers(session: Session, crisis_id: EntityId) -> tuple[Trigger, ...]:
    """Add the default triggers that a crisis does not have yet, as assumptions to be edited."""
    crisis = session.get(Crisis, crisis_id)
    known = {trigger.name for trigger in session.select(Trigger, crisis=crisis_id)}
    changes: list[Change] = []
    added = []
    for default in default_triggers():
        if default.name in known:
            continue
        trigger = Trigger(
            id=session.outside.new_id(),
            crisis=crisis_id,
            name=default.name,
            leads_to=default.leads_to,
            leads_to_text=default.leads_to_text,
            source=default.source,
        )
        added.append(trigger)
        changes.append(Create(trigger))
        changes += [
            Create(TriggerCondition(id=session.outside.new_id(), trigger=trigger.id, **fields))
            for fields in default.conditions
        ]
    if changes:
        session.write(message("journal.triggers_added", crisis=crisis.name), changes)
    return tuple(added)


def triggers_of(
    session: Session, crisis_id: EntityId, today: date | None = None
) -> tuple[SeenTrigger, ...]:
    """Evaluate the triggers of a crisis; nothing is written."""
    watch = _Watch(session, crisis_id, today or session.outside.now().date())
    triggers = session.select(Trigger, crisis=crisis_id, retired=False)
    return tuple(watch.seen(one) for one in sorted(triggers, key=lambda t: (t.name, t.id)))


def log_firings(
    session: Session, crisis_id: EntityId, today: date | None = None
) -> tuple[TriggerFiring, ...]:
    """Evaluate the triggers of a crisis and log those that fire, in one step.

    A trigger fires once until its firing is judged, and then rests for its quiet days.
    """
    fired = []
    for seen in triggers_of(session, crisis_id, today):
        if not seen.is_due:
            continue
        fired.append(
            TriggerFiring(
                id=session.outside.new_id(),
                trigger=seen.trigger.id,
                fired_on=seen.today,
                found=_found_text(seen.found),
            )
        )
    if fired:
        what = message("journal.triggers_fired", n=len(fired))
        session.write(what, [Create(firing) for firing in fired])
    return tuple(fired)


MOST_FOUND = 20_000


def _found_text(found: Sequence[Message]) -> str:
    """Write what was found; of what is too long to keep the first, and how many are left out."""
    n_kept = len(found)
    while True:
        left = len(found) - n_kept
        more = (message("trigger.more_found", n=left),) if left else ()
        plain = [to_structure(said) for said in (*found[:n_kept], *more)]
        text = json.dumps(plain, ensure_ascii=False)
        if len(text) <= MOST_FOUND or not n_kept:
            return text
        n_kept = n_kept * 9 // 10


def found_of(firing: TriggerFiring) -> tuple[Message, ...]:
    """Read the values on which a trigger fired; what can't be read is left out."""
    try:
        return tuple(from_structure(Message, plain) for plain in json.loads(firing.found or "[]"))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ()


def acknowledge(session: Session, firing_id: EntityId) -> TriggerFiring:
    """Take note of a firing; refused if somebody did already."""
    firing = session.get(TriggerFiring, firing_id)
    if firing.acknowledged_by:
        raise refused("trigger.already_acknowledged", name=firing.acknowledged_by)
    trigger = session.get(Trigger, firing.trigger)
    fields = {
        "acknowledged_by": session.author,
        "acknowledged_on": session.outside.now().date(),
    }
    what = message("journal.firing_acknowledged", trigger=trigger.name)
    session.write(what, [Update(TriggerFiring.KIND, firing_id, fields)])
    return session.get(TriggerFiring, firing_id)


def judge_firing(
    session: Session, firing_id: EntityId, verdict: Verdict, note: str = ""
) -> TriggerFiring:
    """Say whether a firing was a true alarm; who judges has also taken note."""
    firing = session.get(TriggerFiring, firing_id)
    trigger = session.get(Trigger, firing.trigger)
    fields: dict[str, object] = {"verdict": verdict, "verdict_note": note.strip()}
    if not firing.acknowledged_by:
        fields["acknowledged_by"] = session.author
        fields["acknowledged_on"] = session.outside.now().date()
    what = message(
        "journal.firing_judged",
        trigger=trigger.name,
        verdict=message(f"word.Verdict.{verdict.value}"),
    )
    session.write(what, [Update(TriggerFiring.KIND, firing_id, fields)])
    return session.get(TriggerFiring, firing_id)


class _Watch:
    """Read a crisis's data once and evaluate its triggers on it."""

    def __init__(self, session: Session, crisis_id: EntityId, today: date) -> None:
        self._session, self._crisis, self._today = session, crisis_id, today
        self._rated: list[RatedIndicator] | None = None
        self._deaths: list[Reading] | None = None

    def seen(self, trigger: Trigger) -> SeenTrigger:
        """Evaluate one trigger on each day that it must be sustained."""
        found = self._session.select(TriggerCondition, trigger=trigger.id)
        conditions = sorted(found, key=lambda c: (_ORDER.index(c.condition_kind), c.factors, c.id))
        firings = self._session.select(TriggerFiring, trigger=trigger.id)
        days = [self._today - timedelta(days=back) for back in range(trigger.sustained_days)]
        findings = [self._evaluated(c, self._today) for c in conditions]
        # Only what has a history of its own can be asked for the days before.
        dated = [c for c in conditions if c.condition_kind in _DATED]
        earlier = [all_of(self._evaluated(c, day) for c in dated) for day in days[1:] if dated]
        reach = min([all_of(findings).reach, *(one.reach for one in earlier)])
        ordered = sorted(firings, key=lambda f: (str(f.fired_on), f.id), reverse=True)
        return SeenTrigger(
            trigger=trigger,
            looked_at=tuple(conditions),
            conditions=tuple(self._described(c) for c in conditions),
            reach=reach,
            found_of_each=tuple(finding.found for finding in findings),
            firings=tuple(ordered),
            broken=self._broken(trigger, conditions),
            today=self._today,
        )

    def _evaluated(self, condition: TriggerCondition, day: date) -> Finding:
        return _EVALUATORS[condition.condition_kind](self, condition, day)

    def series(self, condition: TriggerCondition, day: date) -> Finding:
        """Look at the series of an indicator."""
        values = self._session.select(IndicatorValue, indicator=condition.indicator)
        readings = [Reading(v.from_date, v.best, v.low, v.high) for v in values if v.from_date]
        return _in_a_row(readings, condition, day)

    def deaths(self, condition: TriggerCondition, day: date) -> Finding:
        """Look at the deaths in the events of the crisis."""
        if self._deaths is None:
            self._deaths = death_readings(self._session, self._crisis)
        days = [reading.on for reading in self._deaths]
        known = (min(days), max(days)) if days else (None, None)
        return _in_a_row(self._deaths, condition, day, known)

    def states(self, condition: TriggerCondition, day: date) -> Finding:
        """Look at the joint picture of the risk indicators."""
        return reached_states(
            self._indicators(),
            day,
            factors={int(code) for code in condition.factors if code.isdigit()},
            state=condition.state,
            n_indicators=condition.n_indicators,
            within_days=condition.within_days,
        )

    def calendar(self, condition: TriggerCondition, day: date) -> Finding:
        """Look at the dates to come of the crisis, and those that belong to none."""
        dates = [
            DateToCome(d.name, d.calendar_kind.value, d.next_on(day))
            for d in self._session.all(CalendarEvent)
            if d.crisis in (None, self._crisis)
        ]
        kinds = frozenset(condition.calendar_kinds)
        return reached_dates(dates, day, kinds=kinds, within_days=condition.within_days or 0)

    def _indicators(self) -> list[RatedIndicator]:
        if self._rated is None:
            view = risk_view(self._session, self._crisis)
            since = self._since()
            self._rated = [
                RatedIndicator(
                    f.factor.number,
                    i.indicator.text,
                    i.state,
                    since.get((i.indicator.id, i.state)),
                )
                for f in view.factors
                for i in f.indicators
            ]
        return self._rated

    def _since(self) -> dict[tuple[EntityId, IndicatorState], date]:
        """Find since when somebody has held each state, by the earliest who still does."""
        since: dict[tuple[EntityId, IndicatorState], date] = {}
        for assessment in assessments_of(self._session, self._crisis):
            if assessment.agreed:
                continue
            for rating in ratings_of(self._session, assessment.id).values():
                if rating.state_since is not None:
                    key = (rating.indicator, rating.state)
                    since[key] = min(rating.state_since, since.get(key, rating.state_since))
        return since

    def _broken(self, trigger: Trigger, conditions: Sequence[TriggerCondition]) -> Message | None:
        if not conditions:
            return message("trigger.no_condition")
        if trigger.leads_to is None:
            return message("trigger.leads_nowhere")
        if trigger.leads_to is LeadsTo.DECISION_POINT:
            point = self._session.find(DecisionPoint, trigger.decision_point)
            if point is None or point.retired:
                return message("trigger.no_decision_point")
        elif trigger.leads_to is LeadsTo.PREPAREDNESS and trigger.task is not None:
            task = self._session.find(Task, trigger.task)
            if task is None or task.retired or task.status is TaskStatus.DROPPED:
                return message("trigger.no_task")
        elif not trigger.leads_to_text.strip():
            return message("trigger.no_text")
        return None

    def _described(self, condition: TriggerCondition) -> Message:
        days, n = condition.period_days, condition.n_periods
        match condition.condition_kind:
            case ConditionKind.DEATHS:
                return message("trigger.deaths", at_least=condition.at_least, days=days, n=n)
            case ConditionKind.SERIES:
                indicator = self._session.find(MonitoringIndicator, condition.indicator)
                name = indicator.name if indicator is not None else None
                return message(
                    "trigger.series",
                    indicator=name,
                    at_least=condition.at_least,
                    days=days,
                    n=n,
                )
            case ConditionKind.CALENDAR:
                kinds = tuple(message(f"word.CalendarKind.{k}") for k in condition.calendar_kinds)
                return message(
                    "trigger.calendar",
                    kinds=kinds or (message("trigger.any_kind"),),
                    days=condition.within_days,
                )
            case ConditionKind.STATES:
                return _described_states(condition)


def _described_states(condition: TriggerCondition) -> Message:
    factors = message("trigger.all_factors")
    if len(condition.factors) == 1:
        factors = message("trigger.one_factor", factor=condition.factors[0])
    elif condition.factors:
        factors = message("trigger.some_factors", factors=condition.factors)
    state = message(f"word.IndicatorState.{condition.state.value}")
    n, days = condition.n_indicators, condition.within_days
    # Nothing is graver than what is acute.
    code = "states_gravest" if condition.state is IndicatorState.ACUTE else "states"
    if days is None:
        return message(f"trigger.{code}", n=n, factors=factors, state=state)
    return message(f"trigger.{code}_new", n=n, factors=factors, state=state, days=days)


def _in_a_row(
    readings: Sequence[Reading],
    condition: TriggerCondition,
    day: date,
    known: tuple[date | None, date | None] = (None, None),
) -> Finding:
    return reached_in_a_row(
        readings,
        day,
        at_least=condition.at_least or 0.0,
        period_days=condition.period_days,
        n_periods=condition.n_periods,
        known_from=known[0],
        known_to=known[1],
    )


_ORDER = tuple(ConditionKind)
_DATED = frozenset({ConditionKind.SERIES, ConditionKind.DEATHS})
_EVALUATORS: Mapping[ConditionKind, Callable[[_Watch, TriggerCondition, date], Finding]] = (
    MappingProxyType(
        {
            ConditionKind.SERIES: _Watch.series,
            ConditionKind.DEATHS: _Watch.deaths,
            ConditionKind.STATES: _Watch.states,
            ConditionKind.CALENDAR: _Watch.calendar,
        }
    )
)
