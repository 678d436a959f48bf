"""The tab row: pages of the place, and the page's actions at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QMenu, QWidget

from crisisplanner.ui.actions import ActionBoard, ActionSpec
from crisisplanner.ui.theme.focus_ring import remember_reason
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import row
from crisisplanner.wording.catalogue import Wording

GAP_PX = 4
SPARE_PX = 24
MARGINS_PX = 34


class Tab(QAbstractButton):
    """The tab of one page."""

    def __init__(self, look: Look, page_id: str, title: str) -> None:
        super().__init__()
        self._look = look
        self.page_id = page_id
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        look.changed.connect(self.update)

    def focusInEvent(self, event: QFocusEvent) -> None:
        remember_reason(self, event)
        super().focusInEvent(event)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._look.font("body_medium"))
        return QSize(round(metrics.horizontalAdvance(self.text())) + 18, 36)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._look
        is_lit = self.isChecked() or self.underMouse()
        painter.setPen(look.colour("text" if is_lit else "text_2"))
        painter.setFont(look.font("body_medium"))
        words = QRectF(0, 0, self.width(), self.height() - 2)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.isChecked():
            line = QRectF(8, self.height() - 2, self.width() - 16, 2)
            painter.fillRect(line, look.colour("accent"))


class TabRow(QFrame):
    """Show the tabs that fit, the others under "More", and the actions, the others in a menu."""

    chosen = Signal(str)

    def __init__(self, look: Look, words: Wording, board: ActionBoard) -> None:
        super().__init__()
        self._look = look
        self._words, self._board = words, board
        self.setProperty("bar", "bottom")
        self.setFixedHeight(look.theme.size("tabs") + 1)
        self._tabs: list[Tab] = []
        self._buttons: list[ActionButton] = []
        self._layout = row(self, gap=GAP_PX)
        self._layout.setContentsMargins(MARGINS_PX - 20, 0, 20, 0)
        self._tab_area = QWidget()
        self._tab_row = row(self._tab_area, gap=GAP_PX)
        self._more = Button(
            look, words.say("window.more"), kind="quiet", name=words.say("window.more_pages")
        )
        self._more.clicked.connect(self._open_more)
        self._more.hide()
        self._layout.addWidget(self._tab_area)
        self._layout.addWidget(self._more)
        self._layout.addStretch()
        self.actions_button = Button(
            look, words.say("window.actions"), icon="dots", name=words.say("window.more_actions")
        )
        self.actions_button.clicked.connect(self._open_actions)
        self.actions_button.hide()
        self._layout.addWidget(self.actions_button)

    def show_pages(self, pages: Iterable[tuple[str, str]], shown: str) -> None:
        """Show the tabs of a place: page ids with titles."""
        for tab in self._tabs:
            tab.hide()
            tab.deleteLater()
        self._tabs = []
        for page_id, title in pages:
            tab = Tab(self._look, page_id, title)
            hint = f"hint.{page_id}"
            if self._words.has(hint):
                tab.setToolTip(self._words.say(hint))
            tab.setChecked(page_id == shown)
            tab.clicked.connect(self._on_tab_clicked)
            self._tab_row.addWidget(tab)
            self._tabs.append(tab)
        self._fit()

    def show_actions(self, specs: Sequence[ActionSpec]) -> None:
        """Show the buttons of a page's actions."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for spec in specs:
            button = ActionButton(self._look, self._board, spec.id)
            self._layout.addWidget(button)
            self._buttons.append(button)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Move actions into their menu but for the last, then tabs to "More", until all fits."""
        room = self.width() - MARGINS_PX - SPARE_PX
        tabs = sum(_room_of(tab) for tab in self._tabs)
        self._hide_tabs_beyond(room - self._hide_actions_beyond(room - tabs))

    def _hide_actions_beyond(self, room: int) -> int:
        """Show as many actions as fit, from the end, where the primary one is; give their room."""
        used = sum(_room_of(button) for button in self._buttons)
        has_menu = used > room and len(self._buttons) > 1
        if has_menu:
            used = _room_of(self.actions_button)
        is_full = False
        for button in reversed(self._buttons):
            is_last = button is self._buttons[-1]
            is_full = has_menu and not is_last and (is_full or used + _room_of(button) > room)
            button.setVisible(not is_full)
            used += _room_of(button) if has_menu and not is_full else 0
        self.actions_button.setVisible(has_menu)
        return used

    def _hide_tabs_beyond(self, room: int) -> None:
        has_more = False
        widths = {tab: _room_of(tab) for tab in self._tabs}
        needed = sum(widths.values())
        limit = room if needed <= room else room - self._more.sizeHint().width()
        # The page that is shown keeps its tab: the others share what it leaves.
        used = sum(width for tab, width in widths.items() if tab.isChecked())
        for tab, width in widths.items():
            used += 0 if tab.isChecked() else width
            fits = used <= limit or tab.isChecked()
            tab.setVisible(fits)
            has_more = has_more or not fits
        self._more.setVisible(has_more)

    def _on_tab_clicked(self) -> None:
        tab = self.sender()
        if isinstance(tab, Tab):
            tab.setChecked(True)
            self.chosen.emit(tab.page_id)

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for tab in self._tabs:
            if tab.isHidden():
                menu.addAction(tab.text(), tab.click)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _open_actions(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        for button in self._buttons:
            if button.isHidden():
                menu.addAction(button.action)
        menu.popup(self.actions_button.mapToGlobal(self.actions_button.rect().bottomLeft()))


def _room_of(part: QWidget) -> int:
    return part.sizeHint().width() + GAP_PX
