"""Which marks stand where: those that would cover each other become one with a number."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from crisisplanner.domain.entity import EntityId
from crisisplanner.services.watch.marks import Layer, Mark
from crisisplanner.services.watch.watch_view import WatchRow, WatchView
from crisisplanner.ui.watch.map.camera import Camera

CELL_PX = 30.0
DOT_CELL_PX = 8.0
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
PAINTED_ORDER = (
    Layer.DISPLACEMENT,
    Layer.EVENTS,
    Layer.DEPLOYMENTS,
    Layer.NODES,
    Layer.ORIGINS,
    Layer.CRISES,
)


@dataclass(slots=True)
class Placed:
    """Put one or several things of a layer at a point of the map; nobody changes it later.

    It is not frozen, as there may be ten thousand of them in a frame.
    """

    layer: Layer
    x: float
    y: float
    radius_px: float
    marks: Sequence[Mark] = ()
    rows: Sequence[WatchRow] = ()
    is_dot: bool = False

    @property
    def n(self) -> int:
        """Count the things here."""
        return len(self.marks) or len(self.rows)

    def has(self, id_: EntityId) -> bool:
        """Tell whether a thing stands here."""
        return any(one.id == id_ for one in self.marks) or any(one.id == id_ for one in self.rows)


def place_all(
    view: WatchView, layers: Iterable[Layer], seen: QRectF, px_per_km: float
) -> tuple[Placed, ...]:
    """Place what is in a part of the map, lowest layer first.

    Things come together by squares of the map, so that they stay where they are while it is moved.
    """
    shown = set(layers)
    placed: list[Placed] = []
    for layer in (one for one in PAINTED_ORDER if one in shown):
        if layer is Layer.CRISES:
            placed += _crises(view.rows, px_per_km)
            continue
        marks = _within(view.of_layer(layer), seen)
        if layer is Layer.DISPLACEMENT:
            placed += _bubbles(marks)
        else:
            placed += _clustered(marks, px_per_km, only_dots=layer is Layer.EVENTS)
    return tuple(placed)


def _within(marks: Sequence[Mark], seen: QRectF) -> list[Mark]:
    left, top, right, bottom = seen.left(), seen.top(), seen.right(), seen.bottom()
    return [m for m in marks if left <= m.xy[0] <= right and top <= m.xy[1] <= bottom]


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
        found.append(Placed(mark.layer, *mark.xy, radius, (mark,)))
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
    """Sort marks into squares of the map."""
    cells: dict[tuple[float, float], list[Mark]] = {}
    for mark in marks:
        x, y = mark.xy
        key = (x // cell_km, y // cell_km)
        known = cells.get(key)
        if known is None:
            cells[key] = [mark]
        else:
            known.append(mark)
    return list(cells.values())


def _cluster(marks: Sequence[Mark], radius: float, *, is_dot: bool = False) -> Placed:
    first = marks[0]
    x, y = first.xy
    n = len(marks)
    if n > 1:
        x, y = sum(m.xy[0] for m in marks) / n, sum(m.xy[1] for m in marks) / n
    return Placed(first.layer, x, y, radius, marks, (), is_dot)


def _crises(rows: Sequence[WatchRow], px_per_km: float) -> list[Placed]:
    cell_km = CELL_PX / px_per_km
    cells: dict[tuple[float, float], list[WatchRow]] = {}
    for row in rows:
        if row.at is not None:
            cells.setdefault((row.at[0] // cell_km, row.at[1] // cell_km), []).append(row)
    # The first of the list is drawn last, on top.
    return [
        Placed(Layer.CRISES, *(group[0].at or (0.0, 0.0)), CRISIS_PX, (), group)
        for group in reversed(cells.values())
    ]
