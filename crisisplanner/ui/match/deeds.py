"""What a person does to needs, bars and blocked offers: lock, forbid, allow, ask, and the menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from crisisplanner.domain.days import Day
from crisisplanner.domain.match import PlannedAllocation
from crisisplanner.domain.messages import Message
from crisisplanner.services.matching.match_view import AllocationView, BlockedOffer, NeedView
from crisisplanner.ui.match.board import MatchBoard
from crisisplanner.ui.match.desk import MatchDesk
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.theme.look import Look

TABLE, CURVE = 1, 2
"""The other faces of the board: its numbers as a table, coverage by day."""
MOST_IN_ONE_MENU = 3
Thing = AllocationView | BlockedOffer


class MatchDeeds(QObject):
    """Turn keys, buttons and the pointer into edits of the plan."""

    need_edit_asked = Signal(str)
    face_asked = Signal(int)
    partner_asked = Signal(str)

    def __init__(
        self, look: Look, phrases: Phrases, board: MatchBoard, desk: MatchDesk, page: QWidget
    ) -> None:
        super().__init__(page)
        self._look, self._phrases = look, phrases
        self._board, self._desk, self._page = board, desk, page
        self.is_writable = True

    def refusal(self, offer: str, need: str, start: int) -> Message | None:
        """Say why an offer can't serve a need from a day on; None if it can."""
        reading = self._desk.reading
        if reading is None or reading.judge is None:
            return None
        return reading.judge.refusal(offer, need, start)

    @Slot()
    def lock_chosen(self) -> None:
        """Lock the chosen bar, or all of the open row; let them go if all are locked."""
        need, chosen = self._board.need, self._board.allocation
        if need is None or not self.is_writable:
            return
        held = [chosen] if chosen is not None else list(need.allocations)
        held = [one for one in held if not one.is_wish]
        if held:
            self.lock(need, held, locked=not all(one.is_locked for one in held))

    @Slot(str)
    def toggle_lock(self, allocation_id: str) -> None:
        """Lock one bar, or let it go."""
        reading = self._desk.reading
        for need in () if reading is None else reading.view.needs:
            for one in need.allocations:
                if one.id == allocation_id and not one.is_wish:
                    self.lock(need, [one], locked=not one.is_locked)

    @Slot()
    def forbid_chosen(self) -> None:
        """Forbid the chosen bar's offer here; ask which where several could be meant."""
        need, chosen = self._board.need, self._board.allocation
        if need is None or not self.is_writable:
            return
        offers = {one.offer: one for one in need.allocations}
        if chosen is not None:
            self.forbid(need, chosen)
        elif len(offers) == 1:
            self.forbid(need, next(iter(offers.values())))
        elif offers:
            self.open_forbid_menu(need, self._board.menu_place())

    @Slot()
    def ask_for_chosen(self) -> None:
        """Ask a partner for what the open row lacks."""
        need = self._board.need
        if need is not None:
            self.partner_asked.emit(need.id)

    @Slot()
    def open_chosen_menu(self) -> None:
        """Open the menu of the open row."""
        need = self._board.need
        if need is not None:
            self.open_menu(need, self._board.allocation, self._board.menu_place())

    @Slot(object, QPoint)
    def open_menu_of(self, thing: Thing | None, place: QPoint) -> None:
        """Open the menu of what the pointer is on."""
        need = self._board.need
        if need is not None:
            self.open_menu(need, thing, place)

    @Slot(object)
    def ask(self, wish: PlannedAllocation) -> None:
        """Ask that the next match sends an offer to a need."""
        reading = self._desk.reading
        need = None if reading is None else reading.view.need(wish.requirement)
        if reading is None or need is None:
            return
        partner = next(
            (
                one.partner.name
                for other in reading.view.needs
                for one in other.allocations
                if one.offer == wish.offer
            ),
            "",
        )
        said = self._phrases.code(
            "asked", partner=partner, need=need.title, start=Day(wish.from_day)
        )
        self._desk.edits.ask(wish, said)

    def lock(self, need: NeedView, held: Sequence[AllocationView], *, locked: bool) -> None:
        """Lock bars, or let them go; letting a wish go drops it."""
        names = list(dict.fromkeys(one.partner.name for one in held))
        who = self._phrases.words.formats.listed(names)
        code = "locked" if locked else "unlocked"
        said = self._phrases.code(code, who=who, need=need.title)
        ids = tuple(one.id for one in held if one.is_locked is not locked)
        self._desk.edits.lock(ids, said, locked=locked)

    def drop_wish(self, need: NeedView, one: AllocationView) -> None:
        """Take a wish back."""
        said = self._phrases.code("unlocked", who=one.partner.name, need=need.title)
        self._desk.edits.drop(one.id, said)

    def forbid(self, need: NeedView, one: Thing) -> None:
        """Keep an offer from a need."""
        is_locked = any(a.is_locked for a in need.allocations if a.offer == one.offer)
        code = "forbidden_unlocked" if is_locked else "forbidden"
        said = self._phrases.code(code, who=one.partner.name, need=need.title)
        self._desk.edits.forbid(one.offer, need.id, said)

    def allow(self, need: NeedView, one: BlockedOffer) -> None:
        """Let a forbidden offer serve a need again."""
        said = self._phrases.code("allowed", who=one.partner.name, need=need.title)
        self._desk.edits.allow(one.offer, need.id, said)

    def open_menu(self, need: NeedView, thing: Thing | None, place: QPoint) -> QMenu:
        """Offer what can be done with a bar, a blocked offer, or all of a need."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if isinstance(thing, BlockedOffer):
            self._add_blocked(menu, need, thing)
        else:
            bars = [thing] if thing is not None else list(need.allocations)
            self._add_bars(menu, need, bars)
            if thing is None:
                for blocked in need.blocked:
                    if blocked.is_forbidden:
                        self._add_blocked(menu, need, blocked)
        if menu.actions():
            menu.addSeparator()
        text = self._phrases.words.say("ask_partner.menu")
        ask = partial(self.partner_asked.emit, need.id)
        self._add(menu, "message-dots", text, ask, is_edit=False)
        edit = partial(self.need_edit_asked.emit, need.id)
        self._add(menu, "pencil", self._phrases.code("edit_need"), edit, is_edit=False)
        for icon, code, face in (
            ("list", "show_table", TABLE),
            ("chart-area", "show_curve", CURVE),
        ):
            deed = partial(self.face_asked.emit, face)
            self._add(menu, icon, self._phrases.code(code), deed, is_edit=False)
        menu.popup(place)
        return menu

    def open_forbid_menu(self, need: NeedView, place: QPoint) -> QMenu:
        """Ask which of the offers that serve a need is forbidden there."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offers = {one.offer: one for one in reversed(need.allocations) if not one.is_wish}
        for one in reversed(offers.values()):
            named = {"partner": one.partner.name, "offer": one.offer_title}
            text = self._phrases.code("forbid_one", **named)
            self._add(menu, "ban", text, partial(self.forbid, need, one))
        menu.popup(place)
        return menu

    def _add_bars(self, menu: QMenu, need: NeedView, bars: Sequence[AllocationView]) -> None:
        """Lock each, then forbid each; many go into a menu for each of the two."""
        wishes = [one for one in bars if one.is_wish]
        held = [one for one in bars if not one.is_wish]
        locking = forbidding = menu
        if len(held) > MOST_IN_ONE_MENU:
            locking = menu.addMenu(self._look.icon("lock"), self._phrases.code("lock_or_unlock"))
            forbidding = menu.addMenu(self._look.icon("ban"), self._phrases.code("forbid"))
        for one in held:
            self._add_lock(locking, need, one)
        if locking is menu and len(held) > 1:
            menu.addSeparator()
        for one in held:
            text = self._phrases.code("forbid_bar", offer=one.offer_title, **_named(one))
            self._add(forbidding, "ban", text, partial(self.forbid, need, one))
        for one in wishes:
            text = self._phrases.code("drop_wish", **_named(one))
            self._add(menu, "x", text, partial(self.drop_wish, need, one))

    def _add_lock(self, menu: QMenu, need: NeedView, one: AllocationView) -> None:
        code, icon = ("unlock_one", "lock-open") if one.is_locked else ("lock_one", "lock")
        deed = partial(self.lock, need, [one], locked=not one.is_locked)
        self._add(menu, icon, self._phrases.code(code, **_named(one)), deed)

    def _add_blocked(self, menu: QMenu, need: NeedView, one: BlockedOffer) -> None:
        named = {"partner": one.partner.name, "offer": one.offer_title}
        if one.is_forbidden:
            text = self._phrases.code("allow_one", **named)
            self._add(menu, "check", text, partial(self.allow, need, one))
        else:
            text = self._phrases.code("forbid_one", **named)
            self._add(menu, "ban", text, partial(self.forbid, need, one))

    def _add(
        self, menu: QMenu, icon: str, text: str, deed: Callable[[], None], *, is_edit: bool = True
    ) -> None:
        # A partner's "&" is a letter, not the mark of a key.
        action = menu.addAction(self._look.icon(icon), text.replace("&", "&&"))
        action.triggered.connect(_Deed(deed))
        action.setEnabled(self.is_writable or not is_edit)


def _named(one: AllocationView) -> dict[str, Any]:
    """Name a bar by partner, quantity and days."""
    return {
        "partner": one.partner.name,
        "number": one.quantity,
        "start": Day(one.from_day),
        "end": Day(one.to_day),
    }


class _Deed:
    """Do something when a menu's entry is chosen."""

    def __init__(self, deed: Callable[[], None]) -> None:
        self._deed = deed

    def __call__(self, *_: object) -> None:
        self._deed()
