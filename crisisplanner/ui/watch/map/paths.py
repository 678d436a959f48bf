"""The base map as Qt paths, one for each country and level of detail, with their bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

from crisisplanner.services.watch.base_map import (
    BaseMap,
    Box,
    Detail,
    Line,
    box_of,
    place_on_map,
)


@dataclass(frozen=True, slots=True)
class LandPath:
    """Hold a country's land."""

    iso3: str
    path: QPainterPath
    bounds: QRectF


@dataclass(frozen=True, slots=True)
class BorderLine:
    """Hold a line of coast or boundary."""

    line: QPolygonF
    bounds: QRectF


@dataclass(frozen=True, slots=True)
class DetailPaths:
    """Hold one level of detail."""

    finest_km: float
    lands: tuple[LandPath, ...]
    borders: tuple[BorderLine, ...]


@dataclass(frozen=True)
class BasePaths:
    """Hold all levels, coarsest first, and the edge of the world."""

    base: BaseMap
    details: tuple[DetailPaths, ...]
    edge: QPainterPath
    world: Box
    at: Mapping[str, tuple[float, float]]
    """Where to write of each country."""
    boxes: Mapping[str, Box]
    """The bounds of each country's largest piece, as its far islands would shrink it."""

    def detail(self, km_per_px: float) -> DetailPaths:
        """Give the coarsest level that is good enough."""
        good = (one for one in self.details if one.finest_km <= km_per_px)
        return next(good, self.details[-1])

    def country_at(self, x: float, y: float) -> str:
        """Give the code of the country at a point of the map; empty at sea."""
        place = QPointF(x, y)
        for land in self.details[-1].lands:
            if land.bounds.contains(place) and land.path.contains(place):
                return land.iso3
        return ""


def make_paths(base: BaseMap) -> BasePaths:
    """Make all paths; takes a moment, so it is done beside the window."""
    edge = path_of((base.edge,))
    world = box_of(base.edge) or Box(0, 0, 1, 1)
    details = tuple(_detail(one) for one in base.details)
    at = {code: place_on_map(one.longitude, one.latitude) for code, one in base.at.items()}
    return BasePaths(
        base, details, edge, world, MappingProxyType(at), MappingProxyType(_boxes(details[1]))
    )


def _boxes(detail: DetailPaths) -> dict[str, Box]:
    largest: dict[str, QRectF] = {}
    for land in detail.lands:
        for piece in land.path.toSubpathPolygons():
            bounds = piece.boundingRect()
            known = largest.get(land.iso3)
            if known is None or bounds.width() * bounds.height() > known.width() * known.height():
                largest[land.iso3] = bounds
    return {
        code: Box(one.left(), one.top(), one.right(), one.bottom())
        for code, one in largest.items()
        if code
    }


def path_of(rings: tuple[Line, ...]) -> QPainterPath:
    """Make a path of rings; what two of them cover is a hole."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in rings:
        path.addPolygon(polygon_of(ring))
    return path


def polygon_of(line: Line) -> QPolygonF:
    """Make a polygon or line of points."""
    return QPolygonF([QPointF(x, y) for x, y in line])


def _detail(detail: Detail) -> DetailPaths:
    lands = []
    for land in detail.lands:
        path = path_of(land.rings)
        lands.append(LandPath(land.iso3, path, path.boundingRect()))
    borders = []
    for border in detail.borders:
        line = polygon_of(border)
        borders.append(BorderLine(line, line.boundingRect()))
    return DetailPaths(detail.finest_km, tuple(lands), tuple(borders))
