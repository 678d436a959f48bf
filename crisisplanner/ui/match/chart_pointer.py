"""What the pointer does on the chart: choose, lock, pan, tell, and drag a bar to ask for it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from crisisplanner.domain.days import Day
from crisisplanner.services.matching.match_view import AllocationView, BlockedOffer, NeedView
from crisisplanner.ui.match.arrival_tip import ArrivalTip, TipContent
from crisisplanner.ui.match.chart import TimeChart
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.match.wishing import Refusal, Wishing

TIP_AFTER_MS = 400


@dataclass
class _Drag:
    """A bar that was pressed: what it is, and where it was taken."""

    allocation: AllocationView
    need: NeedView
    grabbed_day: float
    start: QPointF
    is_moving: bool = False


class ChartPointer(QObject):
    """Listen to the chart's pointer."""

    need_chosen = Signal(str)
    allocation_chosen = Signal(str)
    lock_asked = Signal(str)
    wish_asked = Signal(object)
    menu_asked = Signal(object, QPoint)
    group_asked = Signal(int)

    def __init__(
        self, chart: TimeChart, tip: ArrivalTip, phrases: Phrases, refusal: Refusal
    ) -> None:
        super().__init__(chart)
        self._chart, self._tip, self._phrases = chart, tip, phrases
        self.wishing = Wishing(chart, tip, phrases, refusal)
        self.wishing.asked.connect(self.wish_asked)
        self.is_writable = True
        self._drag: _Drag | None = None
        self._pan_from: QPointF | None = None
        self._pressed: AllocationView | None = None
        self._hovered: AllocationView | BlockedOffer | None = None
        self._place = QPointF()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TIP_AFTER_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        chart.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QMouseEvent() if event.type() is QEvent.Type.MouseButtonPress:
                return self._press(event)
            case QMouseEvent() if event.type() is QEvent.Type.MouseMove:
                return self._move(event)
            case QMouseEvent() if event.type() is QEvent.Type.MouseButtonRelease:
                return self._release(event)
            case QMouseEvent() if event.type() is QEvent.Type.MouseButtonDblClick:
                return self._double_click(event)
            case QContextMenuEvent():
                return self._menu(event)
        if event.type() in (QEvent.Type.Leave, QEvent.Type.Hide, QEvent.Type.Wheel):
            self.hush()
        return super().eventFilter(watched, event)

    def hush(self) -> None:
        """Take the tip away."""
        self._timer.stop()
        self._hovered = None
        self._tip.hide()

    def give_up(self) -> None:
        """Drop what is dragged."""
        self._drag = None
        self.wishing.give_up()
        self.hush()
        self._chart.viewport().unsetCursor()

    def tell(self, thing: AllocationView | BlockedOffer, near: QPointF) -> None:
        """Show the tip of a bar or a blocked offer at once."""
        page = self._tip.parentWidget()
        if page is None:
            return
        place = self._chart.viewport().mapTo(page, near.toPoint())
        self._tip.say(self._content(thing), place)

    def _press(self, event: QMouseEvent) -> bool:
        self.hush()
        place = event.position()
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        row = self._chart.need_row_at(place.y())
        if row is None:
            number = self._chart.row_number_at(place.y())
            if number is not None:
                self.group_asked.emit(number)
            self._pan_from = place
            return True
        thing = self._chart.thing_at(place)
        # Choosing a row opens it, which moves the rows below: the drag keeps what was taken.
        self.need_chosen.emit(row.need.id)
        self._pressed = thing if isinstance(thing, AllocationView) else None
        self.allocation_chosen.emit(thing.id if isinstance(thing, AllocationView) else "")
        if isinstance(thing, AllocationView) and self.is_writable:
            self._drag = _Drag(thing, row.need, self._chart.scale.day(place.x()), place)
        else:
            self._pan_from = place
        return True

    def _move(self, event: QMouseEvent) -> bool:
        place = event.position()
        self._place = place
        if self._drag is not None:
            self._drag_to(self._drag, place)
            return True
        if self._pan_from is not None:
            self._chart.pan(self._pan_from.x() - place.x())
            upright = self._chart.verticalScrollBar()
            upright.setValue(upright.value() + round(self._pan_from.y() - place.y()))
            self._pan_from = place
            return True
        thing = self._chart.thing_at(place)
        if thing is not self._hovered:
            self.hush()
            self._hovered = thing
            if thing is not None:
                self._timer.start()
        return False

    def _release(self, _event: QMouseEvent) -> bool:
        self._pan_from = None
        drag, self._drag = self._drag, None
        self._chart.viewport().unsetCursor()
        if drag is None:
            return False
        if drag.is_moving:
            self.wishing.drop()
        return True

    def _double_click(self, event: QMouseEvent) -> bool:
        # The first click may have moved the rows: the bar that it was on is meant.
        thing = self._pressed or self._chart.thing_at(event.position())
        self._pressed = None
        self.give_up()
        if isinstance(thing, AllocationView) and self.is_writable:
            self.lock_asked.emit(thing.id)
            return True
        return False

    def _menu(self, event: QContextMenuEvent) -> bool:
        self.hush()
        place = QPointF(event.pos())
        row = self._chart.need_row_at(place.y())
        if row is None:
            return False
        thing = self._chart.thing_at(place)
        self.need_chosen.emit(row.need.id)
        self.allocation_chosen.emit(thing.id if isinstance(thing, AllocationView) else "")
        self.menu_asked.emit(thing, event.globalPos())
        return True

    def _drag_to(self, drag: _Drag, place: QPointF) -> None:
        if not drag.is_moving:
            far = (place - drag.start).manhattanLength()
            if far < QApplication.startDragDistance():
                return
            drag.is_moving = True
            self.wishing.take(drag.allocation, drag.need)
            self._chart.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        row = self._chart.need_row_at(place.y())
        moved = math.floor(self._chart.scale.day(place.x()) - drag.grabbed_day + 0.5)
        start = drag.allocation.from_day + moved
        self.wishing.carry_to(None if row is None else row.need, start, place)

    def _content(self, thing: AllocationView | BlockedOffer) -> TipContent:
        phrases = self._phrases
        lines: list[str] = []
        fact = phrases.who_line(thing.partner.name, thing.quantity, thing.unit)
        sentence = ""
        if thing.arrival is not None:
            fact = phrases.arrival_head(thing.arrival)
            sentence = phrases.arrival_sentence(thing.arrival)
        if isinstance(thing, BlockedOffer):
            return TipContent(fact, thing.arrival, (), phrases.say(thing.sentence))
        start, end = Day(thing.from_day), Day(thing.to_day)
        lines.append(phrases.code("tip_days", start=start, end=end))
        lines.append(phrases.code("tip_share", share=thing.share))
        if thing.is_wish:
            lines.append(phrases.code("tip_wish"))
        elif thing.is_locked:
            lines.append(phrases.code("tip_locked"))
        return TipContent(fact, thing.arrival, tuple(lines), sentence)

    @Slot()
    def _on_timer_timeout(self) -> None:
        if self._hovered is not None and self._drag is None:
            self.tell(self._hovered, self._place)
