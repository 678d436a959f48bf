"""Distances, lines and rings on the ellipsoid; nothing about speeds or days."""

from __future__ import annotations

import math
from collections.abc import Sequence

from crisisplanner.domain.problem import GeoPoint

METRES_PER_KM = 1000.0


def distance_km(start: GeoPoint, end: GeoPoint) -> float:
    """Measure the geodesic between two points in kilometres.

    Karney (2013), doi:10.1007/s00190-012-0578-z, on WGS84; symmetric, 0 for equal points.
    """
    from geographiclib.geodesic import Geodesic

    line = Geodesic.WGS84.Inverse(
        start.latitude, start.longitude, end.latitude, end.longitude, Geodesic.DISTANCE
    )
    return float(line["s12"]) / METRES_PER_KM


def line_between(start: GeoPoint, end: GeoPoint, n_steps: int) -> list[GeoPoint]:
    """Walk the geodesic from one point to another in equal steps, both ends included."""
    from geographiclib.geodesic import Geodesic

    line = Geodesic.WGS84.InverseLine(start.latitude, start.longitude, end.latitude, end.longitude)
    found = (line.Position(line.s13 * step / n_steps) for step in range(n_steps + 1))
    return [GeoPoint(one["lat2"], one["lon2"]) for one in found]


def ring_around(middle: GeoPoint, radius_km: float, n_steps: int) -> list[GeoPoint]:
    """Walk around a point at one distance, clockwise from north, back to where it began."""
    from geographiclib.geodesic import Geodesic

    ring = []
    for step in range(n_steps + 1):
        bearing = 360.0 * (step % n_steps) / n_steps
        found = Geodesic.WGS84.Direct(
            middle.latitude, middle.longitude, bearing, radius_km * METRES_PER_KM
        )
        ring.append(GeoPoint(found["lat2"], found["lon2"]))
    return ring


def middle_of(points: Sequence[GeoPoint]) -> GeoPoint:
    """Give the middle of points on the sphere; of points that cancel out, the first."""
    x = y = z = 0.0
    for point in points:
        latitude, longitude = math.radians(point.latitude), math.radians(point.longitude)
        x += math.cos(latitude) * math.cos(longitude)
        y += math.cos(latitude) * math.sin(longitude)
        z += math.sin(latitude)
    across = math.hypot(x, y)
    if math.hypot(across, z) < 1e-9 * len(points):
        return points[0]
    return GeoPoint(math.degrees(math.atan2(z, across)), math.degrees(math.atan2(y, x)))
