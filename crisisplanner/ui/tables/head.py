"""The table's head: names of columns, the sort arrow, and a mark where a filter is set."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from crisisplanner.ui.tables.model import RowsModel
from crisisplanner.ui.theme.look import Look

PADDING_PX = 12
ICON_PX = 14


class TableHead(QHeaderView):
    """Paint the head and tell which column is to be sorted or filtered."""

    sort_asked = Signal(int)
    filter_asked = Signal(int)
    dragged = Signal(int, int)
    """A person gave a column another width: its number and the width."""

    def __init__(self, look: Look, model: RowsModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._rows = model
        self._is_held = False
        self._resized: dict[int, int] = {}
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(56)
        self.setFixedHeight(look.theme.size("table_head"))
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_context_menu_requested)
        self.sectionClicked.connect(self.sort_asked)
        self.sectionResized.connect(self._on_section_resized)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_held = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._is_held = False
        resized, self._resized = self._resized, {}
        for number, width_px in resized.items():
            self.dragged.emit(number, width_px)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        look = self._look
        wish = self._rows.wish
        column = self._rows.columns[logical_index]
        place = QRectF(rect)
        painter.save()
        painter.fillRect(place, look.colour("sunken"))
        top = QRectF(place.left(), place.top(), place.width(), 1)
        bottom = QRectF(place.left(), place.bottom() - 1, place.width(), 1)
        painter.fillRect(top, look.colour("line"))
        painter.fillRect(bottom, look.colour("line_strong"))
        inner = place.adjusted(PADDING_PX, 0, -PADDING_PX, 0)
        is_sorted = wish.sort.column == column.path
        is_filtered = bool(column.own(wish.filters))
        marks = (ICON_PX + 4) * (is_sorted + is_filtered)
        painter.setFont(look.font("small_medium"))
        painter.setPen(look.colour("text" if is_sorted else "text_2"))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(column.head, Qt.TextElideMode.ElideRight, inner.width() - marks)
        width = metrics.horizontalAdvance(shown)
        left = inner.right() - width - marks if column.is_numeric else inner.left()
        words = QRectF(left, inner.top(), width + 2, inner.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        x = left + width + 4
        for is_on, icon in (
            (is_sorted, "arrow-down" if wish.sort.descending else "arrow-up"),
            (is_filtered, "filter"),
        ):
            if is_on:
                mark = QRectF(round(x), round(inner.center().y() - ICON_PX / 2), ICON_PX, ICON_PX)
                tone = "accent" if icon == "filter" else "text_2"
                look.icons.paint(painter, mark, icon, look.colour(tone))
                x += ICON_PX + 4
        painter.restore()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and hasattr(event, "pos"):
            index = self.logicalIndexAt(event.pos())
            known = [self._rows.columns[index]] if index >= 0 else []
            self.setToolTip("\n".join(f for one in known for f in (one.head, one.hint) if f))
        return super().viewportEvent(event)

    @Slot(int, int, int)
    def _on_section_resized(self, number: int, _before_px: int, after_px: int) -> None:
        if self._is_held:
            self._resized[number] = after_px

    @Slot(QPoint)
    def _on_context_menu_requested(self, position: QPoint) -> None:
        index = self.logicalIndexAt(position)
        if index >= 0:
            self.filter_asked.emit(index)
