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
) -> None:
    """Draw rising diagonal lines into a rectangle, in step with everything on one anchor."""
    if rect.isEmpty():
        return
    painter.save()
    clip = QPainterPath()
    clip.addRoundedRect(rect, radius, radius)
    painter.setClipPath(clip)
    pen = QPen(colour, line_px)
    painter.setPen(pen)
    start = anchor if anchor is not None else QPointF(0, 0)
    # A rising diagonal is where x + y is constant; lines stand at multiples of the step.
    offset = start.x() + start.y()
    first = math.ceil((rect.left() + rect.top() - offset) / step_px) * step_px + offset
    last = rect.right() + rect.bottom()
    lines = []
    total = first
    while total <= last:
        lines.append(QLineF(total - rect.top(), rect.top(), total - rect.bottom(), rect.bottom()))
        total += step_px
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawLines(lines)
    painter.restore()
