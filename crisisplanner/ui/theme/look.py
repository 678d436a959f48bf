"""The look: one object that gives every widget theme, fonts and icons, and tells of changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from crisisplanner.ui.theme.fonts import Fonts
from crisisplanner.ui.theme.icons import Icons
from crisisplanner.ui.theme.palette import make_palette
from crisisplanner.ui.theme.style_sheet import make_style_sheet
from crisisplanner.ui.theme.theme import Appearance, Theme
from crisisplanner.ui.theme.tokens import read_tokens

ICON_PX = 18


class Look(QObject):
    """Keep the theme in force and set it on the application."""

    changed = Signal()

    def __init__(
        self, application: QApplication, appearance: Appearance = Appearance.SYSTEM
    ) -> None:
        super().__init__()
        self._application = application
        self.tokens = read_tokens()
        self.fonts = Fonts(self.tokens)
        self.icons = Icons(self.tokens.icon_stroke)
        self.appearance = appearance
        self.density = "normal"
        self.theme = self._theme_for(appearance)
        self.fonts.install()
        application.setStyle("Fusion")
        application.setFont(self.fonts.font("body"))
        self._apply()
        application.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)

    def set_appearance(self, appearance: Appearance) -> None:
        """Change to another appearance; every widget follows."""
        self.appearance = appearance
        self.theme = self._theme_for(appearance)
        self._apply()
        self.changed.emit()

    def set_density(self, density: str) -> None:
        """Change the height of table rows: compact, normal or comfortable."""
        self.density = density
        self.changed.emit()

    @property
    def row_px(self) -> int:
        """Give the height of a table row."""
        suffix = "" if self.density == "normal" else f"_{self.density}"
        return self.theme.size(f"table_row{suffix}")

    def colour(self, name: str) -> QColor:
        """Give a named colour of the theme in force."""
        return self.theme.colour(name)

    def font(self, role: str) -> QFont:
        """Give the font of a role of type."""
        return self.fonts.font(role)

    def icon(
        self, name: str, colour: str = "text_2", size: int = ICON_PX, *, after: int = 0
    ) -> QIcon:
        """Make an icon in a token's colour, with some empty px after it."""
        return self.icons.icon(
            name,
            self.colour(colour),
            self.colour("text_disabled"),
            size,
            self._application.devicePixelRatio(),
            after,
        )

    def pixmap(self, name: str, colour: str = "text_2", size: int = ICON_PX) -> QPixmap:
        """Draw an icon in a token's colour."""
        return self.icons.pixmap(
            name, self.colour(colour), size, self._application.devicePixelRatio()
        )

    def _theme_for(self, appearance: Appearance) -> Theme:
        if appearance is Appearance.SYSTEM:
            scheme = self._application.styleHints().colorScheme()
            return Theme(self.tokens, is_dark=scheme is Qt.ColorScheme.Dark)
        return Theme(
            self.tokens,
            is_dark=appearance in (Appearance.DARK, Appearance.CONTRAST_DARK),
            is_high_contrast=appearance in (Appearance.CONTRAST_LIGHT, Appearance.CONTRAST_DARK),
        )

    def _apply(self) -> None:
        self._application.setPalette(make_palette(self.theme))
        self._application.setStyleSheet(make_style_sheet(self.theme))

    @Slot()
    def _on_system_scheme_changed(self) -> None:
        if self.appearance is Appearance.SYSTEM:
            self.set_appearance(Appearance.SYSTEM)
