"""What is where on the map: under a pixel, in sight, and the part that shows a chosen thing."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from crisisplanner.services.watch.base_map import Box, box_of, degrees_at
from crisisplanner.services.watch.marks import Layer
from crisisplanner.services.watch.watch_view import WatchView
from crisisplanner.ui.watch.map.camera import Camera
from crisisplanner.ui.watch.map.paths import BasePaths
from crisisplanner.ui.watch.map.phrases import MapPhrases
from crisisplanner.ui.watch.map.picks import Pick, PickKind, pick_country, pick_of
from crisisplanner.ui.watch.map.picture import Picture
from crisisplanner.ui.watch.map.placing import Placed, hit

AROUND_RING = 1.6


class Finder:
    """Find things on a drawn map."""

    def __init__(self, picture: Picture, phrases: MapPhrases) -> None:
        self._picture, self._phrases = picture, phrases

    def placed(self, camera: Camera, place: QPointF) -> Placed | None:
        """Give what stands under a pixel."""
        return hit(self._picture.placed(camera), camera, place)

    def pick(self, camera: Camera, place: QPointF) -> Pick | None:
        """Choose what is under a pixel: a mark, else a country."""
        placed = self.placed(camera, place)
        if placed is not None:
            return pick_of(placed)
        x, y = camera.to_km(place)
        scene = self._picture.scene
        iso3 = scene.paths.country_at(x, y) if scene.paths is not None else ""
        return pick_country(scene.view, iso3, degrees_at(x, y)) if iso3 else None

    def hint(self, camera: Camera, place: QPointF) -> str:
        """Say what is under a pixel: the fact first, the sentence last."""
        placed = self.placed(camera, place)
        if placed is not None:
            return self._phrases.placed(placed)
        pick, view = self.pick(camera, place), self._picture.scene.view
        return self._phrases.country(view, pick) if pick is not None and view is not None else ""

    def sentence(self, pick: Pick | None) -> str:
        """Say what is chosen; without a choice what the map shows."""
        view, phrases = self._picture.scene.view, self._phrases
        if view is None:
            return ""
        row = view.row(pick.id) if pick is not None and pick.kind is PickKind.CRISIS else None
        if row is not None:
            return phrases.spoken(row)
        if pick is not None and pick.mark is not None:
            return pick.name + "\n" + phrases.mark(pick.mark)
        if pick is not None and pick.kind is PickKind.COUNTRY:
            return phrases.country(view, pick)
        return phrases.headline(view, self._picture.scene.layers)

    def next(self, camera: Camera, pick: Pick | None, by: int) -> Pick | None:
        """Walk over what is in sight: crises first, then from top to bottom."""
        seen = camera.seen()
        placed = self._picture.placed(camera)
        found = [one for one in placed if seen.contains(one.x, one.y)]
        found.sort(key=lambda one: (one.layer is not Layer.CRISES, one.y, one.x))
        if not found:
            return None
        here = next(
            (n for n, one in enumerate(found) if pick is not None and one.has(pick.id)),
            -1 if by > 0 else 0,
        )
        return pick_of(found[(here + by) % len(found)])


def box_of_pick(view: WatchView, paths: BasePaths, pick: Pick) -> Box | None:
    """Give the part of the map that shows what is chosen; None where it is not on the map."""
    if pick.mark is not None:
        x, y = pick.mark.xy
        return Box(x, y, x, y)
    row = view.row(pick.id) if pick.kind is PickKind.CRISIS else None
    if row is not None and row.rings:
        # At the antimeridian the largest piece stands for the ring.
        around = box_of(max(row.rings, key=len))
        return None if around is None else _wider(around, AROUND_RING)
    codes = (pick.id,) if pick.kind is PickKind.COUNTRY else row.area.countries if row else ()
    return paths.boxes.get(codes[0]) if codes else None


def _wider(box: Box, factor: float) -> Box:
    half_x = (box.right - box.left) / 2 * (factor - 1)
    half_y = (box.bottom - box.top) / 2 * (factor - 1)
    return Box(box.left - half_x, box.top - half_y, box.right + half_x, box.bottom + half_y)
