"""Distances between places on the ellipsoid; nothing about speeds or days."""

from __future__ import annotations

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
