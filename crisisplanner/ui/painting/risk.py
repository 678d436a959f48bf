"""Risk marks: one square per indicator, and the shape of each assessor."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.theme.look import Look

SQUARE_PX = 12
SQUARE_RADIUS_PX = 2
SHAPE_PX = 11
N_SHAPES = 6


def paint_square(
    painter: QPainter, place: QRectF, state: str, look: Look, *, is_current: bool = False
) -> None:
    """Draw an indicator's state; unknown is hatched in grey, the current one is ringed."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill = look.theme.risk_state(state)
    if fill is None:
        painter.setPen(QPen(look.colour("control"), 1))
        painter.setBrush(look.colour("unknown_tint"))
        inner = place.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inner, SQUARE_RADIUS_PX, SQUARE_RADIUS_PX)
        paint_hatch(painter, inner, look.colour("control"), radius=SQUARE_RADIUS_PX, step_px=4)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(place, SQUARE_RADIUS_PX, SQUARE_RADIUS_PX)
    if is_current:
        painter.setPen(QPen(look.colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = place.adjusted(-2, -2, 2, 2)
        painter.drawRoundedRect(ring, SQUARE_RADIUS_PX + 2, SQUARE_RADIUS_PX + 2)
    painter.restore()


def paint_shape(painter: QPainter, middle: QPointF, number: int, look: Look) -> None:
    """Draw an assessor: ring, square, triangle, diamond, cross, triangle down; then again."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = SHAPE_PX / 2
    x, y = middle.x(), middle.y()
    ink, ground = look.colour("text"), look.colour("surface")
    painter.setPen(QPen(ground, 1))
    painter.setBrush(ink)
    match number % N_SHAPES:
        case 0:
            painter.setPen(QPen(ink, 2))
            painter.setBrush(ground)
            painter.drawEllipse(middle, half - 1, half - 1)
        case 1:
            painter.drawRect(QRectF(x - half + 1, y - half + 1, SHAPE_PX - 2, SHAPE_PX - 2))
        case 2:
            painter.drawPolygon(_polygon(x, y, ((0, -half), (half, half - 1), (-half, half - 1))))
        case 3:
            painter.drawPolygon(_polygon(x, y, ((0, -half), (half, 0), (0, half), (-half, 0))))
        case 4:
            painter.setPen(QPen(ink, 2.5))
            painter.drawLine(
                QPointF(x - half + 1, y - half + 1), QPointF(x + half - 1, y + half - 1)
            )
            painter.drawLine(
                QPointF(x - half + 1, y + half - 1), QPointF(x + half - 1, y - half + 1)
            )
        case _:
            painter.drawPolygon(_polygon(x, y, ((0, half), (half, 1 - half), (-half, 1 - half))))
    painter.restore()


def _polygon(x: float, y: float, corners: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners])
