"""A page that is a table with an inspector; what it inspects and does are given to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Slot

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.entity import EntityId
from crisisplanner.ui.actions import ROW
from crisisplanner.ui.inspecting.blocks import Inspection
from crisisplanner.ui.inspecting.original_note import OriginalNote
from crisisplanner.ui.pages import Page, PageContext
from crisisplanner.ui.shell.side_pane import PaneSplit, SidePane
from crisisplanner.ui.tables.panel import TablePanel, TableSetup
from crisisplanner.ui.widgets.panels import column

INSPECT_PAUSE_MS = 30
Inspect = Callable[[EntityId], Inspection | None]


@dataclass(frozen=True)
class TablePageParts:
    """Give a table page its parts.

    `inspect` shows one thing, or None where there is nothing to show; `verbs` do the page's actions.
    `watched` are the kinds whose change makes the inspector read again.
    """

    setup: TableSetup
    inspect: Inspect
    verbs: Callable[[TablePage], Mapping[str, Callable[[], None]]]
    watched: frozenset[str] = frozenset()


class TablePage(Page):
    """Show a table, and beside it what is selected."""

    def __init__(self, context: PageContext, parts: TablePageParts) -> None:
        super().__init__()
        self.context = context
        self._parts = parts
        self.panel = TablePanel(context, parts.setup)
        self.pane = SidePane(context.look, context.words)
        self.original = OriginalNote(context, parts.setup.kind)
        self.pane.foot.addWidget(self.original)
        self.split = PaneSplit(context.look, self.panel, self.pane)
        column(self).addWidget(self.split)
        self._is_folded = False
        self._wanted: EntityId | None = None
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
        return self._parts.verbs(self)

    def enter(self, argument: object) -> None:
        if isinstance(argument, str):
            self.panel.go_to(argument)
        else:
            self.panel.view.setFocus()
        self._hold_row()

    def leave(self) -> None:
        self._pause.stop()
        self.context.board.hold(ROW, holds=False)

    def current_id(self) -> EntityId | None:
        """Give the id that the keyboard is on."""
        return self.panel.view.current_id()

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

    @Slot(object)
    def _on_room_changed(self, changes: Changes) -> None:
        touched = changes.kinds & (self._parts.watched | {self.panel.model.kind})
        if touched and not self.pane.isHidden():
            self._pause.start()

    @Slot()
    def _inspect(self) -> None:
        wanted = self._wanted
        if wanted is None or self.context.room.session is None:
            return
        found = self._parts.inspect(wanted)
        if found is None:
            self.split.fold()
            return
        self.pane.show_body(found.title, found.subtitle, found.body)
        self.original.ask(wanted)
        self.split.unfold()

    def _hold_row(self) -> None:
        self.context.board.hold(ROW, holds=self.current_id() is not None)
