"""A partner's file as a person uses it: people, memberships as of a day, promises, each undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import FocalPoint, Institution, Membership, Partner
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.requests import CapabilityRequest, Fulfilment
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.change_dialog import ChangeDialog
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.partners.file.partner_page import PartnerPage
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.editors import ReferenceField
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.day_field import DayField
from crisisplanner.ui.widgets.fields import ChoiceField, LineField
from crisisplanner.ui.widgets.panels import Card

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def france(session: Session) -> Partner:
    (found,) = session.select(Partner, code="FRA")
    return found


@pytest.fixture
def page(
    window: MainWindow,
    session: Session,
    france: Partner,
    settled: Callable[[], None],
    qtbot: QtBot,
) -> PartnerPage:
    """Open France's file with two promises, one of them kept."""
    for number, came in enumerate((4.0, 0.0)):
        kept = Fulfilment(
            id=f"f{number}",
            partner=france.id,
            occasion=f"Occasion {number}",
            promised=Figure(4, "unit"),
            delivered=Figure(came, "unit"),
        )
        editing.create_entity(session, kept)
    window.show_page("partner", france.id)
    settled()
    found = window.page("partner")
    assert isinstance(found, PartnerPage)
    qtbot.waitUntil(lambda: found.filed is not None and found.cards.is_filled)
    return found


def texts(page: PartnerPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel)]


def level(page: PartnerPage) -> str:
    """Give the marking of the first focal point."""
    return "" if page.filed is None else page.filed.people[0].marking.level


def button(page: PartnerPage, name: str) -> Button:
    found = page.findChild(Button, name)
    assert isinstance(found, Button)
    return found


def test_a_focal_point_is_added_as_personal_data_and_undone(
    page: PartnerPage, session: Session, france: Partner, qtbot: QtBot
) -> None:
    QTest.mouseClick(button(page, f"add.focal_point.{france.id}"), LEFT)
    dialog = page.window().findChildren(NewThing)[-1]
    name = dialog.field("name")
    assert isinstance(name, LineField)
    name.setText("Claire Martin")
    marking = dialog.field("marking")
    assert isinstance(marking, ChoiceField)
    marking.choose("RED")
    QTest.mouseClick(dialog.add, LEFT)
    qtbot.waitUntil(lambda: "Claire Martin" in texts(page))
    assert page.filed is not None
    assert page.filed.people[0].marking.level == "RED"
    person = page.filed.people[0].person
    editing.change_fields(session, "focal_point", person.id, {"marking": None})
    qtbot.waitUntil(lambda: page.filed is not None and level(page) == "AMBER")
    session.file.undo(session.author)
    session.file.undo(session.author)
    qtbot.waitUntil(lambda: "Claire Martin" not in texts(page))
    assert session.select(FocalPoint, partner=france.id) == ()


def test_memberships_are_told_as_of_the_day_that_is_typed(
    page: PartnerPage, session: Session, qtbot: QtBot
) -> None:
    for code, start in (("NEW", date(2020, 1, 1)), ("OPEN", None)):
        institution = Institution(id=code, code=code, name=f"Union {code}")
        editing.create_entity(session, institution)
        member = Membership(id=code, institution=code, member_iso3="FRA", from_date=start)
        editing.create_entity(session, member)
    qtbot.waitUntil(lambda: "Union NEW" in texts(page))
    assert any("Union OPEN" in said for said in texts(page))
    field = page.findChild(DayField, "as_of")
    assert isinstance(field, DayField)
    field.setFocus()
    field.setText("2019-06-01")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: page.filed is not None and page.filed.day == date(2019, 6, 1), timeout=5000
    )
    assert page.filed is not None
    held = {one.institution_code: one.holds for one in page.filed.belongings}
    assert (held["NEW"], held["OPEN"]) == (False, None)


def test_the_suggested_probability_is_used_only_by_a_click_and_undone_at_once(
    page: PartnerPage, session: Session, france: Partner, qtbot: QtBot
) -> None:
    said = next(text for text in texts(page) if text.startswith("Suggested from"))
    assert said.startswith("Suggested from 2 promises: 0.50")
    offers = session.select(Offer, partner=france.id)
    before = [offer.probability for offer in offers]
    QTest.mouseClick(button(page, "take_suggestion"), LEFT)
    qtbot.waitUntil(
        lambda: any(o.probability.value == 0.5 for o in session.select(Offer, partner=france.id))
    )
    session.file.undo(session.author)
    assert [offer.probability for offer in session.select(Offer, partner=france.id)] == before


def test_the_entry_is_changed_in_one_step(
    page: PartnerPage, window: MainWindow, session: Session, france: Partner, qtbot: QtBot
) -> None:
    window.board.action("partner.edit").trigger()
    dialog = page.window().findChildren(ChangeDialog)[-1]
    gdp = dialog.field("gdp")
    assert isinstance(gdp, LineField)
    gdp.setText("2900000000000")
    QTest.mouseClick(dialog.act, LEFT)
    qtbot.waitUntil(lambda: session.get(Partner, france.id).gdp.is_known)
    assert session.get(Partner, france.id).gdp.source == session.author
    session.file.undo(session.author)
    assert not session.get(Partner, france.id).gdp.is_known


def test_this_partner_is_asked_for_something(
    page: PartnerPage, window: MainWindow, session: Session, france: Partner, qtbot: QtBot
) -> None:
    window.board.action("partner.ask").trigger()
    dialog = page.window().findChildren(NewThing)[-1]
    kind = dialog.field("type")
    assert isinstance(kind, ReferenceField)
    kind.setCurrentIndex(3)
    QTest.mouseClick(dialog.add, LEFT)
    qtbot.waitUntil(lambda: len(page.requests) == 1)
    (made,) = session.all(CapabilityRequest)
    assert made.partner == france.id


def test_cards_are_as_high_as_what_they_say(
    page: PartnerPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    (short,) = session.select(Partner, code="AUT")
    window.show_page("partner", short.id)

    def are_close() -> bool:
        layouts = [(card, card.layout()) for card in page.cards.findChildren(Card)]
        return len(layouts) == 8 and all(
            layout is not None and card.height() <= layout.totalHeightForWidth(card.width())
            for card, layout in layouts
        )

    qtbot.waitUntil(lambda: page.filed is not None and page.filed.partner.id == short.id)
    qtbot.waitUntil(are_close)
