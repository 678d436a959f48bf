"""Marks over the chart: the chosen bar, and the outline of what is dragged."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from crisisplanner.ui.theme.look import Look

FOCUS_OUT_PX = 1.5


@dataclass(frozen=True, slots=True)
class Ghost:
    """The outline of a bar that is dragged, and what is said of it at the pointer."""

    rect: QRectF
    text: str
    is_refused: bool


def paint_selection(painter: QPainter, rect: QRectF, look: Look) -> None:
    """Ring the chosen bar."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    out = FOCUS_OUT_PX
    painter.setPen(QPen(look.colour("surface"), 1))
    painter.drawRoundedRect(rect.adjusted(-out + 1, -out + 1, out - 1, out - 1), 3, 3)
    painter.setPen(QPen(look.colour("focus"), look.theme.focus_width))
    painter.drawRoundedRect(rect.adjusted(-out, -out, out, out), 4, 4)
    painter.restore()


def paint_ghost(painter: QPainter, ghost: Ghost, look: Look) -> None:
    """Outline a wish where it would be, or where it can't be."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(
        QPen(look.colour("open" if ghost.is_refused else "accent"), 2, Qt.PenStyle.DashLine)
    )
    tint = look.colour("open_tint" if ghost.is_refused else "accent_tint")
    tint.setAlphaF(0.7)
    painter.setBrush(tint)
    painter.drawRoundedRect(ghost.rect, 3, 3)
    painter.restore()
