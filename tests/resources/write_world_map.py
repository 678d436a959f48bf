"""Make ``resources/map/countries.json`` from the npm package ``world-atlas``.

Run: ``npm pack world-atlas@2.0.2`` and ``python -m tests.resources.write_world_map FILE.tgz``.
Arcs are shared by neighbours, so a border is kept once and stays closed at every level of detail.
"""

from __future__ import annotations

import argparse
import json
import math
import tarfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

from crisisplanner.planning.antimeridian import crosses, cut_ring
from crisisplanner.resource_files import resource_path

MEMBER = "package/countries-50m.json"
UNIT_DEGREES = 0.01
TOLERANCES_DEGREES = (0.5, 0.15, 0.04)
"""A point that is needed at the first is level 0; what none of them needs is level 3."""
WITHOUT_OWN_CODE = {"Somaliland": "SOM", "N. Cyprus": "CYP", "Kosovo": "XKX"}
"""ISO 3166-1 has no code for them: risk is kept by code, so they follow the code given here."""
GRID = 24
ABOUT = {
    "source": "Natural Earth 4.1.0, Admin 0 countries, 1:50m, https://www.naturalearthdata.com",
    "packed_by": "npm package world-atlas 2.0.2 (ISC), countries-50m.json",
    "licence": "public domain",
    "date": "2026-11-21",
}

Point = tuple[int, int]


def main() -> int:
    """Convert the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    package = parser.parse_args().package
    with tarfile.open(package) as archive:
        member = archive.extractfile(MEMBER)
        if member is None:
            raise SystemExit(f"Expected {MEMBER} in {package}")
        topology = json.load(member)
    out = resource_path("map") / "countries.json"
    out.write_text(json.dumps(converted(topology), separators=(",", ":"), ensure_ascii=False))
    print(f"{out}: {out.stat().st_size} bytes")  # noqa: T201 - a maker tells what it made
    return 0


def converted(topology: dict[str, Any]) -> dict[str, Any]:
    """Write arcs in units of our own, and each country with its code."""
    arcs = [list(_points(arc, topology["transform"])) for arc in topology["arcs"]]
    # Rings cut at the antimeridian bring arcs of their own, behind the shared ones.
    geometries = topology["objects"]["countries"]["geometries"]
    found = [_country(geometry, arcs) for geometry in geometries]
    # Where several lands have one code the largest comes first, and says where to write of it.
    found.sort(key=lambda one: (one[1]["iso3"], -one[0], one[1]["name"]))
    countries = [country for _, country in found]
    used = sorted({n if n >= 0 else ~n for c in countries for ring in c["rings"] for n in ring})
    place = {old: new for new, old in enumerate(used)}
    arcs = [arcs[old] for old in used]
    for country in countries:
        country["rings"] = [
            [place[n] if n >= 0 else ~place[~n] for n in ring] for ring in country["rings"]
        ]
    return {
        "about": ABOUT,
        "unit_degrees": UNIT_DEGREES,
        "tolerances_degrees": TOLERANCES_DEGREES,
        "arcs": [_deltas(arc) for arc in arcs],
        "levels": ["".join(str(level) for level in levels_of(arc)) for arc in arcs],
        "countries": countries,
    }


def _points(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    x = y = 0
    previous: Point | None = None
    for number, (dx, dy) in enumerate(arc, 1):
        x, y = x + dx, y + dy
        longitude = x * transform["scale"][0] + transform["translate"][0]
        latitude = y * transform["scale"][1] + transform["translate"][1]
        point = (round(longitude / UNIT_DEGREES), round(latitude / UNIT_DEGREES))
        if point != previous or number == len(arc):
            yield point
        previous = point


def _deltas(arc: Sequence[Point]) -> list[int]:
    flat: list[int] = []
    x = y = 0
    for px, py in arc:
        flat += [px - x, py - y]
        x, y = px, py
    return flat


def levels_of(arc: Sequence[Point]) -> list[int]:
    """Give each point the coarsest level that needs it (Douglas and Peucker 1973)."""
    levels = [len(TOLERANCES_DEGREES)] * len(arc)
    levels[0] = levels[-1] = 0
    open_spans = [(0, len(arc) - 1, math.inf)]
    while open_spans:
        first, last, above = open_spans.pop()
        if last - first < 2:
            continue
        far, distance = max(
            ((i, _distance(arc[i], arc[first], arc[last])) for i in range(first + 1, last)),
            key=lambda found: found[1],
        )
        # A point is never needed at a coarser level than the one that split its span.
        reach = min(distance * UNIT_DEGREES, above)
        levels[far] = next(
            (n for n, least in enumerate(TOLERANCES_DEGREES) if reach > least), levels[far]
        )
        open_spans += [(first, far, reach), (far, last, reach)]
    return levels


def _distance(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if not length:
        return math.hypot(point[0] - start[0], point[1] - start[1])
    return abs(dx * (start[1] - point[1]) - dy * (start[0] - point[0])) / length


def _country(geometry: dict[str, Any], arcs: list[list[Point]]) -> tuple[float, dict[str, Any]]:
    """Give the area of the largest part, and the country."""
    name = geometry["properties"]["name"]
    found = pycountry.countries.get(numeric=str(geometry.get("id", "")))
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings: list[list[int]] = []
    outers: list[list[Point]] = []
    for polygon in polygons:
        for number, ring in enumerate(polygon):
            points = _stitched(ring, arcs)
            pieces = [points]
            if crosses([(x * UNIT_DEGREES, y * UNIT_DEGREES) for x, y in points]):
                pieces = _cut(points)
                ids = range(len(arcs), len(arcs) + len(pieces))
                arcs += pieces
                rings += [[i] for i in ids]
            else:
                rings.append(ring)
            outers += pieces if number == 0 else []
    largest = max(outers, key=_area)
    return _area(largest), {
        "iso3": found.alpha_3 if found else WITHOUT_OWN_CODE.get(name, ""),
        "name": name,
        "at": _inner_point(largest),
        "rings": rings,
    }


def _cut(ring: Sequence[Point]) -> list[list[Point]]:
    degrees = [(x * UNIT_DEGREES, y * UNIT_DEGREES) for x, y in ring]
    return [
        [(round(x / UNIT_DEGREES), round(y / UNIT_DEGREES)) for x, y in piece]
        for piece in cut_ring(degrees)
    ]


def _stitched(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _area(ring: Sequence[Point]) -> float:
    pairs = pairwise(ring)
    shoelace = sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)
    middle = sum(y for _, y in ring) / len(ring) * UNIT_DEGREES
    return abs(shoelace) * math.cos(math.radians(middle))


def _inner_point(ring: list[Point]) -> list[int]:
    """Find the point of a grid that lies deepest inside a ring."""
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    corners = ring[:: max(1, len(ring) // 400)]
    best, depth = [(west + east) // 2, (south + north) // 2], -1.0
    for column in range(1, GRID):
        for line in range(1, GRID):
            x = west + (east - west) * column / GRID
            y = south + (north - south) * line / GRID
            if not _is_inside(x, y, ring):
                continue
            squeeze = math.cos(math.radians(y * UNIT_DEGREES))
            here = min(math.hypot((x - cx) * squeeze, y - cy) for cx, cy in corners)
            if here > depth:
                best, depth = [round(x), round(y)], here
    return best


def _is_inside(x: float, y: float, ring: Sequence[Point]) -> bool:
    inside = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


if __name__ == "__main__":
    raise SystemExit(main())
