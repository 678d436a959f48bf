"""The page of offers: what a new one is asked, what can be matched, how its way is shown and changed."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.offers import Caveat, Offer
from crisisplanner.domain.register import Place
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.services.tables import table_ids
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.partners.offers_page import OFFERS
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.page import TablePage
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording
from tests.ui.test_parts import choose, fault_at, hand_in, inspect, press, type_into


def matchable(session: Session) -> list[str]:
    """List the offers that the page's choice "Can be matched" leaves."""
    filters = dict(OFFERS.choices)["offers.counting"]
    return table_ids(session, Offer.KIND, filters=filters)


def new_offer(session: Session) -> Offer:
    """Add an offer of which only what and how much is known; its type has a speed."""
    kind = next(one for one in session.all(CapabilityType) if one.speed.value is not None)
    offer = Offer(
        id="bare",
        partner=session.all(Partner)[0].id,
        type=kind.id,
        quantity=Figure(2, "unit", basis=Basis.ASSUMPTION),
    )
    editing.create_entity(session, offer)
    return offer


def says(page: TablePage, sentence: str) -> bool:
    """Tell whether the inspector says it."""
    return sentence in [text.text() for text in page.pane.findChildren(Text)]


def test_a_new_offer_is_asked_where_it_comes_from_and_how_long_it_travels(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    window.show_page("offers")
    page = window.page("offers")
    assert isinstance(page, TablePage)
    window.trigger("offers.add")
    form = page.findChildren(NewThing)[-1]
    assert isinstance(form, NewThing)
    choose(form.field("partner"), session.all(Partner)[0].id)
    choose(form.field("type"), session.all(CapabilityType)[0].id)
    choose(form.field("origin"), session.all(Place)[0].id)
    type_into(form.field("quantity"), "2")
    type_into(form.field("description"), "Two from the sea")
    type_into(form.field("transit"), "6")
    hand_in(form)
    (made,) = session.select(Offer, description="Two from the sea")
    assert made.transit.value == 6
    assert made.origin == session.all(Place)[0].id
    settled()


def test_an_offer_without_a_way_is_not_counted_as_one_that_can_be_matched(session: Session) -> None:
    offer = new_offer(session)
    assert offer.id not in matchable(session)
    editing.change_field(session, Offer.KIND, offer.id, "transit", 4)
    assert offer.id in matchable(session)
    editing.change_field(session, Offer.KIND, offer.id, "transit", None)
    port = Place(id="port", name="Port", latitude=1.0, longitude=30.0)
    editing.create_entity(session, port)
    editing.change_field(session, Offer.KIND, offer.id, "origin", port.id)
    assert offer.id in matchable(session)


def test_the_way_of_an_offer_is_changed_where_it_is_shown(
    window: MainWindow, session: Session, settled: Callable[[], None], qtbot: QtBot, words: Wording
) -> None:
    offer = new_offer(session)
    page = inspect(window, "offers", offer.id, settled)
    assert says(page, words.say("offers.no_transit"))
    assert says(page, words.say("offers.usual"))
    form = press(page, f"change.offer.way.{offer.id}")
    type_into(form.field("transit"), "9")
    type_into(form.field("notice"), "3")
    hand_in(form)
    stored = session.get(Offer, offer.id)
    assert (stored.transit.value, stored.notice.value) == (9, 3)
    assert replace(stored, transit=offer.transit, notice=offer.notice) == offer
    days = words.figure(stored.transit)
    qtbot.waitUntil(partial(says, page, days))
    assert not says(page, words.say("offers.no_transit"))


def test_an_offer_without_dates_is_available_at_once_and_without_limit(
    window: MainWindow, session: Session, settled: Callable[[], None], words: Wording
) -> None:
    offer = new_offer(session)
    page = inspect(window, "offers", offer.id, settled)
    model = page.panel.model
    row = model.row_of(offer.id)
    assert row is not None
    by_id = {column.id: column for column in model.columns}
    cells = {
        name: by_id[name].text(model.cells(row, by_id[name]), words)
        for name in ("available_from", "available_to")
    }
    assert cells == {"available_from": "at once", "available_to": "no limit"}
    assert says(page, "at any time")


def test_quantities_are_counted_in_the_unit_of_their_type(
    window: MainWindow, session: Session, settled: Callable[[], None], words: Wording
) -> None:
    kind = next(one for one in session.all(CapabilityType) if one.unit_of_measure == "troop")
    offer = replace(new_offer(session), id="troops", type=kind.id, quantity=Figure(1400, "unit"))
    editing.create_entity(session, offer)
    page = inspect(window, "offers", offer.id, settled)
    model = page.panel.model
    row = model.row_of(offer.id)
    assert row is not None
    column = next(one for one in model.columns if one.id == "quantity")
    assert column.head == "Quantity"
    assert column.text(model.cells(row, column), words) == "1,400 troops"
    need = replace(session.all(Requirement)[0], id="need", type=kind.id, quantity=offer.quantity)
    editing.create_entity(session, need)
    page = inspect(window, "requirements", need.id, settled)
    assert says(page, "1,400 troops")


def test_a_range_stands_behind_the_unit(words: Wording) -> None:
    assert words.amount(Figure(10, "unit", low=8, high=12), "team") == "10 teams (8 to 12)"
    assert words.amount(1, "kit + team") == words.say("match_page.times", n=1, unit="kit + team")
    assert words.amount(None, "team") == "not known"


def test_a_caveat_that_says_nothing_is_refused_in_a_sentence(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    offer = session.all(Offer)[0]
    before = session.all(Caveat)
    page = inspect(window, "offers", offer.id, settled)
    form = press(page, f"add.caveat.{offer.id}")
    hand_in(form)
    assert form.isVisible()
    assert fault_at(form, "text").startswith("Expected what limits its use")
    assert session.all(Caveat) == before
    type_into(form.field("text"), "Not by night.")
    hand_in(form)
    assert len(session.all(Caveat)) == len(before) + 1
