"""The notice that the open workspace can only be read: why, and what a person can do instead."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot

from crisisplanner.ui.actions import WRITABLE, ActionBoard
from crisisplanner.ui.reading_only import why_read_only
from crisisplanner.ui.room import Room
from crisisplanner.ui.shell.notice import NoticeBar
from crisisplanner.ui.theme.look import Look
from crisisplanner.wording.catalogue import Wording

SAVE_COPY = "file.save_copy"


class ReadingNotice(NoticeBar):
    """Stand below the tabs while nothing can be changed, and tell every action why it is disabled."""

    def __init__(
        self,
        look: Look,
        words: Wording,
        room: Room,
        board: ActionBoard,
        open_path: Callable[[Path], None],
    ) -> None:
        super().__init__(look)
        self._words, self._room, self._board = words, room, board
        self._open_path = open_path
        room.opened.connect(self._on_room_opened)
        room.closing.connect(self._on_room_closing)

    @Slot()
    def _on_room_opened(self) -> None:
        session = self._room.session
        if session is None or not session.is_read_only:
            return
        words = self._words
        self._board.give_reason(WRITABLE, words.message(why_read_only(session)))
        writer = session.file.writer
        if writer is None:
            copy = self._board.action(SAVE_COPY)
            self.say(words.say("window.reading"), self._board.title(SAVE_COPY), copy.trigger)
            return
        said = words.say("window.reading_beside", person=writer.person, machine=writer.machine)
        self.say(said, words.say("window.open_again"), partial(self._open_path, session.path))

    @Slot()
    def _on_room_closing(self) -> None:
        self._board.give_reason(WRITABLE, "")
        self.clear()
