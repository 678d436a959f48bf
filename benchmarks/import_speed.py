"""Measure a 20,000-row sheet: first look, whole account, writing; the window usable meanwhile.

Run: ``python -m benchmarks.import_speed [--rows N] [--window]``. Limits: the preview under 2 s, the
import under 10 s; with ``--window`` the longest time in which the window did not answer.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from crisisplanner.domain.account import ImportKind, ImportOptions
from crisisplanner.services.importing import prepare_import, write_import
from crisisplanner.services.workspaces import create_workspace

PREVIEW_S, IMPORT_S = 2.0, 10.0
BEAT_MS, REST_S = 5, 0.5
ROWS_OF_FIRST_LOOK = 200
HEADERS = (
    *("Activity ID", "Lead organization", "Organization type", "Implementing partner", "Donor"),
    *("Cluster", "Activity type", "Activity description", "Province", "Admin1 Pcode", "District"),
    *("Location name", "Latitude", "Longitude", "People targeted", "People reached"),
    *("Start date", "End date", "Activity status"),
)
SECTORS = ("WASH", "Health", "Protection", "Shelter", "Food security", "Education")


class Heart:
    """Beat in the window's thread, and tell the longest pause between two beats.

    Beside each pause stands what the thread itself worked in it: the rest it waited, for the
    interpreter or, on a busy machine, for a processor.
    """

    def __init__(self) -> None:
        self._last = (time.perf_counter(), time.thread_time())
        self._pauses: list[tuple[float, float]] = []

    def beat(self) -> None:
        """Note the pause since the last beat."""
        now, worked = time.perf_counter(), time.thread_time()
        self._pauses.append((now - self._last[0], worked - self._last[1]))
        self._last = (now, worked)

    def longest(self) -> str:
        """Tell the longest pause, and begin again."""
        pauses, self._pauses = self._pauses or [(0.0, 0.0)], []
        most_worked = max(worked for _, worked in pauses)
        return f"{max(pauses)[0] * 1000:.0f} ms (at most {most_worked * 1000:.0f} ms own work)"


def main() -> int:
    """Make the sheets, import them, print the times; 1 if one takes too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--window", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        made = [write_csv(folder / "sheet.csv", arguments.rows)]
        made.append(write_xlsx(folder / "sheet.xlsx", arguments.rows))
        is_slow = [measure(path) for path in made]
        if arguments.window:
            is_slow += [measure_window(path, folder) for path in made]
    return 1 if any(is_slow) else 0


def rows_of(n_rows: int) -> list[list[object]]:
    """Make rows of a who-does-what-where sheet, alike each time."""
    chance = random.Random(7)
    start = date(2025, 1, 1)
    rows: list[list[object]] = []
    for number in range(n_rows):
        begin = start + timedelta(days=chance.randrange(360))
        organisation = "Organisation " + str(chance.randrange(300))
        rows.append(
            [
                f"A-{number:05d}",
                organisation,
                chance.choice(("INGO", "NGO", "UN agency")),
                "Partner " + str(chance.randrange(200)),
                chance.choice(("ECHO", "USAID", "CERF", "")),
                chance.choice(SECTORS),
                chance.choice(("distribution", "training", "rehabilitation")),
                f"Support number {number} to families of the district",
                "Province " + str(chance.randrange(12)),
                f"PC{chance.randrange(12):02d}",
                "District " + str(chance.randrange(90)),
                "Village " + str(chance.randrange(2_000)),
                round(chance.uniform(3, 10), 5),
                round(chance.uniform(15, 27), 5),
                chance.randrange(10, 5_000),
                chance.choice((chance.randrange(10, 5_000), "", "200-300")),
                begin,
                begin + timedelta(days=chance.randrange(1, 200)),
                chance.choice(("ongoing", "completed", "planned")),
            ]
        )
    return rows


def write_csv(path: Path, n_rows: int) -> Path:
    """Write the rows as CSV, dates as 31/12/2025."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADERS)
        for row in rows_of(n_rows):
            writer.writerow([c.strftime("%d/%m/%Y") if isinstance(c, date) else c for c in row])
    return path


def write_xlsx(path: Path, n_rows: int) -> Path:
    """Write the rows as a workbook."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Activities")
    sheet.append(list(HEADERS))
    for row in rows_of(n_rows):
        sheet.append(row)
    book.save(path)
    return path


def measure(path: Path) -> bool:
    """Print the times of one file; tell whether a limit is passed."""
    options = ImportOptions(ImportKind.ACTIVITIES, source="Benchmark")
    with tempfile.TemporaryDirectory() as scratch:
        workspace = Path(scratch) / "speed.crisis"
        with create_workspace(workspace, author="benchmark", case=None) as session:
            begun = time.perf_counter()
            first = ImportOptions(options.kind, source=options.source, most_rows=ROWS_OF_FIRST_LOOK)
            prepare_import(session, path, first)
            preview = time.perf_counter() - begun
            begun = time.perf_counter()
            prepared = prepare_import(session, path, options)
            account = time.perf_counter() - begun
            begun = time.perf_counter()
            write_import(session, prepared)
            written = time.perf_counter() - begun
            begun = time.perf_counter()
            prepare_import(session, path, options)
            again = time.perf_counter() - begun
    sys.stdout.write(
        f"{path.name}: first look {preview:.2f} s, all rows {account:.2f} s, "
        f"written {written:.2f} s, the same file again {again:.2f} s\n"
    )
    return preview > PREVIEW_S or account + written > IMPORT_S


def measure_window(path: Path, folder: Path) -> bool:
    """Import through the window, offscreen; print the times, and how long it did not answer."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop, QTimer

    from crisisplanner.ui.application import make_application, make_window
    from crisisplanner.ui.importing.import_page import ImportPage
    from crisisplanner.ui.settings import Editor, WindowSettings

    workspace = folder / (path.stem + path.suffix[1:] + ".crisis")
    create_workspace(workspace, author="benchmark", case=None).close()
    settings = WindowSettings(folder / "window.ini")
    settings.editor = Editor("Benchmark", "Nobody")
    window = make_window(make_application(), settings)
    window.show()
    window.open_path(workspace)
    heart = Heart()
    timer = QTimer()
    timer.timeout.connect(heart.beat)
    timer.start(BEAT_MS)

    def until(condition: Callable[[], bool]) -> float:
        begun = time.perf_counter()
        while not condition():
            rest = QEventLoop()
            QTimer.singleShot(10, rest.quit)
            rest.exec()
        return time.perf_counter() - begun

    until(lambda: window.room.session is not None and window.jobs.is_idle)
    window.show_page("import", "activities")
    page = window.page("import")
    if not isinstance(page, ImportPage):
        raise TypeError(type(page))
    # Making the page is no part of the import.
    rest_until = time.perf_counter() + REST_S
    until(lambda: window.jobs.is_idle and time.perf_counter() > rest_until)
    heart.longest()
    page.take(path)
    preview = until(lambda: bool(page.preview.columns.lines))
    whole = until(window.board.action("import.write").isEnabled)
    until(lambda: not page.preview.is_filling)
    reading = heart.longest()
    window.board.action("import.write").trigger()
    written = until(lambda: window.jobs.is_idle)
    writing = heart.longest()
    window.close()
    sys.stdout.write(
        f"{path.name} in the window: first look {preview:.2f} s, all rows {whole:.2f} s more, "
        f"written {written:.2f} s; longest without an answer: reading {reading}, "
        f"writing {writing}\n"
    )
    return preview > PREVIEW_S or whole + written > IMPORT_S


if __name__ == "__main__":
    sys.exit(main())
