"""Small marks of tables and lists: partner swatch, pill, readiness, "not known"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.theme.theme import PartnerColour, darker

PILL_PX = 20
PILL_ICON_PX = 14
SWATCH_PX = 14
STEP_WIDTH_PX = 5
STEP_GAP_PX = 1
STEPS = 3


@dataclass(frozen=True, slots=True)
class PillStyle:
    """Describe a pill: the tone of its tint and text, and its icon."""

    tone: str
    icon: str = ""

    @property
    def tint(self) -> str:
        """Give the token of the ground."""
        return "unknown_tint" if self.tone == "text_2" else f"{self.tone}_tint"


def paint_swatch(painter: QPainter, rect: QRectF, colour: PartnerColour) -> None:
    """Draw a partner's colour, with an edge where it is weak and a hatch where it repeats."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour.fill)
    painter.drawRoundedRect(rect, 3, 3)
    if colour.hatch:
        ink = darker(colour.fill, 0.4)
        paint_hatch(painter, rect, ink, radius=3, step_px=4, directions=colour.hatch)
    if colour.edge is not None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour.edge, 1))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.restore()


def pill_width(text: str, style: PillStyle, look: Look) -> float:
    """Measure a pill."""
    width = QFontMetricsF(look.font("micro")).horizontalAdvance(text) + 16
    return width + (PILL_ICON_PX + 4 if style.icon else 0)


def paint_pill(
    painter: QPainter, left: float, middle: float, text: str, style: PillStyle, look: Look
) -> float:
    """Draw a pill and give its width."""
    width = pill_width(text, style, look)
    rect = QRectF(left, round(middle - PILL_PX / 2), width, PILL_PX)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = look.theme.is_high_contrast
    painter.setPen(QPen(look.colour(style.tone), 1) if outline else Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(style.tint))
    painter.drawRoundedRect(rect, PILL_PX / 2, PILL_PX / 2)
    inner = rect.adjusted(8, 0, -8, 0)
    if style.icon:
        place = QRectF(rect.left() + 6, rect.top() + 3, PILL_ICON_PX, PILL_ICON_PX)
        look.icons.paint(painter, place, style.icon, look.colour(style.tone))
        inner.setLeft(place.right() + 4)
    painter.setPen(look.colour(style.tone))
    painter.setFont(look.font("micro"))
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()
    return width


@dataclass(frozen=True, slots=True)
class ReadinessAxis:
    """Describe one axis of readiness: its letter and how many of three steps, None unknown."""

    letter: str
    steps: int | None


READINESS_TONES = ("open_fill", "open_fill", "partly_fill", "covered_fill")


def paint_readiness(
    painter: QPainter, left: float, middle: float, axes: Sequence[ReadinessAxis], look: Look
) -> None:
    """Draw letters, each with three rising steps; unknown is hatched."""
    painter.save()
    painter.setFont(look.font("micro"))
    x = left
    for axis in axes:
        painter.setPen(look.colour("text_2"))
        painter.drawText(QRectF(x, middle - 8, 12, 16), Qt.AlignmentFlag.AlignVCenter, axis.letter)
        x += 12
        _paint_steps(painter, x, middle, axis.steps, look)
        x += STEPS * (STEP_WIDTH_PX + STEP_GAP_PX) + 8
    painter.restore()


def readiness_width(n_axes: int) -> int:
    """Measure what `paint_readiness` needs."""
    return n_axes * (12 + STEPS * (STEP_WIDTH_PX + STEP_GAP_PX) + 8) - 8


def _paint_steps(
    painter: QPainter, left: float, middle: float, steps: int | None, look: Look
) -> None:
    for number in range(STEPS):
        height = 4 + 3 * number
        place = QRectF(
            left + number * (STEP_WIDTH_PX + STEP_GAP_PX),
            round(middle + 5 - height),
            STEP_WIDTH_PX,
            height,
        )
        if steps is None:
            painter.fillRect(place, look.colour("unknown_tint"))
            paint_hatch(painter, place, look.colour("control"), step_px=3)
        elif number < steps:
            painter.fillRect(place, look.colour(READINESS_TONES[steps]))
        else:
            painter.fillRect(place, look.colour("line_strong"))


def paint_not_known(painter: QPainter, rect: QRectF, text: str, look: Look) -> None:
    """Write that a value is not known, beside a small grey hatch."""
    painter.save()
    mark = QRectF(rect.left(), round(rect.center().y() - 5), 10, 10)
    painter.fillRect(mark, look.colour("unknown_tint"))
    paint_hatch(painter, mark, look.colour("control"), radius=2, step_px=4)
    painter.setFont(look.font("small"))
    painter.setPen(look.colour("text_3"))
    painter.drawText(
        rect.adjusted(16, 0, 0, 0),
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
        text,
    )
    painter.restore()
