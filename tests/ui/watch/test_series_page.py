"""Events and indicators in a real window: chart, table by one key, own indicators and values."""

import math
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from crisisplanner.domain.changes import Create
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.monitoring import Event, IndicatorValue, MonitoringIndicator
from crisisplanner.domain.register import Place
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.warning import ConditionKind, LeadsTo, Trigger, TriggerCondition
from crisisplanner.services.crisis_views.series_view import Period
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.change_dialog import ChangeDialog
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.theme.theme import Appearance
from crisisplanner.ui.watch.series.series_chart import _tick_days
from crisisplanner.ui.watch.series.series_page import SeriesPage
from crisisplanner.ui.widgets.fields import LineField
from tests.ui.conftest import WAIT_MS, settle
from tests.ui.test_fitting import SIZES, cut_texts

KEY = Qt.Key
MONDAY = date(2026, 11, 2)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> SeriesPage:
    """Open the page on the case, which has no events."""
    window.show_page("series")
    settle(window, qtbot)
    shown = window.page("series")
    assert isinstance(shown, SeriesPage)
    return shown


def event(number: int, on: date, best: float | None, crisis: str | None, iso3: str = "") -> Event:
    figure = Figure(best, "person")
    if best is not None:
        figure = Figure(best, "person", low=best - 1, high=best + 5)
    return Event(
        id=f"e{number}",
        code=f"e{number}",
        from_date=on,
        deaths=figure,
        crisis=crisis,
        iso3=iso3,
        date_precision=1,
    )


@pytest.fixture
def filled(page: SeriesPage, session: Session, window: MainWindow, qtbot: QtBot) -> SeriesPage:
    """Store three weeks of events and a trigger that waits for 25 deaths a week."""
    crisis = session.all(Crisis)[0].id
    things = [
        event(1, MONDAY, 10, crisis),
        event(2, MONDAY + timedelta(days=8), 30, crisis),
        event(3, MONDAY + timedelta(days=15), None, crisis),
        event(4, MONDAY + timedelta(days=22), 4, crisis),
        Trigger(id="t", crisis=crisis, name="Killings", leads_to=LeadsTo.OPTION),
        TriggerCondition(
            id="c", trigger="t", condition_kind=ConditionKind.DEATHS, at_least=25, n_periods=3
        ),
    ]
    session.write(message("journal.triggers_added", crisis="x"), [Create(one) for one in things])
    qtbot.waitUntil(lambda: page.view is not None and bool(page.view.points), timeout=WAIT_MS)
    settle(window, qtbot)
    return page


def fill(field: object, text: str) -> None:
    assert isinstance(field, LineField)
    field.selectAll()
    QTest.keyClicks(field, text)


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_first_sentence_says_newest_most_and_thresholds(filled: SeriesPage) -> None:
    assert filled.headline.text().replace("\u00a0", " ") == (
        "Deaths in events: 4 (3 to 9) people in the week from 23 November 2026."
        " The most was 30 (29 to 35) people in the week from 9 November 2026."
        " 1 step reaches a threshold."
    )
    assert filled.chart.accessibleName() == filled.headline.text()
    assert "1 step is not known, or not whole." in filled.notes.text()
    assert "code 1: 4" in filled.notes.text()


def test_the_chart_draws_steps_that_break_where_nothing_is_known(filled: SeriesPage) -> None:
    x, y = filled.chart.line.getData()
    assert len(x) == 8
    assert list(y[:4]) == [10, 10, 30, 30]
    assert [math.isnan(value) for value in y[4:6]] == [True, True]
    first, last = filled.chart.plot.getPlotItem().getViewBox().viewRange()[0]
    assert first <= MONDAY.toordinal() < last


def test_numbers_beside_the_axis_have_their_thousands_apart(filled: SeriesPage) -> None:
    axis = filled.chart.plot.getAxis("left")
    assert axis.tickStrings([0, 5000, 10000], 1.0, 5000) == ["0", "5,000", "10,000"]
    assert axis.tickStrings([0, 0.5], 1.0, 0.5) == ["0.0", "0.5"]


def test_one_key_shows_the_numbers_and_takes_them_away(filled: SeriesPage) -> None:
    filled.chart.setFocus()
    QTest.keyClick(filled.chart, KEY.Key_T)
    assert filled.table.isVisible()
    model = filled.table.points
    shown = [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    assert shown[2] == [
        "9 November 2026", "before 16 November 2026", "30", "29", "35", "1",
    ]  # fmt: skip
    assert shown[1][2] == "not known"
    QTest.keyClick(filled.table, KEY.Key_T)
    assert filled.table.isHidden()


def test_keys_zoom_and_move_the_chart(filled: SeriesPage) -> None:
    box = filled.chart.plot.getPlotItem().getViewBox()
    whole = box.viewRange()[0]
    QTest.keyClick(filled.chart, KEY.Key_Plus)
    near = box.viewRange()[0]
    assert near[1] - near[0] < whole[1] - whole[0]
    told = filled.chart.accessibleDescription()
    QTest.keyClick(filled.chart, KEY.Key_Right)
    assert box.viewRange()[0][0] > near[0]
    assert filled.chart.accessibleDescription() != told
    QTest.keyClick(filled.chart, KEY.Key_0)
    assert box.viewRange()[0] == pytest.approx(whole)


def test_events_of_the_country_are_tied_to_the_crisis(
    page: SeriesPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    crisis = session.all(Crisis)[0]
    (iso3,) = {p.iso3 for p in session.all(Place) if p.id in crisis.places and p.iso3}
    things = [event(n, MONDAY, 3, None, iso3) for n in range(5)]
    session.write(message("journal.triggers_added", crisis="x"), [Create(one) for one in things])
    qtbot.waitUntil(lambda: page.view is not None and page.view.scope == iso3, timeout=WAIT_MS)
    settle(window, qtbot)
    window.trigger("series.tie_events")
    qtbot.waitUntil(lambda: session.get(Event, "e0").crisis == crisis.id, timeout=WAIT_MS)
    settle(window, qtbot)
    assert "Tied 5 events" in window.strip.message.text()
    window.trigger("edit.undo")
    qtbot.waitUntil(lambda: session.get(Event, "e0").crisis is None, timeout=WAIT_MS)
    settle(window, qtbot)


def test_an_own_indicator_takes_values_that_can_be_changed_and_removed(
    page: SeriesPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    window.trigger("series.add_indicator")
    dialog = page.findChild(NewThing)
    assert dialog is not None
    fill(dialog.field("name"), "Price of maize")
    fill(dialog.field("unit_text"), "USD/kg")
    click(dialog.add)
    (indicator,) = session.all(MonitoringIndicator)
    qtbot.waitUntil(
        lambda: page.view is not None and page.view.chosen.id == indicator.id, timeout=WAIT_MS
    )
    settle(window, qtbot)
    window.trigger("series.add_value")
    asked = page.findChildren(NewThing)[-1]
    fill(asked.field("from_date"), "2026-11-02")
    fill(asked.field("best"), "1.5")
    click(asked.add)
    qtbot.waitUntil(lambda: "1.5 USD/kg on 2 November 2026" in page.headline.text())
    (value,) = session.all(IndicatorValue)
    QTest.keyClick(page.chart, KEY.Key_T)
    page.table.setCurrentIndex(page.table.points.index(0, 0))
    QTest.keyClick(page.table, KEY.Key_Return)
    change = page.findChild(ChangeDialog)
    assert change is not None
    fill(change.field("best"), "2")
    click(change.act)
    qtbot.waitUntil(lambda: session.get(IndicatorValue, value.id).best == 2, timeout=WAIT_MS)
    settle(window, qtbot)
    page.table.setCurrentIndex(page.table.points.index(0, 0))
    QTest.keyClick(page.table, KEY.Key_Delete)
    qtbot.waitUntil(lambda: not session.all(IndicatorValue), timeout=WAIT_MS)
    settle(window, qtbot)


def test_the_page_fits_and_is_drawn_in_every_appearance(
    filled: SeriesPage, window: MainWindow, qtbot: QtBot
) -> None:
    filled.turn_table()
    for period in Period:
        filled.periods[period].click()
        settle(window, qtbot)
    for appearance in (Appearance.DARK, Appearance.CONTRAST_LIGHT, Appearance.LIGHT):
        window.set_appearance(appearance)
        assert not filled.grab().isNull()
    for width, height in SIZES:
        window.resize(width, height)
        settle(window, qtbot)
        qtbot.waitUntil(lambda: not cut_texts(window), timeout=WAIT_MS)


@pytest.mark.parametrize("days", [1, 10, 100, 1000, 10_000, 100_000])
def test_ticks_are_round_days_within_the_view(days: int) -> None:
    first = MONDAY.toordinal()
    ticks = _tick_days(first, first + days, 8)
    assert all(MONDAY <= tick <= date.fromordinal(first + days + 1) for tick in ticks)
    assert len(ticks) <= 10
    assert len(ticks) >= 1 or days > 50_000
