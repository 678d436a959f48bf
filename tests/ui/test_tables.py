"""Tables, as a person uses them: sort, filter, edit, copy, remove; the file is read back."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.figures import Basis
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.table_query import Filter, Relation
from crisisplanner.domain.terms import OfferState
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.clipboard import harmless
from crisisplanner.ui.tables.editors import ReferenceField
from crisisplanner.ui.tables.filters import FilterForm
from crisisplanner.ui.tables.page import TablePage
from crisisplanner.ui.widgets.fields import ChoiceField, LineField

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def offers(window: MainWindow, settled: Callable[[], None]) -> TablePage:
    """Open the page of offers."""
    return open_table(window, settled, "offers")


@pytest.fixture
def partners(window: MainWindow, settled: Callable[[], None]) -> TablePage:
    """Open the page of partners."""
    return open_table(window, settled, "partners")


def open_table(window: MainWindow, settled: Callable[[], None], page_id: str) -> TablePage:
    """Open a table page and wait until it is read."""
    window.show_page(page_id)
    settled()
    page = window.page(page_id)
    assert isinstance(page, TablePage)
    return page


def texts(page: TablePage, column_id: str) -> list[str]:
    """Read a column as it is shown, from top to bottom."""
    model = page.panel.model
    number = number_of(page, column_id)
    return [model.index(row, number).data() for row in range(model.rowCount())]


def number_of(page: TablePage, column_id: str) -> int:
    """Find a column by its id."""
    return [column.id for column in page.panel.model.columns].index(column_id)


def edit(page: TablePage, entity_id: str, column_id: str) -> LineField | ChoiceField:
    """Put the keyboard on a cell, press F2, and give the editor."""
    view = page.panel.view
    assert view.go_to(entity_id, number_of(page, column_id))
    view.setFocus()
    QTest.keyClick(view, KEY.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QWidget)
    if not isinstance(editor, LineField | ChoiceField):
        # An editable list gives the keyboard to the line inside it.
        editor = editor.parentWidget()
    assert isinstance(editor, LineField | ChoiceField)
    return editor


def test_a_click_on_a_head_sorts_and_a_second_turns_the_order(partners: TablePage) -> None:
    names = texts(partners, "name")
    assert names == sorted(names, key=str.casefold)
    click_head(partners, "name")
    assert texts(partners, "name") == names[::-1]
    click_head(partners, "code")
    codes = texts(partners, "code")
    assert codes == sorted(codes)


def click_head(page: TablePage, column_id: str) -> None:
    """Click on the head of a column."""
    head = page.panel.view.head
    left = head.sectionViewportPosition(number_of(page, column_id))
    QTest.mouseClick(head.viewport(), LEFT, pos=QPoint(left + 20, 10))


def test_the_selected_thing_stays_selected_when_rows_move(
    partners: TablePage, session: Session
) -> None:
    sweden = session.select(Partner, code="SWE")[0]
    partners.panel.view.go_to(sweden.id)
    click_head(partners, "name")
    assert partners.panel.view.current_id() == sweden.id
    assert partners.panel.view.selected_ids() == [sweden.id]


def test_typing_into_the_quick_filter_leaves_what_fits(partners: TablePage, qtbot: QtBot) -> None:
    view = partners.panel.view
    view.setFocus()
    QTest.keyClick(view, KEY.Key_F, CONTROL)
    QTest.keyClicks(partners.panel.search, "swed")
    qtbot.waitUntil(lambda: texts(partners, "name") == ["Sweden"])


def test_a_filter_that_nothing_passes_names_itself_and_can_be_cleared(partners: TablePage) -> None:
    n_rows = len(partners.panel.model.ids)
    QTest.keyClicks(partners.panel.search, "nowhere land")
    QTest.keyClick(partners.panel.search, KEY.Key_Return)
    assert partners.panel.nothing.isVisible()
    assert "nowhere land" in partners.panel.nothing.sentence.text()
    partners.panel.clear_filters()
    assert len(partners.panel.model.ids) == n_rows
    assert partners.panel.search.text() == ""


def test_a_column_is_filtered_by_ticking_words(offers: TablePage, session: Session) -> None:
    offers.panel.open_filter(number_of(offers, "state"))
    form = offers.panel.findChild(FilterForm)
    assert isinstance(form, FilterForm)
    wanted = next(tick for tick in form.findChildren(QWidget) if _text(tick) == "requested")
    QTest.mouseClick(wanted, LEFT)
    QTest.mouseClick(form.apply, LEFT)
    expected = {o.id for o in session.all(Offer) if o.state is OfferState.REQUESTED}
    assert expected
    assert set(offers.panel.model.ids) == expected
    assert offers.panel.chips.isVisible()


def _text(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else ""


def test_what_is_not_known_can_be_asked_for(offers: TablePage, session: Session) -> None:
    offers.panel.show_filters([Filter("available_to", Relation.IS_EMPTY)])
    expected = {o.id for o in session.all(Offer) if o.available_to is None}
    assert set(offers.panel.model.ids) == expected


def test_a_name_is_edited_in_place_and_stored(
    partners: TablePage, session: Session, qtbot: QtBot
) -> None:
    sweden = session.select(Partner, code="SWE")[0]
    editor = edit(partners, sweden.id, "name")
    assert isinstance(editor, LineField)
    assert editor.text() == "Sweden"
    QTest.keyClicks(editor, "Kingdom of Sweden")
    QTest.keyClick(editor, KEY.Key_Return)
    assert session.get(Partner, sweden.id).name == "Kingdom of Sweden"
    qtbot.waitUntil(lambda: "Kingdom of Sweden" in texts(partners, "name"))


def test_escape_leaves_the_cell_as_it_was(partners: TablePage, session: Session) -> None:
    sweden = session.select(Partner, code="SWE")[0]
    editor = edit(partners, sweden.id, "name")
    QTest.keyClicks(editor, "Norway")
    QTest.keyClick(editor, KEY.Key_Escape)
    assert session.get(Partner, sweden.id) == sweden


def test_a_refused_entry_keeps_its_editor_open_and_says_why(
    offers: TablePage, session: Session
) -> None:
    offer = session.all(Offer)[0]
    editor = edit(offers, offer.id, "quantity")
    QTest.keyClicks(editor, "two")
    QTest.keyClick(editor, KEY.Key_Return)
    assert editor.isVisible()
    assert "two" in offers.panel.view.cells.bubble.sentence
    assert session.get(Offer, offer.id) == offer
    QTest.keyClick(editor, KEY.Key_Escape)


def test_a_negative_quantity_is_refused(offers: TablePage, session: Session) -> None:
    offer = session.all(Offer)[0]
    editor = edit(offers, offer.id, "quantity")
    QTest.keyClicks(editor, "-3")
    QTest.keyClick(editor, KEY.Key_Return)
    assert offers.panel.view.cells.bubble.sentence
    assert session.get(Offer, offer.id) == offer
    QTest.keyClick(editor, KEY.Key_Escape)


def test_a_typed_figure_becomes_an_assumption_of_who_typed_it(
    offers: TablePage, session: Session
) -> None:
    offer = session.all(Offer)[0]
    editor = edit(offers, offer.id, "quantity")
    QTest.keyClicks(editor, "7")
    QTest.keyClick(editor, KEY.Key_Return)
    stored = session.get(Offer, offer.id).quantity
    assert (stored.value, stored.basis) == (7, Basis.ASSUMPTION)
    assert stored.source == "Maya Diallo"


def test_emptied_figures_are_unknown_and_never_zero(offers: TablePage, session: Session) -> None:
    offer = session.all(Offer)[0]
    editor = edit(offers, offer.id, "quantity")
    QTest.keyClick(editor, KEY.Key_Delete)
    QTest.keyClick(editor, KEY.Key_Return)
    assert session.get(Offer, offer.id).quantity.value is None
    row = offers.panel.model.row_of(offer.id)
    assert row is not None
    number = number_of(offers, "quantity")
    assert offers.panel.model.index(row, number).data() == "not known"


def test_a_state_is_chosen_from_its_words(offers: TablePage, session: Session) -> None:
    offer = session.select(Offer, state=OfferState.OFFERED)[0]
    editor = edit(offers, offer.id, "state")
    assert isinstance(editor, ChoiceField)
    editor.choose("committed")
    QTest.keyClick(editor, KEY.Key_Return)
    assert session.get(Offer, offer.id).state is OfferState.COMMITTED


def test_a_partner_is_picked_by_part_of_its_name(offers: TablePage, session: Session) -> None:
    offer = session.all(Offer)[0]
    sweden = session.select(Partner, code="SWE")[0]
    editor = edit(offers, offer.id, "partner.name")
    assert isinstance(editor, ReferenceField)
    line = editor.lineEdit()
    assert line is not None
    line.clear()
    QTest.keyClicks(line, "sweden")
    QTest.keyClick(editor, KEY.Key_Return)
    assert session.get(Offer, offer.id).partner == sweden.id


def test_a_retired_partner_stays_where_it_is_unless_another_is_picked(
    offers: TablePage, session: Session
) -> None:
    offer = session.all(Offer)[0]
    editing.retire_entity(session, "partner", offer.partner)
    editor = edit(offers, offer.id, "partner.name")
    assert isinstance(editor, ReferenceField)
    assert editor.currentText() == session.get(Partner, offer.partner).label()
    QTest.keyClick(editor, KEY.Key_Return)
    assert session.get(Offer, offer.id) == offer


def test_a_partner_that_there_is_not_is_refused(offers: TablePage, session: Session) -> None:
    offer = session.all(Offer)[0]
    editor = edit(offers, offer.id, "partner.name")
    assert isinstance(editor, ReferenceField)
    line = editor.lineEdit()
    assert line is not None
    line.setText("Atlantis")
    QTest.keyClick(editor, KEY.Key_Return)
    assert "Atlantis" in offers.panel.view.cells.bubble.sentence
    assert session.get(Offer, offer.id) == offer
    QTest.keyClick(editor, KEY.Key_Escape)


def test_rows_are_copied_with_heads_and_plain_numbers(
    partners: TablePage, session: Session
) -> None:
    sweden = session.select(Partner, code="SWE")[0]
    partners.panel.view.go_to(sweden.id)
    partners.panel.view.setFocus()
    QTest.keyClick(partners.panel.view, KEY.Key_C, CONTROL)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:2] == ["Name", "Code"]
    assert lines[1].split("\t")[:2] == ["Sweden", "SWE"]
    assert len(lines) == 2


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_copied_text_is_no_formula(text: str) -> None:
    assert harmless(text) == "'" + text


def test_an_unused_thing_is_removed_and_undo_brings_it_back(
    window: MainWindow,
    partners: TablePage,
    session: Session,
    settled: Callable[[], None],
    qtbot: QtBot,
) -> None:
    sweden = session.select(Partner, code="SWE")[0]
    spare = replace(sweden, id=session.outside.new_id(), code="XXX", name="Aland", iso3="")
    editing.create_entity(session, spare)
    qtbot.waitUntil(lambda: "Aland" in texts(partners, "name"))
    partners.panel.view.go_to(spare.id)
    partners.panel.view.setFocus()
    QTest.keyClick(partners.panel.view, KEY.Key_Delete)
    settled()
    assert session.find(Partner, spare.id) is None
    QTest.keyClick(window, KEY.Key_Z, CONTROL)
    settled()
    assert session.get(Partner, spare.id) == spare


def test_a_thing_in_use_stays_is_explained_and_can_be_retired(
    partners: TablePage, session: Session, settled: Callable[[], None], qtbot: QtBot
) -> None:
    sweden = session.select(Partner, code="SWE")[0]
    partners.panel.view.go_to(sweden.id)
    partners.panel.view.setFocus()
    QTest.keyClick(partners.panel.view, KEY.Key_Delete)
    settled()
    assert session.find(Partner, sweden.id) == sweden
    assert partners.panel.error.isVisible()
    QTest.mouseClick(partners.panel.error.action, LEFT)
    settled()
    assert session.get(Partner, sweden.id).retired
    qtbot.waitUntil(lambda: sweden.id not in partners.panel.model.ids)


def test_chosen_columns_are_kept_for_the_next_time(
    window: MainWindow, partners: TablePage, settled: Callable[[], None]
) -> None:
    number = number_of(partners, "gdp")
    partners.panel.view.setColumnHidden(number, True)  # noqa: FBT003 - Qt's own parameter
    partners.panel.view.head.sectionMoved.emit(0, 0, 0)
    kept = window.settings.words("columns.partner")
    assert kept is not None
    assert "gdp" not in kept
    window.room.leave()
    window.open_path(window.settings.recent[0].path)
    settled()
    page = open_table(window, settled, "partners")
    assert page.panel.view.isColumnHidden(number_of(page, "gdp"))


def test_a_change_elsewhere_shows_without_a_reload(
    partners: TablePage, session: Session, qtbot: QtBot
) -> None:
    sweden = session.select(Partner, code="SWE")[0]
    with qtbot.assertNotEmitted(partners.panel.model.reloaded):
        editing.change_field(session, "partner", sweden.id, "gdp", 5.0e11)
    row = partners.panel.model.row_of(sweden.id)
    assert row is not None
    shown = partners.panel.model.index(row, number_of(partners, "gdp")).data()
    assert shown == "500,000,000,000"


def test_the_inspector_follows_the_keyboard(
    offers: TablePage, session: Session, qtbot: QtBot
) -> None:
    offer = session.select(Offer, state=OfferState.REQUESTED)[0]
    offers.panel.go_to(offer.id)
    partner = session.get(Partner, offer.partner)
    qtbot.waitUntil(lambda: offers.pane.isVisible() and partner.name in subtitle(offers))


def subtitle(page: TablePage) -> str:
    """Read the second line of the inspector."""
    return page.pane.subtitle


def test_enter_opens_the_inspector_again_after_it_was_closed(
    offers: TablePage, qtbot: QtBot
) -> None:
    view = offers.panel.view
    view.go_to(offers.panel.model.ids[0])
    qtbot.waitUntil(offers.pane.isVisible)
    offers.pane.closed.emit()
    assert not offers.pane.isVisible()
    view.setFocus()
    QTest.keyClick(view, KEY.Key_Return)
    assert offers.pane.isVisible()
