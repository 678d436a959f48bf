"""Who does what where as a person uses it: the matrix, what lies behind a cell, overlaps and holes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from crisisplanner.domain.activities import Activity
from crisisplanner.domain.changes import Create
from crisisplanner.domain.messages import message
from crisisplanner.services.session import Session
from crisisplanner.ui.presence.country_dialog import CountryDialog
from crisisplanner.ui.presence.presence_page import HOLES, OVERLAPS, PresencePage
from crisisplanner.ui.shell.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
AREAS = (("Ouham", "CF32"), ("Kémo", "CF41"))


def report(session: Session) -> None:
    """Report two organisations in one cell, one in another, nobody in the third and fourth."""
    rows = [
        Activity(
            id=f"act{at}",
            organisation=organisation,
            sector=sector,
            admin1=AREAS[area][0],
            admin1_code=AREAS[area][1],
            from_date=date(2022, 1, 1),
            to_date=date(2022, 3, 31),
        )
        for at, (organisation, sector, area) in enumerate(
            [("MSF", "Santé", 0), ("IRC", "Santé", 0), ("IRC", "Nutrition", 1)]
        )
    ]
    session.write(message("journal.workspace_created", name="x"), [Create(row) for row in rows])


@pytest.fixture
def page(window: MainWindow, session: Session, settled: Callable[[], None]) -> PresencePage:
    """Open the page with three activities."""
    report(session)
    window.show_page("presence")
    settled()
    found = window.page("presence")
    assert isinstance(found, PresencePage)
    return found


def click(page: PresencePage, row: int, column: int) -> None:
    """Click a cell."""
    place = page.matrix.cell_rect(row, column).center()
    QTest.mouseClick(page.matrix, LEFT, pos=QPoint(int(place.x()), int(place.y())))


def test_the_headline_says_who_is_reported_and_what_is_missing(page: PresencePage) -> None:
    said = page.head.headline.text()
    assert said.startswith("Central African Republic: 2 organisations report 3 activities")
    assert "2 holes" in said


def test_a_cell_leaves_the_activities_behind_it_and_gives_them_back(
    page: PresencePage, settled: Callable[[], None]
) -> None:
    settled()
    assert len(page.panel.model.ids) == 3
    click(page, 1, 1)
    settled()
    assert set(page.panel.model.ids) == {"act0", "act1"}
    click(page, 1, 1)
    settled()
    assert len(page.panel.model.ids) == 3


def test_fewer_at_once_are_called_an_overlap_when_asked(
    page: PresencePage, settled: Callable[[], None]
) -> None:
    page.head.several.choose("2")
    page.head.several.activated.emit(page.head.several.currentIndex())
    settled()
    QTest.mouseClick(page.chips[OVERLAPS], LEFT)
    assert len(page.overlaps.sentences) == 1
    assert page.overlaps.sentences[0].startswith(
        "2 organisations work in Santé in Ouham at once, on 1 January 2022"
    )


def test_a_hole_says_that_its_need_is_not_known(page: PresencePage) -> None:
    QTest.mouseClick(page.chips[HOLES], LEFT)
    assert any(
        "Nutrition in Ouham" in said and "not known" in said for said in page.holes.sentences
    )


def test_a_period_is_typed_and_a_wrong_date_changes_nothing(
    page: PresencePage, settled: Callable[[], None]
) -> None:
    field = page.head.first
    field.setFocus()
    QTest.keyClicks(field, "soon")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "soon" in field.toolTip()
    field.clear()
    QTest.keyClicks(field, "2022-04-01")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settled()
    assert page.view is not None
    assert page.view.n_activities == 0


def test_the_keyboard_walks_the_cells(page: PresencePage, settled: Callable[[], None]) -> None:
    page.matrix.setFocus()
    QTest.keyClick(page.matrix, Qt.Key.Key_Down)
    QTest.keyClick(page.matrix, Qt.Key.Key_Right)
    assert "2 organisations, 2 activities" in page.matrix.accessibleDescription()
    QTest.keyClick(page.matrix, Qt.Key.Key_Return)
    settled()
    assert set(page.panel.model.ids) == {"act0", "act1"}


def test_the_page_goes_to_the_country_that_has_the_most_once_one_is_named(
    window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    row = Activity(id="e0", organisation="WFP", sector="Food", admin1="Afar")
    session.write(message("journal.workspace_created", name="x"), [Create(row)])
    window.show_page("presence")
    settled()
    page = window.page("presence")
    assert isinstance(page, PresencePage)
    assert page.head.countries.value() == ""
    report(session)
    settled()
    assert page.head.countries.value() == "CAF"


def test_activities_without_a_country_are_given_one_and_undo_takes_it_back(
    page: PresencePage, window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    assert not page.head.set_country.isVisible()
    rows = [
        Activity(id=f"e{n}", organisation="WFP", sector="Food", admin1="Afar", source=source)
        for n, source in enumerate(("ETH", "Other"))
    ]
    session.write(message("journal.workspace_created", name="x"), [Create(row) for row in rows])
    settled()
    assert page.head.set_country.text() == "Set the country of 2 activities that name none"
    QTest.mouseClick(page.head.set_country, LEFT)
    settled()
    dialog = page.findChild(CountryDialog)
    assert isinstance(dialog, CountryDialog)
    dialog.act.click()
    assert dialog.fault.text() == "Choose a country."
    assert dialog.sources.value() == "0"
    dialog.country.choose("ETH")
    dialog.act.click()
    settled()
    assert page.head.headline.text().startswith("Ethiopia: 1 organisation reports 1 activity")
    window.trigger("edit.undo")
    settled()
    assert {one.iso3 for one in session.all(Activity)} == {""}
