"""The situation map of a plan: area of concern, places and nodes on land, with scale and note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.monitoring import Severity
from crisisplanner.domain.plan_document import (
    MapLand,
    MapPlace,
    MapPoint,
    SituationMap,
    Value,
)
from crisisplanner.domain.problem import GeoPoint
from crisisplanner.domain.register import Country, Place
from crisisplanner.planning.clipping import clip_ring, runs_within
from crisisplanner.services.plan_contents.marked_places import MarkedPlace, marked_places
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.plan_contents.section_parts import semicolons
from crisisplanner.services.watch.base_map import (
    BaseMap,
    Detail,
    Line,
    place_on_map,
    read_base_map,
    ring_on_map,
    round_length_km,
    true_stretch,
)
from crisisplanner.services.watch.whereabouts import CrisisArea, Whereabouts

HIGH_BY_WIDE = 0.56
AROUND = 1.25
LEAST_HALF_HEIGHT_KM = 110.0
PX_ACROSS = 900.0
"""The map has no more detail than this many points across can show."""
SCALE_SHARE = 0.22


class _Frame:
    """Turn places into kilometres east and south of the middle, shapes true there."""

    def __init__(self, middle: GeoPoint) -> None:
        self._x, self._y = place_on_map(middle.longitude, middle.latitude)
        self._stretch = true_stretch(self._x, self._y)

    def line(self, line: Line) -> tuple[MapPoint, ...]:
        """Place a line of the base map."""
        return tuple(
            ((x - self._x) * self._stretch, (y - self._y) / self._stretch) for x, y in line
        )

    def point(self, place: GeoPoint) -> MapPoint:
        """Place a point."""
        return self.line((place_on_map(place.longitude, place.latitude),))[0]


def situation_map(material: Material) -> SituationMap | None:
    """Draw the map; None where the crisis has neither a point nor a country."""
    base = read_base_map()
    where = Whereabouts(
        material.session.all(Place),
        material.session.select(Severity, crisis=material.crisis.id),
        base.at,
    )
    area = where.area(material.crisis)
    if area.middle is None:
        return None
    frame = _Frame(area.middle)
    marked = marked_places(material, where, area, base)
    places = tuple(MapPlace(frame.point(one.point), one.label, one.kind) for one in marked)
    rings = _areas(base, area, frame)
    seen = [point for ring in rings for point in ring] + [place.at for place in places]
    half_height = max(
        LEAST_HALF_HEIGHT_KM,
        AROUND * max(max(abs(y), abs(x) * HIGH_BY_WIDE) for x, y in seen),
    )
    half_width = half_height / HIGH_BY_WIDE
    detail = base.detail(2 * half_width / PX_ACROSS)
    return SituationMap(
        half_width_km=half_width,
        half_height_km=half_height,
        lands=_lands(
            detail,
            area,
            frame,
            (half_width, half_height),
            {country.iso3: country.name for country in material.session.all(Country)},
        ),
        borders=tuple(
            run
            for border in detail.borders
            for run in runs_within(frame.line(border), half_width, half_height)
        ),
        areas=rings,
        places=places,
        scale_km=round_length_km(2 * half_width * SCALE_SHARE),
        note=_note(marked),
        caption=_caption(area),
    )


def _caption(area: CrisisArea) -> Message:
    if area.radius_km is not None:
        return message("document.map.ring", n=round(area.radius_km))
    return message("document.map.countries")


def _note(marked: Sequence[MarkedPlace]) -> Message:
    """Explain the signs that are drawn, and no other."""
    note = message("document.map.unsigned")
    kinds = {place.kind for place in marked}
    signs: list[Value] = [
        message("document.map.sign." + kind)
        for kind in ("airfield", "port", "border", "place")
        if kind in kinds
    ]
    missions = tuple(sorted({place.mission for place in marked if place.mission}))
    if missions:
        year = max(place.year or 0 for place in marked)
        signs.append(message("document.map.sign.deployment", missions=missions, year=str(year)))
    if not signs:
        return note
    return message("document.map.signed", signs=semicolons(signs), note=note)


def _areas(base: BaseMap, area: CrisisArea, frame: _Frame) -> tuple[tuple[MapPoint, ...], ...]:
    if area.radius_km is not None and area.middle is not None:
        return tuple(frame.line(ring) for ring in ring_on_map(area.middle, area.radius_km))
    # Far islands would make the map a map of the sea: the largest ring stands for each country.
    coarse = base.details[1]
    return tuple(
        frame.line(max(land.rings, key=_size))
        for land in coarse.lands
        if land.iso3 and land.iso3 in area.countries
    )


def _size(ring: Line) -> float:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def _lands(
    detail: Detail,
    area: CrisisArea,
    frame: _Frame,
    half: tuple[float, float],
    names: Mapping[str, str],
) -> tuple[MapLand, ...]:
    found = []
    for land in detail.lands:
        rings = _clipped([frame.line(ring) for ring in land.rings], half)
        if rings:
            is_in_focus = bool(land.iso3) and land.iso3 in area.countries
            name_at = _middle(max(rings, key=_size))
            found.append(MapLand(rings, is_in_focus, names.get(land.iso3, ""), name_at))
    return tuple(found)


def _middle(ring: Line) -> MapPoint:
    """Give the middle of a ring's area, or of its corners where it has none."""
    area = x = y = 0.0
    for (ax, ay), (bx, by) in pairwise(ring):
        cross = ax * by - bx * ay
        area += cross / 2
        x += (ax + bx) * cross / 6
        y += (ay + by) * cross / 6
    if not area:
        return ring[0]
    return x / area, y / area


def _clipped(
    rings: Sequence[tuple[MapPoint, ...]], half: tuple[float, float]
) -> tuple[tuple[MapPoint, ...], ...]:
    return tuple(kept for ring in rings if (kept := clip_ring(ring, *half)))
