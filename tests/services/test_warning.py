"""Triggers on the data of a real workspace: evaluated, logged, taken note of, judged."""

from datetime import date, timedelta

import pytest

from crisisplanner.domain.changes import Create
from crisisplanner.domain.entity import shipped_id
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.monitoring import CalendarEvent, CalendarKind, Event
from crisisplanner.domain.plans import DecisionPoint
from crisisplanner.domain.risk import IndicatorState, RiskIndicator
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.warning import (
    ConditionKind,
    LeadsTo,
    Trigger,
    TriggerCondition,
    TriggerFiring,
    Verdict,
)
from crisisplanner.services import assessing, editing, warning
from crisisplanner.services.session import Session
from crisisplanner.wording.catalogue import Wording

TODAY = date(2026, 11, 21)
ACUTE = "Any indicator is acute"
BEFORE_A_VOTE = "Factors 7 and 8 present before an election or anniversary"


@pytest.fixture
def crisis(bunia: Session) -> str:
    return bunia.all(Crisis)[0].id


def seen(session: Session, crisis: str, name: str) -> warning.SeenTrigger:
    return next(s for s in warning.triggers_of(session, crisis, TODAY) if s.trigger.name == name)


def rate(session: Session, crisis: str, code: str, state: IndicatorState) -> None:
    assessing.rate(session, crisis, shipped_id(RiskIndicator.KIND, code), state=state)


def test_default_triggers_are_assumptions_added_once(bunia: Session, crisis: str) -> None:
    added = warning.add_default_triggers(bunia, crisis)
    assert len(added) == 4
    assert all(t.basis is Basis.ASSUMPTION and t.source for t in added)
    assert warning.add_default_triggers(bunia, crisis) == ()


def test_while_nobody_looked_no_trigger_says_no(bunia: Session, crisis: str) -> None:
    warning.add_default_triggers(bunia, crisis)
    reaches = {s.trigger.name: s.reach.name for s in warning.triggers_of(bunia, crisis, TODAY)}
    assert reaches[ACUTE] == "UNKNOWN"
    assert warning.log_firings(bunia, crisis, TODAY) == ()


def test_a_chain_is_broken_until_a_decision_point_is_tied(bunia: Session, crisis: str) -> None:
    warning.add_default_triggers(bunia, crisis)
    broken = seen(bunia, crisis, ACUTE)
    assert broken.broken == message("trigger.no_decision_point")
    point = bunia.all(DecisionPoint)[0]
    editing.change_field(bunia, Trigger.KIND, broken.trigger.id, "decision_point", point.id)
    assert seen(bunia, crisis, ACUTE).broken is None


def test_a_trigger_fires_once_until_it_is_judged_and_then_rests(
    bunia: Session, crisis: str
) -> None:
    warning.add_default_triggers(bunia, crisis)
    rate(bunia, crisis, "7.1", IndicatorState.ACUTE)
    (firing,) = warning.log_firings(bunia, crisis, TODAY)
    assert [Wording().message(said) for said in warning.found_of(firing)] == [
        "Factor 7, acute: Emergency laws or extraordinary security measures that erode rights"
    ]
    assert warning.log_firings(bunia, crisis, TODAY + timedelta(days=90)) == ()
    noted = warning.acknowledge(bunia, firing.id)
    assert noted.acknowledged_by == "Maya"
    with pytest.raises(CrisisPlannerError):
        warning.acknowledge(bunia, firing.id)
    warning.judge_firing(bunia, firing.id, Verdict.FALSE_ALARM, "One post only")
    assert warning.log_firings(bunia, crisis, TODAY + timedelta(days=29)) == ()
    assert len(warning.log_firings(bunia, crisis, TODAY + timedelta(days=30))) == 1
    assert len(bunia.all(TriggerFiring)) == 2


def test_factors_7_and_8_present_and_an_election_within_60_days(
    bunia: Session, crisis: str
) -> None:
    warning.add_default_triggers(bunia, crisis)
    rate(bunia, crisis, "7.1", IndicatorState.PRESENT)
    rate(bunia, crisis, "8.1", IndicatorState.PRESENT)
    # Nobody entered a date yet, which is no answer.
    waiting = seen(bunia, crisis, BEFORE_A_VOTE)
    assert waiting.reach.name == "UNKNOWN"
    assert [said.code for said in waiting.found_of_each[-1]] == ["trigger.no_dates"]
    vote = CalendarEvent(
        id="vote",
        name="Vote",
        on_date=TODAY + timedelta(days=60),
        calendar_kind=CalendarKind.ELECTION,
        crisis=crisis,
    )
    editing.create_entity(bunia, vote)
    found = seen(bunia, crisis, BEFORE_A_VOTE)
    assert found.reach.fires
    assert [said.code for said in found.found] == [
        "trigger.indicator",
        "trigger.indicator",
        "trigger.date",
    ]


def test_two_indicators_of_factor_7_newly_present(bunia: Session, crisis: str) -> None:
    warning.add_default_triggers(bunia, crisis)
    name = "Two indicators of factor 7 newly present in 30 days"
    rate(bunia, crisis, "7.1", IndicatorState.PRESENT)
    assert not seen(bunia, crisis, name).reach.fires
    rate(bunia, crisis, "7.2", IndicatorState.ACUTE)
    assert seen(bunia, crisis, name).reach.fires
    later = warning.triggers_of(bunia, crisis, TODAY + timedelta(days=31))
    assert not next(s for s in later if s.trigger.name == name).reach.fires


def test_twenty_five_deaths_a_week_for_three_weeks(bunia: Session, crisis: str) -> None:
    trigger = Trigger(
        id="t", crisis=crisis, name="Killings", leads_to=LeadsTo.OPTION, leads_to_text="Go"
    )
    condition = TriggerCondition(
        id="c",
        trigger="t",
        condition_kind=ConditionKind.DEATHS,
        at_least=25,
        period_days=7,
        n_periods=3,
    )
    events = [
        Event(
            id=f"e{back}",
            code=f"e{back}",
            crisis=crisis,
            from_date=TODAY - timedelta(days=back),
            deaths=Figure(26, "person", low=20, high=40),
        )
        for back in (0, 8, 15)
    ]
    changes = [Create(one) for one in (trigger, condition, *events)]
    bunia.write(message("journal.triggers_added", crisis="Ituri"), changes)
    found = seen(bunia, crisis, "Killings")
    assert found.reach.name == "BEST"
    assert Wording().message(found.conditions[0]) == (
        "At least 25 deaths in 7 days, 3 times in a row"
    )
    editing.change_field(bunia, TriggerCondition.KIND, "c", "at_least", 41.0)
    assert seen(bunia, crisis, "Killings").reach.name == "NO"


def test_every_condition_is_said_in_words(bunia: Session, crisis: str) -> None:
    warning.add_default_triggers(bunia, crisis)
    said = {
        Wording().message(condition)
        for one in warning.triggers_of(bunia, crisis, TODAY)
        for condition in one.conditions
    }
    assert "At least 1 indicator of factors 10, 11 and 12 present or graver" in said
    assert "At least 1 indicator of factor 8 present or graver" in said
    assert "A date (election or anniversary) within 60 days" in said


def test_an_anniversary_comes_near_every_year(bunia: Session, crisis: str) -> None:
    trigger = Trigger(id="t", crisis=crisis, name="Near", leads_to=LeadsTo.OPTION)
    condition = TriggerCondition(
        id="c", trigger="t", condition_kind=ConditionKind.CALENDAR, within_days=30
    )
    event = CalendarEvent(
        id="e",
        name="Massacre",
        on_date=date(2003, 12, 6),
        calendar_kind=CalendarKind.ANNIVERSARY,
    )
    changes = [Create(one) for one in (trigger, condition, event)]
    bunia.write(message("journal.triggers_added", crisis="Ituri"), changes)
    assert seen(bunia, crisis, "Near").reach.fires
    earlier = warning.triggers_of(bunia, crisis, date(2026, 10, 1))
    assert not next(s for s in earlier if s.trigger.name == "Near").reach.fires


def test_what_is_too_long_to_keep_of_a_firing_is_counted(bunia: Session, crisis: str) -> None:
    trigger = Trigger(id="t", crisis=crisis, name="Near", leads_to=LeadsTo.OPTION)
    condition = TriggerCondition(
        id="c", trigger="t", condition_kind=ConditionKind.CALENDAR, within_days=30
    )
    dates = [
        CalendarEvent(
            id=f"e{number}",
            name=f"{number:03}" + "n" * 400,
            on_date=TODAY + timedelta(days=5),
            calendar_kind=CalendarKind.ELECTION,
        )
        for number in range(100)
    ]
    changes = [Create(one) for one in (trigger, condition, *dates)]
    bunia.write(message("journal.triggers_added", crisis="Ituri"), changes)
    (firing,) = warning.log_firings(bunia, crisis, TODAY)
    kept = warning.found_of(firing)
    assert 10 < len(kept) < 100
    assert (kept[-1].code, kept[-1].values["n"]) == ("trigger.more_found", 101 - len(kept))
