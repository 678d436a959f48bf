"""The requirement list: glyph, title, status and bar of each need, on the chart's rows."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from crisisplanner.ui.match.need_model import ROW_ROLE, NeedModel
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.match.rows import LINE_PX, GroupRow, NeedRow, RowLayout
from crisisplanner.ui.painting.coverage import coverage_of, paint_bar, paint_glyph
from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.theme.focus_ring import OWN_RING
from crisisplanner.ui.theme.look import Look

TITLE_LEFT_PX = 38
GLYPH_LEFT_PX = 14
GLYPH_PX = 16
PERCENT_PX = 37
BAR_GAP_PX = 6
BAR_WIDE_PX = 46
BAR_NARROW_PX = 28
WIDE_FROM_PX = 320
END_PX = 14
ACCENT_PX = 3


def title_room(width: int) -> float:
    """Give how wide a title may be in a list of some width."""
    bar = BAR_WIDE_PX if width >= WIDE_FROM_PX else BAR_NARROW_PX
    return width - END_PX - PERCENT_PX - BAR_GAP_PX - bar - 6 - TITLE_LEFT_PX


KEYS: Mapping[Qt.Key, str] = MappingProxyType(
    {
        Qt.Key.Key_L: "lock",
        Qt.Key.Key_F: "forbid",
        Qt.Key.Key_T: "table",
        Qt.Key.Key_C: "curve",
        Qt.Key.Key_Plus: "zoom_in",
        Qt.Key.Key_Equal: "zoom_in",
        Qt.Key.Key_Minus: "zoom_out",
        Qt.Key.Key_0: "zoom_all",
        Qt.Key.Key_Left: "bar_before",
        Qt.Key.Key_Right: "bar_after",
        Qt.Key.Key_Menu: "menu",
    }
)
"""What single keys ask for while the list has the keyboard."""


CARRY_KEYS: Mapping[Qt.Key, str] = MappingProxyType(
    {
        Qt.Key.Key_Left: "carry_back",
        Qt.Key.Key_Right: "carry_on",
        Qt.Key.Key_Up: "carry_up",
        Qt.Key.Key_Down: "carry_down",
    }
)
"""What arrows ask for with the shift key: to carry the chosen bar."""


class NeedDelegate(QStyledItemDelegate):
    """Paint one row of the list."""

    def __init__(self, look: Look, phrases: Phrases, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._phrases = phrases

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        model = index.model()
        if not isinstance(model, NeedModel):
            return QSize()
        return QSize(100, model.layout_of_rows.heights[index.row()])

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        if isinstance(row, GroupRow):
            self._paint_group(painter, rect, row)
        elif isinstance(row, NeedRow):
            self._paint_need(painter, rect, row, option.state)
        painter.fillRect(
            QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), self._look.colour("line")
        )
        if option.state & QStyle.StateFlag.State_HasFocus:
            width = self._look.theme.focus_width
            painter.setPen(QPen(self._look.colour("focus"), width))
            inset = width / 2 + 1
            painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), 4, 4)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRectF, row: GroupRow) -> None:
        look = self._look
        painter.fillRect(rect, look.colour("sunken"))
        icon = QRectF(rect.left() + 12, round(rect.center().y() - 7), 14, 14)
        look.icons.paint(
            painter,
            icon,
            "chevron-right" if row.is_folded else "chevron-down",
            look.colour("text_2"),
        )
        font = look.font("small_bold")
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        words = QRectF(rect).adjusted(30, 0, -END_PX, 0)
        align = Qt.AlignmentFlag.AlignVCenter
        percent = self._phrases.percent(row.group.coverage)
        painter.drawText(words, align | Qt.AlignmentFlag.AlignRight, percent)
        metrics = QFontMetricsF(font)
        room = words.width() - metrics.horizontalAdvance(percent) - 8
        title = metrics.elidedText(
            self._phrases.say(row.group.title), Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(words, align | Qt.AlignmentFlag.AlignLeft, title)

    def _paint_need(
        self, painter: QPainter, rect: QRectF, row: NeedRow, state: QStyle.StateFlag
    ) -> None:
        look, need = self._look, row.need
        ground = "surface"
        if state & QStyle.StateFlag.State_Selected:
            ground = "selected"
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = "hover"
        painter.fillRect(rect, look.colour(ground))
        if state & QStyle.StateFlag.State_Selected:
            accent = QRectF(rect.left(), rect.top(), ACCENT_PX, rect.height())
            painter.fillRect(accent, look.colour("accent"))
        middle = rect.top() + row.text_px / 2
        self._paint_glyph(painter, rect, middle, need.coverage)
        self._paint_words(painter, rect, middle, row)
        self._paint_share(painter, rect, middle, need.coverage)

    def _paint_glyph(
        self, painter: QPainter, rect: QRectF, middle: float, share: float | None
    ) -> None:
        place = QRectF(
            rect.left() + GLYPH_LEFT_PX, round(middle - GLYPH_PX / 2), GLYPH_PX, GLYPH_PX
        )
        if share is not None:
            paint_glyph(painter, place, share, self._look)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("control"), 1.5))
        painter.drawEllipse(place.adjusted(1, 1, -1, -1))
        inner = place.adjusted(4, 4, -4, -4)
        paint_hatch(painter, inner, self._look.colour("control"), radius=4, step_px=3)

    def _paint_words(self, painter: QPainter, rect: QRectF, middle: float, row: NeedRow) -> None:
        look, need = self._look, row.need
        lines = broken(need.title, look, title_room(round(rect.width())))
        top = middle - (len(lines) * LINE_PX + LINE_PX) / 2 + 1
        painter.setFont(look.font("body_medium"))
        painter.setPen(look.colour("text"))
        align = Qt.AlignmentFlag.AlignVCenter
        left = rect.left() + TITLE_LEFT_PX
        for line in lines:
            painter.drawText(QRectF(left, top, 600, LINE_PX), align, line)
            top += LINE_PX
        status = self._phrases.status(need.coverage)
        font = look.font("micro_bold")
        painter.setFont(font)
        tone = "unknown" if need.coverage is None else coverage_of(need.coverage, look).value
        painter.setPen(look.colour(tone))
        place = QRectF(left, top - 1, 600, LINE_PX - 2)
        painter.drawText(place, align, status)
        place.setLeft(left + QFontMetricsF(font).horizontalAdvance(status))
        painter.setFont(look.font("micro"))
        painter.setPen(look.colour("text_3"))
        rest = self._phrases.code("dot") + self._phrases.need_note(need)
        room = rect.right() - END_PX - PERCENT_PX - BAR_GAP_PX - BAR_NARROW_PX - place.left()
        cut = QFontMetricsF(painter.font()).elidedText(rest, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place, align, cut)
        if row.is_open:
            days = QRectF(left, rect.bottom() - 24, 600, 16)
            painter.setFont(look.font("micro"))
            painter.setPen(look.colour("text_2"))
            painter.drawText(days, align, self._phrases.need_days(need))

    def _paint_share(
        self, painter: QPainter, rect: QRectF, middle: float, share: float | None
    ) -> None:
        look = self._look
        end = rect.right() - END_PX
        painter.setFont(look.font("small_medium"))
        painter.setPen(look.colour("text" if share is not None else "text_3"))
        place = QRectF(end - PERCENT_PX, middle - 9, PERCENT_PX, 18)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(place, align, self._phrases.percent(share))
        width = BAR_WIDE_PX if rect.width() >= WIDE_FROM_PX else BAR_NARROW_PX
        bar = QRectF(end - PERCENT_PX - BAR_GAP_PX - width, round(middle - 3), width, 5)
        paint_bar(painter, bar, share or 0.0, look)


def broken(text: str, look: Look, width: float) -> list[str]:
    """Break a title into lines."""
    layout = QTextLayout(text, look.font("body_medium"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(40.0, width))
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return lines or [""]


class NeedList(QListView):
    """Show the rows; a current row is an open one."""

    need_chosen = Signal(str)
    need_entered = Signal(str)
    need_unfolded = Signal(str)
    """Asked for by a double click: what explains it is to be seen, also where it was already."""
    group_toggled = Signal(str)
    key_asked = Signal(str)
    menu_asked = Signal(str, QPoint)
    widened = Signal()

    def __init__(self, look: Look, phrases: Phrases, model: NeedModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setItemDelegate(NeedDelegate(look, phrases, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setProperty(OWN_RING, "true")
        self.setAccessibleName(phrases.code("list"))
        self.setAccessibleDescription(phrases.code("list_keys"))
        look.changed.connect(self.viewport().update)

    def take_rows(self, layout: RowLayout, current: str) -> None:
        """Show rows and keep a need the current one."""
        self._model.show(layout)
        number = layout.number_of(current)
        selection = self.selectionModel()
        if number is None:
            selection.clear()
        else:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            selection.setCurrentIndex(self._model.index(number), flag)
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        row = self._model.row(current)
        if isinstance(row, NeedRow):
            self.need_chosen.emit(row.need.id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._model.row(self.indexAt(event.position().toPoint()))
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and isinstance(row, GroupRow):
            self.group_toggled.emit(row.group.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self._model.row(self.indexAt(event.position().toPoint()))
        super().mouseDoubleClickEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and isinstance(row, NeedRow):
            self.need_unfolded.emit(row.need.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._model.row(self.currentIndex())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            carried = CARRY_KEYS.get(Qt.Key(event.key()))
            if carried is not None:
                self.key_asked.emit(carried)
                return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if isinstance(row, GroupRow):
                self.group_toggled.emit(row.group.key)
            elif row is not None:
                self.need_entered.emit(row.need.id)
            return
        plain = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        asked = KEYS.get(Qt.Key(event.key()))
        if asked is not None and not (event.modifiers() & ~plain):
            self.key_asked.emit(asked)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.widened.emit()
