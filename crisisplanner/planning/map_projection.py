"""The Equal Earth projection: longitude and latitude to a flat map, and back.

Equal areas stay equal, so a country's colour weighs as much as its land. Units are kilometres of a
sphere with the Earth's area; y grows to the south, as on a screen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
XY = tuple[float, float]
Real = TypeVar("Real", float, FloatArray)

RADIUS_KM = 6371.0071809
"""Radius of the sphere with the area of the WGS84 ellipsoid."""
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = math.sqrt(3) / 2
MOST_STEPS = 12
CLOSE_ENOUGH = 1e-12


def project(longitude: FloatArray, latitude: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give x[i], y[i] in kilometres for degrees.

    Šavrič, Patterson and Jenny (2018), doi:10.1080/13658816.2018.1504949, equations 1 to 4.
    """
    theta = np.arcsin(M * np.sin(np.radians(latitude)))
    squared = theta * theta
    sixth = squared**3
    x = np.radians(longitude) * np.cos(theta) / (M * _slope(squared, sixth))
    y = theta * (A1 + A2 * squared + sixth * (A3 + A4 * squared))
    return x * RADIUS_KM, -y * RADIUS_KM


def unproject(x_km: float, y_km: float) -> tuple[float, float] | None:
    """Give longitude and latitude of a point of the map; None outside of the world."""
    y = -y_km / RADIUS_KM
    theta = y
    for _ in range(MOST_STEPS):
        squared = theta * theta
        sixth = squared**3
        too_far = theta * (A1 + A2 * squared + sixth * (A3 + A4 * squared)) - y
        step = too_far / _slope(squared, sixth)
        theta -= step
        if abs(step) < CLOSE_ENOUGH:
            break
    sine = math.sin(theta) / M
    if abs(theta) > math.pi / 3 + CLOSE_ENOUGH or abs(sine) > 1 + CLOSE_ENOUGH:
        return None
    squared = theta * theta
    x = x_km / RADIUS_KM
    longitude = math.degrees(x * M * _slope(squared, squared**3) / math.cos(theta))
    if abs(longitude) > 180 + 1e-9:
        return None
    return longitude, math.degrees(math.asin(max(-1.0, min(1.0, sine))))


def _slope(squared: Real, sixth: Real) -> Real:
    return A1 + 3 * A2 * squared + sixth * (7 * A3 + 9 * A4 * squared)


def project_arcs(arcs: Sequence[Sequence[int]], unit_degrees: float) -> list[list[XY]]:
    """Project arcs that are kept as steps of a unit: x and y of the first point, then changes."""
    sizes = [len(arc) // 2 for arc in arcs]
    steps = np.concatenate([np.asarray(arc, dtype=np.int64).reshape(-1, 2) for arc in arcs])
    ends = np.cumsum(sizes)
    sums = np.cumsum(steps, axis=0)
    # Each arc counts from nothing: take off what the arcs before it had summed up to.
    before = np.repeat(
        np.concatenate([np.zeros((1, 2), dtype=np.int64), sums[ends[:-1] - 1]]), sizes, axis=0
    )
    degrees = (sums - before) * unit_degrees
    x, y = project(degrees[:, 0], degrees[:, 1])
    flat = list(zip(x.tolist(), y.tolist(), strict=True))
    return [flat[end - size : end] for end, size in zip(ends.tolist(), sizes, strict=True)]


def project_points(points: Sequence[tuple[float, float]]) -> list[XY]:
    """Project (longitude, latitude) in degrees."""
    if not points:
        return []
    degrees = np.asarray(points, dtype=np.float64)
    x, y = project(degrees[:, 0], degrees[:, 1])
    return list(zip(x.tolist(), y.tolist(), strict=True))
