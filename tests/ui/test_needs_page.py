"""The page of scenario and needs as a person uses it, and what is stored."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from crisisplanner.domain.capabilities import PlanningFactor
from crisisplanner.domain.caseload import Caseload
from crisisplanner.domain.derivations import derivation_from_text
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.situation import Scenario
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.needs.needs_page import NeedsPage
from crisisplanner.ui.needs.people_curve import nice_top
from crisisplanner.ui.needs.preview_dialogs import DeriveDialog, TemplateDialog
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.page import TablePage
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import LineField
from crisisplanner.ui.widgets.text import Text

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: MainWindow, settled: Callable[[], None]) -> NeedsPage:
    """Open the page."""
    window.show_page("needs")
    settled()
    found = window.page("needs")
    assert isinstance(found, NeedsPage)
    return found


def derived(session: Session) -> list[Requirement]:
    """List the requirements that remember a derivation."""
    return [r for r in session.all(Requirement) if derivation_from_text(r.derived_by) is not None]


def fill(page: NeedsPage, people: str, settled: Callable[[], None]) -> None:
    """Enter displaced people as a person does."""
    page.add_part()
    dialog = page.findChild(NewThing)
    assert isinstance(dialog, NewThing)
    field = dialog.field("people")
    assert isinstance(field, LineField)
    QTest.keyClicks(field, people)
    QTest.mouseClick(dialog.add, LEFT)
    settled()


def derive(page: NeedsPage, settled: Callable[[], None]) -> None:
    """Ask for the preview and write it."""
    page.derive()
    dialog = page.findChild(DeriveDialog)
    assert isinstance(dialog, DeriveDialog)
    settled()
    QTest.mouseClick(dialog.act, LEFT)
    settled()


def test_an_empty_caseload_says_what_belongs_here(page: NeedsPage) -> None:
    assert page.caseload is not None
    assert "no caseload is entered yet" in page.headline.text()
    assert page.box.nothing.isVisible()


def test_people_entered_and_derived_are_stored_with_their_sum(
    page: NeedsPage, session: Session, settled: Callable[[], None]
) -> None:
    fill(page, "120000", settled)
    (part,) = session.all(Caseload)
    assert part.people.value == 120_000
    assert page.headline.text().startswith("120,000 people")
    derive(page, settled)
    said = {
        line.title.split("  ")[1]: line.said for line in page.box.list.rows.lines if line.quantity
    }
    expected = "120,000 people × 15 l ÷ 225,000 l per module = 8 modules."
    assert said["Water purification module"] == expected
    assert derived(session)


def test_nothing_is_written_while_the_preview_is_open(
    page: NeedsPage, session: Session, settled: Callable[[], None]
) -> None:
    fill(page, "120000", settled)
    page.derive()
    dialog = page.findChild(DeriveDialog)
    assert isinstance(dialog, DeriveDialog)
    assert not dialog.act.isEnabled()
    settled()
    shown = " ".join(text.text() for text in dialog.findChildren(Text))
    assert "Adds" in shown
    assert "= 8 modules" in shown
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert derived(session) == []


def test_what_was_edited_after_the_preview_is_shown_before_it_is_written(
    page: NeedsPage, session: Session, settled: Callable[[], None]
) -> None:
    fill(page, "120000", settled)
    page.derive()
    dialog = page.findChild(DeriveDialog)
    assert isinstance(dialog, DeriveDialog)
    settled()
    (part,) = session.all(Caseload)
    editing.change_field(session, "caseload", part.id, "people", 60_000.0)
    QTest.mouseClick(dialog.act, LEFT)
    settled()
    assert derived(session) == []
    assert dialog.isVisible()
    assert "edited since" in dialog.fault.text()
    assert "= 4 modules" in " ".join(text.text() for text in dialog.findChildren(Text))
    QTest.mouseClick(dialog.act, LEFT)
    settled()
    assert derived(session)


def test_an_override_is_shown_and_can_be_taken_back(
    page: NeedsPage, session: Session, settled: Callable[[], None]
) -> None:
    fill(page, "120000", settled)
    derive(page, settled)
    first = page.box.list.rows.lines[0]
    before = session.get(Requirement, first.requirement_id).quantity
    editing.change_field(session, "requirement", first.requirement_id, "quantity", 99.0)
    settled()
    line = page.box.list.line()
    assert line is not None
    assert line.is_overridden
    assert "overridden" in line.spoken
    assert page.box.restore.isEnabled()
    QTest.mouseClick(page.box.restore, LEFT)
    settled()
    assert session.get(Requirement, first.requirement_id).quantity == before


def test_a_template_is_chosen_previewed_and_used(
    page: NeedsPage, session: Session, settled: Callable[[], None]
) -> None:
    fill(page, "60000", settled)
    page.choose_template()
    dialog = page.findChild(TemplateDialog)
    assert isinstance(dialog, TemplateDialog)
    dialog.choice.choose("siege")
    settled()
    shown = " ".join(text.text() for text in dialog.findChildren(Text))
    assert "Access negotiation cell" in shown
    QTest.mouseClick(dialog.act, LEFT)
    settled()
    assert "Access negotiation cell" in {need.title for need in session.all(Requirement)}
    assert any("From the template" in line.said for line in page.box.list.rows.lines)


def test_enter_on_a_need_opens_its_requirement(
    page: NeedsPage, window: MainWindow, settled: Callable[[], None]
) -> None:
    fill(page, "60000", settled)
    derive(page, settled)
    page.box.list.setFocus()
    QTest.keyClick(page.box.list, Qt.Key.Key_Return)
    settled()
    opened = window.page("requirements")
    assert opened is not None
    assert opened.isVisible()


def test_factors_that_yield_nothing_say_why(page: NeedsPage, settled: Callable[[], None]) -> None:
    fill(page, "60000", settled)
    derive(page, settled)
    reasons = {
        line.title: line.said for line in page.box.list.rows.lines if not line.requirement_id
    }
    assert "upper bound" in reasons["Stability force ratio"]
    assert reasons["FPU"] == "Not derived: the caseload has no people at risk in a town."


def test_the_curve_says_its_headline_to_those_who_cant_see_it(
    page: NeedsPage, session: Session, settled: Callable[[], None]
) -> None:
    fill(page, "60000", settled)
    part = session.all(Caseload)[0]
    editing.change_field(session, "caseload", part.id, "arrivals", 1000.0)
    settled()
    assert "growing to" in page.curve.accessibleDescription()


def test_the_dialogs_need_no_sideways_scrolling(
    page: NeedsPage, settled: Callable[[], None]
) -> None:
    fill(page, "60000", settled)
    page.choose_template()
    dialog = page.findChild(TemplateDialog)
    assert isinstance(dialog, TemplateDialog)
    settled()
    area = dialog.findChild(QScrollArea)
    assert area is not None
    body = area.widget()
    assert body is not None
    assert body.minimumSizeHint().width() <= area.viewport().width()
    dialog.reject()


@pytest.mark.parametrize(("most", "top"), [(0, 1), (80_000, 80_000), (113_000, 120_000), (9, 10)])
def test_an_axis_ends_on_a_round_number(most: float, top: float) -> None:
    assert nice_top(most) == top


def test_a_planning_factor_is_edited_and_the_needs_follow(
    page: NeedsPage, window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    fill(page, "120000", settled)
    window.board.action("needs.factors").trigger()
    settled()
    factors = window.page("factors")
    assert factors is not None
    assert factors.isVisible()
    water = session.select(PlanningFactor, name="Water, minimum")[0]
    editing.change_field(session, "planning_factor", water.id, "value", 7.5)
    window.show_page("needs")
    settled()
    derive(page, settled)
    said = [line.said for line in page.box.list.rows.lines]
    assert "120,000 people × 7.5 l ÷ 225,000 l per module = 4 modules." in said


def test_the_requirement_shows_how_it_was_derived(
    page: NeedsPage, window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    fill(page, "120000", settled)
    derive(page, settled)
    need = next(n for n in derived(session) if "modul" in n.title)
    editing.change_field(session, "requirement", need.id, "quantity", 99.0)
    window.show_page("requirements")
    settled()
    shown = window.page("requirements")
    assert isinstance(shown, TablePage)
    shown.panel.opened.emit(need.id)
    texts = " ".join(text.text() for text in shown.pane.findChildren(Text))
    assert "120,000" in texts
    assert "Overridden by hand" in texts


def test_figures_entered_for_the_scenario_meanwhile_can_be_taken(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    scenario = session.all(Scenario)[0]
    for name in ("people_affected", "people_displaced"):
        editing.change_field(session, Scenario.KIND, scenario.id, name, Figure(None, "person"))
    window.show_page("needs")
    settled()
    page = window.page("needs")
    assert isinstance(page, NeedsPage)
    assert "Take the scenario's figures" not in button_texts(page)
    editing.change_field(
        session, Scenario.KIND, scenario.id, "people_displaced", Figure(900.0, "person")
    )
    settled()
    assert "Take the scenario's figures" in button_texts(page)


def button_texts(page: NeedsPage) -> list[str]:
    """List what the buttons of the caseload say."""
    assert page.caseload is not None
    return [button.text() for button in page.caseload.findChildren(Button)]
