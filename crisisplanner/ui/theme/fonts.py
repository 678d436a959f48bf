"""Fonts: the shipped faces, set by the application and never taken from the system."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from crisisplanner.resource_files import resource_path
from crisisplanner.ui.theme.tokens import Tokens


class Fonts:
    """Give the font of each role of type."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        families = tokens.families
        self._plain = [families[name] for name in ("screen_and_paper", "arabic", "fallback")]
        self._condensed = [families["charts"], *self._plain]
        self._made: dict[str, QFont] = {}

    def install(self) -> None:
        """Load the shipped faces into the application."""
        for face in sorted(resource_path("fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(face))

    def font(self, role: str) -> QFont:
        """Give the font of a role of `type_px`; vertical hinting only."""
        if role not in self._made:
            token = self._tokens.roles[role]
            font = QFont(self._condensed if token.is_condensed else self._plain)
            font.setPixelSize(token.size_px)
            font.setWeight(QFont.Weight(token.weight))
            font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
            self._made[role] = font
        return QFont(self._made[role])

    def line_px(self, role: str) -> int:
        """Give the height of a line of a role."""
        return self._tokens.roles[role].line_px
