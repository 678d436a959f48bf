"""The workspace's own things: workspace, people, rates, places, countries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.terms import PlaceKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Workspace(Entity):
    """Describe the workspace itself: one row in each file."""

    KIND: ClassVar[str] = "workspace"

    name: str = fields.line(required=True)
    owner: str = fields.line()
    marking: Marking | None = fields.marking()
    base_currency: str = fields.line(required=True)
    level_scheme: str = fields.line()
    case: str = fields.line()


@dataclass(frozen=True, kw_only=True, slots=True)
class Person(Entity):
    """Name someone who edits."""

    KIND: ClassVar[str] = "person"

    name: str = fields.line(required=True)
    organisation: str = fields.line()


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate(Entity):
    """Give how many units of a currency one unit of the base currency buys."""

    KIND: ClassVar[str] = "rate"

    currency: str = fields.line(required=True)
    per_base: float | None = fields.number(minimum=1e-9)
    as_of: date | None = fields.calendar_date()
    source: str = fields.line()

    def label(self) -> str:
        """Name the rate by its currency."""
        return self.currency


@dataclass(frozen=True, kw_only=True, slots=True)
class Place(Entity):
    """Locate a point, an area or a country (WGS84 degrees)."""

    KIND: ClassVar[str] = "place"

    name: str = fields.line(required=True)
    place_kind: PlaceKind = fields.choice(PlaceKind, PlaceKind.POINT)
    latitude: float | None = fields.number(minimum=-90, maximum=90)
    longitude: float | None = fields.number(minimum=-180, maximum=180)
    iso3: str = fields.line()
    within: EntityId | None = fields.reference("place")
    entry_nodes: tuple[EntityId, ...] = fields.references("node")
    source: str = fields.line()

    def faults(self) -> Iterator[Message]:
        """Ask for both coordinates or none."""
        if (self.latitude is None) != (self.longitude is None):
            yield message("place.half_a_point", name=self.name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Country(Entity):
    """Name a country with its ISO 3166-1 codes."""

    KIND: ClassVar[str] = "country"

    name: str = fields.line(required=True)
    iso3: str = fields.line(required=True)
    iso2: str = fields.line()
    numeric: str = fields.line()
    source: str = fields.line()
