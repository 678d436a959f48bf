"""What a click on the map or a row of the list chooses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.problem import GeoPoint
from crisisplanner.services.watch.marks import Mark
from crisisplanner.services.watch.watch_view import WatchView
from crisisplanner.ui.watch.map.placing import Placed


class PickKind(StrEnum):
    """What is chosen."""

    CRISIS = "crisis"
    MARK = "mark"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Pick:
    """Name what is chosen: a crisis or a mark by its id, a country by its code."""

    kind: PickKind
    id: str
    name: str = ""
    point: GeoPoint | None = None
    mark: Mark | None = None
    others: tuple[str, ...] = ()
    """Names of what stands at the same place."""


def pick_of(placed: Placed) -> Pick:
    """Choose the first of what stands together."""
    if placed.rows:
        row = placed.rows[0]
        others = tuple(one.standing.crisis.name for one in placed.rows[1:])
        return Pick(
            PickKind.CRISIS, row.id, row.standing.crisis.name, row.area.middle, None, others
        )
    mark = placed.marks[0]
    others = tuple(one.name for one in placed.marks[1:])
    return Pick(PickKind.MARK, mark.id, mark.name, mark.point, mark, others)


def pick_crisis(view: WatchView, crisis: EntityId) -> Pick | None:
    """Choose a crisis of the list."""
    row = view.row(crisis)
    if row is None:
        return None
    return Pick(PickKind.CRISIS, crisis, row.standing.crisis.name, row.area.middle)


def pick_country(view: WatchView | None, iso3: str, point: GeoPoint | None) -> Pick:
    """Choose a country."""
    name = view.country_names.get(iso3, iso3) if view is not None else iso3
    return Pick(PickKind.COUNTRY, iso3, name, point)
