"""Pages: the places of the rail, what a page is, and the registry that mounts them.

Lives here: what shell and pages agree on. A page's own code is in the folder of its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crisisplanner.ui.actions import ActionBoard, ActionSpec
from crisisplanner.ui.jobs import Jobs
from crisisplanner.ui.painting.marks import PillStyle
from crisisplanner.ui.room import Room
from crisisplanner.ui.settings import Editor, WindowSettings
from crisisplanner.ui.theme.look import Look
from crisisplanner.wording.catalogue import Wording

if TYPE_CHECKING:
    from crisisplanner.services.session import Session


class Place(StrEnum):
    """The places of the rail that have a page today; values end their codes `place.<value>`."""

    HOME = "home"
    WATCH = "watch"
    PARTNERS = "partners"
    PLAN = "plan"
    PRINT = "print"
    SETTINGS = "settings"
    HELP = "help"


PLACE_ICONS: Mapping[Place, str] = {
    Place.HOME: "home",
    Place.WATCH: "radar",
    Place.PARTNERS: "users-group",
    Place.PLAN: "puzzle",
    Place.PRINT: "printer",
    Place.SETTINGS: "settings",
    Place.HELP: "help",
}
FOOT_PLACES = (Place.SETTINGS, Place.HELP)


def _offer_nothing(_title: str, _act: Callable[[], None]) -> None:
    """Stand in where errors are shown without a way out."""


@dataclass(frozen=True)
class PageContext:
    """Give a page everything it may use.

    `navigate(page_id, argument)` opens another page; `say(sentence)` writes into the strip;
    `fail(error)` shows an error in place, above the page, and `offer(title, act)` a way out
    beside it. `open_path` opens a workspace file,
    `begin_case(id, title)` asks where a new workspace from a built-in case goes.
    """

    look: Look
    words: Wording
    settings: WindowSettings
    jobs: Jobs
    room: Room
    board: ActionBoard
    navigate: Callable[[str, object], None]
    say: Callable[[str], None]
    fail: Callable[[Exception], None]
    open_path: Callable[[Path], None]
    begin_case: Callable[[str, str], None]
    set_editor: Callable[[Editor], None]
    log_file: Path | None = None
    offer: Callable[[str, Callable[[], None]], None] = _offer_nothing

    @property
    def session(self) -> Session:
        """Give the open session; pages that need one are only shown with one."""
        session = self.room.session
        if session is None:
            raise RuntimeError("Expected an open workspace, got none")
        return session


@dataclass(frozen=True, slots=True)
class Heading:
    """Say where the user is: a path whose last part is the page, and a state."""

    path: tuple[str, ...]
    state: str = ""
    state_style: PillStyle | None = None


class Page(QWidget):
    """The base of all pages."""

    heading_changed = Signal()

    def heading(self) -> Heading | None:
        """Give the header's path; None means place and title of the entry."""
        return None

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        """Give what does the page's actions, by action id."""
        return {}

    def enter(self, argument: object) -> None:
        """Become the shown page; `argument` is what `navigate` was given."""

    def leave(self) -> None:
        """Stop being the shown page."""


PageMaker = Callable[[PageContext], Page]


@dataclass(frozen=True, slots=True)
class PageEntry:
    """Describe a page to mount; `load` imports what makes it, when it is opened the first time.

    `id` ends the code of its title, `page.<id>`.
    """

    id: str
    place: Place
    load: Callable[[], PageMaker]
    actions: tuple[ActionSpec, ...] = ()
    needs_workspace: bool = True
    has_tab: bool = True


class PageRegistry:
    """Know all pages in the order of their tabs."""

    def __init__(self, entries: Iterable[PageEntry]) -> None:
        self._entries = {entry.id: entry for entry in entries}

    def entry(self, page_id: str) -> PageEntry:
        """Give a page's entry; raises KeyError."""
        return self._entries[page_id]

    def is_of_workspace(self, page_id: str) -> bool:
        """Tell whether a page of this id stands in the tabs and shows a workspace."""
        entry = self._entries.get(page_id)
        return entry is not None and entry.needs_workspace and entry.has_tab

    def entries(self) -> list[PageEntry]:
        """List all pages."""
        return list(self._entries.values())

    def of_place(self, place: Place) -> list[PageEntry]:
        """List the pages of a place."""
        return [entry for entry in self._entries.values() if entry.place is place]

    def places(self) -> list[Place]:
        """List the places that have a page."""
        return [place for place in Place if self.of_place(place)]

    def actions(self) -> list[ActionSpec]:
        """List the actions of all pages."""
        return [spec for entry in self._entries.values() for spec in entry.actions]
