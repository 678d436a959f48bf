"""The availability page as a person uses it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.offers import Commitment, Offer
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.ui.availability.availability_page import TWICE, AvailabilityPage
from crisisplanner.ui.availability.heat_map import Measure
from crisisplanner.ui.shell.main_window import MainWindow
from tests.ui.conftest import WAIT_MS

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: MainWindow, settled: Callable[[], None]) -> AvailabilityPage:
    """Open the page."""
    window.show_page("availability")
    settled()
    found = window.page("availability")
    assert isinstance(found, AvailabilityPage)
    return found


def test_the_first_line_says_how_many_types_are_short(page: AvailabilityPage) -> None:
    assert page.headline.text() == "17 of 17 capabilities needed are short in some week."


def test_weeks_stand_below_the_months_in_which_they_begin(
    page: AvailabilityPage, session: Session, qtbot: QtBot
) -> None:
    months = page.map.months()
    assert months[0] == (0, "May 2003")
    assert months[1] == (1, "June 2003")
    assert len(months) > 3
    plan = session.all(Plan)[0]
    editing.change_field(session, Plan.KIND, plan.id, "d_date", None)
    qtbot.waitUntil(lambda: page.map.months() == [], timeout=WAIT_MS)


def test_a_click_on_a_cell_leaves_the_offers_of_its_type(
    page: AvailabilityPage, session: Session, settled: Callable[[], None]
) -> None:
    place = page.map.cell_rect(4, 5).center().toPoint()
    QTest.mouseClick(page.map, LEFT, pos=place)
    settled()
    kind = session.select(CapabilityType, code="H-WSH-01")[0]
    expected = {offer.id for offer in session.select(Offer, type=kind.id)}
    assert expected
    assert set(page.panel.model.ids) == expected
    assert page.map.marked == (4, 5)


def test_a_cell_leaves_out_the_offers_of_another_type_of_the_same_name(
    page: AvailabilityPage, session: Session, settled: Callable[[], None]
) -> None:
    kind = session.select(CapabilityType, code="H-WSH-01")[0]
    other = next(offer.type for offer in session.all(Offer) if offer.type != kind.id)
    editing.change_field(session, "capability_type", other, "name", kind.name)
    settled()
    QTest.mouseClick(page.map, LEFT, pos=page.map.cell_rect(4, 5).center().toPoint())
    settled()
    expected = {offer.id for offer in session.select(Offer, type=kind.id)}
    assert set(page.panel.model.ids) == expected
    said = " ".join(text.text() for text in page.panel.findChildren(QAbstractButton))
    assert kind.name in said
    assert kind.id not in said
    moved = session.select(Offer, type=kind.id)[0]
    editing.change_field(session, "offer", moved.id, "type", other)
    settled()
    assert set(page.panel.model.ids) == expected - {moved.id}


def test_the_frame_stays_with_its_type_when_the_rows_change_places(
    page: AvailabilityPage, session: Session, settled: Callable[[], None]
) -> None:
    QTest.mouseClick(page.map, LEFT, pos=page.map.cell_rect(4, 5).center().toPoint())
    settled()
    first = session.select(CapabilityType, name=page.map.sentence(0, 0).split(",")[0])[0]
    for need in session.select(Requirement, type=first.id):
        editing.retire_entity(session, "requirement", need.id)
    settled()
    assert page.map.marked == (3, 5)
    assert "H-WSH-01" in {
        kind.code
        for kind in session.all(CapabilityType)
        if page.map.sentence(3, 5).startswith(kind.name)
    }


def test_a_second_click_on_the_cell_shows_all_again(
    page: AvailabilityPage, session: Session, settled: Callable[[], None]
) -> None:
    for _ in range(2):
        QTest.mouseClick(page.map, LEFT, pos=page.map.cell_rect(4, 5).center().toPoint())
        settled()
    assert len(page.panel.model.ids) == len(session.all(Offer))
    assert page.map.marked is None


def test_arrows_walk_the_cells_and_each_is_said(
    page: AvailabilityPage, settled: Callable[[], None]
) -> None:
    page.map.setFocus()
    QTest.keyClick(page.map, KEY.Key_Down)
    QTest.keyClick(page.map, KEY.Key_Right)
    assert page.map.at == (1, 1)
    assert page.map.accessibleDescription().startswith("Red Cross emergency clinic, W2: 0 free")
    QTest.keyClick(page.map, KEY.Key_Return)
    settled()
    assert page.map.marked == (1, 1)


def test_the_cells_can_show_what_is_promised(page: AvailabilityPage) -> None:
    page.measure.choose(Measure.PROMISED.value)
    page.measure.activated.emit(page.measure.currentIndex())
    assert page.map.measure is Measure.PROMISED


def test_what_is_promised_twice_is_named_and_can_be_shown_alone(
    page: AvailabilityPage, session: Session, settled: Callable[[], None]
) -> None:
    offer = session.all(Offer)[0]
    for number in range(2):
        promise = Commitment(
            id=f"c{number}", offer=offer.id, quantity=offer.quantity, where=f"Place {number}"
        )
        editing.create_entity(session, promise)
    settled()
    assert "Promised twice" in page.notes.text()
    QTest.mouseClick(page.chips[TWICE], LEFT)
    settled()
    assert list(page.panel.model.ids) == [offer.id]
    editing.change_field(session, "offer", offer.id, "quantity", Figure(9_999, "unit"))
    settled()
    assert list(page.panel.model.ids) == []
