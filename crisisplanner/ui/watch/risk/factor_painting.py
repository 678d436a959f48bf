"""How a row of the factor list is drawn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.risk import Trend
from crisisplanner.services.risk_view import RiskView, SeenFactor
from crisisplanner.ui.painting.risk import SQUARE_PX, paint_shape, paint_square
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.watch.risk.columns import (
    LINE_PX,
    NUMBER_PX,
    PITCH_PX,
    STRIP_PX,
    TREND_PX,
    Columns,
    columns_of,
)
from crisisplanner.wording.catalogue import Wording

ACCENT_PX = 3
LEAST_ROW_PX = 38
PADDING_PX = 10
TICK_PX = 4
STEPS = 3
TREND_LOOK = {
    Trend.WORSE: ("arrow-up-right", "open"),
    Trend.STEADY: ("arrow-right", "text_2"),
    Trend.BETTER: ("arrow-down-right", "covered"),
}
SMALL_ICON_PX = 14


class FactorPainter:
    """Draw factors with the tokens in force."""

    def __init__(self, look: Look, words: Wording) -> None:
        self._look = look
        self._words = words

    def height(self, seen: SeenFactor, width: int) -> int:
        """Measure a row: its title and its squares may take several lines."""
        columns = columns_of(width)
        title = len(self._title_lines(seen, columns)) * LINE_PX
        squares = columns.n_rows(len(seen.indicators)) * PITCH_PX
        return max(LEAST_ROW_PX, max(title, squares) + PADDING_PX)

    def square_place(self, rect: QRect, columns: Columns, number: int, n_squares: int) -> QRectF:
        """Give where a square stands in a row."""
        line, place = divmod(number, columns.squares_in_row)
        top = rect.center().y() + 1 - columns.n_rows(n_squares) * PITCH_PX / 2
        left = rect.left() + columns.squares_left + place * PITCH_PX
        return QRectF(left, round(top + line * PITCH_PX) + 1, SQUARE_PX, SQUARE_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        seen: SeenFactor,
        view: RiskView,
        current: EntityId,
    ) -> None:
        """Draw one row."""
        painter.save()
        look, rect = self._look, QRectF(option.rect)
        columns = columns_of(option.rect.width())
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = "selected" if is_selected else "hover" if is_hovered else "surface"
        painter.fillRect(rect, look.colour(ground))
        if is_selected:
            painter.fillRect(
                QRectF(rect.left(), rect.top(), ACCENT_PX, rect.height()), look.colour("accent")
            )
        self._paint_title(painter, rect, columns, seen)
        ordered = seen.gravest_first()
        for number, one in enumerate(ordered):
            place = self.square_place(option.rect, columns, number, len(ordered))
            is_current = is_selected and one.indicator.id == current
            paint_square(painter, place, one.state.value, look, is_current=is_current)
        if columns.strip_left is not None:
            self._paint_strip(painter, rect, columns.strip_left, seen)
        self._paint_trend(painter, rect, columns, seen)
        line = "line_strong" if _ends_group(seen, view) else "line"
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.colour(line))
        if option.state & QStyle.StateFlag.State_HasFocus:
            width = look.theme.focus_width
            painter.setPen(QPen(look.colour("focus"), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = width / 2 + 1
            painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), 4, 4)
        painter.restore()

    def _paint_title(
        self, painter: QPainter, rect: QRectF, columns: Columns, seen: SeenFactor
    ) -> None:
        look = self._look
        painter.setFont(look.font("small_medium"))
        painter.setPen(look.colour("text_2"))
        number = QRectF(rect.left(), rect.top(), NUMBER_PX - 10, rect.height())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(number, align, self._words.formats.number(seen.factor.number))
        lines = self._title_lines(seen, columns)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("text"))
        top = rect.center().y() - len(lines) * LINE_PX / 2
        for line in lines:
            place = QRectF(rect.left() + NUMBER_PX, top, columns.title_px + 4, LINE_PX)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, line)
            top += LINE_PX

    def _title_lines(self, seen: SeenFactor, columns: Columns) -> list[str]:
        layout = QTextLayout(seen.factor.title, self._look.font("small"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        lines = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(columns.title_px)
            start = line.textStart()
            lines.append(seen.factor.title[start : start + line.textLength()].strip())
        layout.endLayout()
        return lines

    def _paint_strip(
        self, painter: QPainter, rect: QRectF, strip_left: int, seen: SeenFactor
    ) -> None:
        look, middle = self._look, round(rect.center().y()) + 0.5
        left = rect.left() + strip_left + 8
        per_step = (STRIP_PX - 16) / STEPS
        positions = [(n, p) for n, p in enumerate(seen.agreement.positions) if p is not None]
        if not positions:
            painter.setFont(look.font("micro"))
            painter.setPen(look.colour("text_3"))
            place = QRectF(left - 8, rect.top(), STRIP_PX, rect.height())
            painter.drawText(
                place, Qt.AlignmentFlag.AlignCenter, self._words.say("risk.not_rated_yet")
            )
            return
        painter.setPen(QPen(look.colour("line_strong"), 1))
        painter.drawLine(QPointF(left, middle), QPointF(left + STEPS * per_step, middle))
        for step in range(STEPS + 1):
            x = round(left + step * per_step) + 0.5
            painter.drawLine(QPointF(x, middle - TICK_PX), QPointF(x, middle + TICK_PX))
        first, last = min(p for _, p in positions), max(p for _, p in positions)
        if last > first:
            tone = "warning_fill" if seen.agreement.is_far_apart else "line_strong"
            bar = QRectF(left + first * per_step, middle - 3, (last - first) * per_step, 6)
            painter.fillRect(bar, look.colour(tone))
        for number, position in positions:
            paint_shape(painter, QPointF(left + position * per_step, middle), number, look)
        if seen.agreement.is_far_apart:
            icon = QRectF(rect.left() + strip_left + STRIP_PX + 4, round(middle) - 8, 16, 16)
            look.icons.paint(painter, icon, "arrows-diff", look.colour("warning"))

    def _paint_trend(
        self, painter: QPainter, rect: QRectF, columns: Columns, seen: SeenFactor
    ) -> None:
        look, words = self._look, self._words
        left = rect.left() + columns.trend_left
        place = QRectF(left, rect.top(), TREND_PX, rect.height())
        painter.setFont(look.font("micro_bold" if seen.trend else "micro"))
        align = Qt.AlignmentFlag.AlignVCenter
        if seen.trend is None:
            painter.setPen(look.colour("text_3"))
            painter.drawText(place, align, words.say("risk.trend_unknown"))
            return
        icon, tone = TREND_LOOK[seen.trend]
        top = round(rect.center().y() - SMALL_ICON_PX / 2)
        mark = QRectF(round(left), top, SMALL_ICON_PX, SMALL_ICON_PX)
        look.icons.paint(painter, mark, icon, look.colour(tone))
        painter.setPen(look.colour(tone))
        words_left = place.adjusted(SMALL_ICON_PX + 4, 0, 0, 0)
        painter.drawText(words_left, align, words.say(f"word.Trend.{seen.trend.value}"))


def _ends_group(seen: SeenFactor, view: RiskView) -> bool:
    after = [f for f in view.factors if f.factor.number == seen.factor.number + 1]
    return bool(after) and after[0].factor.group != seen.factor.group
