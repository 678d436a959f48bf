"""What lies over the drawn map and does not move with it alone: choice, names, foot, focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from crisisplanner.services.watch.routes import Route
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.watch.map.base_painting import paint_chosen_country
from crisisplanner.ui.watch.map.camera import Camera
from crisisplanner.ui.watch.map.furniture import Furniture
from crisisplanner.ui.watch.map.mark_painting import MarkPainter
from crisisplanner.ui.watch.map.picks import Pick, PickKind
from crisisplanner.ui.watch.map.picture import Picture


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
            self._marks.paint_names(painter, camera, placed, scene.view, scene.chosen_crisis)
        if pick is not None and pick.kind is not PickKind.COUNTRY:
            for one in placed:
                if one.has(pick.id):
                    at = camera.to_px(one.x, one.y)
                    self._marks.paint_ring(painter, at, one.radius_px)
        self._furniture.paint(painter, camera)
        if scene.colouring.shows_countries and not camera.left_px:
            self._furniture.paint_key(painter, camera, is_by_severity=scene.colouring.by_severity)

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
