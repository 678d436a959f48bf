"""Closing a workspace, and choosing anew while something is still read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from crisisplanner.domain.plans import Plan
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.ui.availability.availability_page import AvailabilityPage
from crisisplanner.ui.home.home_page import HomePage
from crisisplanner.ui.needs.needs_page import NeedsPage
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording
from tests.ui.conftest import settle


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
        page.refresh()
        page.plans.choose(second.id)
        page.plans.activated.emit(page.plans.currentIndex())
        settled()
        assert page.plans.value() == second.id
