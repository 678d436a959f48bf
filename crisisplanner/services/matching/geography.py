"""Places of a workspace: points, and which area contains which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.problem import GeoPoint, PlaceRow
from crisisplanner.domain.register import Place


class Geography:
    """Answer questions about places by id."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = {place.id: place for place in places}

    def point(self, place_id: EntityId | None) -> GeoPoint | None:
        """Give a place's point, if it has one."""
        place = self._places.get(place_id or "")
        if place is None or place.latitude is None or place.longitude is None:
            return None
        return GeoPoint(place.latitude, place.longitude)

    def containing(self, place_id: EntityId) -> Iterator[EntityId]:
        """Yield the areas around a place, from the nearest outwards."""
        seen = {place_id}
        place = self._places.get(place_id)
        while place is not None and place.within is not None and place.within not in seen:
            seen.add(place.within)
            yield place.within
            place = self._places.get(place.within)

    def lies_within(self, place_id: EntityId, area_id: EntityId) -> bool:
        """Tell whether a place is an area or lies in it."""
        return place_id == area_id or area_id in self.containing(place_id)

    def rows(self) -> tuple[PlaceRow, ...]:
        """Give all places as rows of a matching problem."""
        return tuple(
            PlaceRow(place_id, self.point(place_id), tuple(self.containing(place_id)))
            for place_id in self._places
        )
