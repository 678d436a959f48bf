"""A button of an action: enabled, named and explained as the action is."""

from __future__ import annotations

from PySide6.QtCore import Slot

from crisisplanner.ui.actions import ActionBoard
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button


class ActionButton(Button):
    """Trigger an action of the board; short means icon only."""

    def __init__(
        self, look: Look, board: ActionBoard, action_id: str, *, is_short: bool = False
    ) -> None:
        spec = board.specs[action_id]
        title = board.title(action_id)
        super().__init__(
            look,
            "" if is_short and spec.icon else title,
            icon=spec.icon,
            kind="primary" if spec.is_primary else "normal",
            name=title,
        )
        self._action = board.action(action_id)
        self._title = title
        self._can_be_short = bool(spec.icon)
        self.clicked.connect(self._action.trigger)
        self._action.changed.connect(self._follow)
        self._follow()

    def set_short(self, *, is_short: bool) -> None:
        """Show the icon alone, or with the title."""
        self.setText("" if is_short and self._can_be_short else self._title)
        self._draw_icon()

    @Slot()
    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())
