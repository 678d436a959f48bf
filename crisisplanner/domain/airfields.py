"""Airfields' runways; the airfield itself is a ``Node`` at a ``Place``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.figures import Figure


class Surface(StrEnum):
    """Say what a runway is made of, as far as it matters for what can land."""

    PAVED = "paved"
    UNPAVED = "unpaved"
    WATER = "water"


@dataclass(frozen=True, kw_only=True, slots=True)
class Runway(Entity):
    """Describe one runway of an airfield; lengths are metres, kept as entered in feet."""

    KIND: ClassVar[str] = "runway"

    airfield: EntityId = fields.reference("node", required=True, belongs=True)
    code: str = fields.line(required=True)
    name: str = fields.line()
    length: Figure = fields.figure("m")
    width: Figure = fields.figure("m")
    surface: Surface | None = fields.choice(Surface)
    surface_text: str = fields.line()
    lighted: bool = fields.flag()
    closed: bool = fields.flag()
    source: str = fields.line()
