"""Small marks as widgets: pill, tag, marking chip, person, icon in a round or square tint."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crisisplanner.ui.painting.coverage import paint_bar, paint_glyph
from crisisplanner.ui.painting.marks import PILL_PX, PillStyle, paint_pill, paint_swatch, pill_width
from crisisplanner.ui.theme.look import Look


class _Mark(QWidget):
    """A painted mark of fixed size that repaints with the theme."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def painter(self) -> QPainter:
        """Begin to paint with smooth edges."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Pill(_Mark):
    """Show a state in a word with icon and tint."""

    def __init__(self, look: Look, text: str = "", style: PillStyle | None = None) -> None:
        super().__init__(look)
        self._text = text
        self._style = style or PillStyle("text_2")
        self.setAccessibleName(text)

    def show_state(self, text: str, style: PillStyle) -> None:
        """Show another state; an empty word hides the pill."""
        self._text, self._style = text, style
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(pill_width(self._text, self._style, self.look)) + 1, PILL_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_pill(self.painter(), 0, self.height() / 2, self._text, self._style, self.look)


class Tag(_Mark):
    """Show a kind in a small grey or coloured box."""

    def __init__(
        self, look: Look, text: str, ground: str = "unknown_tint", ink: str = "text_2"
    ) -> None:
        super().__init__(look)
        self._text, self._ground, self._ink = text, ground, ink
        self.setAccessibleName(text)

    def set_text(self, text: str) -> None:
        """Show another word; an empty one hides the tag."""
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def set_ink(self, ink: str) -> None:
        """Write in another token's colour."""
        self._ink = ink
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.look.font("micro_bold"))
        return QSize(round(metrics.horizontalAdvance(self._text)) + 14, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = self.painter()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour(self._ground))
        radius = self.look.theme.radius("tag")
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setPen(self.look.colour(self._ink))
        painter.setFont(self.look.font("micro_bold"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._text)


class Avatar(_Mark):
    """Show who works here by initials."""

    SIZE_PX = 28

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._initials = ""

    def show_person(self, name: str, description: str) -> None:
        """Show a person; the description is said on hover and to screen readers."""
        parts = name.split()
        self._initials = "".join(part[0] for part in (*parts[:1], *parts[1:][-1:])).upper()
        self.setAccessibleName(description)
        self.setToolTip(description)
        self.setVisible(bool(name))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.SIZE_PX, self.SIZE_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = self.painter()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour("accent_tint"))
        painter.drawEllipse(self.rect())
        painter.setPen(self.look.colour("accent"))
        painter.setFont(self.look.font("micro_bold"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._initials)


class IconTile(_Mark):
    """Show an icon on a tint, round on empty pages and square in lists."""

    def __init__(
        self, look: Look, icon: str, tone: str = "accent", *, size: int = 36, is_round: bool = False
    ) -> None:
        super().__init__(look)
        self._icon, self._tone, self._size, self._is_round = icon, tone, size, is_round

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = self.painter()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour(PillStyle(self._tone).tint))
        radius = self._size / 2 if self._is_round else self.look.theme.radius("field")
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        side = 24 if self._size >= 44 else 20
        place = QRectF(0, 0, side, side)
        place.moveCenter(QRectF(self.rect()).center())
        place.moveTopLeft(place.topLeft().toPoint())
        self.look.icons.paint(painter, place, self._icon, self.look.colour(self._tone))


class IconMark(_Mark):
    """Show an icon alone."""

    def __init__(self, look: Look, icon: str, tone: str = "text_2", size: int = 18) -> None:
        super().__init__(look)
        self._icon, self._tone, self._size = icon, tone, size

    def show_icon(self, icon: str, tone: str) -> None:
        """Show another icon."""
        self._icon, self._tone = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self.look.colour(self._tone)
        place = QRectF(0, 0, self._size, self._size)
        self.look.icons.paint(self.painter(), place, self._icon, colour)


class Swatch(_Mark):
    """Show a partner's colour."""

    def __init__(self, look: Look, number: int | None, size: int = 14) -> None:
        super().__init__(look)
        self._number, self._size = number, size

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_swatch(self.painter(), QRectF(self.rect()), self.look.theme.partner(self._number))


class CoverageGlyph(_Mark):
    """Show a share of coverage as the glyph; the word stands beside it."""

    def __init__(self, look: Look, share: float = 0.0, size: int = 18) -> None:
        super().__init__(look)
        self._share, self._size = share, size

    def show_share(self, share: float) -> None:
        """Show another share."""
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_glyph(self.painter(), QRectF(self.rect()), self._share, self.look)


class Bar(_Mark):
    """Show a share as a bar as wide as it may be."""

    HEIGHT_PX = 6

    def __init__(self, look: Look, share: float = 0.0, fill: str | None = None) -> None:
        super().__init__(look)
        self._share, self._fill = share, fill
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """Show another share."""
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, self.HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_bar(self.painter(), QRectF(self.rect()), self._share, self.look, self._fill)
