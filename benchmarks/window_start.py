"""Time from process start to the first painted window: `python -m benchmarks.window_start`."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 7

# The child says when its first window was painted, counted from its own start.
CHILD = """
import sys, time
started = time.perf_counter()
from pathlib import Path
from crisisplanner.ui.application import make_application, make_window
from crisisplanner.ui.settings import Editor, WindowSettings
application = make_application()
settings = WindowSettings(Path(sys.argv[1]))
settings.editor = Editor("Measured")
window = make_window(application, settings)
window.show()
application.processEvents()
window.grab()
sys.stdout.write(f"{time.perf_counter() - started:.4f}")
sys.stdout.flush()
window.close()
"""


def first_window_s(runs: int = RUNS) -> list[float]:
    """Start the window in fresh processes; the first run warms the disk and is dropped."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # As where the program is installed, its compiled modules are kept.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        environment["PYTHONPYCACHEPREFIX"] = folder
        settings = str(Path(folder) / "window.ini")
        for _ in range(runs + 1):
            ran = subprocess.run(
                [sys.executable, "-c", CHILD, settings],
                capture_output=True,
                text=True,
                check=True,
                env=environment,
            )
            seconds.append(float(ran.stdout))
    return seconds[1:]


def main() -> int:
    """Print median and spread."""
    seconds = first_window_s()
    sys.stdout.write(
        f"first window: median {statistics.median(seconds):.2f} s, "
        f"{min(seconds):.2f} to {max(seconds):.2f} s over {len(seconds)} starts\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
