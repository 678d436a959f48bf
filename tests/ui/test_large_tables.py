"""Large tables: ids in a job, rows in pages, a bounded cache; and who may only read."""

import platform
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.changes import Create
from crisisplanner.domain.messages import message
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import open_workspace
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.model import CACHED_PAGES, PAGE_ROWS, SMALL_ROWS
from crisisplanner.ui.tables.page import TablePage
from tests.ui.conftest import WAIT_MS, settle

N_PARTNERS = SMALL_ROWS + PAGE_ROWS * 10


@pytest.fixture
def many_partners(window: MainWindow, session: Session, qtbot: QtBot) -> TablePage:
    """Open the table of more partners than are read at once."""
    new = [
        Create(Partner(id=session.outside.new_id(), code=f"P{n:05}", name=f"Partner {n:05}"))
        for n in range(N_PARTNERS)
    ]
    session.write(message("import.partners", file="test.csv"), new)
    settle(window, qtbot)
    window.show_page("partners")
    settle(window, qtbot)
    page = window.page("partners")
    assert isinstance(page, TablePage)
    qtbot.waitUntil(lambda: len(page.panel.model.ids) > N_PARTNERS, timeout=WAIT_MS)
    return page


def test_the_window_shows_the_page_before_all_ids_are_read(
    window: MainWindow, many_partners: TablePage, qtbot: QtBot
) -> None:
    model = many_partners.panel.model
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert not window.jobs.is_idle
    settle(window, qtbot)
    names = [model.index(row, 0).data().casefold() for row in range(PAGE_ROWS)]
    assert names == sorted(names, reverse=True)


def test_scrolling_through_everything_keeps_few_rows(many_partners: TablePage) -> None:
    model = many_partners.panel.model
    for row in range(0, model.rowCount(), PAGE_ROWS):
        assert model.index(row, 0).data()
    assert len(model._pages) <= CACHED_PAGES


def test_a_jump_to_the_end_reads_its_page_alone(many_partners: TablePage, session: Session) -> None:
    model = many_partners.panel.model
    last = session.select(Partner, code=f"P{N_PARTNERS - 1:05}")[0]
    many_partners.panel.go_to(last.id)
    assert many_partners.panel.view.current_id() == last.id
    assert model.index(model.rowCount() - 1, 0).data()


@pytest.fixture
def writer(workspace: Path) -> Iterator[Session]:
    """Let somebody else write in the workspace."""
    with open_workspace(workspace, author="The writer") as session:
        yield session


def test_the_second_opener_reads_and_is_told(
    writer: Session,
    empty_window: MainWindow,
    workspace: Path,
    qtbot: QtBot,
) -> None:
    with qtbot.waitSignal(empty_window.room.opened, timeout=WAIT_MS):
        empty_window.open_path(workspace)
    settle(empty_window, qtbot)
    said = empty_window.strip.storing.text()
    assert said == f"The writer is working in this file on {platform.node()}; you can read"
    assert not empty_window.board.action("partners.add").isEnabled()
    empty_window.show_page("partners")
    settle(empty_window, qtbot)
    page = empty_window.page("partners")
    assert isinstance(page, TablePage)
    n_before = writer.file.count("partner")
    page.panel.go_to(page.panel.model.ids[0])
    empty_window.say("")
    QTest.keyClick(page.panel.view, Qt.Key.Key_F2)
    assert "you can read" in empty_window.strip.message.text()
    empty_window.say("")
    QTest.keyClick(page.panel.view, Qt.Key.Key_Delete)
    assert "you can read" in empty_window.strip.message.text()
    assert page.panel.view.state() == page.panel.view.State.NoState
    assert writer.file.count("partner") == n_before
