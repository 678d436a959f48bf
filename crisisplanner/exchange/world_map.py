"""The shipped world map: arcs shared by neighbours, and the countries made of them.

Lives here: reading `resources/map`. Projecting and drawing are others' matters.
"""

from __future__ import annotations

from dataclasses import dataclass

from crisisplanner.exchange.shipped_content.reading import json_content


@dataclass(frozen=True, slots=True)
class MapCountry:
    """Describe a country: rings of arc numbers, a negative one (~n) walked backwards.

    ``at`` is a point inside its largest part, in units. Land without a code has an empty one.
    """

    iso3: str
    name: str
    at: tuple[int, int]
    rings: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class WorldMap:
    """Hold the map as it is kept: arcs as steps, and each point's coarsest level of detail."""

    unit_degrees: float
    tolerances_degrees: tuple[float, ...]
    arcs: tuple[tuple[int, ...], ...]
    levels: tuple[str, ...]
    countries: tuple[MapCountry, ...]
    source: str


def read_world_map() -> WorldMap:
    """Read the shipped map."""
    raw = json_content("map", "countries.json")
    return WorldMap(
        unit_degrees=raw["unit_degrees"],
        tolerances_degrees=tuple(raw["tolerances_degrees"]),
        arcs=tuple(tuple(arc) for arc in raw["arcs"]),
        levels=tuple(raw["levels"]),
        countries=tuple(
            MapCountry(c["iso3"], c["name"], tuple(c["at"]), tuple(tuple(r) for r in c["rings"]))
            for c in raw["countries"]
        ),
        source=raw["about"]["source"],
    )
