"""Cells of a heat map: a value on its step of one hue, a corner that warns, a hatch for none."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.theme.theme import contrast

CORNER_PX = 8.0
RADIUS_PX = 2.0


def paint_value(painter: QPainter, rect: QRectF, text: str, ground: QColor, look: Look) -> None:
    """Write on a ground, in the darkest or the lightest token, whichever is stronger there."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, RADIUS_PX, RADIUS_PX)
    if text:
        inks = (look.colour("text"), look.colour("surface"))
        painter.setFont(look.font("bar"))
        painter.setPen(max(inks, key=lambda ink: contrast(ground, ink)))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def paint_none(painter: QPainter, rect: QRectF, look: Look, *, is_known: bool) -> None:
    """Hatch a cell: red where something is missing, grey where it is not known whether it is."""
    ground, lines = ("open_tint", "open_hatch") if is_known else ("unknown_tint", "control")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(ground))
    painter.drawRoundedRect(rect, RADIUS_PX, RADIUS_PX)
    paint_hatch(painter, rect, look.colour(lines), radius=RADIUS_PX, anchor=QPointF(0, 0))


def paint_corner(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """Mark the upper end corner of a cell."""
    top, end = rect.top(), rect.right()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(
        QPolygonF([QPointF(end - CORNER_PX, top), QPointF(end, top), QPointF(end, top + CORNER_PX)])
    )
