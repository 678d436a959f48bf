"""Paint a need's lane: what is asked for, what covers it, what is missing or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from crisisplanner.services.matching.match_view import AllocationView, NeedView
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.match.stacking import TOLERANCE, Stacked
from crisisplanner.ui.match.time_scale import TimeScale
from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.theme.theme import PartnerColour, darker

LABEL_FROM_PX = 10
LABEL_LEAST_WIDTH_PX = 26
LABEL_WIDTH_PX = 64
PATTERN_DARKER = 0.4
BAR_EDGE_DARKER = 0.28
ICON_PX = 13
TEXT_PAD_PX = 6
LETTER_ROOM_PX = 4
SURPLUS_PX = 3
UNCREDITED_OPACITY = 0.75


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A part of an allocation where it was drawn."""

    stacked: Stacked
    rect: QRectF

    @property
    def allocation(self) -> AllocationView:
        """Give what the bar shows."""
        return self.stacked.allocation


def lane_rect(need: NeedView, scale: TimeScale, top: float, height: float) -> QRectF:
    """Give the lane of a need from its first to its last day."""
    left, right = scale.x(need.from_day), scale.x(need.to_day)
    return QRectF(left, top, max(2.0, right - left), height)


def bars_of(stacked: Sequence[Stacked], lane: QRectF, scale: TimeScale) -> tuple[DrawnBar, ...]:
    """Place the bars of a need's stacked allocations in its lane."""
    bars = []
    for one in stacked:
        top = _height(one.top, lane)
        bottom = _height(one.bottom, lane)
        left, right = scale.x(one.from_day), scale.x(one.to_day)
        rect = QRectF(left, top, max(2.0, right - left), max(2.0, bottom - top))
        bars.append(DrawnBar(one, rect))
    return tuple(bars)


def _height(share: float, lane: QRectF) -> int:
    """Give the y of a share; what is more than is needed is a strip over the lane."""
    y = round(lane.bottom() - min(share, 1.0) * lane.height())
    return y - SURPLUS_PX if share > 1.0 + TOLERANCE else y


class LanePainter:
    """Paint lanes with one look and one wording."""

    def __init__(self, look: Look, phrases: Phrases) -> None:
        self._look = look
        self._phrases = phrases

    def paint(
        self,
        painter: QPainter,
        need: NeedView,
        lane: QRectF,
        bars: Sequence[DrawnBar],
        scale: TimeScale,
    ) -> None:
        """Paint one lane with its bars."""
        painter.save()
        painter.setClipRect(QRectF(0, lane.top() - 4, scale.width_px, lane.height() + 6))
        self._paint_ground(painter, need, lane)
        for bar in bars:
            self._paint_bar(painter, bar)
        self._paint_uncredited(painter, need, lane, scale)
        self._paint_labels(painter, bars, scale)
        self._paint_note(painter, need, lane, bars, scale)
        painter.restore()

    def _paint_ground(self, painter: QPainter, need: NeedView, lane: QRectF) -> None:
        is_known = need.coverage is not None
        tint = "open_tint" if is_known else "unknown_tint"
        ink = self._look.colour("open_hatch" if is_known else "control")
        is_open = not need.allocations
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour(tint))
        painter.drawRoundedRect(lane, 3, 3)
        anchor = QPointF(lane.left(), lane.bottom())
        paint_hatch(painter, lane, ink, radius=3, step_px=6, anchor=anchor)
        edge = QPen(ink, 1)
        if not is_open:
            faint = self._look.colour("open_hatch" if is_known else "control")
            faint.setAlphaF(0.45)
            edge = QPen(faint, 1)
        painter.setPen(edge)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(lane.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def _paint_bar(self, painter: QPainter, bar: DrawnBar) -> None:
        colour = self._look.theme.partner(bar.allocation.partner.colour)
        if bar.allocation.is_wish:
            self._paint_wish(painter, bar.rect, colour)
            return
        rect = bar.rect
        radius = min(3.0, rect.height() / 2)
        if rect.height() < 5 or rect.width() < 12:
            painter.fillRect(rect, colour.fill)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour.fill)
        painter.drawRoundedRect(rect, radius, radius)
        if colour.hatch:
            ink = darker(colour.fill, PATTERN_DARKER)
            anchor = QPointF(rect.left(), rect.bottom())
            paint_hatch(
                painter,
                rect,
                ink,
                radius=radius,
                step_px=4,
                anchor=anchor,
                directions=colour.hatch,
            )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour.edge or darker(colour.fill, BAR_EDGE_DARKER), 1))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _paint_wish(self, painter: QPainter, rect: QRectF, colour: PartnerColour) -> None:
        painter.setBrush(self._look.colour("surface"))
        pen = QPen(darker(colour.fill, BAR_EDGE_DARKER), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 3, 3)

    def _paint_uncredited(
        self, painter: QPainter, need: NeedView, lane: QRectF, scale: TimeScale
    ) -> None:
        """Hatch over the days on which something is there and nothing counts."""
        for step in need.steps:
            if step.level > 0 and step.credit <= 0:
                left, right = scale.x(step.from_day), scale.x(step.to_day)
                place = QRectF(left, lane.top(), right - left, lane.height())
                painter.setOpacity(UNCREDITED_OPACITY)
                anchor = QPointF(lane.left(), lane.bottom())
                ink = self._look.colour("open_hatch")
                paint_hatch(painter, place, ink, step_px=6, line_px=1.5, anchor=anchor)
                painter.setOpacity(1.0)

    def _paint_labels(self, painter: QPainter, bars: Sequence[DrawnBar], scale: TimeScale) -> None:
        thin = [bar for bar in bars if not self._has_room(bar)]
        tall = [bar for bar in bars if self._has_room(bar)]
        named: dict[str, DrawnBar] = {}
        for bar in sorted(tall, key=_size, reverse=True):
            named.setdefault(bar.allocation.id, bar)
        thin = [bar for bar in thin if bar.allocation.id not in named]
        for place, bar in enumerate(named.values()):
            beside = self._phrases.with_others(thin, is_largest=place == 0)
            self._paint_label(painter, bar, scale, beside)

    def _has_room(self, bar: DrawnBar) -> bool:
        """Tell whether a bar takes its name, at least in good part."""
        if bar.rect.height() < LABEL_FROM_PX:
            return False
        label = self._phrases.bar_label(bar.allocation)
        needed = QFontMetricsF(self._look.font("bar_small")).horizontalAdvance(label)
        return bar.rect.width() >= min(needed + 2 * TEXT_PAD_PX, LABEL_WIDTH_PX)

    def _paint_label(
        self,
        painter: QPainter,
        bar: DrawnBar,
        scale: TimeScale,
        beside: str,
    ) -> None:
        look, rect = self._look, bar.rect
        shown = rect.intersected(QRectF(0, rect.top(), scale.width_px, rect.height()))
        if shown.width() < LABEL_LEAST_WIDTH_PX:
            return
        colour = look.theme.partner(bar.allocation.partner.colour)
        ink = look.colour("text") if bar.allocation.is_wish else colour.ink
        font = look.font("bar" if rect.height() >= 15 else "bar_small")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        inner = shown.adjusted(TEXT_PAD_PX, 0, -TEXT_PAD_PX, 0)
        label = self._phrases.bar_label(bar.allocation)
        icon_px = min(ICON_PX, int(rect.height()))
        has_lock = bar.allocation.is_locked and inner.width() > 2 * ICON_PX
        width = min(inner.width(), metrics.horizontalAdvance(label) + (ICON_PX + 4) * has_lock)
        if colour.hatch and not bar.allocation.is_wish:
            pad = QRectF(shown.left() + 2, rect.top() + 1, width + 8, rect.height() - 2)
            painter.fillRect(pad, colour.fill)
        if has_lock:
            place = QRectF(inner.left(), round(rect.center().y() - icon_px / 2), icon_px, icon_px)
            look.icons.paint(painter, place, "lock", ink)
            inner.setLeft(inner.left() + ICON_PX + 4)
        painter.setPen(ink)
        # Low bars are lower than a line of text, whose letters still fit.
        inner.adjust(0, -LETTER_ROOM_PX, 0, LETTER_ROOM_PX)
        align = Qt.AlignmentFlag.AlignVCenter
        cut = metrics.elidedText(label, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, align | Qt.AlignmentFlag.AlignLeft, cut)
        used = metrics.horizontalAdvance(cut) + 16
        small = look.font("bar_small")
        if beside and QFontMetricsF(small).horizontalAdvance(beside) + used <= inner.width():
            painter.setFont(small)
            painter.drawText(inner, align | Qt.AlignmentFlag.AlignRight, beside)

    def _paint_note(
        self,
        painter: QPainter,
        need: NeedView,
        lane: QRectF,
        bars: Sequence[DrawnBar],
        scale: TimeScale,
    ) -> None:
        """Say in the open part what is the matter, where there is room for it."""
        if need.note is None:
            return
        font = self._look.font("bar_small")
        text = self._phrases.say(need.note)
        width = QFontMetricsF(font).horizontalAdvance(text) + 12
        left = max(lane.left(), 0.0) + 9
        tops = [bar.rect.top() for bar in bars if bar.rect.left() < left + width]
        ceiling = min(tops, default=lane.bottom())
        free = QRectF(left, lane.top(), width, ceiling - lane.top())
        if free.height() < 14 or left + width > min(lane.right(), scale.width_px):
            return
        box = QRectF(left, round(free.center().y() - 8), width, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("surface"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(font)
        painter.setPen(self._look.colour("open"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _size(bar: DrawnBar) -> float:
    return bar.rect.height() * bar.rect.width()
