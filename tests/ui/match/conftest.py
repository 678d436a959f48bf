"""The board with a hand-made view, and the match page on a real workspace."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from crisisplanner.ui.match.board import MatchBoard
from crisisplanner.ui.match.match_page import MatchPage
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.theme.look import Look
from crisisplanner.wording.catalogue import Wording
from tests.ui.conftest import WAIT_MS, settle
from tests.ui.match.bunia_view import bunia_view


@pytest.fixture
def board(look: Look, words: Wording, qtbot: QtBot) -> Iterator[MatchBoard]:
    """Show list and chart with the hand-made view."""
    made = MatchBoard(look, Phrases(words))
    made.resize(1030, 700)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.show_view(bunia_view(), is_writable=True)
    yield made
    made.hide()


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> MatchPage:
    """Open the match page on the case, not matched yet."""
    window.show_page("match")
    settle(window, qtbot)
    shown = window.page("match")
    assert isinstance(shown, MatchPage)
    return shown


@pytest.fixture
def matched(page: MatchPage, window: MainWindow, qtbot: QtBot) -> MatchPage:
    """Match the case with the page's own action."""
    window.trigger("plan.match")
    qtbot.waitUntil(lambda: page.figures.tiles[0].tile.unit != "", timeout=WAIT_MS)
    settle(window, qtbot)
    return page
