"""A page that is a table with an inspector: what it lists, asks and inspects is given as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QTimer, Slot

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.table_query import Filter
from crisisplanner.services.tables import TABLES
from crisisplanner.ui.actions import ROW
from crisisplanner.ui.inspecting.blocks import Blocks
from crisisplanner.ui.inspecting.field_form import Asked
from crisisplanner.ui.inspecting.inspector import Inspector
from crisisplanner.ui.inspecting.new_thing import NewThing
from crisisplanner.ui.inspecting.original_note import OriginalNote
from crisisplanner.ui.pages import Page, PageContext
from crisisplanner.ui.shell.side_pane import PaneSplit, SidePane
from crisisplanner.ui.tables.columns import Column, column_of
from crisisplanner.ui.tables.panel import TablePanel, TableSetup
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.panels import EmptyPage, column

INSPECT_PAUSE_MS = 30
E = TypeVar("E", bound=Entity)


def plain_columns(context: PageContext, kind: str) -> list[Column]:
    """List the columns of a table as the services describe them."""
    return [column_of(described, kind, context.words) for described in TABLES[kind].columns]


@dataclass(frozen=True)
class TablePageParts(Generic[E]):
    """Give a table page its parts.

    `page` begins the codes of its words and actions. `asked` are the fields of a new thing, unless
    `add` asks for it in its own way. `choices` are ready-made filters by the code of their words; the
    first leaves everything. `watched` are the kinds whose change makes the inspector read again.
    """

    page: str
    entity_type: type[E]
    icon: str
    inspector: type[Inspector[E]]
    asked: tuple[str, ...] | Asked = ()
    add: Callable[[TablePage], None] | None = None
    is_imported: bool = False
    columns: Callable[[PageContext, str], list[Column]] = plain_columns
    choices: tuple[tuple[str, tuple[Filter, ...]], ...] = ()
    watched: frozenset[str] = frozenset()
    first_steps: tuple[str, ...] = ()
    """Actions that an empty page offers before its own, as long as there is none of `first_kind`."""
    first_kind: str = ""

    def setup(self, context: PageContext, first_steps: Sequence[ActionButton] = ()) -> TableSetup:
        """Describe the table to its panel."""
        words, kind = context.words, self.entity_type.KIND
        own = [self.import_action] if self.is_imported else []
        steps = [*own, self.add_action]
        return TableSetup(
            kind=kind,
            title=words.say(f"page.{self.page}"),
            columns=self.columns(context, kind),
            sort=TABLES[kind].sort,
            empty=EmptyPage(
                context.look,
                icon=self.icon,
                title=words.say(f"{self.page}.empty"),
                sentence=words.say(f"{self.page}.empty_why"),
                steps=[
                    *first_steps,
                    *(ActionButton(context.look, context.board, step) for step in steps),
                ],
            ),
            choices=tuple((words.say(code), filters) for code, filters in self.choices),
        )

    @property
    def add_action(self) -> str:
        """Name the action that adds a thing."""
        return f"{self.page}.add"

    @property
    def import_action(self) -> str:
        """Name the action that imports a table."""
        return f"{self.page}.import"


class TablePage(Page):
    """Show a table, and beside it what is selected."""

    def __init__(self, context: PageContext, parts: TablePageParts[Any]) -> None:
        super().__init__()
        self.context = context
        self._parts = parts
        look, board = context.look, context.board
        self.first_steps = [ActionButton(look, board, step) for step in parts.first_steps]
        self.panel = TablePanel(context, parts.setup(context, self.first_steps))
        self.pane = SidePane(context.look, context.words)
        self.original = OriginalNote(context, parts.entity_type.KIND)
        self.pane.foot.addWidget(self.original)
        self.split = PaneSplit(context.look, self.panel, self.pane)
        column(self).addWidget(self.split)
        self._is_folded = False
        self._wanted: EntityId | None = None
        self._shown: EntityId | None = None
        # Held arrow keys pass many rows; only the one they stop at is read.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(INSPECT_PAUSE_MS)
        self._pause.timeout.connect(self._inspect)
        self.panel.current_changed.connect(self._on_panel_current_changed)
        self.panel.opened.connect(self._on_panel_opened)
        self.panel.model.reloaded.connect(self._on_model_reloaded)
        self.pane.closed.connect(self._on_pane_closed)
        context.room.changed.connect(self._on_room_changed)

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        verbs = {self._parts.add_action: self._add}
        if self._parts.is_imported:
            verbs[self._parts.import_action] = self._import
        return verbs

    def enter(self, argument: object) -> None:
        if isinstance(argument, str):
            self.panel.go_to(argument)
        elif isinstance(argument, tuple) and argument:
            self.panel.go_to(argument[0])
            self.panel.view.add_to_selection(argument)
        else:
            self.panel.view.setFocus()
        self._offer_first_steps()
        self._hold_row()

    def leave(self) -> None:
        self._pause.stop()
        self.context.board.hold(ROW, holds=False)

    def current_id(self) -> EntityId | None:
        """Give the id that the keyboard is on."""
        return self.panel.view.current_id()

    def ask_new(
        self, asked: tuple[str, ...] = (), given: Mapping[str, EntityId] | None = None
    ) -> None:
        """Open the form of a new thing, and go to what is made with it."""
        fields = asked or self._parts.asked
        dialog = NewThing(self.context, self._parts.entity_type, fields, self, given)
        dialog.made.connect(self.panel.go_to)
        dialog.open()

    @Slot()
    def inspect_again(self) -> None:
        """Read what is inspected anew, where something beside the things changed."""
        if not self.pane.isHidden():
            self._pause.start()

    def _add(self) -> None:
        if self._parts.add is None:
            self.ask_new()
        else:
            self._parts.add(self)

    def _import(self) -> None:
        self.context.navigate("import", self._parts.page)

    @Slot(str)
    def _on_panel_current_changed(self, entity_id: str) -> None:
        self._wanted = entity_id
        self._hold_row()
        if not self._is_folded and not (self.split.is_drawer and self.pane.isHidden()):
            self._pause.start()

    @Slot(str)
    def _on_panel_opened(self, entity_id: str) -> None:
        self._is_folded = False
        self._wanted = entity_id
        self._inspect()

    @Slot()
    def _on_pane_closed(self) -> None:
        self._is_folded = True

    @Slot()
    def _on_model_reloaded(self) -> None:
        self._hold_row()
        if self.current_id() is None and not self.pane.isHidden():
            self.split.fold()

    def _offer_first_steps(self) -> None:
        """Two ways to begin are offered only while the first must come first."""
        session, kind = self.context.room.session, self._parts.first_kind
        is_first = session is not None and kind != "" and session.file.count(kind) == 0
        for button in self.first_steps:
            button.setVisible(is_first)

    @Slot(object)
    def _on_room_changed(self, changes: Changes) -> None:
        if self._parts.first_kind in changes.kinds:
            self._offer_first_steps()
        touched = changes.kinds & (self._parts.watched | {self.panel.model.kind})
        if touched and not self.pane.isHidden():
            self._pause.start()

    @Slot()
    def _inspect(self) -> None:
        wanted = self._wanted
        if wanted is None or self.context.room.session is None:
            return
        thing = self.context.session.find(self._parts.entity_type, wanted)
        body = Blocks(self.context.look, self.context.words)
        titles = None
        if thing is not None:
            titles = self._parts.inspector(self.context, body, thing).write()
        if titles is None:
            body.deleteLater()
            self.split.fold()
            return
        is_same = wanted == self._shown and not self.pane.isHidden()
        title, subtitle = titles
        self.pane.show_body(title, subtitle, body, keeps_place=is_same)
        self._shown = wanted
        self.original.ask(wanted)
        self.split.unfold()

    def _hold_row(self) -> None:
        self.context.board.hold(ROW, holds=self.current_id() is not None)
