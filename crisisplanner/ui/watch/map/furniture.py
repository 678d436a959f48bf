"""What every map carries: scale bar, boundary note, and the line of a measured distance."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from crisisplanner.services.watch.base_map import ground_km, round_length_km
from crisisplanner.services.watch.routes import Route
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.watch.map.camera import Camera
from crisisplanner.ui.watch.map.paths import polygon_of
from crisisplanner.ui.watch.map.patterns import key_of, paint_pattern
from crisisplanner.wording.catalogue import Wording

BAR_PX = 120.0
BAR_HIGH_PX = 5.0
LINE_PX = 18.0
PAD_PX = 8.0
INSET_PX = 8.0
FOOT_PX = 44.0
KEY_PX = 20.0
KEY_FROM_HIGH_PX = 260.0
KEY_APART_PX = 14.0
GROUND_ALPHA = 0.86


class Furniture:
    """Draw what belongs on every map."""

    def __init__(self, look: Look, words: Wording) -> None:
        self._look, self._words = look, words

    def scale_km(self, camera: Camera) -> tuple[float, float] | None:
        """Give a round length and its pixels at the middle of the map, from west to east."""
        middle = QPointF(camera.size.width() / 2, camera.size.height() / 2)
        half = min(50.0, camera.size.width() / 4)
        left = camera.to_km(middle - QPointF(half, 0))
        right = camera.to_km(middle + QPointF(half, 0))
        ground = ground_km(left, right)
        if not ground:
            return None
        length = round_length_km(ground * BAR_PX / (2 * half))
        return length, length * 2 * half / ground

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw the scale bar, the boundary note and the source at the foot."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bottom = camera.size.height() - INSET_PX
        right = camera.size.width() - INSET_PX
        note_width = self._paint_notes(painter, right, bottom)
        scale = self.scale_km(camera)
        if scale is not None:
            # Where the note takes the whole width the bar stands above it.
            is_above = note_width + BAR_PX + 90 > right - INSET_PX
            bar_bottom = bottom - (2 * LINE_PX + 12 if is_above else 0)
            self._paint_bar(painter, bar_bottom, *scale, is_local=camera.is_local)
        painter.restore()

    def paint_key(self, painter: QPainter, camera: Camera, *, is_by_severity: bool) -> None:
        """Name the countries' patterns in a line above the foot, where there is room for all."""
        look = self._look
        entries = key_of(self._words, look, is_by_severity=is_by_severity)
        painter.save()
        painter.setFont(look.font("micro"))
        metrics = QFontMetricsF(painter.font())
        widths = [
            metrics.horizontalAdvance(word) + KEY_PX + 6 + KEY_APART_PX for word, _ in entries
        ]
        width = sum(widths) - KEY_APART_PX + 2 * PAD_PX
        is_room = camera.size.height() >= KEY_FROM_HIGH_PX
        if is_room and width <= camera.size.width() - 2 * INSET_PX:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            top = camera.size.height() - INSET_PX - FOOT_PX - LINE_PX - 2
            place = QRectF(INSET_PX, top, width, LINE_PX + 2)
            self._paint_ground(painter, place)
            x = place.left() + PAD_PX
            for (word, pattern), wide in zip(entries, widths, strict=True):
                sample = QRectF(x, place.center().y() - 5.5, KEY_PX, 11)
                paint_pattern(painter, sample, pattern, look)
                painter.setPen(look.colour("text"))
                words = QRectF(x + KEY_PX + 6, place.top(), wide, place.height())
                painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, word)
                x += wide
        painter.restore()

    def _paint_notes(self, painter: QPainter, right: float, bottom: float) -> float:
        look, words = self._look, self._words
        lines = [words.say("watch.map.boundaries"), words.say("watch.map.source")]
        painter.setFont(look.font("micro"))
        metrics = QFontMetricsF(painter.font())
        one_line = "  ".join(lines)
        if metrics.horizontalAdvance(one_line) + 2 * PAD_PX < right * 0.6:
            lines = [one_line]
        width = max(metrics.horizontalAdvance(line) for line in lines) + 2 * PAD_PX
        height = len(lines) * LINE_PX + 2
        place = QRectF(right - width, bottom - height, width, height)
        self._paint_ground(painter, place)
        painter.setPen(look.colour("text_2"))
        for number, line in enumerate(lines):
            row = QRectF(place.left(), place.top() + 1 + number * LINE_PX, width, LINE_PX)
            painter.drawText(row, Qt.AlignmentFlag.AlignCenter, line)
        return width

    def _paint_bar(
        self, painter: QPainter, bottom: float, km: float, px: float, *, is_local: bool
    ) -> None:
        look = self._look
        code = "watch.map.scale" if is_local else "watch.map.scale_of_world"
        text = self._words.say(code, n=km)
        painter.setFont(look.font("micro"))
        text_px = QFontMetricsF(painter.font()).horizontalAdvance(text)
        width = px + text_px + 8 + 2 * PAD_PX
        place = QRectF(INSET_PX, bottom - LINE_PX - 2, width, LINE_PX + 2)
        self._paint_ground(painter, place)
        bar = QRectF(place.left() + PAD_PX, place.center().y() - BAR_HIGH_PX / 2, px, BAR_HIGH_PX)
        painter.setPen(QPen(look.colour("text"), 1))
        painter.setBrush(look.colour("surface"))
        painter.drawRect(bar)
        painter.setBrush(look.colour("text"))
        painter.drawRect(QRectF(bar.left(), bar.top(), bar.width() / 2, bar.height()))
        row = QRectF(bar.right() + 8, place.top(), text_px + 2, place.height())
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_ground(self, painter: QPainter, place: QRectF) -> None:
        ground = QColor(self._look.colour("surface"))
        ground.setAlphaF(GROUND_ALPHA)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(place, 4, 4)

    def paint_route(self, painter: QPainter, camera: Camera, route: Route) -> None:
        """Draw the shortest line between two places with its length."""
        look = self._look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(look.colour("accent"), 2)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setTransform(camera.transform, combine=True)
        for part in route.line:
            painter.drawPolyline(polygon_of(part))
        painter.restore()
        painter.save()
        longest = max(route.line, key=len)
        at = camera.to_px(*longest[len(longest) // 2])
        text = self._words.say("watch.route.km", n=round(route.distance_km))
        painter.setFont(look.font("small_medium"))
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 2 * PAD_PX
        place = QRectF(at.x() - width / 2, at.y() - LINE_PX / 2 - 1, width, LINE_PX + 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("accent"), 1))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(look.colour("accent"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()
