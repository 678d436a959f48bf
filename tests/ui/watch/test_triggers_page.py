"""The page of events and triggers on a real workspace: add, evaluate, take note, judge, tie."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from crisisplanner.domain.changes import Create
from crisisplanner.domain.entity import shipped_id
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.monitoring import Event
from crisisplanner.domain.plans import DecisionPoint
from crisisplanner.domain.risk import IndicatorState, RiskIndicator
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.tasks import Task, TaskStatus
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
from crisisplanner.ui.home.home_page import HomePage
from crisisplanner.ui.home.overview import read_overview
from crisisplanner.ui.inspecting.change_dialog import ChangeDialog
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.watch.warning.judge_dialog import JudgeDialog
from crisisplanner.ui.watch.warning.trigger_card import TriggerCard
from crisisplanner.ui.watch.warning.triggers_page import TriggersPage
from crisisplanner.ui.watch.warning.week_chart import WeekChart
from crisisplanner.ui.widgets.fields import ChoiceField, LineField, TextField, TicksField
from crisisplanner.ui.widgets.text import Text
from tests.ui.conftest import WAIT_MS, settle
from tests.ui.test_fitting import SIZES, cut_texts

ACUTE = "Any indicator is acute"


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> TriggersPage:
    """Open the page on the case, which has no triggers."""
    window.show_page("triggers")
    settle(window, qtbot)
    shown = window.page("triggers")
    assert isinstance(shown, TriggersPage)
    return shown


@pytest.fixture
def filled(page: TriggersPage, window: MainWindow, session: Session, qtbot: QtBot) -> TriggersPage:
    """Rate an indicator acute, and add the default triggers by the page's first step."""
    indicator = shipped_id(RiskIndicator.KIND, "7.1")
    crisis = session.all(Crisis)[0].id
    assessing.rate(session, crisis, indicator, state=IndicatorState.ACUTE)
    window.trigger("triggers.add_defaults")
    qtbot.waitUntil(lambda: len(page.cards) == 4, timeout=WAIT_MS)
    return page


def card(page: TriggersPage, name: str) -> TriggerCard:
    return next(one for one in page.cards if one.accessibleName() == name)


def click(page: TriggersPage, name: str, text: str) -> None:
    buttons = card(page, name).findChildren(QPushButton)
    button = next(one for one in buttons if one.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def said(page: TriggersPage, name: str) -> list[str]:
    return [text.text() for text in card(page, name).findChildren(Text)]


def judge(page: TriggersPage, note: str, verdict: Verdict | None = None) -> None:
    dialog = page.findChild(JudgeDialog)
    assert isinstance(dialog, JudgeDialog)
    field, choice = dialog.field("verdict_note"), dialog.field("verdict")
    assert isinstance(field, TextField)
    assert isinstance(choice, ChoiceField)
    field.setPlainText(note)
    if verdict is not None:
        choice.choose(verdict.value)
    dialog.act.click()


def test_a_firing_is_logged_noted_and_judged(
    filled: TriggersPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    assert card(filled, ACUTE).pill.accessibleName() == "reached"
    window.trigger("triggers.evaluate")
    qtbot.waitUntil(lambda: "open firings: 1" in filled.summary.text(), timeout=WAIT_MS)
    click(filled, ACUTE, "Take note")
    qtbot.waitUntil(lambda: bool(session.all(TriggerFiring)[0].acknowledged_by), timeout=WAIT_MS)
    qtbot.waitUntil(
        lambda: all(b.text() != "Take note" for b in card(filled, ACUTE).findChildren(QPushButton)),
        timeout=WAIT_MS,
    )
    click(filled, ACUTE, "True alarm")
    dialog = filled.findChild(JudgeDialog)
    assert dialog is not None
    assert dialog.windowTitle().startswith("Verdict on “Any indicator is acute”, fired on ")
    judge(filled, "Two posts were burnt")
    qtbot.waitUntil(lambda: "open firings: 0" in filled.summary.text(), timeout=WAIT_MS)
    (firing,) = session.all(TriggerFiring)
    assert (firing.acknowledged_by, firing.verdict) == ("Maya Diallo", Verdict.TRUE_ALARM)
    assert "true alarm: Two posts were burnt" in said(filled, ACUTE)


def test_a_verdict_and_its_note_are_changed_later(
    filled: TriggersPage, session: Session, qtbot: QtBot
) -> None:
    crisis = session.all(Crisis)[0].id
    (firing,) = warning.log_firings(session, crisis)
    warning.judge_firing(session, firing.id, Verdict.TRUE_ALARM, "First word")
    qtbot.waitUntil(lambda: "true alarm: First word" in said(filled, ACUTE), timeout=WAIT_MS)
    button = card(filled, ACUTE).findChild(QPushButton, f"judge.{firing.id}")
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    judge(filled, "A rumour", Verdict.FALSE_ALARM)
    qtbot.waitUntil(lambda: "false alarm: A rumour" in said(filled, ACUTE), timeout=WAIT_MS)


def test_what_fires_is_said_before_it_is_logged(filled: TriggersPage, session: Session) -> None:
    assert "1 trigger fires now and is in no log yet." in filled.summary.text()
    assert "Fires now; not logged yet." in said(filled, ACUTE)
    assert not session.all(TriggerFiring)


def test_one_click_on_the_start_page_logs_what_fires(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    crisis = session.all(Crisis)[0].id
    warning.add_default_triggers(session, crisis)
    indicator = shipped_id(RiskIndicator.KIND, "7.1")
    assessing.rate(session, crisis, indicator, state=IndicatorState.ACUTE)
    window.show_page("home")
    settle(window, qtbot)
    home = window.page("home")
    assert isinstance(home, HomePage)
    button = next(b for b in home.findChildren(QPushButton) if b.text() == "Log it")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(session.all(TriggerFiring)) == 1, timeout=WAIT_MS)
    settle(window, qtbot)
    page = window.page("triggers")
    assert isinstance(page, TriggersPage)
    assert "open firings: 1" in page.summary.text()
    after = {n.title.code: n for n in read_overview(session).needs}
    assert "home.fires" not in after
    assert after["home.fired"].argument == crisis
    editing.undo(session)
    assert "home.fires" in {n.title.code for n in read_overview(session).needs}


def test_a_broken_chain_is_mended_by_a_decision_point(
    filled: TriggersPage, session: Session, qtbot: QtBot
) -> None:
    assert "broken chains: 1" in filled.summary.text()
    point = session.all(DecisionPoint)[0]
    (field,) = card(filled, ACUTE).findChildren(ChoiceField)
    field.choose(point.id)
    qtbot.waitUntil(lambda: "broken chains: 0" in filled.summary.text(), timeout=WAIT_MS)
    tied = [t for t in session.all(Trigger) if t.name == ACUTE]
    assert tied[0].decision_point == point.id


def test_deaths_are_drawn_by_week_and_said(
    filled: TriggersPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    crisis = session.all(Crisis)[0].id
    today = session.outside.now().date()
    trigger = Trigger(
        id="t", crisis=crisis, name="Killings", leads_to=LeadsTo.OPTION, leads_to_text="Go"
    )
    condition = TriggerCondition(
        id="c", trigger="t", condition_kind=ConditionKind.DEATHS, at_least=25, n_periods=3
    )
    events = [
        Event(
            id=f"e{back}",
            code=f"e{back}",
            crisis=crisis,
            from_date=today - timedelta(days=back),
            deaths=Figure(26, "person", low=20, high=40),
        )
        for back in (0, 8, 15, 60)
    ]
    changes = [Create(one) for one in (trigger, condition, *events)]
    session.write(message("journal.triggers_added", crisis="Ituri"), changes)
    qtbot.waitUntil(lambda: len(filled.cards) == 5, timeout=WAIT_MS)
    assert card(filled, "Killings").pill.accessibleName() == "reached"
    (chart,) = filled.findChildren(WeekChart)
    assert chart.accessibleName() == "Deaths in each of 9 weeks"
    assert chart.accessibleDescription().endswith("26 (low 20, high 40)")
    for width, height in SIZES:
        window.resize(width, height)
        settle(window, qtbot)
        qtbot.waitUntil(lambda: not cut_texts(window), timeout=WAIT_MS)
    assert not filled.grab().isNull()


def named(page: TriggersPage, name: str) -> QPushButton:
    button = page.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    return button


def press(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_trigger_is_made_with_a_condition_as_data_and_edited(
    page: TriggersPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    window.trigger("triggers.add")
    asked = page.findChild(NewThing)
    assert asked is not None
    name, leads_to = asked.field("name"), asked.field("leads_to")
    assert isinstance(name, LineField)
    assert isinstance(leads_to, ChoiceField)
    QTest.keyClicks(name, "Votes near")
    leads_to.choose("option")
    press(asked.add)
    qtbot.waitUntil(lambda: len(page.findChildren(NewThing)) > 0, timeout=WAIT_MS)
    qtbot.waitUntil(
        lambda: any("condition" in d.windowTitle() for d in page.findChildren(NewThing)),
        timeout=WAIT_MS,
    )
    dialog = next(d for d in page.findChildren(NewThing) if "condition" in d.windowTitle())
    kind, kinds = dialog.field("condition_kind"), dialog.field("calendar_kinds")
    assert isinstance(kind, ChoiceField)
    assert isinstance(kinds, TicksField)
    kind.choose("calendar")
    assert not dialog.field("at_least").isVisible()
    kinds.choose(["election"])
    within = dialog.field("within_days")
    assert isinstance(within, LineField)
    press(dialog.add)
    assert dialog.isVisible()
    QTest.keyClicks(within, "60")
    press(dialog.add)
    qtbot.waitUntil(lambda: bool(session.all(TriggerCondition)), timeout=WAIT_MS)
    settle(window, qtbot)
    (condition,) = session.all(TriggerCondition)
    assert (condition.condition_kind, condition.calendar_kinds, condition.within_days) == (
        ConditionKind.CALENDAR,
        ("election",),
        60,
    )
    press(named(page, f"change.trigger_condition.{condition.id}"))
    change = page.findChild(ChangeDialog)
    assert change is not None
    field = change.field("within_days")
    assert isinstance(field, LineField)
    field.selectAll()
    QTest.keyClicks(field, "30")
    press(change.act)
    qtbot.waitUntil(
        lambda: session.get(TriggerCondition, condition.id).within_days == 30, timeout=WAIT_MS
    )
    settle(window, qtbot)
    press(named(page, f"remove.trigger_condition.{condition.id}"))
    qtbot.waitUntil(lambda: not session.all(TriggerCondition), timeout=WAIT_MS)
    settle(window, qtbot)
    assert "broken chains: 1" in page.summary.text()
    window.trigger("edit.undo")
    qtbot.waitUntil(lambda: bool(session.all(TriggerCondition)), timeout=WAIT_MS)
    settle(window, qtbot)


def test_a_trigger_can_lead_to_a_preparedness_task(
    filled: TriggersPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    task = Task(id="task", title="Preposition tents")
    trigger = next(t for t in session.all(Trigger) if t.leads_to is LeadsTo.PREPAREDNESS)
    editing.create_entity(session, task)
    editing.change_fields(session, Trigger.KIND, trigger.id, {"task": "task", "leads_to_text": ""})
    qtbot.waitUntil(
        lambda: any(
            one.text() == "Leads to the task: Preposition tents"
            for one in filled.findChildren(Text)
        ),
        timeout=WAIT_MS,
    )
    settle(window, qtbot)
    editing.change_field(session, Task.KIND, "task", "status", TaskStatus.DROPPED)
    qtbot.waitUntil(lambda: "broken chains: 2" in filled.summary.text(), timeout=WAIT_MS)
    settle(window, qtbot)


def test_a_trigger_with_a_log_is_retired_and_its_log_kept(
    filled: TriggersPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    window.trigger("triggers.evaluate")
    qtbot.waitUntil(lambda: bool(session.all(TriggerFiring)), timeout=WAIT_MS)
    settle(window, qtbot)
    (firing,) = session.all(TriggerFiring)
    press(named(filled, f"remove.trigger.{firing.trigger}"))
    qtbot.waitUntil(lambda: len(filled.cards) == 3, timeout=WAIT_MS)
    settle(window, qtbot)
    assert session.get(Trigger, firing.trigger).retired
    assert session.all(TriggerFiring) == (firing,)


def test_a_broken_chain_is_listed_with_its_way_out(filled: TriggersPage) -> None:
    mend = next(b for b in filled.findChildren(QPushButton) if b.text() == "Mend")
    assert mend.accessibleName() == f"Mend “{ACUTE}”"
    press(mend)
    dialog = filled.findChild(ChangeDialog)
    assert dialog is not None
    assert not dialog.field("task").isVisible()
    assert dialog.field("decision_point").isVisible()
    dialog.reject()


def test_a_removed_condition_is_named_by_its_trigger(
    filled: TriggersPage, window: MainWindow, session: Session
) -> None:
    condition = session.all(TriggerCondition)[0]
    trigger = session.get(Trigger, condition.trigger)
    filled.deeds.remove(TriggerCondition.KIND, condition.id)
    assert f"a condition of {trigger.name}" in window.strip.message.text()
