"""The Equal Earth projection against published values, and rings that cross the antimeridian."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisplanner.domain.problem import GeoPoint
from crisisplanner.planning.antimeridian import crosses, cut_line, cut_ring
from crisisplanner.planning.distances import distance_km, line_between, middle_of, ring_around
from crisisplanner.planning.map_projection import project, project_arcs, project_points, unproject

LATITUDES = st.floats(-89.9, 89.9)
LONGITUDES = st.floats(-179.9, 179.9)


@pytest.mark.parametrize(
    ("longitude", "latitude", "x_m", "y_m"),
    [
        # EPSG:8857, the extent of its area of use, and what PROJ's cs2cs gives for a corner.
        (180.0, 0.0, 17243959.06, 0.0),
        (-180.0, 0.0, -17243959.06, 0.0),
        (0.0, 90.0, 0.0, 8392927.60),
        (-180.0, -90.0, -10216474.79, -8392927.60),
    ],
)
def test_the_projection_gives_the_published_values(
    longitude: float, latitude: float, x_m: float, y_m: float
) -> None:
    x, y = project(np.array([longitude]), np.array([latitude]))
    # PROJ uses the ellipsoid's authalic latitude; at poles and equator it is the same.
    assert x[0] * 1000 == pytest.approx(x_m, abs=0.5)
    assert -y[0] * 1000 == pytest.approx(y_m, abs=0.5)


@given(longitude=LONGITUDES, latitude=LATITUDES)
def test_going_there_and_back_gives_the_same_place(longitude: float, latitude: float) -> None:
    ((x, y),) = project_points([(longitude, latitude)])
    found = unproject(x, y)
    assert found is not None
    assert found == pytest.approx((longitude, latitude), abs=1e-6)


@given(longitude=st.floats(-170, 170), latitude=st.floats(-80, 80))
def test_areas_stay_true(longitude: float, latitude: float) -> None:
    step = 0.01
    (ax, ay), (bx, by), (cx, cy) = project_points(
        [(longitude, latitude), (longitude + step, latitude), (longitude, latitude + step)]
    )
    flat = abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))
    radians = math.radians(step)
    middle = math.radians(latitude + step / 2)
    ground = 6371.0071809**2 * radians * 2 * math.sin(radians / 2) * math.cos(middle)
    assert flat == pytest.approx(ground, rel=2e-3)


def test_a_point_beside_the_world_is_nowhere() -> None:
    assert unproject(17_000, 5_000) is None
    assert unproject(0, 8_500) is None


def test_arcs_are_summed_from_their_own_beginning() -> None:
    first, second = project_arcs([[0, 0, 100, 0], [500, 500, -100, 0, 0, 100]], 0.01)
    np.testing.assert_allclose(first, project_points([(0, 0), (1, 0)]))
    np.testing.assert_allclose(second, project_points([(5, 5), (4, 5), (4, 6)]))


def test_a_ring_across_the_antimeridian_is_cut_into_two() -> None:
    fiji = [(p.longitude, p.latitude) for p in ring_around(GeoPoint(-17, 179), 300, 72)]
    assert crosses(fiji)
    west, east = sorted(cut_ring(fiji), key=min)
    for piece in (west, east):
        assert not crosses(piece)
        assert piece[0] == piece[-1]
    assert max(x for x, _ in east) == 180.0
    assert min(x for x, _ in west) == -180.0


@pytest.mark.parametrize("latitude", [-89.0, 89.0])
def test_a_ring_around_a_pole_reaches_the_pole_from_edge_to_edge(latitude: float) -> None:
    ring = [(p.longitude, p.latitude) for p in ring_around(GeoPoint(latitude, 20), 500, 72)]
    pieces = cut_ring(ring)
    points = [point for piece in pieces for point in piece]
    long_steps = [(a, b) for piece in pieces for a, b in pairwise(piece) if abs(b[0] - a[0]) > 180]
    assert all(abs(a[1]) == abs(b[1]) == 90.0 for a, b in long_steps)
    assert {-180.0, 180.0} <= {round(x, 6) for x, _ in points}
    assert max(abs(y) for _, y in points) == 90.0


def test_a_line_over_the_pacific_leaves_at_one_edge_and_comes_back_at_the_other() -> None:
    line = line_between(GeoPoint(35.55, 139.78), GeoPoint(37.62, -122.38), 64)
    tokyo, california = cut_line([(p.longitude, p.latitude) for p in line])
    assert tokyo[-1][0] == 180.0
    assert california[0][0] == -180.0
    assert tokyo[-1][1] == california[0][1]


def test_a_ring_keeps_its_distance() -> None:
    middle = GeoPoint(1.57, 30.22)
    ring = ring_around(middle, 60, 36)
    assert ring[0] == ring[-1]
    assert [distance_km(middle, p) for p in ring] == pytest.approx([60.0] * 37)


def test_the_middle_of_two_places_beside_the_antimeridian_lies_between_them() -> None:
    middle = middle_of([GeoPoint(-17, 179), GeoPoint(-17, -179)])
    assert abs(middle.longitude) == pytest.approx(180.0)


def test_the_middle_of_opposite_places_is_the_first() -> None:
    assert middle_of([GeoPoint(0, 0), GeoPoint(0, 180)]) == GeoPoint(0, 0)
