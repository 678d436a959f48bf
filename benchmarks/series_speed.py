"""Time to read and to draw 10,000 events: `python -m benchmarks.series_speed`."""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

# Read when Qt starts: pictures are the same on a desktop and on a server.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from crisisplanner.domain.changes import Create
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.monitoring import Event
from crisisplanner.domain.situation import Crisis
from crisisplanner.services.crisis_views.series_view import DEATHS, Period, SeriesWish, series_view
from crisisplanner.services.session import Session
from crisisplanner.services.workspaces import create_workspace
from crisisplanner.ui.application import make_application
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.theme.theme import Appearance
from crisisplanner.ui.watch.series.series_chart import SeriesChart
from crisisplanner.wording.catalogue import Wording

N_EVENTS = 10_000
N_YEARS = 10
RUNS = 7
SIZE_PX = (1280, 640)


def main() -> int:
    """Read and draw by day, week and month; print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=N_EVENTS)
    n_events = parser.parse_args().events
    application = make_application()
    look, words = Look(application, Appearance.LIGHT), Wording()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.crisis"
        with create_workspace(path, author="Measured") as session:
            fill(session, n_events)
            for period in Period:
                read, drawn, n_steps = measure(session, look, words, period)
                sys.stdout.write(
                    f"{n_events} events by {period.value}, {n_steps} steps: read {read:.3f} s,"
                    f" drawn {drawn:.3f} s, together {read + drawn:.3f} s\n"
                )
    return 0


def fill(session: Session, n_events: int) -> None:
    """Store events of ten years with ranges, some of them unknown."""
    chance = random.Random(1)
    first = date(2013, 1, 1)
    made: list[Create] = [Create(Crisis(id="crisis", name="Measured"))]
    for number in range(n_events):
        best = None if number % 500 == 0 else float(chance.randint(0, 40))
        figure = Figure(best, "person")
        if best is not None:
            figure = Figure(best, "person", low=best // 2, high=best * 2)
        on = first + timedelta(days=chance.randrange(365 * N_YEARS))
        made.append(
            Create(
                Event(
                    id=f"e{number}",
                    code=f"e{number}",
                    crisis="crisis",
                    from_date=on,
                    deaths=figure,
                    date_precision=chance.randint(1, 5),
                    source="Measured",
                )
            )
        )
    session.write(message("journal.triggers_added", crisis="Measured"), made)


def measure(
    session: Session, look: Look, words: Wording, period: Period
) -> tuple[float, float, int]:
    """Give the median seconds of reading and of drawing a new chart, and its steps."""
    reads, draws = [], []
    n_steps = 0
    for _ in range(RUNS):
        started = time.perf_counter()
        view = series_view(session, "crisis", SeriesWish(DEATHS, period=period))
        reads.append(time.perf_counter() - started)
        chart = SeriesChart(look, words)
        chart.resize(*SIZE_PX)
        chart.show()
        started = time.perf_counter()
        chart.show_view(view, "Measured")
        chart.grab()
        draws.append(time.perf_counter() - started)
        chart.close()
        n_steps = len(view.points)
    return statistics.median(reads), statistics.median(draws), n_steps


if __name__ == "__main__":
    raise SystemExit(main())
