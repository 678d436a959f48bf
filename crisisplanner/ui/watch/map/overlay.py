"""What lies over the drawn map and does not move with it alone: choice, names, foot, focus."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from crisisplanner.services.watch.routes import Route
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.watch.map.base_painting import paint_chosen_country
from crisisplanner.ui.watch.map.camera import Camera
from crisisplanner.ui.watch.map.furniture import Furniture
from crisisplanner.ui.watch.map.mark_painting import MarkPainter
from crisisplanner.ui.watch.map.paths import BasePaths
from crisisplanner.ui.watch.map.picks import Pick, PickKind
from crisisplanner.ui.watch.map.picture import Picture

NAMES_FROM_PX_PER_KM = 0.07
NAME_SHARE = 0.8
NAME_DOWN_PX = 14.0
NAME_PX = 16.0
RIM = ((-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0))


class Overlay:
    """Draw above a picture."""

    def __init__(
        self, look: Look, picture: Picture, marks: MarkPainter, furniture: Furniture
    ) -> None:
        self._look, self._picture = look, picture
        self._marks, self._furniture = marks, furniture

    def paint(
        self, painter: QPainter, camera: Camera, pick: Pick | None, route: Route | None
    ) -> None:
        """Draw what is chosen, the names of crises, a distance, and the foot."""
        scene = self._picture.scene
        if scene.paths is None:
            return
        if pick is not None and pick.kind is PickKind.COUNTRY:
            paint_chosen_country(painter, camera, scene.paths, pick.id, self._look)
        if route is not None:
            self._furniture.paint_route(painter, camera, route)
        placed = self._picture.placed(camera)
        if scene.view is not None:
            self._paint_countries(painter, camera, scene.paths, scene.view.country_names)
            self._marks.paint_names(painter, camera, placed, scene.view, scene.chosen_crisis)
        if pick is not None and pick.kind is not PickKind.COUNTRY:
            for one in placed:
                if one.has(pick.id):
                    at = camera.to_px(one.x, one.y)
                    self._marks.paint_ring(painter, at, one.radius_px)
        self._furniture.paint(painter, camera)
        if scene.colouring.shows_countries and not camera.left_px:
            self._furniture.paint_key(painter, camera, is_by_severity=scene.colouring.by_severity)

    def _paint_countries(
        self, painter: QPainter, camera: Camera, paths: BasePaths, names: Mapping[str, str]
    ) -> None:
        """Write the names of countries that are wide enough for them."""
        if camera.px_per_km < NAMES_FROM_PX_PER_KM:
            return
        painter.save()
        painter.setFont(self._look.font("micro"))
        metrics = QFontMetricsF(painter.font())
        seen = camera.seen()
        for code, (x, y) in paths.at.items():
            name, box = names.get(code), paths.boxes.get(code)
            if name is None or box is None or not seen.contains(x, y):
                continue
            width = metrics.horizontalAdvance(name)
            if width < (box.right - box.left) * camera.x_scale * NAME_SHARE:
                at = camera.to_px(x, y)
                # Below the middle, where a crisis of the whole country has its disc.
                place = QRectF(at.x() - width / 2, at.y() + NAME_DOWN_PX, width + 2, NAME_PX)
                self._paint_name(painter, place, name)
        painter.restore()

    def _paint_name(self, painter: QPainter, place: QRectF, name: str) -> None:
        """Write with a rim, so that it is read on any colour and pattern."""
        painter.setPen(self._look.colour("surface"))
        for dx, dy in RIM:
            painter.drawText(place.translated(dx, dy), Qt.AlignmentFlag.AlignCenter, name)
        painter.setPen(self._look.colour("text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)

    def paint_focus(self, painter: QPainter, camera: Camera) -> None:
        """Draw the frame that says where the keyboard is."""
        width = self._look.theme.focus_width
        inset = width / 2 + 1
        painter.setPen(QPen(self._look.colour("focus"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        size = camera.size
        painter.drawRect(
            round(inset),
            round(inset),
            round(size.width() - 2 * inset - 1),
            round(size.height() - 2 * inset - 1),
        )
