"""Institutions as a person uses them: members as of a day, chairs, additions undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import ChairTerm, Institution
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.page import TablePage
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.day_field import DayField
from crisisplanner.ui.widgets.fields import LineField


@pytest.fixture
def page(
    window: MainWindow, session: Session, settled: Callable[[], None], qtbot: QtBot
) -> TablePage:
    """Open NATO among the institutions."""
    window.show_page("institutions")
    settled()
    found = window.page("institutions")
    assert isinstance(found, TablePage)
    (nato,) = session.select(Institution, code="NATO")
    found.panel.go_to(nato.id)
    qtbot.waitUntil(lambda: "32 members, consensus" in texts(found))
    return found


def texts(page: TablePage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel)]


def ask(page: TablePage, day: str) -> None:
    """Type another day."""
    field = page.pane.findChildren(DayField)[-1]
    field.setFocus()
    field.setText(day)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_members_are_those_of_the_day_that_is_typed(page: TablePage, qtbot: QtBot) -> None:
    ask(page, "2010-01-01")
    qtbot.waitUntil(lambda: "28 members, consensus" in texts(page))
    assert "Members on 1 January 2010" in texts(page)
    assert not any("Finland" in said for said in texts(page) if said.startswith("Albania"))


def test_the_day_stays_while_one_goes_from_one_institution_to_the_next(
    page: TablePage, session: Session, qtbot: QtBot
) -> None:
    ask(page, "2010-01-01")
    (union,) = session.select(Institution, code="EU")
    page.panel.go_to(union.id)
    qtbot.waitUntil(lambda: "27 members, constructive abstention" in texts(page))
    assert any("United Kingdom" in said for said in texts(page) if said.startswith("Austria"))


def test_a_chair_is_added_and_undone(page: TablePage, session: Session, qtbot: QtBot) -> None:
    (nato,) = session.select(Institution, code="NATO")
    button = page.findChild(Button, f"add.chair_term.{nato.id}")
    assert isinstance(button, Button)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = page.window().findChildren(NewThing)[-1]
    for name, text in (("holder", "Secretary General"), ("from_date", "2024-10-01")):
        field = dialog.field(name)
        assert isinstance(field, LineField)
        field.setText(text)
    QTest.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Secretary General" in texts(page))
    assert "from 1 October 2024" in texts(page)
    session.file.undo(session.author)
    assert session.all(ChairTerm) == ()
