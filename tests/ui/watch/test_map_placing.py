"""What stands where on the map: clusters, dots, and what a click hits."""

from types import MappingProxyType

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF

from crisisplanner.domain.messages import message
from crisisplanner.domain.problem import GeoPoint
from crisisplanner.services.watch.base_map import Box
from crisisplanner.services.watch.marks import Layer, Mark
from crisisplanner.services.watch.watch_view import WatchView
from crisisplanner.ui.watch.map.camera import Camera
from crisisplanner.ui.watch.map.placing import Placed, hit, place_all

WORLD = Box(-17244, -8393, 17244, 8393)
EVERYWHERE = QRectF(-17244, -8393, 34488, 16786)


def mark(layer: Layer, name: str, x: float, y: float, amount: float | None = None) -> Mark:
    said = message("watch.map.no_crises")
    return Mark(layer, "node", name, name, said, GeoPoint(0, 0), (x, y), "plane", amount)


def view(*marks: Mark) -> WatchView:
    by_layer = {layer: tuple(m for m in marks if m.layer is layer) for layer in Layer}
    nothing: MappingProxyType[str, str] = MappingProxyType({})
    return WatchView((), MappingProxyType({}), nothing, MappingProxyType(by_layer), (), 1)


def placed(*marks: Mark, px_per_km: float = 0.1, seen: QRectF = EVERYWHERE) -> tuple[Placed, ...]:
    return place_all(view(*marks), frozenset(Layer), seen, px_per_km)


def test_what_would_cover_each_other_becomes_one_with_a_number_and_parts_when_nearer() -> None:
    pair = (mark(Layer.NODES, "a", 10, 10), mark(Layer.NODES, "b", 60, 10))
    (together,) = placed(*pair)
    assert together.n == 2
    assert together.has("a")
    assert together.has("b")
    assert [one.n for one in placed(*pair, px_per_km=1.0)] == [1, 1]


def test_many_things_of_a_layer_become_dots_where_they_are_dense_and_discs_where_not() -> None:
    dense = [mark(Layer.NODES, str(n), (n % 20) * 300.0, n // 20 * 300.0) for n in range(200)]
    assert all(one.is_dot for one in placed(*dense))
    assert not any(one.is_dot for one in placed(*dense, px_per_km=1.0))


def test_what_is_out_of_sight_is_not_placed() -> None:
    marks = (mark(Layer.NODES, "near", 0, 0), mark(Layer.NODES, "far", 9_000, 0))
    (found,) = placed(*marks, seen=QRectF(-100, -100, 200, 200))
    assert found.has("near")


def test_the_area_of_a_bubble_grows_with_the_people() -> None:
    many, few = placed(
        mark(Layer.DISPLACEMENT, "few", 0, 0, 500_000.0),
        mark(Layer.DISPLACEMENT, "many", 9_000, 0, 2_000_000.0),
    )
    assert many.has("many")
    assert many.radius_px / few.radius_px == pytest.approx(2.0)


def test_a_small_thing_wins_over_the_large_one_around_it() -> None:
    camera = Camera(WORLD, QSizeF(800, 600), px_per_km=0.1)
    found = placed(
        mark(Layer.DISPLACEMENT, "people", 0, 0, 5_000_000.0), mark(Layer.NODES, "port", 50, 0)
    )
    at = camera.to_px(50, 0)
    on_node = hit(found, camera, at)
    assert on_node is not None
    assert on_node.has("port")
    beside = hit(found, camera, at + QPointF(-25, 0))
    assert beside is not None
    assert beside.has("people")
    assert hit(found, camera, at + QPointF(120, 0)) is None
