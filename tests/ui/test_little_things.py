"""Little things a new user missed: keys, tooltips, where a place opens, what the strip tells."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.situation import Crisis
from crisisplanner.services import editing
from crisisplanner.services.crisis_views.crisis_overview import crisis_overview
from crisisplanner.services.memberships import day_of_planning
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.shell.tab_row import Tab
from crisisplanner.ui.tables.page import TablePage
from crisisplanner.wording.catalogue import Wording


def test_a_place_opens_the_page_that_was_shown_there_last(
    window: MainWindow, settled: Callable[[], None]
) -> None:
    window.show_page("catalogue")
    window.show_page("requirements")
    window.rail.chosen.emit("partners")
    assert window.stack.current == "catalogue"
    window.rail.chosen.emit("partners")
    assert window.stack.current == "partners"
    settled()


def test_both_usual_keys_bring_back_what_was_undone(window: MainWindow) -> None:
    keys = window.board.action("edit.redo").shortcuts()
    assert keys == [QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")]
    assert "Ctrl+Y" not in window.board.action("edit.redo").toolTip()


def test_the_strip_tells_of_the_newest_edit(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    window.say("Match finished in 1 s.")
    partner = session.all(Partner)[0]
    editing.change_field(session, Partner.KIND, partner.id, "code", "NEW-1")
    assert partner.name in window.strip.message.text()
    settled()


def test_an_offer_without_words_is_told_of_by_type_and_partner(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    partner, kind = session.all(Partner)[0], session.all(CapabilityType)[0]
    quantity = Figure(1, "unit")
    offer = Offer(id="wordless", partner=partner.id, type=kind.id, quantity=quantity)
    editing.create_entity(session, offer)
    said = window.strip.message.text()
    assert kind.name in said
    assert partner.name in said
    assert "wordless" not in said
    settled()


def test_words_of_the_trade_are_explained_where_they_stand(
    window: MainWindow, settled: Callable[[], None], words: Wording
) -> None:
    window.show_page("partners")
    page = window.page("partners")
    assert isinstance(page, TablePage)
    columns = {one.id: one for one in page.panel.model.columns}
    assert "Three letters" in columns["iso3"].hint
    assert "core partners" in columns["ring"].hint
    shown = {one.id for one in page.panel.view.shown_columns()}
    assert not shown & {"gdp", "oda", "military_expenditure"}
    tips = {tab.page_id: tab.toolTip() for tab in window.tabs.findChildren(Tab)}
    assert tips["aid"] == words.say("hint.aid")
    assert "searching" in window.board.action("plan.improve").toolTip()
    settled()


def test_memberships_are_asked_for_the_day_of_the_plan(session: Session) -> None:
    assert day_of_planning(session) == session.all(Plan)[0].d_date


def test_actors_told_in_the_paragraph_of_a_crisis_are_not_called_unrecorded(
    session: Session,
) -> None:
    crisis = Crisis(id="told", name="Told", actors="Two militias.")
    editing.create_entity(session, crisis)
    codes = {one.code for one in crisis_overview(session, crisis.id).unknown}
    assert "overview.no_actors" not in codes
    editing.change_field(session, Crisis.KIND, crisis.id, "actors", "")
    codes = {one.code for one in crisis_overview(session, crisis.id).unknown}
    assert "overview.no_actors" in codes


def test_a_new_requirement_is_asked_for_its_area(
    window: MainWindow, settled: Callable[[], None]
) -> None:
    window.show_page("requirements")
    page = window.page("requirements")
    assert isinstance(page, TablePage)
    window.trigger("requirements.add")
    form = page.findChildren(NewThing)[-1]
    assert form.form is not None
    assert form.form.has("area")
    form.reject()
    settled()


def test_a_new_plan_is_offered_first_only_while_there_is_none(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    window.show_page("requirements")
    page = window.page("requirements")
    assert isinstance(page, TablePage)
    (first,) = page.first_steps
    assert first.isHidden()
    assert session.all(Plan)
    settled()
