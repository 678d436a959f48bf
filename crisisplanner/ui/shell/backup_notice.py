"""The notice that no automatic backup could be made, with what a person can do instead."""

from __future__ import annotations

from PySide6.QtCore import Slot

from crisisplanner.ui.actions import ActionBoard
from crisisplanner.ui.room import Room
from crisisplanner.ui.shell.notice import NoticeBar
from crisisplanner.ui.theme.look import Look
from crisisplanner.wording.catalogue import Wording

SAVE_COPY = "file.save_copy"


class BackupNotice(NoticeBar):
    """Stand below the tabs while the open workspace has no backup."""

    def __init__(self, look: Look, words: Wording, room: Room, board: ActionBoard) -> None:
        super().__init__(look)
        self._words, self._room, self._board = words, room, board
        room.opened.connect(self._show_fault)
        room.changed.connect(self._show_fault)
        room.closing.connect(self.clear)

    @Slot()
    def _show_fault(self) -> None:
        session = self._room.session
        fault = None if session is None else session.backup_fault
        if fault is None:
            self.clear()
            return
        copy = self._board.action(SAVE_COPY)
        self.say(self._words.message(fault), self._board.title(SAVE_COPY), copy.trigger)
