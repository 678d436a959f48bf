"""What the command box finds: actions, pages, and things of the open workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.errors import Cancelled
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.progress import Watcher
from crisisplanner.ui.actions import ActionBoard
from crisisplanner.ui.jobs import Jobs
from crisisplanner.ui.pages import PLACE_ICONS, PageRegistry
from crisisplanner.ui.room import Room
from crisisplanner.ui.shell.command_box import Command
from crisisplanner.wording.catalogue import Wording

if TYPE_CHECKING:
    from crisisplanner.services.session import Session

JOB = "find"
MOST_OF_A_KIND = 5
LEAST_LETTERS = 2
PAGES_OF_KINDS = (
    ("partner", "partners", "users-group", 0),
    ("offer", "offers", "package", 1),
    ("requirement", "requirements", "puzzle", 1),
    ("plan", "plans", "puzzle", 0),
    ("crisis", "crises", "radar", 0),
    ("place", "places", "map-pin", 0),
    ("institution", "institutions", "building-bank", 0),
)
"""Entity kind, its page, icon, and which column of the table names it."""
PAGES_OF_OWNERS = MappingProxyType(
    {
        "trigger": ("triggers", "bolt"),
        "calendar_event": ("calendar", "calendar"),
        "crisis_actor": ("actors", "users"),
        "capability_request": ("partner", "message"),
        "activity": ("presence", "users-group"),
    }
)
"""The page and icon of what is shown with others of its crisis, partner or country."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Hold a thing that was found: its page, what the page opens, and what names it."""

    kind: str
    opens: EntityId
    page: str
    icon: str
    title: str | Message
    offer_of: tuple[Any, Any]
    """Partner and type, where it is an offer."""


class Finder:
    """Find commands for what was typed."""

    def __init__(
        self,
        registry: PageRegistry,
        board: ActionBoard,
        room: Room,
        jobs: Jobs,
        words: Wording,
        navigate: Callable[[str, object], None],
        trigger: Callable[[str], None],
        fail: Callable[[Exception], None],
    ) -> None:
        self._registry, self._board, self._room, self._jobs = registry, board, room, jobs
        self._words, self._navigate, self._trigger, self._fail = words, navigate, trigger, fail

    def find(self, typed: str) -> list[Command]:
        """List the commands that fit; nothing typed lists all."""
        sought = typed.casefold()
        found = [c for c in self._commands() if sought in c.title.casefold()]
        found.sort(key=partial(_rank, sought))
        return found

    def find_things(self, typed: str, take: Callable[[Sequence[Command]], None]) -> bool:
        """Look for things of the workspace beside the window; tells whether ``take`` will be called.

        Only the newest search is heard of.
        """
        session = self._room.session
        if session is None or len(typed) < LEAST_LETTERS:
            self._jobs.cancel(JOB, forget=True)
            return False

        def done(things: Sequence[Thing]) -> None:
            take([self._command_of(thing) for thing in things])

        def failed(error: Exception) -> None:
            take(())
            self._fail(error)

        work = partial(_things, session, typed)
        title = message("window.searching")
        self._jobs.start(JOB, title, work, on_done=done, on_failed=failed)
        return True

    def _command_of(self, thing: Thing) -> Command:
        title = self._words.value(thing.title)
        if thing.kind == "offer":
            partner, type_name = thing.offer_of
            title = self._words.say("window.offer_of", partner=partner, type=type_name)
        go = partial(self._navigate, thing.page, thing.opens)
        return Command(title, self._words.say(f"kind.{thing.kind}"), thing.icon, go)

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
                    page = self._words.say(f"page.{entry.id}")
                    title = self._words.say("window.go_to", page=page)
                    go = partial(self._navigate, entry.id, None)
                    yield Command(title, "", PLACE_ICONS[place], go, page)


def _rank(sought: str, command: Command) -> int:
    """Put first what is called as was typed, then what begins so."""
    if sought and command.name.casefold().startswith(sought):
        return 0
    return 1 if command.title.casefold().startswith(sought) else 2


def _things(session: Session, typed: str, watcher: Watcher) -> tuple[Thing, ...]:
    from crisisplanner.services.finding import find_by_name
    from crisisplanner.services.tables import table_ids, table_rows

    found: list[Thing] = []
    for kind, page, icon, naming in PAGES_OF_KINDS:
        if watcher.is_cancelled():
            raise Cancelled
        ids = table_ids(session, kind, search=typed)[:MOST_OF_A_KIND]
        for entity_id, cells in zip(ids, table_rows(session, kind, ids), strict=True):
            title = str(cells[naming] or cells[0] or entity_id)
            found.append(Thing(kind, entity_id, page, icon, title, (cells[0], cells[1])))
    for one in find_by_name(session, typed, watcher):
        page, icon = PAGES_OF_OWNERS[one.kind]
        found.append(Thing(one.kind, one.owner, page, icon, one.title, (None, None)))
    return tuple(found)
