"""Hatches: pen lines in a clip, anchored to a point, so that they scale with the screen."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

STEP_PX = 5.0
LINE_PX = 1.0


def paint_hatch(
    painter: QPainter,
    rect: QRectF,
    colour: QColor,
    *,
    radius: float = 0.0,
    step_px: float = STEP_PX,
    line_px: float = LINE_PX,
    anchor: QPointF | None = None,
    directions: str = "/",
) -> None:
    """Draw diagonal lines into a rectangle, in step with everything on one anchor.

    ``directions`` holds "/" for rising lines, a backslash for falling ones, or both.
    """
    if rect.isEmpty():
        return
    painter.save()
    clip = QPainterPath()
    clip.addRoundedRect(rect, radius, radius)
    painter.setClipPath(clip)
    pen = QPen(colour, line_px)
    painter.setPen(pen)
    start = anchor if anchor is not None else QPointF(0, 0)
    lines: list[QLineF] = []
    for sign in (1 if direction == "/" else -1 for direction in directions):
        # A diagonal is where x ± y is constant; lines stand at multiples of the step.
        top, bottom = sign * rect.top(), sign * rect.bottom()
        offset = start.x() + sign * start.y()
        total = math.ceil((rect.left() + min(top, bottom) - offset) / step_px) * step_px + offset
        while total <= rect.right() + max(top, bottom):
            lines.append(QLineF(total - top, rect.top(), total - bottom, rect.bottom()))
            total += step_px
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawLines(lines)
    painter.restore()
