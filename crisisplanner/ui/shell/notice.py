"""The notice below the tabs: one line that every page shows, with what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame

from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.marks import IconMark
from crisisplanner.ui.widgets.panels import row
from crisisplanner.ui.widgets.text import Text


class NoticeBar(QFrame):
    """Say that something needs a look, as that the plan changed since its match."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._act: Callable[[], None] | None = None
        self.setProperty("notice", "warning")
        self._text = Text(look, "", "body", "warning", wrap=True)
        self._button = Button(look, " ", kind="normal", small=True)
        self._button.clicked.connect(self._on_button_clicked)
        layout = row(self, gap=8)
        layout.setContentsMargins(20, 4, 20, 4)
        layout.addWidget(IconMark(look, "alert-triangle", "warning"))
        layout.addWidget(self._text, 1)
        layout.addWidget(self._button)
        self.hide()

    @property
    def sentence(self) -> str:
        """Give what is said; empty while hidden."""
        return "" if self.isHidden() else self._text.text()

    def say(self, sentence: str, button: str, act: Callable[[], None]) -> None:
        """Show a sentence with one way out."""
        self._text.setText(sentence)
        self._button.setText(button)
        self._button.setAccessibleName(button)
        self.setAccessibleName(sentence)
        self._act = act
        self.show()

    def clear(self) -> None:
        """Say nothing any more."""
        self._act = None
        self.hide()

    @Slot()
    def _on_button_clicked(self) -> None:
        if self._act is not None:
            self._act()
