"""Places: named on the spot wherever one is asked, and listed on a page of their own."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.register import Place
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.terms import PartnerKind
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.editors import ReferenceField
from crisisplanner.ui.tables.page import TablePage
from crisisplanner.ui.widgets.text import Text
from tests.ui.conftest import WAIT_MS, settle
from tests.ui.test_parts import hand_in, type_into


def table_page(window: MainWindow, page_id: str) -> TablePage:
    """Go to a page that is a table."""
    window.show_page(page_id)
    page = window.page(page_id)
    assert isinstance(page, TablePage)
    return page


def new_form(window: MainWindow, page_id: str) -> NewThing:
    """Open the form of a new thing."""
    page = table_page(window, page_id)
    window.trigger(f"{page_id}.add")
    form = page.findChildren(NewThing)[-1]
    assert isinstance(form, NewThing)
    return form


def test_a_new_place_is_created_with_the_requirement_that_names_it(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    form = new_form(window, "requirements")
    need = session.all(Requirement)[0]
    type_into(form.field("title"), "Water for Mahagi")
    kind, place = form.field("type"), form.field("place")
    assert isinstance(kind, ReferenceField)
    assert isinstance(place, ReferenceField)
    kind.choose(need.type)
    place.setEditText("Mahagi")
    said = [text.text() for text in form.findChildren(Text) if not text.isHidden()]
    assert "No place is called “Mahagi” yet: it is added as a new one." in said
    type_into(form.field("from_day"), "D+5")
    type_into(form.field("to_day"), "D+30")
    hand_in(form)
    assert [p for p in session.all(Place) if p.name == "Mahagi"] == []
    type_into(form.field("quantity"), "3")
    hand_in(form)
    (made,) = (p for p in session.all(Place) if p.name == "Mahagi")
    (asked,) = session.select(Requirement, place=made.id)
    assert asked.title == "Water for Mahagi"
    editing.undo(session)
    assert session.find(Place, made.id) is None
    assert session.find(Requirement, asked.id) is None
    settled()


def test_a_new_partner_is_created_with_the_offer_that_names_it(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    form = new_form(window, "offers")
    kind, partner = form.field("type"), form.field("partner")
    assert isinstance(kind, ReferenceField)
    assert isinstance(partner, ReferenceField)
    kind.choose(session.all(Requirement)[0].type)
    partner.setEditText("Norway")
    said = [text.text() for text in form.findChildren(Text) if not text.isHidden()]
    assert any(one.startswith("No partner is called “Norway” yet") for one in said)
    type_into(form.field("quantity"), "3")
    hand_in(form)
    [made] = (one for one in session.all(Partner) if one.name == "Norway")
    assert (made.partner_kind, made.iso3) == (PartnerKind.STATE, "NOR")
    [offer] = session.select(Offer, partner=made.id)
    editing.undo(session)
    assert session.find(Partner, made.id) is None
    assert session.find(Offer, offer.id) is None
    settled()


def test_a_known_place_typed_in_other_letters_is_that_place(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    known = session.all(Place)[0]
    form = new_form(window, "requirements")
    place = form.field("place")
    assert isinstance(place, ReferenceField)
    place.setEditText(known.name.upper())
    assert place.typed() == known.id
    form.reject()
    settled()


def test_a_cell_asks_twice_before_a_word_becomes_a_place(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    page = table_page(window, "requirements")
    settle(window, qtbot)
    need = session.all(Requirement)[0]
    page.enter(need.id)
    column = [one.id for one in page.panel.model.columns].index("place.name")
    view = page.panel.view
    row = page.panel.model.row_of(need.id)
    assert row is not None
    index = page.panel.model.index(row, column)
    view.setCurrentIndex(index)
    view.edit(index)
    editor = view.viewport().findChild(ReferenceField)
    assert isinstance(editor, ReferenceField)
    editor.setEditText("Aru")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert session.get(Requirement, need.id).place == need.place
    QTest.keyClick(editor, Qt.Key.Key_Return)
    place = session.get(Place, session.get(Requirement, need.id).place or "")
    assert place.name == "Aru"
    settle(window, qtbot)


def test_places_have_a_page_that_shows_what_is_needed_there(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    page = table_page(window, "places")
    settle(window, qtbot)
    need = next(one for one in session.all(Requirement) if one.place)
    assert need.place is not None
    page.enter(need.place)
    qtbot.waitUntil(lambda: not page.pane.isHidden())
    said = [text.text() for text in page.pane.findChildren(Text)]
    assert "Needed here" in said
    assert session.get(Place, need.place).name in said
    settle(window, qtbot)


def test_a_place_is_added_on_its_page(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    form = new_form(window, "places")
    type_into(form.field("name"), "Kilo-Moto")
    hand_in(form)
    settle(window, qtbot)
    assert [p.name for p in session.all(Place) if p.name == "Kilo-Moto"]


def test_a_place_is_found_by_its_name(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    place = Place(id="kilo-moto", name="Kilo-Moto")
    editing.create_entity(session, place)
    settle(window, qtbot)
    window.commands.open()
    QTest.keyClicks(window.commands.field, "Kilo-M")
    qtbot.waitUntil(window.commands.list.isVisible)
    settle(window, qtbot)


def test_clicking_an_empty_list_field_shows_what_there_is_to_choose(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    form = new_form(window, "requirements")
    place = form.field("place")
    assert isinstance(place, ReferenceField)
    line = place.lineEdit()
    assert line is not None
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    completer = place.completer()
    assert completer is not None
    popup = completer.popup()
    assert isinstance(popup, QWidget)
    assert popup.isVisible()
    assert completer.completionCount() >= len(session.all(Place))
    popup.hide()
    form.reject()
    settle(window, qtbot)


def test_the_filter_of_a_table_finds_what_the_country_is_called(
    window: MainWindow, settled: Callable[[], None], qtbot: QtBot
) -> None:
    page = table_page(window, "nodes")
    settled()
    # Its own words say Entebbe only; the country stands as a code.
    page.panel.search.setText("Uganda")
    qtbot.waitUntil(lambda: len(page.panel.model.ids) == 1, timeout=WAIT_MS)
    settled()
