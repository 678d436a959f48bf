"""Aid against risk as a person uses it: gravest first, orphans and overlaps in sentences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from crisisplanner.domain.activities import Activity
from crisisplanner.domain.changes import Create
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.messages import message
from crisisplanner.domain.monitoring import Severity
from crisisplanner.domain.situation import Crisis
from crisisplanner.services.session import Session
from crisisplanner.ui.presence.aid_page import ORPHANS, OVERLAPS, AidPage
from crisisplanner.ui.shell.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: MainWindow, session: Session, settled: Callable[[], None]) -> AidPage:
    """Report five donors at low risk and none at very high risk."""
    crisis = session.all(Crisis)[0].id
    things: list[Entity] = [
        Severity(
            id=iso3, crisis=crisis, code=iso3, iso3=iso3, severity=value, as_of=date(2022, 5, 1)
        )
        for iso3, value in (("GTM", 1.8), ("SSD", 4.5), ("SSD; UGA", 4.9))
    ]
    things += [
        Activity(id=f"act{at}", organisation="NGO", iso3="GTM", sector="Health", donor=f"D{at}")
        for at in range(5)
    ]
    session.write(message("journal.workspace_created", name="x"), [Create(one) for one in things])
    window.show_page("aid")
    settled()
    found = window.page("aid")
    assert isinstance(found, AidPage)
    return found


def test_the_gravest_risk_without_a_donor_is_named(page: AidPage) -> None:
    assert [row.country for row in page.board.rows] == ["SSD", "GTM"]
    assert page.headline.text().startswith("1 country at high risk has no donor recorded")
    QTest.mouseClick(page.chips[ORPHANS], LEFT)
    (said,) = page.lists["orphans"].sentences
    assert said.startswith("South Sudan: very high risk (severity 4.5), no donor recorded.")


def test_several_donors_in_low_risk_are_named_with_their_number(page: AidPage) -> None:
    QTest.mouseClick(page.chips[OVERLAPS], LEFT)
    first, second = page.lists["overlaps"].sentences
    assert first.startswith("Guatemala: 5 donors at low risk: D0, D1, D2")
    assert second.startswith("Guatemala, Health: 5 donors give to one sector")


def test_a_country_opens_who_does_what_there(page: AidPage) -> None:
    page.board.setFocus()
    QTest.keyClick(page.board, Qt.Key.Key_Return)
    assert page.isVisible()
    QTest.keyClick(page.board, Qt.Key.Key_Down)
    assert "5 donors: D0" in page.board.accessibleDescription()
    QTest.keyClick(page.board, Qt.Key.Key_Return)
    assert not page.isVisible()
