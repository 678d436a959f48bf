"""The inbox as a person uses it: ask, note the answer, judge it, each step undone by one undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.changes import Create
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.requests import CapabilityRequest, RequestState
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.terms import OfferState
from crisisplanner.services import requests
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.partners.requests.inbox_page import InboxPage
from crisisplanner.ui.partners.requests.request_deeds import DeclineDialog, OfferDialog
from crisisplanner.ui.partners.requests.request_rows import WaitingRow
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.editors import ReferenceField
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import LineField

D = TypeVar("D", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def asked(session: Session) -> CapabilityRequest:
    """Ask Norway a long time ago for what a requirement needs."""
    need = next(r for r in session.all(Requirement) if r.quantity.value is not None)
    partner = min(session.all(Partner), key=lambda one: one.name)
    now = session.outside
    session.outside = replace(now, now=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    request = requests.ask_for_requirement(session, partner.id, need.id)
    session.outside = now
    return request


@pytest.fixture
def page(
    window: MainWindow, asked: CapabilityRequest, settled: Callable[[], None], qtbot: QtBot
) -> InboxPage:
    """Open the inbox, in which one request waits."""
    assert asked.state is RequestState.REQUESTED
    window.show_page("inbox")
    settled()
    found = window.page("inbox")
    assert isinstance(found, InboxPage)
    qtbot.waitUntil(lambda: found.cards.is_filled and bool(found.rows))
    return found


def only_row(page: InboxPage) -> WaitingRow:
    assert len(page.rows) == 1
    return page.rows[0]


def dialog_of(page: InboxPage, kind: type[D]) -> D:
    found = page.window().findChildren(kind)
    assert found
    return found[-1]


def test_an_overdue_request_says_since_when_and_what_comes_next(page: InboxPage) -> None:
    row = only_row(page)
    assert page.headline.text().startswith("1 request waits for a partner, 1 overdue")
    assert any("The answer was due" in detail for detail in row.details)
    assert row.details[-1] == "Next: remind them, or ask another partner."


def test_an_offer_is_noted_accepted_and_taken_back_step_by_step(
    page: InboxPage,
    session: Session,
    asked: CapabilityRequest,
    settled: Callable[[], None],
    qtbot: QtBot,
) -> None:
    QTest.mouseClick(only_row(page).buttons["acknowledge"], LEFT)
    qtbot.waitUntil(
        lambda: bool(page.rows) and all("acknowledge" not in row.buttons for row in page.rows)
    )
    QTest.mouseClick(only_row(page).buttons["offer"], LEFT)
    dialog = dialog_of(page, OfferDialog)
    quantity = dialog.field("quantity")
    assert isinstance(quantity, LineField)
    quantity.setText("3")
    dialog.answer.setPlainText("Three can come")
    QTest.mouseClick(dialog.act, LEFT)
    qtbot.waitUntil(lambda: any("accept" in row.buttons for row in page.rows))
    made = session.get(CapabilityRequest, asked.id).offer
    assert made is not None
    assert session.get(Offer, made).quantity.value == 3
    assert session.get(CapabilityRequest, asked.id).answer == "Three can come"
    QTest.mouseClick(only_row(page).buttons["accept"], LEFT)
    qtbot.waitUntil(lambda: not page.rows)
    assert session.get(Offer, made).state is OfferState.ACCEPTED
    for expected in (RequestState.OFFERED, RequestState.ACKNOWLEDGED, RequestState.REQUESTED):
        session.file.undo(session.author)
        assert session.get(CapabilityRequest, asked.id).state is expected
    assert session.find(Offer, made) is None
    settled()


def test_the_keyboard_stays_with_a_request_whose_step_is_done(
    page: InboxPage, session: Session, asked: CapabilityRequest, qtbot: QtBot
) -> None:
    button = only_row(page).buttons["acknowledge"]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(
        lambda: session.get(CapabilityRequest, asked.id).state is RequestState.ACKNOWLEDGED
    )
    qtbot.waitUntil(lambda: bool(page.rows) and page.rows[0].buttons["offer"].hasFocus())


def test_a_refusal_needs_its_reason(
    page: InboxPage, session: Session, asked: CapabilityRequest, settled: Callable[[], None]
) -> None:
    QTest.mouseClick(only_row(page).buttons["decline"], LEFT)
    dialog = dialog_of(page, DeclineDialog)
    QTest.mouseClick(dialog.act, LEFT)
    assert "Expected the reason" in dialog.fault.text()
    answer = dialog.field("answer")
    assert isinstance(answer, QPlainTextEdit)
    answer.setPlainText("Parliament said no")
    QTest.mouseClick(dialog.act, LEFT)
    settled()
    stored = session.get(CapabilityRequest, asked.id)
    assert (stored.state, stored.answer) == (RequestState.DECLINED, "Parliament said no")


def test_a_partner_is_asked_by_hand(
    page: InboxPage, session: Session, window: MainWindow, qtbot: QtBot
) -> None:
    window.board.action("inbox.add").trigger()
    dialog = dialog_of(page, NewThing)
    for name in ("partner", "type"):
        field = dialog.field(name)
        assert isinstance(field, ReferenceField)
        field.setCurrentIndex(2)
    QTest.mouseClick(dialog.add, LEFT)
    qtbot.waitUntil(lambda: len(page.rows) == 2)
    (made,) = [r for r in session.all(CapabilityRequest) if r.requirement is None]
    assert made.asked_by == session.author
    assert made.quantity.value is None
    assert made.answer_by is not None


@pytest.mark.usefixtures("asked")
def test_home_counts_what_waits(window: MainWindow, settled: Callable[[], None]) -> None:
    window.show_page("home")
    settled()
    home = window.page("home")
    assert home is not None
    texts = [label.text() for label in home.findChildren(QLabel)]
    assert "1 request to a partner is overdue" in texts


def test_what_waits_is_paged_and_all_of_it_can_be_reached(
    page: InboxPage,
    session: Session,
    asked: CapabilityRequest,
    settled: Callable[[], None],
    qtbot: QtBot,
) -> None:
    many = [Create(replace(asked, id=f"more-{number}")) for number in range(44)]
    session.write(message("journal.workspace_created", name="x"), many)
    settled()
    qtbot.waitUntil(lambda: len(page.rows) == 20)
    more = page.findChild(Button, "more.inbox.for_partners")
    assert isinstance(more, Button)
    assert more.text() == "Show 20 more of 25"
    more.click()
    more.click()
    assert len(page.rows) == 45
    assert more.isHidden()
    # What was opened stays open when something changes.
    another = Create(replace(asked, id="one-more"))
    session.write(message("journal.workspace_created", name="y"), [another])
    settled()

    def texts() -> list[str]:
        return [one.text() for one in page.findChildren(Button, "more.inbox.for_partners")]

    qtbot.waitUntil(lambda: "Show 1 more of 1" in texts())
    assert len(page.rows) == 45
