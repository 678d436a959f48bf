"""Lanes over days: places with their permits, authorities in force; words, icons and hatches.

What is closed is hatched; what is granted is a bar with its key, what is asked a dashed one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from crisisplanner.ui.painting.hatch import paint_hatch
from crisisplanner.ui.theme.look import Look
from crisisplanner.wording.catalogue import Wording

LABEL_PX, LEAST_CHART_PX = 250, 320
HEAD_PX, PLACE_PX, LANE_PX = 34, 44, 36
PAD_PX, BAR_PX, TITLE_PX = 12, 22, 20
LEAST_TICK_PX = 56
TICK_DAYS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of days; None is open. ``style`` is a permit's state, or authority."""

    style: str
    word: str
    from_day: int | None
    to_day: int | None


@dataclass(frozen=True, slots=True)
class LaneRow:
    """One row: a head with a sentence, or a lane with bars and what is said of it."""

    id: str
    title: str
    note: str
    sentence: str
    is_head: bool
    bars: tuple[Bar, ...] = ()
    is_closed_without: bool = False
    """Whether days without a granted bar are closed."""


@dataclass(frozen=True, slots=True)
class LanesFace:
    """All rows, the days that are shown, and today where it is on the calendar of D."""

    rows: tuple[LaneRow, ...]
    first_day: int
    last_day: int
    today_day: int | None


NOTHING = LanesFace((), 0, 1, None)
ICONS = {
    "granted": ("key", "covered"),
    "asked": ("question-mark", "accent"),
    "refused": ("x", "open"),
    "revoked": ("ban", "open"),
    "authority": ("gavel", "text_2"),
}


class DayScale:
    """Turn days into pixels of a stretch."""

    def __init__(self, face: LanesFace, left: float, width: float) -> None:
        self._face, self._left = face, left
        self._per_day = width / max(1, face.last_day - face.first_day)

    def x(self, day: float) -> float:
        """Give the place of a day's beginning."""
        return self._left + (day - self._face.first_day) * self._per_day

    def ticks(self) -> list[int]:
        """List the days that are named on the axis."""
        step = next((t for t in TICK_DAYS if t * self._per_day >= LEAST_TICK_PX), TICK_DAYS[-1])
        first = -(-self._face.first_day // step) * step
        return list(range(first, self._face.last_day, step))


class LanesModel(QAbstractTableModel):
    """Hold the rows: what each is, and what is said of it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.face = NOTHING

    def show_face(self, face: LanesFace) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.face = face
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.face.rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.face.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title if index.column() == 0 else row.sentence
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ". ".join(part for part in (row.title, row.note, row.sentence) if part)
        return None


class AxisHead(QHeaderView):
    """Name the days above the lanes."""

    def __init__(self, look: Look, words: Wording, model: LanesModel, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look, self._words, self._lanes = look, words, model
        self.setFixedHeight(HEAD_PX)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        look, place = self._look, QRectF(rect)
        painter.fillRect(place, look.colour("sunken"))
        painter.fillRect(
            QRectF(place.left(), place.bottom(), place.width(), 1), look.colour("line_strong")
        )
        painter.setPen(look.colour("text_2"))
        if section == 0:
            painter.setFont(look.font("small_medium"))
            align = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(
                place.adjusted(PAD_PX, 0, 0, 0), align, self._words.say("access.where_and_who")
            )
        else:
            painter.setFont(look.font("bar_small"))
            scale = DayScale(self._lanes.face, place.left(), place.width())
            for day in scale.ticks():
                named = QRectF(scale.x(day) - 40, place.top(), 80, place.height() - 2)
                align = Qt.AlignmentFlag.AlignCenter
                painter.drawText(named, align, self._words.formats.day(day))
        painter.restore()


class LanesDelegate(QStyledItemDelegate):
    """Paint heads as text, lanes as bars."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, look, rect = index.model(), self._look, QRectF(option.rect)
        if not isinstance(model, LanesModel):
            return
        row = model.face.rows[index.row()]
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "selected" if is_chosen else "sunken" if row.is_head else "surface"
        painter.fillRect(rect, look.colour(ground))
        inner = rect.adjusted(PAD_PX, 0, -PAD_PX, -1)
        if index.column() == 0:
            self._paint_label(painter, inner, row)
        elif row.is_head:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("text_2"))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.setClipRect(rect)
            painter.drawText(inner, int(flags), row.sentence)
        else:
            self._paint_lane(painter, rect, row, model.face)
        painter.fillRect(
            QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.colour("line")
        )
        if is_chosen and index.column() == 0:
            painter.fillRect(
                QRectF(rect.left(), rect.top(), 3, rect.height()), look.colour("accent")
            )
        painter.restore()

    def _paint_label(self, painter: QPainter, inner: QRectF, row: LaneRow) -> None:
        if row.is_head:
            top = inner.center().y() - TITLE_PX
            title = QRectF(inner.left(), top, inner.width(), TITLE_PX)
            self._paint_words(painter, title, row.title, "h3", "text")
            foot = QRectF(inner.left(), title.bottom(), inner.width(), TITLE_PX - 2)
            self._paint_words(painter, foot, row.note, "small", "text_3")
        else:
            self._paint_words(painter, inner.adjusted(12, 0, 0, 0), row.title, "body", "text")

    def _paint_words(
        self, painter: QPainter, place: QRectF, text: str, role: str, tone: str
    ) -> None:
        painter.setFont(self._look.font(role))
        painter.setPen(self._look.colour(tone))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_lane(self, painter: QPainter, rect: QRectF, row: LaneRow, face: LanesFace) -> None:
        look, scale = self._look, DayScale(face, rect.left(), rect.width())
        painter.setClipRect(rect)
        lane = QRectF(rect.left(), rect.center().y() - BAR_PX / 2, rect.width(), BAR_PX)
        painter.setPen(QPen(look.colour("line"), 1))
        for day in scale.ticks():
            x = round(scale.x(day)) + 0.5
            painter.drawLine(int(x), int(rect.top()), int(x), int(rect.bottom()))
        if row.is_closed_without:
            painter.fillRect(lane, look.colour("open_tint"))
            paint_hatch(painter, lane, look.colour("open_fill"), step_px=6)
        for bar in sorted(row.bars, key=lambda one: one.style == "granted"):
            self._paint_bar(painter, lane, bar, scale, face)
        if face.today_day is not None and face.first_day <= face.today_day < face.last_day:
            painter.setPen(QPen(look.colour("accent"), 1.5, Qt.PenStyle.DashLine))
            x = scale.x(face.today_day)
            painter.drawLine(int(x), int(rect.top()), int(x), int(rect.bottom()))

    def _paint_bar(
        self, painter: QPainter, lane: QRectF, bar: Bar, scale: DayScale, face: LanesFace
    ) -> None:
        look = self._look
        icon, tone = ICONS[bar.style]
        left = scale.x(face.first_day if bar.from_day is None else bar.from_day)
        right = scale.x(face.last_day if bar.to_day is None else bar.to_day)
        place = QRectF(left, lane.top(), max(4.0, right - left), lane.height())
        tint = "unknown_tint" if tone == "text_2" else f"{tone}_tint"
        painter.setBrush(look.colour(tint))
        line = Qt.PenStyle.DashLine if bar.style == "asked" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(look.colour(tone), 1, line))
        radius = look.theme.radius("bar")
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        shown = place.intersected(lane)
        if shown.width() < 24:
            return
        mark = QRectF(shown.left() + 5, shown.center().y() - 7, 14, 14)
        look.icons.paint(painter, mark, icon, look.colour(tone))
        painter.setFont(look.font("bar_small"))
        painter.setPen(look.colour(tone))
        words = shown.adjusted(24, 0, -4, 0)
        text = QFontMetricsF(painter.font()).elidedText(
            bar.word, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)


class LanesView(QTableView):
    """The lanes by keyboard and mouse, a row at a time."""

    moved = Signal()
    opened = Signal()
    remove_asked = Signal()

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._look = look
        self.lanes = LanesModel(self)
        self.setModel(self.lanes)
        self.setItemDelegate(LanesDelegate(look, self))
        self.setHorizontalHeader(AxisHead(look, words, self.lanes, self))
        self.setAccessibleName(words.say("page.access"))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(self.opened)

    def show_face(self, face: LanesFace) -> None:
        """Show other rows; the keyboard stays on its row where it is still there."""
        current = self.current_id()
        self.lanes.show_face(face)
        self._fit()
        ids = [row.id for row in face.rows]
        if ids:
            self.setCurrentIndex(self.lanes.index(ids.index(current) if current in ids else 0, 0))

    def current_id(self) -> str:
        """Give the id of the row that the keyboard is on."""
        index = self.currentIndex()
        return self.lanes.face.rows[index.row()].id if index.isValid() else ""

    def go_to(self, row_id: str) -> None:
        """Put the keyboard on a row."""
        ids = [row.id for row in self.lanes.face.rows]
        if row_id in ids:
            self.setCurrentIndex(self.lanes.index(ids.index(row_id), 0))

    def _fit(self) -> None:
        self.setColumnWidth(0, LABEL_PX)
        width = max(LEAST_CHART_PX, self.viewport().width() - LABEL_PX)
        self.setColumnWidth(1, width)
        for number, row in enumerate(self.lanes.face.rows):
            self.setRowHeight(number, self._place_px(row, width) if row.is_head else LANE_PX)

    def _place_px(self, row: LaneRow, width: int) -> int:
        """Give a head the height that its sentence needs."""
        metrics = QFontMetricsF(self._look.font("small"))
        room = QRectF(0, 0, width - 2 * PAD_PX, 10_000)
        needed = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, row.sentence).height()
        return max(PLACE_PX, round(needed) + PAD_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)
