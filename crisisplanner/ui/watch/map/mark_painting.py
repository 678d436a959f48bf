"""How marks are drawn: discs with an icon, squares, bubbles, dots, and the names of crises."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

from crisisplanner.domain.risk import IndicatorState
from crisisplanner.services.watch.marks import Layer
from crisisplanner.services.watch.watch_view import WatchView
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.theme.theme import contrast
from crisisplanner.ui.watch.map.camera import FOOT_PX, Camera
from crisisplanner.ui.watch.map.placing import DISC_PX, Placed
from crisisplanner.wording.formats import Formats

BUBBLE_ALPHA = 0.35
ICON_PX = 14
COUNT_PX = 14.0
LABEL_ALPHA = 0.9
LABEL_PAD_PX = 5.0
LABEL_PX = 18.0
MOST_LABEL_PX = 190.0
MOST_LABELS = 14
LOW_PX = 260.0
SQUARE_LAYERS = frozenset({Layer.DEPLOYMENTS})

GROUNDS = {
    Layer.NODES: ("surface", "text_2", "text_2"),
    Layer.ORIGINS: ("locked", "surface", "surface"),
    Layer.DEPLOYMENTS: ("surface", "accent", "accent"),
}
"""Ground, edge and ink of a layer's discs."""
DOTS = {
    Layer.NODES: "control",
    Layer.ORIGINS: "locked",
    Layer.EVENTS: "open",
    Layer.DEPLOYMENTS: "accent",
}


class MarkPainter:
    """Draw placed marks with the tokens in force."""

    def __init__(self, look: Look, formats: Formats) -> None:
        self._look, self._formats = look, formats

    def paint(self, painter: QPainter, camera: Camera, placed: Sequence[Placed]) -> None:
        """Draw everything that is in sight, lowest first."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = camera.seen(40)
        for layer, ones in groupby(placed, key=lambda one: one.layer):
            found = [one for one in ones if seen.contains(one.x, one.y)]
            dots = [one for one in found if one.is_dot]
            if dots:
                points = [camera.to_px(one.x, one.y) for one in dots]
                self._paint_dots(painter, points, layer, dots[0].radius_px)
            for one in found:
                if not one.is_dot:
                    self.paint_one(painter, camera.to_px(one.x, one.y), one)
        painter.restore()

    def paint_one(self, painter: QPainter, at: QPointF, one: Placed) -> None:
        """Draw one mark at a pixel."""
        if one.layer is Layer.DISPLACEMENT:
            self._paint_bubble(painter, at, one)
        elif one.is_dot:
            self._paint_dots(painter, [at], one.layer, one.radius_px)
        else:
            self._paint_disc(painter, at, one)

    def _paint_bubble(self, painter: QPainter, at: QPointF, one: Placed) -> None:
        ground = QColor(self._look.colour("partly_fill"))
        ground.setAlphaF(BUBBLE_ALPHA)
        painter.setBrush(ground)
        painter.setPen(QPen(self._look.colour("partly"), 1.5))
        painter.drawEllipse(at, one.radius_px, one.radius_px)

    def _paint_dots(
        self, painter: QPainter, points: Sequence[QPointF], layer: Layer, radius: float
    ) -> None:
        """Draw many dots: one picture stamped is much quicker than as many circles."""
        device = painter.device()
        stamp = self._dot(layer, radius, device.devicePixelRatioF() if device is not None else 1.0)
        half = stamp.deviceIndependentSize().width() / 2
        for point in points:
            painter.drawPixmap(round(point.x() - half), round(point.y() - half), stamp)

    def _dot(self, layer: Layer, radius: float, ratio: float) -> QPixmap:
        side = 2 * radius + 3
        stamp = QPixmap(round(side * ratio), round(side * ratio))
        stamp.setDevicePixelRatio(ratio)
        stamp.fill(Qt.GlobalColor.transparent)
        painter = QPainter(stamp)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("surface"), 1))
        painter.setBrush(self._look.colour(DOTS[layer]))
        painter.drawEllipse(QPointF(side / 2, side / 2), radius, radius)
        painter.end()
        return stamp

    def _paint_disc(self, painter: QPainter, at: QPointF, one: Placed) -> None:
        if one.rows:
            self.paint_crisis(painter, at, one.rows[0].standing.profile.gravest)
        else:
            self.paint_disc(painter, at, one.layer, one.marks[0].icon, one.radius_px)
        if one.n > 1:
            self._paint_count(painter, at, one.n)

    def paint_crisis(self, painter: QPainter, at: QPointF, state: IndicatorState) -> None:
        """Draw a crisis in the colour of the gravest state seen; unknown is grey, never red."""
        look = self._look
        fill = look.theme.risk_state(state.value)
        edge, ink = look.colour("surface"), look.colour("text_2")
        if fill is None:
            fill, edge = look.colour("unknown_tint"), look.colour("control")
        else:
            inks = (look.colour("text"), look.colour("surface"))
            ink = max(inks, key=lambda one: contrast(one, fill))
        self._paint_ground(painter, at, DISC_PX, fill, edge, is_square=False)
        self._paint_icon(painter, at, "alert-triangle", ink)

    def paint_disc(
        self, painter: QPainter, at: QPointF, layer: Layer, icon: str, radius: float = DISC_PX
    ) -> None:
        """Draw the disc of a layer with an icon."""
        look = self._look
        ground, edge, ink = GROUNDS[layer]
        self._paint_ground(
            painter,
            at,
            radius,
            look.colour(ground),
            look.colour(edge),
            is_square=layer in SQUARE_LAYERS,
        )
        self._paint_icon(painter, at, icon, look.colour(ink))

    def _paint_ground(
        self,
        painter: QPainter,
        at: QPointF,
        radius: float,
        ground: QColor,
        edge: QColor,
        *,
        is_square: bool,
    ) -> None:
        painter.setPen(QPen(edge, 1.5))
        painter.setBrush(ground)
        frame = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
        if is_square:
            painter.drawRoundedRect(frame, 3, 3)
        else:
            painter.drawEllipse(frame)

    def _paint_icon(self, painter: QPainter, at: QPointF, icon: str, ink: QColor) -> None:
        place = QRectF(round(at.x()) - ICON_PX / 2, round(at.y()) - ICON_PX / 2, ICON_PX, ICON_PX)
        self._look.icons.paint(painter, place, icon, ink)

    def _paint_count(self, painter: QPainter, at: QPointF, n: int) -> None:
        look = self._look
        text = self._formats.number(n)
        painter.setFont(look.font("bar_small"))
        width = max(COUNT_PX, QFontMetricsF(painter.font()).horizontalAdvance(text) + 6)
        place = QRectF(at.x() + DISC_PX * 0.45, at.y() - DISC_PX - 5, width, COUNT_PX)
        painter.setPen(QPen(look.colour("surface"), 1))
        painter.setBrush(look.colour("text"))
        painter.drawRoundedRect(place, COUNT_PX / 2, COUNT_PX / 2)
        painter.setPen(look.colour("surface"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def paint_names(
        self,
        painter: QPainter,
        camera: Camera,
        placed: Sequence[Placed],
        view: WatchView,
        chosen: str,
    ) -> None:
        """Write the names of crises that have room, the first of the list first."""
        look = self._look
        painter.save()
        painter.setFont(look.font("small_medium"))
        metrics = QFontMetricsF(painter.font())
        order = {row.id: number for number, row in enumerate(view.rows)}
        crises = [one for one in placed if one.layer is Layer.CRISES]
        crises.sort(key=lambda one: (not one.has(chosen), order.get(one.rows[0].id, 0)))
        foot = FOOT_PX if camera.size.height() > LOW_PX else 0.0
        window = QRectF(0, 0, camera.size.width(), camera.size.height() - foot)
        taken = [
            QRectF(p.x() - DISC_PX, p.y() - DISC_PX, 2 * DISC_PX, 2 * DISC_PX)
            for p in (camera.to_px(one.x, one.y) for one in crises)
        ]
        n_written = 0
        for one in crises:
            at = camera.to_px(one.x, one.y)
            name = next((r for r in one.rows if r.id == chosen), one.rows[0]).standing.crisis.name
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, MOST_LABEL_PX)
            width = metrics.horizontalAdvance(text) + 2 * LABEL_PAD_PX
            place = QRectF(at.x() + DISC_PX + 5, at.y() - LABEL_PX / 2, width, LABEL_PX)
            if place.right() > window.right() - 4:
                place.moveRight(at.x() - DISC_PX - 3)
            if not window.contains(place) or any(place.intersects(other) for other in taken):
                continue
            taken.append(place)
            self._paint_name(painter, place, text)
            n_written += 1
            if n_written == MOST_LABELS:
                break
        painter.restore()

    def _paint_name(self, painter: QPainter, place: QRectF, text: str) -> None:
        ground = QColor(self._look.colour("surface"))
        ground.setAlphaF(LABEL_ALPHA)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(self._look.colour("text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def paint_ring(self, painter: QPainter, at: QPointF, radius_px: float) -> None:
        """Draw the ring of what is selected."""
        look = self._look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("surface"), look.theme.focus_width + 2))
        painter.drawEllipse(at, radius_px + 4, radius_px + 4)
        painter.setPen(QPen(look.colour("focus"), look.theme.focus_width))
        painter.drawEllipse(at, radius_px + 4, radius_px + 4)
        painter.restore()
