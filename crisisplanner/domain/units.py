"""Units of measure: names, dimensions and exact factors between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Unit:
    """Describe a unit: its dimension and its size in the dimension's first unit."""

    code: str
    dimension: str
    factor: float = 1.0


def _table(*units: Unit) -> Mapping[str, Unit]:
    return MappingProxyType({unit.code: unit for unit in units})


UNITS: Mapping[str, Unit] = _table(
    Unit("1", "ratio"),
    Unit("%", "ratio", 0.01),
    Unit("unit", "unit"),
    Unit("person", "person"),
    Unit("1,000 people", "person", 1_000.0),
    Unit("household", "household"),
    Unit("h", "time", 1 / 24),
    Unit("d", "time"),
    Unit("week", "time", 7.0),
    Unit("month", "time", 30.4375),
    Unit("kg", "mass", 0.001),
    Unit("t", "mass"),
    Unit("t/d", "mass/time"),
    Unit("t/week", "mass/time", 1 / 7),
    Unit("m", "length", 0.001),
    Unit("km", "length"),
    Unit("ft", "length", 0.0003048),
    Unit("km/d", "speed"),
    Unit("km/h", "speed", 24.0),
    Unit("m2", "area"),
    Unit("km2", "area", 1_000_000.0),
    Unit("l", "volume"),
    Unit("m3", "volume", 1_000.0),
    Unit("l/d", "volume/time"),
    Unit("m3/d", "volume/time", 1_000.0),
    Unit("m3/h", "volume/time", 24_000.0),
    Unit("bed", "bed"),
    Unit("patient/d", "patient/time"),
    Unit("person/d", "person/time"),
    Unit("l/person/d", "volume/person/time"),
    Unit("kcal/person/d", "energy/person/time"),
    Unit("kg/person/d", "mass/person/time"),
    Unit("g/person/month", "mass/person/time", 0.001 / 30.4375),
    Unit("m2/person", "area/person"),
    Unit("person/unit", "person/unit"),
    Unit("person/household", "person/household"),
    Unit("unit/person", "unit/person"),
    Unit("unit/household", "unit/household"),
    Unit("person/1,000 people", "ratio", 0.001),
    # Money is in the currency that its entity names; USD where the catalogue gives figures.
    Unit("money", "money"),
    Unit("money/d", "money/time"),
    Unit("USD", "USD"),
    Unit("USD/d", "USD/time"),
)


def convert(value: float, unit: str, to: str) -> float:
    """Convert a value between two units of one dimension.

    Raises ValueError naming both units if their dimensions differ or a unit is not known.
    """
    try:
        source, target = UNITS[unit], UNITS[to]
    except KeyError as error:
        raise ValueError(f"Expected a known unit, got {error.args[0]!r}") from None
    if source.dimension != target.dimension:
        raise ValueError(f"Expected a unit of {target.dimension} like {to}, got {unit}")
    return value * (source.factor / target.factor)
