"""What the command box finds: actions, pages, and things of the open workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtGui import QKeySequence

from crisisplanner.services.tables import table_ids, table_rows
from crisisplanner.ui.actions import ActionBoard
from crisisplanner.ui.pages import PLACE_ICONS, PageRegistry
from crisisplanner.ui.room import Room
from crisisplanner.ui.shell.command_box import Command
from crisisplanner.wording.catalogue import Wording

MOST_OF_A_KIND = 5
LEAST_LETTERS = 2
PAGES_OF_KINDS = (
    ("partner", "partners", "users-group", 0),
    ("offer", "offers", "package", 1),
    ("requirement", "requirements", "puzzle", 1),
    ("crisis", "crises", "radar", 0),
)
"""Entity kind, its page, icon, and which column of the table names it."""


class Finder:
    """Find commands for what was typed."""

    def __init__(
        self,
        registry: PageRegistry,
        board: ActionBoard,
        room: Room,
        words: Wording,
        navigate: Callable[[str, object], None],
        trigger: Callable[[str], None],
    ) -> None:
        self._registry, self._board, self._room = registry, board, room
        self._words, self._navigate, self._trigger = words, navigate, trigger

    def find(self, typed: str) -> list[Command]:
        """List what fits, commands first; nothing typed lists all commands."""
        sought = typed.casefold()
        found = [c for c in self._commands() if sought in c.title.casefold()]
        found.sort(key=lambda c: not c.title.casefold().startswith(sought))
        if len(sought) >= LEAST_LETTERS:
            found.extend(self._things(typed))
        return found

    def _commands(self) -> Iterator[Command]:
        for spec in self._board.specs.values():
            action = self._board.action(spec.id)
            if action.isEnabled() and spec.id != "view.search":
                keys = QKeySequence(spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
                title = self._board.title(spec.id)
                icon = spec.icon or "arrow-right"
                yield Command(title, keys, icon, partial(self._trigger, spec.id))
        has_workspace = self._room.session is not None
        for place in self._registry.places():
            for entry in self._registry.of_place(place):
                if has_workspace or not entry.needs_workspace:
                    title = self._words.say(
                        "window.go_to", page=self._words.say(f"page.{entry.id}")
                    )
                    go = partial(self._navigate, entry.id, None)
                    yield Command(title, "", PLACE_ICONS[place], go)

    def _things(self, typed: str) -> Iterator[Command]:
        session = self._room.session
        if session is None:
            return
        for kind, page, icon, naming in PAGES_OF_KINDS:
            ids = table_ids(session, kind, search=typed)[:MOST_OF_A_KIND]
            hint = self._words.say(f"kind.{kind}")
            for entity_id, cells in zip(ids, table_rows(session, kind, ids), strict=True):
                title = str(cells[naming] or cells[0] or entity_id)
                if kind == "offer":
                    title = self._words.say("window.offer_of", partner=cells[0], type=cells[1])
                yield Command(title, hint, icon, partial(self._navigate, page, entity_id))
