"""Coverage: the glyph, its word and its bar, the same in tables, lists and charts."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from crisisplanner.ui.theme.look import Look


class Coverage(StrEnum):
    """How far a need is met; the value is the token and the wording's last part."""

    COVERED = "covered"
    PARTLY = "partly"
    OPEN = "open"


def coverage_of(share: float, look: Look) -> Coverage:
    """Sort a share from 0 to 1 by the limits in the tokens."""
    if share >= look.tokens.covered_from:
        return Coverage.COVERED
    return Coverage.OPEN if share < look.tokens.open_below else Coverage.PARTLY


def paint_glyph(painter: QPainter, rect: QRectF, share: float, look: Look) -> None:
    """Draw an empty ring, a clock filled to its share, or a disc with a tick."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    state = coverage_of(share, look)
    colour = look.colour(state.value)
    width = max(1.5, rect.width() / 10)
    ring = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    if state is Coverage.COVERED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(rect)
        _paint_tick(painter, rect, look)
    else:
        painter.setPen(QPen(colour, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)
        if state is Coverage.PARTLY:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            inner = rect.adjusted(width * 2, width * 2, -width * 2, -width * 2)
            painter.drawPie(inner, 90 * 16, -round(share * 360 * 16))
    painter.restore()


def _paint_tick(painter: QPainter, rect: QRectF, look: Look) -> None:
    pen = QPen(look.colour("surface"), max(1.5, rect.width() / 9))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)

    def at(x: float, y: float) -> QPointF:
        return QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height())

    painter.drawPolyline([at(0.28, 0.53), at(0.44, 0.68), at(0.73, 0.36)])


def paint_bar(
    painter: QPainter, rect: QRectF, share: float, look: Look, fill: str | None = None
) -> None:
    """Draw a bar filled to a share, in the colour of what the share means."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = rect.height() / 2
    painter.setBrush(look.colour("line"))
    painter.drawRoundedRect(rect, radius, radius)
    if share > 0:
        painter.setBrush(look.colour(fill or f"{coverage_of(share, look).value}_fill"))
        filled = QRectF(rect)
        filled.setWidth(max(rect.height(), rect.width() * min(1.0, share)))
        painter.drawRoundedRect(filled, radius, radius)
    painter.restore()
