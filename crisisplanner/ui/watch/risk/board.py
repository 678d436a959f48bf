"""The board of the risk page: head of the columns, factors, and the legend of assessors."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crisisplanner.domain.risk import IndicatorState
from crisisplanner.services.risk_view import RiskView
from crisisplanner.ui.painting.risk import N_SHAPES, SHAPE_PX, paint_shape
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.watch.risk.columns import NUMBER_PX, STRIP_PX, TREND_PX, columns_of
from crisisplanner.ui.watch.risk.factor_list import FactorList
from crisisplanner.ui.widgets.panels import Card, column
from crisisplanner.wording.catalogue import Wording

HEAD_PX = 32
LEGEND_PX = 20
SWATCH_PX = 16


class RiskBoard(QWidget):
    """Show the factors between their head and their legend."""

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self.factors = FactorList(look, words)
        self._head = ColumnHead(look, words, self.factors)
        self.legend = Legend(look, words)
        card = Card(padding=1)
        card.body.setSpacing(0)
        card.body.addWidget(self._head)
        card.body.addWidget(self.factors, 1)
        layout = column(self, gap=6)
        layout.addWidget(card, 1)
        layout.addWidget(self.legend)

    def show_view(self, view: RiskView) -> None:
        """Show a reading."""
        self.factors.model_of_factors.show(view)
        self.legend.show_view(view)


class ColumnHead(QWidget):
    """Name the columns over the list, at the same places."""

    def __init__(self, look: Look, words: Wording, factors: FactorList) -> None:
        super().__init__()
        self._look, self._words, self._factors = look, words, factors
        self.setFixedHeight(HEAD_PX)
        look.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, words = QPainter(self), self._look, self._words
        columns = columns_of(self._factors.viewport().width())
        painter.fillRect(QRectF(0, HEAD_PX - 1, self.width(), 1), look.colour("line_strong"))
        painter.setPen(look.colour("text_2"))
        painter.setFont(look.font("small_medium"))
        align = Qt.AlignmentFlag.AlignVCenter
        heads = [
            (NUMBER_PX, columns.title_px, "risk.factor"),
            (
                columns.squares_left,
                (columns.strip_left or columns.trend_left) - columns.squares_left,
                "risk.one_square_each" if columns.strip_left is not None else "risk.squares",
            ),
            (columns.trend_left, TREND_PX, "label.trend"),
        ]
        for left, width, code in heads:
            painter.drawText(QRectF(left, 0, width, HEAD_PX), align, words.say(code))
        if columns.strip_left is None:
            return
        painter.setFont(look.font("bar_small"))
        per_step = (STRIP_PX - 16) / 3
        for number, state in enumerate(tuple(IndicatorState)[1:]):
            middle = columns.strip_left + 8 + number * per_step
            place = QRectF(middle - 40, 0, 80, HEAD_PX)
            word = words.say(f"word.IndicatorState.{state.value}")
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, word)


class Legend(QWidget):
    """Say whose shape is whose; what does not fit into the line is said on hover."""

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._look, self._words = look, words
        self._names: tuple[str, ...] = ()
        self._is_apart = False
        self.setFixedHeight(LEGEND_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_view(self, view: RiskView) -> None:
        """Take the names of the assessors."""
        self._names = tuple(a.assessor for a in view.assessors)
        self._is_apart = any(f.agreement.is_far_apart for f in view.factors)
        said = self._words.formats.listed(self._names) if self._names else ""
        self.setToolTip(said)
        self.setAccessibleName(self._words.say("risk.assessors_are", names=said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, LEGEND_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), self._look
        font = look.font("small")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        x, middle = 4.0, LEGEND_PX / 2
        entries = [(n, name) for n, name in enumerate(self._names[:N_SHAPES])]
        apart = self._words.say("risk.over_one_step") if self._is_apart else ""
        for number, name in [*entries, *([(-1, apart)] if apart else [])]:
            width = SWATCH_PX + 6 + metrics.horizontalAdvance(name)
            if x + width > self.width():
                break
            if number < 0:
                bar = QRectF(x, middle - 3, SWATCH_PX - 2, 6)
                painter.fillRect(bar, look.colour("warning_fill"))
            else:
                paint_shape(painter, QPointF(x + SHAPE_PX / 2, middle), number, look)
            painter.setPen(look.colour("text_2"))
            place = QRectF(x + SWATCH_PX + 2, 0, width, LEGEND_PX)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)
            x += width + 18
        self._paint_groups(painter, x)

    def _paint_groups(self, painter: QPainter, taken: float) -> None:
        said = self._words.say("risk.groups")
        width = QFontMetricsF(painter.font()).horizontalAdvance(said)
        if taken + width + 8 <= self.width():
            painter.setPen(self._look.colour("text_3"))
            place = QRectF(0, 0, self.width() - 4, LEGEND_PX)
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(place, align, said)
