"""What the map of a plan marks: its nodes and places, the country's nodes, missions' places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from crisisplanner.domain.activities import Deployment
from crisisplanner.domain.limits import Node
from crisisplanner.domain.problem import GeoPoint
from crisisplanner.domain.register import Place
from crisisplanner.planning.distances import distance_km
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.watch.base_map import BaseMap, Line, place_on_map
from crisisplanner.services.watch.marks import deployment_years
from crisisplanner.services.watch.whereabouts import CrisisArea, Whereabouts

NEAR_KM = 900.0
"""What lies farther from the crisis is left out: it would make the crisis small."""
MOST_PLACES = 12
MOST_NAMED = 10
"""Of the many nodes and posts in a country so many bear their names; the others are signs."""


@dataclass(frozen=True, slots=True)
class MarkedPlace:
    """Mark a point: its kind is airfield, port, border, place or deployment (then of a mission)."""

    point: GeoPoint
    label: str
    kind: str
    mission: str = ""
    year: int | None = None


def marked_places(
    material: Material, where: Whereabouts, area: CrisisArea, base: BaseMap
) -> tuple[MarkedPlace, ...]:
    """Mark the plan's own nodes and places first, then what else is in the area of concern."""
    own = _own(material, where, area)
    taken = {place.point for place in own}
    nodes = (one for one in _nodes(material, where, area) if one.point not in taken)
    posts = _posts(material, area, base)
    return (*own, *_some_named(nodes), *_some_named(posts))


def _deployments(material: Material) -> tuple[Deployment, ...]:
    """List where missions were in the year of D, else in the newest year that is known."""
    years = deployment_years(material.session)
    d_date = material.plan.d_date
    then = [year for year in years if d_date is None or year <= d_date.year]
    if not then:
        return ()
    found = material.session.select(Deployment, year=then[0], retired=False)
    return tuple(sorted(found, key=lambda one: (-(one.infantry.value or 0), one.location, one.id)))


def _own(material: Material, where: Whereabouts, area: CrisisArea) -> tuple[MarkedPlace, ...]:
    """Mark nodes, then the crisis's places that have no node, nearest first."""
    middle = area.middle
    if middle is None:
        return ()
    found: dict[GeoPoint, MarkedPlace] = {}
    for node in material.nodes:
        point = where.point(node.place) if where.has_own_point(node.place) else None
        if point is not None and point not in found:
            found[point] = MarkedPlace(point, node.name, node.node_kind.value)
    for place in material.places:
        point = where.point(place.id) if where.has_own_point(place.id) else None
        if point is not None and place.id in material.crisis.places and point not in found:
            found[point] = MarkedPlace(point, place.name, "place")
    near = sorted(
        (distance_km(middle, one.point), one.label, one.kind, one) for one in found.values()
    )
    return tuple(one for far, _, _, one in near[:MOST_PLACES] if far <= NEAR_KM)


def _nodes(material: Material, where: Whereabouts, area: CrisisArea) -> Iterator[MarkedPlace]:
    """Yield the nodes in the area, those with the longest runway first."""
    codes = {place.id: place.iso3 for place in material.session.all(Place)}
    ordered = sorted(
        material.session.all(Node), key=lambda n: (-(n.runway_length.value or 0), n.name, n.id)
    )
    for node in ordered:
        if area.radius_km is None and codes.get(node.place) not in area.countries:
            continue
        point = where.point(node.place) if where.has_own_point(node.place) else None
        if point is not None and _is_within(area, point):
            yield MarkedPlace(point, node.name, node.node_kind.value)


def _posts(material: Material, area: CrisisArea, base: BaseMap) -> Iterator[MarkedPlace]:
    """Yield the places of missions in the area, the largest first."""
    rings = [
        ring
        for land in base.details[-1].lands
        if area.radius_km is None and land.iso3 in area.countries
        for ring in land.rings
    ]
    for one in _deployments(material):
        if one.latitude is None or one.longitude is None:
            continue
        point = GeoPoint(one.latitude, one.longitude)
        if area.radius_km is not None:
            is_there = _is_within(area, point)
        else:
            is_there = _is_in(place_on_map(point.longitude, point.latitude), rings)
        if is_there:
            yield MarkedPlace(point, one.location, "deployment", one.mission, one.year)


def _is_within(area: CrisisArea, point: GeoPoint) -> bool:
    if area.radius_km is None or area.middle is None:
        return True
    return distance_km(area.middle, point) <= area.radius_km


def _is_in(at: tuple[float, float], rings: Iterable[Line]) -> bool:
    """Tell whether a ray from a point crosses the rings an odd number of times."""
    x, y = at
    is_inside = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                is_inside = not is_inside
    return is_inside


def _some_named(places: Iterable[MarkedPlace]) -> Iterator[MarkedPlace]:
    for number, place in enumerate(places):
        yield place if number < MOST_NAMED else replace(place, label="")
