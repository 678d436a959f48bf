"""Locks and bans of one pair: the later word counts, in one step, and what can't be is undone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crisisplanner.domain.days import Day
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Allocation, ForbiddenPair
from crisisplanner.services import editing
from crisisplanner.services.matching.running import forbid_pair, lock_allocations
from crisisplanner.services.session import Session
from crisisplanner.ui.match.match_page import MatchPage
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.steps import step_text
from tests.ui.conftest import WAIT_MS, settle


def open_a_served_need(page: MatchPage, session: Session) -> Allocation:
    """Open a requirement that one offer serves, and give the stored allocation of its bar."""
    assert page.desk.reading is not None
    need = next(n for n in page.desk.reading.view.needs if len(n.allocations) == 1)
    page.board.open_need(need.id)
    QTest.keyClick(page.board.list, Qt.Key.Key_Right)
    chosen = page.board.allocation
    assert chosen is not None
    return session.get(Allocation, chosen.id)


def test_the_first_ctrl_m_opens_the_page_and_matches_in_one_go(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    window.show_page("requirements")
    settle(window, qtbot)
    QTest.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(session.all(Plan)[0].match_run), timeout=WAIT_MS)
    assert window.stack.current == "match"
    settle(window, qtbot)


def test_forbidding_a_locked_bar_lifts_its_lock_in_the_same_step(
    matched: MatchPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    stored = open_a_served_need(matched, session)
    QTest.keyClick(matched.board.list, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: session.get(Allocation, stored.id).locked, timeout=WAIT_MS)
    settle(window, qtbot)
    open_a_served_need(matched, session)
    QTest.keyClick(matched.board.list, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: bool(session.all(ForbiddenPair)), timeout=WAIT_MS)
    settle(window, qtbot)
    assert not session.get(Allocation, stored.id).locked
    assert "lock is lifted" in window.strip.message.text()
    group = editing.next_undo(session)
    assert group is not None
    said = step_text(group.what, window.context.words)
    partner = matched.board.need
    assert partner is not None
    assert partner.allocations[0].partner.name in said
    assert "lifted its lock" in said
    window.trigger("edit.undo")
    settle(window, qtbot)
    assert session.get(Allocation, stored.id).locked
    assert session.all(ForbiddenPair) == ()


def test_locking_a_forbidden_pair_allows_it_again_in_the_same_step(
    matched: MatchPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    stored = open_a_served_need(matched, session)
    forbid_pair(session, stored.offer, stored.requirement)
    settle(window, qtbot)
    lock_allocations(session, (stored.id,))
    assert session.all(ForbiddenPair) == ()
    assert session.get(Allocation, stored.id).locked
    editing.undo(session)
    assert len(session.all(ForbiddenPair)) == 1
    settle(window, qtbot)


def test_a_lock_that_cannot_be_kept_is_named_and_can_be_lifted(
    matched: MatchPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    stored = open_a_served_need(matched, session)
    lock_allocations(session, (stored.id,))
    editing.change_field(session, "offer", stored.offer, "available_from", Day(900))
    settle(window, qtbot)
    window.trigger("plan.match")
    qtbot.waitUntil(window.error.isVisible, timeout=WAIT_MS)
    settle(window, qtbot)
    need = matched.board.need
    assert need is not None
    said = window.error.headline.text()
    assert need.allocations[0].partner.name in said
    assert need.title in said
    assert session.get(Offer, stored.offer).available_from is not None
    QTest.mouseClick(window.error.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.error.isVisible(), timeout=WAIT_MS)
    settle(window, qtbot)
    assert session.select(Allocation, locked=True) == ()
    window.trigger("plan.match")
    settle(window, qtbot)
    assert not window.error.isVisible()


def test_an_error_goes_when_the_next_thing_succeeds(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    offer = session.all(Offer)[0]
    window.fail(ValueError("broken"))
    assert window.error.isVisible()
    editing.change_field(session, "offer", offer.id, "quantity", 99.0)
    qtbot.waitUntil(lambda: not window.error.isVisible(), timeout=WAIT_MS)
    window.fail(ValueError("broken"))
    window.trigger("edit.undo")
    qtbot.waitUntil(lambda: not window.error.isVisible(), timeout=WAIT_MS)
    settle(window, qtbot)
    window.fail(ValueError("broken"))
    window.show_page("offers")
    assert not window.error.isVisible()
