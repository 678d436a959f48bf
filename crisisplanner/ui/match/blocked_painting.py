"""Paint blocked offers: the arrival in greys, then a dashed outline with the cause."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from crisisplanner.domain.problem import ArrivalPart
from crisisplanner.services.matching.match_view import ArrivalView, BlockedOffer, NeedView
from crisisplanner.ui.match.causes import cause_icon
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.match.time_scale import TimeScale
from crisisplanner.ui.theme.look import Look

BAR_PX = 8
BOX_PX = 16
EDGE_PX = 4
LEAST_BOX_PX = 150
END_PX = 6
WORDS_LEFT_PX = EDGE_PX + 30

GREY_OF: dict[ArrivalPart, str] = {
    ArrivalPart.AVAILABLE: "decision",
    ArrivalPart.CONDITION: "setup",
}
"""Parts that the tokens give no grey of their own."""


def part_grey(part: ArrivalPart) -> str:
    """Give the token of a part's grey."""
    return GREY_OF.get(part, part.value)


def paint_arrival(
    painter: QPainter, arrival: ArrivalView, scale: TimeScale, middle: float, look: Look
) -> None:
    """Paint an arrival's stretches on the time scale, dark to light."""
    for stretch in arrival.stretches:
        left, right = scale.x(stretch.from_day), scale.x(stretch.to_day)
        if right - left < 0.5:
            continue
        place = QRectF(left, round(middle - BAR_PX / 2), max(1.0, right - left - 1), BAR_PX)
        painter.fillRect(place, look.theme.arrival_part(part_grey(stretch.part)))


def blocked_rect(
    need: NeedView, blocked: BlockedOffer, scale: TimeScale, top: float, words_px: float
) -> QRectF:
    """Give the outline of a blocked offer: from its first usable day to the need's end.

    It goes on where its words need more room and the chart has it.
    """
    usable = need.from_day if blocked.usable_day is None else blocked.usable_day
    left, right = scale.x(usable), scale.x(need.to_day)
    left = min(left, scale.width_px - LEAST_BOX_PX)
    wanted = min(words_px, scale.width_px - left - END_PX)
    return QRectF(left, top, max(LEAST_BOX_PX, right - left, wanted), BOX_PX)


def words_width(blocked: BlockedOffer, look: Look, phrases: Phrases) -> float:
    """Measure what the outline of a blocked offer says."""
    text = blocked.partner.name + phrases.blocked_rest(blocked)
    return QFontMetricsF(look.font("bar")).horizontalAdvance(text) + WORDS_LEFT_PX


def paint_blocked(
    painter: QPainter,
    blocked: BlockedOffer,
    box: QRectF,
    scale: TimeScale,
    look: Look,
    phrases: Phrases,
) -> None:
    """Paint one blocked offer in its line."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(QRectF(0, box.top() - 2, scale.width_px, box.height() + 4))
    if blocked.arrival is not None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        paint_arrival(painter, blocked.arrival, scale, box.center().y(), look)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour("control"), 1, Qt.PenStyle.DashLine))
    painter.setBrush(look.colour("surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
    colour = look.theme.partner(blocked.partner.colour)
    painter.fillRect(QRectF(box.left(), box.top(), EDGE_PX, box.height()), colour.fill)
    icon = QRectF(round(box.left()) + EDGE_PX + 5, round(box.top()) + 1, 14, 14)
    look.icons.paint(painter, icon, cause_icon(blocked.cause), look.colour("open"))
    words = QRectF(box)
    words.setLeft(icon.right() + 4)
    words.setRight(max(box.right() - 4, words.left()))
    _paint_words(painter, words, blocked, look, phrases)
    painter.restore()


def _paint_words(
    painter: QPainter, words: QRectF, blocked: BlockedOffer, look: Look, phrases: Phrases
) -> None:
    font = look.font("bar")
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    name = blocked.partner.name
    painter.setPen(look.colour("text"))
    cut = metrics.elidedText(name, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, align, cut)
    words.setLeft(words.left() + metrics.horizontalAdvance(cut))
    painter.setPen(look.colour("text_2"))
    rest = metrics.elidedText(
        phrases.blocked_rest(blocked), Qt.TextElideMode.ElideRight, words.width()
    )
    painter.drawText(words, align, rest)
