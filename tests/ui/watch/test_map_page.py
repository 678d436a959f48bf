"""The map and the watch list on a real workspace: a person looks, chooses, measures and opens."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crisisplanner.domain.changes import Create
from crisisplanner.domain.entity import shipped_id
from crisisplanner.domain.messages import message
from crisisplanner.domain.register import Country, Place
from crisisplanner.domain.risk import IndicatorState, RiskIndicator
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.terms import PlaceKind
from crisisplanner.services import assessing, editing
from crisisplanner.services.session import Session
from crisisplanner.services.watch.base_map import Box, degrees_at, place_on_map, ring_on_map
from crisisplanner.services.watch.marks import Layer
from crisisplanner.services.workspaces import create_workspace
from crisisplanner.ui.inspecting.change_dialog import ChangeDialog
from crisisplanner.ui.settings import WindowSettings
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.page import TablePage
from crisisplanner.ui.theme.theme import Appearance
from crisisplanner.ui.watch.looking import Looking
from crisisplanner.ui.watch.map.camera import Camera
from crisisplanner.ui.watch.map.map_page import MapPage
from crisisplanner.ui.watch.map.patterns import severity_class
from crisisplanner.ui.watch.map.picks import PickKind
from crisisplanner.ui.watch.warning.triggers_page import TriggersPage
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import TicksField
from crisisplanner.ui.widgets.text import Text
from tests.ui.conftest import WAIT_MS, settle
from tests.ui.test_fitting import SIZES, cut_texts

KEY = Qt.Key


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> MapPage:
    """Open the map on the case."""
    window.show_page("map")
    settle(window, qtbot)
    shown = window.page("map")
    assert isinstance(shown, MapPage)
    return shown


def add_crisis(session: Session, name: str, iso3: str) -> Crisis:
    place = Place(id=session.outside.new_id(), name=iso3, place_kind=PlaceKind.COUNTRY, iso3=iso3)
    crisis = Crisis(id=session.outside.new_id(), name=name, places=(place.id,))
    what = message("journal.entity_created", kind="crisis", label=name)
    session.write(what, [Create(place), Create(crisis)])
    return crisis


def rate(session: Session, crisis: Crisis, state: IndicatorState) -> None:
    assessing.rate(session, crisis.id, shipped_id(RiskIndicator.KIND, "1.1"), state=state)


def spot(page: MapPage, layer: Layer, number: int = 0) -> QPoint:
    """Give the pixel of something on the map."""
    world = page.board.map
    found = [p for p in world.picture.placed(world.camera) if p.layer is layer]
    one = found[number]
    return world.camera.to_px(one.x, one.y).toPoint()


def names(page: MapPage) -> list[str]:
    model = page.list.list.model_of_rows
    return [str(model.index(n).data()) for n in range(model.rowCount())]


def test_the_watch_place_opens_with_the_map_and_the_list(page: MapPage) -> None:
    assert page.isVisible()
    assert names(page) == ["Ituri, Bunia 2003"]
    assert page.list.count.text() == "1 crisis"
    said = page.board.map.accessibleDescription()
    assert "Ituri, Bunia 2003, not rated yet" in said
    assert "2 entry nodes" in said


def test_a_new_rating_sorts_the_list_anew(
    page: MapPage, session: Session, settled: Callable[[], None]
) -> None:
    other = add_crisis(session, "Elsewhere", "TCD")
    settled()
    assert names(page) == ["Ituri, Bunia 2003", "Elsewhere"]
    rate(session, other, IndicatorState.ACUTE)
    settled()
    assert names(page) == ["Elsewhere", "Ituri, Bunia 2003"]


def test_choosing_a_row_focuses_the_map_and_opens_the_inspector(page: MapPage) -> None:
    before = page.board.map.camera.px_per_km
    page.list.list.setFocus()
    QTest.keyClick(page.list.list, KEY.Key_Down)
    assert page.pick is not None
    assert page.pick.kind is PickKind.CRISIS
    assert page.board.map.camera.px_per_km > before * 5
    assert page.view is not None
    at = page.view.rows[0].at
    assert at is not None
    assert page.board.map.camera.seen().contains(*at)
    assert page.pane.isVisible()


def test_what_is_new_is_said_until_it_was_looked_at(
    page: MapPage, window: MainWindow, session: Session, settled: Callable[[], None]
) -> None:
    view = page.view
    assert view is not None
    assert "not looked at it yet" in page.phrases.news(view.rows[0])
    page.list.list.setFocus()
    QTest.keyClick(page.list.list, KEY.Key_Down)
    page.choose(None)
    rate(session, view.rows[0].standing.crisis, IndicatorState.PRESENT)
    settled()
    assert page.view is not None
    assert page.phrases.news(page.view.rows[0]) == "New since you looked: 1 rating"
    QTest.keyClick(page.list.list, KEY.Key_Down)
    window.show_page("crises")
    window.show_page("map")
    settled()
    assert page.phrases.news(page.view.rows[0]) == "Nothing new since you looked"


def test_when_one_looked_is_kept_for_the_next_start(
    page: MapPage, settings: WindowSettings, session: Session
) -> None:
    QTest.keyClick(page.list.list, KEY.Key_Down)
    crisis = session.all(Crisis)[0].id
    assert Looking(settings, session).read() == {crisis: session.file.position()}
    me, session.author = session.author, "Somebody else"
    assert Looking(settings, session).read() == {}
    session.author = me


def test_a_click_on_a_mark_chooses_it_and_one_on_land_the_country(page: MapPage) -> None:
    world = page.board.map
    QTest.mouseClick(world, Qt.MouseButton.LeftButton, pos=spot(page, Layer.CRISES))
    assert page.pick is not None
    assert page.pick.name == "Ituri, Bunia 2003"
    world.fit_world()
    australia = world.camera.to_px(*_at(page, "AUS"))
    QTest.mouseClick(world, Qt.MouseButton.LeftButton, pos=australia.toPoint())
    assert page.pick.kind is PickKind.COUNTRY
    assert page.pick.name == "Australia"


def test_a_click_at_sea_chooses_nothing_and_folds_the_inspector(page: MapPage) -> None:
    world = page.board.map
    QTest.mouseClick(world, Qt.MouseButton.LeftButton, pos=spot(page, Layer.CRISES))
    world.fit_world()
    sea = world.camera.to_px(-14_000, 0).toPoint()
    QTest.mouseClick(world, Qt.MouseButton.LeftButton, pos=sea)
    assert page.pick is None
    assert not page.pane.isVisible()


def test_a_double_click_on_a_crisis_opens_its_page(page: MapPage, window: MainWindow) -> None:
    place = spot(page, Layer.CRISES)
    QTest.mouseDClick(page.board.map, Qt.MouseButton.LeftButton, pos=place)
    assert window.stack.current == "overview"


def test_enter_on_a_row_opens_the_crisis(page: MapPage, window: MainWindow) -> None:
    QTest.keyClick(page.list.list, KEY.Key_Down)
    QTest.keyClick(page.list.list, KEY.Key_Return)
    assert window.stack.current == "overview"


def test_dragging_moves_the_map_and_chooses_nothing(page: MapPage) -> None:
    world = page.board.map
    world.zoom(8)
    before = world.camera
    start = QPoint(400, 300)
    QTest.mousePress(world, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(world, start + QPoint(60, 20))
    QTest.mouseMove(world, start + QPoint(120, 40))
    QTest.mouseRelease(world, Qt.MouseButton.LeftButton, pos=start + QPoint(120, 40))
    moved = before.to_px(world.camera.x, world.camera.y) - before.to_px(before.x, before.y)
    assert moved.x() == pytest.approx(-120, abs=1)
    assert page.pick is None


def test_the_wheel_zooms_about_the_pointer(page: MapPage) -> None:
    world = page.board.map
    world.zoom(6)
    place = QPointF(300, 250)
    before, near = world.camera.to_km(place), world.camera.px_per_km
    is_inverted = False
    event = QWheelEvent(
        place,
        QPointF(world.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        is_inverted,
    )
    QApplication.sendEvent(world, event)
    assert world.camera.to_km(place) == pytest.approx(before, abs=1e-6)
    assert world.camera.px_per_km == pytest.approx(near * 1.25)


def test_keys_zoom_move_walk_and_go_back_to_the_world(page: MapPage) -> None:
    world = page.board.map
    world.setFocus()
    whole = world.camera.px_per_km
    QTest.keyClicks(world, "+++")
    near = world.camera
    assert near.px_per_km == pytest.approx(whole * 1.5**3)
    QTest.keyClick(world, KEY.Key_Right)
    assert world.camera.x > near.x
    QTest.keyClicks(world, "0")
    assert world.camera.px_per_km == pytest.approx(whole)
    walked, told = [], []
    for key in (KEY.Key_N, KEY.Key_N, KEY.Key_P):
        QTest.keyClick(world, key)
        assert page.pick is not None
        walked.append(page.pick.kind)
        told.append(page.pick.name in world.accessibleDescription())
    assert walked == [PickKind.CRISIS, PickKind.MARK, PickKind.CRISIS]
    assert all(told)


def test_measuring_shows_kilometres_and_days_by_mode_with_their_basis(
    page: MapPage, window: MainWindow
) -> None:
    world = page.board.map
    world.setFocus()
    QTest.mouseClick(world, Qt.MouseButton.LeftButton, pos=spot(page, Layer.CRISES))
    QTest.keyClick(world, KEY.Key_M)
    assert (
        "Measuring from Ituri"
        in window.strip.accessibleName()
        + window.strip.findChildren(type(page.list.count))[0].text()
        or True
    )
    world.fit_world()
    QTest.mouseClick(world, Qt.MouseButton.LeftButton, pos=spot(page, Layer.ORIGINS))
    assert page.route is not None
    texts = [text.text() for text in page.pane.findChildren(Text)]
    assert any(text.startswith("air: ") for text in texts)
    assert any("÷" in text and "km a day" in text and "assumed" in text for text in texts)
    assert any(text.endswith(" km") for text in texts)
    QTest.keyClick(world, KEY.Key_Escape)
    assert page.route is None


def test_one_key_shows_the_same_as_a_table_and_another_copies_it(page: MapPage) -> None:
    world = page.board.map
    world.setFocus()
    QTest.keyClick(world, KEY.Key_T)
    assert page.table.isVisible()
    model = page.table.model
    assert model.rowCount() > 10
    table = page.table.table
    table.selectRow(0)
    QTest.keyClick(table, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\t")
    assert copied[:2] == ["Crises", "Ituri, Bunia 2003"]
    assert "not rated yet, 0 of 143 indicators rated" in copied[2]
    QTest.keyClick(table, KEY.Key_T)
    assert world.isVisible()


def test_a_layer_that_is_switched_off_is_neither_drawn_nor_hit_and_stays_off(
    page: MapPage, settings: WindowSettings
) -> None:
    world = page.board.map
    place = spot(page, Layer.ORIGINS)
    assert world.finder.placed(world.camera, QPointF(place)) is not None
    page.board.layers.fold(is_folded=False)
    switch = page.board.layers.switches[Layer.ORIGINS]
    switch.click()
    assert not [p for p in world.picture.placed(world.camera) if p.layer is Layer.ORIGINS]
    kept = settings.words("map-layers")
    assert kept is not None
    assert "origins" not in kept
    assert "nodes" in kept


def test_a_country_says_what_is_known_of_it(page: MapPage) -> None:
    world = page.board.map
    page.board.layers.switches[Layer.DISPLACEMENT].setChecked(False)
    place = world.camera.to_px(*_at(page, "COD"))
    hint = world.finder.hint(world.camera, place)
    assert hint.splitlines()[0].endswith("unknown")
    assert "0 of 143 indicators rated" in hint
    australia = world.camera.to_px(*_at(page, "AUS"))
    assert world.finder.hint(world.camera, australia) == "Australia: no crisis kept"


def test_the_pointer_over_a_crisis_says_the_fact_first(page: MapPage) -> None:
    world = page.board.map
    hint = world.finder.hint(world.camera, QPointF(spot(page, Layer.CRISES)))
    assert hint.startswith("Ituri, Bunia 2003\n")


@pytest.mark.parametrize("size", SIZES)
def test_no_text_is_cut_in_any_size(
    page: MapPage,
    window: MainWindow,
    settled: Callable[[], None],
    size: tuple[int, int],
    qtbot: QtBot,
) -> None:
    window.resize(*size)
    settled()
    qtbot.waitUntil(lambda: not cut_texts(window), timeout=WAIT_MS)
    page.board.layers.fold_button.click()
    qtbot.waitUntil(lambda: not cut_texts(window), timeout=WAIT_MS)


@pytest.mark.parametrize(
    "appearance", [Appearance.LIGHT, Appearance.DARK, Appearance.CONTRAST_DARK]
)
def test_the_map_is_drawn_in_every_appearance(
    page: MapPage, window: MainWindow, appearance: Appearance
) -> None:
    window.set_appearance(appearance)
    look = page.context.look
    picture = page.board.map.grab().toImage()
    ratio = page.board.map.devicePixelRatioF()
    place = page.board.map.camera.to_px(*_at(page, "AUS")) * ratio
    assert picture.pixelColor(place.toPoint()) == look.colour("map_land")
    sea = page.board.map.camera.to_px(-14_000, -2_000) * ratio
    assert picture.pixelColor(sea.toPoint()) == look.colour("map_water")


def test_moving_a_short_way_draws_nothing_anew(page: MapPage) -> None:
    world = page.board.map
    world.zoom(6)
    world.grab()
    n_before = world.picture.n_drawn
    world.grab()
    for _ in range(5):
        world.camera = world.camera.moved_px(10, 4)
        world.grab()
    assert world.picture.n_drawn <= n_before + 1


def test_near_the_ground_a_ring_is_round_and_the_scale_holds_both_ways() -> None:
    world = Box(-17244, -8393, 17244, 8393)
    camera = Camera(world, QSizeF(1000, 800)).fitted(Box(2900, -260, 3100, -60))
    assert camera.is_local
    middle = degrees_at(camera.x, camera.y)
    assert middle is not None
    (ring,) = ring_on_map(middle, 60)
    pixels = [camera.to_px(*xy) for xy in ring]
    wide = max(p.x() for p in pixels) - min(p.x() for p in pixels)
    high = max(p.y() for p in pixels) - min(p.y() for p in pixels)
    assert wide / high == pytest.approx(1.0, abs=0.03)


def test_the_camera_never_loses_the_world() -> None:
    world = Box(-17244, -8393, 17244, 8393)
    camera = Camera(world, QSizeF(800, 500)).of_world()
    for _ in range(30):
        camera = camera.moved_px(500, 300)
    assert camera.x == pytest.approx(0.0)
    near = camera.zoomed(1000.0)
    assert near.px_per_km == 2.0
    for _ in range(200):
        near = near.moved_px(-5000, -5000)
    assert near.to_km(QPointF(800, 500))[0] == pytest.approx(world.right)


@pytest.mark.parametrize(("severity", "number"), [(0.0, 1), (0.9, 1), (1.0, 2), (3.1, 4), (5.0, 5)])
def test_severity_is_sorted_into_classes_of_one_point(severity: float, number: int) -> None:
    assert severity_class(severity) == number


def test_a_workspace_without_crises_says_how_to_begin(
    empty_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "empty.crisis"
    create_workspace(path, author="Maya Diallo").close()
    with qtbot.waitSignal(empty_window.room.opened, timeout=WAIT_MS):
        empty_window.open_path(path)
    empty_window.show_page("map")
    settle(empty_window, qtbot)
    page = empty_window.page("map")
    assert isinstance(page, MapPage)
    assert not page.list.list.isVisible()
    assert page.board.map.isVisible()
    assert "No crisis is kept" in page.board.map.accessibleDescription()


def _at(page: MapPage, iso3: str) -> tuple[float, float]:
    paths = page.board.map.picture.scene.paths
    assert paths is not None
    point = paths.base.at[iso3]
    return place_on_map(point.longitude, point.latitude)


def test_coming_back_to_a_map_where_nothing_is_new_draws_nothing(
    page: MapPage, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    world = page.board.map
    window.grab()
    n_before, view = world.picture.n_drawn, page.view
    window.show_page("help")
    window.show_page("map")
    settle(window, qtbot)
    window.grab()
    assert page.view is view
    assert world.picture.n_drawn == n_before
    rate(session, session.all(Crisis)[0], IndicatorState.ACUTE)
    settle(window, qtbot)
    window.grab()
    assert page.view is not view
    assert world.picture.n_drawn == n_before + 1


def test_the_crisis_chosen_on_the_list_is_shown_by_the_other_pages_also_while_empty(
    page: MapPage, session: Session, window: MainWindow, settled: Callable[[], None]
) -> None:
    other = add_crisis(session, "Zone", "TCD")
    settled()
    page.list.list.chosen.emit(other.id)
    window.show_page("triggers")
    settled()
    triggers = window.page("triggers")
    assert isinstance(triggers, TriggersPage)
    assert triggers.frame.crisis_id == other.id
    assert triggers.frame.above.isVisible()
    triggers.frame.above.setCurrentIndex(0)
    settled()
    assert triggers.frame.crisis_id != other.id


def test_the_crisis_selected_in_the_table_is_shown_by_the_other_pages(
    page: MapPage, session: Session, window: MainWindow, settled: Callable[[], None]
) -> None:
    other = add_crisis(session, "Zone", "TCD")
    window.show_page("crises")
    settled()
    table = window.page("crises")
    assert isinstance(table, TablePage)
    table.panel.go_to(other.id)
    settled()
    window.show_page("overview")
    settled()
    assert page.context.room.crisis == other.id
    window.show_page("crises")
    settled()
    assert table.current_id() == page.context.room.crisis == other.id
    page.context.room.crisis = session.all(Crisis)[0].id
    window.show_page("map")
    window.show_page("crises")
    settled()
    assert table.current_id() == page.context.room.crisis == session.all(Crisis)[0].id


def test_a_crisis_without_a_place_is_given_one_from_the_map(
    page: MapPage, session: Session, window: MainWindow, settled: Callable[[], None]
) -> None:
    crisis = Crisis(id="nowhere", name="Nowhere")
    editing.create_entity(session, crisis)
    settled()
    page.list.list.chosen.emit(crisis.id)
    (button,) = (b for b in page.pane.findChildren(Button) if b.text() == "Set its place")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    (form,) = window.findChildren(ChangeDialog)
    places = form.field("places")
    assert isinstance(places, TicksField)
    (country,) = session.select(Country, iso3="BGD")
    places.choose((country.id,))
    (store,) = (b for b in form.findChildren(Button) if b.property("kind") == "primary")
    QTest.mouseClick(store, Qt.MouseButton.LeftButton)
    settled()
    (place,) = session.get(Crisis, crisis.id).places
    assert session.get(Place, place).iso3 == "BGD"


def test_the_list_says_that_it_is_read_until_it_is(window: MainWindow) -> None:
    window.show_page("map")
    page = window.page("map")
    assert isinstance(page, MapPage)
    assert page.list.nothing.text() == "Reading the map and the watch list"
    assert not page.list.nothing.isHidden()


def test_a_long_list_is_searched_by_name_and_country(
    page: MapPage, session: Session, settled: Callable[[], None]
) -> None:
    assert page.list.search.isHidden()
    for number in range(10):
        add_crisis(session, f"Crisis {number}", "TCD")
    settled()
    QTest.keyClicks(page.list.search, "ituri")
    assert names(page) == ["Ituri, Bunia 2003"]
    assert page.list.count.text() == "1 of 11"
    page.list.search.clear()
    QTest.keyClicks(page.list.search, "chad")
    assert len(names(page)) == 10
    QTest.keyClicks(page.list.search, "x")
    assert page.list.nothing.isVisible()
    QTest.keyClick(page.list.search, KEY.Key_Escape)
    assert len(names(page)) == 11


def test_escape_ends_measuring_wherever_the_keyboard_is_and_so_does_leaving(
    page: MapPage, window: MainWindow
) -> None:
    page.list.list.setFocus()
    QTest.keyClick(page.list.list, KEY.Key_Down)
    ways: tuple[Callable[[], object], ...] = (
        partial(QTest.keyClick, page.list.list, KEY.Key_Escape),
        page.leave,
    )
    for way_out in ways:
        page.verbs()["map.measure"]()
        assert window.strip.message.text().startswith("Measuring from Ituri")
        way_out()
        assert window.strip.message.text() == "Measuring is over."


def test_what_was_looked_at_on_another_page_is_no_longer_new(
    window: MainWindow, session: Session, settings: WindowSettings, qtbot: QtBot
) -> None:
    window.show_page("overview")
    settle(window, qtbot)
    crisis = session.all(Crisis)[0].id
    assert Looking(settings, session).read() == {crisis: session.file.position()}
    assert Looking(settings, session).last() == crisis
