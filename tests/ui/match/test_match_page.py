"""The match page on a real workspace: a person matches, locks, forbids, asks, and undoes."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Allocation, ForbiddenPair, Requirement
from crisisplanner.services import editing
from crisisplanner.services.matching.match_view import NeedView, Standing
from crisisplanner.services.session import Session
from crisisplanner.ui.match.match_page import MatchPage
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.widgets.text import Text
from tests.ui.conftest import WAIT_MS, settle

FORCE = "Interim emergency force"
GROUP = "Special operations task group"


def session_of(window: MainWindow) -> Session:
    assert window.room.session is not None
    return window.room.session


def need_named(page: MatchPage, title: str) -> NeedView:
    assert page.desk.reading is not None
    return next(need for need in page.desk.reading.view.needs if need.title == title)


def open_need(page: MatchPage, title: str) -> NeedView:
    need = need_named(page, title)
    page.board.open_need(need.id)
    return need


def allocations(window: MainWindow, need: NeedView) -> Sequence[Allocation]:
    return session_of(window).select(Allocation, requirement=need.id)


def test_a_plan_that_was_never_matched_says_so_and_offers_to_match(
    page: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    assert page.strip.isVisible()
    assert page.strip.sentence.text().startswith("Not matched yet.")
    assert page.figures.tiles[0].tile.figure == "–"
    assert need_named(page, FORCE).coverage is None
    QTest.mouseClick(page.strip.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.strip.isVisible(), timeout=WAIT_MS)
    settle(window, qtbot)
    assert session_of(window).all(Plan)[0].match_run


def test_a_match_is_stored_as_one_step_that_undo_takes_back(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    session = session_of(window)
    need = need_named(matched, FORCE)
    stored = allocations(window, need)
    assert len(stored) == len(need.allocations) > 0
    group = editing.next_undo(session)
    assert group is not None
    assert group.what.code == "journal.match_adopted"
    window.trigger("edit.undo")
    qtbot.waitUntil(lambda: matched.strip.isVisible(), timeout=WAIT_MS)
    settle(window, qtbot)
    assert allocations(window, need) == ()


def test_the_figures_are_those_of_the_match(matched: MatchPage, window: MainWindow) -> None:
    assert matched.desk.reading is not None
    figures = matched.desk.reading.view.figures
    assert figures is not None
    labels = [tile.tile.label for tile in matched.figures.tiles]
    assert labels == [
        "Weighted coverage",
        "Essential requirements met",
        "First arrival",
        "Cost",
        "Partners",
    ]
    tiles = matched.figures.tiles
    assert tiles[0].tile.figure == str(round(figures.weighted_coverage * 100))
    assert tiles[0].tile.tick == figures.bound
    assert sum(one.share for one in figures.shares) > 0.999
    assert window.strip.message.text().startswith("Match finished.")


def test_the_inspector_says_who_covers_a_need_and_why_the_rest_is_open(
    matched: MatchPage,
) -> None:
    need = open_need(matched, GROUP)
    assert matched.inspector.isVisible()
    assert matched.inspector.need is not None
    assert matched.inspector.need.id == need.id
    assert need.causes
    texts = " ".join(text for text in _texts(matched) if text)
    assert "France, 1" in texts
    assert "Why not covered" in texts
    assert "Arrives too late 100\u00a0%" in texts


def test_what_counts_as_covered_is_not_called_uncovered_for_what_lacks(
    matched: MatchPage,
) -> None:
    need = open_need(matched, "Rear base at Entebbe")
    assert need.coverage is not None
    assert not need.is_gap
    assert need.coverage < 1.0
    texts = _texts(matched)
    assert "What still lacks, and why" in texts
    assert "Why not covered" not in texts


def _texts(page: MatchPage) -> list[str]:
    from crisisplanner.ui.widgets.text import Text

    return [label.text() for label in page.inspector.findChildren(Text)]


def test_l_locks_the_open_row_and_again_lets_it_go(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    need = open_need(matched, GROUP)
    QTest.keyClick(matched.board.list, Qt.Key.Key_L)
    qtbot.waitUntil(
        lambda: all(one.is_locked for one in need_named(matched, GROUP).allocations),
        timeout=WAIT_MS,
    )
    settle(window, qtbot)
    assert all(stored.locked for stored in allocations(window, need))
    assert window.strip.message.text().startswith("Locked ")
    QTest.keyClick(matched.board.list, Qt.Key.Key_L)
    qtbot.waitUntil(
        lambda: not any(one.is_locked for one in need_named(matched, GROUP).allocations),
        timeout=WAIT_MS,
    )
    settle(window, qtbot)


def test_a_double_click_locks_one_bar(matched: MatchPage, window: MainWindow, qtbot: QtBot) -> None:
    need = open_need(matched, GROUP)
    number = matched.board.shown_rows.number_of(need.id)
    assert number is not None
    bar = matched.board.chart.bars(number)[0]
    viewport = matched.board.chart.viewport()
    place = bar.rect.center().toPoint()
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(
        lambda: any(stored.locked for stored in allocations(window, need)), timeout=WAIT_MS
    )
    settle(window, qtbot)
    locked = [stored.id for stored in allocations(window, need) if stored.locked]
    assert locked == [bar.allocation.id]


def test_forbidding_makes_the_match_old_and_the_next_one_obeys(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    need = open_need(matched, GROUP)
    QTest.keyClick(matched.board.list, Qt.Key.Key_Right)
    chosen = matched.board.allocation
    assert chosen is not None
    QTest.keyClick(matched.board.list, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: matched.strip.isVisible(), timeout=WAIT_MS)
    settle(window, qtbot)
    assert [pair.offer for pair in session_of(window).all(ForbiddenPair)] == [chosen.offer]
    assert matched.strip.sentence.text().startswith(
        "Shown as it was matched. 1 change since: Forbade "
    )
    assert matched.desk.reading is not None
    assert matched.desk.reading.view.standing is Standing.STALE
    # It is shown as it was matched until it is matched again.
    assert chosen.offer in {one.offer for one in need_named(matched, GROUP).allocations}
    # The page's own strip says it; the window's notice says it on every other page.
    qtbot.waitUntil(lambda: bool(window.plan_watch.outdated), timeout=WAIT_MS)
    assert window.notice.sentence == ""
    window.show_page("offers")
    assert "matched before 1 change" in window.notice.sentence
    window.show_page("match")
    settle(window, qtbot)
    window.trigger("plan.match")
    qtbot.waitUntil(lambda: not matched.strip.isVisible(), timeout=WAIT_MS)
    settle(window, qtbot)
    again = need_named(matched, GROUP)
    assert chosen.offer not in {one.offer for one in again.allocations}
    assert "forbidden" in {blocked.cause for blocked in again.blocked}
    assert need.id == again.id


def test_improving_changes_no_more_than_the_new_rule_asks_for(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    def stored() -> set[tuple[str, str, float, int, int]]:
        return {
            (a.offer, a.requirement, a.quantity, a.from_day, a.to_day)
            for a in session_of(window).all(Allocation)
        }

    before = stored()
    need = need_named(matched, GROUP)
    out = need.allocations[0]
    matched.deeds.forbid(need, out)
    qtbot.waitUntil(lambda: matched.strip.isVisible(), timeout=WAIT_MS)
    settle(window, qtbot)
    window.trigger("plan.improve")
    qtbot.waitUntil(lambda: not matched.desk.is_busy, timeout=WAIT_MS)
    settle(window, qtbot)
    assert any("few changes" in label.text() for label in matched.strip.findChildren(Text))
    gone = {row for row in before - stored() if row[0] != out.offer}
    assert gone == set()
    assert not any(row[:2] == (out.offer, need.id) for row in stored())


def test_the_menu_of_a_forbidden_offer_allows_it_again(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    need = open_need(matched, GROUP)
    matched.deeds.forbid(need, need.allocations[0])
    qtbot.waitUntil(lambda: bool(session_of(window).all(ForbiddenPair)), timeout=WAIT_MS)
    settle(window, qtbot)
    window.trigger("plan.match")
    qtbot.waitUntil(lambda: not matched.strip.isVisible(), timeout=WAIT_MS)
    settle(window, qtbot)
    blocked = next(one for one in need_named(matched, GROUP).blocked if one.is_forbidden)
    menu = matched.deeds.open_menu(need_named(matched, GROUP), blocked, QPoint(0, 0))
    titles = [action.text() for action in menu.actions()]
    assert titles[0].startswith("Allow ")
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: not session_of(window).all(ForbiddenPair), timeout=WAIT_MS)
    settle(window, qtbot)


def test_a_wish_is_kept_shown_as_asked_and_matched_next_time(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    need = open_need(matched, "Guard of UN sites")
    other = need.alternatives[0]
    start = other.from_day + 10
    wish = PlannedAllocation(other.offer, need.id, 1, start, start + 20)
    matched.deeds.ask(wish)
    qtbot.waitUntil(
        lambda: any(one.is_wish for one in need_named(matched, need.title).allocations),
        timeout=WAIT_MS,
    )
    settle(window, qtbot)
    assert matched.strip.sentence.text() == "1 wish is not matched yet."
    stored = [a for a in allocations(window, need) if a.offer == other.offer]
    assert [(a.locked, a.from_day, a.to_day) for a in stored] == [(True, start, start + 20)]


def test_a_wish_that_no_date_allows_is_refused_in_words(matched: MatchPage) -> None:
    need = need_named(matched, FORCE)
    own = need.allocations[0]
    said = matched.deeds.refusal(own.offer, need.id, need.from_day - 5)
    assert said is not None
    text = matched.phrases.say(said)
    assert text.startswith("usable D+")
    assert matched.deeds.refusal(own.offer, need.id, own.from_day) is None
    other = need_named(matched, "Water purification")
    said = matched.deeds.refusal(own.offer, other.id, other.from_day)
    assert said is not None
    assert matched.phrases.say(said) == "another type"


def test_an_edit_elsewhere_makes_the_page_say_what_changed(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    session = session_of(window)
    offer = session.all(Offer)[0]
    known = offer.quantity.value or 0
    editing.change_field(session, "offer", offer.id, "quantity", known + 1)
    qtbot.waitUntil(lambda: matched.strip.isVisible(), timeout=WAIT_MS)
    settle(window, qtbot)
    assert matched.strip.sentence.text().startswith(
        "Shown as it was matched. 1 change since: Changed Quantity"
    )


def test_a_requirement_added_after_the_match_is_drawn_as_not_matched(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    session = session_of(window)
    model = session.get(Requirement, need_named(matched, GROUP).id)
    from dataclasses import replace

    editing.create_entity(session, replace(model, id=session.outside.new_id(), title="New need"))
    qtbot.waitUntil(lambda: matched.strip.isVisible(), timeout=WAIT_MS)
    settle(window, qtbot)
    assert need_named(matched, "New need").coverage is None
    assert need_named(matched, GROUP).coverage is not None


def test_t_shows_the_numbers_as_a_table_and_back(matched: MatchPage) -> None:
    QTest.keyClick(matched.board.list, Qt.Key.Key_T)
    assert matched.table.isVisible()
    rows = [row.cells for row in matched.table.model.lines]
    assert any(cells[0] == GROUP and cells[2] == "France" for cells in rows)
    assert any(cells[-1] == "not covered" for cells in rows)
    QTest.keyClick(matched.table.table, Qt.Key.Key_T)
    assert matched.board.isVisible()
    assert matched.board.list.hasFocus()


def test_c_shows_the_coverage_by_day(matched: MatchPage) -> None:
    QTest.keyClick(matched.board.list, Qt.Key.Key_C)
    assert matched.curve.canvas.isVisible()
    assert "covered; lowest" in matched.curve.canvas.accessibleDescription()
    QTest.keyClick(matched.curve.canvas, Qt.Key.Key_Escape)
    assert matched.board.isVisible()


def test_a_narrow_page_shows_the_inspector_as_a_drawer_on_enter(
    matched: MatchPage, window: MainWindow
) -> None:
    window.resize(760, 500)
    assert matched.split.is_drawer
    assert not matched.inspector.isVisible()
    QTest.keyClick(matched.board.list, Qt.Key.Key_Return)
    assert matched.inspector.isVisible()
    QTest.keyClick(matched.board.list, Qt.Key.Key_Return)
    assert not matched.inspector.isVisible()


def test_a_running_match_can_be_stopped_and_keeps_the_best(
    page: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.trigger("plan.match")
    window.jobs.cancel("match.solve")
    qtbot.waitUntil(lambda: page.figures.tiles[0].tile.unit != "", timeout=WAIT_MS)
    settle(window, qtbot)
    assert session_of(window).all(Plan)[0].match_run


def stop_at_once(window: MainWindow, qtbot: QtBot) -> str:
    """Start a match and stop it; gives what the window says then."""
    window.trigger("plan.match")
    window.jobs.cancel("match.solve")
    settle(window, qtbot)
    return window.strip.message.text()


def test_a_stopped_run_that_found_less_leaves_the_better_plan_and_says_why(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    session = session_of(window)
    need = need_named(matched, FORCE)
    stood, position = allocations(window, need), session.file.position()
    said = stop_at_once(window, qtbot)
    assert said.startswith("Stopped. The plan that stands was kept, as it covers ")
    assert allocations(window, need) == stood
    assert session.file.position() == position


def test_a_stopped_run_is_taken_where_the_standing_plan_breaks_a_later_wish(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    need = open_need(matched, "Guard of UN sites")
    other = need.alternatives[0]
    start = other.from_day + 10
    matched.deeds.ask(PlannedAllocation(other.offer, need.id, 1, start, start + 20))
    settle(window, qtbot)
    said = stop_at_once(window, qtbot)
    assert said.startswith("Stopped. The best plan so far was kept")


def test_the_menu_of_the_row_leads_to_the_requirement(
    matched: MatchPage, window: MainWindow
) -> None:
    open_need(matched, FORCE)
    matched.deeds.open_chosen_menu()
    menus = [one for one in window.findChildren(QMenu) if not isinstance(one.parent(), QMenu)]
    menu = menus[-1]
    titles = [action.text() for action in menu.actions()]
    assert titles[-3:] == [
        "Open in the requirements table",
        "Show the numbers as a table (T)",
        "Show coverage by day (C)",
    ]
    assert menu.actions()[-1].isEnabled()
    menu.close()


def is_refused(page: MatchPage) -> bool:
    return page.tip.content.is_refusal


def test_a_bar_is_carried_by_keys_and_asked_for_with_enter(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    open_need(matched, GROUP)
    rows = matched.board.list
    QTest.keyClick(rows, Qt.Key.Key_Left)
    own = matched.board.allocation
    assert own is not None
    assert own.from_day > need_named(matched, GROUP).from_day
    QTest.keyClick(rows, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert is_refused(matched)
    for _ in range(4):
        QTest.keyClick(rows, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert not is_refused(matched)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: any(one.is_wish for one in need_named(matched, GROUP).allocations),
        timeout=WAIT_MS,
    )
    settle(window, qtbot)
    wish = next(one for one in need_named(matched, GROUP).allocations if one.is_wish)
    assert wish.from_day == own.from_day + 3
    assert not matched.tip.isVisible()


def test_escape_puts_a_carried_bar_back(matched: MatchPage) -> None:
    open_need(matched, GROUP)
    QTest.keyClick(matched.board.list, Qt.Key.Key_Right)
    QTest.keyClick(matched.board.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert matched.pointer.wishing.carried is not None
    assert matched.tip.isVisible()
    QTest.keyClick(matched.board.list, Qt.Key.Key_Escape)
    assert not matched.tip.isVisible()


def test_a_double_click_on_the_chosen_requirement_opens_the_drawer_and_keeps_it_open(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(760, 500)
    settle(window, qtbot)
    needs = matched.board.list
    assert matched.split.is_drawer
    place = needs.visualRect(needs.currentIndex()).topLeft() + QPoint(60, 12)
    for _ in range(2):
        QTest.mouseDClick(needs.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert not matched.inspector.isHidden()


def test_why_a_need_is_open_stays_in_sight_where_many_cover_it(
    matched: MatchPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(960, 540)
    settle(window, qtbot)
    need = matched.board.need
    assert need is not None
    assert len(need.allocations) > 3
    matched.split.unfold()
    settle(window, qtbot)
    inspector = matched.inspector
    head = next(one for one in inspector.findChildren(Text) if one.text() == "Why not covered")
    place = head.mapTo(inspector, QPoint(0, head.height()))
    assert place.y() < inspector.height()
    assert inspector.who is not None
    QTest.mouseClick(inspector.who.more, Qt.MouseButton.LeftButton)
    said = [one.text() for one in inspector.findChildren(Text) if one.isVisible()]
    assert sum(text.startswith("from D+") for text in said) == len(need.allocations)
