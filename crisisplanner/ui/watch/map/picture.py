"""The drawn map, kept: moving shows it again, a new scale or new data draws it anew.

What is kept reaches over the window's edges, so that a short way needs no drawing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap

from crisisplanner.domain.entity import EntityId
from crisisplanner.services.watch.marks import Layer
from crisisplanner.services.watch.watch_view import WatchView
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.watch.map.base_painting import Colouring, paint_areas, paint_base
from crisisplanner.ui.watch.map.camera import Camera
from crisisplanner.ui.watch.map.mark_painting import MarkPainter
from crisisplanner.ui.watch.map.paths import BasePaths
from crisisplanner.ui.watch.map.placing import Placed, place_all

AROUND_PX = 160.0


@dataclass
class Scene:
    """Hold what is to be drawn."""

    paths: BasePaths | None = None
    view: WatchView | None = None
    layers: Collection[Layer] = field(default_factory=lambda: frozenset(Layer))
    colouring: Colouring = field(default_factory=Colouring)
    chosen_crisis: EntityId = ""


class Picture:
    """Draw a scene and keep the drawing."""

    def __init__(self, look: Look, marks: MarkPainter) -> None:
        self._look, self._marks = look, marks
        self.scene = Scene()
        self._kept: QPixmap | None = None
        self._kept_camera: Camera | None = None
        self._placed: tuple[Placed, ...] = ()
        self._placed_at: float | None = None
        self._placed_in = QRectF()
        self.n_drawn = 0
        """How often it was drawn anew, to be measured."""

    def forget(self) -> None:
        """Draw anew next time: the scene or the look changed."""
        self._kept = None
        self._placed_at = None

    def placed(self, camera: Camera) -> tuple[Placed, ...]:
        """Give what stands where, in sight of a camera and around it."""
        view = self.scene.view
        if view is None:
            return ()
        is_known = self._placed_at == camera.px_per_km and self._placed_in.contains(camera.seen())
        if not is_known:
            self._placed_in = camera.seen(2 * AROUND_PX)
            self._placed_at = camera.px_per_km
            self._placed = place_all(view, self.scene.layers, self._placed_in, camera.px_per_km)
        return self._placed

    def show(
        self, painter: QPainter, camera: Camera, ratio: float, *, may_stretch: bool = False
    ) -> bool:
        """Paint the map; tell whether what is seen is only stretched and wants drawing anew."""
        kept, old = self._kept, self._kept_camera
        if kept is not None and old is not None:
            corner = camera.to_px(*old.to_km(QPointF(0, 0)))
            across, along = camera.x_scale / old.x_scale, camera.y_scale / old.y_scale
            place = QRectF(corner.x(), corner.y(), old.size.width(), old.size.height())
            place.setWidth(place.width() * across)
            place.setHeight(place.height() * along)
            window = QRectF(0, 0, camera.size.width(), camera.size.height())
            is_same = across == 1.0 and along == 1.0
            if is_same and place.contains(window):
                painter.drawPixmap(corner, kept)
                return False
            if may_stretch:
                painter.fillRect(window, self._look.colour("sunken"))
                painter.drawPixmap(place, kept, QRectF(kept.rect()))
                return True
        self._draw(camera, ratio)
        if self._kept is not None:
            painter.drawPixmap(QPointF(-AROUND_PX, -AROUND_PX), self._kept)
        return False

    def _draw(self, camera: Camera, ratio: float) -> None:
        size = QSizeF(camera.size.width() + 2 * AROUND_PX, camera.size.height() + 2 * AROUND_PX)
        wide = replace(camera, size=size)
        kept = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
        kept.setDevicePixelRatio(ratio)
        kept.fill(self._look.colour("sunken"))
        painter = QPainter(kept)
        self.paint_scene(painter, wide)
        painter.end()
        self._kept, self._kept_camera = kept, wide
        self.n_drawn += 1

    def paint_scene(self, painter: QPainter, camera: Camera) -> None:
        """Draw everything that moves with the map."""
        scene = self.scene
        if scene.paths is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        paint_base(painter, camera, scene.paths, scene.view, scene.colouring, self._look)
        if scene.view is None:
            return
        if Layer.CRISES in scene.layers:
            rows = scene.view.rows
            paint_areas(painter, camera, scene.paths, rows, scene.chosen_crisis, self._look)
        self._marks.paint(painter, camera, self.placed(camera))
