"""Where things are: places with or without a point, crises with their area of concern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.monitoring import Severity
from crisisplanner.domain.problem import GeoPoint
from crisisplanner.domain.register import Place
from crisisplanner.domain.situation import Crisis
from crisisplanner.planning.distances import distance_km, middle_of
from crisisplanner.services.matching.geography import Geography

MARGIN_KM = 30.0
LEAST_RADIUS_KM = 60.0
MOST_RADIUS_KM = 1500.0
CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class CrisisArea:
    """Say where a crisis is: a ring around its places, or whole countries (no radius)."""

    crisis: EntityId
    middle: GeoPoint | None
    radius_km: float | None
    countries: tuple[str, ...]


class Whereabouts:
    """Answer where places and crises are."""

    def __init__(
        self,
        places: Sequence[Place],
        severities: Iterable[Severity],
        country_points: Mapping[str, GeoPoint],
    ) -> None:
        self._geography = Geography(places)
        self._places = {place.id: place for place in places}
        self._country_points = country_points
        self._inside: dict[EntityId, list[GeoPoint]] = {}
        for place in places:
            point = self._geography.point(place.id)
            if point is not None:
                for around in self._geography.containing(place.id):
                    self._inside.setdefault(around, []).append(point)
        self._codes: dict[EntityId, set[str]] = {}
        for severity in severities:
            self._codes.setdefault(severity.crisis, set()).update(CODE.findall(severity.iso3))

    def point(self, place_id: EntityId | None) -> GeoPoint | None:
        """Give a place's own point, or the middle of the country it stands for."""
        own = self._geography.point(place_id)
        if own is not None:
            return own
        place = self._places.get(place_id or "")
        if place is None:
            return None
        if place.iso3 in self._country_points and place.within is None:
            return self._country_points[place.iso3]
        inside = self._inside.get(place.id)
        return middle_of(inside) if inside else self._country_points.get(place.iso3)

    def name(self, place_id: EntityId) -> str:
        """Give a place's name."""
        place = self._places.get(place_id)
        return place.name if place is not None else ""

    def country_point(self, iso3: str) -> GeoPoint | None:
        """Give the point in a country where something of all of it is shown."""
        return self._country_points.get(iso3)

    def has_own_point(self, place_id: EntityId | None) -> bool:
        """Tell whether a place is known better than by its country or what lies in it."""
        return self._geography.point(place_id) is not None

    def area(self, crisis: Crisis) -> CrisisArea:
        """Draw a ring around the points of a crisis, its areas by what lies in them."""
        named = [self._places[id_] for id_ in crisis.places if id_ in self._places]
        codes = {place.iso3 for place in named if place.iso3} | self._codes.get(crisis.id, set())
        countries = tuple(sorted(codes & self._country_points.keys()))
        points = [p for place in named for p in self._points_of(place)]
        if not points:
            middle = self._country_points[countries[0]] if countries else None
            return CrisisArea(crisis.id, middle, None, countries)
        middle = middle_of(points)
        reach = max(distance_km(middle, point) for point in points) + MARGIN_KM
        radius = min(MOST_RADIUS_KM, max(LEAST_RADIUS_KM, reach))
        return CrisisArea(crisis.id, middle, radius, countries)

    def _points_of(self, place: Place) -> list[GeoPoint]:
        own = self._geography.point(place.id)
        if own is not None:
            return [own]
        # A whole country is an outline of its own, not the ring of the towns we happen to know.
        is_country = place.within is None and place.iso3 in self._country_points
        return [] if is_country else self._inside.get(place.id, [])
