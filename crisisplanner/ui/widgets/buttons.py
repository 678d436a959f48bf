"""Buttons: primary, normal, danger, quiet, link and icon-only, with icons that follow the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPushButton, QWidget

from crisisplanner.ui.theme.focus_ring import remember_reason
from crisisplanner.ui.theme.look import Look

ICON_PX = 18
GAP_PX = 4


class Button(QPushButton):
    """A push button of one kind; `name` is what a screen reader says of an icon alone."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        *,
        icon: str = "",
        kind: str = "normal",
        name: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._look = look
        self._icon = icon
        self._kind = kind if text else "icon"
        self.setProperty("kind", self._kind)
        self.setProperty("small", small)
        self.setFont(look.font("body_medium"))
        self.setAccessibleName(name or text)
        self.setAutoDefault(False)
        if not text:
            self.setToolTip(name)
        self._draw_icon()
        look.changed.connect(self._draw_icon)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self._draw_icon()

    def set_kind(self, kind: str) -> None:
        """Change what the button means."""
        self._kind = kind
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._draw_icon()

    def focusInEvent(self, event: QFocusEvent) -> None:
        remember_reason(self, event)
        super().focusInEvent(event)

    @Slot()
    def _draw_icon(self) -> None:
        if not self._icon:
            return
        tone = {"primary": "on_accent", "danger": "open", "link": "accent"}.get(
            self._kind, "text" if self._kind == "normal" else "text_2"
        )
        # Qt leaves 4 px between icon and text; the look asks for 8.
        after = GAP_PX if self.text() else 0
        self.setIcon(self._look.icon(self._icon, tone, ICON_PX, after=after))
        self.setIconSize(QSize(ICON_PX + after, ICON_PX))
