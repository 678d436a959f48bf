"""The menu of a row: what can be done with it beside editing its cells."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtWidgets import QApplication, QMenu

from crisisplanner.domain.entity import EntityId
from crisisplanner.services import editing
from crisisplanner.services.erasing import thing_with_parts
from crisisplanner.ui.inspecting.erasing_dialog import EraseDialog
from crisisplanner.ui.inspecting.original_note import bring_back
from crisisplanner.ui.pages import PageContext

if TYPE_CHECKING:
    from crisisplanner.ui.tables.panel import TablePanel


class RowMenu(QObject):
    """Open the menu over the row that the keyboard is on."""

    def __init__(self, context: PageContext, kind: str, panel: TablePanel) -> None:
        super().__init__(panel)
        self._context, self._kind, self._panel = context, kind, panel

    @Slot(QPoint)
    def open(self, place: QPoint) -> None:
        """Open it at a place of the screen."""
        view = self._panel.view
        entity_id = view.current_id()
        # A key may come twice: as itself and as the platform's wish for a menu.
        if entity_id is None or QApplication.activePopupWidget() is not None:
            return
        session = self._context.session
        is_writable = not session.is_read_only
        menu = QMenu(view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add(menu, "row_menu.details", partial(self._panel.opened.emit, entity_id))
        self._add(menu, "row_menu.copy", view.copy_selected)
        menu.addSeparator()
        if editing.differs_from_original(session, self._kind, entity_id):
            self._add(menu, "original.changed", view.setFocus, is_enabled=False)
            back = partial(bring_back, self._context, self._kind, entity_id)
            self._add(menu, "original.bring_back", back, is_enabled=is_writable)
            menu.addSeparator()
        self._add(menu, "row_menu.remove", self._remove, is_enabled=is_writable)
        erase = partial(self.ask_erase, entity_id)
        self._add(menu, "erase.ask", erase, is_enabled=is_writable)
        menu.popup(place)
        menu.setActiveAction(menu.actions()[0])

    def ask_erase(self, entity_id: EntityId) -> EraseDialog:
        """Ask which fields of a thing, or of what belongs to it, are erased."""
        things = thing_with_parts(self._context.session, self._kind, entity_id)
        dialog = EraseDialog(self._context, self._panel, things)
        dialog.open()
        return dialog

    def _remove(self) -> None:
        self._panel.removing.ask(self._panel.view.selected_ids())

    def _add(
        self, menu: QMenu, code: str, act: Callable[[], object], *, is_enabled: bool = True
    ) -> None:
        action = menu.addAction(self._context.words.say(code))
        action.setObjectName(code)
        action.setEnabled(is_enabled)
        action.triggered.connect(_Entry(act))


class _Entry:
    """Do what an entry of the menu stands for."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._act = act

    def __call__(self, *_: object) -> None:
        self._act()
