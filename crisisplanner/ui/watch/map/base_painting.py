"""How land, countries, boundaries and areas of concern are drawn."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from crisisplanner.services.watch.watch_view import CountryRisk, WatchRow, WatchView
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.watch.map.camera import Camera
from crisisplanner.ui.watch.map.paths import BasePaths, LandPath, path_of
from crisisplanner.ui.watch.map.patterns import (
    Pattern,
    brush_of,
    severity_pattern,
    state_pattern,
)

AREA_ALPHA = 0.13
RING_PX = 2.0
RIM_PX = 3.0
NEAR_OPACITY = 0.5
DASH = (4.0, 3.0)


@dataclass(frozen=True, slots=True)
class Colouring:
    """Say what countries show: nothing, the risk as assessed, or the severity."""

    shows_countries: bool = True
    by_severity: bool = False

    def pattern(self, country: CountryRisk, look: Look) -> Pattern:
        """Give how a country is filled."""
        if self.by_severity:
            return severity_pattern(country.severity, look)
        return state_pattern(country.state, look)


def paint_base(
    painter: QPainter,
    camera: Camera,
    paths: BasePaths,
    view: WatchView | None,
    colouring: Colouring,
    look: Look,
) -> None:
    """Draw water, land, the countries' risk and boundaries, as far as they are in sight."""
    seen = camera.seen()
    detail = paths.detail(1 / camera.px_per_km)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(camera.transform, combine=True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("map_water"))
    painter.drawPath(paths.edge)
    countries = view.countries if view is not None and colouring.shows_countries else {}
    painter.setBrush(look.colour("map_land"))
    shaded: list[tuple[LandPath, CountryRisk]] = []
    for land in detail.lands:
        if land.bounds.intersects(seen):
            painter.drawPath(land.path)
            if land.iso3 in countries:
                shaded.append((land, countries[land.iso3]))
    # Near the ground a country fills the view: what stands on it must be seen before its colour.
    painter.setOpacity(NEAR_OPACITY if camera.is_local else 1.0)
    for land, country in shaded:
        pattern = colouring.pattern(country, look)
        painter.setBrush(pattern.ground)
        painter.drawPath(land.path)
        brush = brush_of(pattern, painter)
        if brush is not None:
            painter.setBrush(brush)
            painter.drawPath(land.path)
    painter.setOpacity(1.0)
    _paint_borders(painter, seen, paths, camera, look)
    painter.restore()


def _paint_borders(
    painter: QPainter, seen: QRectF, paths: BasePaths, camera: Camera, look: Look
) -> None:
    pen = QPen(look.colour("map_border"), 1)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for border in paths.detail(1 / camera.px_per_km).borders:
        # A flat line has an empty rectangle, which intersects nothing.
        if border.bounds.adjusted(-1, -1, 1, 1).intersects(seen):
            painter.drawPolyline(border.line)


def paint_areas(
    painter: QPainter,
    camera: Camera,
    paths: BasePaths,
    rows: Collection[WatchRow],
    chosen: str,
    look: Look,
) -> None:
    """Draw the areas of concern; whole countries only for the chosen crisis."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(camera.transform, combine=True)
    for row in rows:
        area = path_of(row.rings)
        if not row.rings:
            if row.id != chosen:
                continue
            area = country_path(paths, camera, row.area.countries)
        _paint_area(painter, area, look, is_chosen=row.id == chosen)
    painter.restore()


def country_path(paths: BasePaths, camera: Camera, codes: Collection[str]) -> QPainterPath:
    """Give the land of some countries at the detail of a camera."""
    whole = QPainterPath()
    whole.setFillRule(Qt.FillRule.OddEvenFill)
    for land in paths.detail(1 / camera.px_per_km).lands:
        if land.iso3 and land.iso3 in codes:
            whole.addPath(land.path)
    return whole


def _paint_area(painter: QPainter, area: QPainterPath, look: Look, *, is_chosen: bool) -> None:
    ground = QColor(look.colour("open_fill"))
    ground.setAlphaF(AREA_ALPHA)
    width = RING_PX + (0.5 if is_chosen else 0)
    # A rim beneath, as the ring may stand on a country of its own colour.
    rim = QPen(look.colour("surface"), width + RIM_PX)
    rim.setCosmetic(True)
    painter.setPen(rim)
    painter.setBrush(ground)
    painter.drawPath(area)
    pen = QPen(look.colour("open"), width)
    pen.setCosmetic(True)
    pen.setDashPattern(DASH)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(area)


def paint_chosen_country(
    painter: QPainter, camera: Camera, paths: BasePaths, iso3: str, look: Look
) -> None:
    """Draw a line around the country that is selected."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(camera.transform, combine=True)
    pen = QPen(look.colour("accent"), RING_PX)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(country_path(paths, camera, (iso3,)))
    painter.restore()
