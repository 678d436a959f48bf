"""What the program may not load before its first window."""

import importlib.util
import subprocess
import sys

HEAVY = ("reportlab", "pandas", "openpyxl", "highspy", "alembic", "pyqtgraph", "pypdfium2")
FACES = ("crisisplanner.app", "crisisplanner.ui.main_window", "crisisplanner.services")


def test_the_faces_load_no_heavy_library() -> None:
    faces = [face for face in FACES if importlib.util.find_spec(face)]
    code = (
        "import importlib, sys\n"
        f"for face in {faces!r}: importlib.import_module(face)\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []
