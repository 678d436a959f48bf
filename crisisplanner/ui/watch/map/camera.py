"""The camera over the map: which kilometre is at which pixel; no Qt widget is needed.

Equal Earth is true to area, not to shape. The nearer the camera, the more its sides are drawn out
and in, by the same share, until shapes are true at the middle: areas stay true, rings become round.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

from crisisplanner.services.watch.base_map import Box, true_stretch

MOST_PX_PER_KM = 2.0
MARGIN_PX = 24.0
HEAD_PX = 64.0
FOOT_PX = 88.0
"""What is fitted stays clear of what lies over the map at its head and foot ..."""
MOST_SHARE = 0.16
"""... but never of more than this share of a low map."""
LEAST_FIT_KM = 240.0
"""What is fitted is never shown nearer than this: a point has no size."""
WORLD_PX_PER_KM = 0.08
"""Up to this scale the map is the projection as it is."""
LOCAL_PX_PER_KM = 0.25
"""From this scale on shapes are true at the middle."""


@dataclass(frozen=True, slots=True)
class Camera:
    """Look at a point of the map, in px a kilometre, through a window of some size.

    What is fitted stands beside the panel that covers ``left_px`` of the window. ``stretch`` draws
    out west to east and draws in north to south by the same share.
    """

    world: Box
    size: QSizeF
    x: float = 0.0
    y: float = 0.0
    px_per_km: float = 0.01
    left_px: float = 0.0
    stretch: float = 1.0

    @property
    def x_scale(self) -> float:
        """Give pixels a kilometre of the map from west to east."""
        return self.px_per_km * self.stretch

    @property
    def y_scale(self) -> float:
        """Give pixels a kilometre of the map from north to south."""
        return self.px_per_km / self.stretch

    @property
    def is_local(self) -> bool:
        """Tell whether shapes are true at the middle."""
        return self.px_per_km >= LOCAL_PX_PER_KM

    @property
    def least_px_per_km(self) -> float:
        """Give the scale at which the whole world fits."""
        wide = self.world.right - self.world.left
        high = self.world.bottom - self.world.top
        room = max(40.0, self.size.width() - self.left_px)
        return max(1e-4, min(room / wide, self.size.height() / high) * 0.97)

    @property
    def transform(self) -> QTransform:
        """Give kilometres to pixels."""
        origin = self.to_px(0, 0)
        return QTransform(self.x_scale, 0, 0, self.y_scale, origin.x(), origin.y())

    def to_px(self, x: float, y: float) -> QPointF:
        """Give the pixel of a point."""
        return QPointF(
            self.size.width() / 2 + (x - self.x) * self.x_scale,
            self.size.height() / 2 + (y - self.y) * self.y_scale,
        )

    def to_km(self, place: QPointF) -> tuple[float, float]:
        """Give the point under a pixel."""
        return (
            self.x + (place.x() - self.size.width() / 2) / self.x_scale,
            self.y + (place.y() - self.size.height() / 2) / self.y_scale,
        )

    def seen(self, around_px: float = 0.0) -> QRectF:
        """Give the part of the map in sight, in kilometres."""
        left, top = self.to_km(QPointF(-around_px, -around_px))
        right, bottom = self.to_km(
            QPointF(self.size.width() + around_px, self.size.height() + around_px)
        )
        return QRectF(QPointF(left, top), QPointF(right, bottom))

    def resized(self, size: QSizeF, left_px: float) -> Camera:
        """Look through a window of another size, or beside another panel."""
        return within_world(replace(self, size=size, left_px=left_px))

    def moved_px(self, dx: float, dy: float) -> Camera:
        """Move the map under the camera by pixels."""
        x, y = self.x - dx / self.x_scale, self.y - dy / self.y_scale
        return within_world(replace(self, x=x, y=y))

    def zoomed(self, factor: float, at: QPointF | None = None) -> Camera:
        """Go nearer or farther; what is under a pixel stays there."""
        fixed = at or QPointF(self.size.width() / 2, self.size.height() / 2)
        x, y = self.to_km(fixed)
        scale = self.allowed(self.px_per_km * factor)
        moved = replace(self, px_per_km=scale, stretch=stretch_at(self.x, self.y, scale))
        moved = replace(
            moved,
            x=x - (fixed.x() - self.size.width() / 2) / moved.x_scale,
            y=y - (fixed.y() - self.size.height() / 2) / moved.y_scale,
        )
        return within_world(moved)

    def fitted(self, box: Box) -> Camera:
        """Show a part of the map as large as it goes."""
        wide = max(LEAST_FIT_KM, box.right - box.left)
        high = max(LEAST_FIT_KM, box.bottom - box.top)
        room_x = max(40.0, self.size.width() - self.left_px - 2 * MARGIN_PX)
        head, foot = (min(px, self.size.height() * MOST_SHARE) for px in (HEAD_PX, FOOT_PX))
        room_y = max(40.0, self.size.height() - head - foot)
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        scale = self.allowed(min(room_x / wide, room_y / high))
        # The stretch depends on the scale and the scale on the stretch: one round is near enough.
        stretch = stretch_at(x, y, scale)
        scale = self.allowed(min(room_x / (wide * stretch), room_y * stretch / high))
        moved = replace(self, x=x, y=y, px_per_km=scale, stretch=stretch_at(x, y, scale))
        aside, down = self.left_px / 2 / moved.x_scale, (foot - head) / 2 / moved.y_scale
        return within_world(replace(moved, x=x - aside, y=y + down))

    def of_world(self) -> Camera:
        """Show everything."""
        scale = self.least_px_per_km
        moved = replace(self, x=0.0, y=0.0, px_per_km=scale, stretch=stretch_at(0, 0, scale))
        return replace(moved, x=-self.left_px / 2 / moved.x_scale)

    def allowed(self, scale: float) -> float:
        """Hold a scale between the whole world and what the map's detail bears."""
        return min(MOST_PX_PER_KM, max(self.least_px_per_km, scale))


def stretch_at(x: float, y: float, px_per_km: float) -> float:
    """Give how far the sides are drawn out at a point, by how near the camera is."""
    if px_per_km <= WORLD_PX_PER_KM:
        return 1.0
    span = math.log(LOCAL_PX_PER_KM / WORLD_PX_PER_KM)
    share = min(1.0, math.log(px_per_km / WORLD_PX_PER_KM) / span)
    return float(true_stretch(x, y) ** share)


def within_world(camera: Camera) -> Camera:
    """Never lose the world out of sight: no empty edge where there is more to see."""
    held = replace(camera, px_per_km=camera.allowed(camera.px_per_km))
    half_x = held.size.width() / 2 / held.x_scale
    half_y = held.size.height() / 2 / held.y_scale
    beside = held.left_px / held.x_scale
    box = held.world
    x = _between(held.x, box.left + half_x - beside, box.right - half_x)
    y = _between(held.y, box.top + half_y, box.bottom - half_y)
    return replace(held, x=x, y=y)


def _between(value: float, least: float, most: float) -> float:
    """Hold a value between two, or in their middle where they have changed places."""
    return (least + most) / 2 if least > most else min(most, max(least, value))
