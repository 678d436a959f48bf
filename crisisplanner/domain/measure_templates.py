"""Templates of measures: what a kind of crisis usually asks for, in each area and family.

A template is shipped data, not an entity: applying one makes requirements of a plan.
"""

from __future__ import annotations

from dataclasses import dataclass

from crisisplanner.domain.caseload import Counted
from crisisplanner.domain.terms import Area, Priority


@dataclass(frozen=True, slots=True)
class Measure:
    """Describe one measure; with ``counted``, one unit serves ``heads_per_unit``, else ``units``."""

    key: str
    title: str
    type_code: str
    area: Area
    line_of_effort: str
    priority: Priority
    from_day: int
    to_day: int
    units: float
    counted: Counted | None
    heads_per_unit: float
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Template:
    """Describe one archetype: its measures, and the planning factors that it uses."""

    id: str
    title: str
    teaser: str
    approach: str
    factors: tuple[str, ...]
    measures: tuple[Measure, ...]
    source: str
