"""What a little more lift, node capacity or money would be worth: prices of a linear program.

The program is the engine's own model with whole units relaxed, over the requirements that a limit
holds back; where all of a large problem would take too long, the rest of the plan stays as it is.
A price is what the next tonne or the next unit of money brings at most; more of it brings less for
each. (Dual values; Dantzig 1963, chapter 12.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from crisisplanner.domain.match import Gap, PlannedAllocation, PlanReasonCode
from crisisplanner.domain.problem import Problem
from crisisplanner.planning.coverage import enabling_requirements
from crisisplanner.planning.matching.arcs import Plan, join_arcs, make_arcs
from crisisplanner.planning.matching.canonical import canonical
from crisisplanner.planning.matching.highs import Highs, SolveLimits
from crisisplanner.planning.matching.instance import Instance, make_instance
from crisisplanner.planning.matching.model.formulation import Formulation, formulate
from crisisplanner.planning.matching.model.relations import Impossible
from crisisplanner.planning.matching.starts import StartSettings, start_options
from crisisplanner.planning.matching.usage import LiftTable, NodeTable
from crisisplanner.planning.pairs import FloatArray
from crisisplanner.planning.periods import IntArray

LIMITED = frozenset({PlanReasonCode.LIFT, PlanReasonCode.NODE, PlanReasonCode.BUDGET})
MOST_PAIRS = 6_000
MOST_NEEDS = 40
STARTS = StartSettings(most_on_all_days=6_000, n_days_by_others=2, n_lift_weeks=3)
NOTHING = 1e-9


@dataclass(frozen=True)
class LimitPrices:
    """Hold what more of a limit is worth, in weighted coverage.

    ``pool`` a tonne of shared lift by week; ``node`` a tonne a day on all days, by node; ``budget`` a
    unit of money by scope. ``free`` are the tonnes of the pool that the plan leaves, by week.
    """

    pool: Mapping[int, float] = field(default_factory=dict)
    node: Mapping[str, float] = field(default_factory=dict)
    budget: Mapping[str, float] = field(default_factory=dict)
    free: Mapping[int, float] = field(default_factory=dict)


def limit_prices(
    problem: Problem,
    allocations: Iterable[PlannedAllocation],
    gaps: Iterable[Gap],
    should_stop: Callable[[], bool] | None = None,
) -> LimitPrices | None:
    """Price the limits that hold requirements back; None where none does, or if it was stopped.

    One linear program: all requirements where there are few pairs, else those that lifting a limit
    could help most.
    """
    held_back = _held_back(gaps)
    if not held_back:
        return None
    instance = make_instance(canonical(problem))
    plan = _plan(instance, allocations)
    inside = _inside(instance, held_back)
    arcs = start_options(instance, STARTS, _pairs_of(instance, inside))
    is_inside = np.isin(plan.arcs.requirement, inside)
    arcs = join_arcs(arcs, plan.arcs.take(np.flatnonzero(is_inside)))
    outside = Plan(plan.arcs.take(np.flatnonzero(~is_inside)), plan.amount[~is_inside])
    try:
        formulation = formulate(arcs, inside, outside)
    except Impossible:
        return None
    highs = Highs(formulation.model, formulation.objective)
    highs.relax()
    outcome = highs.solve(SolveLimits(should_stop=should_stop))
    if outcome.solution is None or not outcome.is_proven:
        return None
    return _read(formulation, np.maximum(highs.row_prices(), 0.0), plan)


def _held_back(gaps: Iterable[Gap]) -> list[str]:
    """List the requirements that a limit holds back, those that lack most first."""
    lacking: dict[str, float] = {}
    for gap in gaps:
        own = [reason.unit_days for reason in gap.reasons if reason.code in LIMITED]
        if own:
            lacking[gap.requirement] = sum(own)
    return sorted(lacking, key=lambda name: (-lacking[name], name))


def _plan(instance: Instance, allocations: Iterable[PlannedAllocation]) -> Plan:
    """Write a plan as amounts on arcs, as far as its pairs are possible."""
    amounts: dict[tuple[int, int, int], float] = defaultdict(float)
    for row in allocations:
        pair = instance.find_pair(row.offer, row.requirement)
        if pair is not None:
            amounts[pair, row.from_day, row.to_day] += row.quantity
    keys = np.array(sorted(amounts), dtype=np.int64).reshape(-1, 3)
    arcs = make_arcs(instance, keys[:, 0], keys[:, 1], keys[:, 2])
    return Plan(arcs, np.array([amounts[key] for key in sorted(amounts)], dtype=np.float64))


def _inside(instance: Instance, held_back: Sequence[str]) -> IntArray:
    """Choose the requirements that are planned anew, with all that enable one another."""
    if instance.n_pairs <= MOST_PAIRS:
        return np.arange(instance.n_requirements, dtype=np.int64)
    linked: dict[str, set[str]] = defaultdict(set)
    for name, groups in enabling_requirements(instance.problem).items():
        for group in groups:
            for other in group:
                linked[name].add(other)
                linked[other].add(name)
    chosen: set[str] = set()
    waiting = list(held_back[:MOST_NEEDS])
    while waiting:
        name = waiting.pop()
        if name not in chosen:
            chosen.add(name)
            waiting.extend(linked[name])
    return np.array(sorted(instance.need_number[name] for name in chosen), dtype=np.int64)


def _pairs_of(instance: Instance, requirements: IntArray) -> IntArray:
    return np.flatnonzero(np.isin(instance.requirement, requirements)).astype(np.int64)


def _read(formulation: Formulation, price: FloatArray, plan: Plan) -> LimitPrices:
    rows = formulation.resources
    pool: dict[int, float] = {}
    for row, week in rows.lift_pool.items():
        pool[week] = pool.get(week, 0.0) + float(price[row])
    budget: dict[str, float] = {}
    for row, scope in rows.budgets.items():
        budget[scope] = budget.get(scope, 0.0) + float(price[row]) / rows.budget_scale[row]
    return LimitPrices(pool, _node_prices(formulation, price), budget, _free_pool(plan))


def _node_prices(formulation: Formulation, price: FloatArray) -> dict[str, float]:
    """Sum the prices of all days: a node that takes a tonne more takes it on every day."""
    found: dict[str, float] = defaultdict(float)
    paid = {row: of for row, of in formulation.resources.nodes.items() if price[row] > NOTHING}
    if not paid:
        return {}
    matrix, arcs = formulation.model.assembled(), formulation.arcs
    table, first = NodeTable(formulation.instance), matrix.first
    for row, (nodes, _day) in paid.items():
        column, value = int(matrix.column[first[row]]), float(matrix.value[first[row]])
        passage = table.passage(int(arcs.pair[column]))
        # Rows are scaled: this is what one tonne is in this one.
        tonne = value * passage.n_days / float(arcs.lift_t[column])
        for node in nodes:
            found[node] += float(price[row]) * tonne
    return dict(found)


def _free_pool(plan: Plan) -> dict[int, float]:
    """Give the tonnes of the pool that a plan leaves, by week."""
    table = LiftTable(plan.arcs.instance)
    if not table.is_limited:
        return {}
    drawn = np.maximum(table.drawn(plan.arcs, plan.amount) - table.own, 0.0).sum(axis=0)
    left = np.maximum(table.pool - drawn, 0.0)
    return {
        week + table.first_week: float(tonnes) for week, tonnes in enumerate(left) if tonnes > 0
    }
