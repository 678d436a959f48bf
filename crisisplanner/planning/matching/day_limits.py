"""Limits on units by day: exclusive groups (H2), caps of caveats, ceilings of personnel (H14).

Each family is a list of resources with what a unit of a pair uses of which one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from crisisplanner.domain.problem import CaveatEffect
from crisisplanner.planning.pair_timing import scoped_pairs
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray

if TYPE_CHECKING:
    from crisisplanner.planning.matching.instance import Instance

NO_RESOURCE = -1


class Span(Enum):
    """Tell whether a unit counts while it is present or as long as it is away."""

    PRESENT = "present"
    AWAY = "away"


@dataclass(frozen=True)
class DayLimits:
    """Hold one family of resources.

    ``use(pairs)`` gives for each pair the resource (-1: none) and how much of it a unit uses.
    ``capacity[resource, t]`` by day from the instance's first day; ``names`` as in the problem.
    """

    kind: str
    span: Span
    names: tuple[str, ...]
    capacity: FloatArray
    use: Callable[[IntArray], tuple[IntArray, FloatArray]]


def day_limits(instance: Instance) -> list[DayLimits]:
    """List all families that a problem has."""
    return [*_groups(instance), *_caps(instance), *_ceilings(instance)]


def _groups(instance: Instance) -> list[DayLimits]:
    offers = instance.problem.offers
    names = tuple(sorted({offer.group for offer in offers if offer.group is not None}))
    if not names:
        return []
    number = {name: place for place, name in enumerate(names)}
    group = np.array(
        [NO_RESOURCE if o.group is None else number[o.group] for o in offers], dtype=np.int64
    )
    quantity = np.array([offer.quantity for offer in offers], dtype=np.float64)
    largest = np.zeros(len(names))
    member = group >= 0
    np.maximum.at(largest, group[member], quantity[member])
    capacity = np.repeat(largest[:, None], instance.n_days, axis=1)
    for row in instance.problem.commitments:
        place = (
            group[instance.offer_number[row.offer]] if row.offer in instance.offer_number else -1
        )
        if place >= 0:
            start = max(row.from_day - instance.first_day, 0)
            capacity[place, start : max(row.to_day - instance.first_day, 0)] -= row.quantity

    def use(pair: IntArray) -> tuple[IntArray, FloatArray]:
        return group[instance.offer[pair]], np.ones(len(pair))

    return [DayLimits("group", Span.AWAY, names, np.maximum(capacity, 0.0), use)]


def _caps(instance: Instance) -> list[DayLimits]:
    table = instance.table
    found = []
    for row in instance.problem.caveats:
        if row.effect is not CaveatEffect.CAPS or row.quantity is None:
            continue
        if row.offer not in instance.offer_number:
            continue
        in_scope = table.scopes.requirements_of(row)
        own = scoped_pairs(table.pairs, instance.offer_number[row.offer], in_scope)
        members = np.flatnonzero(np.isin(instance.pair_row, own))
        all_units = instance.problem.offers[instance.offer_number[row.offer]].quantity
        capacity = np.full((1, instance.n_days), all_units)
        start = 0 if row.from_day is None else max(row.from_day - instance.first_day, 0)
        end = instance.n_days if row.to_day is None else row.to_day - instance.first_day
        capacity[0, start : max(end, 0)] = row.quantity
        use = _use_of(members, np.ones(len(members)))
        found.append(DayLimits("caveat", Span.PRESENT, (row.id,), capacity, use))
    return found


def _ceilings(instance: Instance) -> list[DayLimits]:
    offers = instance.problem.offers
    personnel = np.array([offer.personnel_per_unit or 0.0 for offer in offers], dtype=np.float64)
    found = []
    for row in instance.problem.ceilings:
        needs = instance.table.conditions.needing(row.condition)[instance.pair_row]
        members = np.flatnonzero(needs & (personnel[instance.offer] > 0))
        capacity = np.full((1, instance.n_days), row.personnel)
        use = _use_of(members, personnel[instance.offer[members]])
        found.append(DayLimits("ceiling", Span.PRESENT, (row.condition,), capacity, use))
    return found


def _use_of(
    members: IntArray, amounts: FloatArray
) -> Callable[[IntArray], tuple[IntArray, FloatArray]]:
    """Make the use of one resource by some pairs, listed in order."""

    def use(pair: IntArray) -> tuple[IntArray, FloatArray]:
        if not len(members):
            return np.full(len(pair), NO_RESOURCE, dtype=np.int64), np.zeros(len(pair))
        place = np.minimum(np.searchsorted(members, pair), len(members) - 1)
        is_member = members[place] == pair
        return np.where(is_member, 0, NO_RESOURCE), np.where(is_member, amounts[place], 0.0)

    return use
