"""A running match on the page: plans are drawn as they come, stopped or discarded by a person."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crisisplanner.domain.messages import message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.progress import Progress
from crisisplanner.domain.requirements import Allocation
from crisisplanner.services.matching.match_view import MatchView, Standing
from crisisplanner.services.session import Session
from crisisplanner.ui.match.live_plan import LivePlan
from crisisplanner.ui.match.match_page import MatchPage
from crisisplanner.ui.shell.main_window import MainWindow
from tests.ui.conftest import WAIT_MS, settle
from tests.ui.match.bunia_view import bunia_view


def start_and_see_a_plan(page: MatchPage, window: MainWindow, qtbot: QtBot) -> MatchView:
    with qtbot.waitSignal(page.desk.live.came, timeout=WAIT_MS) as came:
        window.trigger("plan.match")
    view: MatchView = came.args[0]
    return view


def can_edit(page: MatchPage) -> bool:
    return page.deeds.is_writable


def test_a_better_plan_is_drawn_as_it_comes_and_nothing_of_it_is_stored(
    page: MatchPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    position = session.file.position()
    view = start_and_see_a_plan(page, window, qtbot)
    assert view.standing is Standing.RUNNING
    assert view.figures is not None
    tile = page.figures.tiles[0].tile
    assert tile.figure == str(round(view.figures.weighted_coverage * 100))
    assert tile.tick == view.figures.bound
    assert page.strip.sentence.text().startswith("Matching: the best plan so far covers ")
    drawn = [
        bar.allocation
        for number, _ in page.board.chart.need_rows()
        for bar in page.board.chart.bars(number)
    ]
    assert {one.id for one in drawn} <= {one.id for need in view.needs for one in need.allocations}
    assert len(drawn) > 5
    assert session.all(Allocation) == ()
    assert session.file.position() == position
    settle(window, qtbot)
    assert session.all(Plan)[0].match_run
    assert page.strip.stop.isHidden()


def test_the_drawn_coverage_of_a_need_is_that_of_its_bars(
    page: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    view = start_and_see_a_plan(page, window, qtbot)
    whole = [need for need in view.needs if need.coverage == 1.0]
    assert whole
    for need in whole:
        for day in range(need.from_day, need.to_day):
            there = (a.share for a in need.allocations if a.from_day <= day < a.to_day)
            assert sum(there) >= 1.0 - 1e-6
    window.jobs.cancel("match.solve")
    settle(window, qtbot)


def test_a_run_of_another_plan_is_not_drawn_over_the_plan_that_is_looked_at(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    settle(window, qtbot)
    view = start_and_see_a_plan(matched, window, qtbot)
    shown = matched.strip.sentence.text()
    matched.show_live(replace(view, plan="another", title="Another"))
    assert matched.strip.sentence.text() == shown
    heading = matched.heading()
    assert heading is not None
    assert "Another" not in " ".join(heading.path)
    matched.desk.discard()
    settle(window, qtbot)


def test_stop_on_the_page_keeps_the_best_plan(
    page: MatchPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    start_and_see_a_plan(page, window, qtbot)
    QTest.mouseClick(page.strip.stop, Qt.MouseButton.LeftButton)
    settle(window, qtbot)
    qtbot.waitUntil(lambda: page.desk.live.view is None, timeout=WAIT_MS)
    assert session.all(Plan)[0].match_run
    assert session.all(Allocation)


def test_discard_keeps_the_plan_as_it_was(
    matched: MatchPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    settle(window, qtbot)
    before, position = session.all(Allocation), session.file.position()
    start_and_see_a_plan(matched, window, qtbot)
    assert not can_edit(matched)
    QTest.mouseClick(matched.strip.discard, Qt.MouseButton.LeftButton)
    settle(window, qtbot)
    assert can_edit(matched)
    assert matched.strip.isHidden()
    assert window.strip.message.text() == "The match was stopped and nothing of it was kept."
    assert session.all(Allocation) == before
    assert session.file.position() == position


def test_of_plans_that_come_faster_than_they_can_be_drawn_the_newest_is_drawn(
    page: MatchPage, qtbot: QtBot
) -> None:
    live = LivePlan(page)
    drawn: list[object] = []
    live.came.connect(drawn.append)
    views = [bunia_view() for _ in range(20)]
    for view in views:
        live.take(Progress(message("match_page.matching"), found=view))
    qtbot.waitUntil(lambda: bool(drawn), timeout=WAIT_MS)
    assert drawn == [views[-1]]


def test_improving_says_how_much_it_changed(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    settle(window, qtbot)
    window.trigger("plan.improve")
    qtbot.waitUntil(lambda: not matched.desk.is_busy, timeout=WAIT_MS)
    settle(window, qtbot)
    said = window.strip.message.text()
    assert said == "Nothing to improve: the plan covers 71.9\u00a0%, and stays as it is."
