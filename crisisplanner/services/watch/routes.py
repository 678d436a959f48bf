"""How far it is between two places, and how long it takes by each mode."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median_low

from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.limits import Node
from crisisplanner.domain.problem import GeoPoint
from crisisplanner.domain.register import Place
from crisisplanner.domain.terms import NodeKind, TransportMode
from crisisplanner.planning.distances import distance_km
from crisisplanner.services.session import Session
from crisisplanner.services.watch.base_map import Line, line_on_map

PORT_WITHIN_KM = 150.0


@dataclass(frozen=True, slots=True)
class ModeDays:
    """Give days by one mode: at the middle speed of the catalogue's types, and the span of all."""

    mode: TransportMode
    speed_km_per_day: float
    slowest_km_per_day: float
    fastest_km_per_day: float
    n_types: int
    days: float
    fewest_days: float
    most_days: float


@dataclass(frozen=True, slots=True)
class Route:
    """Show the shortest line between two places; roads and sea lanes are longer."""

    start: GeoPoint
    end: GeoPoint
    distance_km: float
    line: tuple[Line, ...]
    modes: tuple[ModeDays, ...]
    is_without_port: bool = False
    """The sea is left out: not both ends have a port nearby that is known."""


def route_between(session: Session, start: GeoPoint, end: GeoPoint) -> Route:
    """Measure; a mode is listed if a type of the catalogue has a speed by it."""
    distance = distance_km(start, end)
    speeds: dict[TransportMode, list[float]] = defaultdict(list)
    for kind in session.all(CapabilityType):
        if kind.mode not in (None, TransportMode.NONE) and kind.speed.value:
            speeds[kind.mode].append(kind.speed.value)
    has_ports = _has_ports(session, start, end)
    if not has_ports:
        speeds.pop(TransportMode.SEA, None)
    modes = tuple(_days(mode, speeds[mode], distance) for mode in TransportMode if speeds[mode])
    return Route(start, end, distance, line_on_map(start, end), modes, not has_ports)


def _has_ports(session: Session, *ends: GeoPoint) -> bool:
    """Tell whether a port is known near each end."""
    ports = session.select(Node, node_kind=NodeKind.PORT, retired=False)
    places = (session.find(Place, port.place) for port in ports)
    points = [
        GeoPoint(place.latitude, place.longitude)
        for place in places
        if place is not None and place.latitude is not None and place.longitude is not None
    ]
    return all(any(distance_km(end, at) <= PORT_WITHIN_KM for at in points) for end in ends)


def _days(mode: TransportMode, speeds: list[float], distance: float) -> ModeDays:
    middle, slowest, fastest = median_low(speeds), min(speeds), max(speeds)
    return ModeDays(
        mode,
        middle,
        slowest,
        fastest,
        len(speeds),
        distance / middle,
        distance / fastest,
        distance / slowest,
    )
