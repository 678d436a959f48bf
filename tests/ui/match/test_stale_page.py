"""The match page of a plan that changed since, and what becomes of a match when the window closes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from crisisplanner.domain.figures import Figure
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.requirements import Requirement
from crisisplanner.services import editing
from crisisplanner.services.matching.match_view import NeedSince, Standing
from crisisplanner.services.session import Session
from crisisplanner.ui.match import desk as desk_module
from crisisplanner.ui.match.desk import Solved
from crisisplanner.ui.match.match_page import MatchPage
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording
from tests.ui.conftest import WAIT_MS, settle
from tests.ui.match.test_match_page import need_named, open_need

FORCE = "Interim emergency force"


def said(page: MatchPage) -> str:
    """Read all that the inspector says."""
    return " ".join(text.text() for text in page.inspector.findChildren(Text))


def spoken(page: MatchPage, title: str) -> str:
    """Hear what a screen reader says of a row."""
    return page.phrases.need_spoken(need_named(page, title))


def test_an_edit_leaves_figures_list_and_reasons_as_they_were_matched(
    matched: MatchPage, session: Session, window: MainWindow, qtbot: QtBot
) -> None:
    need = open_need(matched, FORCE)
    figures = [tile.tile for tile in matched.figures.tiles]
    before, heard = said(matched), spoken(matched, FORCE)
    editing.change_field(session, Requirement.KIND, need.id, "quantity", Figure(3000, "unit"))
    qtbot.waitUntil(lambda: need_named(matched, FORCE).since is not None, timeout=WAIT_MS)
    settle(window, qtbot)
    assert [tile.tile for tile in matched.figures.tiles] == figures
    assert spoken(matched, FORCE).startswith(heard)
    assert "3,000" not in said(matched)
    assert "Edited after this match; shown here as it was matched." in said(matched)
    assert before.splitlines()[0][:40] in said(matched)
    assert matched.strip.isVisible()
    assert matched.strip.sentence.text().startswith("Shown as it was matched. 1 change since")


def test_a_requirement_added_since_is_shown_as_new_and_not_matched(
    matched: MatchPage, session: Session, window: MainWindow, qtbot: QtBot
) -> None:
    like = session.get(Requirement, need_named(matched, FORCE).id)
    editing.create_entity(session, replace(like, id="new", title="Second force"))
    qtbot.waitUntil(
        lambda: (
            matched.desk.reading is not None and matched.desk.reading.view.need("new") is not None
        ),
        timeout=WAIT_MS,
    )
    settle(window, qtbot)
    shown = need_named(matched, "Second force")
    assert (shown.since, shown.coverage) == (NeedSince.NEW, None)
    open_need(matched, "Second force")
    assert "Entered after this match" in said(matched)


def test_matching_again_takes_the_new_numbers(
    matched: MatchPage, session: Session, window: MainWindow, qtbot: QtBot
) -> None:
    need = need_named(matched, FORCE)
    editing.change_field(session, Requirement.KIND, need.id, "quantity", Figure(3000, "unit"))
    qtbot.waitUntil(lambda: need_named(matched, FORCE).since is not None, timeout=WAIT_MS)
    settle(window, qtbot)
    window.trigger("plan.match")
    qtbot.waitUntil(lambda: need_named(matched, FORCE).since is None, timeout=WAIT_MS)
    settle(window, qtbot)
    assert need_named(matched, FORCE).quantity == 3000
    assert matched.desk.reading is not None
    assert matched.desk.reading.view.standing is Standing.CURRENT


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Tell when a run has its result, while the window has not heard of it."""
    found = Event()
    solve = desk_module._solve

    def and_tell(*args: object) -> Solved:
        result: Solved = solve(*args)  # type: ignore[arg-type]  # passed on as they came
        found.set()
        return result

    monkeypatch.setattr(desk_module, "_solve", and_tell)
    return found


def reopened(window: MainWindow, path: Path, qtbot: QtBot) -> Session:
    """Open a workspace anew."""
    with qtbot.waitSignal(window.room.opened, timeout=WAIT_MS):
        window.open_path(path)
    settle(window, qtbot)
    assert window.room.session is not None
    return window.room.session


def test_a_result_that_is_ready_when_the_workspace_closes_is_adopted(
    page: MatchPage, window: MainWindow, workspace: Path, qtbot: QtBot, solved: Event
) -> None:
    window.trigger("plan.match")
    # Nothing is heard in this thread while it waits: the result is there and not handed over.
    assert solved.wait(WAIT_MS / 1000)
    for thread in window.jobs._threads:
        if thread.name == f"job {desk_module.MATCH_JOB}":
            thread.join()
    window.trigger("file.close")
    settle(window, qtbot)
    assert window.strip.message.text().startswith("Match finished.")
    opened = reopened(window, workspace, qtbot)
    assert opened.all(Plan)[0].match_run
    assert page is not None


def test_a_match_cut_short_by_closing_the_workspace_is_said_to_be_dropped(
    page: MatchPage, window: MainWindow, workspace: Path, words: Wording, qtbot: QtBot
) -> None:
    window.trigger("plan.match")
    window.trigger("file.close")
    settle(window, qtbot)
    assert window.strip.message.text() == words.say("match_page.cut_short")
    opened = reopened(window, workspace, qtbot)
    assert not opened.all(Plan)[0].match_run
    assert page is not None
