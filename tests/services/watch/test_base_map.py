"""The shipped world map, projected: complete, closed, small, and cut where the world ends."""

import math
from itertools import pairwise

import pytest

from crisisplanner.domain.problem import GeoPoint
from crisisplanner.exchange.world_map import read_world_map
from crisisplanner.planning.map_projection import project_points
from crisisplanner.resource_files import resource_path
from crisisplanner.services.session import Session
from crisisplanner.services.watch.base_map import (
    BaseMap,
    ground_km,
    line_on_map,
    place_on_map,
    read_base_map,
    ring_on_map,
    round_length_km,
)
from crisisplanner.services.watch.routes import route_between

MOST_BYTES = 1_500_000


@pytest.fixture(scope="module")
def base() -> BaseMap:
    return read_base_map()


def test_the_shipped_map_is_small_and_says_where_it_comes_from() -> None:
    path = resource_path("map", "countries.json")
    assert path.stat().st_size < MOST_BYTES
    readme = resource_path("map", "README.md").read_text("utf-8")
    for needed in ("Natural Earth 4.1.0", "public domain", "2026-11-21", "world-atlas"):
        assert needed in readme


def test_every_member_state_of_a_continent_is_on_the_map(base: BaseMap) -> None:
    for code in ("CAF", "COD", "MMR", "UKR", "SSD", "XKX", "FJI", "RUS", "ATA", "TLS"):
        assert code in base.at


def test_every_ring_is_closed_at_every_level(base: BaseMap) -> None:
    for detail in base.details:
        for land in detail.lands:
            assert all(ring[0] == ring[-1] for ring in land.rings)


def test_no_step_of_a_coast_goes_across_the_world(base: BaseMap) -> None:
    far_px = 3000.0
    for detail in base.details:
        for border in detail.borders:
            steps = (abs(b[0] - a[0]) for a, b in pairwise(border))
            assert max(steps, default=0.0) < far_px


def test_of_several_lands_with_one_code_the_largest_is_written_of(base: BaseMap) -> None:
    assert base.at["AUS"].longitude > 125
    assert base.at["AUS"].latitude < -15
    assert base.at["SOM"].latitude < 6


def test_russia_and_fiji_are_written_of_on_their_own_side(base: BaseMap) -> None:
    assert base.at["RUS"].longitude > 50
    assert base.at["FJI"].longitude > 170


def test_coarser_levels_have_fewer_points_and_are_used_farther_away(base: BaseMap) -> None:
    sizes = [sum(len(r) for land in d.lands for r in land.rings) for d in base.details]
    assert sizes == sorted(sizes)
    assert base.detail(60.0) is base.details[0]
    assert base.detail(20.0) is base.details[1]
    assert base.detail(0.5) is base.details[-1]


def test_arcs_are_shared_so_that_neighbours_meet() -> None:
    world = read_world_map()
    rings = {c.iso3: {abs(n + 0.5) for ring in c.rings for n in ring} for c in world.countries}
    assert rings["COD"] & rings["UGA"]


def test_a_ring_beside_the_antimeridian_is_in_two_pieces_near_both_edges() -> None:
    pieces = ring_on_map(GeoPoint(-17, 179.5), 200)
    sides = sorted(piece[0][0] > 0 for piece in pieces)
    assert sides == [False, True]


def test_a_way_over_the_pacific_is_in_two_parts() -> None:
    assert len(line_on_map(GeoPoint(35.5, 139.8), GeoPoint(37.6, -122.4))) == 2


def test_ground_between_two_points_of_the_map_is_measured_on_the_earth() -> None:
    left, right = project_points([(30.0, 0.0), (31.0, 0.0)])
    assert ground_km(left, right) == pytest.approx(111.32, abs=0.05)
    assert ground_km(left, (99_999.0, 0.0)) is None


@pytest.mark.parametrize(("most", "length"), [(730, 500), (1, 1), (3.9, 2), (49, 20), (0.7, 0.5)])
def test_a_scale_bar_has_a_round_length(most: float, length: float) -> None:
    assert round_length_km(most) == pytest.approx(length)


def test_a_way_gives_kilometres_and_days_by_each_mode_of_the_catalogue(bunia: Session) -> None:
    paris, bunia_town = GeoPoint(48.8566, 2.3522), GeoPoint(1.5657, 30.2208)
    route = route_between(bunia, paris, bunia_town)
    # By the spherical law of cosines; the ellipsoid differs by half a per cent at most.
    north, south = math.radians(paris.latitude), math.radians(bunia_town.latitude)
    apart = math.radians(bunia_town.longitude - paris.longitude)
    cosine = math.sin(north) * math.sin(south) + math.cos(north) * math.cos(south) * math.cos(apart)
    assert route.distance_km == pytest.approx(6371.0 * math.acos(cosine), rel=5e-3)
    modes = {one.mode.value: one for one in route.modes}
    # Neither end has a port that is known.
    assert set(modes) == {"air", "road"}
    assert route.is_without_port
    air = modes["air"]
    assert air.days == pytest.approx(route.distance_km / air.speed_km_per_day)
    assert air.fewest_days <= air.days <= air.most_days
    assert route.line[0][0] == pytest.approx(place_on_map(2.3522, 48.8566), abs=0.5)
