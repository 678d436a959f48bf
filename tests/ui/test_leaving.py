"""Closing a workspace, and choosing anew while something is still read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.changes import Changes
from crisisplanner.domain.plans import Plan
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.storage import connections
from crisisplanner.ui.availability.availability_page import AvailabilityPage
from crisisplanner.ui.home.home_page import HomePage
from crisisplanner.ui.match.match_page import MatchPage
from crisisplanner.ui.needs.needs_page import NeedsPage
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording
from tests.ui.conftest import WAIT_MS, settle


@pytest.mark.parametrize("page_id", ["home", "offers", "match"])
def test_the_start_page_shows_nothing_of_a_workspace_that_was_closed(
    window: MainWindow, words: Wording, qtbot: QtBot, page_id: str
) -> None:
    window.show_page(page_id)
    settle(window, qtbot)
    window.trigger("file.close")
    settle(window, qtbot)
    home = window.page("home")
    assert isinstance(home, HomePage)

    def shown() -> set[str]:
        return {text.text() for text in home.findChildren(Text) if text.isVisible()}

    qtbot.waitUntil(lambda: words.say("home.nothing_open") in shown())
    assert words.say("home.needs") not in shown()
    assert not window.error.isVisible()


def test_edits_that_wait_for_another_are_stored_before_the_workspace_closes(
    window: MainWindow, session: Session, workspace: Path, qtbot: QtBot
) -> None:
    window.show_page("match")
    settle(window, qtbot)
    page = window.page("match")
    assert isinstance(page, MatchPage)
    asked = [partner.id for partner in session.all(Partner)[:3]]
    for partner_id in asked:
        page.desk.edits.edit(partial(_rename, partner_id), "")
    opened = _reopened(window, workspace, qtbot)
    assert {opened.get(Partner, partner_id).name for partner_id in asked} == {"Renamed"}


def test_undo_asked_twice_is_done_twice_before_the_workspace_closes(
    window: MainWindow, session: Session, workspace: Path, qtbot: QtBot
) -> None:
    partners = session.all(Partner)[:2]
    for partner in partners:
        editing.change_field(session, "partner", partner.id, "name", "Atlantis")
    settle(window, qtbot)
    window.undoing.undo()
    window.undoing.undo()
    opened = _reopened(window, workspace, qtbot)
    assert [opened.get(Partner, one.id).name for one in partners] == [o.name for o in partners]


@pytest.fixture
def reader(window: MainWindow, session: Session) -> Iterator[ExitStack]:
    """Read the open workspace until told to end, so that closing it takes as long."""
    assert window.isVisible()
    with ExitStack() as reading:
        reading.enter_context(session.file._connections.reading())
        yield reading


def test_closing_a_workspace_does_not_hold_up_the_window(
    window: MainWindow, workspace: Path, words: Wording, qtbot: QtBot, reader: ExitStack
) -> None:
    window.trigger("file.close")
    home = window.page("home")
    assert isinstance(home, HomePage)
    assert home.isVisible()
    assert window.room.session is None
    said = words.say("window.closing", name=workspace.name)
    qtbot.waitUntil(window.strip.doing.isVisible)
    assert window.strip.doing.text() == said
    assert not any(button.isVisible() for button in window.strip.findChildren(Button))
    reader.close()
    settle(window, qtbot)
    assert [found.name for found in workspace.parent.glob("*.crisis*")] == [workspace.name]


def test_a_workspace_opened_while_it_is_being_closed_can_be_edited(
    window: MainWindow, session: Session, workspace: Path, qtbot: QtBot, reader: ExitStack
) -> None:
    partner = session.all(Partner)[0]
    editing.change_field(session, "partner", partner.id, "name", "Atlantis")
    window.trigger("file.close")
    window.open_path(workspace)
    with qtbot.waitSignal(window.room.opened, timeout=WAIT_MS):
        reader.close()
    settle(window, qtbot)
    opened = window.room.session
    assert opened is not None
    assert not opened.is_read_only
    assert opened.get(Partner, partner.id).name == "Atlantis"


def test_the_window_goes_when_what_was_open_is_closed(
    window: MainWindow, workspace: Path, qtbot: QtBot, reader: ExitStack
) -> None:
    assert not window.close()
    assert window.isVisible()
    assert not window.rail.isEnabled()
    with qtbot.waitSignal(window.closed, timeout=WAIT_MS):
        reader.close()
    assert not window.isVisible()
    assert [found.name for found in workspace.parent.glob("*.crisis*")] == [workspace.name]


def test_a_workspace_that_cannot_be_closed_is_said_before_the_window_goes(
    window: MainWindow,
    workspace: Path,
    words: Wording,
    qtbot: QtBot,
    reader: ExitStack,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "LONGEST_WAIT_S", 0.02)
    assert not window.close()
    settle(window, qtbot)
    assert window.isVisible()
    assert words.say("storage.still_read") in {
        text.text() for text in window.error.findChildren(QLabel) if text.isVisible()
    }
    reader.close()
    with qtbot.waitSignal(window.closed, timeout=WAIT_MS):
        window.close()
    assert [found.name for found in workspace.parent.glob("*.crisis*")] == [workspace.name]


def _reopened(window: MainWindow, workspace: Path, qtbot: QtBot) -> Session:
    window.trigger("file.close")
    settle(window, qtbot)
    with qtbot.waitSignal(window.room.opened, timeout=WAIT_MS):
        window.open_path(workspace)
    opened = window.room.session
    assert opened is not None
    return opened


def _rename(partner_id: str, session: Session) -> Changes:
    return editing.change_field(session, "partner", partner_id, "name", "Renamed")


def test_the_plan_chosen_while_another_is_read_is_shown(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    first = session.all(Plan)[0]
    second = replace(first, id=session.outside.new_id(), number="9", title="Another plan")
    editing.create_entity(session, second)
    settled()
    for page_id, kind in (("needs", NeedsPage), ("availability", AvailabilityPage)):
        window.show_page(page_id, first.id)
        page = window.page(page_id)
        assert isinstance(page, NeedsPage | AvailabilityPage)
        assert isinstance(page, kind)
        settled()
        page.enter(None)
        page.plans.choose(second.id)
        page.plans.activated.emit(page.plans.currentIndex())
        settled()
        assert page.plans.value() == second.id
