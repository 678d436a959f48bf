"""Rules between requirements and with the planner: prerequisites (H12), enablers, locks (H11)."""

from __future__ import annotations

import numpy as np

from crisisplanner.planning.coverage import enabling_requirements
from crisisplanner.planning.matching.arcs import Arcs, Plan
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.model.levels import LEAST_LEVEL, NO_COLUMN, LevelColumns
from crisisplanner.planning.matching.model.linear import INFINITY, LinearModel
from crisisplanner.planning.matching.model.linking import add_linking_rows
from crisisplanner.planning.matching.model.segments import Segments
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray
from crisisplanner.planning.tolerance import TOLERANCE, levels_count, reaches


class Impossible(Exception):  # noqa: N818 - a finding: what is asked leaves no plan
    """Tell that locks ask for what no arc can give."""


def prerequisite_day(instance: Instance, prerequisite: int, start: IntArray) -> IntArray:
    """Give the day on which a prerequisite must be met for starts on given days."""
    return np.asarray(np.minimum(start, instance.need_to[prerequisite] - 1), dtype=np.int64)


def level_on(plan: Plan, requirement: int, day: IntArray) -> FloatArray:
    """Give the level of a requirement on given days."""
    arcs = plan.arcs
    own = arcs.of_requirement(requirement)
    present = (arcs.start[own] <= day[:, None]) & (day[:, None] < arcs.end[own])
    return np.asarray(present @ (plan.amount[own] * arcs.effectiveness[own]), dtype=np.float64)


def is_met(instance: Instance, requirement: int, level: FloatArray) -> BoolArray:
    """Tell for each level whether a prerequisite is met by it."""
    threshold = float(instance.minimum_share[requirement] * instance.quantity[requirement])
    return levels_count(level, threshold)


def possible_after_prerequisites(arcs: Arcs, is_inside: BoolArray, outside: Plan) -> BoolArray:
    """Mark the arcs that no prerequisite outside the model, and none by its dates, forbids."""
    instance = arcs.instance
    possible = np.ones(len(arcs), dtype=np.bool_)
    for need in np.unique(arcs.requirement).tolist():
        own = np.flatnonzero(arcs.requirement == need)
        for prerequisite in instance.prerequisites[need]:
            day = prerequisite_day(instance, prerequisite, arcs.start[own])
            possible[own] &= day >= instance.need_from[prerequisite]
            if not is_inside[prerequisite]:
                level = level_on(outside, prerequisite, day)
                possible[own] &= is_met(instance, prerequisite, level)
    return possible


def add_prerequisite_rows(
    model: LinearModel,
    arcs: Arcs,
    upper: FloatArray,
    segments: Segments,
    levels: LevelColumns,
    is_inside: BoolArray,
    outside: Plan,
    *,
    values_surplus: bool,
) -> None:
    """Start only where each prerequisite is met: x ≤ upper × met; keep met what outside waits for.

    Unless ``values_surplus``, tightened by what no plan of more coverage needs.
    """
    instance = arcs.instance
    for need in np.unique(arcs.requirement).tolist():
        own = np.flatnonzero(arcs.requirement == need)
        for prerequisite in instance.prerequisites[need]:
            if is_inside[prerequisite]:
                day = prerequisite_day(instance, prerequisite, arcs.start[own])
                met = levels.met[segments.at(np.full(len(own), prerequisite), day)]
                add_linking_rows(model, arcs, upper, own, met)
                if not values_surplus:
                    _add_start_rows(model, arcs, upper, own, met)
    fixed: set[int] = set()
    for need in instance.waiting:
        for prerequisite in instance.prerequisites[need]:
            start = outside.arcs.start[outside.arcs.of_requirement(need)]
            if is_inside[prerequisite] and len(start):
                day = prerequisite_day(instance, prerequisite, start)
                found = segments.at(np.full(len(start), prerequisite), day)
                fixed.update(levels.met[found].tolist())
    kept = np.array(sorted(fixed - {NO_COLUMN}), dtype=np.int64)
    model.add_rows(len(kept), 1.0, INFINITY, (np.arange(len(kept)), kept, np.ones(len(kept))))


def _add_start_rows(
    model: LinearModel, arcs: Arcs, upper: FloatArray, own: IntArray, met: IntArray
) -> None:
    """Tighten: all that starts on one day at one requirement adds at most its quantity × met, or so.

    Of what starts on a day, the unit that leaves first can go as long as the others reach the
    quantity without it; so no plan covers less for this. Not where surplus may serve a rule; nor
    where a later aim may value it: after a loss, what is surplus now may be needed.
    """
    instance = arcs.instance
    need = int(arcs.requirement[own[0]])
    row = instance.problem.requirements[need]
    if instance.problem.shares or instance.problem.locks or row.min_partners > 0:
        return
    value = arcs.effectiveness[own]
    days, group = np.unique(arcs.start[own], return_inverse=True)
    is_uniform = value.max() - value.min() < TOLERANCE and not arcs.is_divisible[own].any()
    quantity = float(instance.quantity[need])
    most = np.ceil(quantity / value.max() - TOLERANCE) * value.max()
    most = float(most) if is_uniform else quantity + float(value.max())
    reachable = np.bincount(group, weights=value * upper[own])
    first = np.zeros(len(days), dtype=np.int64)
    first[group] = np.arange(len(own))
    model.add_rows(
        len(days),
        -INFINITY,
        0.0,
        (group, own, value),
        (np.arange(len(days)), met[first], -np.minimum(most, reachable)),
    )


def add_enabler_rows(
    model: LinearModel,
    arcs: Arcs,
    segments: Segments,
    levels: LevelColumns,
    requirements: IntArray,
) -> None:
    """Count a segment of an enabled requirement only where its enablers have a level."""
    instance = arcs.instance
    groups = enabling_requirements(instance.problem)
    for need in requirements.tolist():
        own = np.flatnonzero(segments.requirement == need)
        for group in groups.get(instance.problem.requirements[need].id, ()):
            members = [instance.need_number[name] for name in group]
            enabling = np.flatnonzero(np.isin(arcs.requirement, members))
            day = segments.start[own][:, None]
            present = (arcs.start[enabling] <= day) & (day < arcs.end[enabling])
            row, place = np.nonzero(present)
            value = arcs.effectiveness[enabling]
            least = min(
                value.min(initial=1.0), LEAST_LEVEL if arcs.is_divisible[enabling].any() else 1
            )
            every = np.arange(len(own))
            model.add_rows(
                len(own),
                0.0,
                INFINITY,
                (row, enabling[place], value[place]),
                (every, levels.z[own], np.full(len(own), -float(least))),
            )


def add_lock_rows(model: LinearModel, arcs: Arcs, segments: Segments, is_inside: BoolArray) -> None:
    """Keep at least the locked quantity on every day of a lock (H11).

    Where no arc covers a locked day the model has no solution; other arcs might.
    """
    instance = arcs.instance
    for offer, need, quantity, start, end in lock_days(instance):
        if not is_inside[need]:
            continue
        own = np.flatnonzero((arcs.offer == offer) & (arcs.requirement == need))
        of_need = segments.requirement == need
        touched = np.flatnonzero(of_need & (segments.start < end) & (segments.end > start))
        if start < instance.need_from[need] or end > instance.need_to[need]:
            raise Impossible
        day = segments.start[touched][:, None]
        row, place = np.nonzero((arcs.start[own] <= day) & (day < arcs.end[own]))
        model.add_rows(len(touched), quantity, INFINITY, (row, own[place], np.ones(len(row))))


def lock_days(instance: Instance) -> list[tuple[int, int, float, int, int]]:
    """List (offer, requirement, quantity, from, to) of every lock, with its default days.

    A default start is the earliest of the pair, a default end the latest for that start. Quantities
    of whole units are rounded up. Raises ``Impossible`` for a pair or start that is not possible.
    """
    found = []
    for lock in instance.problem.locks:
        pair = instance.find_pair(lock.offer, lock.requirement)
        if lock.quantity <= TOLERANCE:
            continue
        if pair is None:
            raise Impossible
        start = lock.from_day
        if start is None:
            start = min(first for first, _ in instance.windows_of(pair))
        end = instance.latest_end(pair, start) if lock.to_day is None else lock.to_day
        if end is None:
            raise Impossible
        offer, need = int(instance.offer[pair]), int(instance.requirement[pair])
        whole = (
            lock.quantity if instance.is_divisible[offer] else np.ceil(lock.quantity - TOLERANCE)
        )
        found.append((offer, need, float(whole), start, end))
    return found


def locks_are_kept(plan: Plan) -> bool:
    """Tell whether a plan keeps every lock on every day."""
    arcs = plan.arcs
    for offer, need, quantity, start, end in lock_days(arcs.instance):
        own = (arcs.offer == offer) & (arcs.requirement == need)
        day = np.arange(start, end)[:, None]
        present = (arcs.start[own] <= day) & (day < arcs.end[own])
        if not all(reaches(kept, quantity) for kept in (present @ plan.amount[own]).tolist()):
            return False
    return True
