"""The base of every map: land, countries and boundaries, projected, in levels of detail.

Coordinates are kilometres of the Equal Earth projection, x to the east and y to the south.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crisisplanner.domain.problem import GeoPoint
from crisisplanner.exchange.world_map import WorldMap, read_world_map
from crisisplanner.planning.antimeridian import cut_line, cut_ring
from crisisplanner.planning.distances import distance_km, line_between, ring_around
from crisisplanner.planning.map_projection import XY, project_arcs, project_points, unproject

KM_PER_DEGREE = 111.2
N_RING_STEPS = 72
N_LINE_STEPS = 64
EDGE_STEP_DEGREES = 2
EDGE_DEGREES = 179.99
PROBE_KM = 20.0
MOST_STRETCH = 1.6

Line = tuple[XY, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Bound things on the map."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Land:
    """Hold the rings of a country at one level of detail."""

    iso3: str
    rings: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """Hold one level: good down to ``finest_km`` on a pixel."""

    finest_km: float
    lands: tuple[Land, ...]
    borders: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class BaseMap:
    """Hold all levels, coarsest first, the edge of the world, and where to write of a country."""

    details: tuple[Detail, ...]
    edge: Line
    at: dict[str, GeoPoint]
    source: str

    def detail(self, km_per_px: float) -> Detail:
        """Give the coarsest level that is good enough."""
        good = (one for one in self.details if one.finest_km <= km_per_px)
        return next(good, self.details[-1])


def read_base_map() -> BaseMap:
    """Read and project the shipped map; takes a tenth of a second or two."""
    world = read_world_map()
    arcs = [tuple(arc) for arc in project_arcs(world.arcs, world.unit_degrees)]
    n_levels = len(world.tolerances_degrees) + 1
    finest = [t * KM_PER_DEGREE for t in world.tolerances_degrees] + [0.0]
    details = tuple(_detail(world, arcs, level, finest[level]) for level in range(n_levels))
    codes = [c for c in world.countries if c.iso3]
    unit = world.unit_degrees
    # Of several lands with one code the first is the largest.
    first = {c.iso3: GeoPoint(c.at[1] * unit, c.at[0] * unit) for c in reversed(codes)}
    return BaseMap(details, _edge(), first, world.source)


def _detail(world: WorldMap, arcs: Sequence[Line], level: int, finest_km: float) -> Detail:
    wanted = {str(number) for number in range(level + 1)}
    kept = [
        arc if level == len(world.tolerances_degrees) else _thinned(arc, marks, wanted)
        for arc, marks in zip(arcs, world.levels, strict=True)
    ]
    lands = tuple(
        Land(c.iso3, tuple(_ring(ring, kept) for ring in c.rings)) for c in world.countries
    )
    return Detail(finest_km, lands, tuple(_borders(world, kept)))


def _thinned(arc: Line, marks: str, wanted: set[str]) -> Line:
    return tuple(point for point, mark in zip(arc, marks, strict=True) if mark in wanted)


def _ring(numbers: Sequence[int], arcs: Sequence[Line]) -> Line:
    points: list[XY] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return tuple(points)


def _borders(world: WorldMap, arcs: Sequence[Line]) -> Iterator[Line]:
    """Yield lines to draw: arcs without the cuts, which are no boundaries of anything."""
    for steps, arc in zip(world.arcs, arcs, strict=True):
        if not _may_touch_edge(steps, world.unit_degrees):
            yield arc
            continue
        run: list[XY] = []
        for xy in arc:
            if _is_on_edge(xy):
                if len(run) > 1:
                    yield tuple(run)
                run = []
            else:
                run.append(xy)
        if len(run) > 1:
            yield tuple(run)


def _may_touch_edge(steps: Sequence[int], unit_degrees: float) -> bool:
    longitude = 0
    for step in steps[::2]:
        longitude += step
        if abs(longitude) * unit_degrees >= EDGE_DEGREES:
            return True
    return False


def _is_on_edge(xy: XY) -> bool:
    found = unproject(xy[0] * (1 - 1e-9), xy[1])
    return found is None or abs(found[0]) >= EDGE_DEGREES or found[1] <= -90 + 0.02


def _edge() -> Line:
    east = [(180.0, float(lat)) for lat in range(90, -91, -EDGE_STEP_DEGREES)]
    west = [(-180.0, lat) for _, lat in reversed(east)]
    return tuple(project_points([*east, *west, east[0]]))


def place_on_map(longitude: float, latitude: float) -> XY:
    """Project one point."""
    return project_points([(longitude, latitude)])[0]


def degrees_at(x_km: float, y_km: float) -> GeoPoint | None:
    """Give the place under a point of the map; None outside of the world."""
    found = unproject(x_km, y_km)
    return None if found is None else GeoPoint(found[1], found[0])


def ring_on_map(middle: GeoPoint, radius_km: float) -> tuple[Line, ...]:
    """Project a ring around a place, cut at the antimeridian."""
    ring = [(p.longitude, p.latitude) for p in ring_around(middle, radius_km, N_RING_STEPS)]
    return tuple(tuple(project_points(piece)) for piece in cut_ring(ring))


def line_on_map(start: GeoPoint, end: GeoPoint) -> tuple[Line, ...]:
    """Project the shortest line between two places, cut at the antimeridian."""
    line = [(p.longitude, p.latitude) for p in line_between(start, end, N_LINE_STEPS)]
    return tuple(tuple(project_points(piece)) for piece in cut_line(line))


def ground_km(left: XY, right: XY) -> float | None:
    """Measure on the ground between two points of the map; None if one is outside."""
    start, end = degrees_at(*left), degrees_at(*right)
    return None if start is None or end is None else distance_km(start, end)


def true_stretch(x_km: float, y_km: float) -> float:
    """Give how far the sides must be drawn out so that shapes are true at a point.

    West to east is drawn out and north to south drawn in by the same share, which leaves areas true.
    """
    wide = ground_km((x_km - PROBE_KM, y_km), (x_km + PROBE_KM, y_km))
    high = ground_km((x_km, y_km - PROBE_KM), (x_km, y_km + PROBE_KM))
    if not wide or not high:
        return 1.0
    return min(MOST_STRETCH, max(1 / MOST_STRETCH, math.sqrt(wide / high)))


def box_of(points: Sequence[XY]) -> Box | None:
    """Bound points; None of none."""
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def round_length_km(most_km: float) -> float:
    """Give the largest of 1, 2, 5, 10 ... km that is not longer."""
    power = 10.0 ** math.floor(math.log10(most_km))
    return next(step * power for step in (5.0, 2.0, 1.0) if step * power <= most_km)
