"""What a chart of steps is made of: bands, bars and hatches, in the data's own measures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.theme.look import Look

HATCH_PX = 6


class Boxes(QGraphicsItem):
    """Fill boxes with one token's colour, or hatch them."""

    def __init__(self, look: Look, tone: str, *, is_hatched: bool = False) -> None:
        super().__init__()
        self._look, self._tone, self._is_hatched = look, tone, is_hatched
        self._boxes: list[QRectF] = []
        self._bounds = QRectF()

    def show_boxes(self, boxes: Sequence[QRectF]) -> None:
        """Show other boxes."""
        self.prepareGeometryChange()
        self._boxes = list(boxes)
        self._bounds = QRectF()
        for box in self._boxes:
            self._bounds = self._bounds.united(box)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        colour = self._look.colour(self._tone)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if self._is_hatched:
            # Hatches are drawn in pixels, or they would be stretched with the data.
            to_pixels = painter.worldTransform()
            painter.resetTransform()
            for box in self._boxes:
                paint_hatch(painter, to_pixels.mapRect(box), colour, step_px=HATCH_PX)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRects(self._boxes)
        painter.restore()
