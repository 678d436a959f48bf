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
        self.action = board.action(action_id)
        self.clicked.connect(self.action.trigger)
        self.action.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        self.setEnabled(self.action.isEnabled())
        self.setToolTip(self.action.toolTip())
