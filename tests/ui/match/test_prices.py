"""Alternatives and prices on the match page: of the match that is shown, never of another."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crisisplanner.services.matching.match_view import NeedView
from crisisplanner.ui.match.match_page import MatchPage
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.widgets.text import Text
from tests.ui.conftest import WAIT_MS, settle

AIRLIFT = "Tactical airlift, C-130 class"


def airlift(page: MatchPage) -> NeedView:
    assert page.desk.reading is not None
    return next(need for need in page.desk.reading.view.needs if need.title == AIRLIFT)


def said(page: MatchPage) -> list[str]:
    return [text.text() for text in page.inspector.findChildren(Text) if text.isVisible()]


def open_prices(page: MatchPage, window: MainWindow, qtbot: QtBot) -> None:
    page.board.open_need(airlift(page).id)
    QTest.mouseClick(page.inspector.other, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "If one of them left" in said(page), timeout=WAIT_MS)
    settle(window, qtbot)


def forbid_a_server(page: MatchPage, window: MainWindow, qtbot: QtBot) -> str:
    need = airlift(page)
    one = next(a for a in need.allocations if a.partner.name == "Belgium")
    page.deeds.forbid(need, one)
    settle(window, qtbot)
    return one.partner.name


def test_prices_go_when_the_match_is_old_and_come_anew_with_the_next(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    open_prices(matched, window, qtbot)
    assert any("Belgium" in text for text in said(matched))
    name = forbid_a_server(matched, window, qtbot)
    assert "If one of them left" not in said(matched)
    window.trigger("plan.match")
    qtbot.waitUntil(lambda: not matched.desk.is_busy, timeout=WAIT_MS)
    settle(window, qtbot)
    qtbot.waitUntil(lambda: "If one of them left" in said(matched), timeout=WAIT_MS)
    prices = said(matched)
    after = prices[prices.index("If one of them left") :]
    assert len(after) > 1
    assert not any(name in text for text in after)


def test_prices_are_of_the_match_that_stands_after_the_page_was_left(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    open_prices(matched, window, qtbot)
    window.show_page("requirements")
    settle(window, qtbot)
    forbid_a_server(matched, window, qtbot)
    window.show_page("match")
    settle(window, qtbot)
    assert "If one of them left" not in said(matched)
