"""The aims of a plan on the match page: chosen, put in order, kept, asked for, told."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crisisplanner.domain.plans import Plan
from crisisplanner.services.matching.plan_aims import PlanAims, aims_of_plan
from crisisplanner.services.matching.running import adopted_match
from crisisplanner.services.session import Session
from crisisplanner.ui.match.aims_dialog import AimRow, AimsDialog, share_of
from crisisplanner.ui.match.match_page import MatchPage
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.widgets.text import Text
from tests.ui.conftest import WAIT_MS, settle


def opened(page: MatchPage, window: MainWindow, qtbot: QtBot) -> AimsDialog:
    window.trigger("plan.aims")
    qtbot.waitUntil(lambda: page.aiming.dialog is not None, timeout=WAIT_MS)
    dialog = page.aiming.dialog
    assert dialog is not None
    return dialog


def row_of(dialog: AimsDialog, aim: str) -> AimRow:
    return next(one for one in dialog.rows if one.aim == aim)


def press(row: AimRow, key: Qt.Key) -> None:
    QTest.keyClick(row.tick, key, Qt.KeyboardModifier.ControlModifier)


def asked_options(session: Session) -> dict[str, str]:
    adopted = adopted_match(session, session.all(Plan)[0])
    assert adopted is not None
    return dict(adopted.match.provenance.options)


def test_aims_are_chosen_and_put_in_order_by_keyboard_and_kept_with_the_plan(
    page: MatchPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    dialog = opened(page, window, qtbot)
    for aim in ("cost", "partners"):
        QTest.keyClick(row_of(dialog, aim).tick, Qt.Key.Key_Space)
    assert dialog.chosen == ("cost", "partners")
    assert row_of(dialog, "cost").tick.text() == "2. Low cost"
    press(row_of(dialog, "partners"), Qt.Key.Key_Up)
    assert dialog.chosen == ("partners", "cost")
    assert [one.aim for one in dialog.rows][:2] == ["partners", "cost"]
    assert not row_of(dialog, "partners").up.isEnabled()
    assert not row_of(dialog, "cost").down.isEnabled()
    dialog.tolerance.setText("1.5")
    dialog.keep.click()
    settle(window, qtbot)
    plan = session.all(Plan)[0]
    assert aims_of_plan(session, plan.id) == PlanAims(("partners", "cost"), 0.015)
    said = window.strip.message.text()
    assert said.startswith("The next match aims at coverage, then few partners, then low cost")
    again = opened(page, window, qtbot)
    assert again.chosen == ("partners", "cost")
    assert again.tolerance.text() == "1.5"
    again.reject()


def test_an_aim_that_cannot_be_had_is_disabled_and_says_why(
    page: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    dialog = opened(page, window, qtbot)
    for aim, begins in (
        ("fairness", "Not possible: no partner has a GDP"),
        ("changes", "Not possible yet"),
    ):
        row = row_of(dialog, aim)
        assert not row.tick.isEnabled()
        assert row.why_not.startswith(begins)
        assert row.why_not in [text.text() for text in row.findChildren(Text)]
    assert row_of(dialog, "robustness").tick.isEnabled()
    dialog.reject()


def test_a_tolerance_that_is_no_share_is_refused_at_its_field(
    page: MatchPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    dialog = opened(page, window, qtbot)
    for text in ("much", "-1", "80", ""):
        dialog.tolerance.setText(text)
        dialog.keep.click()
        assert dialog.fault.startswith("This is not a share from 0 to 50 per cent")
    assert dialog.isVisible()
    assert aims_of_plan(session, session.all(Plan)[0].id) == PlanAims()
    dialog.reject()
    assert share_of("0,5 %") == share_of("0.5") == 0.005


def test_a_match_from_the_dialog_takes_the_aims_and_says_what_was_asked(
    page: MatchPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    dialog = opened(page, window, qtbot)
    row_of(dialog, "cost").tick.click()
    dialog.match.click()
    qtbot.waitUntil(lambda: page.figures.tiles[0].tile.unit != "", timeout=WAIT_MS)
    settle(window, qtbot)
    asked = asked_options(session)
    assert asked["aims"] == "coverage,cost"
    assert asked["tolerance"] == "0.005"
    said = "Matched for coverage, then low cost; each may lose up to 0.5\u00a0% for the next."
    assert page.strip.sentence.text().startswith(said)


def test_improving_takes_the_aims_too(
    matched: MatchPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    dialog = opened(matched, window, qtbot)
    row_of(dialog, "cost").tick.click()
    dialog.keep.click()
    settle(window, qtbot)
    window.trigger("plan.improve")
    qtbot.waitUntil(lambda: not matched.desk.is_busy, timeout=WAIT_MS)
    settle(window, qtbot)
    assert asked_options(session)["aims"] == "coverage,changes,cost"
    assert window.strip.message.text().startswith(("Improved", "Nothing to improve"))
