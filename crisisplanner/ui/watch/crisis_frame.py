"""The frame of every page about one crisis: choose it, read beside the window, show what is there.

The crisis that was chosen on one page is shown on the others too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import message
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.progress import Watcher
from crisisplanner.domain.situation import Crisis, Scenario
from crisisplanner.services.session import Session
from crisisplanner.ui.pages import Heading, PageContext
from crisisplanner.ui.reading import LatestReading
from crisisplanner.ui.tables.cells import PILLS
from crisisplanner.ui.watch.looking import Looking
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.fields import ChoiceField
from crisisplanner.ui.widgets.panels import EmptyPage, column, row

NAME_SIGNS = 18
MOST_NAME_SIGNS = 34
SIDE_PX = 24


@dataclass(frozen=True)
class Reading:
    """Describe what a page reads: `read(session, crisis, wish)` runs beside the window.

    `wish` is asked when reading begins; a change of a kind in `kinds` reads again.
    """

    page: str
    kinds: frozenset[str]
    read: Callable[[Session, EntityId, Any], object]
    wish: Callable[[], object] = lambda: None


@dataclass(frozen=True, slots=True)
class _Read:
    crises: tuple[Crisis, ...]
    crisis: Crisis
    view: object
    position: int
    """The journal's position before it was read."""


def crisis_field(context: PageContext) -> ChoiceField:
    """Make the field by which a crisis is chosen."""
    field = ChoiceField(context.look)
    field.setAccessibleName(context.words.say("kind.crisis"))
    field.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.setMinimumContentsLength(NAME_SIGNS)
    field.hide()
    return field


def fill_choices(field: ChoiceField, choices: Sequence[tuple[str, str]], chosen: str) -> None:
    """Offer other things in a field without telling of it."""
    with QSignalBlocker(field):
        field.clear()
        for value, word in choices:
            field.addItem(word, value)
        field.choose(chosen)


class CrisisFrame(QWidget):
    """Show a page's main part, or what is missing; tells when something was read."""

    was_read = Signal(object)
    emptied = Signal()

    def __init__(
        self, context: PageContext, reading: Reading, main: QWidget, crises: ChoiceField
    ) -> None:
        super().__init__()
        self._context, self._reading, self._main = context, reading, main
        self.crises = crises
        self.crisis: Crisis | None = None
        self._is_shown = False
        self._looking: Looking | None = None
        said = message("watching.reading")
        self._latest = LatestReading(context, "read." + reading.page, said, self._on_read)
        look, words = context.look, context.words
        self._waiting = QWidget()
        self._no_crisis = EmptyPage(
            look,
            icon="radar",
            title=words.say("crises.empty"),
            sentence=words.say("crises.empty_why"),
            steps=[ActionButton(look, context.board, "crises.add")],
        )
        self._faces = QStackedWidget()
        for face in (self._waiting, main, self._no_crisis):
            self._faces.addWidget(face)
        # Pages put the choice into their main part, which they do not show while it is empty.
        self.above = crisis_field(context)
        self._head = QWidget()
        head = row(self._head, gap=8)
        head.setContentsMargins(SIDE_PX, SIDE_PX, SIDE_PX, 0)
        head.addWidget(self.above)
        head.addStretch()
        self._head.hide()
        self._added: list[QWidget] = []
        faces = column(self)
        faces.addWidget(self._head)
        faces.addWidget(self._faces, 1)
        for field in (self.crises, self.above):
            field.currentIndexChanged.connect(partial(self._choose, field))
        context.room.changed.connect(self._on_room_changed)

    @property
    def crisis_id(self) -> EntityId:
        """Give the crisis that is shown; nothing where there is none."""
        return self.crisis.id if self.crisis is not None else ""

    def add_face(self, face: QWidget) -> None:
        """Take one more face, which a page shows by itself."""
        self._faces.addWidget(face)
        self._added.append(face)

    def show_face(self, face: QWidget) -> None:
        """Show one of the faces."""
        self._faces.setCurrentWidget(face)
        self._head.setVisible(face in self._added and self.above.count() > 1)

    def enter(self, argument: object) -> None:
        """Become shown; a crisis given with it is chosen on all pages."""
        self._is_shown = True
        self._looking = Looking(self._context.settings, self._context.session)
        if isinstance(argument, str) and argument:
            self._context.room.crisis = argument
        elif not self._context.room.crisis:
            self._context.room.crisis = self._looking.last()
        self.refresh()

    def leave(self) -> None:
        """Stop being shown; what is read meanwhile is not shown."""
        self._is_shown = False

    def heading(self) -> Heading | None:
        """Name the crisis and its status."""
        if self.crisis is None:
            return None
        words, status = self._context.words, self.crisis.status
        state = words.say(f"word.CrisisStatus.{status.value}")
        style = PILLS["CrisisStatus"].get(status.value)
        return Heading((words.say("place.watch"), self.crisis.name), state, style)

    @Slot()
    def refresh(self) -> None:
        """Read everything anew beside the window."""
        session = self._context.room.session
        if session is None or not self._is_shown:
            return
        wanted, wish = self._context.room.crisis, self._reading.wish()
        self._latest.ask(partial(_read, session, wanted, self._reading.read, wish))

    def _on_read(self, found: _Read | None) -> None:
        if self._context.room.session is None:
            return
        if found is None:
            self.crisis = None
            self.show_face(self._no_crisis)
            self.emptied.emit()
        else:
            self.crisis = found.crisis
            names = [(crisis.id, crisis.name) for crisis in found.crises]
            signs = min(max(NAME_SIGNS, len(found.crisis.name)), MOST_NAME_SIGNS)
            for field in (self.crises, self.above):
                fill_choices(field, names, found.crisis.id)
                field.setMinimumContentsLength(signs)
                field.setToolTip(found.crisis.name)
                field.setVisible(len(names) > 1)
            if self._is_shown and self._looking is not None:
                self._looking.looked(found.crisis.id, found.position)
            self.show_face(self._main)
            self.was_read.emit(found.view)

    def _choose(self, field: ChoiceField, *_: object) -> None:
        self._context.room.crisis = field.value()
        self.refresh()

    @Slot(object)
    def _on_room_changed(self, changes: Changes) -> None:
        if changes.kinds & (self._reading.kinds | {Crisis.KIND}):
            self.refresh()


def _read(
    session: Session,
    wanted: EntityId,
    read: Callable[[Session, EntityId, Any], object],
    wish: object,
    _watcher: Watcher,
) -> _Read | None:
    crises = tuple(sorted(session.all(Crisis), key=lambda crisis: (crisis.name, crisis.id)))
    if not crises:
        return None
    position = session.file.position()
    crisis = next((one for one in crises if one.id == wanted), None)
    if crisis is None:
        crisis = _planned_for(session, crises) or crises[0]
    return _Read(crises, crisis, read(session, crisis.id, wish), position)


def _planned_for(session: Session, crises: Sequence[Crisis]) -> Crisis | None:
    """Give the crisis of the first plan: of many crises the one that somebody works on."""
    by_id = {crisis.id: crisis for crisis in crises}
    for plan in sorted(session.all(Plan), key=lambda plan: (plan.title, plan.id)):
        scenario = session.find(Scenario, plan.scenario)
        if scenario is not None and scenario.crisis in by_id:
            return by_id[scenario.crisis]
    return None
