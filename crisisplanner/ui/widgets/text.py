"""Text: a label in a role of type, with the line height the role asks for, always plain."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from crisisplanner.ui.theme.look import Look

UNBOUNDED_PX = 100_000.0
LEAST_PX = 48
KNOWN_HEIGHTS = 8


class Text(QLabel):
    """Show plain text; it grows in height, and is never cut unless asked to elide."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        *,
        wrap: bool = False,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._role = role
        self._tone = tone
        self._elide = elide
        self._heights: dict[tuple[int, str], int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.font(role))
        self.setWordWrap(wrap)
        policy = QSizePolicy(
            QSizePolicy.Policy.Expanding if wrap else QSizePolicy.Policy.Preferred,
            QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed,
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setText(text)
        look.changed.connect(self.update)

    @property
    def is_elided(self) -> bool:
        """Tell whether the text may be shortened, as a path in a card."""
        return self._elide

    def set_tone(self, tone: str) -> None:
        """Change the colour's token."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        width = self.natural_px()
        if self.wordWrap():
            width = min(width, 480)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        if self.wordWrap():
            return QSize(LEAST_PX, self._line_px)
        width = min(self.natural_px(), 40) if self._elide else self.natural_px()
        return QSize(width, self._line_px)

    def heightForWidth(self, width: int) -> int:
        # A layout asks for the height of every line of every card several times over.
        place = (width, self.text())
        if place not in self._heights:
            if len(self._heights) >= KNOWN_HEIGHTS:
                self._heights.clear()
            self._heights[place] = max(1, len(self._layout(width).lines)) * self._line_px
        return self._heights[place]

    def natural_px(self) -> int:
        """Measure the text on one line each."""
        metrics = QFontMetricsF(self.font())
        widths = [metrics.horizontalAdvance(line) for line in self.text().split("\n")]
        return int(max(widths)) + 2

    @property
    def _line_px(self) -> int:
        return self._look.fonts.line_px(self._role)

    def _layout(self, width: float) -> _Lines:
        return _Lines(self, width, self._line_px)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        tone = self._tone if self.isEnabled() else "text_disabled"
        painter.setPen(self._look.colour(tone))
        painter.setFont(self.font())
        if self._elide:
            metrics = QFontMetricsF(self.font())
            shown = metrics.elidedText(
                self.text(), Qt.TextElideMode.ElideRight, float(self.width())
            )
            painter.drawText(QRectF(self.rect()), self.alignment(), shown)
            return
        lines = self._layout(self.width())
        spare = self.height() - len(lines.lines) * self._line_px
        top = max(0.0, spare / 2) if self.alignment() & Qt.AlignmentFlag.AlignVCenter else 0.0
        lines.paint(painter, top)


class _Lines:
    """Break text into lines of one height and draw them."""

    def __init__(self, label: Text, width: float, line_px: int) -> None:
        option = QTextOption(label.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setTextDirection(label.layoutDirection())
        option.setWrapMode(
            QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
            if label.wordWrap()
            else QTextOption.WrapMode.NoWrap
        )
        self._line_px = line_px
        self.lines: list[tuple[QTextLayout, int]] = []
        for paragraph in label.text().split("\n"):
            layout = QTextLayout(paragraph, label.font())
            layout.setTextOption(option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(width if width > 0 else UNBOUNDED_PX)
                line.setPosition(QPointF(0, 0))
            layout.endLayout()
            self.lines.extend((layout, index) for index in range(max(1, layout.lineCount())))

    def paint(self, painter: QPainter, top: float) -> None:
        """Draw every line from a height on."""
        y = top
        for layout, index in self.lines:
            if index < layout.lineCount():
                line = layout.lineAt(index)
                line.draw(painter, QPointF(0, y + (self._line_px - line.height()) / 2))
            y += self._line_px
