"""Pictures of every page, rendered offscreen: `python -m benchmarks.screenshots --out DIR`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

# Read when Qt starts: pictures are the same on a desktop and on a server.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from crisisplanner.services.matching.running import adopt_match, prepare_match
from crisisplanner.services.matching.solving import MatchWish, solve_match
from crisisplanner.services.workspaces import create_workspace, find_plan
from crisisplanner.ui.application import make_application, make_window
from crisisplanner.ui.settings import Editor, WindowSettings
from crisisplanner.ui.shell.main_window import MainWindow
from crisisplanner.ui.tables.page import TablePage
from crisisplanner.ui.theme.theme import Appearance

SIZES = ((1440, 900), (1280, 720))
CASE = "bunia-2003"
REST_MS = 120
MOST_RESTS = 300


def main() -> int:
    """Draw the asked pages in the asked sizes and appearances."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pages", nargs="*", default=None)
    parser.add_argument("--appearance", nargs="*", default=["light", "dark"])
    parser.add_argument("--size", nargs="*", default=[f"{w}x{h}" for w, h in SIZES])
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    sizes = [(int(w), int(h)) for w, _, h in (size.partition("x") for size in asked.size)]
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "bunia-2003.crisis"
        make_matched_case(workspace)
        settings = WindowSettings(Path(folder) / "window.ini")
        settings.editor = Editor("Maya Diallo", "OCHA")
        application = make_application()
        window = make_window(application, settings)
        window.show()
        window.open_path(workspace)
        wait_for(window, application)
        for appearance in asked.appearance:
            window.set_appearance(Appearance(appearance))
            for width, height in sizes:
                window.resize(width, height)
                draw(window, application, asked.out, asked.pages, f"{appearance}-{width}x{height}")
        window.close()
        wait_for(window, application)
    return 0


def make_matched_case(path: Path) -> None:
    """Create the case and adopt its match, so that pages show a plan at work."""
    with create_workspace(path, author="Maya Diallo", organisation="OCHA", case=CASE) as session:
        prepared = prepare_match(session, find_plan(session, None).id)
        adopt_match(session, prepared, solve_match(prepared.problem, MatchWish()))


def draw(
    window: MainWindow,
    application: QApplication,
    out: Path,
    wanted: list[str] | None,
    suffix: str,
) -> None:
    """Draw every page once."""
    for page_id in wanted or [entry.id for entry in window.registry.entries()]:
        window.show_page(page_id)
        wait_for(window, application)
        page = window.page(page_id)
        if isinstance(page, TablePage) and page.panel.model.ids:
            page.panel.go_to(page.panel.model.ids[min(4, len(page.panel.model.ids) - 1)])
        wait_for(window, application)
        file = out / f"{page_id}-{suffix}.png"
        window.grab().save(str(file))
        sys.stdout.write(f"{file}\n")


def wait_for(window: MainWindow, application: QApplication) -> None:
    """Let everything that runs come to its end."""
    for _ in range(MOST_RESTS):
        # Longer than the pauses that tables make before they read again.
        rest = QEventLoop()
        QTimer.singleShot(REST_MS, rest.quit)
        rest.exec()
        if window.jobs.is_idle:
            break
    application.processEvents()


if __name__ == "__main__":
    raise SystemExit(main())
