"""Wishes: a bar is carried to another need or day, by pointer or keys, and asked for there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, Signal

from crisisplanner.domain.days import Day
from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.messages import Message
from crisisplanner.services.matching.match_view import AllocationView, NeedView
from crisisplanner.ui.match.arrival_tip import ArrivalTip, TipContent
from crisisplanner.ui.match.chart import TimeChart
from crisisplanner.ui.match.chart_marks import Ghost
from crisisplanner.ui.match.phrases import Phrases

Refusal = Callable[[str, str, int], Message | None]
GHOST_PX = 20.0


@dataclass
class Carried:
    """A bar under way: from which need, to which one, from which day on."""

    allocation: AllocationView
    origin: NeedView
    target: NeedView
    start: int
    wish: PlannedAllocation | None = None


class Wishing(QObject):
    """Carry a bar, say at once whether it may be there, and ask for it."""

    asked = Signal(object)

    def __init__(
        self, chart: TimeChart, tip: ArrivalTip, phrases: Phrases, refusal: Refusal
    ) -> None:
        super().__init__(chart)
        self._chart, self._tip, self._phrases = chart, tip, phrases
        self._refusal = refusal
        self.carried: Carried | None = None

    def take(self, allocation: AllocationView, need: NeedView) -> None:
        """Take a bar up."""
        self.carried = Carried(allocation, need, need, allocation.from_day)

    def carry_to(self, target: NeedView | None, start: int, near: QPointF) -> None:
        """Hold the bar over a need from a day on; over none it stays with its own."""
        carried = self.carried
        if carried is None:
            return
        carried.target = carried.origin if target is None else target
        carried.start = start
        carried.wish, text, is_refused = self._judge(carried)
        length = carried.allocation.to_day - carried.allocation.from_day
        left, right = self._chart.scale.x(start), self._chart.scale.x(start + length)
        lane = QRectF() if target is None else self._lane(target)
        if lane.isEmpty():
            lane = QRectF(0, near.y() - GHOST_PX / 2, 1, GHOST_PX)
        ghost = QRectF(left, lane.top(), right - left, lane.height())
        self._chart.show_ghost(Ghost(ghost, text, is_refused))
        page = self._tip.parentWidget()
        if page is not None:
            place = self._chart.viewport().mapTo(page, near.toPoint())
            self._tip.say(TipContent(text, is_refusal=is_refused), place)

    def step(self, allocation: AllocationView, need: NeedView, days: int, rows: int) -> None:
        """Carry a bar by days and rows, as keys do."""
        if self.carried is None or self.carried.allocation.id != allocation.id:
            self.take(allocation, need)
        carried = self.carried
        if carried is None:
            return
        needs = [row.need for _, row in self._chart.need_rows()]
        ids = [one.id for one in needs]
        place = ids.index(carried.target.id) if carried.target.id in ids else 0
        target = needs[min(max(0, place + rows), len(needs) - 1)]
        self._bring_into_sight(target)
        lane = self._lane(target)
        start = carried.start + days
        near = QPointF(self._chart.scale.x(start), lane.bottom())
        self.carry_to(target, start, near)

    def drop(self) -> bool:
        """Ask for the bar where it is held; tell whether one was carried."""
        carried = self.carried
        self.give_up()
        if carried is not None and carried.wish is not None:
            self.asked.emit(carried.wish)
        return carried is not None

    def give_up(self) -> None:
        """Put the bar back where it was."""
        self.carried = None
        self._chart.show_ghost(None)
        self._tip.hide()

    def _lane(self, need: NeedView) -> QRectF:
        for number, row in self._chart.need_rows():
            if row.need.id == need.id:
                return self._chart.lane(number)
        return QRectF()

    def _bring_into_sight(self, need: NeedView) -> None:
        lane, height = self._lane(need), self._chart.viewport().height()
        bar = self._chart.verticalScrollBar()
        if lane.top() < 0:
            bar.setValue(bar.value() + round(lane.top()) - 8)
        elif lane.bottom() > height:
            bar.setValue(bar.value() + round(lane.bottom()) - height + 8)

    def _judge(self, carried: Carried) -> tuple[PlannedAllocation | None, str, bool]:
        """Say whether the bar may be asked for where it is held, and in which words."""
        phrases, allocation = self._phrases, carried.allocation
        need, start = carried.target, carried.start
        length = allocation.to_day - allocation.from_day
        begins = max(start, need.from_day)
        ends = max(begins + 1, min(start + length, need.to_day))
        days = (allocation.from_day, allocation.to_day)
        if need.id == carried.origin.id and (start == days[0] or (begins, ends) == days):
            return None, phrases.code("drag.here"), False
        refusal = self._refusal(allocation.offer, need.id, start)
        if refusal is not None:
            reason = phrases.say(refusal)
            text = phrases.code("drag.refused", partner=allocation.partner.name, reason=reason)
            return None, text, True
        wish = PlannedAllocation(allocation.offer, need.id, allocation.quantity, begins, ends)
        text = phrases.code(
            "drag.ask", partner=allocation.partner.name, need=need.title, start=Day(begins)
        )
        return wish, text, False
