"""Which marks stand where: those that would cover each other become one with a number."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF

from crisisplanner.domain.entity import EntityId
from crisisplanner.services.watch.marks import Layer, Mark
from crisisplanner.services.watch.watch_view import WatchRow, WatchView
from crisisplanner.ui.watch.map.camera import Camera

CELL_PX = 30.0
DOT_CELL_PX = 7.0
FEW_DISCS = 60
BLOCK_CELLS = 4
MOST_IN_BLOCK = 4.0
"""A layer with more discs than the few, and more than this in a block of cells, becomes dots."""
DOT_PX = 3.0
DISC_PX = 11.0
CRISIS_PX = 11.0
MOST_BUBBLE_PX = 34.0
LEAST_BUBBLE_PX = 5.0
PEOPLE_OF_MOST = 5_000_000.0
"""So many people have the largest bubble, whatever else is on the map."""
LEAST_REACH_PX = 6.0


@dataclass(frozen=True, slots=True)
class Placed:
    """Put one or several things of a layer at a point of the map."""

    layer: Layer
    x: float
    y: float
    radius_px: float
    ids: tuple[EntityId, ...]
    marks: tuple[Mark, ...] = ()
    rows: tuple[WatchRow, ...] = ()
    is_dot: bool = False

    @property
    def n(self) -> int:
        """Count the things here."""
        return len(self.ids)


def place_all(view: WatchView, layers: Iterable[Layer], px_per_km: float) -> tuple[Placed, ...]:
    """Place every layer that is on, lowest first; the same scale always gives the same."""
    shown = set(layers)
    placed: list[Placed] = []
    if Layer.DISPLACEMENT in shown:
        placed += _bubbles(view.of_layer(Layer.DISPLACEMENT))
    if Layer.EVENTS in shown:
        placed += _clustered(view.of_layer(Layer.EVENTS), px_per_km, only_dots=True)
    for layer in (Layer.DEPLOYMENTS, Layer.NODES, Layer.ORIGINS):
        if layer in shown:
            placed += _clustered(view.of_layer(layer), px_per_km)
    if Layer.CRISES in shown:
        placed += _crises(view.rows, px_per_km)
    return tuple(placed)


def hit(placed: Sequence[Placed], camera: Camera, place: QPointF) -> Placed | None:
    """Give what is drawn topmost at a pixel; small things win over large ones."""
    best: Placed | None = None
    x, y = camera.to_km(place)
    for one in placed:
        reach = max(one.radius_px + 2, LEAST_REACH_PX)
        distance_px = math.hypot((one.x - x) * camera.x_scale, (one.y - y) * camera.y_scale)
        if distance_px <= reach and (best is None or one.radius_px <= best.radius_px + 3):
            best = one
    return best


def _bubbles(marks: Sequence[Mark]) -> list[Placed]:
    """Size people by area, the largest first so that the small stay in sight."""
    most = max(PEOPLE_OF_MOST, *(mark.amount or 0.0 for mark in marks), 0.0)
    found = []
    for mark in sorted(marks, key=lambda m: -(m.amount or 0.0)):
        share = math.sqrt((mark.amount or 0.0) / most)
        radius = max(LEAST_BUBBLE_PX, MOST_BUBBLE_PX * share)
        found.append(Placed(mark.layer, *mark.xy, radius, (mark.id,), (mark,)))
    return found


def _clustered(marks: Sequence[Mark], px_per_km: float, *, only_dots: bool = False) -> list[Placed]:
    if not only_dots:
        cells = _cells(marks, CELL_PX / px_per_km)
        blocks = _cells(marks, BLOCK_CELLS * CELL_PX / px_per_km)
        if len(cells) <= FEW_DISCS or len(cells) / len(blocks) <= MOST_IN_BLOCK:
            return [_cluster(cell, DISC_PX) for cell in cells]
    cells = _cells(marks, DOT_CELL_PX / px_per_km)
    return [_cluster(cell, DOT_PX, is_dot=True) for cell in cells]


def _cells(marks: Sequence[Mark], cell_km: float) -> list[list[Mark]]:
    """Sort marks into squares of the map, which stay where they are while it is moved."""
    cells: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        key = (math.floor(mark.xy[0] / cell_km), math.floor(mark.xy[1] / cell_km))
        cells.setdefault(key, []).append(mark)
    return list(cells.values())


def _cluster(marks: Sequence[Mark], radius: float, *, is_dot: bool = False) -> Placed:
    x = sum(mark.xy[0] for mark in marks) / len(marks)
    y = sum(mark.xy[1] for mark in marks) / len(marks)
    ids = tuple(mark.id for mark in marks)
    return Placed(marks[0].layer, x, y, radius, ids, tuple(marks), is_dot=is_dot)


def _crises(rows: Sequence[WatchRow], px_per_km: float) -> list[Placed]:
    cell_km = CELL_PX / px_per_km
    cells: dict[tuple[int, int], list[WatchRow]] = {}
    for row in rows:
        if row.at is not None:
            key = (math.floor(row.at[0] / cell_km), math.floor(row.at[1] / cell_km))
            cells.setdefault(key, []).append(row)
    found = []
    # The first of the list is drawn last, on top.
    for group in reversed(cells.values()):
        first = group[0].at or (0.0, 0.0)
        ids = tuple(row.id for row in group)
        found.append(Placed(Layer.CRISES, *first, CRISIS_PX, ids, rows=tuple(group)))
    return found
