"""The menu of a row names who, how much and when, and groups what is many; a glyph says its bounds."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from crisisplanner.services.matching.match_view import NeedView
from crisisplanner.ui.match.figures import FiguresRow
from crisisplanner.ui.match.match_page import MatchPage
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.theme.look import Look
from crisisplanner.wording.catalogue import Wording
from tests.ui.match.bunia_view import bunia_view


def most_served(page: MatchPage) -> NeedView:
    assert page.desk.reading is not None
    return max(page.desk.reading.view.needs, key=lambda need: len(need.allocations))


def test_lock_and_forbid_name_partner_quantity_and_days(matched: MatchPage) -> None:
    need = most_served(matched)
    one = need.allocations[0]
    menu = matched.deeds.open_menu(need, one, QPoint(0, 0))
    lock, forbid = (action.text() for action in menu.actions()[:2])
    words = matched.phrases.words
    days = f"D+{one.from_day} to D+{one.to_day}"
    number = words.formats.number(one.quantity)
    assert lock == f"Lock {one.partner.name}, {number}, {days}"
    assert forbid == f"Forbid {one.partner.name}, {number} {one.offer_title}, {days}"
    menu.close()


def test_forbid_where_several_serve_asks_only_which(matched: MatchPage) -> None:
    need = most_served(matched)
    menu = matched.deeds.open_forbid_menu(need, QPoint(0, 0))
    texts = [action.text() for action in menu.actions()]
    assert len(texts) == len({one.offer for one in need.allocations}) > 1
    assert all(text.startswith("Forbid ") for text in texts)
    menu.close()


def test_many_bars_are_grouped_by_what_is_done(matched: MatchPage) -> None:
    need = most_served(matched)
    assert len(need.allocations) > 3
    menu = matched.deeds.open_menu(need, None, QPoint(0, 0))
    groups = [action for action in menu.actions() if action.menu() is not None]
    assert [action.text() for action in groups] == ["Lock or unlock", "Forbid"]
    menu.close()


def test_a_status_says_from_where_a_requirement_counts_as_covered(matched: MatchPage) -> None:
    index = matched.board.list.model().index(1, 0)
    hint = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "94.5 %" in hint


def test_a_change_downwards_has_one_minus_sign(look: Look, words: Wording, qtbot: QtBot) -> None:
    row = FiguresRow(look, Phrases(words))
    qtbot.addWidget(row)
    view = bunia_view()
    row.show_view(replace(view, changes=replace(view.changes, weighted_coverage=-0.014)))
    change = row.tiles[0].tile.change
    assert change is not None
    assert change.text == "−1.4"
