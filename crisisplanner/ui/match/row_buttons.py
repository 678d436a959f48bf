"""The buttons of the opened row."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crisisplanner.services.matching.match_view import NeedView
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import row

HEIGHT_PX = 28


class RowButtons(QWidget):
    """Ask a partner, lock, forbid and more, for the need whose row is open."""

    lock_asked = Signal()
    forbid_asked = Signal()
    partner_asked = Signal()
    menu_asked = Signal()

    def __init__(self, look: Look, phrases: Phrases, parent: QWidget) -> None:
        super().__init__(parent)
        self._phrases = phrases
        ask = phrases.words.say("ask_partner.title")
        self.ask = Button(look, ask, icon="message-dots", small=True)
        self.ask.setToolTip(phrases.words.say("ask_partner.hint"))
        self.lock, self.forbid, self.more = (
            Button(look, icon=icon, name=phrases.code(code), small=True)
            for icon, code in (("lock", "lock"), ("ban", "forbid"), ("dots", "more"))
        )
        for button in (self.lock, self.forbid, self.more):
            button.set_kind("normal")
            button.setFixedWidth(HEIGHT_PX)
            button.setStyleSheet("padding: 0;")
        self.ask.clicked.connect(self.partner_asked)
        self.lock.clicked.connect(self.lock_asked)
        self.forbid.clicked.connect(self.forbid_asked)
        self.more.clicked.connect(self.menu_asked)
        layout = row(self, gap=6)
        for button in (self.ask, self.lock, self.forbid, self.more):
            layout.addWidget(button)
        layout.addStretch()
        self.hide()

    def show_need(self, need: NeedView, *, is_writable: bool) -> None:
        """Say what can be done with a need."""
        phrases = self._phrases
        held = [one for one in need.allocations if not one.is_wish]
        is_locked = bool(held) and all(one.is_locked for one in held)
        self.lock.setAccessibleName(phrases.code("unlock" if is_locked else "lock"))
        self.lock.set_icon("lock-open" if is_locked else "lock")
        self.lock.setEnabled(is_writable and bool(held))
        self.forbid.setEnabled(is_writable and bool(held))
        code = "read_only" if not is_writable else "nothing_to_lock"
        hint = phrases.code("lock_hint") if self.lock.isEnabled() else phrases.code(code)
        self.lock.setToolTip(hint)
        hint = phrases.code("forbid_hint") if self.forbid.isEnabled() else phrases.code(code)
        self.forbid.setToolTip(hint)
