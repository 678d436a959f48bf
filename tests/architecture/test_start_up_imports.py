"""What the program may not load before its first window."""

import subprocess
import sys

HEAVY = ("reportlab", "pandas", "openpyxl", "highspy", "alembic", "pyqtgraph", "pypdfium2")
FACES = ("crisisplanner.app", "crisisplanner.ui.application", "crisisplanner.services")
NOT_FOR_A_WINDOW = (
    "numpy",
    "sqlalchemy",
    "crisisplanner.domain.entities",
    "crisisplanner.services.session",
    "crisisplanner.storage",
    "crisisplanner.planning",
    "crisisplanner.reporting",
)


def test_the_faces_load_no_heavy_library() -> None:
    assert _loaded_by(FACES, HEAVY) == []


def test_the_window_loads_nothing_of_a_workspace_before_one_is_opened() -> None:
    faces = ("crisisplanner.ui.application", "crisisplanner.ui.home.home_page")
    assert _loaded_by(faces, NOT_FOR_A_WINDOW) == []


def _loaded_by(faces: tuple[str, ...], names: tuple[str, ...]) -> list[str]:
    code = (
        "import importlib, sys\n"
        f"for face in {faces!r}: importlib.import_module(face)\n"
        f"print(*[name for name in {names!r} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return ran.stdout.split()
