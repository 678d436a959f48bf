"""The risk page on a real workspace: a person rates by keys and clicks, alone and jointly."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from crisisplanner.domain.entity import shipped_id
from crisisplanner.domain.risk import (
    Evidence,
    IndicatorRating,
    IndicatorState,
    RiskAssessment,
    RiskIndicator,
    Trend,
)
from crisisplanner.domain.situation import Crisis
from crisisplanner.services import assessing, editing
from crisisplanner.services.assessment_files import share_assessment
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.theme.theme import Appearance
from crisisplanner.ui.watch.risk.columns import columns_of
from crisisplanner.ui.watch.risk.risk_page import RiskPage
from crisisplanner.ui.watch.risk.saying import SayDialog
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import LineField
from crisisplanner.ui.widgets.text import Text
from tests.ui.conftest import WAIT_MS, settle
from tests.ui.test_fitting import SIZES, cut_texts

SCROLL_BAR_PX = 10


def answer(page: RiskPage, text: str) -> None:
    """Type into the dialog that is open and accept it."""
    dialog = page.findChild(SayDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.field, text)
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> RiskPage:
    """Open the risk page on the case, not rated yet."""
    window.show_page("risk")
    settle(window, qtbot)
    shown = window.page("risk")
    assert isinstance(shown, RiskPage)
    return shown


@pytest.fixture
def begun(page: RiskPage, window: MainWindow, qtbot: QtBot) -> RiskPage:
    """Take the first step of the empty page."""
    window.trigger("risk.rate_next")
    qtbot.waitUntil(page.board.factors.hasFocus, timeout=WAIT_MS)
    return page


def rated_by(session: Session, name: str, *states: IndicatorState) -> None:
    """Let somebody else rate the first indicators of the list."""
    me, session.author = session.author, name
    crisis = session.all(Crisis)[0].id
    for number, state in enumerate(states, 1):
        indicator = shipped_id(RiskIndicator.KIND, f"1.{number}")
        assessing.rate(session, crisis, indicator, state=state)
    session.author = me


def press(page: RiskPage, key: Qt.Key) -> None:
    QTest.keyClick(page.board.factors, key)
    read(page)


def read(page: RiskPage) -> None:
    """Let what was written be read beside the window and shown."""
    while not page.context.jobs.is_idle:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def test_a_crisis_that_nobody_rated_offers_the_first_step(
    page: RiskPage, window: MainWindow, qtbot: QtBot
) -> None:
    assert not page.board.isVisible()
    window.trigger("risk.rate_next")
    qtbot.waitUntil(page.board.isVisible, timeout=WAIT_MS)
    assert page.summary.figure.text() == "0 of 143"
    assert "Unknown is not absent" in page.summary.note.text()
    assert page.panel.place.text() == "Indicator 1 of 11"


def test_keys_1_to_5_rate_and_arrows_walk(begun: RiskPage, session: Session) -> None:
    for key in (Qt.Key.Key_5, Qt.Key.Key_Right, Qt.Key.Key_2, Qt.Key.Key_Right, Qt.Key.Key_1):
        press(begun, key)
    ratings = session.all(IndicatorRating)
    assert sorted(r.state for r in ratings) == ["absent", "acute", "unknown"]
    assert session.all(RiskAssessment)[0].assessor == "Maya Diallo"
    assert begun.summary.figure.text() == "2 of 143"
    assert begun.board.factors.hasFocus()
    assert begun.panel.states[IndicatorState.UNKNOWN].isChecked()


def test_undo_takes_a_rating_back(
    begun: RiskPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    press(begun, Qt.Key.Key_4)
    assert begun.summary.figure.text() == "1 of 143"
    window.trigger("edit.undo")
    qtbot.waitUntil(lambda: begun.summary.figure.text() == "0 of 143", timeout=WAIT_MS)
    settle(window, qtbot)
    assert session.all(IndicatorRating) == ()


def test_a_person_rates_by_mouse_with_trend_and_note(begun: RiskPage, session: Session) -> None:
    button = begun.panel.states[IndicatorState.PRESENT]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    begun.panel.trend.setFocus()
    begun.panel.trend.choose(Trend.WORSE.value)
    begun.panel.note.setFocus()
    QTest.keyClicks(begun.panel.note, "Posts move at night")
    QTest.keyClick(begun.panel.note, Qt.Key.Key_Return)
    (rating,) = session.all(IndicatorRating)
    assert (rating.state, rating.trend, rating.note) == (
        IndicatorState.PRESENT,
        Trend.WORSE,
        "Posts move at night",
    )


def test_a_click_on_a_square_chooses_its_indicator(begun: RiskPage) -> None:
    factors = begun.board.factors
    press(begun, Qt.Key.Key_5)
    index = factors.model_of_factors.index(2)
    seen = factors.model_of_factors.factors[2].gravest_first()
    columns = columns_of(factors.viewport().width())
    rect = factors.visualRect(index)
    place = factors._painter.square_place(rect, columns, 3, len(seen)).center().toPoint()
    QTest.mouseClick(factors.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert factors.current == seen[3].indicator.id
    assert begun.panel.text.text() == seen[3].indicator.text


def test_evidence_is_tied_to_the_rating(begun: RiskPage, session: Session) -> None:
    assert not begun.panel.add_evidence.isEnabled()
    press(begun, Qt.Key.Key_5)
    QTest.mouseClick(begun.panel.add_evidence, Qt.MouseButton.LeftButton)
    dialog = begun.findChild(NewThing)
    assert dialog is not None
    title = dialog.field("title")
    assert isinstance(title, LineField)
    QTest.keyClicks(title, "Radio broadcast")
    QTest.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    (rating,) = session.all(IndicatorRating)
    assert [e.title for e in assessing.evidence_of(session, rating.id)] == ["Radio broadcast"]
    assert len(session.all(Evidence)) == 1


def test_assessors_stand_side_by_side_and_agree_with_dissent(
    begun: RiskPage, window: MainWindow, session: Session
) -> None:
    press(begun, Qt.Key.Key_5)
    assert not window.board.action("risk.agree").isEnabled()
    rated_by(session, "J. Okello", IndicatorState.ABSENT)
    read(begun)
    factor = begun.view.factors[0] if begun.view else None
    assert factor is not None
    assert factor.agreement.is_far_apart
    assert "more than one step apart" in begun.pane.subtitle
    window.trigger("risk.agree")
    dialog = begun.findChild(SayDialog)
    assert dialog is not None
    assert isinstance(dialog.field, QPlainTextEdit)
    QTest.keyClicks(dialog.field, "We know too little")
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    read(begun)
    agreed = [a for a in session.all(RiskAssessment) if a.agreed]
    assert len(agreed) == 1
    pictures = [begun.pictures.itemText(n) for n in range(begun.pictures.count())]
    assert pictures[:3] == ["All assessors", "J. Okello", "Maya Diallo"]
    assert pictures[3].startswith("Agreed on ")


def test_the_arrows_in_the_matrix_judge_likelihood_and_impact(begun: RiskPage) -> None:
    press(begun, Qt.Key.Key_4)
    begun.panel.matrix.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Right):
        QTest.keyClick(begun.panel.matrix, key)
    assert "4" in begun.panel.matrix.accessibleDescription()
    read(begun)
    own = begun.own()
    assert own is not None
    assert (own.likelihood_step, own.impact_step) == (4, 4)
    assert begun.panel.band.text() == "Maya Diallo: 4 × 4, high risk"


def test_a_file_for_a_reader_is_written(
    begun: RiskPage, window: MainWindow, tmp_path: Path
) -> None:
    press(begun, Qt.Key.Key_4)
    path = tmp_path / "assessment.json"
    begun.deeds.share("ECHO", path)
    assert len(json.loads(path.read_text("utf-8"))["ratings"]) == 1
    assert window.strip.message.text().startswith("Wrote 1 rating to assessment.json")


def test_the_file_of_another_assessor_is_taken_in(
    begun: RiskPage, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    press(begun, Qt.Key.Key_4)
    rated_by(session, "J. Okello", IndicatorState.ABSENT)
    path = tmp_path / "okello.json"
    theirs = next(a for a in session.all(RiskAssessment) if a.assessor == "J. Okello")
    share_assessment(session, theirs.id, "UN", path)
    me, session.author = session.author, "J. Okello"
    editing.undo(session)
    session.author = me
    read(begun)
    assert begun.view is not None
    assert len(begun.view.assessors) == 1
    begun.deeds.receive(path)
    read(begun)
    assert {a.assessor for a in begun.view.assessors} == {"J. Okello", "Maya Diallo"}
    assert "J. Okello" in window.strip.message.text()
    assert begun.view.factors[0].agreement.is_far_apart


def test_an_own_indicator_is_entered_seen_and_rated_before_any_other(
    page: RiskPage, window: MainWindow, session: Session
) -> None:
    window.trigger("risk.add_indicator")
    answer(page, "Fuel is withheld from one quarter")
    read(page)
    assert page.panel.isVisible()
    assert page.panel.text.text() == "Fuel is withheld from one quarter"
    press(page, Qt.Key.Key_4)
    (rating,) = session.all(IndicatorRating)
    own = session.get(RiskIndicator, rating.indicator)
    assert (own.text, rating.state) == (
        "Fuel is withheld from one quarter",
        IndicatorState.PRESENT,
    )
    factor = next(f for f in page.view.factors if f.factor.id == own.factor) if page.view else None
    assert factor is not None
    assert own.id in [seen.indicator.id for seen in factor.indicators]


@pytest.mark.parametrize("assessor", ["Maya Diallo", "J. Okello"])
def test_a_red_team_challenges_any_rating(begun: RiskPage, session: Session, assessor: str) -> None:
    press(begun, Qt.Key.Key_4)
    rated_by(session, "J. Okello", IndicatorState.ABSENT)
    read(begun)
    begun.board.factors.go_to(shipped_id(RiskIndicator.KIND, "1.1"))
    asked = begun.context.words.say("risk.challenge_of", name=assessor)
    button = next(b for b in begun.panel.findChildren(Button) if b.accessibleName() == asked)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    answer(begun, "One source only")
    read(begun)
    challenged = [r for r in session.all(IndicatorRating) if r.challenge]
    assert [session.get(RiskAssessment, r.assessment).assessor for r in challenged] == [assessor]
    assert any("One source only" in one.text() for one in begun.panel.findChildren(Text))


def test_what_is_read_only_can_not_be_rated(begun: RiskPage, session: Session) -> None:
    begun.context.board.hold("writable", holds=False)
    press(begun, Qt.Key.Key_5)
    assert session.all(IndicatorRating) == ()
    begun.context.board.hold("writable", holds=True)


def test_every_row_says_its_states_to_a_screen_reader(begun: RiskPage) -> None:
    press(begun, Qt.Key.Key_5)
    model = begun.board.factors.model_of_factors
    spoken = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Factor 1: Situations of armed conflict or other forms of instability."
        " Indicators: 1 acute and 10 unknown. Trend: unknown."
    )


@pytest.mark.parametrize("appearance", [Appearance.DARK, Appearance.CONTRAST_LIGHT])
def test_the_page_is_drawn_in_every_appearance(
    begun: RiskPage, window: MainWindow, session: Session, appearance: Appearance
) -> None:
    rated_by(session, "J. Okello", *IndicatorState)
    window.set_appearance(appearance)
    assert not begun.grab().isNull()


def test_nothing_of_the_page_is_cut(
    begun: RiskPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    rated_by(session, "J. Okello", *IndicatorState)
    press(begun, Qt.Key.Key_5)
    for width, height in SIZES:
        window.resize(width, height)
        window.show_page("risk")
        settle(window, qtbot)
        qtbot.waitUntil(lambda: not cut_texts(window), timeout=WAIT_MS)
    window.resize(1280, 720)
    assert begun.panel.minimumSizeHint().width() <= begun.pane.width() - SCROLL_BAR_PX
