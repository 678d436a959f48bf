"""How fast the map follows: frames while panning and zooming, and how long it takes to open.

Run: ``python -m benchmarks.map_speed``. Ten thousand events, five thousand nodes and 150 crises are
put on the world; each frame is painted in full, as a screen would ask for it.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import sys
import time
from types import MappingProxyType

# Read when Qt starts: the same on a desktop and on a server.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from crisisplanner.domain.messages import message
from crisisplanner.domain.problem import GeoPoint
from crisisplanner.domain.risk import IndicatorState
from crisisplanner.services.watch.base_map import place_on_map, read_base_map
from crisisplanner.services.watch.marks import Layer, Mark
from crisisplanner.services.watch.watch_view import CountryRisk, WatchView
from crisisplanner.ui.application import make_application
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.theme.theme import Appearance
from crisisplanner.ui.watch.map.paths import make_paths
from crisisplanner.ui.watch.map.phrases import MapPhrases
from crisisplanner.ui.watch.map.world_map import WorldMap
from crisisplanner.wording.catalogue import Wording

N_EVENTS = 10_000
N_NODES = 5_000
N_FRAMES = 120
FRAMES_A_DRAG = 30
STEP_PX = 14
SIZES = ((1000, 760), (1900, 1000))
ZOOMS = (1.0, 4.0, 20.0)


def main() -> int:
    """Measure every size and zoom; prints the median frame and the slowest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=N_FRAMES)
    n_frames = parser.parse_args().frames
    application = make_application()
    look = Look(application, Appearance.LIGHT)
    begun = time.perf_counter()
    base = read_base_map()
    read_s = time.perf_counter() - begun
    begun = time.perf_counter()
    paths = make_paths(base)
    paths_s = time.perf_counter() - begun
    print(f"read and project {read_s * 1000:.0f} ms, make paths {paths_s * 1000:.0f} ms")
    print("window      zoom   pan median   pan slowest   frames/s   drawn anew      all drawn")
    for width, height in SIZES:
        for zoom in ZOOMS:
            world = WorldMap(look, MapPhrases(Wording()))
            world.resize(width, height)
            world.show_base(paths)
            world.show_view(scattered_view())
            print(measured(world, zoom, n_frames), flush=True)
            world.deleteLater()
    return 0


def measured(world: WorldMap, zoom: float, n_frames: int) -> str:
    """Drag to and fro, painting each frame as a screen would ask for it."""
    world.camera = world.camera.zoomed(zoom)
    image = QImage(world.size(), QImage.Format.Format_RGB32)
    begun = time.perf_counter()
    world.render(image)
    full_ms = (time.perf_counter() - begun) * 1000
    n_drawn = world.picture.n_drawn
    frames = []
    button, middle = Qt.MouseButton.LeftButton, world.rect().center()
    for drag in range(n_frames // FRAMES_A_DRAG):
        # To and fro, far beyond what is kept around the window.
        step = QPoint(STEP_PX if drag % 2 else -STEP_PX, 0)
        QTest.mousePress(world, button, pos=middle)
        for number in range(1, FRAMES_A_DRAG + 1):
            begun = time.perf_counter()
            QTest.mouseMove(world, middle + step * number)
            world.render(image)
            frames.append(time.perf_counter() - begun)
        QTest.mouseRelease(world, button, pos=middle + step * FRAMES_A_DRAG)
    n_anew = world.picture.n_drawn - n_drawn
    median_ms, slowest_ms = statistics.median(frames) * 1000, max(frames) * 1000
    per_s = len(frames) / sum(frames)
    size = f"{world.width()}x{world.height()}"
    return (
        f"{size:<10} {zoom:>5.0f} {median_ms:>9.1f} ms {slowest_ms:>10.1f} ms {per_s:>10.0f}"
        f" {n_anew:>12} {full_ms:>14.1f} ms"
    )


def scattered_view() -> WatchView:
    """Scatter events and nodes over the land's latitudes by a fixed rule; shade 80 countries."""
    codes = ("AFG", "BRA", "CAF", "CHN", "COD", "COL", "EGY", "ETH", "IND", "IRN", "MEX", "RUS")
    countries = {
        code: CountryRisk(code, code, IndicatorState.ACUTE, 100, 143, 4.0, ()) for code in codes
    }
    marks = {
        Layer.EVENTS: _scattered(Layer.EVENTS, N_EVENTS),
        Layer.NODES: _scattered(Layer.NODES, N_NODES, "plane"),
    }
    return WatchView(
        (), MappingProxyType(countries), MappingProxyType({}), MappingProxyType(marks), (), 1
    )


def _scattered(layer: Layer, n: int, icon: str = "") -> tuple[Mark, ...]:
    golden = (math.sqrt(5) - 1) / 2
    found = []
    for number in range(n):
        latitude = 120.0 * (number + 0.5) / n - 50.0
        longitude = 360.0 * ((number * golden) % 1.0) - 180.0
        point = GeoPoint(latitude, longitude)
        xy = place_on_map(longitude, latitude)
        said = message("watch.map.no_crises")
        found.append(Mark(layer, "event", str(number), str(number), said, point, xy, icon, 1.0))
    return tuple(found)


if __name__ == "__main__":
    sys.exit(main())
