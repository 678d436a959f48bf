"""The row below the chart: what the marks mean, and the zoom buttons."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from crisisplanner.domain.coverage_status import COVERED_FROM
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import row
from crisisplanner.ui.widgets.text import Text

HEIGHT_PX = 28
MARK_PX = 22
MARK_HEIGHT_PX = 12
GAP_PX = 18
KEYS = ("allocation", "locked", "open", "blocked", "arrival")
GREYS = ("decision", "notice", "transit", "setup")


class LegendKeys(QWidget):
    """Draw the keys that fit, from the end."""

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self._look = look
        self._texts = {key: phrases.code(f"legend.{key}") for key in KEYS}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(phrases.code("legend"))
        self.setAccessibleDescription(phrases.code("comma").join(self._texts.values()))
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT_PX - 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT_PX - 1)

    def _mark_px(self, key: str) -> int:
        return {"arrival": 46, "locked": 14}.get(key, MARK_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._look.font("micro")
        metrics = QFontMetricsF(font)
        widths = {
            key: self._mark_px(key) + 6 + metrics.horizontalAdvance(text) + GAP_PX
            for key, text in self._texts.items()
        }
        shown = list(KEYS)
        while shown and sum(widths[key] for key in shown) > self.width():
            shown.pop()
        x = self.width() - sum(widths[key] for key in shown)
        for key in shown:
            mark = QRectF(
                x, (self.height() - MARK_HEIGHT_PX) / 2, self._mark_px(key), MARK_HEIGHT_PX
            )
            self._paint_mark(painter, key, mark)
            painter.setFont(font)
            painter.setPen(self._look.colour("text_2"))
            place = QRectF(mark.right() + 6, 0, widths[key], self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._texts[key])
            x += widths[key]

    def _paint_mark(self, painter: QPainter, key: str, mark: QRectF) -> None:
        look = self._look
        painter.setPen(Qt.PenStyle.NoPen)
        if key == "allocation":
            painter.setBrush(look.theme.partner(1).fill)
            painter.drawRoundedRect(mark, 3, 3)
        elif key == "locked":
            place = QRectF(mark.left(), mark.top() - 1, 14, 14)
            look.icons.paint(painter, place, "lock", look.colour("text_2"))
        elif key == "open":
            painter.setBrush(look.colour("open_tint"))
            painter.drawRoundedRect(mark, 3, 3)
            anchor = QPointF(mark.left(), mark.bottom())
            paint_hatch(painter, mark, look.colour("open_hatch"), radius=3, anchor=anchor)
        elif key == "blocked":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("control"), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(mark.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        else:
            width = mark.width() / len(GREYS)
            for number, part in enumerate(GREYS):
                place = QRectF(mark.left() + number * width, mark.top() + 2, width - 1, 8)
                painter.fillRect(place, look.theme.arrival_part(part))


class LegendRow(QFrame):
    """Explain the chart and zoom it."""

    zoom_asked = Signal(str)

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self.setProperty("bar", "top")
        self.setFixedHeight(HEIGHT_PX + 1)
        layout = row(self, gap=0)
        layout.setContentsMargins(16, 0, 8, 0)
        height_hint = Text(look, phrases.code("legend.height"), "micro", "text_2")
        layout.addWidget(height_hint)
        layout.addSpacing(GAP_PX)
        covered = phrases.code("legend.covered", share=math.ceil(COVERED_FROM * 100) / 100)
        layout.addWidget(Text(look, covered, "micro", "text_2"))
        layout.addSpacing(GAP_PX)
        layout.addWidget(LegendKeys(look, phrases), 1)
        for icon, asked in (
            ("zoom-out", "zoom_out"),
            ("zoom-in", "zoom_in"),
            ("maximize", "zoom_all"),
        ):
            button = Button(look, icon=icon, name=phrases.code(asked), small=True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(_Asked(self, asked))
            layout.addWidget(button)


class _Asked:
    """Ask for one kind of zoom."""

    def __init__(self, legend: LegendRow, asked: str) -> None:
        self._legend = legend
        self._asked = asked

    def __call__(self, *_: object) -> None:
        self._legend.zoom_asked.emit(self._asked)
