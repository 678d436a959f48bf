"""Preloading: pages find their modules imported, and a window that closes meanwhile stops it."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crisisplanner.ui.application import make_window
from crisisplanner.ui.preloading import Preloading
from crisisplanner.ui.settings import WindowSettings

# In a process of its own, as here all modules are imported long since.
ALL_PRELOADED = """
import sys
from pathlib import Path
from crisisplanner.ui.application import make_application, make_window
from crisisplanner.ui.preloading import Preloading
from crisisplanner.ui.settings import Editor, WindowSettings
application = make_application()
settings = WindowSettings(Path(sys.argv[1]))
settings.editor = Editor("Tester")
window = make_window(application, settings)
preloading = Preloading(window.registry, window.jobs, window)
preloading.ended.connect(application.quit)
preloading.begin()
application.exec()
before = set(sys.modules)
for entry in window.registry.entries():
    entry.load()
print(*sorted(set(sys.modules) - before))
window.close()
"""
ORDER = """
import sys
from crisisplanner.ui.preloading import modules_in_turn
code = compile("from crisisplanner.services.tables import table_ids", "a page", "exec")
for name in modules_in_turn([code]):
    before = set(sys.modules)
    __import__(name)
    ours = {new for new in set(sys.modules) - before if new.startswith("crisisplanner.")}
    print(name, len([new for new in ours if "__path__" not in vars(sys.modules[new])]))
"""


def test_after_preloading_no_page_imports_anything_more(tmp_path: Path) -> None:
    assert _said(ALL_PRELOADED, str(tmp_path / "window.ini")) == ""


def test_a_slice_imports_one_module_and_what_it_needs_came_before() -> None:
    lines = [line.split() for line in _said(ORDER).splitlines()]
    assert lines[-1][0] == "crisisplanner.services.tables"
    assert len(lines) > 10
    assert {number for _, number in lines} == {"1"}


def test_a_window_that_closes_meanwhile_leaves_nothing_running(
    qapp: QApplication, qtbot: QtBot, settings: WindowSettings
) -> None:
    window = make_window(qapp, settings)
    preloading = Preloading(window.registry, window.jobs, window)
    window.closed.connect(preloading.stop)
    with qtbot.waitExposed(window):
        window.show()
    preloading.begin()
    window.close()
    qapp.processEvents()
    assert not preloading.is_running
    assert window.jobs.is_idle
    window.deleteLater()


def _said(code: str, *arguments: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()
