"""The page of actors in a real window: judge, change, remove, undo, positions, all by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.changes import Create, Remove
from crisisplanner.domain.crisis_actors import (
    ActorRole,
    CrisisActor,
    Leverage,
    LeverageKind,
    Perception,
    Position,
)
from crisisplanner.domain.messages import message
from crisisplanner.domain.situation import Crisis
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.change_dialog import ChangeDialog
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.watch.actors.actors_page import POSITIONS, ActorsPage
from crisisplanner.ui.widgets.fields import ChoiceField, LineField
from crisisplanner.ui.widgets.text import Text
from tests.ui.conftest import WAIT_MS, settle
from tests.ui.test_fitting import SIZES, cut_texts

KEY = Qt.Key


@pytest.fixture
def page(window: MainWindow, session: Session, qtbot: QtBot) -> ActorsPage:
    """Open the page on the case without its actors."""
    gone = [Remove(CrisisActor.KIND, one.id) for one in session.all(CrisisActor)]
    session.write(message("journal.triggers_added", crisis="x"), gone)
    window.show_page("actors")
    settle(window, qtbot)
    shown = window.page("actors")
    assert isinstance(shown, ActorsPage)
    return shown


@pytest.fixture
def filled(page: ActorsPage, window: MainWindow, session: Session, qtbot: QtBot) -> ActorsPage:
    """Enter two actors and judge one partner."""
    crisis, partner = session.all(Crisis)[0].id, session.all(Partner)[0]
    things = [
        CrisisActor(id="militia", crisis=crisis, name="Militias", role=ActorRole.PERPETRATOR),
        CrisisActor(id="host", crisis=crisis, name="Host", role=ActorRole.HOST_GOVERNMENT),
        Leverage(
            id="lever",
            actor="militia",
            partner=partner.id,
            strength=2,
            leverage_kind=LeverageKind.SECURITY,
            reason="Trains them",
        ),
        Perception(id="view", actor="militia", partner=partner.id, score=-2),
    ]
    session.write(message("journal.triggers_added", crisis="x"), [Create(one) for one in things])
    qtbot.waitUntil(lambda: page.view is not None and bool(page.view.actors), timeout=WAIT_MS)
    settle(window, qtbot)
    return page


def fill(field: object, text: str) -> None:
    if isinstance(field, ChoiceField):
        line = field.lineEdit()
        assert line is not None
        line.selectAll()
        QTest.keyClicks(line, text)
        return
    assert isinstance(field, LineField)
    field.selectAll()
    QTest.keyClicks(field, text)


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_empty_page_offers_its_first_step_and_takes_an_actor(
    page: ActorsPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    shown = [one.text() for one in page.findChildren(Text) if one.isVisible()]
    assert "No actors yet" in shown
    window.trigger("actors.add")
    dialog = page.findChild(NewThing)
    assert dialog is not None
    fill(dialog.field("name"), "Militias")
    click(dialog.add)
    qtbot.waitUntil(lambda: page.relations.isVisible() or bool(page.view), timeout=WAIT_MS)
    qtbot.waitUntil(
        lambda: "No partner is known to have leverage on Militias." in page.headline.text()
    )
    assert session.all(CrisisActor)[0].crisis == session.all(Crisis)[0].id


def test_the_actors_of_the_case_stand_with_their_sources(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    window.show_page("actors")
    settle(window, qtbot)
    shown = window.page("actors")
    assert isinstance(shown, ActorsPage)
    assert shown.headline.text().startswith(
        "No partner is known to have leverage on Armed militias"
    )
    assert all(one.source for one in session.all(CrisisActor))


def test_a_cell_says_in_words_and_shapes_who_can_move_whom(
    filled: ActorsPage, session: Session
) -> None:
    partner = session.all(Partner)[0]
    assert filled.headline.text().startswith(f"{partner.name} can move Militias (clear).")
    filled.relations.go_to(partner.id, "militia")
    index = filled.relations.currentIndex()
    assert index.data() == "clear, security, seen as an enemy"
    cell = filled.relations.matrix.cell(index)
    assert cell is not None
    assert [(line.steps, line.place) for line in cell.lines] == [(2, None), (None, -2)]
    assert f"Militias sees {partner.name} as an enemy." in cell.sentence
    filled.relations.go_to(partner.id, "host")
    assert filled.relations.currentIndex().data() == "not known"


def test_a_judgement_is_changed_removed_and_brought_back_by_keyboard(
    filled: ActorsPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    partner = session.all(Partner)[0]
    filled.relations.go_to(partner.id, "militia")
    QTest.keyClick(filled.relations, KEY.Key_Return)
    dialog = filled.findChild(ChangeDialog)
    assert dialog is not None
    fill(dialog.field("strength"), "7")
    click(dialog.act)
    assert dialog.isVisible()
    fill(dialog.field("strength"), "3")
    click(dialog.act)
    qtbot.waitUntil(lambda: "(strong)" in filled.headline.text(), timeout=WAIT_MS)
    assert session.get(Leverage, "lever").strength == 3
    filled.relations.go_to(partner.id, "militia")
    QTest.keyClick(filled.relations, KEY.Key_Delete)
    qtbot.waitUntil(
        lambda: (
            "No partner is known to have leverage on Militias and Host." in filled.headline.text()
        ),
        timeout=WAIT_MS,
    )
    assert session.find(Leverage, "lever") is None
    window.trigger("edit.undo")
    qtbot.waitUntil(lambda: "(strong)" in filled.headline.text(), timeout=WAIT_MS)


def test_a_pair_that_is_not_judged_is_asked_for(
    filled: ActorsPage, session: Session, qtbot: QtBot
) -> None:
    partner = session.all(Partner)[0]
    filled.relations.go_to(partner.id, "host")
    QTest.keyClick(filled.relations, KEY.Key_Return)
    dialog = filled.findChild(NewThing)
    assert dialog is not None
    fill(dialog.field("strength"), "1")
    click(dialog.add)
    qtbot.waitUntil(lambda: len(session.all(Leverage)) == 2, timeout=WAIT_MS)
    made = next(one for one in session.all(Leverage) if one.id != "lever")
    assert (made.actor, made.partner, made.strength) == ("host", partner.id, 1)


def test_positions_stand_by_issue_with_their_day(
    filled: ActorsPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    filled.show_face(POSITIONS)
    window.trigger("actors.add_position")
    dialog = filled.findChild(NewThing)
    assert dialog is not None
    partner = session.all(Partner)[1]
    fill(dialog.field("partner"), partner.name)
    fill(dialog.field("issue"), "Force")
    fill(dialog.field("stance"), "-1")
    fill(dialog.field("since"), "2003-05-16")
    click(dialog.add)
    qtbot.waitUntil(lambda: bool(session.all(Position)), timeout=WAIT_MS)
    settle(window, qtbot)
    qtbot.waitUntil(lambda: bool(filled.positions.matrix.face.columns), timeout=WAIT_MS)
    filled.positions.go_to(partner.id, "Force")
    assert filled.positions.currentIndex().data() == "rather against, since 16 May 2003"


def test_every_partner_can_be_listed_and_nothing_is_cut(
    filled: ActorsPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    assert len(filled.relations.matrix.face.rows) == 1
    QTest.mouseClick(filled.every, Qt.MouseButton.LeftButton)
    n_partners = len(session.all(Partner))
    qtbot.waitUntil(lambda: len(filled.relations.matrix.face.rows) == n_partners, timeout=WAIT_MS)
    for number in range(3):
        filled.show_face(number)
        for width, height in SIZES:
            window.resize(width, height)
            settle(window, qtbot)
            qtbot.waitUntil(lambda: not cut_texts(window), timeout=WAIT_MS)
