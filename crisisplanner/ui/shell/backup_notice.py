"""The notice that no automatic backup could be made, with what a person can do instead."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot

from crisisplanner.domain.messages import Message
from crisisplanner.ui.actions import ActionBoard
from crisisplanner.ui.room import Room
from crisisplanner.ui.shell.closing import Closing
from crisisplanner.ui.shell.notice import NoticeBar
from crisisplanner.ui.theme.look import Look
from crisisplanner.wording.catalogue import Wording

SAVE_COPY = "file.save_copy"


class BackupNotice(NoticeBar):
    """Stand below the tabs while the open workspace has no backup, or one that was closed got none."""

    def __init__(
        self, look: Look, words: Wording, room: Room, closing: Closing, board: ActionBoard
    ) -> None:
        super().__init__(look)
        self._words, self._room, self._board = words, room, board
        self._left: Message | None = None
        room.opened.connect(self._show_fault)
        room.changed.connect(self._show_fault)
        room.closing.connect(self.clear)
        closing.left_without_backup.connect(self._on_left_without_backup)

    @property
    def is_unread(self) -> bool:
        """Tell whether nobody confirmed yet that a closed workspace got no backup."""
        return self._left is not None

    def show_left(self, button: str, act: Callable[[], object]) -> None:
        """Say that a closed workspace got no backup, until the button is pressed."""
        if self._left is None:
            return

        def read() -> None:
            self._left = None
            self._show_fault()
            act()

        said = self._words.say("window.left_without_backup", fault=self._words.message(self._left))
        self.say(said, button, read)

    @Slot()
    def _show_fault(self) -> None:
        session = self._room.session
        fault = None if session is None else session.backup_fault
        if fault is not None:
            copy = self._board.action(SAVE_COPY)
            self.say(self._words.message(fault), self._board.title(SAVE_COPY), copy.trigger)
        elif self._left is None:
            self.clear()

    @Slot(object)
    def _on_left_without_backup(self, fault: Message) -> None:
        self._left = fault
        self.show_left(self._words.say("window.understood"), _nothing_more)


def _nothing_more() -> None:
    return
