"""Start page, history, settings, help, and the notice of a plan that changed since its match."""

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.terms import Priority
from crisisplanner.services import editing
from crisisplanner.services.matching.running import adopt_match, prepare_match
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.session import Session
from crisisplanner.ui.home.home_page import HomePage
from crisisplanner.ui.home.overview import Overview, read_overview
from crisisplanner.ui.program.help_page import HelpPage
from crisisplanner.ui.program.history_page import PAGE, HistoryPage
from crisisplanner.ui.program.settings_page import SettingsPage
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.theme.theme import Appearance
from crisisplanner.ui.widgets.panels import Card
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording
from tests.ui.conftest import WAIT_MS, settle

NOON = datetime.fromisoformat("2026-11-21T12:00:00+00:00")


def match_plan(session: Session) -> Plan:
    """Match the case's plan and adopt the result."""
    plan = session.all(Plan)[0]
    prepared = prepare_match(session, plan.id)
    adopt_match(session, prepared, solve_match(prepared.problem, MatchWish(gap=0.05)))
    return session.all(Plan)[0]


def texts(page: HomePage) -> list[str]:
    """Read all that the page says."""
    return [text.text() for text in page.findChildren(Text) if text.isVisible()]


def test_an_unmatched_plan_is_the_first_thing_that_needs_someone(session: Session) -> None:
    overview = read_overview(session)
    assert overview.needs[0].title.code == "home.not_matched"
    assert overview.plans[0].coverage is None


def test_a_matched_plan_shows_its_coverage_and_curve(session: Session) -> None:
    match_plan(session)
    overview = read_overview(session)
    plan = overview.plans[0]
    assert "home.not_matched" not in {need.title.code for need in overview.needs}
    assert plan.coverage is not None
    assert 0 < plan.coverage <= 1
    days = [(start, end) for start, end, _ in plan.curve]
    assert days == sorted(days)
    assert all(0 <= share <= 1 for _, _, share in plan.curve)


def test_a_change_after_the_match_is_said_on_every_page(
    window: MainWindow, session: Session, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    match_plan(session)
    settled()
    assert window.notice.sentence == ""
    offer = session.all(Offer)[0]
    editing.change_field(session, "offer", offer.id, "quantity", 99.0)
    qtbot.waitUntil(lambda: bool(window.notice.sentence), timeout=WAIT_MS)
    assert "1 change" in window.notice.sentence
    for page_id in ("partners", "offers", "crises", "home"):
        window.show_page(page_id)
        settled()
        assert window.notice.isVisible()
    editing.undo(session)
    qtbot.waitUntil(lambda: not window.notice.sentence, timeout=WAIT_MS)


def test_the_start_page_greets_by_name_and_hour(window: MainWindow) -> None:
    page = HomePage(window.context, clock=lambda: NOON)
    page.enter(None)
    page.show()
    assert "Good afternoon, Maya" in texts(page)
    page.deleteLater()


def test_the_start_page_says_that_it_is_reading_before_it_says_that_there_is_no_plan(
    window: MainWindow, settled: Callable[[], None]
) -> None:
    page = HomePage(window.context, clock=lambda: NOON)
    page.enter(None)
    page.show()
    assert "Reading how far its plans are" in texts(page)
    assert "There is no plan in it yet." not in texts(page)
    settled()
    assert "Reading how far its plans are" not in texts(page)
    page.deleteLater()


def test_a_case_card_answers_to_the_keyboard(empty_window: MainWindow, qtbot: QtBot) -> None:
    page = empty_window.page("home")
    assert isinstance(page, HomePage)
    case = next(card for card in page.findChildren(Card) if "Bunia" in card.accessibleName())
    with qtbot.waitSignal(case.clicked):
        QTest.keyClick(case, Qt.Key.Key_Return)
    dialog = empty_window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert dialog.selectedFiles()[0].endswith("bunia-2003.crisis")
    dialog.close()


def test_history_takes_an_older_step_back(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    first, second = session.all(Partner)[:2]
    editing.change_field(session, "partner", first.id, "name", "First")
    editing.change_field(session, "partner", second.id, "name", "Second")
    window.show_page("history")
    settled()
    page = window.page("history")
    assert isinstance(page, HistoryPage)
    page.list.setCurrentIndex(page.model.index(1, 0))
    window.board.action("history.take_back").trigger()
    settled()
    assert session.get(Partner, first.id).name == first.name
    assert session.get(Partner, second.id).name == "Second"
    assert page.model.groups[0].undoes == page.model.groups[2].id


def test_the_chosen_step_stays_chosen_while_others_are_stored(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    partner = session.all(Partner)[0]
    for number in range(PAGE + 30):
        editing.change_field(session, "partner", partner.id, "name", f"Name {number}")
    window.show_page("history")
    settled()
    page = window.page("history")
    assert isinstance(page, HistoryPage)
    page.model.fetchMore(QModelIndex())
    chosen = page.model.groups[PAGE + 10]
    page.list.setCurrentIndex(page.model.index(PAGE + 10, 0))
    top = page.list.visualRect(page.list.currentIndex()).top()
    editing.change_field(session, "partner", partner.id, "name", "Newest")
    settled()
    index = page.list.currentIndex()
    assert page.model.groups[index.row()].id == chosen.id
    assert page.list.visualRect(index).top() == top
    assert window.board.action("history.take_back").isEnabled()


def test_a_step_that_was_brought_back_is_not_said_to_be_undone(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    sweden = session.select(Partner, code="SWE")[0]
    editing.change_field(session, "partner", sweden.id, "name", "Sverige")
    edit = editing.history(session, 1)[0]
    editing.undo(session)
    window.show_page("history")
    settle(window, qtbot)
    page = window.page("history")
    assert isinstance(page, HistoryPage)
    assert edit.id in page.model.undone
    editing.redo(session)
    settle(window, qtbot)
    assert edit.id not in page.model.undone


def test_history_refuses_to_take_back_what_was_changed_again(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    partner = session.all(Partner)[0]
    for name in ("First", "Second"):
        editing.change_field(session, "partner", partner.id, "name", name)
    window.show_page("history")
    settled()
    page = window.page("history")
    assert isinstance(page, HistoryPage)
    page.list.setCurrentIndex(page.model.index(1, 0))
    window.board.action("history.take_back").trigger()
    settled()
    assert window.error.isVisible()
    assert session.get(Partner, partner.id).name == "Second"


@pytest.mark.parametrize("appearance", [Appearance.DARK, Appearance.CONTRAST_LIGHT])
def test_settings_change_the_appearance_at_once_and_remember_it(
    window: MainWindow, appearance: Appearance
) -> None:
    window.show_page("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    page.appearance.choose(appearance.value)
    assert window.context.look.appearance is appearance
    assert window.settings.appearance is appearance
    window.set_appearance(Appearance.LIGHT)


def test_a_new_name_in_the_settings_signs_later_changes(
    window: MainWindow, session: Session
) -> None:
    window.show_page("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    page.name.selectAll()
    QTest.keyClicks(page.name, "Ada Okello")
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    partner = session.all(Partner)[0]
    editing.change_field(session, "partner", partner.id, "name", "Signed")
    assert editing.history(session, 1)[0].author == "Ada Okello"


def test_help_says_what_is_done_where_and_shows_every_line_whole(
    window: MainWindow, settled: Callable[[], None]
) -> None:
    window.resize(1280, 720)
    window.show_page("help")
    settled()
    found = window.page("help")
    assert isinstance(found, HelpPage)
    said = found.findChildren(Text)
    assert {"Parts of a thing", "Inbox", "Map"} <= {one.text() for one in said}
    for one in said:
        assert one.height() >= one.heightForWidth(one.width()), one.text()


def test_essential_requirements_that_are_not_met_need_someone(session: Session) -> None:
    plan = match_plan(session)
    overview = read_overview(session)
    (unmet,) = (need for need in overview.needs if need.title.code == "home.unmet")
    progress = overview.plans[0]
    assert unmet.title.values["n"] == progress.n_essential - progress.n_essential_met
    assert (unmet.page, unmet.argument) == ("match", plan.id)
    said = Wording().message(unmet.detail)
    assert said.endswith(("more.", "."))
    assert "Role 2 hospitals, Bunia; " in said


def test_the_tiles_of_a_plan_that_changed_are_those_of_its_match(session: Session) -> None:
    match_plan(session)
    before = read_overview(session)
    for need in session.all(Requirement):
        priority = Priority.USEFUL if need.priority is Priority.ESSENTIAL else Priority.ESSENTIAL
        editing.change_field(session, Requirement.KIND, need.id, "priority", priority)
    after = read_overview(session)
    assert after.plans == before.plans

    def unmet(overview: Overview) -> list[object]:
        return [need for need in overview.needs if need.title.code == "home.unmet"]

    assert unmet(after) == unmet(before)
