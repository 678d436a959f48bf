"""The overall judgement: likelihood by impact, five by five, with the assessors' shapes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from crisisplanner.domain.risk import RiskAssessment
from crisisplanner.services.risk_view import band_of
from crisisplanner.ui.painting.risk import SHAPE_PX, paint_shape
from crisisplanner.ui.theme.focus_ring import OWN_RING
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.spoken import tell_current
from crisisplanner.wording.catalogue import Wording

CELL_WIDTH_PX = 34
CELL_HEIGHT_PX = 26
LEFT_PX = 82
FOOT_PX = 34
N_STEPS = 5
TINTS = {"low": "covered_tint", "medium": "partly_tint", "high": "open_tint"}
WORD_TONES = {"low": "covered", "medium": "partly", "high": "open"}


class RiskMatrix(QWidget):
    """Show where each assessor puts a crisis; a click or the arrows put one's own."""

    judged = Signal(int, int)

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._look, self._words = look, words
        self._assessments: tuple[RiskAssessment, ...] = ()
        self._own: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_RING, "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words.say("risk.matrix"))
        look.changed.connect(self.update)

    def show_assessments(
        self, assessments: Sequence[RiskAssessment], own: RiskAssessment | None
    ) -> None:
        """Show where the assessors stand."""
        self._assessments = tuple(assessments)
        self._own = None
        if own is not None and own.likelihood_step and own.impact_step:
            self._own = (own.likelihood_step, own.impact_step)
        said = [
            self._words.say(
                "risk.judged_by",
                assessor=a.assessor,
                likelihood=a.likelihood_step,
                impact=a.impact_step,
                band=self._words.say(f"risk.band.{band_of(a.likelihood_step, a.impact_step)}"),
            )
            for a in self._assessments
            if a.likelihood_step and a.impact_step
        ]
        self.setAccessibleDescription(
            "\n".join(said) if said else self._words.say("risk.nobody_judged")
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(LEFT_PX + N_STEPS * CELL_WIDTH_PX, N_STEPS * CELL_HEIGHT_PX + FOOT_PX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def cell(self, likelihood: int, impact: int) -> QRectF:
        """Give where a cell stands."""
        left = LEFT_PX + (impact - 1) * CELL_WIDTH_PX
        top = (N_STEPS - likelihood) * CELL_HEIGHT_PX
        return QRectF(left, top, CELL_WIDTH_PX - 2, CELL_HEIGHT_PX - 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, words = QPainter(self), self._look, self._words
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("micro"))
        for likelihood in range(1, N_STEPS + 1):
            for impact in range(1, N_STEPS + 1):
                self._paint_cell(painter, likelihood, impact)
            painter.setPen(look.colour("text_2"))
            left = self.cell(likelihood, 1)
            number = QRectF(LEFT_PX - 22, left.top(), 14, left.height())
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(number, align, words.formats.number(likelihood))
            foot = QRectF(self.cell(1, likelihood))
            foot.moveTop(foot.bottom() + 2)
            foot.setHeight(14)
            painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, words.formats.number(likelihood))
        middle = N_STEPS * CELL_HEIGHT_PX / 2
        painter.drawText(QRectF(0, middle - 8, LEFT_PX - 24, 16), 0, words.say("risk.likelihood"))
        below = QRectF(LEFT_PX, self.height() - 16, N_STEPS * CELL_WIDTH_PX, 14)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words.say("risk.impact"))
        self._paint_assessors(painter)

    def _paint_cell(self, painter: QPainter, likelihood: int, impact: int) -> None:
        look, place = self._look, self.cell(likelihood, impact)
        band = band_of(likelihood, impact)
        is_own = self._own == (likelihood, impact)
        painter.setPen(QPen(look.colour(WORD_TONES[band]), 1.5 if is_own else 0.5))
        painter.setBrush(look.colour(TINTS[band]))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if self.hasFocus() and (self._own or (3, 3)) == (likelihood, impact):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), look.theme.focus_width))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 3, 3)

    def _paint_assessors(self, painter: QPainter) -> None:
        by_cell: dict[tuple[int, int], list[int]] = {}
        for number, one in enumerate(self._assessments):
            if one.likelihood_step and one.impact_step:
                by_cell.setdefault((one.likelihood_step, one.impact_step), []).append(number)
        for (likelihood, impact), numbers in by_cell.items():
            place = self.cell(likelihood, impact)
            step = min(SHAPE_PX + 2.0, place.width() / len(numbers))
            x = place.center().x() - step * (len(numbers) - 1) / 2
            for number in numbers:
                paint_shape(painter, QPointF(x, place.center().y()), number, self._look)
                x += step

    def _cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        for likelihood in range(1, N_STEPS + 1):
            for impact in range(1, N_STEPS + 1):
                if self.cell(likelihood, impact).contains(x, y):
                    return likelihood, impact
        return None

    def _judge(self, likelihood: int, impact: int) -> None:
        """Take the cell at once: the next key goes on from it, before anything is read again."""
        self._own = (likelihood, impact)
        tell_current(self, self._sentence(likelihood, impact))
        self.update()
        self.judged.emit(likelihood, impact)

    def _sentence(self, likelihood: int, impact: int) -> str:
        band = self._words.say(f"risk.band.{band_of(likelihood, impact)}")
        return self._words.say("risk.cell", likelihood=likelihood, impact=impact, band=band)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._cell_at(event.position().x(), event.position().y())
        if found is not None:
            self._judge(*found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Up: (1, 0),
            Qt.Key.Key_Down: (-1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
            return
        likelihood, impact = self._own or (3 - move[0], 3 - move[1])
        wanted = [
            min(N_STEPS, max(1, n + by)) for n, by in zip((likelihood, impact), move, strict=True)
        ]
        self._judge(*wanted)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            found = self._cell_at(event.pos().x(), event.pos().y())
            if found is not None:
                QToolTip.showText(event.globalPos(), self._sentence(*found), self)
                return True
        return super().event(event)
