"""Levers on the match page: a person finds them, has them checked, opens what they change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crisisplanner.domain.changes import Create
from crisisplanner.domain.messages import message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Allocation, Requirement
from crisisplanner.services.editing import change_field
from crisisplanner.services.matching.question_choices import Choice
from crisisplanner.services.matching.running import adopted_match
from crisisplanner.services.matching.what_if import QuestionKind
from crisisplanner.services.session import Session
from crisisplanner.ui.match.lever_blocks import LeverButton
from crisisplanner.ui.match.lever_phrases import LeverPhrases
from crisisplanner.ui.match.match_page import MatchPage
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.match.study_dialogs import (
    ComparisonDialog,
    QuestionDialog,
    TogetherDialog,
    number_of,
)
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording
from tests.ui.conftest import WAIT_MS, settle

HOSPITALS = "Role 2 hospitals, Bunia"
PROOF_MS = 60_000


def session_of(window: MainWindow) -> Session:
    assert window.room.session is not None
    return window.room.session


def open_need(page: MatchPage, title: str) -> None:
    assert page.desk.reading is not None
    need = next(need for need in page.desk.reading.view.needs if need.title == title)
    page.board.open_need(need.id)


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def button_that(page: MatchPage, begins: str) -> LeverButton:
    return next(one for one in page.inspector.lever_buttons if one.condition.startswith(begins))


def n_tried(page: MatchPage) -> int:
    levers = page.inspector.levers
    return 0 if levers is None else sum(one.comparison is not None for one in levers.levers)


def wait_for_proof(page: MatchPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.studies.is_checking, timeout=PROOF_MS)


def comparison(page: MatchPage, qtbot: QtBot) -> ComparisonDialog:
    """Wait for a comparison to open."""
    qtbot.waitUntil(lambda: isinstance(page.studies.dialog, ComparisonDialog), timeout=PROOF_MS)
    dialog = page.studies.dialog
    assert isinstance(dialog, ComparisonDialog)
    return dialog


def texts(dialog: ComparisonDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(Text)]


def test_a_plan_that_was_never_matched_says_where_levers_come_from(
    page: MatchPage, window: MainWindow
) -> None:
    window.trigger("plan.levers")
    said = [label.text() for label in page.inspector.findChildren(Text)]
    assert "Match the plan first: levers come from the reasons for its gaps." in said
    assert page.inspector.check.isHidden()


def test_levers_stand_under_their_causes_and_are_not_proven_at_first(matched: MatchPage) -> None:
    open_need(matched, HOSPITALS)
    lever = button_that(matched, "Germany’s caveat")
    assert lever.gain.startswith("Perhaps ")
    assert lever.shares == ""


def test_levers_hoped_to_bring_next_to_nothing_are_counted_and_not_listed(
    matched: MatchPage, window: MainWindow
) -> None:
    window.trigger("plan.levers")
    levers = matched.inspector.levers
    assert levers is not None
    vain = [one for one in levers.levers if one.comparison is None and not one.is_hoped_for]
    said = [label.text() for label in matched.inspector.findChildren(Text)]
    assert "Not checked yet: only hoped for" in said
    assert len(matched.inspector.lever_buttons) == len(levers.levers) - len(vain)
    assert any(text.startswith("Next to nothing is hoped of") for text in said) == bool(vain)


def test_a_lever_that_is_clicked_is_proven_and_opens_what_changes(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    session = session_of(window)
    before, position = session.all(Allocation), session.file.position()
    open_need(matched, HOSPITALS)
    click(button_that(matched, "Germany’s caveat"))
    dialog = comparison(matched, qtbot)
    said = texts(dialog)
    assert HOSPITALS in said
    assert {"48\u00a0%", "80\u00a0%", "+1 hospital from D+30"} <= set(said)
    assert any(text.startswith("Germany comes with 1, D+30 to D+94") for text in said)
    assert any("Nothing is written" in text for text in said)
    click(dialog.close_button)
    settle(window, qtbot)
    assert button_that(matched, "Germany’s caveat").shares == "48 → 80\u00a0%"
    assert button_that(matched, "Germany’s caveat").gain == "+1 hospital from D+30"
    assert session.all(Allocation) == before
    assert session.file.position() == position


def test_all_levers_are_checked_ranked_and_kept_with_the_match(
    matched: MatchPage, window: MainWindow, words: Wording, qtbot: QtBot
) -> None:
    window.trigger("plan.levers")
    check = matched.inspector.check
    found = matched.inspector.lever_buttons
    assert len(found) > 10
    levers = matched.inspector.levers
    assert levers is not None
    assert check.text() == words.say("what_if.check", n=len(levers.levers))
    click(check)
    assert check.text() == "Stop checking"
    wait_for_proof(matched, qtbot)
    buttons = matched.inspector.lever_buttons
    assert buttons[0].condition.startswith("Germany lifts")
    before, after = (float(end.rstrip("\u00a0%")) for end in buttons[0].shares.split(" → "))
    assert after > before + 1
    assert check.isHidden()
    ranks = [
        (
            one.condition.startswith("The goal moved: "),
            -float(one.shares.split(" → ")[1].rstrip("\u00a0%")),
        )
        for one in buttons
    ]
    assert ranks == sorted(ranks)
    matched.desk.refresh()
    settle(window, qtbot)
    assert [one.shares for one in matched.inspector.lever_buttons] == [
        one.shares for one in buttons
    ]


def test_stopping_keeps_the_levers_that_were_checked(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.trigger("plan.levers")
    reported: list[float] = []
    shown: list[int] = []
    window.jobs.progressed.connect(lambda _job, progress: reported.append(progress.share))
    window.jobs.progressed.connect(lambda *_: shown.append(n_tried(matched)))
    click(matched.inspector.check)
    qtbot.waitUntil(lambda: any(share and share > 0.1 for share in reported), timeout=PROOF_MS)
    click(matched.inspector.check)
    wait_for_proof(matched, qtbot)
    levers = matched.inspector.levers
    assert levers is not None
    tried = [one for one in levers.levers if one.comparison is not None]
    assert 0 < len(tried) < len(levers.levers)
    # Each is shown as soon as it was tried, not when all are.
    assert max(shown) >= 1
    assert matched.inspector.check.text().startswith("Check ")


def test_a_lever_opens_by_keyboard(matched: MatchPage, qtbot: QtBot) -> None:
    open_need(matched, HOSPITALS)
    lever = button_that(matched, "Germany’s caveat")
    lever.setFocus()
    QTest.keyClick(lever, Qt.Key.Key_Return)
    dialog = comparison(matched, qtbot)
    assert dialog.windowTitle().startswith("Germany lifts")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert matched.studies.dialog is None


def test_levers_go_when_the_match_is_old(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    open_need(matched, HOSPITALS)
    assert matched.inspector.lever_buttons
    session = session_of(window)
    need = session.all(Requirement)[0]
    change_field(session, Requirement.KIND, need.id, "to_day", need.to_day + 5)
    qtbot.waitUntil(lambda: matched.inspector.levers is None, timeout=WAIT_MS)
    settle(window, qtbot)
    window.trigger("plan.levers")
    said = [label.text() for label in matched.inspector.findChildren(Text)]
    assert "The inputs changed since the match. Match again to find levers." in said


def test_a_question_of_ones_own_is_answered_by_a_match(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.trigger("plan.levers")
    click(matched.inspector.question)
    qtbot.waitUntil(lambda: isinstance(matched.studies.dialog, QuestionDialog), timeout=WAIT_MS)
    dialog = matched.studies.dialog
    assert isinstance(dialog, QuestionDialog)
    shown = [dialog.subject.itemText(at) for at in range(dialog.subject.count())]
    assert any(text.startswith("decision of the country office (") for text in shown)
    eu = next(text for text in shown if text.startswith("EU Council decision to launch"))
    assert eu.endswith(" partners)")
    dialog.subject.setCurrentText(eu)
    assert dialog.value.text() == "D+13"
    hints = [label.text() for label in dialog.findChildren(Text)]
    assert any("Belgium" in text and text.endswith(" wait for it.") for text in hints)
    dialog.value.setText("soon")
    click(dialog.ask)
    assert dialog.fault == "This is not a day. Enter one from D, as D+5."
    dialog.value.setText("D+5")
    click(dialog.ask)
    found = comparison(matched, qtbot)
    assert found.windowTitle() == f"If the {eu} came on D+5"
    assert found.comparison.after > found.comparison.before + 0.01
    click(found.close_button)
    settle(window, qtbot)


def test_the_last_two_matches_are_compared(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    open_need(matched, HOSPITALS)
    assert matched.board.need is not None
    sent = matched.board.need.allocations[0]
    matched.desk.edits.forbid(sent.offer, matched.board.need.id, "")
    settle(window, qtbot)
    window.trigger("plan.improve")
    settle(window, qtbot)
    window.trigger("plan.compare")
    dialog = comparison(matched, qtbot)
    assert dialog.windowTitle() == "This match and the one before"
    gone = next(text for text in texts(dialog) if text.startswith(sent.partner.name))
    assert "no longer sends" in gone
    click(dialog.close_button)


@pytest.mark.usefixtures("matched")
def test_a_first_match_has_nothing_to_be_compared_with(window: MainWindow, qtbot: QtBot) -> None:
    window.trigger("plan.compare")
    settle(window, qtbot)
    assert window.error.headline.text().startswith("This plan was matched once only")


def test_plans_that_compete_are_ticked_and_matched_together(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    session = session_of(window)
    assert not window.board.action("plan.together").isEnabled()
    first = session.all(Plan)[0]
    assert first.d_date is not None
    second = replace(
        first,
        id=session.outside.new_id(),
        title="Relieve the town",
        number="9",
        d_date=first.d_date + timedelta(days=30),
        priority=9,
        match_run="",
        matched_at=None,
    )
    needs = [
        replace(need, id=session.outside.new_id(), plan=second.id, phase=None, prerequisites=())
        for need in session.select(Requirement, plan=first.id)
    ]
    session.write(message("plan.none"), [Create(second), *(Create(need) for need in needs)])
    qtbot.waitUntil(lambda: window.board.action("plan.together").isEnabled(), timeout=WAIT_MS)
    settle(window, qtbot)
    window.trigger("plan.together")
    dialog = matched.studies.dialog
    assert isinstance(dialog, TogetherDialog)
    assert [tick.text() for tick in dialog.ticks.values()] == ["Relieve the town"]
    assert dialog.ticks[second.id].accessibleName() == "Relieve the town, priority 9"
    said = [label.text() for label in dialog.findChildren(Text)]
    assert f"This plan: {first.title}" in said
    assert [text for text in said if text.startswith("priority")] == [
        f"priority {first.priority}",
        "priority 9",
    ]
    dialog.ticks[second.id].setChecked(True)
    click(dialog.match)
    qtbot.waitUntil(
        lambda: matched.strip.sentence.text().startswith(
            "Matched together with Relieve the town. "
        ),
        timeout=PROOF_MS,
    )
    settle(window, qtbot)
    for plan in (first, second):
        adopted = adopted_match(session, session.get(Plan, plan.id))
        assert adopted is not None
        assert set(adopted.together) == {first.id, second.id}


def test_alternatives_say_who_would_come_instead_and_what_it_costs(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    open_need(matched, "Tactical airlift, C-130 class")
    click(matched.inspector.other)
    settle(window, qtbot)
    said = [label.text() for label in matched.inspector.findChildren(Text)]
    assert "If one of them left" in said
    assert any(text.startswith("Without France’s ") and "Brazil’s" in text for text in said), said
    assert any(
        text.startswith("Without Canada’s ") and "nobody else is free for Tactical" in text
        for text in said
    ), said


def test_a_mandate_in_several_periods_says_which_of_them_another_day_moves(words: Wording) -> None:
    phrases = LeverPhrases(Phrases(words))
    mandate = Choice(QuestionKind.MANDATE, "m", message("what_if.choice", name="Mandate"), 90.0)
    open_end = replace(mandate, now=None)
    said = [phrases.now(one) for one in (mandate, open_end)]
    assert not any("fall away" in one for one in said)
    several = [phrases.now(replace(one, n_periods=2)) for one in (mandate, open_end)]
    assert all("2 periods" in one and "later ones fall away" in one for one in several)
    assert "until D+90" in several[0]
    assert "without end" in several[1]


def test_days_and_amounts_are_read_as_people_write_them() -> None:
    assert [number_of(text) for text in ("5", "D+5", "d", "D−3", "1,200", "1 200")] == [
        5,
        5,
        0,
        -3,
        1200,
        1200,
    ]
    assert [number_of(text) for text in ("", "soon", "nan", "inf", "1e12", "D+")] == [None] * 6
