"""Levels and credit: how much of each segment is covered, and which segments count at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.planning.coverage import enabling_requirements
from crisisplanner.planning.matching.arcs import Arcs, Plan
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.matching.model.linear import INFINITY, LinearModel
from crisisplanner.planning.matching.model.segments import Segments
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray
from crisisplanner.planning.tolerance import TOLERANCE

NO_COLUMN = -1
LEAST_LEVEL = 1e-3
"""Stands for "above 0" where parts of units may be sent: well above what a solver lets rows miss."""


@dataclass(frozen=True)
class LevelColumns:
    """Hold the columns of segments: credited level ``u[k]``, and ``z[k]`` where one is needed.

    ``z[k]`` 1 promises that the level is above 0 and at least the minimum share; -1 is no column.
    ``credit_needs_z[r]`` marks requirements whose credit depends on it; of these it also promises
    their enablers. ``met[k]`` promises the level alone, for those that wait for it; the same column
    as ``z[k]`` where r needs no enablers. ``level_rows[k]`` is the row u ≤ level, ``threshold_rows[k]``
    level ≥ ``threshold[k]`` z (-1 without z).
    """

    u: IntArray
    z: IntArray
    met: IntArray
    level_rows: IntArray
    threshold_rows: IntArray
    credit_needs_z: BoolArray
    threshold: FloatArray


def add_level_rows(
    model: LinearModel,
    arcs: Arcs,
    upper: FloatArray,
    segments: Segments,
    requirements: IntArray,
    outside: Plan,
    *,
    values_surplus: bool,
) -> LevelColumns:
    """Add u and z columns with: u ≤ level; u ≤ Q z; level ≥ threshold z; and H13.

    The threshold is the minimum share rounded up to what whole units can make. H13 is left to
    ``repair`` where that costs nothing, unless ``values_surplus``.
    """
    instance = arcs.instance
    n = len(segments)
    every = np.arange(len(arcs), dtype=np.int64)
    arc, segment = segments.of_arcs(every)
    value = arcs.effectiveness[arc]
    reachable = reachable_levels(arcs, upper, segments)
    quantity = instance.quantity[segments.requirement]
    u = model.add_columns(n, 0.0, np.minimum(quantity, reachable), is_integer=False)
    level_rows = model.add_rows(
        n, -INFINITY, 0.0, (np.arange(n), u, np.ones(n)), (segment, arc, -value)
    )
    credit_needs_z, is_asked = where_z(arcs, requirements, outside)
    threshold = _thresholds(arcs, segments, arc, segment)
    with_z = np.flatnonzero(is_asked[segments.requirement])
    is_reachable = reachable[with_z] >= threshold[with_z] - TOLERANCE
    z = np.full(n, NO_COLUMN, dtype=np.int64)
    z[with_z] = model.add_columns(
        len(with_z), 0.0, is_reachable.astype(np.float64), is_integer=True
    )
    place = np.full(n, -1, dtype=np.int64)
    place[with_z] = np.arange(len(with_z))
    inside = place[segment] >= 0
    threshold_rows = np.full(n, NO_COLUMN, dtype=np.int64)
    threshold_rows[with_z] = model.add_rows(
        len(with_z),
        0.0,
        INFINITY,
        (place[segment[inside]], arc[inside], value[inside]),
        (np.arange(len(with_z)), z[with_z], -threshold[with_z]),
    )
    counted = with_z[credit_needs_z[segments.requirement[with_z]]]
    model.add_rows(
        len(counted),
        -INFINITY,
        0.0,
        (np.arange(len(counted)), u[counted], np.ones(len(counted))),
        (np.arange(len(counted)), z[counted], -np.minimum(quantity, reachable)[counted]),
    )
    met = z.copy()
    apart = np.flatnonzero(_met_without_credit(arcs, requirements, outside)[segments.requirement])
    met[apart] = _add_met_columns(model, arcs, apart, segments, threshold, reachable)
    levels = LevelColumns(u, z, met, level_rows, threshold_rows, credit_needs_z, threshold)
    may_be_sent = _may_be_sent_for_a_rule(arcs) | values_surplus
    _add_useful_rows(model, arcs, upper, segments, levels, may_be_sent)
    return levels


def reachable_levels(arcs: Arcs, upper: FloatArray, segments: Segments) -> FloatArray:
    """Give the most that each segment's level can be, with as many partners as may serve it.

    An offer cannot be there with more units than it has, however many arcs it has there.
    """
    instance = arcs.instance
    arc, segment = segments.of_arcs(np.arange(len(arcs), dtype=np.int64))
    keys, pair = np.unique(segment * instance.n_pairs + arcs.pair[arc], return_inverse=True)
    number = keys % instance.n_pairs
    offer = instance.offer[number]
    units = np.bincount(pair, weights=upper[arc], minlength=len(keys))
    units = np.minimum(units, instance.capacity[offer].max(axis=1, initial=0.0))
    level = units * instance.effectiveness[number]
    n_partners = int(instance.partner.max(initial=0)) + 1
    of_partner, place = np.unique(
        keys // instance.n_pairs * n_partners + instance.partner[offer], return_inverse=True
    )
    by_partner = np.bincount(place, weights=level, minlength=len(of_partner))
    owner = of_partner // n_partners
    order = np.lexsort((-by_partner, owner))
    first = np.searchsorted(owner, np.arange(len(segments)))
    rank = np.arange(len(owner)) - first[owner]
    may_serve = rank < _most_partners(instance)[segments.requirement][owner]
    most = by_partner[order][may_serve]
    return np.bincount(owner[may_serve], most, len(segments)).astype(np.float64)


def _most_partners(instance: Instance) -> FloatArray:
    """Give the most partners that may serve each requirement."""
    most = [
        1.0 if need.single_lead else np.inf if need.max_partners is None else need.max_partners
        for need in instance.problem.requirements
    ]
    return np.array(most, dtype=np.float64)


def where_z(arcs: Arcs, requirements: IntArray, outside: Plan) -> tuple[BoolArray, BoolArray]:
    """Mark requirements whose credit needs z, and all that need z at all (prerequisites too)."""
    instance = arcs.instance
    threshold = instance.minimum_share * instance.quantity
    smallest = np.full(instance.n_requirements, np.inf)
    np.minimum.at(smallest, arcs.requirement, arcs.effectiveness)
    smallest[arcs.requirement[arcs.is_divisible]] = 0.0
    credit = threshold > smallest + TOLERANCE
    for name in enabling_requirements(instance.problem):
        credit[instance.need_number[name]] = True
    return credit, credit | _waited_for(instance, requirements, outside)


def _waited_for(instance: Instance, requirements: IntArray, outside: Plan) -> BoolArray:
    """Mark the prerequisites of requirements inside or of what is sent outside."""
    is_waiting = np.zeros(instance.n_requirements, dtype=np.bool_)
    is_waiting[requirements] = True
    is_waiting[outside.arcs.requirement] = True
    waited_for = np.zeros(instance.n_requirements, dtype=np.bool_)
    for need in instance.waiting:
        if is_waiting[need]:
            waited_for[list(instance.prerequisites[need])] = True
    return waited_for


def _met_without_credit(arcs: Arcs, requirements: IntArray, outside: Plan) -> BoolArray:
    """Mark the prerequisites that have enablers: they are met by their level even without them."""
    instance = arcs.instance
    enabled = enabling_requirements(instance.problem)
    is_enabled = [need.id in enabled for need in instance.problem.requirements]
    return _waited_for(instance, requirements, outside) & np.array(is_enabled, dtype=np.bool_)


def _add_met_columns(
    model: LinearModel,
    arcs: Arcs,
    apart: IntArray,
    segments: Segments,
    threshold: FloatArray,
    reachable: FloatArray,
) -> IntArray:
    """Add columns, for some segments, that promise their level ≥ threshold and no more."""
    is_reachable = reachable[apart] >= threshold[apart] - TOLERANCE
    met = model.add_columns(len(apart), 0.0, is_reachable.astype(np.float64), is_integer=True)
    arc, segment = segments.of_arcs(np.arange(len(arcs), dtype=np.int64))
    place = np.full(len(segments), -1, dtype=np.int64)
    place[apart] = np.arange(len(apart))
    inside = place[segment] >= 0
    model.add_rows(
        len(apart),
        0.0,
        INFINITY,
        (place[segment[inside]], arc[inside], arcs.effectiveness[arc[inside]]),
        (np.arange(len(apart)), met, -threshold[apart]),
    )
    return met


def _thresholds(arcs: Arcs, segments: Segments, arc: IntArray, segment: IntArray) -> FloatArray:
    """Give the level from which each segment counts, rounded up to whole units where it can be."""
    instance = arcs.instance
    n = len(segments)
    least, most = np.full(n, np.inf), np.zeros(n)
    np.minimum.at(least, segment, arcs.effectiveness[arc])
    np.maximum.at(most, segment, arcs.effectiveness[arc])
    is_divisible = np.zeros(n, dtype=np.bool_)
    is_divisible[segment[arcs.is_divisible[arc]]] = True
    share = (instance.minimum_share * instance.quantity)[segments.requirement]
    smallest = np.where(is_divisible | np.isinf(least), LEAST_LEVEL, least)
    is_uniform = ~is_divisible & (most > 0) & (most - least < TOLERANCE)
    unit = np.where(is_uniform, most, 1.0)
    rounded = np.where(is_uniform, np.ceil(share / unit - TOLERANCE) * unit, share)
    return np.asarray(np.maximum(rounded, smallest), dtype=np.float64)


def _add_useful_rows(
    model: LinearModel,
    arcs: Arcs,
    upper: FloatArray,
    segments: Segments,
    levels: LevelColumns,
    may_be_sent: BoolArray,
) -> None:
    """Send no unit that is credited on no day (H13): x ≤ upper × Σ z of its segments.

    Needed only where such a unit could serve another rule (partners, shares, enablers, locks) or a
    later aim; else it is taken out of the plan afterwards, which costs nothing.
    """
    needing = np.flatnonzero((levels.credit_needs_z & may_be_sent)[arcs.requirement])
    place, segment = segments.of_arcs(needing)
    model.add_rows(
        len(needing),
        -INFINITY,
        0.0,
        (np.arange(len(needing)), needing, np.ones(len(needing))),
        (place, levels.z[segment], -upper[needing][place]),
    )


def _may_be_sent_for_a_rule(arcs: Arcs) -> BoolArray:
    """Mark the requirements where a unit without credit could still help to keep another rule."""
    problem = arcs.instance.problem
    locked = {lock.requirement for lock in problem.locks}
    enabling = {row.needs_type for row in problem.enablers}
    waited_for = {name for need in problem.requirements for name in need.prerequisites}
    enabled = {row.type for row in problem.enablers}
    return np.array(
        [
            bool(problem.shares)
            or need.min_partners > 0
            or need.id in locked
            or need.type in enabling
            or (need.id in waited_for and need.type in enabled)
            for need in problem.requirements
        ],
        dtype=np.bool_,
    )
