"""How far it is between two places, and how long it takes by each mode."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median_low

from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.problem import GeoPoint
from crisisplanner.domain.terms import TransportMode
from crisisplanner.planning.distances import distance_km
from crisisplanner.services.session import Session
from crisisplanner.services.watch.base_map import Line, line_on_map


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


def route_between(session: Session, start: GeoPoint, end: GeoPoint) -> Route:
    """Measure; a mode is listed if a type of the catalogue has a speed by it."""
    distance = distance_km(start, end)
    speeds: dict[TransportMode, list[float]] = defaultdict(list)
    for kind in session.all(CapabilityType):
        if kind.mode not in (None, TransportMode.NONE) and kind.speed.value:
            speeds[kind.mode].append(kind.speed.value)
    modes = tuple(_days(mode, speeds[mode], distance) for mode in TransportMode if speeds[mode])
    return Route(start, end, distance, line_on_map(start, end), modes)


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
