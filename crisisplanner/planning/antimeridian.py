"""Rings and lines that cross the antimeridian or go around a pole, cut so that they lie flat.

Points are (longitude, latitude) in degrees; a step of more than half a turn is a crossing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

LonLat = tuple[float, float]
HALF_TURN = 180.0
TURN = 360.0


def crosses(points: Sequence[LonLat]) -> bool:
    """Tell whether a line or ring steps over the antimeridian."""
    return any(abs(b[0] - a[0]) > HALF_TURN for a, b in pairwise(points))


def cut_ring(ring: Sequence[LonLat]) -> list[list[LonLat]]:
    """Cut a closed ring into rings between -180 and 180 degrees.

    A ring that goes once around the Earth is closed over the pole on its own half.
    """
    flat = _unwound(ring)
    if abs(flat[0][0] - flat[-1][0]) > HALF_TURN:
        pole = -90.0 if sum(y for _, y in flat) < 0 else 90.0
        flat = [*flat, (flat[-1][0], pole), (flat[0][0], pole), flat[0]]
    pieces = []
    for lap in _laps(flat):
        moved = [(x - lap * TURN, y) for x, y in flat]
        part = _clipped(_clipped(moved, HALF_TURN, 1), -HALF_TURN, -1)
        if len(part) > 2:
            pieces.append([*part, part[0]] if part[0] != part[-1] else part)
    return pieces


def cut_line(line: Sequence[LonLat]) -> list[list[LonLat]]:
    """Cut a line where it crosses, with a point on each edge."""
    parts: list[list[LonLat]] = [[line[0]]]
    for a, b in pairwise(line):
        if abs(b[0] - a[0]) > HALF_TURN:
            edge = math.copysign(HALF_TURN, a[0])
            ahead = b[0] + 2 * edge
            share = (edge - a[0]) / (ahead - a[0]) if ahead != a[0] else 0.0
            latitude = a[1] + (b[1] - a[1]) * share
            parts[-1].append((edge, latitude))
            parts.append([(-edge, latitude)])
        parts[-1].append(b)
    return parts


def _unwound(ring: Sequence[LonLat]) -> list[LonLat]:
    flat = [ring[0]]
    for x, y in ring[1:]:
        flat.append((x + round((flat[-1][0] - x) / TURN) * TURN, y))
    return flat


def _laps(flat: Sequence[LonLat]) -> range:
    west, east = min(x for x, _ in flat), max(x for x, _ in flat)
    return range(math.floor((west + HALF_TURN) / TURN), math.floor((east + HALF_TURN) / TURN) + 1)


def _clipped(ring: Sequence[LonLat], edge: float, sign: int) -> list[LonLat]:
    """Keep what lies on one side of a meridian (Sutherland and Hodgman 1974)."""
    kept: list[LonLat] = []
    for (ax, ay), (bx, by) in pairwise(ring):
        a_in, b_in = sign * ax <= sign * edge, sign * bx <= sign * edge
        if a_in != b_in:
            kept.append((edge, ay + (by - ay) * (edge - ax) / (bx - ax)))
        if b_in:
            kept.append((bx, by))
    return kept
