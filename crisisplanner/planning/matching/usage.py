"""What a plan uses of each resource, by day or week: the right-hand sides of what is left.

The same definitions serve the model (rows), the greedy start (what is free) and neighbourhoods (what
the rest of the plan leaves).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crisisplanner.domain.days import DAYS_PER_WEEK
from crisisplanner.domain.problem import NodeRow
from crisisplanner.planning.matching.arcs import Arcs
from crisisplanner.planning.matching.day_limits import Span
from crisisplanner.planning.matching.instance import Instance
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import BoolArray, IntArray
from crisisplanner.planning.timing import admitting_nodes


def spans(arcs: Arcs, span: Span) -> tuple[IntArray, IntArray]:
    """Give the days, from the first day, on which units of each arc count for a resource."""
    first = arcs.instance.first_day
    if span is Span.AWAY:
        return arcs.leaves_on - first, arcs.back_on - first
    return arcs.start - first, arcs.end - first


def used_by_day(
    instance: Instance,
    resource: IntArray,
    begin: IntArray,
    finish: IntArray,
    amount: FloatArray,
    n: int,
) -> FloatArray:
    """Add up amounts over days: used[resource, t]."""
    change = np.zeros((n, instance.n_days + 1))
    np.add.at(change, (resource, begin), amount)
    np.subtract.at(change, (resource, finish), amount)
    return np.asarray(np.cumsum(change, axis=1)[:, :-1], dtype=np.float64)


class LiftTable:
    """Tonnes by partner and week: own lift first, then the shared pool (H4).

    Weeks count from ``first_week``; ``own[partner, week]`` and ``pool[week]`` hold tonnes.
    """

    def __init__(self, instance: Instance) -> None:
        self.is_limited = bool(instance.problem.lift)
        self.first_week = instance.first_day // DAYS_PER_WEEK
        last_week = (instance.first_day + instance.n_days) // DAYS_PER_WEEK
        self.n_weeks = last_week - self.first_week + 1
        self.own = np.zeros((len(instance.partners), self.n_weeks))
        self.pool = np.zeros(self.n_weeks)
        for row in instance.problem.lift:
            for week in range(self.n_weeks):
                week_start = (week + self.first_week) * DAYS_PER_WEEK
                days = min(row.to_day, week_start + DAYS_PER_WEEK) - max(row.from_day, week_start)
                tonnes = row.tonnes * max(days, 0) / DAYS_PER_WEEK
                if row.partner == "*":
                    self.pool[week] += tonnes
                elif row.partner in instance.partner_number:
                    self.own[instance.partner_number[row.partner], week] += tonnes

    def week_of(self, leaves: IntArray) -> IntArray:
        """Give the week, from the first, in which a day lies; the last one for all days after it."""
        return np.minimum(leaves // DAYS_PER_WEEK - self.first_week, self.n_weeks - 1)

    def drawn(self, arcs: Arcs, amount: FloatArray) -> FloatArray:
        """Give the tonnes that leave by partner and week: drawn[partner, week]."""
        tonnes = np.zeros_like(self.own)
        np.add.at(tonnes, (arcs.partner, self.week_of(arcs.leaves_on)), amount * arcs.lift_t)
        return tonnes


@dataclass(frozen=True)
class Passage:
    """Say which nodes a pair's units may pass, and on how many days; no nodes: no limit."""

    takers: frozenset[str]
    n_days: int


class NodeTable:
    """What nodes take by day, for every set of nodes that arcs may have to share (H5)."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        # A node that takes any amount still takes nothing while it is closed.
        self.is_limited = any(
            (node.capacity_t_per_day, node.from_day, node.to_day) != (None, None, None)
            for node in instance.problem.nodes
        )
        self._passages: dict[tuple[str, str, str, float], Passage] = {}
        self._rows: dict[str, list[NodeRow]] = {}
        for node in instance.problem.nodes:
            self._rows.setdefault(node.id, []).append(node)

    def passage(self, pair: int) -> Passage:
        """Give the passage of one pair."""
        instance = self._instance
        offer = instance.problem.offers[instance.offer[pair]]
        place = instance.problem.requirements[instance.requirement[pair]].place
        key = (place, offer.asset_class, offer.mode, float(offer.lift_t or 0.0))
        if key not in self._passages:
            nodes = admitting_nodes(offer, instance.table.scopes.nodes_of(place))
            queue = int(instance.table.times.queue_days[instance.pair_row[pair]])
            self._passages[key] = Passage(frozenset(node.id for node in nodes), max(1, queue))
        return self._passages[key]

    def capacity(self, nodes: frozenset[str], day: int) -> float:
        """Give the tonnes that some nodes take together on a day (from the first day)."""
        number = day + self._instance.first_day
        total = 0.0
        for name in nodes:
            for row in self._rows[name]:
                is_open = (row.from_day is None or row.from_day <= number) and (
                    row.to_day is None or number < row.to_day
                )
                if is_open:
                    total += np.inf if row.capacity_t_per_day is None else row.capacity_t_per_day
        return total

    def loads(self, arcs: Arcs) -> list[tuple[int, int, float, frozenset[str]]]:
        """List (arc, day, tonnes a unit, nodes) for everything that passes a node."""
        if not self.is_limited:
            return []
        instance = self._instance
        setup = instance.table.times.setup_days[instance.pair_row[arcs.pair]]
        found: list[tuple[int, int, float, frozenset[str]]] = []
        for arc in np.flatnonzero(arcs.lift_t > 0).tolist():
            passage = self.passage(int(arcs.pair[arc]))
            if not passage.takers:
                continue
            unloaded = int(arcs.start[arc] - setup[arc]) - instance.first_day
            tonnes = float(arcs.lift_t[arc]) / passage.n_days
            found.extend(
                (arc, max(day, 0), tonnes, passage.takers)
                for day in range(unloaded - passage.n_days, unloaded)
            )
        return found

    def unions(self, takers: set[frozenset[str]]) -> list[frozenset[str]]:
        """List every union of sets of nodes: each must hold what may use only its nodes (Hall)."""
        found: set[frozenset[str]] = set()
        for one in sorted(takers, key=sorted):
            found |= {one, *(one | other for other in found)}
        return sorted(found, key=sorted)


class Costs:
    """Budgets (H6) and shares (H10) over the arcs of an instance."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self.caps = {row.partner: row.cap for row in instance.problem.shares}

    def members(self, scope: str) -> tuple[bool, int, BoolArray]:
        """Tell what a scope means: the plan, a partner's number (-1: none), requirements."""
        instance = self._instance
        needs = instance.problem.requirements
        in_scope = np.array([scope in (need.crisis, need.plan) for need in needs], dtype=np.bool_)
        return scope == "plan", instance.partner_number.get(scope, -1), in_scope

    def in_scope(self, arcs: Arcs, scope: str) -> FloatArray:
        """Give the unit cost of each arc as far as it counts for a budget."""
        is_plan, partner, in_crisis = self.members(scope)
        if is_plan:
            return arcs.unit_cost
        counts = (arcs.partner == partner) | in_crisis[arcs.requirement]
        return np.where(counts, arcs.unit_cost, 0.0)

    def cap(self, partner: str) -> float:
        """Give the cap on a partner's share of the plan's cost."""
        return self.caps.get(partner, self.caps.get("*", 1.0))
