"""Two columns of cards that scroll, one below the other where there is no room for two.

Cards are made one after the other, so that the window answers meanwhile. What is shown again keeps its
place and the keyboard, by the names of its buttons.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crisisplanner.ui.widgets.panels import column

TWO_COLUMNS_FROM_PX = 860
GAP_PX = 16
Make = Callable[[], QWidget]


class CardColumns(QScrollArea):
    """Show cards; each is made by a function when its turn comes."""

    filled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._columns: QBoxLayout | None = None
        self._waiting: list[tuple[QVBoxLayout, Make]] = []
        self._top = 0
        self._held = ""
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._make_next)

    @property
    def is_filled(self) -> bool:
        """Tell whether all cards are made."""
        return not self._waiting

    def show_cards(self, left: Sequence[Make], right: Sequence[Make]) -> None:
        """Show other cards; the first row at once, the rest in turns."""
        if self.is_filled:
            self._top = self.verticalScrollBar().value()
            self._held = self._held_name()
        body = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._columns.setContentsMargins(0, 0, 24, 24)
        self._columns.setSpacing(GAP_PX)
        parts = (column(gap=GAP_PX), column(gap=GAP_PX))
        for part in parts:
            # Free height stands below the cards, never inside them.
            part.addStretch(1)
            self._columns.addLayout(part, 1)
        self._waiting = []
        for number in range(max(len(left), len(right))):
            for part, makes in zip(parts, (left, right), strict=True):
                self._waiting += [(part, make) for make in makes[number : number + 1]]
        self.setWidget(body)
        # The area fills what it is given; cards stand on the ground of the page.
        body.setAutoFillBackground(False)
        self._place()
        self._make_next()

    def clear(self) -> None:
        """Show nothing."""
        self._waiting = []
        self._columns = None
        self.setWidget(QWidget())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @Slot()
    def _make_next(self) -> None:
        if not self._waiting:
            return
        part, make = self._waiting.pop(0)
        part.insertWidget(part.count() - 1, make())
        if self._waiting:
            self._turn.start()
            return
        body = self.widget()
        layout = None if body is None else body.layout()
        if body is not None and layout is not None:
            layout.activate()
            body.resize(self.viewport().width(), layout.totalHeightForWidth(body.width()))
            self.verticalScrollBar().setValue(self._top)
            self._give_keyboard_back(body)
        self.filled.emit()

    def _held_name(self) -> str:
        holder, body = self.window().focusWidget(), self.widget()
        if body is None or holder is None or not body.isAncestorOf(holder):
            return ""
        return holder.objectName()

    def _give_keyboard_back(self, body: QWidget) -> None:
        """Go to what had the keyboard, or to the next button of the same thing."""
        held, self._held = self._held, ""
        if not held:
            return
        _, _, thing = held.partition(".")
        named = [w for w in body.findChildren(QWidget) if w.objectName()]
        again = next((w for w in named if w.objectName() == held), None)
        if again is None:
            again = next((w for w in named if w.objectName().endswith("." + thing)), None)
        (again or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        if self._columns is None:
            return
        beside, beneath = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        is_wide = self.width() >= TWO_COLUMNS_FROM_PX
        self._columns.setDirection(beside if is_wide else beneath)
