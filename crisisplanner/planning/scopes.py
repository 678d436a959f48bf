"""Scopes: which requirements a caveat, permit or node means; areas contain places."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from crisisplanner.domain.problem import (
    CaveatRow,
    ConditionRow,
    GeoPoint,
    NodeRow,
    PermitRow,
    Problem,
)
from crisisplanner.planning.periods import BoolArray, Period, without_contained

EVERY = "*"


class Scopes:
    """Answer for one problem which places and requirements a name stands for."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._in_scope: dict[tuple[str, ...], BoolArray] = {}
        self._areas = {place.id: frozenset((place.id, *place.within)) for place in problem.places}
        self.points: Mapping[str, GeoPoint | None] = {
            place.id: place.point for place in problem.places
        }

    def areas_of(self, place: str) -> frozenset[str]:
        """Give a place and the areas that contain it; no name is no place."""
        return self._areas.get(place, frozenset((place,))) - {""}

    @cached_property
    def _areas_of_requirements(self) -> list[frozenset[str]]:
        areas = {
            place: self.areas_of(place) for place in {r.place for r in self._problem.requirements}
        }
        return [areas[requirement.place] for requirement in self._problem.requirements]

    def requirements_of(self, caveat: CaveatRow) -> BoolArray:
        """Mark the requirements in a caveat's scope: in_scope[r]."""
        key = (caveat.crisis, caveat.place, caveat.task_type, caveat.phase, caveat.plan)
        if key not in self._in_scope:
            crisis, place, task_type, phase, plan = key
            self._in_scope[key] = np.array(
                [
                    crisis in ("", requirement.crisis)
                    and (not place or place in areas)
                    and task_type in ("", requirement.task_type)
                    and phase in ("", requirement.phase)
                    and plan in ("", requirement.plan)
                    for requirement, areas in zip(
                        self._problem.requirements, self._areas_of_requirements, strict=True
                    )
                ],
                dtype=np.bool_,
            )
        return self._in_scope[key]

    def nodes_of(self, place: str) -> tuple[NodeRow, ...]:
        """List the nodes through which a place is reached."""
        areas = self.areas_of(place)
        return tuple(node for node in self._problem.nodes if node.place in areas)

    def permits_of(
        self, place: str, plan: str, partner: str, asset_class: str
    ) -> tuple[Period, ...] | None:
        """List the periods in which a partner's asset class may be at a place for requirements of a
        plan; None: any time.
        """
        areas = self.areas_of(place)
        named = [
            permit
            for permit in self._problem.permits
            if permit.place in areas
            and permit.asset_class in (EVERY, asset_class)
            and permit.plan in ("", plan)
        ]
        if not named:
            return None
        return _periods_for(named, partner)


def _periods_for(permits: list[PermitRow], partner: str) -> tuple[Period, ...]:
    return without_contained(
        (permit.from_day, permit.to_day) for permit in permits if permit.partner in (EVERY, partner)
    )


def condition_periods(rows: tuple[ConditionRow, ...]) -> dict[str, tuple[Period, ...]]:
    """Gather the periods of each condition; one that is not listed is never in force."""
    periods: dict[str, list[Period]] = {}
    for row in rows:
        periods.setdefault(row.id, []).append((row.from_day, row.to_day))
    return {condition: without_contained(found) for condition, found in periods.items()}
