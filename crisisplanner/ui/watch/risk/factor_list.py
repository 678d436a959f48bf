"""The factor list: title, one square per indicator, assessors on a strip, trend."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.risk import IndicatorState
from crisisplanner.ui.theme.focus_ring import OWN_RING
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.watch.risk.columns import columns_of
from crisisplanner.ui.watch.risk.factor_model import FACTOR_ROLE, FactorModel
from crisisplanner.ui.watch.risk.factor_painting import FactorPainter
from crisisplanner.wording.catalogue import Wording

RATING_KEYS: Mapping[Qt.Key, IndicatorState] = MappingProxyType(
    {
        Qt.Key.Key_1: IndicatorState.UNKNOWN,
        Qt.Key.Key_2: IndicatorState.ABSENT,
        Qt.Key.Key_3: IndicatorState.EMERGING,
        Qt.Key.Key_4: IndicatorState.PRESENT,
        Qt.Key.Key_5: IndicatorState.ACUTE,
    }
)
"""The states by key, from what is least known to what is gravest."""


class FactorDelegate(QStyledItemDelegate):
    """Paint one factor."""

    def __init__(self, painter: FactorPainter, parent: QWidget) -> None:
        super().__init__(parent)
        self._painter = painter

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        return QSize(100, self._painter.height(index.data(FACTOR_ROLE), width))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        if isinstance(model, FactorModel) and model.view is not None:
            seen = index.data(FACTOR_ROLE)
            self._painter.paint(painter, option, seen, model.view, model.current)


class FactorList(QListView):
    """Show the factors; arrows walk over factors and indicators, 1 to 5 rate."""

    moved = Signal(str)
    rated = Signal(str)

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._words = words
        self.model_of_factors = FactorModel(words, self)
        self._painter = FactorPainter(look, words)
        self.setModel(self.model_of_factors)
        self.setItemDelegate(FactorDelegate(self._painter, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setProperty(OWN_RING, "")
        self.setAccessibleName(words.say("risk.factors"))
        self.setAccessibleDescription(words.say("risk.keys"))
        look.changed.connect(self.viewport().update)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    @property
    def current(self) -> EntityId:
        """Give the indicator that the keyboard is on."""
        return self.model_of_factors.current

    def go_to(self, indicator: EntityId) -> None:
        """Put the keyboard on an indicator and bring its factor into sight."""
        for row, seen in enumerate(self.model_of_factors.factors):
            if any(one.indicator.id == indicator for one in seen.indicators):
                self.model_of_factors.set_current(indicator)
                index = self.model_of_factors.index(row)
                self.setCurrentIndex(index)
                self.scrollTo(index)
                self.moved.emit(indicator)

    def step(self, by: int) -> None:
        """Walk to the next or previous indicator, also into the next factor."""
        ids = [i.indicator.id for f in self.model_of_factors.factors for i in f.indicators]
        if ids:
            here = ids.index(self.current) if self.current in ids else -by
            self.go_to(ids[min(len(ids) - 1, max(0, here + by))])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in RATING_KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.rated.emit(RATING_KEYS[key].value)
        elif key == Qt.Key.Key_Right:
            self.step(1)
        elif key == Qt.Key.Key_Left:
            self.step(-1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        indicator = self._indicator_at(event)
        if indicator:
            self.go_to(indicator)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            text = self._hint_at(event)
            if text:
                QToolTip.showText(event.globalPos(), text, self.viewport())
                return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _hint_at(self, event: QHelpEvent) -> str:
        wanted = self._indicator_under(event.pos().x(), event.pos().y())
        for seen in self.model_of_factors.factors:
            for one in seen.indicators:
                if one.indicator.id == wanted:
                    state = self._words.say(f"word.IndicatorState.{one.state.value}")
                    return self._words.say("risk.square", state=state, text=one.indicator.text)
        return ""

    def _indicator_at(self, event: QMouseEvent) -> EntityId:
        place = event.position().toPoint()
        return self._indicator_under(place.x(), place.y())

    def _indicator_under(self, x: int, y: int) -> EntityId:
        index = self.indexAt(self.viewport().rect().topLeft() + type(self.pos())(x, y))
        seen = self.model_of_factors.factor(index)
        if seen is None:
            return ""
        rect = self.visualRect(index)
        columns = columns_of(self.viewport().width())
        ordered = seen.gravest_first()
        for number, one in enumerate(ordered):
            place = self._painter.square_place(rect, columns, number, len(ordered))
            if place.adjusted(-1, -2, 2, 2).contains(x, y):
                return one.indicator.id
        return ""

    def _on_current_changed(self, index: QModelIndex) -> None:
        seen = self.model_of_factors.factor(index)
        if seen is None or not seen.indicators:
            return
        if all(one.indicator.id != self.current for one in seen.indicators):
            first = seen.indicators[0].indicator.id
            self.model_of_factors.set_current(first)
            self.moved.emit(first)
