"""How a row of the watch list is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from crisisplanner.domain.risk import IndicatorState
from crisisplanner.services.watch.watch_view import WatchRow
from crisisplanner.ui.painting.marks import PillStyle, paint_pill, pill_width
from crisisplanner.ui.painting.risk import SQUARE_PX, paint_square
from crisisplanner.ui.tables.cells import PILLS
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.watch.map.phrases import MapPhrases
from crisisplanner.ui.watch.risk.factor_painting import TREND_LOOK

ACCENT_PX = 3
LEFT_PX = 16.0
RIGHT_PX = 12.0
TOP_PX = 10.0
NAME_PX = 20.0
LINE_PX = 16.0
PROFILE_PX = 18.0
PILLS_PX = 22.0
GAP_PX = 4.0
ICON_PX = 14.0
APART_PX = 12.0


@dataclass(frozen=True, slots=True)
class _Lines:
    name: tuple[str, ...]
    rated: tuple[str, ...]
    news: tuple[str, ...]


class WatchPainter:
    """Draw crises with the tokens in force."""

    def __init__(self, look: Look, phrases: MapPhrases) -> None:
        self._look, self._phrases = look, phrases

    def height(self, row: WatchRow, width: int) -> int:
        """Measure a row: names and news may take several lines."""
        lines = self._lines(row, width)
        trend_rows = self._state_rows(row, width)
        return round(
            TOP_PX
            + len(lines.name) * NAME_PX
            + PROFILE_PX
            + len(lines.rated) * LINE_PX
            + GAP_PX
            + trend_rows * PILLS_PX
            + GAP_PX
            + len(lines.news) * LINE_PX
            + TOP_PX
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, row: WatchRow) -> None:
        """Draw one row."""
        painter.save()
        look, rect = self._look, QRectF(option.rect)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = "selected" if is_selected else "hover" if is_hovered else "surface"
        painter.fillRect(rect, look.colour(ground))
        if is_selected:
            strip = QRectF(rect.left(), rect.top(), ACCENT_PX, rect.height())
            painter.fillRect(strip, look.colour("accent"))
        lines = self._lines(row, option.rect.width())
        left, width = rect.left() + LEFT_PX, rect.width() - LEFT_PX - RIGHT_PX
        y = rect.top() + TOP_PX
        y = self._write(painter, left, y, width, lines.name, "body_medium", "text", NAME_PX)
        self._paint_profile(painter, left, y, width, row)
        y += PROFILE_PX
        y = self._write(painter, left, y, width, lines.rated, "small", "text_2", LINE_PX) + GAP_PX
        y = self._paint_states(painter, left, y, width, row) + GAP_PX
        is_new = row.news.is_any
        role, tone = ("small_medium", "accent") if is_new else ("small", "text_3")
        self._write(painter, left, y, width, lines.news, role, tone, LINE_PX)
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, look.colour("line"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            inset = look.theme.focus_width / 2 + 1
            painter.setPen(QPen(look.colour("focus"), look.theme.focus_width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), 4, 4)
        painter.restore()

    def _lines(self, row: WatchRow, width: int) -> _Lines:
        room = width - LEFT_PX - RIGHT_PX
        look, phrases = self._look, self._phrases
        return _Lines(
            _broken(row.standing.crisis.name, look.font("body_medium"), room),
            _broken(phrases.rated(row), look.font("small"), room),
            _broken(phrases.news(row), look.font("small_medium"), room),
        )

    def _write(
        self,
        painter: QPainter,
        left: float,
        top: float,
        width: float,
        lines: tuple[str, ...],
        role: str,
        tone: str,
        line_px: float,
    ) -> float:
        painter.setFont(self._look.font(role))
        painter.setPen(self._look.colour(tone))
        for line in lines:
            place = QRectF(left, top, width + 4, line_px)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, line)
            top += line_px
        return top

    def _paint_profile(
        self, painter: QPainter, left: float, top: float, width: float, row: WatchRow
    ) -> None:
        """Draw a square for each state with how many indicators are in it; never a total."""
        look = self._look
        painter.setFont(look.font("micro_bold"))
        metrics = QFontMetricsF(painter.font())
        x = left
        for state, text in self._counted(row, metrics, width):
            place = QRectF(x, top + (PROFILE_PX - SQUARE_PX) / 2, SQUARE_PX, SQUARE_PX)
            paint_square(painter, place, state.value, look)
            room = metrics.horizontalAdvance(text)
            painter.setPen(look.colour("text_2"))
            words = QRectF(place.right() + GAP_PX, top, room + 2, PROFILE_PX)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
            x = words.right() + APART_PX - 2

    def _counted(
        self, row: WatchRow, metrics: QFontMetricsF, width: float
    ) -> list[tuple[IndicatorState, str]]:
        """Say how many indicators are in each state, with the state's name where there is room."""
        counts = [(state, n) for state, n in row.standing.profile.counts.items() if n]
        for say in (self._phrases.in_state, self._phrases.count):
            found = [(state, say(state, n)) for state, n in counts]
            taken = sum(
                metrics.horizontalAdvance(text) + SQUARE_PX + GAP_PX + APART_PX for _, text in found
            )
            if taken <= width + APART_PX:
                break
        return found

    def _states(self, row: WatchRow) -> list[tuple[str, PillStyle | None, str, str]]:
        """List status, trend, severity and firings: text, pill, icon, tone."""
        status = row.standing.crisis.status
        style = PILLS["CrisisStatus"].get(status.value)
        found: list[tuple[str, PillStyle | None, str, str]] = [
            (self._phrases.status(row), style or PillStyle("text_2"), "", "")
        ]
        if row.standing.firings:
            text = self._phrases.words.say("watch.list.fired", n=len(row.standing.firings))
            found.append((text, PillStyle("warning", "bolt"), "", ""))
        trend = row.standing.trend
        icon, tone = TREND_LOOK[trend] if trend is not None else ("", "text_3")
        found.append((self._phrases.trend(row), None, icon, tone))
        severity = self._phrases.severity(row)
        if severity:
            found.append((severity, None, "", "text_2"))
        return found

    def _width(self, state: tuple[str, PillStyle | None, str, str]) -> float:
        text, style, icon, _ = state
        if style is not None:
            return pill_width(text, style, self._look)
        width = QFontMetricsF(self._look.font("small")).horizontalAdvance(text)
        return width + (ICON_PX + GAP_PX if icon else 0)

    def _state_rows(self, row: WatchRow, width: int) -> int:
        room, x, rows = width - LEFT_PX - RIGHT_PX, 0.0, 1
        for state in self._states(row):
            needed = self._width(state)
            if x and x + needed > room:
                rows, x = rows + 1, 0.0
            x += needed + APART_PX
        return rows

    def _paint_states(
        self, painter: QPainter, left: float, top: float, width: float, row: WatchRow
    ) -> float:
        look, x = self._look, left
        for state in self._states(row):
            text, style, icon, tone = state
            needed = self._width(state)
            if x > left and x + needed > left + width:
                x, top = left, top + PILLS_PX
            if style is not None:
                paint_pill(painter, x, top + PILLS_PX / 2, text, style, look)
            else:
                start = x
                if icon:
                    mark = QRectF(x, top + (PILLS_PX - ICON_PX) / 2, ICON_PX, ICON_PX)
                    look.icons.paint(painter, mark, icon, look.colour(tone))
                    start += ICON_PX + GAP_PX
                painter.setFont(look.font("small"))
                painter.setPen(look.colour(tone))
                place = QRectF(start, top, needed + 2, PILLS_PX)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
            x += needed + APART_PX
        return top + PILLS_PX


def _broken(text: str, font: QFont, room: float) -> tuple[str, ...]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        start = line.textStart()
        lines.append(text[start : start + line.textLength()].strip())
    layout.endLayout()
    return tuple(lines)
