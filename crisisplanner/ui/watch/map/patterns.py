"""Patterns over countries: a colour never says a risk alone."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QTransform

from crisisplanner.domain.risk import IndicatorState
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.theme.theme import darker
from crisisplanner.wording.catalogue import Wording

TILE_PX = 8
FILL_ALPHA = 0.62
LINE_DARKER = 0.45
UNKNOWN_ALPHA = 0.6
SEVERITY_CLASSES = 5


@dataclass(frozen=True, slots=True)
class Pattern:
    """Describe how a country is filled: its ground, and lines of a kind on it."""

    ground: QColor
    lines: str = ""
    ink: QColor | None = None


def state_pattern(state: IndicatorState, look: Look) -> Pattern:
    """Give the pattern of a state: the graver the denser, unknown grey hatched."""
    fill = look.theme.risk_state(state.value)
    if fill is None:
        return _unknown(look)
    lines = {
        IndicatorState.ACUTE: "crossed",
        IndicatorState.PRESENT: "falling",
        IndicatorState.EMERGING: "dots",
        IndicatorState.ABSENT: "",
    }[state]
    return Pattern(_through(fill), lines, darker(fill, LINE_DARKER))


def severity_pattern(severity: float | None, look: Look) -> Pattern:
    """Give the pattern of an INFORM severity from 0 to 5, in its five classes."""
    if severity is None:
        return _unknown(look)
    number = severity_class(severity)
    fill = look.theme.step((number + 0.5) / (SEVERITY_CLASSES + 1))
    lines = ("", "", "dots", "falling", "crossed")[number - 1]
    ink = look.colour("surface") if number > 3 and not look.theme.is_dark else None
    return Pattern(fill, lines, ink or darker(fill, LINE_DARKER))


def _unknown(look: Look) -> Pattern:
    lines = QColor(look.colour("control"))
    lines.setAlphaF(UNKNOWN_ALPHA)
    return Pattern(look.colour("unknown_tint"), "rising", lines)


def key_of(words: Wording, look: Look, *, is_by_severity: bool) -> list[tuple[str, Pattern]]:
    """Name each pattern, gravest first, unknown last."""
    if is_by_severity:
        return [
            *(
                (words.say(f"watch.map.severity.{n}"), severity_pattern(n - 0.5, look))
                for n in range(SEVERITY_CLASSES, 0, -1)
            ),
            (words.say("watch.map.legend.no_severity"), severity_pattern(None, look)),
        ]
    return [
        *(
            (words.say(f"word.IndicatorState.{state.value}"), state_pattern(state, look))
            for state in reversed(IndicatorState)
            if state is not IndicatorState.UNKNOWN
        ),
        (words.say("watch.map.legend.unknown"), state_pattern(IndicatorState.UNKNOWN, look)),
    ]


def severity_class(severity: float) -> int:
    """Give the class from 1 (very low) to 5 (very high), each one point wide."""
    return min(SEVERITY_CLASSES, max(1, math.floor(severity) + 1))


def paint_pattern(painter: QPainter, place: QRectF, pattern: Pattern, look: Look) -> None:
    """Draw a sample of a country on land."""
    painter.setPen(QPen(look.colour("map_border"), 1))
    painter.setBrush(look.colour("map_land"))
    painter.drawRect(place)
    painter.setBrush(pattern.ground)
    painter.drawRect(place)
    brush = brush_of(pattern, painter)
    if brush is not None:
        painter.setBrush(brush)
        painter.drawRect(place)


def brush_of(pattern: Pattern, painter: QPainter) -> QBrush | None:
    """Make a brush that stands still in device pixels, however the painter is scaled."""
    if not pattern.lines or pattern.ink is None:
        return None
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    brush = QBrush(_tile(pattern.lines, pattern.ink, ratio))
    inverse, _ = painter.worldTransform().inverted()
    brush.setTransform(QTransform.fromScale(1 / ratio, 1 / ratio) * inverse)
    return brush


def _tile(lines: str, ink: QColor, ratio: float) -> QPixmap:
    size = max(4, round(TILE_PX * ratio))
    tile = QPixmap(size, size)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, ratio))
    if lines == "dots":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        radius = 1.1 * ratio
        for x, y in ((0.25, 0.25), (0.75, 0.75)):
            painter.drawEllipse(QPointF(x * size, y * size), radius, radius)
    for shift in (-size, 0, size):
        if lines in ("rising", "crossed"):
            painter.drawLine(QLineF(shift - 1, size + 1, shift + size + 1, -1))
        if lines in ("falling", "crossed"):
            painter.drawLine(QLineF(shift - 1, -1, shift + size + 1, size + 1))
    painter.end()
    return tile


def _through(colour: QColor) -> QColor:
    seen = QColor(colour)
    seen.setAlphaF(FILL_ALPHA)
    return seen
