"""Rows of what plans share: offers, groups, caps, ceilings, lift, nodes, budgets, shares.

Right-hand sides are what the plan outside the model leaves.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from crisisplanner.planning.matching.arcs import Arcs, Plan
from crisisplanner.planning.matching.day_limits import Span
from crisisplanner.planning.matching.model.linear import INFINITY, LinearModel
from crisisplanner.planning.matching.model.packing import Intervals, add_packing_rows
from crisisplanner.planning.matching.usage import (
    Costs,
    LiftTable,
    NodeTable,
    spans,
    used_by_day,
)
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray
from crisisplanner.planning.tolerance import TOLERANCE


@dataclass
class ResourceRows:
    """Remember which rows stand for what, for prices and what-ifs.

    ``offers`` maps a row to (offer, day from the first), ``days`` to (family of day limits, resource,
    day); ``lift_own`` to
    (partner, week), ``lift_pool`` to a week; ``budgets`` to a scope. Scales are what rows were
    divided by: a price over a scale is per tonne or per unit of money.
    """

    offers: dict[int, tuple[int, int]] = field(default_factory=dict)
    days: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    lift_own: dict[int, tuple[int, int]] = field(default_factory=dict)
    lift_pool: dict[int, int] = field(default_factory=dict)
    nodes: dict[int, tuple[frozenset[str], int]] = field(default_factory=dict)
    budgets: dict[int, str] = field(default_factory=dict)
    shares: dict[int, str] = field(default_factory=dict)
    lift_scale: dict[int, float] = field(default_factory=dict)
    draws: dict[int, int] = field(default_factory=dict)
    budget_scale: dict[int, float] = field(default_factory=dict)


def room_on_arcs(arcs: Arcs, outside: Plan) -> FloatArray:
    """Give the units that the plan outside leaves free on all days of each arc."""
    room = np.full(len(arcs), np.inf)
    if not len(outside.arcs):
        return room
    begin, finish = spans(arcs, Span.AWAY)
    numbers, place = np.unique(arcs.offer, return_inverse=True)
    free = arcs.instance.capacity[numbers] - _away(outside, numbers)
    for arc in np.flatnonzero(np.isin(arcs.offer, outside.arcs.offer)).tolist():
        room[arc] = free[place[arc], begin[arc] : finish[arc]].min()
    return np.where(arcs.is_divisible, room, np.floor(room + TOLERANCE))


def _away(outside: Plan, numbers: IntArray) -> FloatArray:
    """Count the units of some offers that the plan outside keeps away, by day."""
    known = np.flatnonzero(np.isin(outside.arcs.offer, numbers))
    arcs = outside.arcs.take(known)
    begin, finish = spans(arcs, Span.AWAY)
    where = np.searchsorted(numbers, arcs.offer)
    return used_by_day(arcs.instance, where, begin, finish, outside.amount[known], len(numbers))


def add_resource_rows(
    model: LinearModel,
    arcs: Arcs,
    upper: FloatArray,
    outside: Plan,
) -> ResourceRows:
    """Add all rows of shared resources for arcs whose columns come first in the model."""
    rows = ResourceRows()
    _add_offer_rows(model, arcs, upper, outside, rows)
    _add_day_rows(model, arcs, upper, outside, rows)
    add_lift_rows(model, arcs, outside, rows)
    add_node_rows(model, arcs, upper, outside, rows)
    _add_budget_rows(model, arcs, upper, outside, rows)
    _add_share_rows(model, arcs, outside, rows)
    return rows


def _add_offer_rows(
    model: LinearModel, arcs: Arcs, upper: FloatArray, outside: Plan, rows: ResourceRows
) -> None:
    """H1: units of an offer that are away ≤ what is not committed."""
    begin, finish = spans(arcs, Span.AWAY)
    numbers, resource = np.unique(arcs.offer, return_inverse=True)
    capacity = arcs.instance.capacity[numbers]
    if len(outside.arcs):
        capacity = np.maximum(capacity - _away(outside, numbers), 0.0)
    column = np.arange(len(arcs), dtype=np.int64)
    intervals = Intervals(resource.astype(np.int64), column, begin, finish, np.ones(len(arcs)))
    found = add_packing_rows(model, intervals, capacity, upper)
    rows.offers = {row: (int(numbers[place]), day) for row, (place, day) in found.items()}


def _add_day_rows(
    model: LinearModel, arcs: Arcs, upper: FloatArray, outside: Plan, rows: ResourceRows
) -> None:
    """H2, caps of caveats, H14."""
    instance = arcs.instance
    for family, limits in enumerate(instance.day_limits):
        resource, amount = limits.use(arcs.pair)
        column = np.flatnonzero(resource >= 0)
        if not len(column):
            continue
        numbers, place = np.unique(resource[column], return_inverse=True)
        capacity = limits.capacity[numbers]
        other, used = limits.use(outside.arcs.pair)
        known = np.flatnonzero(np.isin(other, numbers))
        if len(known):
            begin, finish = spans(outside.arcs.take(known), limits.span)
            where = np.searchsorted(numbers, other[known])
            taken = used[known] * outside.amount[known]
            capacity = capacity - used_by_day(instance, where, begin, finish, taken, len(numbers))
        begin, finish = spans(arcs, limits.span)
        intervals = Intervals(
            place.astype(np.int64), column, begin[column], finish[column], amount[column]
        )
        found = add_packing_rows(model, intervals, np.maximum(capacity, 0.0), upper)
        rows.days.update({row: (family, int(numbers[at]), day) for row, (at, day) in found.items()})


def add_lift_rows(
    model: LinearModel,
    arcs: Arcs,
    outside: Plan,
    rows: ResourceRows,
) -> None:
    """H4: what leaves in a week ≤ own lift + what is drawn from the pool; draws ≤ pool."""
    table = LiftTable(arcs.instance)
    loaded = np.flatnonzero(arcs.lift_t > 0)
    if not table.is_limited or not len(loaded):
        return
    before = table.drawn(outside.arcs, outside.amount)
    key = arcs.partner[loaded] * table.n_weeks + table.week_of(arcs.leaves_on[loaded])
    keys, row = np.unique(key, return_inverse=True)
    partner, week = keys // table.n_weeks, keys % table.n_weeks
    left = (table.own - before)[partner, week]
    scale = np.maximum(1.0, np.bincount(row, weights=arcs.lift_t[loaded]) / np.bincount(row))
    draws = model.add_columns(len(keys), 0.0, INFINITY, is_integer=False)
    own = model.add_rows(
        len(keys),
        -INFINITY,
        left / scale,
        (row, loaded, arcs.lift_t[loaded] / scale[row]),
        (np.arange(len(keys)), draws, -1.0 / scale),
    )
    overdrawn = np.maximum(before - table.own, 0.0)
    overdrawn[partner, week] = 0.0
    pool = table.pool - overdrawn.sum(axis=0)
    weeks, place = np.unique(week, return_inverse=True)
    shared = model.add_rows(
        len(weeks), -INFINITY, np.maximum(pool[weeks], 0.0), (place, draws, np.ones(len(draws)))
    )
    first = table.first_week
    rows.lift_own = {
        number: (who, when + first)
        for number, who, when in zip(own.tolist(), partner.tolist(), week.tolist(), strict=True)
    }
    rows.lift_scale = dict(zip(own.tolist(), scale.tolist(), strict=True))
    rows.draws = dict(zip(own.tolist(), draws.tolist(), strict=True))
    rows.lift_pool = {
        number: when + first for number, when in zip(shared.tolist(), weeks.tolist(), strict=True)
    }


def add_node_rows(
    model: LinearModel, arcs: Arcs, upper: FloatArray, outside: Plan, rows: ResourceRows
) -> None:
    """H5: for every union of sets of nodes, what may use only these ≤ what they take in a day."""
    table = NodeTable(arcs.instance)
    loads = table.loads(arcs)
    if not loads:
        return
    before = [
        (day, tonnes * float(outside.amount[arc]), takers)
        for arc, day, tonnes, takers in table.loads(outside.arcs)
    ]
    unions = table.unions({load[3] for load in loads} | {load[2] for load in before})
    for nodes in unions:
        inside = [(day, arc, tonnes) for arc, day, tonnes, takers in loads if takers <= nodes]
        for day in sorted({day for day, _, _ in inside}):
            limit = table.capacity(nodes, day)
            own = [(arc, tonnes) for on, arc, tonnes in inside if on == day]
            most = sum(float(upper[arc]) * tonnes for arc, tonnes in own)
            if np.isinf(limit) or (most <= limit and not before):
                continue
            limit -= sum(t for on, t, takers in before if on == day and takers <= nodes)
            scale = max(1.0, *(tonnes for _, tonnes in own))
            column = np.array([arc for arc, _ in own], dtype=np.int64)
            value = np.array([tonnes / scale for _, tonnes in own])
            row = model.add_rows(
                1,
                -INFINITY,
                max(limit, 0.0) / scale,
                (np.zeros(len(own), dtype=np.int64), column, value),
            )
            rows.nodes[int(row[0])] = (nodes, day)


def _add_budget_rows(
    model: LinearModel,
    arcs: Arcs,
    upper: FloatArray,
    outside: Plan,
    rows: ResourceRows,
) -> None:
    """H6: cost in each scope ≤ its amount."""
    costs = Costs(arcs.instance)
    for budget in arcs.instance.problem.budgets:
        value = costs.in_scope(arcs, budget.scope)
        column = np.flatnonzero(value > 0)
        spent = float(costs.in_scope(outside.arcs, budget.scope) @ outside.amount)
        left = max(budget.amount - spent, 0.0)
        if not len(column) or value @ upper <= left:
            continue
        scale = max(1.0, float(value[column].mean()))
        nothing = np.zeros(len(column), dtype=np.int64)
        row = model.add_rows(1, -INFINITY, left / scale, (nothing, column, value[column] / scale))
        rows.budgets[int(row[0])] = budget.scope
        rows.budget_scale[int(row[0])] = scale


def _add_share_rows(model: LinearModel, arcs: Arcs, outside: Plan, rows: ResourceRows) -> None:
    """H10: cost of a partner ≤ cap × cost of the plan."""
    instance = arcs.instance
    costs = Costs(instance)
    if not instance.problem.shares:
        return
    value = arcs.unit_cost
    column = np.flatnonzero(value > 0)
    spent = np.zeros(len(instance.partners))
    np.add.at(spent, outside.arcs.partner, outside.arcs.unit_cost * outside.amount)
    scale = max(1.0, float(value[column].mean()) if len(column) else 1.0)
    for number, partner in enumerate(instance.partners):
        cap = costs.cap(partner)
        is_own = arcs.partner[column] == number
        if cap >= 1 or not (is_own.any() or spent[number] > 0):
            continue
        factor = np.where(is_own, 1.0 - cap, -cap) * value[column] / scale
        limit = (cap * float(spent.sum()) - float(spent[number])) / scale
        nothing = np.zeros(len(column), dtype=np.int64)
        row = model.add_rows(1, -INFINITY, limit, (nothing, column, factor))
        rows.shares[int(row[0])] = partner
