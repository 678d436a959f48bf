"""Two tables of one kind, and many rows at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.changes import Create
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.ui.availability.availability_page import AvailabilityPage
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.model import SMALL_ROWS
from tests.ui.conftest import settle
from tests.ui.test_tables import edit, open_table

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_every_table_of_a_kind_follows_a_change(
    window: MainWindow, session: Session, settled: Callable[[], None], qtbot: QtBot
) -> None:
    offers = open_table(window, settled, "offers")
    window.show_page("availability")
    settled()
    availability = window.page("availability")
    assert isinstance(availability, AvailabilityPage)
    one = session.all(Offer)[0]
    new = [replace(one, id=session.outside.new_id()) for _ in range(SMALL_ROWS)]
    session.write(message("import.offers", file="test.csv"), [Create(offer) for offer in new])
    settle(window, qtbot)
    n = len(session.all(Offer))
    assert len(availability.panel.model.ids) == n
    assert len(offers.panel.model.ids) == n


def test_many_rows_are_removed_in_one_step(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    partners = open_table(window, settled, "partners")
    new = [
        Partner(id=session.outside.new_id(), code=f"Q{n:03}", name=f"Spare {n:03}")
        for n in range(40)
    ]
    session.write(message("import.partners", file="test.csv"), [Create(one) for one in new])
    settled()
    before = session.file.position()
    sweden = session.select(Partner, code="SWE")[0]
    partners.panel.removing.ask([sweden.id, *(one.id for one in new)])
    settled()
    assert not any(session.find(Partner, one.id) for one in new)
    assert session.find(Partner, sweden.id) == sweden
    assert partners.panel.error.isVisible()
    assert session.file.position() == before + 1
    QTest.keyClick(window, KEY.Key_Z, CONTROL)
    settled()
    assert all(session.find(Partner, one.id) for one in new)


def test_what_is_typed_into_a_cell_survives_rows_that_come_in(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    partners = open_table(window, settled, "partners")
    sweden = session.select(Partner, code="SWE")[0]
    editor = edit(partners, sweden.id, "name")
    QTest.keyClicks(editor, "Sverige")
    spare = Partner(id=session.outside.new_id(), code="XXX", name="Aland")
    editing.create_entity(session, spare)
    settled()
    again = window.focusWidget()
    assert again is not None
    QTest.keyClick(again, KEY.Key_Return)
    settled()
    assert session.get(Partner, sweden.id).name == "Sverige"
