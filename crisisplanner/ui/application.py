"""The Qt application: made once, it builds look and window and runs the event loop."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from crisisplanner.ui.mounting import mounted_pages
from crisisplanner.ui.settings import WindowSettings
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.theme.look import Look
from crisisplanner.wording.catalogue import Wording


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """Make the application, or give the one there is; scale factors are taken as they are."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    application = QApplication([sys.argv[0] if sys.argv else "crisisplanner", *arguments])
    application.setApplicationName("crisisplanner")
    application.setDesktopFileName("crisisplanner")
    return application


def make_window(
    application: QApplication, settings: WindowSettings, words: Wording | None = None
) -> MainWindow:
    """Build the look and the window; nothing is shown yet."""
    look = Look(application, settings.appearance)
    look.set_density(settings.density)
    application.setWindowIcon(QIcon(_logo(look)))
    words = words or Wording(settings.language)
    return MainWindow(look, words, settings, mounted_pages())


def run_window(settings_path: Path, workspace: Path | None = None) -> int:
    """Show the window, open a workspace if one is named, and run until it is closed."""
    application = make_application()
    window = make_window(application, WindowSettings(settings_path))
    window.show()
    if window.settings.editor is None:
        window.ask_who()
    if workspace is not None:
        window.open_path(workspace)
    return application.exec()


def _logo(look: Look) -> QPixmap:
    return look.pixmap("shield-half-filled", "accent", 24)
