"""Aid against risk as rows: a country's risk, its donors, who works there, how far its plan is funded."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from crisisplanner.services.presence.aid import AidRow, RiskBasis, RiskLevel
from crisisplanner.ui.painting.coverage import paint_bar
from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.painting.marks import PillStyle, paint_not_known, paint_pill
from crisisplanner.ui.theme.focus_ring import OWN_RING
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.spoken import tell_current
from crisisplanner.wording.catalogue import Wording

HEAD_PX = 30.0
ROW_PX = 32.0
SIDE_PX = 24.0
RISK_PX, DONORS_PX, WORK_PX, FUNDED_PX = 190.0, 220.0, 130.0, 210.0
LEAST_NAME_PX, WIDEST_NAME_PX = 180.0, 360.0
BAR_PX = 8.0
RISK_LOOK = {
    RiskLevel.VERY_HIGH: PillStyle("open", "alert-triangle"),
    RiskLevel.HIGH: PillStyle("warning", "alert-triangle"),
    RiskLevel.MEDIUM: PillStyle("partly", "circle-dashed"),
    RiskLevel.LOW: PillStyle("covered", "check"),
    RiskLevel.UNKNOWN: PillStyle("text_2", "question-mark"),
}
COLUMNS = ("country", "risk", "donors", "organisations", "funded")


def risk_word(level: RiskLevel, words: Wording) -> str:
    """Name a level of risk."""
    return words.say(f"aid.risk.{level.name.lower()}")


def row_sentence(row: AidRow, words: Wording) -> str:
    """Say all that is known of a country."""
    risk = words.say("aid.risk_unknown")
    if row.risk.basis is RiskBasis.SEVERITY:
        risk = words.say(
            "aid.by_severity",
            risk=risk_word(row.risk.level, words),
            severity=row.risk.severity,
            as_of=row.risk.as_of,
        )
    elif row.risk.basis is RiskBasis.ASSESSMENT:
        risk = words.say("aid.by_assessment", risk=risk_word(row.risk.level, words))
    donors = words.say("aid.no_donor" if row.n_activities else "aid.nothing_recorded")
    if row.donors:
        donors = words.say("aid.donors", n=len(row.donors), names=row.donors)
    said = words.say("aid.row", country=row.name, risk=risk, donors=donors)
    said += " " + words.say("aid.organisations", n=row.n_organisations)
    if row.share_funded is not None:
        said += " " + words.say("aid.funded", share=row.share_funded, required=row.required)
    return said


class AidBoard(QWidget):
    """Draw the rows; arrows walk them, Enter or a double click opens the country."""

    opened = Signal(str)
    """Carries the country."""

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._look, self._words = look, words
        self.rows: Sequence[AidRow] = ()
        self.at = 0
        self._top = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_RING, "true")
        self.setAccessibleName(words.say("page.aid"))
        look.changed.connect(self.update)

    def show_rows(self, rows: Sequence[AidRow]) -> None:
        """Show other countries."""
        self.rows = rows
        self.at = min(self.at, max(0, len(rows) - 1))
        self.setMinimumHeight(round(HEAD_PX + ROW_PX * len(rows) + 8))
        self.setMinimumWidth(round(sum(self._widths(0)) + 2 * SIDE_PX))
        self._say()
        self.update()

    def show_from(self, y: int) -> None:
        """Keep the heads in sight where the rows are scrolled."""
        self._top = y
        self.update()

    def sentence(self, number: int) -> str:
        """Say all that is known of one row."""
        return row_sentence(self.rows[number], self._words) if self.rows else ""

    def row_rect(self, number: int) -> QRectF:
        """Give where a row stands."""
        return QRectF(0, HEAD_PX + number * ROW_PX, self.width(), ROW_PX)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and self.rows:
            self._go(min(max(0, self.at + step), len(self.rows) - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.rows:
            self.opened.emit(self.rows[self.at].country)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._row_at(event.position())
        if number is not None and event.button() is Qt.MouseButton.LeftButton:
            self._go(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._row_at(event.position())
        if number is not None and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(self.rows[number].country)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._row_at(QPointF(event.pos()))
            if number is not None:
                QToolTip.showText(event.globalPos(), self.sentence(number), self)
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        painter.fillRect(event.rect(), look.colour("surface"))
        first = max(0, int((event.rect().top() - HEAD_PX) // ROW_PX))
        last = min(len(self.rows), int((event.rect().bottom() - HEAD_PX) // ROW_PX) + 1)
        most = max([1, *(len(row.donors) for row in self.rows)])
        for number in range(first, last):
            self._paint_row(painter, number, most)
        if self.hasFocus() and self.rows:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRect(self.row_rect(self.at).adjusted(1, 1, -1, -1))
        self._paint_heads(painter)

    def _widths(self, width: float) -> tuple[float, ...]:
        """Give the columns' widths: names take what is left, and bars what names don't need."""
        fixed = RISK_PX + DONORS_PX + WORK_PX + FUNDED_PX
        left = max(LEAST_NAME_PX, width - 2 * SIDE_PX - fixed)
        spare = max(0.0, left - WIDEST_NAME_PX)
        return left - spare, RISK_PX, DONORS_PX + spare / 2, WORK_PX, FUNDED_PX + spare / 2

    def _places(self, top: float, height: float) -> list[QRectF]:
        x, places = SIDE_PX, []
        for width in self._widths(self.width()):
            places.append(QRectF(x, top, width - 16, height))
            x += width
        return places

    def _row_at(self, place: QPointF) -> int | None:
        if place.y() < HEAD_PX + self._top:
            return None
        number = int((place.y() - HEAD_PX) // ROW_PX)
        return number if 0 <= number < len(self.rows) else None

    def _go(self, number: int) -> None:
        self.at = number
        self._say()
        self.update()

    def _say(self) -> None:
        tell_current(self, self.sentence(self.at))

    def _paint_heads(self, painter: QPainter) -> None:
        look, top = self._look, float(self._top)
        ground = QRectF(0, top, self.width(), HEAD_PX)
        painter.fillRect(ground, look.colour("sunken"))
        painter.setFont(look.font("small_medium"))
        painter.setPen(look.colour("text_2"))
        for name, place in zip(COLUMNS, self._places(top, HEAD_PX), strict=True):
            shown = self._words.say(f"aid.column.{name}")
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(QPen(look.colour("line_strong"), 1))
        painter.drawLine(ground.bottomLeft(), ground.bottomRight())

    def _paint_row(self, painter: QPainter, number: int, most: int) -> None:
        look, words, row = self._look, self._words, self.rows[number]
        rect = self.row_rect(number)
        name, risk, donors, work, funded = self._places(rect.top(), ROW_PX)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font("body_medium"))
        painter.setPen(look.colour("text"))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, middle, shown)
        self._paint_risk(painter, risk, row)
        self._paint_donors(painter, donors, row, most)
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("text" if row.n_organisations else "text_3"))
        if row.n_activities:
            painter.drawText(work, middle, words.formats.number(row.n_organisations))
        else:
            paint_not_known(painter, work, words.say("value.none"), look)
        self._paint_funded(painter, funded, row)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_risk(self, painter: QPainter, place: QRectF, row: AidRow) -> None:
        level = row.risk.level
        word = risk_word(level, self._words)
        width = paint_pill(
            painter, place.left(), place.center().y(), word, RISK_LOOK[level], self._look
        )
        if row.risk.severity is not None:
            painter.setFont(self._look.font("small"))
            painter.setPen(self._look.colour("text_2"))
            rest = place.adjusted(width + 8, 0, 0, 0)
            shown = self._words.formats.number(row.risk.severity, 1)
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_donors(self, painter: QPainter, place: QRectF, row: AidRow, most: int) -> None:
        look = self._look
        bar = QRectF(place.left() + 40, place.center().y() - BAR_PX / 2, place.width() - 40, BAR_PX)
        painter.setFont(look.font("body"))
        if not row.donors and not row.n_activities:
            # That nothing is imported of a country does not mean that nobody gives.
            paint_not_known(painter, place, self._words.say("aid.nothing_recorded"), look)
            return
        if not row.donors:
            tone = "open" if row.is_orphan else "text_3"
            painter.setPen(look.colour(tone))
            painter.fillRect(bar, look.colour("open_tint" if row.is_orphan else "unknown_tint"))
            lines = "open_hatch" if row.is_orphan else "control"
            paint_hatch(painter, bar, look.colour(lines), anchor=QPointF(0, 0))
        else:
            painter.setPen(look.colour("text"))
            filled = QRectF(bar.left(), bar.top(), bar.width() * len(row.donors) / most, BAR_PX)
            painter.fillRect(bar, look.colour("lane"))
            painter.fillRect(filled, look.theme.step(0.7))
        number = self._words.formats.number(len(row.donors))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, number)

    def _paint_funded(self, painter: QPainter, place: QRectF, row: AidRow) -> None:
        look, share = self._look, row.share_funded
        if share is None:
            code = "aid.no_plan" if row.required is None else "value.none"
            paint_not_known(painter, place, self._words.say(code), look)
            return
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._words.formats.percent(share))
        bar = QRectF(place.left() + 56, place.center().y() - 3, place.width() - 56, 6)
        paint_bar(painter, bar, min(1.0, share), look, None)
