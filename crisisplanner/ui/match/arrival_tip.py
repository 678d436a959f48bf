"""The tooltip of a bar: how its arrival comes about, part by part, and which part dominates."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from crisisplanner.services.matching.match_view import ArrivalStretch, ArrivalView
from crisisplanner.ui.match.blocked_painting import part_grey
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.theme.theme import Theme

PAD_PX = 14
WIDTH_PX = 380
BAR_PX = 12
LINE_PX = 19
GAP_PX = 8
POINTER_PX = 14


@dataclass(frozen=True, slots=True)
class TipContent:
    """What a tip says: a fact, an arrival or lines, a sentence."""

    fact: str
    arrival: ArrivalView | None = None
    lines: tuple[str, ...] = ()
    sentence: str = ""
    is_refusal: bool = False


class ArrivalTip(QWidget):
    """Draw the tip over the page, dark in the light theme and light in the dark one."""

    def __init__(self, look: Look, phrases: Phrases, page: QWidget) -> None:
        super().__init__(page)
        self._look, self._phrases = look, phrases
        self._content = TipContent("")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def content(self) -> TipContent:
        """Give what is said."""
        return self._content

    def say(self, content: TipContent, near: QPoint) -> None:
        """Show a tip near a place of the page, inside the page."""
        self._content = content
        self.setAccessibleName(content.fact)
        self.setAccessibleDescription(content.sentence)
        self.resize(self.sizeHint())
        page = self.parentWidget()
        if page is not None:
            x = min(near.x() + POINTER_PX, page.width() - self.width() - 8)
            y = near.y() + POINTER_PX
            if y + self.height() > page.height() - 8:
                y = near.y() - POINTER_PX - self.height()
            self.move(max(8, x), max(8, y))
        self.show()
        self.raise_()
        self.update()

    def sizeHint(self) -> QSize:
        look, content = self._look, self._content
        fact = QFontMetricsF(look.font("small_bold")).horizontalAdvance(content.fact)
        sentence = QFontMetricsF(look.font("small")).horizontalAdvance(content.sentence)
        has_bar = content.arrival is not None and bool(self._stretches())
        wanted = max(fact, sentence, *(self._width(line) for line in content.lines), 80.0)
        width = WIDTH_PX if has_bar else min(WIDTH_PX, round(wanted) + 2 * PAD_PX + 2)
        inner = width - 2 * PAD_PX
        height = PAD_PX + self._height(content.fact, "small_bold", inner)
        if has_bar:
            height += GAP_PX + BAR_PX + GAP_PX + LINE_PX * len(self._stretches())
        height += LINE_PX * len(content.lines)
        if content.sentence:
            height += GAP_PX + self._height(content.sentence, "small_bold", inner)
        return QSize(width, round(height) + PAD_PX)

    def _width(self, text: str) -> float:
        return QFontMetricsF(self._look.font("small")).horizontalAdvance(text)

    def _height(self, text: str, role: str, width: float) -> float:
        metrics = QFontMetricsF(self._look.font(role))
        flags = int(Qt.TextFlag.TextWordWrap)
        return max(16.0, metrics.boundingRect(QRectF(0, 0, width, 900), flags, text).height())

    def _stretches(self) -> tuple[ArrivalStretch, ...]:
        arrival = self._content.arrival
        return () if arrival is None else tuple(s for s in arrival.stretches if s.days > 0.01)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, content = self._look, self._content
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("tooltip"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        inner = QRectF(self.rect()).adjusted(PAD_PX, PAD_PX, -PAD_PX, -PAD_PX)
        ink = look.colour("tooltip_text")
        y = self._paint_text(painter, inner, inner.top(), content.fact, "small_bold", ink)
        if self._stretches():
            y = self._paint_arrival(painter, inner, y + GAP_PX)
        painter.setFont(look.font("small"))
        painter.setPen(ink)
        for line in content.lines:
            place = QRectF(inner.left(), y, inner.width(), LINE_PX)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, line)
            y += LINE_PX
        if content.sentence:
            self._paint_text(painter, inner, y + GAP_PX, content.sentence, "small_bold", ink)

    def _paint_text(
        self, painter: QPainter, inner: QRectF, y: float, text: str, role: str, ink: QColor
    ) -> float:
        height = self._height(text, role, inner.width())
        painter.setFont(self._look.font(role))
        painter.setPen(ink)
        flags = int(Qt.TextFlag.TextWordWrap)
        painter.drawText(QRectF(inner.left(), y, inner.width(), height + 4), flags, text)
        return y + height

    def _paint_arrival(self, painter: QPainter, inner: QRectF, y: float) -> float:
        stretches = self._stretches()
        total = sum(stretch.days for stretch in stretches)
        x = inner.left()
        for stretch in stretches:
            width = inner.width() * stretch.days / total
            place = QRectF(x, y, max(1.0, width - 1), BAR_PX)
            painter.fillRect(place, self._colour(stretch))
            x += width
        y += BAR_PX + GAP_PX
        align = Qt.AlignmentFlag.AlignVCenter
        for stretch in stretches:
            line = QRectF(inner.left(), y, inner.width(), LINE_PX)
            swatch = QRectF(line.left(), round(line.center().y() - 4), 8, 8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour(stretch))
            painter.drawRoundedRect(swatch, 2, 2)
            painter.setFont(self._look.font("small"))
            painter.setPen(self._look.colour("tooltip_text"))
            days = self._phrases.days(stretch.days)
            painter.drawText(line, align | Qt.AlignmentFlag.AlignRight, days)
            room = line.adjusted(16, 0, -self._width(days) - 8, 0)
            name = QFontMetricsF(painter.font()).elidedText(
                self._phrases.stretch_name(stretch), Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, align | Qt.AlignmentFlag.AlignLeft, name)
            y += LINE_PX
        return y

    def _colour(self, stretch: ArrivalStretch) -> QColor:
        """Give the dominant part the other theme's accent, so that it stands out on the tip."""
        arrival = self._content.arrival
        theme = self._look.theme
        if arrival is not None and stretch.part is arrival.dominant:
            return Theme(theme.tokens, is_dark=not theme.is_dark).colour("accent")
        return theme.arrival_part(part_grey(stretch.part))
