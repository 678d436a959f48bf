"""Icons: shipped SVG outlines, drawn in the colour of a token at the screen's resolution."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from crisisplanner.resource_files import resource_path

CACHED_PIXMAPS = 800


class Icons:
    """Draw icons and keep the pixmaps."""

    def __init__(self, stroke: float) -> None:
        self._stroke = stroke
        # An instance's own cache: it goes with the application that may own pixmaps.
        self._pixmap = lru_cache(CACHED_PIXMAPS)(self._drawn)

    def pixmap(self, name: str, colour: QColor, size: int, ratio: float, after: int = 0) -> QPixmap:
        """Give an icon of `size` logical px for a device pixel ratio."""
        return self._pixmap(name, colour.name(QColor.NameFormat.HexArgb), size, ratio, after)

    def icon(
        self, name: str, colour: QColor, disabled: QColor, size: int, ratio: float, after: int = 0
    ) -> QIcon:
        """Make an icon for a button or menu, with its disabled state."""
        icon = QIcon()
        icon.addPixmap(self.pixmap(name, colour, size, ratio, after), QIcon.Mode.Normal)
        icon.addPixmap(self.pixmap(name, colour, size, ratio, after), QIcon.Mode.Active)
        icon.addPixmap(self.pixmap(name, colour, size, ratio, after), QIcon.Mode.Selected)
        icon.addPixmap(self.pixmap(name, disabled, size, ratio, after), QIcon.Mode.Disabled)
        return icon

    def paint(self, painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
        """Paint an icon into a square."""
        size = round(rect.width())
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        painter.drawPixmap(rect.topLeft(), self.pixmap(name, colour, size, ratio))

    def _drawn(self, name: str, colour: str, size: int, ratio: float, after: int) -> QPixmap:
        pixmap = QPixmap(QSize(round((size + after) * ratio), round(size * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        renderer = QSvgRenderer(QByteArray(self._source(name).encode()))
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        return _coloured(pixmap, QColor(colour))

    def _source(self, name: str) -> str:
        text = resource_path("icons", f"{name}.svg").read_text("utf-8")
        return text.replace('stroke-width="2"', f'stroke-width="{self._stroke}"')


def _coloured(pixmap: QPixmap, colour: QColor) -> QPixmap:
    """Replace the ink of a drawn outline; its transparency stays."""
    painter = QPainter(pixmap)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), colour)
    painter.end()
    return pixmap
