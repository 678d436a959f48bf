"""The Qt application: made once, it builds look and window and runs the event loop."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from crisisplanner.ui.mounting import mounted_pages
from crisisplanner.ui.preloading import Preloading
from crisisplanner.ui.settings import WindowSettings
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.theme.look import Look
from crisisplanner.wording.catalogue import Wording

LARGEST_LOG = 1_000_000
PRELOAD_AFTER_MS = 200
SWITCH_S = 0.001
"""Handling one event takes the interpreter from a working thread many times, each after this wait."""


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """Make the application, or give the one there is; scale factors are taken as they are."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    sys.setswitchinterval(SWITCH_S)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    application = QApplication([sys.argv[0] if sys.argv else "crisisplanner", *arguments])
    application.setApplicationName("crisisplanner")
    application.setDesktopFileName("crisisplanner")
    return application


def make_window(
    application: QApplication,
    settings: WindowSettings,
    words: Wording | None = None,
    log_file: Path | None = None,
) -> MainWindow:
    """Build the look and the window; nothing is shown yet."""
    look = Look(application, settings.appearance)
    look.set_density(settings.density)
    application.setWindowIcon(QIcon(_logo(look)))
    words = words or Wording(settings.language)
    return MainWindow(look, words, settings, mounted_pages(), log_file)


def run_window(workspace: Path | None = None, settings_path: Path | None = None) -> int:
    """Show the window, open a workspace if one is named, and run until it is closed."""
    application = make_application()
    folder = program_folder()
    log_file = start_log(folder)
    settings = WindowSettings(settings_path or folder / "window.ini")
    window = make_window(application, settings, log_file=log_file)
    sys.excepthook = FaultReporter(window.fail)
    window.show()
    if window.settings.editor is None:
        window.ask_who()
    if workspace is not None:
        window.open_path(workspace)
    preloading = Preloading(window.registry, window.jobs, window)
    window.closed.connect(preloading.stop)
    QTimer.singleShot(PRELOAD_AFTER_MS, preloading.begin)
    return application.exec()


class FaultReporter:
    """Show and log what no handler caught, where the interpreter would only print it."""

    def __init__(self, fail: Callable[[Exception], None]) -> None:
        self._fail = fail

    def __call__(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        """Hand an exception on to the window, which goes on."""
        if isinstance(error, Exception):
            self._fail(error)
        else:
            QApplication.quit()


def program_folder() -> Path:
    """Give the folder for what the window remembers and its log, as the system wants it."""
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / "crisisplanner"


def start_log(folder: Path) -> Path:
    """Write warnings and errors to a bounded file; none of a workspace's content goes there."""
    file = folder / "crisisplanner.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=LARGEST_LOG, backupCount=1, encoding="utf-8")
    except OSError:
        # Without a place for a log the program runs all the same.
        return file
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger("crisisplanner").addHandler(handler)
    return file


def _logo(look: Look) -> QPixmap:
    return look.pixmap("shield-half-filled", "accent", 24)
